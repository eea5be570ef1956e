// Every table of a town as lines of JSON, the same bytes on both engines: rows in the order of their key, text compared
// by bytes, values as row_to_json writes them.
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { type Db, quoteSchema } from '../db/engine.ts';

/** Whose rows: all of a town's own schema, or those of the shared schema that belong to the town. */
export type TableSet = 'town' | 'shared';

export interface TableRef {
  set: TableSet;
  name: string;
}

export interface TableDigest extends TableRef {
  rows: number;
  bytes: number;
  sha256: string;
}

const NAME = /^[a-z][a-z0-9_]{0,62}$/;

function quoteTable(schema: string, table: string): string {
  if (!NAME.test(table)) throw new RangeError(`not a table name: ${table}`);
  return `${quoteSchema(schema)}."${table}"`;
}

/** Tables that are the program's own affair, or that should not outlive a restore. */
const LEFT_OUT = new Set(['migrations', 'migration_lock', 'sessions']);

interface Column {
  name: string;
  type: string;
  generated: boolean;
  keyPosition: number | null;
}

async function columnsOf(db: Db, schema: string, table: string): Promise<Column[]> {
  const { rows } = await sql<Column>`
    select a.attname as name, format_type(a.atttypid, null) as type, a.attgenerated <> '' as generated,
      array_position(i.indkey::int2[], a.attnum) as "keyPosition"
    from pg_attribute a
    join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    left join pg_index i on i.indrelid = c.oid and i.indisprimary
    where n.nspname = ${schema} and c.relname = ${table} and a.attnum > 0 and not a.attisdropped
    order by a.attnum`.execute(db);
  return rows;
}

/** Tables of a town in a fixed order. A shared table belongs to a town by its column `town` or `account_id`. */
export async function tablesOf(db: Db, townSchema: string, sharedSchema: string): Promise<TableRef[]> {
  const { rows } = await sql<{ schema: string; name: string }>`
    select schemaname as schema, tablename as name from pg_tables where schemaname in (${townSchema}, ${sharedSchema}) order by tablename`.execute(
    db,
  );
  const found: TableRef[] = [];
  for (const { schema, name } of rows) {
    if (LEFT_OUT.has(name)) continue;
    if (schema === townSchema) found.push({ set: 'town', name });
    else if (name === 'towns') found.push({ set: 'shared', name });
    else {
      const columns = (await columnsOf(db, schema, name)).map((c) => c.name);
      if (columns.includes('town') || columns.includes('account_id')) found.push({ set: 'shared', name });
    }
  }
  return found.sort((a, b) => (a.set === b.set ? (a.name < b.name ? -1 : 1) : a.set === 'shared' ? -1 : 1));
}

export interface Place {
  slug: string;
  townSchema: string;
  sharedSchema: string;
}

function schemaOf(place: Place, ref: TableRef): string {
  return ref.set === 'town' ? place.townSchema : place.sharedSchema;
}

function ownRows(place: Place, ref: TableRef, columns: readonly Column[]): string {
  if (ref.set === 'town') return 'true';
  // Slugs hold letters, digits and hyphens only (see the registry's own check).
  if (!/^[a-z][a-z0-9-]{0,30}$/.test(place.slug)) throw new RangeError('not a town slug');
  if (ref.name === 'towns') return `t.slug = '${place.slug}'`;
  if (columns.some((c) => c.name === 'town')) return `t.town = '${place.slug}'`;
  return `t.account_id in (select id from ${quoteTable(place.sharedSchema, 'accounts')} where town = '${place.slug}')`;
}

function orderBy(columns: readonly Column[]): string {
  const keys = columns.filter((c) => c.keyPosition !== null).sort((a, b) => a.keyPosition! - b.keyPosition!);
  if (keys.length === 0) return 'row_to_json(t)::text collate "C"';
  return keys.map((c) => `t."${c.name}"${c.type === 'text' || c.type.startsWith('character') ? ' collate "C"' : ''}`).join(', ');
}

/** Rows of a table as text, a page at a time. `tx` must be a transaction: the cursor lives in it. */
async function* rowsOf(tx: Db, place: Place, ref: TableRef): AsyncGenerator<readonly string[]> {
  const columns = await columnsOf(tx, schemaOf(place, ref), ref.name);
  const from = quoteTable(schemaOf(place, ref), ref.name);
  const select = `select row_to_json(t)::text as line from ${from} t where ${ownRows(place, ref, columns)} order by ${orderBy(columns)}`;
  await sql.raw(`declare reading_rows no scroll cursor for ${select}`).execute(tx);
  try {
    for (;;) {
      const { rows } = await sql<{ line: string }>`fetch 500 from reading_rows`.execute(tx);
      if (rows.length === 0) return;
      yield rows.map((r) => r.line);
    }
  } finally {
    await sql`close reading_rows`.execute(tx);
  }
}

