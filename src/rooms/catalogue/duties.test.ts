// Duties and items as promises, on the real database: refusals first.
import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sampleItem } from '../../../test/support/catalogue.ts';
import { codesOf, granted, sampleOrgan, samplePeople, type SamplePeople } from '../../../test/support/people.ts';
import { testTown, type TestTown } from '../../../test/support/town.ts';
import { perform } from '../../platform/act/act.ts';
import { type Actor, systemActor } from '../../platform/act/actor.ts';
import { importYear } from '../../platform/calendar/import-year.ts';
import { day } from '../../town/day.ts';
import { type DocumentId, type DutyId, newId } from '../../town/ids.ts';
import { createOrgan } from '../people/door.ts';
import type { ItemWish } from './define-item.ts';
import {
  changeItem,
  closeItem,
  declareNil,
  declineProposal,
  defineItem,
  dutiesOf,
  type Duty,
  dutyById,
  dutyFigures,
  dutyHistory,
  dutyOfPeriod,
  fulfil,
  type Fulfilment,
  generateDuties,
  itemByCode,
  itemHistory,
  itemsWithStatus,
  myDuties,
  onTimeRate,
  openDutiesFor,
  proposeWithholding,
  recomputeOpenDuties,
  registerFormation,
  reopen,
  type Standing,
  standingOf,
  withhold,
} from './door.ts';
import { calendarOf } from '../../platform/calendar/calendar-store.ts';

let town: TestTown;
let people: SamplePeople;
const today = day('2026-11-23');

async function freshTown(): Promise<void> {
  town = await testTown();
  people = await samplePeople(town);
}

const office = (): Actor => people.actors['openness-office'];
const clerk = (): Actor => people.actors.drafter;

const define = (code: string, more: Partial<ItemWish> = {}, by: Actor = office(), openedOn = day('2026-07-01')) =>
  perform(town, by, 'define-item', (act) => defineItem(act, { code, openedOn, ...sampleItem(people, more) }));

const generate = (through = day('2026-12-31')) => perform(town, systemActor, 'generate', (act) => generateDuties(act, through));

function fulfilment(more: Partial<Fulfilment> = {}): Fulfilment {
  return {
    dutyId: null,
    itemCode: '12',
    organId: people.finance.id,
    documentId: newId<DocumentId>(),
    indexNo: '11341881003000000X/202611-00001',
    publishedOn: today,
    createdOn: day('2026-11-20'),
    subject: '补贴发放公告',
    ...more,
  };
}

const publish = (more: Partial<Fulfilment> = {}) => {
  const f = fulfilment(more);
  return perform(town, clerk(), 'publish', async (act) => (await fulfil(act, [f]))[0]!);
};

async function quarter(): Promise<Duty> {
  const q = { itemCode: '12', organId: people.finance.id, cadenceKey: 'payments', periodKey: '2026-Q3' };
  return (await dutyOfPeriod(town.db, q))!;
}

describe('an item is refused', () => {
  beforeAll(freshTown);

  test('to everybody but the openness office', async () => {
    for (const [role, actor] of Object.entries(people.actors)) {
      const codes = codesOf(await define(role === 'openness-office' ? '01' : '02', {}, actor));
      expect(codes, role).toEqual(role === 'openness-office' ? [] : ['not-allowed']);
    }
  });

  test('with everything that is wrong said at once', async () => {
    const bad = define('x1', {
      name: ' ',
      elements: [],
      basis: [],
      limits: ['20天'],
      channels: [],
      organId: newId(),
      audience: '某些人' as '全社会',
      cadences: [
        { key: 'formation', name: '', rhythm: 'monthly', due: { kind: 'fixed', years: 1, monthDay: '02-30' }, organIds: [] },
      ],
    });
    expect(codesOf(await bad).sort()).toEqual(
      [
        'cadence-due',
        'cadence-line',
        'cadence-organs',
        'item-basis',
        'item-channels',
        'item-choice',
        'item-code-shape',
        'item-elements',
        'item-limit',
        'item-organ',
        'item-text-missing',
      ].sort(),
    );
  });

  test('under a code that was ever used, closed ones included', async () => {
    granted(await define('40', { cadences: [], villageCadences: [] }));
    expect(codesOf(await define('40'))).toEqual(['item-code-taken']);
    granted(await perform(town, office(), 'close', (act) => closeItem(act, '40', { on: today, note: '并入第 41 项。' })));
    expect(codesOf(await define('40'))).toEqual(['item-code-taken']);
  });

  test('when somebody else changed it meanwhile, and what it was stays on record', async () => {
    granted(await define('41'));
    const change = (revision: number, name: string) =>
      perform(town, office(), 'change', (act) => changeItem(act, '41', revision, sampleItem(people, { name })));
    granted(await change(1, '新名称'));
    expect(codesOf(await change(1, '另一个名称'))).toEqual(['item-changed-meanwhile']);
    expect((await itemByCode(town.db, '41'))?.name).toBe('新名称');
    const [last, first] = await itemHistory(town.db, '41');
    expect([last?.before?.name, last?.after?.name, first?.what]).toEqual(['专项资金与惠农补贴', '新名称', 'defined']);
  });

  test('its closing, while anything is owed under it', async () => {
    granted(await define('42'));
    granted(await generate());
    const close = () => perform(town, office(), 'close', (act) => closeItem(act, '42', { on: today, note: '不再办理。' }));
    expect(codesOf(await close())).toEqual(['item-open-duties']);
    for (const duty of (await dutiesOf(town.db, { item: '42', state: 'open' })).duties) {
      granted(
        await perform(town, systemActor, 'nil', (act) =>
          declareNil(act, duty.id, '没有发生，已核对台账。', { on: duty.periodTo! > today ? day('2027-01-05') : today }),
        ),
      );
    }
    granted(await close());
    granted(await generate());
    expect((await dutiesOf(town.db, { item: '42', state: 'open' })).total).toBe(0);
  });
});

