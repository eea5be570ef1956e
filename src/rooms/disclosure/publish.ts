// The only door to the public, in two steps. Released: number drawn, text sealed, the ledger told, in one act. Shown: once a
// published checkpoint covers it, state, duty, search and the public version move together, last of all.
import { type Act, perform } from '../../platform/act/act.ts';
import { systemActor } from '../../platform/act/actor.ts';
import { linesByRef } from '../../platform/act/outbox.ts';
import type { Town } from '../../platform/town.ts';
import { dayOf, type Day, type Instant, startOf } from '../../town/day.ts';
import type { DocumentId, DutyId, EditionId, OrganId } from '../../town/ids.ts';
import { formatIndexNumber } from '../../town/index-number.ts';
import { done, type Outcome, refuse } from '../../town/outcome.ts';
import { answeredBy, dutyById, fulfil, itemByCode } from '../catalogue/door.ts';
import { type Organ, organAndTown } from '../people/door.ts';
import type { DisclosureRefusal, DocumentRow, Edition } from './document.ts';
import { sealEdition, sealRef } from './seal.ts';
import { indexForSearch, searchText } from './search-index.ts';
import { latestSeals } from './store-seals.ts';
import { lockEdition, nextSerial, releasedEditions, releaseEdition, setEditionState, showEdition } from './store.ts';

export interface Published {
  documentId: DocumentId;
  indexNo: string;
  publishedAt: Instant;
}

/** Who owes the duty: the publishing organ; for what the town itself publishes, the organ its duty or its item names. */
async function ownerOf(act: Act, document: DocumentRow, organ: Organ | null): Promise<OrganId> {
  const duty = document.dutyId ? await dutyById(act.db, document.dutyId) : null;
  if (duty) return duty.organId;
  const item = organ?.kind === 'town' ? await itemByCode(act.db, document.itemCode) : null;
  return item?.organId ?? document.organId;
}

function monthOf(d: Day): string {
  return d.slice(0, 7).replace('-', '');
}

/** What the ledger needs of a first publication besides its text. */
interface First {
  indexNo: string;
  dutyId: DutyId | null;
  due: Day;
}

/**
 * The number is drawn as late as can be: from here to commit all publishers of a series wait for one another. A refused act
 * leaves no gap (条例2019#12; numbers per organ and month).
 */
async function firstOf(act: Act, edition: Edition, document: DocumentRow, on: Day): Promise<Outcome<First, DisclosureRefusal>> {
  const { organ, town } = await organAndTown(act.db, document.organId);
  // The organ's own series, or the town's when it has no credit code of its own.
  const code = organ?.creditCode ?? town?.creditCode;
  if (!code) return refuse({ code: 'no-credit-code' });
  const answered = await answeredBy(act, {
    dutyId: document.dutyId,
    itemCode: document.itemCode,
    organId: await ownerOf(act, document, organ),
    createdOn: edition.createdOn ?? on,
    subject: edition.title,
  });
  if (!answered.ok) return refuse({ code: 'duty-ended', field: 'duty' });
  const month = monthOf(on);
  const indexNo = formatIndexNumber({ creditCode: code, month, serial: await nextSerial(act, code, month) });
  return done({ indexNo, dutyId: answered.value.dutyId, due: answered.value.dueOn });
}

/**
 * Releases an edition that may be shown; the caller has locked it and checked that it may. A document keeps its index number
 * for life. The act is acknowledged when the public sees it; where the ledger does not answer in time, it stands as 待公开.
 * `claimed` is the day an imported document was public elsewhere: it dates the number and the claim, never the ledger.
 */
