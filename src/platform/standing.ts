// Small facts about the running of a town that outlive the process: when the last dump was made, when the audit chain
// was last recomputed. Kept in platform_settings under `standing:…`; not acts, so not in the audit chain.
import { sql } from 'kysely';
import type { Instant } from '../town/day.ts';
import type { Db } from './db/engine.ts';
import type { Town } from './town.ts';

export interface Standings {
  'last-dump': { at: Instant; file: string; bytes: number };
  'last-backup': { at: Instant; file: string; bytes: number };
  'last-restore-test': { at: Instant; file: string };
  'demo-made': { at: Instant };
  'self-check': { at: Instant; documents: number; mismatches: number };
  'audit-verified': { at: Instant; rows: number; brokenAt: number | null };
}

export async function noteStanding<N extends keyof Standings>(
  town: Pick<Town, 'db' | 'clock'>,
  name: N,
  value: Standings[N],
): Promise<void> {
  await sql`insert into platform_settings (name, value, changed_at, changed_by)
    values (${`standing:${name}`}, ${JSON.stringify(value)}::jsonb, ${town.clock.now()}, '系统')
    on conflict (name) do update set value = excluded.value, changed_at = excluded.changed_at`.execute(town.db);
}

export async function standings(db: Db): Promise<Partial<Standings>> {
  const { rows } = await sql<{
    name: string;
    value: unknown;
  }>`select name, value from platform_settings where name like 'standing:%'`.execute(db);
  return Object.fromEntries(rows.map((r) => [r.name.slice('standing:'.length), r.value])) as Partial<Standings>;
}
