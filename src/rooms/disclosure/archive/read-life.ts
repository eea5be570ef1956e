// A document's whole life as it stands on record at one moment.
import { sql } from 'kysely';
import { auditHead } from '../../../platform/act/audit.ts';
import { linesOf, type NumberedLine } from '../../../platform/act/outbox.ts';
import { auditRowsAbout } from '../../../platform/act/rows-about.ts';
import type { Db } from '../../../platform/db/engine.ts';
import { fileKindsOf } from '../../../platform/files/file-kinds-of.ts';
import type { Town } from '../../../platform/town.ts';
import type { DocumentId, EditionId } from '../../../town/ids.ts';
import { type Duty, dutyById, dutyHistory, dutyTitle, itemByCode } from '../../catalogue/door.ts';
import { organById } from '../../people/door.ts';
import { eventsOfEdition, latestReview } from '../../review/door.ts';
import { withdrawalGrounds } from '../end.ts';
import type { EditionState } from '../document.ts';
import { documentById, type DocumentEvent, editionsOf, relatedOf, withdrawalOf } from '../reads.ts';
import { loggedSeals, sealRef } from '../seal.ts';
import type { Life, LifeDuty, LifeEdition, LifeEvent, LifeFile, TextState } from './life.ts';
import { withheldFrom } from './withhold.ts';

/** Null for what was never public. One picture: what commits meanwhile is in the next archive. */
export function readLife(town: Pick<Town, 'db'>, id: DocumentId): Promise<Life | null> {
  return town.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute((tx) => lifeOf(tx, id));
}

async function lifeOf(db: Db, id: DocumentId): Promise<Life | null> {
  const document = await documentById(db, id);
  if (!document?.indexNo || (document.state !== 'published' && document.state !== 'withdrawn')) return null;
  const { indexNo } = document;
  const withdrawal = await withdrawalOf(db, id);
  const all = await editionsOf(db, id);
  const editions: LifeEdition[] = [];
  for (const e of all) {
    const seals = await loggedSeals(db, e.id);
    const wasShown = e.state === 'published' || e.state === 'superseded' || (e.state === 'erased' && seals.length > 0);
    if (wasShown) editions.push({ ...e, seals, ...(await filesOf(db, e.id)), ...(await passageOf(db, e.id)) });
  }
  const shown = new Set<string>(editions.map((e) => e.id));
  const organ = await organById(db, document.organId);
  if (!organ) throw new Error(`organ ${document.organId} is gone`);
  const item = await itemByCode(db, document.itemCode);
  const text = textState(all, withdrawal);
  const life: Life = {
    document: { ...document, indexNo },
    organ: { code: organ.code, name: organ.name },
    item: { code: document.itemCode, name: item?.name ?? '' },
    text,
    editions,
    leftOut: all.filter((e) => !shown.has(e.id)).map(({ number, state }) => ({ number, state })),
    events: await eventsAbout(db, id, editions),
    audit: await auditRowsAbout(db, [`document:${id}`, ...editions.map((e) => `edition:${e.id}`)]),
    auditHead: await auditHead(db),
    duty: document.dutyId ? await dutyOf(db, document.dutyId) : null,
    withdrawal,
    related: (await relatedOf(db, id)).map(({ kind, outward, indexNo: other }) => ({ kind, outward, indexNo: other })),
    lines: await shownLines(db, indexNo, editions),
  };
  return text === 'whole' ? life : withheldFrom(life);
}

function textState(editions: readonly { state: EditionState }[], withdrawal: Life['withdrawal']): TextState {
  if (editions.some((e) => e.state === 'erased')) return 'erased';
  return withdrawal?.ground === withdrawalGrounds.secret ? 'secret' : 'whole';
}

/** Without the entries of editions that are not shown yet. */
async function shownLines(db: Db, indexNo: string, editions: readonly LifeEdition[]): Promise<NumberedLine[]> {
  const own = new Set(editions.flatMap((e) => e.seals.map((s) => sealRef(s.id))));
  return (await linesOf(db, indexNo)).filter((l) => l.ref === null || !l.ref.startsWith('seal:') || own.has(l.ref));
}

async function filesOf(db: Db, id: EditionId): Promise<Pick<LifeEdition, 'attachments' | 'images'>> {
  const attachments = await sql<LifeFile>`select sha256, name, size from disclosure_attachments
    where edition_id = ${id} order by position`.execute(db);
  const images = await sql<{
    sha256: string;
  }>`select sha256 from disclosure_images where edition_id = ${id} order by sha256`.execute(db);
  const shas = images.rows.map((r) => r.sha256);
  const kinds = await fileKindsOf(db, shas);
  const named = (sha256: string): LifeFile => {
    const kind = kinds.get(sha256);
    // Named by its digest, which is what the text says of it.
    return { sha256, name: kind ? `${sha256}.${kind}` : sha256, size: 0 };
  };
  return { attachments: attachments.rows, images: shas.map(named) };
}

async function passageOf(db: Db, id: EditionId): Promise<Pick<LifeEdition, 'review' | 'reviewEvents'>> {
  const latest = await latestReview(db, id);
  if (!latest) return { review: null, reviewEvents: [] };
  const { state, secrecyResult, filing, forced } = latest.review;
  return { review: { state, secrecyResult, filing, forced }, reviewEvents: await eventsOfEdition(db, id) };
}

async function eventsAbout(db: Db, id: DocumentId, editions: readonly LifeEdition[]): Promise<LifeEvent[]> {
  const { rows } = await sql<DocumentEvent & { editionId: string | null }>`
    select id, edition_id as "editionId", kind, note, staff_name as "staffName", at from disclosure_events
    where document_id = ${id} order by at, id`.execute(db);
  const numbers = new Map<string, number>(editions.map((e) => [e.id, e.number]));
  return rows.flatMap(({ editionId, ...e }) =>
    editionId !== null && !numbers.has(editionId)
      ? []
      : [{ ...e, edition: editionId === null ? null : (numbers.get(editionId) as number) }],
  );
}

async function dutyOf(db: Db, id: Duty['id']): Promise<LifeDuty | null> {
  const duty = await dutyById(db, id);
  return duty && { duty, title: dutyTitle(duty), history: await dutyHistory(db, id), lines: await linesOf(db, id) };
}
