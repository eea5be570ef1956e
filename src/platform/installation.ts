// An installation: one database engine, one data directory, the registry of its towns. Knows no room.
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Config } from '../config.ts';
import type { Instant } from '../town/day.ts';
import { done, type Outcome, refuse } from '../town/outcome.ts';
import { choreBell } from './chores/bell.ts';
import { type Clock, clockAhead, systemClock } from './clock.ts';
import { openEmbedded } from './db/embedded.ts';
import type { Db, Engine } from './db/engine.ts';
import { migrate, pendingMigrations } from './db/migrate.ts';
import { openPostgres } from './db/postgres.ts';
import type { Notice } from './db/recovery.ts';
import { channelsOf } from './dispatch/adapters.ts';
import type { DispatchSettings } from './dispatch/settings.ts';
import { openFileStore } from './files/store.ts';
import { ledgerBell } from './ledger-bell.ts';
import { makeDirectory } from './make-directory.ts';
import { publicVersion } from './public-version.ts';
import type { Log, Town } from './town.ts';
import { townVault } from './vault/town-vault.ts';

export const SHARED_SCHEMA = 'gongkai';

export interface Installation {
  readonly engine: Engine;
  readonly data: string;
  /** Folder of all towns’ keys, where it is not `keys` in the data directory. */
  readonly keys?: string | null;
  readonly shared: Db;
  readonly clock: Clock;
  readonly log: Log;
  /** How dispatches go out of this installation; nothing set, none do. */
  readonly dispatch?: DispatchSettings;
  close(): Promise<void>;
}

export type InstallationConfig = Pick<Config, 'data' | 'databaseUrl' | 'connections' | 'keys' | 'dispatch'>;

/** A start after a crash is everyday; what else the embedded engine had to mend, or cannot, somebody should look at. */
function noteOpening(log: Log, notice: Notice): void {
  if (notice.what === 'rebuilt' && notice.because === 'left') log.info(notice, 'database made anew from copy and journal');
  else log.warn(notice, noticeWords[notice.what]);
}

const noticeWords: Readonly<Record<Notice['what'], string>> = {
  rebuilt: 'database directory was not as it was left: made anew from copy and journal',
  'copy-damaged': 'a copy of the database is damaged and was passed over',
  'journal-renewed': 'the journal did not lead to the present database: a new one begins',
  'pages-damaged': 'pages of the database do not fit their checksums: start the program anew',
  'journal-lost': 'the journal cannot be synced: start the program anew',
};

/** Opens the engine and nothing else. Throws DirectoryHeld when another process has the embedded database. */
export async function openInstallation(config: InstallationConfig, log: Log, clock: Clock = systemClock): Promise<Installation> {
  makeDirectory(config.data);
  const engine =
    config.databaseUrl === null
      ? await openEmbedded(join(config.data, 'db'), (notice) => noteOpening(log, notice))
      : await openPostgres({ url: config.databaseUrl, connections: config.connections });
  const shared = engine.schema(SHARED_SCHEMA);
  const { data, keys, dispatch } = config;
  return { engine, data, keys, shared, clock, log, dispatch, close: () => engine.close() };
}

export interface TownRow {
  slug: string;
  schema: string;
  name: string;
  demo: boolean;
  /** How far a demonstration's present is ahead of the real one; 0 for every other town. */
  clockAheadMs: number;
}

/** The towns registered here; none when the installation has never been prepared. */
export async function listTowns(installation: Installation): Promise<TownRow[]> {
  const owner = installation.engine.owner('public');
  const { rows } = await sql<{
    n: number;
  }>`select count(*) as n from pg_tables where schemaname = ${SHARED_SCHEMA} and tablename = 'towns'`.execute(owner);
  if (rows[0]!.n === 0) return [];
  const towns =
    await sql<TownRow>`select slug, schema_name as schema, name, demo, clock_ahead_ms as "clockAheadMs" from towns order by slug`.execute(
      installation.engine.owner(SHARED_SCHEMA),
    );
  return towns.rows;
}

export interface AppliedMigrations {
  schema: string;
  names: readonly string[];
}

/** What is still to be applied, per schema; empty when the database fits the program. Throws MigrationRefused. */
export async function pendingEverywhere(installation: Installation): Promise<AppliedMigrations[]> {
  const found: AppliedMigrations[] = [];
  const shared = await pendingMigrations(installation.engine, 'shared', SHARED_SCHEMA);
  if (shared.length > 0) found.push({ schema: SHARED_SCHEMA, names: shared });
  for (const town of await listTowns(installation)) {
    const names = await pendingMigrations(installation.engine, 'town', town.schema);
    if (names.length > 0) found.push({ schema: town.schema, names });
  }
  return found;
}

