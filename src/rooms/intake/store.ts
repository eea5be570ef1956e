// The only SQL that writes intake_*.
import { sql } from 'kysely';
import type { Act } from '../../platform/act/act.ts';
import type { Db } from '../../platform/db/engine.ts';
import { type DocumentId, newId } from '../../town/ids.ts';
import type { BatchId, BatchState, Entry, Found, LineId, LineState, Release, Settled } from './intake.ts';
import type { MetadataRow } from './metadata.ts';
import type { SetChoices, Wish } from './proposal.ts';

export interface NewLine {
  role: 'document' | 'attachment' | 'sheet';
  rowKey: string;
  keyed: boolean;
  name: string;
  sha256: string | null;
  size: number;
  row: MetadataRow | null;
}

export async function insertBatch(
  act: Act,
  b: { channel: 'console' | 'command-line'; label: string; state: BatchState; choices: SetChoices },
): Promise<BatchId> {
  const id = newId<BatchId>();
  const { staffId, accountId, name } = act.actor;
  if (!staffId) throw new Error('a set is imported by somebody');
  await sql`insert into intake_batches (id, channel, label, state, item_code, organ_id, staff_id, account_id, staff_name, started_at)
    values (${id}, ${b.channel}, ${b.label}, ${b.state}, ${b.choices.item}, ${b.choices.organ}, ${staffId}, ${accountId}, ${name}, ${act.at})`.execute(
    act.db,
  );
  return id;
}

export async function insertLine(act: Act, batchId: BatchId, position: number, line: NewLine): Promise<LineId> {
  const id = newId<LineId>();
  await sql`insert into intake_files (id, batch_id, position, role, row_key, keyed, name, sha256, size, sheet_row, state)
    values (${id}, ${batchId}, ${position}, ${line.role}, ${line.rowKey}, ${line.keyed}, ${line.name}, ${line.sha256}, ${line.size},
      ${line.row ? JSON.stringify(line.row) : null}::jsonb, ${line.role === 'document' ? 'waiting' : 'kept'})`.execute(act.db);
  return id;
}

/** Lines may have been taken out; no place is given twice. */
export async function firstFreePosition(db: Db, id: BatchId): Promise<number> {
  const { rows } = await sql<{
    n: number;
  }>`select coalesce(max(position) + 1, 0) as n from intake_files where batch_id = ${id}`.execute(db);
  return rows[0]!.n;
}

/** The batch, locked, so that two windows do not start it twice. */
export async function lockBatch(db: Db, id: BatchId): Promise<{ state: BatchState; run: number } | null> {
  const { rows } = await sql<{
    state: BatchState;
    run: number;
  }>`select state, run from intake_batches where id = ${id} for update`.execute(db);
  return rows[0] ?? null;
}

export async function setBatchState(act: Act, id: BatchId, state: BatchState, run: number): Promise<void> {
  const finished = state === 'done' ? act.at : null;
  await sql`update intake_batches set state = ${state}, run = ${run}, finished_at = ${finished} where id = ${id}`.execute(act.db);
}

/** From now on somebody else answers for what is imported. */
export async function setBatchActor(act: Act, id: BatchId): Promise<void> {
  await sql`update intake_batches set staff_id = ${act.actor.staffId}, account_id = ${act.actor.accountId}, staff_name = ${act.actor.name}
    where id = ${id}`.execute(act.db);
}

export async function setLineState(act: Act, id: LineId, state: LineState, wish?: Wish): Promise<void> {
  await sql`update intake_files set state = ${state}, wish = coalesce(${wish ? JSON.stringify(wish) : null}::jsonb, wish) where id = ${id}`.execute(
    act.db,
  );
}

/** A sheet that came later, or anew, speaks of files that are already there. */
export async function setLineRow(act: Act, id: LineId, line: Pick<NewLine, 'rowKey' | 'keyed' | 'row'>): Promise<void> {
  await sql`update intake_files set row_key = ${line.rowKey}, keyed = ${line.keyed}, sheet_row = ${line.row ? JSON.stringify(line.row) : null}::jsonb
    where id = ${id}`.execute(act.db);
}

export async function removeLine(act: Act, id: LineId): Promise<void> {
  await sql`delete from intake_files where id = ${id}`.execute(act.db);
}

export async function setRelease(act: Act, id: LineId, release: Release): Promise<void> {
  await sql`update intake_files set release = ${JSON.stringify(release)}::jsonb, state = 'waiting' where id = ${id}`.execute(
    act.db,
  );
}

/** Writes down what became of a file. What has its end already keeps it. */
export async function settleLine(db: Db, at: string, id: LineId, s: Settled): Promise<void> {
  await sql`update intake_files set state = ${s.state}, found = ${JSON.stringify(s.found)}::jsonb, document_id = ${s.documentId},
    index_no = ${s.indexNo}, settled_at = ${at} where id = ${id} and state = 'waiting'`.execute(db);
}

export async function settleImported(act: Act, id: LineId, documentId: DocumentId, indexNo: string, found: Found): Promise<void> {
  await settleLine(act.db, act.at, id, { state: 'imported', found, documentId, indexNo });
}

/** Takes a source for this act. False when it, or its key, is taken; waits for another act that is about to take it. */
export async function takeSource(
  act: Act,
  entry: Pick<Entry, 'rowKey' | 'name'>,
  source: string,
  sha256: string,
): Promise<boolean> {
  const { rows } = await sql`insert into intake_sources (source, row_key, sha256, file_name, imported_at, imported_by)
    values (${source}, ${entry.rowKey}, ${sha256}, ${entry.name}, ${act.at}, ${act.actor.name})
    on conflict do nothing returning source`.execute(act.db);
  return rows.length > 0;
}

export async function setSourceDocument(act: Act, source: string, documentId: DocumentId): Promise<void> {
  await sql`update intake_sources set document_id = ${documentId} where source = ${source}`.execute(act.db);
}
