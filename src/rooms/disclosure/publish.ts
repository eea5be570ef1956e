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
import { answeredBy, dutiesNamed, fulfil, itemsByCode } from '../catalogue/door.ts';
import { type Organ, organAndTown, organsById } from '../people/door.ts';
import type { DisclosureRefusal, DocumentRow, Edition } from './document.ts';
import { logSeal, newSeal, type Sealing, sealRef } from './seal.ts';
import { indexForSearch } from './search-index.ts';
import { latestSeals } from './store-seals.ts';
import {
  type Locked,
  lockEditions,
  nextSerial,
  releasedEditions,
  releaseEdition,
  setEditionState,
  showEditions,
} from './store.ts';

export interface Published {
  documentId: DocumentId;
  indexNo: string;
  publishedAt: Instant;
}

/** Who owes the duty of each: the publishing organ; for what the town itself publishes, the organ its duty or its item names. */
async function ownersOf(
  act: Act,
  documents: readonly DocumentRow[],
  organs: ReadonlyMap<OrganId, Organ>,
): Promise<Map<DocumentId, OrganId>> {
  const duties = await dutiesNamed(
    act.db,
    documents.flatMap((d) => d.dutyId ?? []),
  );
  const ofDuty = new Map(duties.map((d) => [d.id, d.organId]));
  const ofTown = documents.filter((d) => organs.get(d.organId)?.kind === 'town');
  const items = await itemsByCode(act.db, [...new Set(ofTown.map((d) => d.itemCode))]);
  const named = new Map(ofTown.map((d) => [d.id, items.get(d.itemCode)?.organId]));
  return new Map(documents.map((d) => [d.id, ofDuty.get(d.dutyId as DutyId) ?? named.get(d.id) ?? d.organId]));
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
async function firstOf(
  act: Act,
  { edition, document, organ, town, on }: { edition: Edition; document: DocumentRow; organ: Organ; town: Organ | null; on: Day },
): Promise<Outcome<First, DisclosureRefusal>> {
  // The organ's own series, or the town's when it has no credit code of its own.
  const code = organ.creditCode ?? town?.creditCode;
  if (!code) return refuse({ code: 'no-credit-code' });
  const owners = await ownersOf(act, [document], new Map([[organ.id, organ]]));
  const answered = await answeredBy(act, {
    dutyId: document.dutyId,
    itemCode: document.itemCode,
    organId: owners.get(document.id) as OrganId,
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
  const { organ, town } = await organAndTown(act.db, document.organId);
  if (!organ) throw new Error(`organ ${document.organId} is gone`);
  const first = isFirst ? await firstOf(act, { edition, document, organ, town, on: claimed ?? dayOf(at) }) : null;
  if (first && !first.ok) return first;
  const indexNo = first?.value.indexNo ?? document.indexNo!;
  const publishedAt = claimed ? startOf(claimed) : at;
  const event = isFirst
    ? { kind: 'published' as const, note: indexNo }
    : { kind: 'corrected' as const, note: edition.changeNote };
  const dutyId = first ? first.value.dutyId : document.dutyId;
  const sealing: Sealing = {
    type: isFirst ? 'publish' : 'revise',
    indexNo,
    organ: organ.code,
    edition,
    document,
    claimedAt: publishedAt,
    answers: first?.value.dutyId ?? null,
    due: first?.value.due ?? null,
  };
  const seal = newSeal(sealing);
  await releaseEdition(act, { document, editionId: edition.id, indexNo, publishedAt, dutyId, event, seal });
  await logSeal(act, sealing, seal);
  // Without the title: the chain is never changed, and a title may have to be erased one day.
  act.record(`document:${document.id}`, {
    index: indexNo,
    edition: edition.number,
    hash: edition.contentHash,
    claimed: options.claimed ?? null,
  });
  return done({ documentId: document.id, indexNo, publishedAt });
}

/** Shows released editions: from here on the public reads them. Nothing refuses any more: they are in the ledger. */
async function show(act: Act, ids: readonly EditionId[]): Promise<void> {
  const released = (await lockEditions(act.db, ids)).filter((r) => r.edition.state === 'released');
  for (const { edition, document } of released.filter((r) => r.document.state === 'withdrawn')) {
    // Withdrawn while its correction waited for the ledger: that one is history and was never shown.
    await setEditionState(act, edition.id, 'superseded');
    act.record(`document:${document.id}`, { withdrawnBeforeShown: document.indexNo, edition: edition.number });
  }
  const shown = released.filter((r) => r.document.state !== 'withdrawn');
  if (shown.length === 0) return;
  const duties = await fulfilled(
    act,
    shown.filter((r) => r.document.firstPublishedAt === null),
  );
  const rows = shown.map(({ edition, document }) => ({
    document,
    edition,
    documentId: document.id,
    editionId: edition.id,
    dutyId: duties.get(document.id) ?? document.dutyId,
    indexNo: document.indexNo as string,
    publishedAt: edition.publishedAt as Instant,
  }));
  await showEditions(act, rows);
  await indexForSearch(
    act.db,
    rows.map((r) => ({ ...r, publishedAt: r.document.firstPublishedAt ?? r.publishedAt })),
  );
  act.publicChanged();
  for (const r of rows) act.record(`document:${r.documentId}`, { shown: r.indexNo, edition: r.edition.number });
}

/** Somebody may have ended a duty since the release: then the document has one of its own, so that lateness is on record. */
async function fulfilled(act: Act, first: readonly Locked[]): Promise<Map<DocumentId, DutyId>> {
  const organs = await organsById(act.db, [...new Set(first.map((r) => r.document.organId))]);
  const owners = await ownersOf(
    act,
    first.map((r) => r.document),
    organs,
  );
  const all = first.map(({ edition, document }) => {
    const publishedOn = dayOf(edition.publishedAt as Instant);
    return {
      dutyId: document.dutyId,
      itemCode: document.itemCode,
      organId: owners.get(document.id) as OrganId,
      documentId: document.id,
      indexNo: document.indexNo as string,
      publishedOn,
      createdOn: edition.createdOn ?? publishedOn,
      subject: edition.title,
      by: edition.publishedBy ?? undefined,
    };
  });
  const answered = await fulfil(act, all);
  const missed = all.filter((_, i) => !answered[i]!.ok);
  const own = await fulfil(
    act,
    missed.map((f) => ({ ...f, dutyId: null })),
  );
  for (const [i, o] of own.entries())
    if (!o.ok) throw new Error(`no duty for ${missed[i]!.indexNo}: ${o.refusals.map((r) => r.code).join(', ')}`);
  const ended = [...all.map((f, i) => [f, answered[i]!] as const), ...missed.map((f, i) => [f, own[i]!] as const)];
  return new Map(ended.flatMap(([f, o]) => (o.ok ? [[f.documentId, o.value.dutyId] as const] : [])));
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
    .map((id) => ({ id, seal: seals.get(id), idx: lines.get(sealRef(seals.get(id)?.id ?? ''))?.idx ?? Number.POSITIVE_INFINITY }))
    .filter((e) => e.idx < size)
    .sort((a, b) => a.idx - b.idx);
  // In the order of the ledger, a batch an act; two editions of one document follow each other.
  for (let from = 0, to = 0; from < covered.length; from = to) {
    const documents = new Set<DocumentId | undefined>();
    for (; to < covered.length && documents.size < AT_ONCE && !documents.has(covered[to]!.seal?.documentId); to++)
      documents.add(covered[to]!.seal?.documentId);
    const ids = covered.slice(from, to).map((e) => e.id);
    await perform(town, systemActor, 'disclosure.show', async (act) => {
      await show(act, ids);
      return done(null);
    });
  }
}