/** Brings the shared schema and every town to the program's level. */
export async function migrateEverywhere(installation: Installation, each?: (applied: AppliedMigrations) => void): Promise<void> {
  const report = (schema: string, names: readonly string[]): void => {
    if (names.length > 0) each?.({ schema, names });
  };
  report(SHARED_SCHEMA, await migrate(installation.engine, 'shared', SHARED_SCHEMA));
  for (const town of await listTowns(installation)) report(town.schema, await migrate(installation.engine, 'town', town.schema));
}

export type TownRefusal = 'no-town' | 'no-such-town' | 'which-town';

export const townRefusalWords: Readonly<Record<TownRefusal, (facts: Readonly<Record<string, string | number>>) => string>> = {
  'no-town': () => '这里还没有建立任何镇。请先运行 gongkai init 建镇，或运行 gongkai demo 看演示。',
  'no-such-town': (f) => `没有代号为“${f.slug}”的镇。现有：${f.towns}。`,
  'which-town': (f) => `这里有 ${f.count} 个镇，请用 GONGKAI_TOWN 指明一个：${f.towns}。`,
};

/** The town to serve: the named one, or the only one. */
export async function chooseTown(installation: Installation, slug: string | null): Promise<Outcome<TownRow, TownRefusal>> {
  const towns = await listTowns(installation);
  const names = towns.map((t) => `${t.slug}（${t.name}）`).join('、');
  if (towns.length === 0) return refuse({ code: 'no-town' });
  if (slug === null)
    return towns.length === 1 ? done(towns[0]!) : refuse({ code: 'which-town', facts: { count: towns.length, towns: names } });
  const found = towns.find((t) => t.slug === slug);
  return found ? done(found) : refuse({ code: 'no-such-town', facts: { slug, towns: names } });
}

/** Files of a town lie in a folder of its own, so that a town can be moved or erased alone. */
export function filesFolder(data: string, slug: string): string {
  return join(data, 'files', slug);
}

/** The log of a town, its key and what its signer remembers; laid out as its addresses are. */
export function ledgerFolder(data: string, slug: string): string {
  return join(data, 'ledger', slug);
}

/** Keys of a town: in no backup, and by the operator's wish on another disk. */
export function keysFolder(installation: Pick<Installation, 'data' | 'keys'>, slug: string): string {
  return join(installation.keys ?? join(installation.data, 'keys'), slug);
}

export async function openTown(installation: Installation, row: TownRow): Promise<Town> {
  const db = installation.engine.schema(row.schema);
  const clock = clockAhead(installation.clock, row.clockAheadMs);
  const exclusively = installation.engine.exclusively(row.schema);
  const closed = (fault: unknown): void =>
    installation.log.error({ fault, town: row.slug }, 'the keys of personal data cannot be used');
  const town: Town = {
    ...row,
    db,
    shared: installation.shared,
    clock,
    vault: await townVault(keysFolder(installation, row.slug), { db, clock, exclusively, closed }),
    files: openFileStore(filesFolder(installation.data, row.slug)),
    ledgerFolder: ledgerFolder(installation.data, row.slug),
    publicVersion: publicVersion(),
    choreBell: choreBell(),
    ledger: ledgerBell(),
    dispatchChannels: channelsOf(installation.dispatch, row.demo),
    exclusively,
    log: installation.log,
  };
  await town.publicVersion.refresh(town.db);
  return town;
}

/** `gangkou-zhen` → `town_gangkou_zhen`. */
export function schemaFor(slug: string): string {
  return `town_${slug.replace(/-/g, '_')}`;
}

const SLUG = /^[a-z][a-z0-9-]{0,30}$/;

export function isTownSlug(text: string): boolean {
  return SLUG.test(text);
}

/**
 * Registers a town and makes its tables. The caller has made sure that the slug is free.
 * @param town.present only for a demonstration: the moment its clock starts from.
 */
export async function createTown(
  installation: Installation,
  town: { slug: string; name: string; demo: boolean; present?: Instant },
): Promise<TownRow> {
  if (!isTownSlug(town.slug)) throw new RangeError(`not a town slug: ${town.slug}`);
  const schema = schemaFor(town.slug);
  await migrate(installation.engine, 'shared', SHARED_SCHEMA);
  await migrate(installation.engine, 'town', schema);
  const now = installation.clock.now();
  const clockAheadMs = town.demo && town.present ? Date.parse(town.present) - Date.parse(now) : 0;
  await sql`insert into towns (slug, schema_name, name, demo, clock_ahead_ms, created_at)
    values (${town.slug}, ${schema}, ${town.name}, ${town.demo}, ${clockAheadMs}, ${now})`.execute(installation.shared);
  return { slug: town.slug, schema, name: town.name, demo: town.demo, clockAheadMs };
}
