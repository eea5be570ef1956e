// The room that signed a text hands in what it has signed since: it takes the place of the draft's, and its review begins anew.
import type { Act } from '../../platform/act/act.ts';
import type { EditionId } from '../../town/ids.ts';
import { done, type Outcome, refuse } from '../../town/outcome.ts';
import { organById } from '../people/door.ts';
import { type DisclosureRefusal, type Draft, editionStateNames, isEditable, shapeProblems, type TextFrom } from './document.ts';
import { mayBegin } from './may-edit.ts';
import { keepDraft, type Saved } from './save-draft.ts';
import { lockEdition, setAuthor } from './store.ts';

/** What comes with a signed text; attachments, topic and the like stay as they are, and the day of a document that is public. */
export type RenewedText = Pick<Draft, 'title' | 'body' | 'summary' | 'keywords' | 'changeNote'> &
  Partial<Pick<Draft, 'createdOn'>>;

/** For the room the text is from, named as when the draft was begun. Whoever signed last is the author and does not review. */
export async function renewText(
  act: Act,
  editionId: EditionId,
  text: RenewedText,
  from: TextFrom,
): Promise<Outcome<Saved, DisclosureRefusal>> {
  const found = await lockEdition(act.db, editionId);
  if (!found) return refuse({ code: 'not-found' });
  const { edition, document } = found;
  if (document.textFrom?.href !== from.href)
    return refuse({ code: 'text-from-elsewhere', facts: { name: document.textFrom?.name ?? '' } });
  const author = act.actor.staffId;
  const organ = await organById(act.db, document.organId);
  if (!author || !organ || !mayBegin(act.actor, organ)) return refuse({ code: 'not-yours' });
  if (!isEditable(edition.state)) return refuse({ code: 'not-editable', facts: { state: editionStateNames[edition.state] } });
  const draft = { ...edition, ...text };
  const problems = shapeProblems(draft);
  if (problems.length > 0) return { ok: false, refusals: problems };
  await setAuthor(act, editionId, author);
  return done(await keepDraft(act, found, draft));
}
