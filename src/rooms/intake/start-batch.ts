// The office has looked through a set: what it chose is written down, and the import begins. Personal data in one file is let
// through by somebody else than whoever imports.
import type { Act } from '../../platform/act/act.ts';
import type { Day } from '../../town/day.ts';
import type { OrganId } from '../../town/ids.ts';
import { done, type Outcome, type Refusal, refuse } from '../../town/outcome.ts';
import { type ReleaseGround, releaseGrounds } from '../checks/door.ts';
import { batchById, lineById, linesOf } from './batches.ts';
import type { BatchId, LineId } from './intake.ts';
import { batchChore, restingBatch } from './open-batch.ts';
import type { Wish } from './proposal.ts';
import { setBatchActor, setBatchState, setLineState, setRelease } from './store.ts';
import type { IntakeRefusal } from './words.ts';

export interface LineChoice {
  id: LineId;
  take: boolean;
  item: string;
  organ: OrganId | null;
  publishedOn: Day | null;
}

/** Lines not named stay as they are. Whoever starts is the author of what is imported. */
export async function startBatch(
  act: Act,
  id: BatchId,
  chosen: readonly LineChoice[],
): Promise<Outcome<{ files: number }, IntakeRefusal>> {
  const resting = await restingBatch(act, id);
  if (!resting.ok) return resting;
  const byId = new Map(chosen.map((c) => [c.id, c]));
  let files = 0;
  for (const line of await linesOf(act.db, id, { role: 'document' })) {
    const choice = byId.get(line.id);
    if (!choice || line.state === 'imported' || line.state === 'skipped') continue;
    // What stands as found stays a finding; only what was changed is a choice.
    const wish: Wish = {
      ...line.wish,
      ...(choice.item !== '' && choice.item !== line.found?.itemCode ? { item: choice.item } : {}),
      ...(choice.organ !== null && choice.organ !== line.found?.organId ? { organ: choice.organ } : {}),
      ...(choice.publishedOn !== null && choice.publishedOn !== line.found?.publishedOn
        ? { publishedOn: choice.publishedOn }
        : {}),
    };
    await setLineState(act, line.id, choice.take ? 'waiting' : 'left-out', wish);
    if (choice.take) files++;
  }
  if (files === 0) return refuse({ code: 'nothing-chosen' });
  await setBatchActor(act, id);
  await begin(act, id, resting.value.run);
  act.record(`batch:${id}`, { started: files });
  return done({ files });
}

async function begin(act: Act, id: BatchId, run: number): Promise<void> {
  await setBatchState(act, id, 'importing', run + 1);
  await act.enqueue(batchChore, `${id} ${run + 1}`, { batchId: id });
}

export interface Releasing {
  batchId: BatchId;
  lineId: LineId;
  ground: string;
  reason: string;
}

/** Lets the personal data of one file through; the file is then imported under the name of whoever began the import. */
export async function releaseLine(act: Act, r: Releasing): Promise<Outcome<null, IntakeRefusal>> {
  const resting = await restingBatch(act, r.batchId);
  if (!resting.ok) return resting;
  const batch = await batchById(act.db, r.batchId);
  const line = await lineById(act.db, r.batchId, r.lineId);
  const staffId = act.actor.staffId;
  if (!batch || !staffId || !line?.found?.releasable || line.state === 'imported') return refuse({ code: 'release-not-needed' });
  const refusals: Refusal<IntakeRefusal>[] = [];
  if (batch.staffId === staffId) refusals.push({ code: 'release-same-person', law: '条例2019#15' });
  if (!Object.hasOwn(releaseGrounds, r.ground))
    refusals.push({ code: 'release-ground', field: 'ground', facts: { grounds: Object.values(releaseGrounds).join('、') } });
  if ([...r.reason.trim()].length < 2) refusals.push({ code: 'release-reason', field: 'reason' });
  if (refusals.length > 0) return { ok: false, refusals };
  const { name } = act.actor;
  await setRelease(act, line.id, { staffId, name, ground: r.ground as ReleaseGround, reason: r.reason.trim(), at: act.at });
  await begin(act, r.batchId, resting.value.run);
  act.record(`batch:${r.batchId}`, { released: line.name, ground: r.ground, reason: r.reason.trim() });
  return done(null);
}