/** Hands the table's lines on and tells what they amount to. */
export async function readTable(
  tx: Db,
  place: Place,
  ref: TableRef,
  write?: (chunk: Buffer) => Promise<void>,
): Promise<TableDigest> {
  const hash = createHash('sha256');
  let rows = 0;
  let bytes = 0;
  for await (const lines of rowsOf(tx, place, ref)) {
    const chunk = Buffer.from(`${lines.join('\n')}\n`);
    hash.update(chunk);
    rows += lines.length;
    bytes += chunk.byteLength;
    await write?.(chunk);
  }
  return { ...ref, rows, bytes, sha256: hash.digest('hex') };
}

/** Puts lines into a table, as owner. Columns the lines do not know keep their defaults. */
export async function insertLines(tx: Db, place: Place, ref: TableRef, lines: readonly string[]): Promise<void> {
  if (lines.length === 0) return;
  const given = new Set(Object.keys(JSON.parse(lines[0]!) as object));
  const columns = (await columnsOf(tx, schemaOf(place, ref), ref.name)).filter((c) => given.has(c.name) && !c.generated);
  const names = columns.map((c) => `"${c.name}"`).join(', ');
  const into = quoteTable(schemaOf(place, ref), ref.name);
  await sql`insert into ${sql.raw(into)} (${sql.raw(names)}) overriding system value
    select ${sql.raw(names)} from jsonb_populate_recordset(null::${sql.raw(into)}, ${`[${lines.join(',')}]`}::jsonb)`.execute(tx);
}

/** Removes the town's rows of the shared tables; children before the accounts they hang on. */
export async function deleteSharedRows(tx: Db, place: Place): Promise<void> {
  const { rows } = await sql<{
    name: string;
  }>`select tablename as name from pg_tables where schemaname = ${place.sharedSchema}`.execute(tx);
  const names = rows.map((r) => r.name).filter((n) => n === 'sessions' || !LEFT_OUT.has(n));
  const last = ['accounts', 'towns'];
  for (const name of [...names.filter((n) => !last.includes(n)), ...last.filter((n) => names.includes(n))]) {
    const columns = await columnsOf(tx, place.sharedSchema, name);
    const has = (c: string): boolean => columns.some((x) => x.name === c);
    if (name !== 'towns' && !has('town') && !has('account_id')) continue;
    await sql
      .raw(`delete from ${quoteTable(place.sharedSchema, name)} t where ${ownRows(place, { set: 'shared', name }, columns)}`)
      .execute(tx);
  }
}

export async function emptyTownTables(tx: Db, place: Place): Promise<void> {
  const { rows } = await sql<{
    name: string;
  }>`select tablename as name from pg_tables where schemaname = ${place.townSchema}`.execute(tx);
  const names = rows
    .map((r) => r.name)
    .filter((n) => !LEFT_OUT.has(n))
    .map((n) => quoteTable(place.townSchema, n));
  if (names.length > 0) await sql.raw(`truncate ${names.join(', ')}`).execute(tx);
}

/**
 * Runs `work` while the town's tables have no foreign keys, so that rows may come in any order (circles and references
 * to later rows of the same table included), then puts the keys back, which checks every row.
 */
export async function withoutForeignKeys(tx: Db, place: Place, work: () => Promise<void>): Promise<void> {
  const { rows } = await sql<{ name: string; table: string; definition: string }>`
    select c.conname as name, r.relname as table, pg_get_constraintdef(c.oid) as definition
    from pg_constraint c join pg_class r on r.oid = c.conrelid join pg_namespace n on n.oid = r.relnamespace
    where c.contype = 'f' and n.nspname = ${place.townSchema}`.execute(tx);
  const on = (key: { table: string }): string => `alter table ${quoteTable(place.townSchema, key.table)}`;
  for (const key of rows) await sql.raw(`${on(key)} drop constraint "${key.name}"`).execute(tx);
  await work();
  for (const key of rows) await sql.raw(`${on(key)} add constraint "${key.name}" ${key.definition}`).execute(tx);
}