describe('duties of a cadence', () => {
  beforeAll(freshTown);

  test('are made once, however often and by however many at once', async () => {
    granted(await define('12'));
    const made = (await Promise.all([generate(), generate(), generate()])).map((o) => granted(o).made);
    const { total, duties } = await dutiesOf(town.db, { item: '12' }, { page: 1, pageSize: 100 });
    expect(made.reduce((a, b) => a + b)).toBe(total);
    // Q3 and Q4 of the department; July to December of the village.
    expect(total).toBe(8);
    expect(new Set(duties.map((d) => `${d.organId} ${d.periodKey}`)).size).toBe(8);
    expect(granted(await generate()).made).toBe(0);
  });

  test('start for a village that joins later with the period it joins in', async () => {
    const newVillage = granted(
      await perform(town, systemActor, 'organ', (act) =>
        createOrgan(act, sampleOrgan('tuqiao', 'village', people.town, '土桥村')),
      ),
    );
    const wish = sampleItem(people);
    const villageCadences = wish.villageCadences.map((c) => ({ ...c, organIds: [...c.organIds, newVillage.id] }));
    granted(await perform(town, office(), 'change', (act) => changeItem(act, '12', 1, { ...wish, villageCadences })));
    granted(await generate());
    const { duties } = await dutiesOf(town.db, { organ: newVillage.id });
    expect(duties.map((d) => d.periodKey).sort()).toEqual(['2026-11', '2026-12']);
  });

  test('explain their day step by step', async () => {
    const duty = await quarter();
    expect(duty.dueOn).toBe('2026-11-03');
    expect(duty.steps[0]).toMatchObject({ kind: 'started', on: '2026-09-30' });
    expect(duty.steps.at(-1)).toMatchObject({ kind: 'result', due: '2026-11-03' });
  });
});

