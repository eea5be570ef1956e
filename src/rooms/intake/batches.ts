// Sets and their files as pages, chores and the command line ask for them.
import { sql } from 'kysely';
import type { Db } from '../../platform/db/engine.ts';
import type { Instant } from '../../town/day.ts';
import type { AccountId, DocumentId, OrganId, StaffId } from '../../town/ids.ts';
import type { BatchId, BatchState, Found, LineId, LineState, Release } from './intake.ts';
import type { MetadataRow } from './metadata.ts';
import type { Wish } from './proposal.ts';

export interface Batch {
  id: BatchId;
  channel: 'console' | 'command-line';
  label: string;
  state: BatchState;
  run: number;
  itemCode: string | null;
  organId: OrganId | null;
  staffId: StaffId;
  accountId: AccountId | null;
  staffName: string;
  startedAt: Instant;
  finishedAt: Instant | null;
}

export interface BatchLine {
  id: LineId;
  role: 'document' | 'attachment' | 'sheet';
  rowKey: string;
  keyed: boolean;
  name: string;
  sha256: string | null;
  size: number;
  row: MetadataRow | null;
  wish: Wish;
  state: LineState;
  found: Found | null;
  documentId: DocumentId | null;
  indexNo: string | null;
  release: Release | null;
}

const batchColumns = sql`id, channel, label, state, run, item_code as "itemCode", organ_id as "organId", staff_id as "staffId",
  account_id as "accountId", staff_name as "staffName", started_at as "startedAt", finished_at as "finishedAt"`;
const lineColumns = sql`id, role, row_key as "rowKey", keyed, name, sha256, size, sheet_row as "row", wish, state, found,
  document_id as "documentId", index_no as "indexNo", release`;

export async function batchById(db: Db, id: BatchId): Promise<Batch | null> {
  const { rows } = await sql<Batch>`select ${batchColumns} from intake_batches where id = ${id}`.execute(db);
  return rows[0] ?? null;
}

export async function batchLabels(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<Pick<Batch, 'id' | 'label'>>`
    select id, label from intake_batches where id = any(${[...ids]}::text[])`.execute(db);
  return new Map(rows.map((r) => [r.id, r.label]));
}

export interface BatchFigures {
  documents: number;
  waiting: number;
  imported: number;
  skipped: number;
  failed: number;
}

const figures = sql`count(*) filter (where role = 'document') as documents, count(*) filter (where state = 'waiting') as waiting,
  count(*) filter (where state = 'imported') as imported, count(*) filter (where state = 'skipped') as skipped,
  count(*) filter (where state in ('failed', 'refused')) as failed`;

export interface BatchFilter {
  /** Stands in the set's name, in that of who handed it in, or in a file's. */
  q: string;
  state: BatchState | '';
}

/** Newest first. */
export async function listBatches(
  db: Db,
  { q, state }: BatchFilter,
  limit: number,
  offset = 0,
): Promise<{ batches: (Batch & BatchFigures)[]; total: number }> {
  const found = sql`strpos(label, ${q}) > 0 or strpos(staff_name, ${q}) > 0
    or exists (select 1 from intake_files n where n.batch_id = b.id and strpos(n.name, ${q}) > 0)`;
  const where = sql`${q === '' ? sql`true` : sql`(${found})`} and ${state === '' ? sql`true` : sql`state = ${state}`}`;
  const total = await sql<{ n: number }>`select count(*) as n from intake_batches b where ${where}`.execute(db);
  const { rows } = await sql<Batch & BatchFigures>`select ${batchColumns}, f.* from intake_batches b
    cross join lateral (select ${figures} from intake_files where batch_id = b.id) f where ${where}
    order by started_at desc, id desc limit ${limit} offset ${offset}`.execute(db);
  return { batches: rows, total: total.rows[0]!.n };
}

export async function figuresOf(db: Db, id: BatchId): Promise<BatchFigures> {
  const { rows } = await sql<BatchFigures>`select ${figures} from intake_files where batch_id = ${id}`.execute(db);
  return rows[0]!;
}

export interface LineFilter {
  state?: LineState | 'failed-or-refused' | null;
  role?: BatchLine['role'];
}

function linesWhere(id: BatchId, filter: LineFilter) {
  const state =
    filter.state === 'failed-or-refused'
      ? sql`state in ('failed', 'refused')`
      : filter.state
        ? sql`state = ${filter.state}`
        : sql`true`;
  return sql`batch_id = ${id} and ${state} and ${filter.role ? sql`role = ${filter.role}` : sql`true`}`;
}

/** In the order of the set. */
export async function linesOf(db: Db, id: BatchId, filter: LineFilter = {}, limit = 100_000, offset = 0): Promise<BatchLine[]> {
  const { rows } = await sql<BatchLine>`select ${lineColumns} from intake_files where ${linesWhere(id, filter)}
    order by position limit ${limit} offset ${offset}`.execute(db);
  return rows;
}

export async function lineCount(db: Db, id: BatchId, filter: LineFilter): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from intake_files where ${linesWhere(id, filter)}`.execute(db);
  return rows[0]!.n;
}

export async function lineById(db: Db, batchId: BatchId, id: LineId): Promise<BatchLine | null> {
  const { rows } =
    await sql<BatchLine>`select ${lineColumns} from intake_files where batch_id = ${batchId} and id = ${id}`.execute(db);
  return rows[0] ?? null;
}
