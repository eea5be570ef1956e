// One setting of a town by its name. Each kind of setting has its keeper, who knows what its value means; this only reads.
import { sql } from 'kysely';
import type { Db } from './db/engine.ts';

/** Null when it was never set. */
export async function settingOf(db: Db, name: string): Promise<unknown> {
  const { rows } = await sql<{ value: unknown }>`select value from platform_settings where name = ${name}`.execute(db);
  return rows[0]?.value ?? null;
}
