import { sql } from 'kysely';
import { perform } from '../../src/platform/act/act.ts';
import { systemActor } from '../../src/platform/act/actor.ts';
import { startSession } from '../../src/platform/auth/sessions.ts';
import { hashToken } from '../../src/platform/auth/tokens.ts';
import { createOrgan } from '../../src/rooms/people/door.ts';
import type { AccountId } from '../../src/town/ids.ts';
import { done } from '../../src/town/outcome.ts';
import { type Role, roles } from '../../src/town/roles.ts';
import { granted, sampleOrgan, samplePerson } from './people.ts';
import type { PublishingTown } from './publishing.ts';
import type { TestTown } from './town.ts';

export type Who = Role | 'nobody' | 'other-drafter' | 'other-head' | 'disabled' | 'expired' | 'half-way' | 'unknown-token';
export const everybody: readonly Who[] = [
  'nobody',
  ...roles,
  'other-drafter',
  'other-head',
  'disabled',
  'expired',
  'half-way',
  'unknown-token',
];

export interface Holder {
  accountId: AccountId;
  roles: readonly Role[];
  stage: 'full' | 'password';
}

export interface SessionOf {
  token: string;
  csrf: string;
}

export async function holdersOf({ town, people }: PublishingTown): Promise<Map<Who, Holder>> {
  const farm = granted(
    await perform(town, systemActor, 'test', (act) =>
      createOrgan(act, sampleOrgan('farm', 'department', people.town, '农业农村站')),
    ),
  );
  const one = async (organ: typeof farm, name: string, role: Role, stage: Holder['stage'] = 'full'): Promise<Holder> => {
    const { accountId } = await samplePerson(town, organ, name, [role]);
    return { accountId: accountId as AccountId, roles: [role], stage };
  };
  return new Map<Who, Holder>([
    ...roles.map((r): [Who, Holder] => [r, { accountId: people.staff[r].accountId as AccountId, roles: [r], stage: 'full' }]),
    ['other-drafter', await one(farm, '陈旁科', 'drafter')],
    ['other-head', await one(farm, '吴旁站', 'department-head')],
    ['disabled', await one(people.finance, '钱停用', 'drafter')],
    ['expired', await one(people.finance, '孙过期', 'drafter')],
    ['half-way', await one(people.finance, '周半途', 'drafter', 'password')],
  ]);
}

export async function signIn(town: TestTown, { accountId, roles: held, stage }: Holder): Promise<SessionOf> {
  const from = { address: '127.0.0.1', userAgent: 'test', oldToken: null };
  const token = granted(
    await perform(town, systemActor, 'test', async (act) =>
      done(await startSession(act, { accountId, stage, roles: held, ...from })),
    ),
  );
  const { rows } = await sql<{ csrf: string }>`select csrf from gongkai.sessions where token_hash = ${hashToken(token)}`.execute(
    town.shared,
  );
  return { token, csrf: rows[0]?.csrf ?? '' };
}

export async function signedIn(town: TestTown, holders: ReadonlyMap<Who, Holder>): Promise<Map<Who, SessionOf>> {
  const sessions = new Map<Who, SessionOf>([['unknown-token', { token: 'x'.repeat(43), csrf: 'x' }]]);
  const yesterday = '2026-11-22T01:00:00Z';
  for (const [who, holder] of holders) {
    await sql`insert into gongkai.accounts (id, town, username, created_at)
      values (${holder.accountId}, ${town.slug}, ${`${town.schema}-${who}`}, ${town.clock.now()})`.execute(town.shared);
    const session = await signIn(town, holder);
    sessions.set(who, session);
    if (who === 'disabled')
      await sql`update gongkai.accounts set disabled_at = ${yesterday} where id = ${holder.accountId}`.execute(town.shared);
    if (who === 'expired')
      await sql`update gongkai.sessions set created_at = ${yesterday}, seen_at = ${yesterday}
        where token_hash = ${hashToken(session.token)}`.execute(town.shared);
  }
  return sessions;
}
