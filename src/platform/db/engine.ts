// One SQL dialect, two engines. An Engine hands out a Db per schema; a town's Db stands in the town's schema.
import type { Kysely } from 'kysely';

/** Rooms narrow this to their own tables: `db.withTables<PeopleTables>()`. */
export type Db = Kysely<object>;

/** Runs work of a name unless somebody, here or in another process, is at it: then null, and nothing was run. */
export type Exclusively = <T>(name: string, work: () => Promise<T>) => Promise<{ value: T } | null>;

/** How the journal of an embedded database stands. */
export interface JournalReport {
  /** Number of its newest line. */
  line: number;
  copies: number;
  copyBytes: number;
  /** The engine has met content that cannot be right; the next start makes the directory anew. */
  damaged: boolean;
  /** Why copy and journal would not lead to the present state; null when they do. */
  problem: string | null;
  /** Directories earlier starts have moved aside. */
  aside: readonly string[];
}

export interface Engine {
  readonly kind: 'embedded' | 'postgres';
  /** Everyday connections: role `gongkai_app`, which cannot update or delete append-only tables. */
  schema(name: string): Db;
  /** Owner's connections, for migrations and erasure only. */
  owner(name: string): Db;
  /** Held for as long as the work runs and the process lives; by name within a schema. */
  exclusively(schema: string): Exclusively;
  /** Several statements at once, as owner, standing in a schema. Used by migrations. */
  script(schema: string, sql: string): Promise<void>;
  /** Physical copy of an embedded database; null on PostgreSQL, where pg_dump is the tool. */
  readonly dump: ((to: string) => Promise<void>) | null;
  /** Reads the embedded database's copy and journal from end to end; null where there are none. */
  readonly journal: (() => Promise<JournalReport>) | null;
  close(): Promise<void>;
}

/** Within one process. */
export function oneAtATime(): (schema: string) => Exclusively {
  const held = new Set<string>();
  return (schema) => async (name, work) => {
    const key = `${schema}/${name}`;
    if (held.has(key)) return null;
    held.add(key);
    try {
      return { value: await work() };
    } finally {
      held.delete(key);
    }
  };
}

/** The role everyday work runs under. */
export const APP_ROLE = 'gongkai_app';

const SCHEMA = /^[a-z][a-z0-9_]{0,40}$/;

export function quoteSchema(name: string): string {
  if (!SCHEMA.test(name)) throw new RangeError(`not a schema name: ${name}`);
  return `"${name}"`;
}
