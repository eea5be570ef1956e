// A town that owes an annual report, and one that has signed and published that of a year.
import { perform } from '../../src/platform/act/act.ts';
import { systemActor } from '../../src/platform/act/actor.ts';
import { beginText, enterFigures, figureSources, saveText, signReport } from '../../src/rooms/annual-report/door.ts';
import { defineItem } from '../../src/rooms/catalogue/door.ts';
import { day } from '../../src/town/day.ts';
import { sampleItem } from './catalogue.ts';
import { granted } from './people.ts';
import { pass, type PublishingTown, publishNow } from './publishing.ts';

/** The item whose duty is the report, owed by the finance office, where the sample town's drafter is. */
export async function owesReport(w: PublishingTown): Promise<void> {
  const cadence = {
    key: 'annual-report',
    name: '年度报告',
    rhythm: 'yearly' as const,
    due: { kind: 'annual-report' as const },
    organIds: [w.people.finance.id],
  };
  const item = sampleItem(w.people, { cadences: [cadence], villageCadences: [], name: '年度报告', shortName: '年报' });
  granted(
    await perform(w.town, systemActor, 'test', (act) => defineItem(act, { ...item, code: '04', openedOn: day('2026-01-01') })),
  );
}

/** Of a year in the customary layout. */
export async function publishedReport(w: PublishingTown, fiscalYear: number): Promise<void> {
  const { drafter } = w.people.actors;
  const values = new Map([['trainingsTown', '2']]);
  const texts = new Map([
    ['overview', '集中培训【镇集中培训次数】次。'],
    ['proactive', '公开以公开栏为主，逐条登记从下一年开始。'],
    ['requests', '收到【收到申请】件。'],
    ['fees', '没有收费。'],
    ['remedies', '没有复议和诉讼。'],
    ['problems', '有的稿件写得太短。'],
    ['other', '没有其他事项。'],
  ]);
  const deed = <T>(work: Parameters<typeof perform<T, string>>[3]): Promise<T> =>
    perform(w.town, drafter, 'test', work).then(granted<T>);
  await deed((act) => enterFigures(act, figureSources, { fiscalYear, values, source: '台账', replace: false }));
  await deed((act) => beginText(act, fiscalYear));
  await deed((act) => saveText(act, { fiscalYear, revision: 1, texts, changeNote: '' }));
  const { editionId } = await deed((act) => signReport(act, figureSources, { fiscalYear, revision: 2, seenSimilar: true }));
  await pass(w, editionId);
  granted(await publishNow(w, editionId));
}