export async function publishEdition(
  act: Act,
  edition: Edition,
  document: DocumentRow,
  options: { at?: Instant; claimed?: Day | null } = {},
): Promise<Outcome<Published, DisclosureRefusal>> {
  // What was withdrawn does not come back by way of a correction begun before.
  if (document.state === 'withdrawn') return refuse({ code: 'not-published' });
  const at = options.at ?? act.at;
  const isFirst = document.indexNo === null;
  const claimed = isFirst ? (options.claimed ?? null) : null;
  const first = isFirst ? await firstOf(act, edition, document, claimed ?? dayOf(at)) : null;
  if (first && !first.ok) return first;
  const indexNo = first?.value.indexNo ?? document.indexNo!;
  const publishedAt = claimed ? startOf(claimed) : at;
  const event = isFirst
    ? { kind: 'published' as const, note: indexNo }
    : { kind: 'corrected' as const, note: edition.changeNote };
  const dutyId = first ? first.value.dutyId : document.dutyId;
  await releaseEdition(act, { document, editionId: edition.id, indexNo, publishedAt, dutyId, event });
  await sealEdition(act, {
    type: isFirst ? 'publish' : 'revise',
    indexNo,
    edition,
    document,
    claimedAt: publishedAt,
    answers: first?.value.dutyId ?? null,
    due: first?.value.due ?? null,
  });
  // Without the title: the chain is never changed, and a title may have to be erased one day.
  act.record(`document:${document.id}`, {
    index: indexNo,
    edition: edition.number,
    hash: edition.contentHash,
    claimed: options.claimed ?? null,
  });
  return done({ documentId: document.id, indexNo, publishedAt });
}

/** Shows one released edition: from here on the public reads it. Nothing refuses any more: it is in the ledger. */
async function show(act: Act, id: EditionId): Promise<void> {
  const found = await lockEdition(act.db, id);
  if (found?.edition.state !== 'released') return;
  const { edition, document } = found;
  if (document.state === 'withdrawn') {
    // Withdrawn while its correction waited for the ledger: that one is history and was never shown.
    await setEditionState(act, id, 'superseded');
    act.record(`document:${document.id}`, { withdrawnBeforeShown: document.indexNo, edition: edition.number });
    return;
  }
  const publishedAt = edition.publishedAt as Instant;
  const indexNo = document.indexNo as string;
  const isFirst = document.firstPublishedAt === null;
  const dutyId = isFirst ? await fulfilled(act, edition, document, dayOf(publishedAt)) : document.dutyId;
  const text = await searchText(act.db, edition);
  await showEdition(act, { document, editionId: edition.id, dutyId, publishedAt });
  await indexForSearch(act.db, { document, edition, text, indexNo, publishedAt: document.firstPublishedAt ?? publishedAt });
  act.publicChanged();
  act.record(`document:${document.id}`, { shown: indexNo, edition: edition.number });
}

/** Somebody may have ended the duty since the release: then the document has one of its own, so that lateness is on record. */
async function fulfilled(act: Act, edition: Edition, document: DocumentRow, publishedOn: Day): Promise<DutyId> {
  const { organ } = await organAndTown(act.db, document.organId);
  const one = {
    itemCode: document.itemCode,
    organId: await ownerOf(act, document, organ),
    documentId: document.id,
    indexNo: document.indexNo as string,
    publishedOn,
    createdOn: edition.createdOn ?? publishedOn,
    subject: edition.title,
    by: edition.publishedBy ?? undefined,
  };
  const answered = await fulfil(act, { ...one, dutyId: document.dutyId });
  if (answered.ok) return answered.value.dutyId;
  const own = await fulfil(act, { ...one, dutyId: null });
  if (!own.ok) throw new Error(`no duty for ${one.indexNo}: ${own.refusals.map((r) => r.code).join(', ')}`);
  return own.value.dutyId;
}

const AT_ONCE = 50;

/** Shows everything released that a published checkpoint covers. Called after each, and once at start: repeating it is harmless. */
export async function showCovered(town: Town, size: number): Promise<void> {
  const released = await releasedEditions(town.db);
  if (released.length === 0) return;
  const seals = await latestSeals(town.db, released);
  const lines = await linesByRef(
    town.db,
    [...seals.values()].map((s) => sealRef(s.id)),
  );
  const covered = released
    .map((id) => ({ id, idx: lines.get(sealRef(seals.get(id)?.id ?? ''))?.idx ?? Number.POSITIVE_INFINITY }))
    .filter((e) => e.idx < size)
    .sort((a, b) => a.idx - b.idx);
  for (let i = 0; i < covered.length; i += AT_ONCE) {
    await perform(town, systemActor, 'disclosure.show', async (act) => {
      for (const { id } of covered.slice(i, i + AT_ONCE)) await show(act, id);
      return done(null);
    });
  }
}