describe('an end is refused', () => {
  let duty: Duty;
  beforeAll(async () => {
    await freshTown();
    granted(await define('12'));
    granted(await define('13', { name: '债权债务' }));
    granted(await generate());
    duty = await quarter();
  });

  test('for a duty that does not exist, of another item, or of another organ', async () => {
    expect(codesOf(await publish({ dutyId: newId<DutyId>() }))).toEqual(['duty-unknown']);
    expect(codesOf(await publish({ dutyId: duty.id, itemCode: '13' }))).toEqual(['duty-other']);
    expect(codesOf(await publish({ dutyId: duty.id, organId: people.office.id }))).toEqual(['duty-other']);
    expect(codesOf(await publish({ itemCode: '99' }))).toEqual(['item-unknown']);
  });

  test('as a nil return by anybody but the organ that owes it, without saying what was checked, or before the period is over', async () => {
    const nil = (by: Actor, id: DutyId, note: string) => perform(town, by, 'nil', (act) => declareNil(act, id, note));
    for (const role of ['openness-office', 'agent', 'principal', 'system-admin', 'supervisor'] as const)
      expect(codesOf(await nil(people.actors[role], duty.id, '没有发生，已核对。')), role).toEqual(['not-allowed']);
    expect(codesOf(await nil(clerk(), duty.id, '无'))).toEqual(['nil-note']);
    const q4 = { itemCode: '12', organId: people.finance.id, cadenceKey: 'payments', periodKey: '2026-Q4' };
    const running = (await dutyOfPeriod(town.db, q4))!;
    expect(codesOf(await nil(clerk(), running.id, '没有发生，已核对。'))).toEqual(['nil-period-running']);
  });

  test('as a nil return against a document of the period, until the clerk says it is another matter', async () => {
    granted(await publish({ createdOn: day('2026-08-10'), publishedOn: day('2026-08-12'), subject: '八月补贴公告' }));
    const nil = (despiteDocument: boolean) =>
      perform(town, clerk(), 'nil', (act) => declareNil(act, duty.id, '没有发生，已核对。', { despiteDocument }));
    expect(codesOf(await nil(false))).toEqual(['nil-period-has-document']);
    granted(await nil(true));
    expect(codesOf(await nil(true))).toEqual(['duty-ended']);
    expect(codesOf(await publish({ dutyId: duty.id }))).toEqual(['duty-ended']);
  });

  test('as withheld by a clerk, without a lawful ground, or without words for the public', async () => {
    const other = (await openDutiesFor(town.db, { itemCode: '13', organId: people.finance.id }))[0]!;
    const hold = (by: Actor, ground: string, explanation: string) =>
      perform(town, by, 'withhold', (act) => withhold(act, other.id, { ground, explanation }));
    expect(codesOf(await hold(clerk(), '商业秘密', '说明'))).toEqual(['not-allowed']);
    expect(codesOf(await hold(office(), '不方便', ' '))).toEqual(['ground-unknown', 'explanation-missing']);
    expect(codesOf(await hold(office(), '商业秘密', 'x'.repeat(1001)))).toEqual(['explanation-long']);
  });

  test('and none of that left a trace', async () => {
    const { rows } = await sql<{
      what: string;
    }>`select what from catalogue_events where duty_id = ${duty.id} order by at, id`.execute(town.db);
    expect(rows.map((r) => r.what)).toEqual(['made', 'nil']);
  });
});

