// A person says why a finding may stand. The reason stays with the fingerprint, so a re-run does not ask again until the
// text itself changes. Personal data is released only by somebody else than the author, with a ground.
import type { Act } from '../../platform/act/act.ts';
import type { EditionId } from '../../town/ids.ts';
import { done, type Outcome, type Refusal, refuse } from '../../town/outcome.ts';
import { keepDismissal, releaseGrounds } from '../checks/door.ts';
import { checkEdition } from './check-edition.ts';
import type { DisclosureRefusal } from './document.ts';
import { maySee } from './may-edit.ts';
import { insertEvent, lockEdition } from './store.ts';

export interface Dismissing {
  editionId: EditionId;
  fingerprint: string;
  reason: string;
  ground: string;
}

export async function dismiss(act: Act, d: Dismissing): Promise<Outcome<null, DisclosureRefusal>> {
  const found = await lockEdition(act.db, d.editionId);
  if (!found || !maySee(act.actor, found.edition, found.document)) return refuse({ code: 'not-found' });
  const { edition, document } = found;
  const finding = (await checkEdition(act.db, act.town.files, edition, document, act.today)).find(
    (f) => f.fingerprint === d.fingerprint,
  );
  if (!finding || finding.level === 'pass') return refuse({ code: 'dismissal-unknown' });
  const refusals: Refusal<DisclosureRefusal>[] = [];
  if ([...d.reason.trim()].length < 2) refusals.push({ code: 'dismissal-reason-needed', field: 'reason' });
  if (finding.secondPersonMayRelease) {
    if (act.actor.staffId === edition.authorId) refusals.push({ code: 'dismissal-second-person', law: '条例2019#15' });
    if (!Object.hasOwn(releaseGrounds, d.ground)) refusals.push({ code: 'dismissal-ground-needed', field: 'ground' });
  }
  if (refusals.length > 0) return { ok: false, refusals };
  const { fingerprint, ground } = d;
  await keepDismissal(act, document.id, { fingerprint, rule: finding.rule, reason: d.reason.trim(), ground, by: act.actor });
  await insertEvent(act, document.id, edition.id, 'dismissed', `${finding.title}：${d.reason.trim()}`);
  act.record(`document:${document.id}`, { dismissed: finding.rule, reason: d.reason.trim(), ground: d.ground });
  return done(null);
}
