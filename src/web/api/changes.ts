// The change feed for those who keep a copy: what was published, corrected, marked or withdrawn, in the order of commits.
// The audit chain's seq is the cursor: it is given under the head row's lock, which is held until commit, so whoever sees a
// number has seen all smaller ones, and no later commit can slip in before it.
import { sql } from 'kysely';
import type { Db } from '../../platform/db/engine.ts';
import { type KnownDocument, knownDocuments, validities } from '../../rooms/disclosure/door.ts';
import { instant, type Instant, parseDay } from '../../town/day.ts';
import { changeCursor } from './cursor.ts';
import type { Answer } from './schemas.ts';
import { addressesOf, type Names, organRef } from './views.ts';

/** Rows of the chain one request looks at; a stretch without changes still moves the cursor on. */
const MOST_SCANNED = 20_000;

interface Row {
  seq: number;
  at: Instant;
  documentId: string;
  detail: Readonly<Record<string, unknown>>;
}

type Change = Answer<'changes'>['items'][number];
type Told = Pick<Change, 'kind' | 'edition' | 'validity' | 'validityDay'>;

/**
 * What an audit row means to the public, or null when it means nothing. Only the kind, a number, a word of a closed list
 * and a date are taken from it; everything else comes from what is public now.
 */
export function changeOf(detail: Readonly<Record<string, unknown>>): Told | null {
  const nothing = { edition: null, validity: null, validityDay: null };
  // Shown, not merely released: before a checkpoint covers it nobody is told.
  if (typeof detail.shown === 'string' && typeof detail.edition === 'number') {
    return { ...nothing, kind: detail.edition > 1 ? 'corrected' : 'published', edition: detail.edition };
  }
  if (typeof detail.withdrawn === 'string') return { ...nothing, kind: 'withdrawn' };
  const validity = validities.find((v) => v === detail.validity);
  if (validity === undefined) return null;
  return {
    ...nothing,
    kind: 'validity',
    validity,
    validityDay: typeof detail.since === 'string' ? parseDay(detail.since) : null,
  };
}

/** Number of the last row of the chain. */
async function headOf(db: Db): Promise<number> {
  const { rows } = await sql<{ seq: number }>`select audit_seq as seq from platform_heads where id = 1`.execute(db);
  return rows[0]!.seq;
}

async function rowsBetween(db: Db, after: number, through: number, most: number): Promise<Row[]> {
  const { rows } = await sql<{ seq: number; at: string; subject: string; entry: string }>`
    select seq, at, subject, entry from platform_audit
    where seq > ${after} and seq <= ${through} and subject like 'document:%' order by seq limit ${most}`.execute(db);
  return rows.map((r) => ({
    seq: r.seq,
    at: instant(r.at),
    documentId: r.subject.slice('document:'.length),
    detail: (JSON.parse(r.entry) as { detail: Readonly<Record<string, unknown>> }).detail,
  }));
}

/** Null when `since` is past the end of the chain: the installation was restored, and the copy must begin anew. */
export async function changesSince(db: Db, names: Names, since: number, limit: number): Promise<Answer<'changes'> | null> {
  const head = await headOf(db);
  if (since > head) return null;
  const found: { row: Row; told: Told }[] = [];
  const end = Math.min(head, since + MOST_SCANNED);
  let at = since;
  while (at < end && found.length < limit) {
    const rows = await rowsBetween(db, at, end, 500);
    if (rows.length === 0) at = end;
    for (const row of rows) {
      at = row.seq;
      const told = changeOf(row.detail);
      if (told) found.push({ row, told });
      if (found.length === limit) break;
    }
  }
  const known = await knownDocuments(db, [...new Set(found.map((f) => f.row.documentId))]);
  const items = found.flatMap(({ row, told }) => {
    const document = known.get(row.documentId);
    return document ? [changeView(names, row, told, document)] : [];
  });
  return { items, next: changeCursor(at), more: at < head };
}

function changeView(names: Names, row: Row, told: Told, document: KnownDocument): Change {
  return {
    cursor: changeCursor(row.seq),
    ...told,
    at: row.at,
    indexNo: document.indexNo,
    withdrawn: document.state === 'withdrawn',
    title: document.title,
    item: document.itemCode,
    organ: organRef(names, document.organId).code,
    ...addressesOf(names, document.indexNo),
  };
}
