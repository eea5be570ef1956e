// What the ledger is told of an edition: its content as one text, hashed with a salt. The same text is served to whoever checks.
import type { Act } from '../../platform/act/act.ts';
import { linesByRef, type NumberedLine } from '../../platform/act/outbox.ts';
import type { Db } from '../../platform/db/engine.ts';
import { encodeContent } from '../../ledger/format/content.ts';
import { fromUtf8 } from '../../ledger/format/bytes.ts';
import { logEntry, newSalt } from '../../ledger/log-entry.ts';
import { parseBody } from '../../town/body.ts';
import type { Day, Instant } from '../../town/day.ts';
import { type DutyId, type EditionId, newId } from '../../town/ids.ts';
import { organById } from '../people/door.ts';
import type { DocumentRow, Edition } from './document.ts';
import { type NewSeal, type Seal, sealInsertion, sealsOfEdition } from './store-seals.ts';

/** Validity as it stood when a seal was made: marking a document changes it without a new edition. */
export type Marked = Pick<Edition, 'validity' | 'repealedOn'>;

/** The canonical text. Names of organ and item are left out: they may change, the code under which it was said does not. */
export function contentText(edition: Edition, more: { indexNo: string; organ: string; item: string; mark?: Marked }): string {
  const mark = more.mark ?? edition;
  // In its one spelling: what was stored by an importer may carry empty fields that say nothing.
  const body = parseBody(edition.body);
  if (!body.ok) throw new RangeError(`edition ${edition.id} has a body that cannot be read`);
  const bytes = encodeContent({
    v: 1,
    indexNo: more.indexNo,
    edition: edition.number,
    organ: more.organ,
    item: more.item,
    title: edition.title,
    docNo: edition.docNo,
    genre: edition.genre,
    topic: edition.topic,
    sourceUnit: edition.sourceUnit,
    createdOn: edition.createdOn,
    effectiveOn: edition.effectiveOn,
    repealedOn: mark.repealedOn,
    validity: mark.validity,
    audience: edition.audience,
    keywords: edition.keywords,
    summary: edition.summary,
    body: body.value,
    attachments: edition.attachments.map(({ name, sha256, size }) => ({ name, sha256, size })),
    changeNote: edition.changeNote,
    claimedOn: edition.claimedOn,
  });
  return fromUtf8(bytes) as string;
}

export async function organCode(db: Db, document: Pick<DocumentRow, 'organId'>): Promise<string> {
  const organ = await organById(db, document.organId);
  if (!organ) throw new Error(`organ ${document.organId} is gone`);
  return organ.code;
}

export interface Sealing {
  type: 'publish' | 'revise';
  indexNo: string;
  /** Code of the organ. */
  organ: string;
  edition: Edition;
  document: DocumentRow;
  claimedAt: Instant;
  mark?: Marked;
  /** For a first publication: the duty it answers, and the day it was owed by. */
  answers?: DutyId | null;
  due?: Day | null;
}

/** A seal for the text as it stands, not kept yet. */
export function newSeal(s: Sealing): NewSeal {
  const { validity, repealedOn } = s.mark ?? s.edition;
  return { id: newId(), documentId: s.document.id, editionId: s.edition.id, validity, repealedOn, salt: newSalt() };
}

/** Tells the ledger what a seal says; the act is acknowledged when a checkpoint covers it. */
export async function logSeal(act: Act, s: Sealing, seal: NewSeal): Promise<void> {
  const text = contentText(s.edition, { indexNo: s.indexNo, organ: s.organ, item: s.document.itemCode, mark: seal });
  await logEntry(
    act,
    {
      type: s.type,
      org: s.organ,
      id: s.indexNo,
      claimedAt: s.claimedAt,
      due: s.due ?? null,
      content: { text, salt: seal.salt },
      ref: sealRef(seal.id),
      // What answers a duty had its number drawn in this very act, so that there is no entry of it yet.
      ...(s.type === 'publish' ? { answers: s.answers ?? null, fresh: s.answers !== undefined } : {}),
    },
    { wait: true },
  );
}

/** Seals a text whose document is not being released: its mark has changed. */
export async function sealEdition(act: Act, s: Sealing): Promise<void> {
  const seal = newSeal(s);
  await sealInsertion(act, seal).execute(act.db);
  await logSeal(act, s, seal);
}

export function sealRef(sealId: string): string {
  return `seal:${sealId}`;
}

export interface LoggedSeal extends Seal {
  line: NumberedLine;
}

/** The seals of an edition with their lines in the ledger, the latest last. */
export async function loggedSeals(db: Db, editionId: EditionId): Promise<LoggedSeal[]> {
  const seals = await sealsOfEdition(db, editionId);
  const lines = await linesByRef(
    db,
    seals.map((s) => sealRef(s.id)),
  );
  return seals.flatMap((s) => {
    const line = lines.get(sealRef(s.id));
    return line ? [{ ...s, line }] : [];
  });
}
