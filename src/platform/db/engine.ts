// One SQL dialect, two engines. An Engine hands out a Db per schema; a town's Db stands in the town's schema.
import type { Kysely } from 'kysely';

/** Rooms narrow this to their own tables: `db.withTables<PeopleTables>()`. */
export type Db = Kysely<object>;

export interface Engine {
  readonly kind: 'embedded' | 'postgres';
  /** Everyday connections: role `gongkai_app`, which cannot update or delete append-only tables. */
  schema(name: string): Db;
  /** Owner's connections, for migrations and erasure only. */
  owner(name: string): Db;
  /** Several statements at once, as owner, standing in a schema. Used by migrations. */
  script(schema: string, sql: string): Promise<void>;
  /** Physical copy of an embedded database; null on PostgreSQL, where pg_dump is the tool. */
  readonly dump: ((to: string) => Promise<void>) | null;
  close(): Promise<void>;
}

/** The role everyday work runs under. */
export const APP_ROLE = 'gongkai_app';

const SCHEMA = /^[a-z][a-z0-9_]{0,40}$/;

export function quoteSchema(name: string): string {
  if (!SCHEMA.test(name)) throw new RangeError(`not a schema name: ${name}`);
  return `"${name}"`;
}