describe('a duty ends', () => {
  beforeEach(async () => {
    await freshTown();
    granted(await define('12'));
    granted(await generate());
  });

  test('by one of two documents published at once; the other is told', async () => {
    const duty = await quarter();
    const both = await Promise.all([publish({ dutyId: duty.id }), publish({ dutyId: duty.id })]);
    expect(both.map(codesOf).sort()).toEqual([[], ['duty-ended']]);
    const after = (await dutyById(town.db, duty.id))!;
    expect([after.state, after.endedOn, after.endedBy]).toEqual(['published', today, clerk().name]);
  });

  test('once for one document, however often it is told', async () => {
    const duty = await quarter();
    const documentId = newId<DocumentId>();
    granted(await publish({ dutyId: duty.id, documentId }));
    granted(await publish({ dutyId: duty.id, documentId }));
    expect((await dutyHistory(town.db, duty.id)).map((e) => e.what)).toEqual(['made', 'published']);
  });

  test('made and ended in one, late, when nobody had registered what arose', async () => {
    const { dutyId, late } = granted(await publish({ createdOn: day('2026-10-09'), subject: '十月补贴公告' }));
    const duty = (await dutyById(town.db, dutyId))!;
    expect(duty).toMatchObject({ kind: 'formation', state: 'published', dueOn: '2026-11-05', subject: '十月补贴公告' });
    expect(late).toBe(true);
  });

  test('that was registered, by the document of that name and day that did not mention it', async () => {
    const formed = { itemCode: '12', organId: people.finance.id, createdOn: day('2026-11-20'), subject: '补贴发放公告' };
    const registered = granted(await perform(town, clerk(), 'register', (act) => registerFormation(act, formed)));
    expect(codesOf(await perform(town, clerk(), 'register', (act) => registerFormation(act, formed)))).toEqual([
      'formation-known',
    ]);
    expect(granted(await publish()).dutyId).toBe(registered.id);
    // A second document of the same name and day is a matter of its own.
    expect(granted(await publish()).dutyId).not.toBe(registered.id);
  });

  test('for an annual report under the year in its title, 57 days late for 2013', async () => {
    const cadences: ItemWish['cadences'] = [
      {
        key: 'annual-report',
        name: '信息公开年度报告',
        rhythm: 'yearly',
        due: { kind: 'annual-report' },
        organIds: [people.office.id],
      },
    ];
    granted(await define('04', { cadences, villageCadences: [], organId: people.office.id, coOrganIds: [] }));
    const done = granted(
      await publish({
        itemCode: '04',
        organId: people.town.id,
        createdOn: day('2014-05-27'),
        publishedOn: day('2014-05-27'),
        subject: '港口镇人民政府2013年度政府信息公开工作年度报告',
      }),
    );
    const duty = (await dutyById(town.db, done.dutyId))!;
    expect(duty).toMatchObject({ periodKey: '2013', dueOn: '2014-03-31', law: '条例2007#31', endedOn: '2014-05-27' });
  });

  test('withheld on a clerk’s proposal, which the office may decline, the clock running on', async () => {
    const duty = await quarter();
    const propose = () =>
      perform(town, clerk(), 'propose', (act) =>
        proposeWithholding(act, duty.id, { ground: '个人隐私', explanation: '名单涉及未成年人。' }),
      );
    granted(await propose());
    expect(await dutyById(town.db, duty.id)).toMatchObject({
      state: 'open',
      proposedGround: '个人隐私',
      proposedBy: clerk().name,
    });
    const decline = (by: Actor) => perform(town, by, 'decline', (act) => declineProposal(act, duty.id, '汇总数可以公开。'));
    expect(codesOf(await decline(clerk()))).toEqual(['not-allowed']);
    granted(await decline(office()));
    expect(codesOf(await decline(office()))).toEqual(['proposal-none']);
    granted(await propose());
    granted(
      await perform(town, office(), 'withhold', (act) =>
        withhold(act, duty.id, { ground: '个人隐私', explanation: '名单涉及未成年人。' }),
      ),
    );
    expect(await dutyById(town.db, duty.id)).toMatchObject({ state: 'withheld', ground: '个人隐私', proposedGround: null });
    expect((await dutyHistory(town.db, duty.id)).map((e) => e.what)).toEqual([
      'made',
      'proposed',
      'proposal-declined',
      'proposed',
      'withheld',
    ]);
  });

  test('and is owed again by its old day when the document is withdrawn, not by the office’s own hand', async () => {
    const duty = await quarter();
    granted(await publish({ dutyId: duty.id }));
    const again = (returnsOnly: boolean) =>
      perform(town, office(), 'reopen', (act) => reopen(act, duty.id, '公开的文件已撤回。', { returnsOnly }));
    expect(codesOf(await again(true))).toEqual(['duty-has-document']);
    granted(await again(false));
    expect(codesOf(await again(false))).toEqual(['duty-open']);
    expect(await dutyById(town.db, duty.id)).toMatchObject({ state: 'open', dueOn: duty.dueOn, documentId: null, indexNo: null });
  });

  test('moving what the public sees', async () => {
    const before = town.publicVersion.current();
    granted(await publish({ dutyId: (await quarter()).id }));
    expect(town.publicVersion.current()).toBeGreaterThan(before);
  });
});

describe('what was formed is refused', () => {
  beforeAll(async () => {
    await freshTown();
    granted(await define('12'));
  });
  const register = (by: Actor, more: object = {}) =>
    perform(town, by, 'register', (act) =>
      registerFormation(act, { itemCode: '12', organId: people.finance.id, createdOn: today, subject: '公告', ...more }),
    );

  test('for another organ, from the future, without a name, or with a limit the item does not have', async () => {
    expect(codesOf(await register(people.actors.agent))).toEqual(['not-allowed']);
    expect(codesOf(await register(clerk(), { itemCode: '77' }))).toEqual(['item-unknown']);
    expect(codesOf(await register(clerk(), { createdOn: day('2026-11-24'), subject: ' ', limit: 'WD90' }))).toEqual([
      'subject-missing',
      'created-in-future',
      'limit-not-of-item',
    ]);
    expect(codesOf(await register(clerk(), { limit: '>=CD7' }))).toEqual(['limit-not-of-item']);
    expect(codesOf(await register(office(), { organId: newId() }))).toEqual(['organ-unknown']);
  });

  test('as nil by its own organ; a mistaken registration is struck out by the office', async () => {
    const duty = granted(await register(clerk(), { subject: '登记错了' }));
    const nil = (by: Actor) => perform(town, by, 'nil', (act) => declareNil(act, duty.id, '登记有误，没有这份文件。'));
    expect(codesOf(await nil(clerk()))).toEqual(['nil-formation']);
    granted(await nil(office()));
  });
});

