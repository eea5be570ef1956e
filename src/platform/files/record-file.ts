// What is known of a stored file: its kind, its text for search and checks. The bytes lie in the file store under the same hash.
import { sql } from 'kysely';
import type { Act } from '../act/act.ts';
import type { Db } from '../db/engine.ts';
import { type Inspected, stillHidden } from './inspected.ts';
import type { StoredFile } from './store.ts';

/** More text than this of one file is neither searched nor checked. */
const TEXT_MOST = 2_000_000;

/** Inside the act that refers to the file; the same bytes again are the same record. */
export async function recordStoredFile(act: Act, stored: StoredFile, file: Omit<Inspected, 'cleanedBytes'>): Promise<void> {
  await sql`insert into platform_files (sha256, kind, size, original_sha256, text_content, pages, hidden, stored_at, stored_by)
    values (${stored.sha256}, ${file.kind}, ${stored.size}, ${file.originalSha256}, ${file.text.slice(0, TEXT_MOST)},
      ${file.pages ?? null}, ${JSON.stringify(stillHidden(file.hidden).map((h) => h.detail))}::jsonb, ${act.at}, ${act.actor.name}) on conflict (sha256) do nothing`.execute(
    act.db,
  );
}

/** Takes files off the record, text and all. Whoever calls has made sure that nothing refers to them. */
export async function forgetFiles(act: Act, sha256s: readonly string[]): Promise<void> {
  if (sha256s.length === 0) return;
  await sql`delete from platform_files where sha256 = any(${[...sha256s]}::text[])`.execute(act.db);
}

/** Of these, the ones that are on no record. */
export async function unusedFiles(db: Db, sha256s: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{
    sha256: string;
  }>`select sha256 from platform_files where sha256 = any(${[...sha256s]}::text[])`.execute(db);
  const known = new Set(rows.map((r) => r.sha256));
  return sha256s.filter((s) => !known.has(s));
}

/** A recorded file's text and, a phrase each, what it carries unseen; null when there is no such record. */
export async function storedReading(db: Db, sha256: string): Promise<{ text: string; hidden: readonly string[] } | null> {
  const { rows } = await sql<{ text: string; hidden: readonly string[] }>`
    select text_content as text, hidden from platform_files where sha256 = ${sha256}`.execute(db);
  return rows[0] ?? null;
}
