// A town that can publish: people, one catalogue item, and the steps of a publication as short calls.
import { perform } from '../../src/platform/act/act.ts';
import { systemActor, type Actor } from '../../src/platform/act/actor.ts';
import { defineItem } from '../../src/rooms/catalogue/door.ts';
import {
  blankDraft,
  type Draft,
  editionById,
  type Edition,
  releaseNow,
  startDraft,
  submit,
  takeStep,
} from '../../src/rooms/disclosure/door.ts';
import { changeOrgan } from '../../src/rooms/people/door.ts';
import type { Decision } from '../../src/rooms/review/door.ts';
import { bodyFromText } from '../../src/town/body.ts';
import { day } from '../../src/town/day.ts';
import type { EditionId } from '../../src/town/ids.ts';
import { granted, samplePeople, type SamplePeople } from './people.ts';
import { testTown, type TestTown } from './town.ts';

export const CODE = '11341899999900011F';

export interface PublishingTown {
  town: TestTown;
  people: SamplePeople;
}

export async function publishingTown(): Promise<PublishingTown> {
  const town = await testTown();
  const people = await samplePeople(town);
  granted(await perform(town, systemActor, 'test', (act) => changeOrgan(act, { id: people.town.id, creditCode: CODE })));
  for (const [code, name, elements] of [
    ['05', '规范性文件与政策文件', ['标题', '全文']],
    ['27', '社会救助', ['对象', '金额', '监督电话']],
  ] as const) {
    granted(
      await perform(town, systemActor, 'test', (act) =>
        defineItem(act, {
          code,
          category: '样例',
          name,
          shortName: name.slice(0, 4),
          elements: [...elements],
          organId: people.finance.id,
          coOrganIds: [people.office.id],
          basis: ['条例2019#20(一)'],
          limits: ['WD20'],
          limitText: '20个工作日内',
          cadences: [],
          villageCadences: [],
          channels: ['网'],
          audience: '全社会',
          mode: '主动',
          level: '镇',
          notes: '',
          openedOn: day('2026-01-01'),
        }),
      ),
    );
  }
  return { town, people };
}

let count = 0;

export function sampleDraft(more: Partial<Draft> = {}): Draft {
  count++;
  return {
    ...blankDraft,
    title: `关于第${count}号样例事项的通知`,
    summary: '说明样例事项怎么办、找谁办、什么时候办。',
    createdOn: day('2026-11-16'),
    body: bodyFromText(
      `各村（社区）：\n现将第${count}号样例事项的办理要求通知如下。\n一、办理范围\n本镇户籍居民均可办理，编号样例${count}。\n二、办理时间\n自2026年12月1日起，每个工作日上午八时三十分至十一时三十分。\n三、监督电话\n0563-4000123。`,
    ),
    ...more,
  };
}

export async function draft(
  { town, people }: PublishingTown,
  more: Partial<Draft> = {},
  by: Actor = people.actors.drafter,
): Promise<EditionId> {
  const started = granted(
    await perform(town, by, 'test', (act) =>
      startDraft(act, { itemCode: '05', organId: people.finance.id, dutyId: null, draft: sampleDraft(more) }),
    ),
  );
  return started.editionId;
}

export async function edition({ town }: PublishingTown, id: EditionId): Promise<Edition> {
  const found = await editionById(town.db, id);
  if (!found) throw new Error('no such edition');
  return found;
}

export async function handIn(w: PublishingTown, id: EditionId) {
  const e = await edition(w, id);
  return perform(w.town, w.people.actors.drafter, 'test', (act) => submit(act, id, e.revision));
}

export async function decideAs(w: PublishingTown, by: Actor, id: EditionId, more: Partial<Decision> = {}) {
  const e = await edition(w, id);
  return perform(w.town, by, 'test', (act) =>
    takeStep(act, { editionId: id, contentHash: e.contentHash, decision: 'pass', opinion: '同意。', ...more }),
  );
}

export const filing = { attribute: '主动公开' as const, scope: '全文公开', channels: ['网站'], audience: '全社会' };

/** Hands in and takes all four steps. */
export async function pass(w: PublishingTown, id: EditionId): Promise<void> {
  const a = w.people.actors;
  granted(await handIn(w, id));
  granted(await decideAs(w, a['department-head'], id));
  granted(await decideAs(w, a['secrecy-reviewer'], id, { secrecy: '可以公开' }));
  granted(await decideAs(w, a['openness-office'], id, { filing }));
  granted(await decideAs(w, a.principal, id));
}

export async function publishNow(w: PublishingTown, id: EditionId) {
  return perform(w.town, w.people.actors['openness-office'], 'test', (act) => releaseNow(act, id));
}
