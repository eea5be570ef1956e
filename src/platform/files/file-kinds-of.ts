// Which kind recorded files are, for those who give them a name with an ending.
import { sql } from 'kysely';
import type { Db } from '../db/engine.ts';

/** By digest; files that are on no record are left out. */
export async function fileKindsOf(db: Db, sha256s: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ sha256: string; kind: string }>`select sha256, kind from platform_files
    where sha256 = any(${[...sha256s]}::text[])`.execute(db);
  return new Map(rows.map((r) => [r.sha256, r.kind]));
}
