// A database as a backup would bring it back: all tables of a town as they were, whatever was done since.
import { sql } from 'kysely';
import type { TestTown } from './town.ts';

/** Copies every table of the town; the answer puts them all back. */
export async function copyTables(town: TestTown): Promise<() => Promise<void>> {
  const copy = `${town.schema}_copy`;
  const owner = town.engine.owner(town.schema);
  const { rows } = await sql<{ name: string }>`select tablename as name from pg_tables where schemaname = ${town.schema}
    and tablename not in ('migrations', 'migration_lock')`.execute(owner);
  const names = rows.map((r) => r.name);
  await town.engine.script(
    town.schema,
    `create schema ${copy};\n${names.map((n) => `create table ${copy}.${n} as table ${n};`).join('\n')}`,
  );
  return async () => {
    // Rows refer to one another: the order in which they come back must not matter.
    const back = names.map((n) => `insert into ${n} select * from ${copy}.${n};`).join('\n');
    await town.engine.script(
      town.schema,
      `set session_replication_role = replica;\ntruncate ${names.join(', ')};\n${back}\nset session_replication_role = origin;`,
    );
  };
}
