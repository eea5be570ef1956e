// The only door to the public. Everything people can read went through here: state, address, index number, duty, search
// and event change in one transaction; the public version moves with it, last.
import type { Act } from '../../platform/act/act.ts';
import { dayOf, type Day, type Instant, startOf } from '../../town/day.ts';
import type { DocumentId, DutyId, OrganId } from '../../town/ids.ts';
import { formatIndexNumber } from '../../town/index-number.ts';
import { done, type Outcome, refuse } from '../../town/outcome.ts';
import { dutyById, fulfil, itemByCode } from '../catalogue/door.ts';
import { type Organ, organAndTown } from '../people/door.ts';
import type { DisclosureRefusal, DocumentRow, Edition } from './document.ts';
import { indexForSearch, searchText } from './search-index.ts';
import { nextSerial, showEdition } from './store.ts';

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

/**
 * Shows an edition that may be shown; the caller has locked it and checked that it may. A document keeps its index number
 * for life; a new one takes the next of its series, so a refused act leaves no gap (条例2019#12; numbers per organ and month).
 * `claimed` is the day an imported or back-filled document was public elsewhere: it dates the number, never the publication.
 */
export async function publishEdition(
  act: Act,
  edition: Edition,
  document: DocumentRow,
  options: { at?: Instant; claimed?: Day | null } = {},
): Promise<Outcome<Published, DisclosureRefusal>> {
  const at = options.at ?? act.at;
  const first = document.indexNo === null;
  let indexNo = document.indexNo;
  let dutyId: DutyId | null = document.dutyId;
  const text = await searchText(act.db, edition);
  if (indexNo === null) {
    const { organ, town } = await organAndTown(act.db, document.organId);
    // The organ's own series, or the town's when it has no credit code of its own.
    const code = organ?.creditCode ?? town?.creditCode;
    if (!code) return refuse({ code: 'no-credit-code' });
    const month = monthOf(options.claimed ?? dayOf(at));
    // Drawn as late as can be: from here to commit all publishers of the series wait for one another.
    const draw = async (): Promise<string> => {
      indexNo ??= formatIndexNumber({ creditCode: code, month, serial: await nextSerial(act, code, month) });
      return indexNo;
    };
    const createdOn = edition.createdOn ?? dayOf(at);
    const fulfilled = await fulfil(act, {
      dutyId: document.dutyId,
      itemCode: document.itemCode,
      organId: await ownerOf(act, document, organ),
      documentId: document.id,
      indexNo: draw,
      publishedOn: options.claimed ?? dayOf(at),
      createdOn,
      subject: edition.title,
    });
    if (!fulfilled.ok) return refuse({ code: 'duty-ended', field: 'duty' });
    dutyId = fulfilled.value.dutyId;
    indexNo = await draw();
  }
  const publishedAt = options.claimed && first ? startOf(options.claimed) : at;
  const event = first ? { kind: 'published' as const, note: indexNo } : { kind: 'corrected' as const, note: edition.changeNote };
  await showEdition(act, { document, editionId: edition.id, indexNo, publishedAt, dutyId, event });
  await indexForSearch(act.db, { document, edition, text, indexNo, publishedAt: document.firstPublishedAt ?? publishedAt });
  act.publicChanged();
  act.record(`document:${document.id}`, {
    index: indexNo,
    edition: edition.number,
    title: edition.title,
    hash: edition.contentHash,
    claimed: options.claimed ?? null,
  });
  return done({ documentId: document.id, indexNo, publishedAt });
}
