// What signing in does by itself: forgets what has run out, and (等保 profile) disables accounts nobody used for 90 days.
import { sql } from 'kysely';
import { instantOf } from '../../town/day.ts';
import type { AccountId } from '../../town/ids.ts';
import { perform } from '../act/act.ts';
import { systemActor } from '../act/actor.ts';
import type { Timetable } from '../room.ts';
import type { Town } from '../town.ts';
import { disableAccount } from './accounts.ts';
import { NETWORK_WINDOW_MS } from './lockout.ts';
import { readAuthSettings } from './settings.ts';

const DAY_MS = 86_400_000;
export const DORMANT_DAYS = 90;

/** Rows that can open nothing any more. A day is left so that a form still open can be sent after signing in again. */
export async function forgetEnded(town: Town): Promise<void> {
  const now = Date.parse(town.clock.now());
  await sql`delete from gongkai.sessions where seen_at < ${instantOf(now - DAY_MS)}
    and account_id in (select id from gongkai.accounts where town = ${town.slug})`.execute(town.shared);
  await sql`delete from gongkai.invitations where town = ${town.slug} and expires_at < ${instantOf(now - 30 * DAY_MS)}`.execute(
    town.shared,
  );
  await sql`delete from gongkai.sign_in_networks where since < ${instantOf(now - NETWORK_WINDOW_MS)}`.execute(town.shared);
}

/** Under the 等保 profile an account unused for 90 days is disabled until an administrator enables it. Returns how many were. */
export async function disableDormant(town: Town): Promise<number> {
  if ((await readAuthSettings(town.db)).passwordProfile !== 'djbh') return 0;
  const before = instantOf(Date.parse(town.clock.now()) - DORMANT_DAYS * DAY_MS);
  const { rows } = await sql<{ id: AccountId }>`
    select id from gongkai.accounts where town = ${town.slug} and disabled_at is null and not demo
      and coalesce(last_signed_in_at, created_at) < ${before}`.execute(town.shared);
  for (const { id } of rows)
    await perform(town, systemActor, 'disable-account', async (act) => disableAccount(act, id, `${DORMANT_DAYS} 天未使用`));
  return rows.length;
}

export const authTimetable: readonly Timetable[] = [
  { name: 'auth-forget-ended', cron: '17 * * * *', run: forgetEnded },
  {
    name: 'auth-disable-dormant',
    cron: '30 3 * * *',
    async run(town) {
      await disableDormant(town);
    },
  },
];
