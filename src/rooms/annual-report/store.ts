// Texts of reports and answers to findings; with entry-store.ts the only SQL that writes annual_report_*.
import { sql } from 'kysely';
import type { Act } from '../../platform/act/act.ts';
import type { Db } from '../../platform/db/engine.ts';
import type { Instant } from '../../town/day.ts';
import type { DocumentId, EditionId } from '../../town/ids.ts';
import type { Section } from './text.ts';
import type { FrozenReport } from './frozen.ts';

export interface ReportText {
  fiscalYear: number;
  number: number;
  state: 'writing' | 'signed';
  sections: readonly Section[];
  revision: number;
  changedAt: Instant;
  changedBy: string;
  changeNote: string;
  signedAt: Instant | null;
  signedBy: string | null;
  frozen: FrozenReport | null;
  frozenHash: string | null;
  documentId: DocumentId | null;
  editionId: EditionId | null;
  /** Of title and text of that edition as it was signed. */
  editionHash: string | null;
}

const textColumns = sql`fiscal_year as "fiscalYear", number, state, sections, revision, changed_at as "changedAt", changed_by as "changedBy",
  change_note as "changeNote", signed_at as "signedAt", signed_by as "signedBy", frozen, frozen_hash as "frozenHash",
  document_id as "documentId", edition_id as "editionId", edition_hash as "editionHash"`;

/** The newest text of a year; null before anybody began. */
export async function latestText(db: Db, fiscalYear: number): Promise<ReportText | null> {
  const { rows } = await sql<ReportText>`select ${textColumns} from annual_report_texts where fiscal_year = ${fiscalYear}
    order by number desc limit 1`.execute(db);
  return rows[0] ?? null;
}

/** Locked, so that saving and signing queue. */
export async function lockText(act: Act, fiscalYear: number): Promise<ReportText | null> {
  const { rows } = await sql<ReportText>`select ${textColumns} from annual_report_texts where fiscal_year = ${fiscalYear}
    order by number desc limit 1 for update`.execute(act.db);
  return rows[0] ?? null;
}

/** Where the text of a year that was signed last was handed to; its corrections are editions of one document. */
export async function handedLast(db: Db, fiscalYear: number): Promise<{ documentId: DocumentId; editionId: EditionId } | null> {
  const { rows } = await sql<{ documentId: DocumentId; editionId: EditionId }>`
    select document_id as "documentId", edition_id as "editionId" from annual_report_texts
    where fiscal_year = ${fiscalYear} and state = 'signed' order by number desc limit 1`.execute(db);
  return rows[0] ?? null;
}

/** The newest text of each year, the latest year first. */
export async function latestTexts(db: Db): Promise<ReportText[]> {
  const { rows } = await sql<ReportText>`select distinct on (fiscal_year) ${textColumns} from annual_report_texts
    order by fiscal_year desc, number desc`.execute(db);
  return rows;
}

/** Signed texts that were handed to these editions. */
export async function textsOfEditions(db: Db, editionIds: readonly string[]): Promise<ReportText[]> {
  const { rows } = await sql<ReportText>`select ${textColumns} from annual_report_texts
    where edition_id = any(${[...editionIds]}::text[])`.execute(db);
  return rows;
}

export async function insertText(act: Act, fiscalYear: number, number: number, sections: readonly Section[]): Promise<void> {
  await sql`insert into annual_report_texts (fiscal_year, number, state, sections, revision, changed_at, changed_by)
    values (${fiscalYear}, ${number}, 'writing', ${JSON.stringify(sections)}::jsonb, 1, ${act.at}, ${act.actor.name})`.execute(
    act.db,
  );
}

export async function updateText(
  act: Act,
  text: ReportText,
  { sections, changeNote }: { sections: readonly Section[]; changeNote: string },
): Promise<void> {
  await sql`update annual_report_texts set sections = ${JSON.stringify(sections)}::jsonb, change_note = ${changeNote}, revision = revision + 1,
    changed_at = ${act.at}, changed_by = ${act.actor.name}
    where fiscal_year = ${text.fiscalYear} and number = ${text.number}`.execute(act.db);
}

/** An edition belongs to the text that was signed last for it. */
export async function keepSigned(
  act: Act,
  text: ReportText,
  signed: { frozen: FrozenReport; hash: string; documentId: DocumentId; editionId: EditionId; editionHash: string },
): Promise<void> {
  await sql`update annual_report_texts set edition_id = null, edition_hash = null where edition_id = ${signed.editionId}`.execute(
    act.db,
  );
  await sql`update annual_report_texts set state = 'signed', signed_at = ${act.at}, signed_by = ${act.actor.name},
    frozen = ${JSON.stringify(signed.frozen)}::jsonb, frozen_hash = ${signed.hash}, document_id = ${signed.documentId},
    edition_id = ${signed.editionId}, edition_hash = ${signed.editionHash} where fiscal_year = ${text.fiscalYear} and number = ${text.number}`.execute(
    act.db,
  );
}

export interface Dismissal {
  fingerprint: string;
  reason: string;
  by: string;
  at: Instant;
}

export async function dismissalsOf(db: Db, fiscalYear: number): Promise<Dismissal[]> {
  const { rows } = await sql<Dismissal>`select fingerprint, reason, dismissed_by as by, dismissed_at as at
    from annual_report_dismissals where fiscal_year = ${fiscalYear}`.execute(db);
  return rows;
}

export async function insertDismissal(act: Act, fiscalYear: number, fingerprint: string, reason: string): Promise<void> {
  await sql`insert into annual_report_dismissals (fiscal_year, fingerprint, reason, dismissed_by, dismissed_by_staff, dismissed_at)
    values (${fiscalYear}, ${fingerprint}, ${reason}, ${act.actor.name}, ${act.actor.staffId}, ${act.at})
    on conflict (fiscal_year, fingerprint) do nothing`.execute(act.db);
}
