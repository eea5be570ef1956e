// The author hands in: the text must be whole and every stopping check settled; then it enters its chain of review.
import type { Act } from '../../platform/act/act.ts';
import type { EditionId } from '../../town/ids.ts';
import { done, type Outcome, refuse } from '../../town/outcome.ts';
import { staffById } from '../people/door.ts';
import { openReview } from '../review/door.ts';
import { checkEdition } from './check-edition.ts';
import { completeness, type DisclosureRefusal, editionStateNames } from './document.ts';
import { mayEdit } from './may-edit.ts';
import { insertEvent, lockEdition, setEditionState } from './store.ts';

export async function submit(
  act: Act,
  editionId: EditionId,
  expectedRevision: number,
): Promise<Outcome<{ reviewId: string }, DisclosureRefusal>> {
  const found = await lockEdition(act.db, editionId);
  if (!found) return refuse({ code: 'not-found' });
  const { edition, document } = found;
  if (!mayEdit(act.actor, edition, document)) return refuse({ code: 'not-yours' });
  if (edition.state !== 'drafting') return refuse({ code: 'not-editable', facts: { state: editionStateNames[edition.state] } });
  if (edition.revision !== expectedRevision)
    return refuse({ code: 'revision-conflict', facts: { now: edition.revision, yours: expectedRevision } });
  const refusals = completeness(edition, edition.number, act.today);
  const blocking = (await checkEdition(act.db, act.town.files, edition, document, act.today)).filter((f) => f.blocks);
  // A finding of personal data may still be released by the reviewers; everything else is the author's to mend now.
  const authors = blocking.filter((f) => !f.secondPersonMayRelease);
  if (authors.length > 0)
    refusals.push({ code: 'checks-stop', field: 'body', facts: { count: authors.length, first: authors[0]!.title } });
  if (refusals.length > 0) return { ok: false, refusals };
  // The head who reviews is the author's, also where the town itself is the publisher.
  const author = await staffById(act.db, edition.authorId);
  const reviewId = await openReview(act, {
    editionId,
    itemCode: document.itemCode,
    organId: author?.organId ?? document.organId,
    authorId: edition.authorId,
    contentHash: edition.contentHash,
  });
  await setEditionState(act, editionId, 'in-review');
  await insertEvent(act, document.id, editionId, 'submitted', '');
  act.record(`edition:${editionId}`, { submitted: edition.contentHash });
  return done({ reviewId });
}
