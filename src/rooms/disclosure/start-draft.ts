// A clerk begins: a document with its first edition, under an item of the catalogue and, where it answers one, a duty.
import type { Act } from '../../platform/act/act.ts';
import { emptyBody } from '../../town/body.ts';
import type { DocumentId, DutyId, EditionId, OrganId } from '../../town/ids.ts';
import { done, type Outcome, refuse } from '../../town/outcome.ts';
import { dutyById, itemByCode } from '../catalogue/door.ts';
import { organById } from '../people/door.ts';
import type { DisclosureRefusal, Draft, TextFrom } from './document.ts';
import { mayBegin } from './may-edit.ts';
import { insertDocument, insertEdition, insertEvent } from './store.ts';

export const blankDraft: Draft = {
  title: '',
  docNo: '',
  genre: '通知',
  topic: '综合政务',
  sourceUnit: '',
  createdOn: null,
  effectiveOn: null,
  repealedOn: null,
  validity: '有效',
  audience: '全社会',
  keywords: [],
  summary: '',
  attribute: '主动公开',
  attributeReason: '',
  body: emptyBody,
  attachments: [],
  claimedOn: null,
  changeNote: '',
};

export interface DraftStart {
  itemCode: string;
  organId: OrganId;
  dutyId: DutyId | null;
  draft?: Draft;
  /** Given by the room whose text it is: from then on title and text change through `renewText` only. */
  textFrom?: TextFrom;
}

export interface DraftStarted {
  documentId: DocumentId;
  editionId: EditionId;
}

export async function startDraft(act: Act, start: DraftStart): Promise<Outcome<DraftStarted, DisclosureRefusal>> {
  const author = act.actor.staffId;
  if (!author) return refuse({ code: 'not-yours' });
  const organ = await organById(act.db, start.organId);
  if (!organ) return refuse({ code: 'organ-unknown', field: 'organ' });
  if (!mayBegin(act.actor, organ)) return refuse({ code: 'not-yours' });
  const item = await itemByCode(act.db, start.itemCode);
  if (!item || item.closedOn !== null) return refuse({ code: 'item-unknown', field: 'item' });
  if (start.dutyId !== null) {
    const duty = await dutyById(act.db, start.dutyId);
    if (!duty || duty.itemCode !== start.itemCode || !(duty.organId === start.organId || organ.kind === 'town'))
      return refuse({ code: 'duty-unknown', field: 'duty' });
    if (duty.state !== 'open') return refuse({ code: 'duty-ended', field: 'duty' });
  }
  const documentId = await insertDocument(act, {
    organId: start.organId,
    itemCode: start.itemCode,
    dutyId: start.dutyId,
    authorId: author,
    textFrom: start.textFrom,
  });
  const draft = start.draft ?? { ...blankDraft, sourceUnit: organ.name };
  const editionId = await insertEdition(act, documentId, 1, author, draft);
  // Without the title: events are never changed, and a title may have to be erased one day.
  await insertEvent(act, documentId, editionId, 'drafted', '');
  act.record(`document:${documentId}`, { item: start.itemCode, organ: start.organId, duty: start.dutyId });
  return done({ documentId, editionId });
}
