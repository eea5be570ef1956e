// One setting of a town by its name. Each kind of setting has its keeper, who knows what its value means.
import { sql } from 'kysely';
import type { Act } from './act/act.ts';
import type { Db } from './db/engine.ts';

/** Null when it was never set. */
export async function settingOf(db: Db, name: string): Promise<unknown> {
  const { rows } = await sql<{ value: unknown }>`select value from platform_settings where name = ${name}`.execute(db);
  return rows[0]?.value ?? null;
}

/** Within an act, whose keeper records what was before and after. */
export async function writeSetting(act: Pick<Act, 'db' | 'at' | 'actor'>, name: string, value: unknown): Promise<void> {
  await sql`insert into platform_settings (name, value, changed_at, changed_by)
    values (${name}, ${JSON.stringify(value)}::jsonb, ${act.at}, ${act.actor.name})
    on conflict (name) do update set value = excluded.value, changed_at = excluded.changed_at, changed_by = excluded.changed_by`.execute(
    act.db,
  );
}
