// The office releases what has passed its chain: now, or at a time. A timed release is a chore that runs the same door.
import { type Act, perform } from '../../platform/act/act.ts';
import { systemActor } from '../../platform/act/actor.ts';
import type { Town } from '../../platform/town.ts';
import { type Instant, instantOf } from '../../town/day.ts';
import type { EditionId } from '../../town/ids.ts';
import { done, type Outcome, refuse } from '../../town/outcome.ts';
import { reviewsOf } from '../review/door.ts';
import type { DisclosureRefusal } from './document.ts';
import { type Published, publishEdition } from './publish.ts';
import { insertEvent, lockEdition, setEditionState } from './store.ts';

export const releaseChore = 'disclosure.release';
const FAR_MS = 90 * 86_400_000;

/** Whether the text as it stands passed its whole chain. */
async function passed(act: Act, editionId: EditionId, hash: string): Promise<boolean> {
  const latest = (await reviewsOf(act.db, [editionId])).get(editionId);
  return latest?.state === 'passed' && latest.content_hash === hash;
}

/** Publishes an approved edition at once. */
export async function releaseNow(act: Act, editionId: EditionId): Promise<Outcome<Published, DisclosureRefusal>> {
  const found = await lockEdition(act.db, editionId);
  if (!found) return refuse({ code: 'not-found' });
  const { edition, document } = found;
  const ready =
    (edition.state === 'approved' || edition.state === 'scheduled') && (await passed(act, editionId, edition.contentHash));
  if (!ready) return refuse({ code: 'not-approved' });
  // 补录 is shown beside the real moment; it never replaces it.
  return publishEdition(act, edition, document);
}

/** Sets the moment of publication. Until then the edition stays unseen; an edit of the text undoes the approval. */
export async function releaseAt(
  act: Act,
  editionId: EditionId,
  at: Instant,
): Promise<Outcome<{ releaseAt: Instant }, DisclosureRefusal>> {
  const found = await lockEdition(act.db, editionId);
  if (!found) return refuse({ code: 'not-found' });
  const { edition, document } = found;
  if (document.state === 'withdrawn') return refuse({ code: 'not-published' });
  if (at <= act.at) return refuse({ code: 'release-past', field: 'releaseAt' });
  if (Date.parse(at) - Date.parse(act.at) > FAR_MS) return refuse({ code: 'release-far', field: 'releaseAt' });
  const ready =
    (edition.state === 'approved' || edition.state === 'scheduled') && (await passed(act, editionId, edition.contentHash));
  if (!ready) return refuse({ code: 'not-approved' });
  await setEditionState(act, editionId, 'scheduled', at);
  await act.enqueue(releaseChore, `${editionId}@${at}`, { editionId, at }, at);
  await insertEvent(act, document.id, editionId, 'scheduled', at);
  act.record(`edition:${editionId}`, { releaseAt: at });
  return done({ releaseAt: at });
}

/** Back from timed to approved. */
export async function cancelRelease(act: Act, editionId: EditionId): Promise<Outcome<null, DisclosureRefusal>> {
  const found = await lockEdition(act.db, editionId);
  if (found?.edition.state !== 'scheduled') return refuse({ code: 'not-approved' });
  await setEditionState(act, editionId, 'approved');
  await insertEvent(act, found.document.id, editionId, 'scheduled', '取消定时发布');
  act.record(`edition:${editionId}`, { releaseAt: null });
  return done(null);
}

/** The chore: publishes if the edition is still scheduled for this very moment; otherwise somebody changed their mind. */
export async function runRelease(town: Town, payload: Readonly<Record<string, unknown>>): Promise<void> {
  const editionId = payload.editionId as EditionId;
  const at = instantOf(Date.parse(String(payload.at)));
  const outcome = await perform(town, systemActor, 'disclosure.release-timed', async (act) => {
    const found = await lockEdition(act.db, editionId);
    if (found?.edition.state !== 'scheduled' || found.edition.releaseAt !== at) return done(null);
    if (found.document.state === 'withdrawn') return done(null);
    if (!(await passed(act, editionId, found.edition.contentHash))) return refuse({ code: 'not-approved' } as const);
    const published = await publishEdition(act, found.edition, found.document);
    return published.ok ? done(null) : published;
  });
  if (!outcome.ok) throw new Error(`timed release refused: ${outcome.refusals.map((r) => r.code).join(', ')}`);
}
