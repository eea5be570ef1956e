// The audit chain: every act leaves a row in its own transaction, each row's hash covers the row before it.
// The everyday database role can append and read, never change or remove (see db/migrate.ts).
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { canonicalJson } from '../../town/canonical-json.ts';
import type { Instant } from '../../town/day.ts';
import type { Db } from '../db/engine.ts';
import type { Actor } from './actor.ts';
import type { LedgerLine } from './outbox.ts';

export interface AuditEntry {
  verb: string;
  /** What it was done to, `document:…`; null when the act has no single subject. */
  subject: string | null;
  detail: Readonly<Record<string, unknown>>;
}

export interface Sealed {
  publicVersion: number;
  /** How many entries the ledger has been given, those of this act included. */
  ledgerSize: number;
}

/**
 * Appends audit entries, and what the act has to say to the ledger, inside the caller's transaction; when asked, moves the
 * public version. One statement takes the head row's lock, hashes, numbers and inserts: all acts of a town queue from here
 * to their commit, so that ledger entries follow each other in order of commit and a refused act leaves no gap.
 */
export async function sealAct(
  db: Db,
  actor: Actor,
  at: Instant,
  entries: readonly AuditEntry[],
  more: { changesPublic: boolean; ledger: readonly LedgerLine[] },
): Promise<Sealed> {
  const who = { actor: actor.name, account: actor.accountId, staff: actor.staffId, organ: actor.organId, from: actor.address };
  const list = entries.map((e) => ({ verb: e.verb, subject: e.subject, entry: canonicalJson({ at, ...who, ...e }) }));
  const said = more.ledger;
  // The head is locked first and read as it then is; the update meets the same row, whoever committed in between.
  const { rows } = await sql<Sealed>`
    with recursive given as materialized (
      select ${JSON.stringify(list)}::jsonb as list, ${JSON.stringify(said)}::jsonb as said
    ), head as materialized (
      select audit_seq, audit_hash, ledger_size from platform_heads where id = 1 for update
    ), chain (n, seq, hash) as (
      select 0, audit_seq, audit_hash from head
      union all
      select n + 1, seq + 1, encode(sha256(convert_to(hash || (list -> n ->> 'entry'), 'UTF8')), 'hex')
      from chain, given where n < ${list.length}::int
    ), moved as (
      update platform_heads h set audit_seq = c.seq, audit_hash = c.hash,
        public_version = h.public_version + ${more.changesPublic ? 1 : 0}::int, ledger_size = h.ledger_size + ${said.length}::int
      from chain c where h.id = 1 and c.n = ${list.length}::int returning h.public_version, h.ledger_size
    ), told as (
      insert into platform_ledger_events (idx, subject, type, ref, entry, at)
      select head.ledger_size + n - 1, s ->> 'subject', s ->> 'type', s ->> 'ref', s ->> 'entry', ${at}::timestamptz
      from head, given, jsonb_array_elements(said) with ordinality as line (s, n)
    ), kept as (
      insert into platform_audit (seq, at, actor_kind, account_id, staff_id, organ_id, verb, subject, entry, hash)
      select seq, ${at}::timestamptz, ${actor.kind}::text, ${actor.accountId}::text, ${actor.staffId}::text, ${actor.organId}::text,
        list -> (n - 1) ->> 'verb', list -> (n - 1) ->> 'subject', list -> (n - 1) ->> 'entry', hash
      from chain, given where n > 0
    ) select public_version as "publicVersion", ledger_size as "ledgerSize" from moved`.execute(db);
  return rows[0]!;
}

/** The newest row's number and hash. */
export async function auditHead(db: Db): Promise<{ seq: number; hash: string }> {
  const { rows } = await sql<{
    seq: number;
    hash: string;
  }>`select audit_seq as seq, audit_hash as hash from platform_heads where id = 1`.execute(db);
  return rows[0]!;
}

/** Number of the newest row. Every act moves it: what was read at the same number is still so. */
export async function newestAuditRow(db: Db): Promise<number> {
  return (await auditHead(db)).seq;
}

export interface ChainReport {
  rows: number;
  /** Sequence number of the first row that does not follow from the one before, or null when the chain holds. */
  brokenAt: number | null;
}

/**
 * The chain of a running town: one picture of all of it, so that acts that commit meanwhile do not look like a break at
 * its end.
 */
export function verifyAuditAtOnce(db: Db): Promise<ChainReport> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute((tx) => verifyAudit(tx));
}

/** Recomputes the whole chain in pages. A changed, removed or inserted row breaks it at that row. */
export async function verifyAudit(db: Db): Promise<ChainReport> {
  let hash = '0'.repeat(64);
  let seq = 0;
  for (;;) {
    const { rows } = await sql<{ seq: number; entry: string; hash: string }>`
      select seq, entry, hash from platform_audit where seq > ${seq} order by seq limit 2000`.execute(db);
    for (const row of rows) {
      hash = createHash('sha256')
        .update(hash + row.entry)
        .digest('hex');
      if (row.seq !== seq + 1 || row.hash !== hash) return { rows: seq, brokenAt: row.seq };
      seq = row.seq;
    }
    if (rows.length === 0) break;
  }
  const head = await auditHead(db);
  // Rows cut off at the end leave a head that points past them.
  return { rows: seq, brokenAt: head.seq === seq && head.hash === hash ? null : seq + 1 };
}

/** Whether a row with this number and hash is part of this town's chain: a namesake's chain has another. */
export async function standsInAudit(db: Db, head: { seq: number; hash: string }): Promise<boolean> {
  const { rows } = await sql`select 1 from platform_audit where seq = ${head.seq} and hash = ${head.hash}`.execute(db);
  return rows.length > 0;
}
