// A reviewer's decision and what it does to the edition: onward, back to the author, approved, or not for the public.
import type { Act } from '../../platform/act/act.ts';
import type { EditionId } from '../../town/ids.ts';
import { done, type Outcome, refuse } from '../../town/outcome.ts';
import { withhold } from '../catalogue/door.ts';
import { type Decision, decide, force, type ReviewRefusal } from '../review/door.ts';
import { checkEdition } from './check-edition.ts';
import type { DisclosureRefusal } from './document.ts';
import { insertEvent, lockEdition, setDocumentState, setEditionState } from './store.ts';

/** What readers of the notice must know before the reason: this one is theirs for the asking. */
const ON_REQUEST = '本件不主动公开，可以依申请公开。';

export type StepRefusal = ReviewRefusal | DisclosureRefusal;

export async function takeStep(act: Act, d: Decision): Promise<Outcome<{ state: string }, StepRefusal>> {
  const editionId = d.editionId as EditionId;
  const found = await lockEdition(act.db, editionId);
  if (!found) return refuse({ code: 'not-found' });
  const { edition, document } = found;
  const decided = await decide(act, d);
  if (!decided.ok) return decided;
  const { step, state, notPublic } = decided.value;
  // From the secrecy step on, personal data that nobody released stops the chain.
  if (d.decision === 'pass' && step !== 'department' && (state === 'open' || state === 'passed')) {
    const stops = (await checkEdition(act.db, act.town.files, edition, document, act.today)).filter((f) => f.blocks);
    if (stops.length > 0) return refuse({ code: 'checks-stop', facts: { count: stops.length, first: stops[0]!.title } });
  }
  if (state === 'passed') await setEditionState(act, editionId, 'approved');
  else if (state === 'sent-back') await setEditionState(act, editionId, 'drafting');
  else if (state === 'refused' && notPublic) {
    await setEditionState(act, editionId, 'not-public');
    if (document.indexNo === null) await setDocumentState(act, document.id, 'not-public');
    if (document.dutyId !== null && document.indexNo === null) {
      const withheld = await withhold(act, document.dutyId, {
        ground: notPublic.ground,
        explanation: notPublic.attribute === '依申请公开' ? `${ON_REQUEST}${d.opinion.trim()}` : d.opinion.trim(),
        decidedByReview: true,
      });
      if (!withheld.ok) return refuse({ code: 'duty-ended' });
    }
    await insertEvent(act, document.id, editionId, 'not-public', `${notPublic.attribute}：${notPublic.ground}`);
  }
  await insertEvent(act, document.id, editionId, 'decided', d.opinion.trim());
  return done({ state });
}

/** 先行发布: approved at once by the office head, flagged until another leader has looked. */
export async function forceThrough(
  act: Act,
  editionId: EditionId,
  contentHash: string,
  reason: string,
): Promise<Outcome<null, StepRefusal>> {
  const found = await lockEdition(act.db, editionId);
  if (!found) return refuse({ code: 'not-found' });
  const stops = (await checkEdition(act.db, act.town.files, found.edition, found.document, act.today)).filter((f) => f.blocks);
  if (stops.length > 0) return refuse({ code: 'checks-stop', facts: { count: stops.length, first: stops[0]!.title } });
  const forced = await force(act, editionId, contentHash, reason);
  if (!forced.ok) return forced;
  await setEditionState(act, editionId, 'approved');
  await insertEvent(act, found.document.id, editionId, 'decided', `先行发布：${reason.trim()}`);
  return done(null);
}
