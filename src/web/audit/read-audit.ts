// The audit chain as its reader asks for it. Read only: rows are never shaped here beyond taking the entry apart.
import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../platform/db/engine.ts';
import { addDays, type Day, type Instant, instant, startOf } from '../../town/day.ts';

export interface AuditFilter {
  from: Day | null;
  to: Day | null;
  /** Part of the name of who did it. */
  person: string;
  verb: string;
  /** Anywhere in the subject or the details. */
  text: string;
}

export interface AuditRow {
  seq: number;
  at: Instant;
  actor: string;
  organId: string | null;
  /** Network address it came from. */
  from: string | null;
  verb: string;
  subject: string | null;
  detail: unknown;
  /** The very text the chain's hash covers. */
  entry: string;
  hash: string;
}

/** How a text stands inside the entry's JSON. */
function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function where(f: AuditFilter): RawBuilder<unknown> {
  const parts: RawBuilder<unknown>[] = [sql`true`];
  if (f.from) parts.push(sql`at >= ${startOf(f.from)}::timestamptz`);
  if (f.to) parts.push(sql`at < ${startOf(addDays(f.to, 1))}::timestamptz`);
  if (f.verb !== '') parts.push(sql`verb = ${f.verb}`);
  // The cheap test first: only rows that hold the name at all are taken apart.
  if (f.person !== '') {
    parts.push(sql`strpos(entry, ${inJson(f.person)}) > 0 and strpos(entry::jsonb ->> 'actor', ${f.person}) > 0`);
  }
  if (f.text !== '') parts.push(sql`strpos(lower(entry), ${inJson(f.text).toLowerCase()}) > 0`);
  return sql.join(parts, sql` and `);
}

interface Row {
  seq: number;
  at: string;
  organ_id: string | null;
  verb: string;
  subject: string | null;
  entry: string;
  hash: string;
}

function rowOf(r: Row): AuditRow {
  const entry = JSON.parse(r.entry) as { actor?: unknown; from?: unknown; detail?: unknown };
  return {
    seq: r.seq,
    at: instant(r.at),
    actor: typeof entry.actor === 'string' ? entry.actor : '',
    organId: r.organ_id,
    from: typeof entry.from === 'string' ? entry.from : null,
    verb: r.verb,
    subject: r.subject,
    detail: entry.detail ?? {},
    entry: r.entry,
    hash: r.hash,
  };
}

const columns = sql`seq, at, organ_id, verb, subject, entry, hash`;

/** Newest first: those before a number, or the ones just after it. */
export async function auditRows(
  db: Db,
  f: AuditFilter,
  place: { before?: number | null; after?: number | null },
  limit: number,
): Promise<AuditRow[]> {
  if (place.after) {
    const { rows } = await sql<Row>`select ${columns} from platform_audit where ${where(f)} and seq > ${place.after}
      order by seq limit ${limit}`.execute(db);
    return rows.map(rowOf).reverse();
  }
  const before = place.before ? sql`seq < ${place.before}` : sql`true`;
  const { rows } = await sql<Row>`select ${columns} from platform_audit where ${where(f)} and ${before}
    order by seq desc limit ${limit}`.execute(db);
  return rows.map(rowOf);
}

export async function auditCount(db: Db, f: AuditFilter): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from platform_audit where ${where(f)}`.execute(db);
  return rows[0]!.n;
}

/** Every verb in the chain, each found by one step in its index however long the chain is. */
export async function auditVerbs(db: Db): Promise<string[]> {
  const { rows } = await sql<{ verb: string }>`with recursive known as (
      (select verb from platform_audit order by verb limit 1)
      union all
      select (select a.verb from platform_audit a where a.verb > known.verb order by a.verb limit 1) from known where known.verb is not null
    ) select verb from known where verb is not null`.execute(db);
  return rows.map((r) => r.verb);
}

/** Whether this account has opened this very view since a moment; what the pages after the first rest on. */
export async function wasRead(db: Db, accountId: string | null, filterText: string, since: Instant): Promise<boolean> {
  const { rows } = await sql<{ seen: boolean }>`select exists (select 1 from platform_audit
    where verb = 'audit.read' and account_id = ${accountId} and at >= ${since}::timestamptz and strpos(entry, ${filterText}) > 0) as seen`.execute(
    db,
  );
  return rows[0]!.seen;
}
