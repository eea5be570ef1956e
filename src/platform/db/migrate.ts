// Migrations: numbered SQL files, applied in order, one schema at a time, under a row lock, each in its own transaction.
// A gap, an edited file or a database newer than the program is refused before anything is touched.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { projectFile } from '../project.ts';
import { APP_ROLE, type Engine, quoteSchema } from './engine.ts';

export type MigrationSet = 'shared' | 'town';

export interface Migration {
  number: number;
  name: string;
  sql: string;
  digest: string;
}

/** Thrown with a sentence an administrator can act on. */
export class MigrationRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MigrationRefused';
  }
}

/** The files of a set, in order. Throws MigrationRefused when numbers are missing or doubled. */
export function readMigrations(set: MigrationSet, dir: string = projectFile('migrations', set)): Migration[] {
  const found = readdirSync(dir)
    .filter((f) => f.endsWith('.sql'))
    .sort()
    .map((name): Migration => {
      const text = readFileSync(`${dir}/${name}`, 'utf8');
      const number = Number(/^(\d{4})_[a-z0-9_]+\.sql$/.exec(name)?.[1] ?? Number.NaN);
      if (Number.isNaN(number)) throw new MigrationRefused(`迁移文件名不合规：${set}/${name}`);
      return { number, name, sql: text, digest: createHash('sha256').update(text).digest('hex') };
    });
  found.forEach((m, i) => {
    if (m.number !== i + 1) throw new MigrationRefused(`迁移文件不连续：${set} 缺少第 ${i + 1} 号，遇到 ${m.name}`);
  });
  return found;
}

interface Applied {
  number: number;
  name: string;
  digest: string;
}

function pending(set: MigrationSet, files: readonly Migration[], applied: readonly Applied[]): Migration[] {
  for (const [i, row] of applied.entries()) {
    const file = files[i];
    if (!file) throw new MigrationRefused(`数据库比程序新：${set} 已有迁移 ${row.name}，本程序没有。请使用更新的程序。`);
    if (row.number !== file.number)
      throw new MigrationRefused(`数据库迁移记录有缺口：${set} 第 ${file.number} 号未执行，却已执行 ${row.name}`);
    if (row.digest !== file.digest)
      throw new MigrationRefused(`迁移文件被改动过：${set}/${file.name}。已执行的迁移不能修改，请新增一个。`);
  }
  return files.slice(applied.length);
}

const ensureRole = `do $$ begin
  if not exists (select from pg_roles where rolname = '${APP_ROLE}') then create role ${APP_ROLE} nologin; end if;
exception when duplicate_object or unique_violation then null; end $$;
do $$ begin
  execute format('grant ${APP_ROLE} to %I', current_user);
exception when others then
  -- somebody else granted it before, or at this very moment
  if not pg_has_role(current_user, '${APP_ROLE}', 'member') then raise; end if;
end $$;`;

/** Everyday grants: all on ordinary tables; tables named *_audit or *_events can only be read and appended to. */
function grants(schema: string): string {
  const s = quoteSchema(schema);
  return `grant usage on schema ${s} to ${APP_ROLE};
grant select, insert, update, delete on all tables in schema ${s} to ${APP_ROLE};
grant usage, select on all sequences in schema ${s} to ${APP_ROLE};
do $$ declare t text; begin
  for t in select tablename from pg_tables where schemaname = '${schema}' and (tablename like '%\\_audit' or tablename like '%\\_events' or tablename = 'migrations') loop
    execute format('revoke update, delete, truncate on ${s}.%I from ${APP_ROLE}', t);
  end loop;
end $$;`;
}

/** Two processes granting the same at the same moment: PostgreSQL refuses one of them, and granting again changes nothing. */
async function again(work: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await work();
      return;
    } catch (fault) {
      if (attempt === 10 || !/tuple concurrently updated/.test(String(fault))) throw fault;
    }
  }
}

/**
 * Creates the schema when missing and applies what is missing. Safe to call from several processes at once. Returns the names applied.
 * @param upTo stop at this number (a restore loads rows at the level they were saved at, then goes on).
 */
export async function migrate(
  engine: Engine,
  set: MigrationSet,
  schema: string,
  upTo = Number.POSITIVE_INFINITY,
): Promise<string[]> {
  const files = readMigrations(set);
  await again(() => engine.script('public', ensureRole));
  await engine.script('public', `create schema if not exists ${quoteSchema(schema)};`).catch((fault: unknown) => {
    // Two processes creating the same schema at once: the other one won.
    if (!String(fault).includes('already exists') && !String(fault).includes('pg_namespace_nspname_index')) throw fault;
  });
  const lockTable = `create table if not exists migrations (number integer primary key, name text not null, digest text not null, applied_at timestamptz not null default now());
create table if not exists migration_lock (id integer primary key);
insert into migration_lock values (1) on conflict do nothing;`;
  await engine.script(schema, lockTable).catch((fault: unknown) => {
    if (!/already exists|pg_type_typname_nsp_index|pg_class_relname_nsp_index/.test(String(fault))) throw fault;
  });
  const owner = engine.owner(schema);
  const applied = await owner.transaction().execute(async (tx) => {
    await sql`select id from migration_lock where id = 1 for update`.execute(tx);
    const { rows } = await sql<Applied>`select number, name, digest from migrations order by number`.execute(tx);
    const todo = pending(set, files, rows).filter((m) => m.number <= upTo);
    for (const migration of todo) {
      for (const statement of splitStatements(migration.sql)) await sql.raw(statement).execute(tx);
      await sql`insert into migrations (number, name, digest) values (${migration.number}, ${migration.name}, ${migration.digest})`.execute(
        tx,
      );
    }
    return todo.map((m) => m.name);
  });
  await again(() => engine.script(schema, grants(schema)));
  return applied;
}

/** Names of migrations not yet applied; throws MigrationRefused like migrate. */
export async function pendingMigrations(engine: Engine, set: MigrationSet, schema: string): Promise<string[]> {
  const files = readMigrations(set);
  const exists = await sql<{
    n: number;
  }>`select count(*) as n from pg_tables where schemaname = ${schema} and tablename = 'migrations'`.execute(
    engine.owner('public'),
  );
  if (exists.rows[0]!.n === 0) return files.map((f) => f.name);
  const { rows } = await sql<Applied>`select number, name, digest from migrations order by number`.execute(engine.owner(schema));
  return pending(set, files, rows).map((m) => m.name);
}

/** Statements of a migration file. Our migrations hold no functions and no `;` inside text, which keeps this honest. */
function splitStatements(text: string): string[] {
  return text
    .replace(/^\s*--.*$/gm, '')
    .split(/;\s*$/m)
    .map((s) => s.trim())
    .filter((s) => s !== '');
}
