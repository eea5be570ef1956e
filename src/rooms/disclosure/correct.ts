// A published text is never overwritten: correcting it starts a new edition that goes through the whole chain.
import type { Act } from '../../platform/act/act.ts';
import type { DocumentId, EditionId } from '../../town/ids.ts';
import { done, type Outcome, refuse } from '../../town/outcome.ts';
import { organById } from '../people/door.ts';
import { type DisclosureRefusal, isEditable, type TextFrom } from './document.ts';
import { mayBegin, mayEdit } from './may-edit.ts';
import { editionsOf } from './reads.ts';
import { editionById, insertEdition, insertEvent, lockDocument, setDocumentState, setEditionState } from './store.ts';

/** `from` by the room whose text it is; nobody else corrects what was signed there. */
export async function startCorrection(
  act: Act,
  documentId: DocumentId,
  from?: TextFrom,
): Promise<Outcome<{ editionId: EditionId }, DisclosureRefusal>> {
  const document = await lockDocument(act.db, documentId);
  const author = act.actor.staffId;
  if (!document?.currentEditionId || !author) return refuse({ code: 'not-found' });
  if (document.state !== 'published') return refuse({ code: 'not-published' });
  const shown = await editionById(act.db, document.currentEditionId);
  if (!shown) return refuse({ code: 'not-found' });
  const organ = from && (await organById(act.db, document.organId));
  const may = mayEdit(act.actor, shown, document) || act.actor.roles.includes('openness-office');
  if (!may && !(organ && mayBegin(act.actor, organ))) return refuse({ code: 'not-yours' });
  if (document.textFrom && document.textFrom.href !== from?.href)
    return refuse({ code: 'text-from-elsewhere', facts: { name: document.textFrom.name } });
  const editions = await editionsOf(act.db, documentId);
  if (editions.some((e) => isEditable(e.state))) return refuse({ code: 'already-correcting' });
  const number = Math.max(...editions.map((e) => e.number)) + 1;
  const editionId = await insertEdition(act, documentId, number, author, { ...shown, changeNote: '' });
  await insertEvent(act, documentId, editionId, 'drafted', `更正稿（第 ${number} 版）`);
  act.record(`document:${documentId}`, { correcting: number });
  return done({ editionId });
}

/** Gives up a draft that was never public. A document without any public edition goes with its last draft. */
export async function abandonDraft(act: Act, editionId: EditionId): Promise<Outcome<null, DisclosureRefusal>> {
  const edition = await editionById(act.db, editionId);
  const document = edition ? await lockDocument(act.db, edition.documentId) : null;
  if (!edition || !document) return refuse({ code: 'not-found' });
  if (!mayEdit(act.actor, edition, document)) return refuse({ code: 'not-yours' });
  if (edition.state !== 'drafting') return refuse({ code: 'not-editable', facts: { state: edition.state } });
  await setEditionState(act, editionId, 'abandoned');
  if (document.indexNo === null) await setDocumentState(act, document.id, 'abandoned');
  await insertEvent(act, document.id, editionId, 'abandoned', '');
  act.record(`edition:${editionId}`, { abandoned: true });
  return done(null);
}
