// Saving a draft, by hand or by itself. Incomplete is fine; what was typed is kept. Two windows never overwrite each other.
// An edit after submission voids every approval: the edition goes back to its author and the first step.
import type { Act } from '../../platform/act/act.ts';
import type { DutyId, EditionId } from '../../town/ids.ts';
import { done, type Outcome, refuse } from '../../town/outcome.ts';
import { dutyById } from '../catalogue/door.ts';
import { organById } from '../people/door.ts';
import { resetReview } from '../review/door.ts';
import {
  contentHash,
  type DisclosureRefusal,
  type Draft,
  editionStateNames,
  isEditable,
  shapeProblems,
  textHash,
} from './document.ts';
import { mayEdit } from './may-edit.ts';
import { insertEvent, type Locked, lockEdition, setDuty, updateDraft } from './store.ts';

export interface Saved {
  revision: number;
  /** True when an edit sent the edition back from review. */
  reset: boolean;
}

export async function saveDraft(
  act: Act,
  editionId: EditionId,
  expectedRevision: number,
  draft: Draft,
  dutyId?: DutyId | null,
): Promise<Outcome<Saved, DisclosureRefusal>> {
  const found = await lockEdition(act.db, editionId);
  if (!found) return refuse({ code: 'not-found' });
  const { edition, document } = found;
  if (!mayEdit(act.actor, edition, document)) return refuse({ code: 'not-yours' });
  if (!isEditable(edition.state)) return refuse({ code: 'not-editable', facts: { state: editionStateNames[edition.state] } });
  if (edition.revision !== expectedRevision) {
    return refuse({ code: 'revision-conflict', facts: { now: edition.revision, yours: expectedRevision } });
  }
  if (document.textFrom && textHash(draft) !== textHash(edition))
    return refuse({ code: 'text-from-elsewhere', field: 'title', facts: { name: document.textFrom.name } });
  const problems = shapeProblems(draft);
  if (dutyId !== undefined && dutyId !== null && dutyId !== document.dutyId) {
    const duty = await dutyById(act.db, dutyId);
    const organ = await organById(act.db, document.organId);
    if (!duty || duty.itemCode !== document.itemCode || !(duty.organId === document.organId || organ?.kind === 'town'))
      problems.push({ code: 'duty-unknown', field: 'duty' });
    else if (duty.state !== 'open') problems.push({ code: 'duty-ended', field: 'duty' });
  }
  if (problems.length > 0) return { ok: false, refusals: problems };
  if (dutyId !== undefined) await setDuty(act, document.id, dutyId);
  return done(await keepDraft(act, found, draft));
}

/** Writes a draft somebody was allowed to change; another content voids what reviewers said of the one before. */
export async function keepDraft(act: Act, { edition, document }: Locked, draft: Draft): Promise<Saved> {
  const same = contentHash(draft) === edition.contentHash;
  const reset = !same && edition.state !== 'drafting' && (await resetReview(act, edition.id, '送审后修改了内容'));
  await updateDraft(act, edition.id, draft, same ? edition.state : 'drafting');
  if (reset) await insertEvent(act, document.id, edition.id, 'drafted', '送审后修改，退回第一环节');
  act.record(`edition:${edition.id}`, { revision: edition.revision + 1, reset });
  return { revision: edition.revision + 1, reset };
}
