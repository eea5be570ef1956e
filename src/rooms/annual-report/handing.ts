// What became of the text signed last, and so where the next one goes: a draft of its own, the draft that is still on its way, or
// another edition of what is public.
import type { Db } from '../../platform/db/engine.ts';
import type { DocumentId, EditionId } from '../../town/ids.ts';
import { documentById, editionById, isEditable } from '../disclosure/door.ts';
import { handedLast } from './store.ts';

export type Handing =
  /** Nothing was signed yet, or what was signed has ended: given up, not for the public, withdrawn. */
  | { how: 'anew' }
  /** The draft is not public yet and takes the new text. */
  | { how: 'again'; documentId: DocumentId; editionId: EditionId; isCorrection: boolean }
  | { how: 'as-correction'; documentId: DocumentId; isCorrection: true }
  /** Released: nothing is changed between that and its showing. */
  | { how: 'not-now' };

export async function handingOf(db: Db, fiscalYear: number): Promise<Handing> {
  const handed = await handedLast(db, fiscalYear);
  const [document, edition] = handed
    ? await Promise.all([documentById(db, handed.documentId), editionById(db, handed.editionId)])
    : [null, null];
  if (!document || !edition || (document.state !== 'draft' && document.state !== 'published')) return { how: 'anew' };
  const { id: documentId } = document;
  const isCorrection = document.state === 'published';
  if (isEditable(edition.state)) return { how: 'again', documentId, editionId: edition.id, isCorrection };
  if (edition.state === 'released') return { how: 'not-now' };
  return isCorrection ? { how: 'as-correction', documentId, isCorrection } : { how: 'anew' };
}

/** Whether readers will be told what was changed and why. */
export function needsChangeNote(handing: Handing): boolean {
  return 'isCorrection' in handing && handing.isCorrection;
}
