// Annual reports the town's own records make: figures entered, text bound to them, signed and handed in by the verbs of the room.
import {
  beginText,
  dismissFinding,
  enterFigures,
  figureSources,
  judgeReport,
  latestText,
  saveText,
  signReport,
} from '../../rooms/annual-report/door.ts';
import type { Actor } from '../../platform/act/actor.ts';
import { dayOf } from '../../town/day.ts';
import type { DocumentId, EditionId } from '../../town/ids.ts';
import type { SeedReport } from '../../../seed/report-texts.ts';
import { insist, type PastTown } from './timeline.ts';

/** The draft it has become; its way through review is everybody's. */
export async function signSeedReport(
  town: PastTown,
  actor: Actor,
  report: SeedReport,
): Promise<{ documentId: DocumentId; editionId: EditionId }> {
  const { fiscalYear } = report;
  const what = `report of ${fiscalYear}`;
  for (const { source, values } of report.entries) {
    const wish = { fiscalYear, values: new Map(Object.entries(values)), source, replace: false };
    await insist(town, actor, 'annual-report.enter', what, (act) => enterFigures(act, figureSources, wish));
  }
  await insist(town, actor, 'annual-report.begin', what, (act) => beginText(act, fiscalYear));
  const texts = new Map(Object.entries(report.sections).map(([id, text]) => [id, text.trim()]));
  await insist(town, actor, 'annual-report.save', what, (act) =>
    saveText(act, { fiscalYear, revision: 1, texts, changeNote: '' }),
  );
  for (const [rule, reason] of Object.entries(report.dismissals ?? {})) {
    const asked = { fiscalYear, today: dayOf(town.clock.now()), unit: town.name };
    const judged = await judgeReport(town.db, figureSources, asked);
    const fingerprint = judged?.findings.find((f) => f.rule === rule && f.status === 'FAIL')?.fingerprint ?? '';
    const wish = { fiscalYear, fingerprint, reason };
    await insist(town, actor, 'annual-report.dismiss', `${what}, ${rule}`, (act) => dismissFinding(act, figureSources, wish));
  }
  const { revision } = (await latestText(town.db, fiscalYear))!;
  return insist(town, actor, 'annual-report.sign', what, (act) =>
    signReport(act, figureSources, { fiscalYear, revision, seenSimilar: true }),
  );
}