describe('figures', () => {
  test('are queries: squares, a clerk’s list, the rate on time', async () => {
    await freshTown();
    granted(await define('12'));
    granted(await define('14', { cadences: [], villageCadences: [], shortName: '招标采购' }));
    granted(await generate());
    const calendar = await calendarOf(town.db);
    const squares = async () => (await itemsWithStatus(town.db, calendar, today)).map((s) => [s.item.code, s.state, s.overdue]);
    // July, August and September of the village (due in October at the latest) and the third quarter are past; October's too.
    expect(await squares()).toEqual([
      ['12', 'late', 5],
      ['14', 'none', 0],
    ]);
    expect((await myDuties(town.db, people.finance.id)).map((d) => d.periodKey)).toEqual(['2026-Q3', '2026-Q4']);
    granted(await publish({ dutyId: (await quarter()).id, publishedOn: day('2026-11-02') }));
    const rate = await onTimeRate(town.db, { from: day('2026-07-01'), to: today, today, byOrgan: true });
    expect(Object.fromEntries(rate.map((r) => [r.organId, [r.onTime, r.late, r.rate]]))).toEqual({
      [people.finance.id]: [1, 0, 1],
      [people.village.id]: [0, 4, 0],
    });
    // Every duty of the item counts, whatever a page of them shows.
    const all = (await dutiesOf(town.db, { item: '12' }, { page: 1, pageSize: 500 })).duties;
    const standing = (...some: Standing[]) => all.filter((d) => some.includes(standingOf(d, today))).length;
    expect(await dutyFigures(town.db, '12', today)).toEqual({
      published: standing('published', 'late'),
      late: standing('late'),
      overdue: standing('overdue'),
      waiting: standing('due', 'soon'),
      lastPublishedOn: '2026-11-02',
    });
    expect(await dutyFigures(town.db, '14', today)).toMatchObject({ published: 0, lastPublishedOn: null });
    const found = async (text: string) => (await dutiesOf(town.db, { text })).total;
    expect([await found('明细'), await found('第三季度'), await found('%')]).toEqual([6, 1, 0]);
  });
});

describe('a holiday notice', () => {
  beforeEach(async () => {
    await freshTown();
    granted(await define('12'));
    granted(await generate());
  });
  const notice = '2027 放假 01-01 02-05 02-08 02-09 02-10 02-11 02-12 上班 01-30 02-20';
  const take = (text: string, by: Actor, replace = false) =>
    perform(town, by, 'import-year', (act) => importYear(act, text, { replace, recomputers: [recomputeOpenDuties] }));

  test('is refused to others, in pieces, and over a year that is known unless that is meant', async () => {
    expect(codesOf(await take(notice, people.actors['system-admin']))).toEqual(['import-not-allowed']);
    expect(codesOf(await take('明年放假安排见附件', office()))).toContain('notice-unreadable');
    expect(codesOf(await take('2027 放假 01-01 02-30 上班 01-04', office())).sort()).toEqual([
      'notice-no-such-date',
      'notice-worked-weekday',
    ]);
    expect(codesOf(await take('', office()))).toEqual(['notice-empty']);
    expect(codesOf(await take('2026 放假 01-01 01-02', office()))).toEqual(['year-known']);
    granted(await take(notice, office()));
    expect(codesOf(await take(notice, office()))).toEqual(['year-known']);
    expect((await sql<{ n: number }>`select count(*) as n from platform_calendar_years`.execute(town.db)).rows[0]!.n).toBe(1);
  });

  test('moves what is still open, says from which day to which and why, and leaves what has ended', async () => {
    const q4 = { itemCode: '12', organId: people.finance.id, cadenceKey: 'payments', periodKey: '2026-Q4' };
    const december = { itemCode: '12', organId: people.village.id, cadenceKey: 'village-payments', periodKey: '2026-12' };
    const open = (await dutyOfPeriod(town.db, q4))!;
    const ended = (await dutyOfPeriod(town.db, december))!;
    expect([open.dueOn, open.provisional, ended.provisional]).toEqual(['2027-01-28', true, true]);
    granted(await publish({ dutyId: ended.id, organId: people.village.id }));
    const { recomputed } = granted(await take(notice, office()));
    expect(recomputed).toMatchObject([{ what: '公开任务', changed: 1 }]);
    expect(recomputed[0]?.details[0]).toContain('2027-01-28 改为 2027-01-29');
    expect(await dutyById(town.db, open.id)).toMatchObject({ dueOn: '2027-01-29', provisional: false });
    expect(await dutyById(town.db, ended.id)).toMatchObject({ dueOn: ended.dueOn, provisional: true });
    const told = (await dutyHistory(town.db, open.id)).at(-1)!;
    expect(told).toMatchObject({ what: 'recomputed', detail: { was: '2027-01-28', now: '2027-01-29' } });
    expect(String(told.detail.why)).toContain('2027年');
    const replaced = granted(await take(notice.replace('02-20', '02-20 02-21'), office(), true));
    expect(replaced.replaced).toBe(true);
  });
});
