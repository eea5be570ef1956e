// Which duties there are and by when, held against an oracle that walks the wall calendar day by day.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildCalendar, nationalCalendar } from '../../town/calendar.ts';
import { addDays, day, type Day, daysBetween, weekday } from '../../town/day.ts';
import { nationalNotices } from '../../town/holidays.ts';
import type { OrganId } from '../../town/ids.ts';
import { formationOwed, reportYearOf } from './due.ts';
import { horizon, owedThrough } from './generate-duties.ts';
import type { CadenceDue, CatalogueItem, ItemCadence } from './item.ts';

const organ = 'organ-a' as OrganId;
const open = () => null;

function item(cadences: readonly ItemCadence[], more: Partial<CatalogueItem> = {}): CatalogueItem {
  return {
    code: '12',
    category: '财政财务',
    name: '惠农补贴',
    shortName: '补贴',
    elements: ['金额'],
    organId: organ,
    coOrganIds: [],
    basis: ['条例2019#21'],
    limits: ['WD20'],
    limitText: '20个工作日内',
    limitCode: 'WD20',
    cadences,
    villageCadences: [],
    channels: ['网'],
    audience: '全社会',
    mode: '主动',
    level: '镇',
    notes: '',
    openedOn: day('2010-01-01'),
    closedOn: null,
    closedNote: '',
    revision: 1,
    ...more,
  };
}

const off = new Set<string>(nationalNotices.flatMap((y) => y.off));
const worked = new Set<string>(nationalNotices.flatMap((y) => y.work));
const works = (d: Day): boolean => (weekday(d) % 6 === 0 ? worked.has(d) : !off.has(d));

/** The period a day lies in, written from the wall calendar alone: its key and whether the next day is another. */
function keyOn(rhythm: ItemCadence['rhythm'], d: Day): string {
  const [y, m] = [Number(d.slice(0, 4)), Number(d.slice(5, 7))];
  if (rhythm === 'monthly') return d.slice(0, 7);
  if (rhythm === 'quarterly') return `${y}-Q${Math.floor((m + 2) / 3)}`;
  if (rhythm === 'half-yearly') return `${y}-H${m < 7 ? 1 : 2}`;
  if (rhythm === 'yearly') return `${y}`;
  if (m >= 3 && m <= 8) return `${y}-春季`;
  return `${m >= 9 ? y : y - 1}-秋季`;
}

function walk(from: Day, limit: string): Day {
  const n = Number(limit.slice(2));
  let d = from;
  if (limit.startsWith('CD')) {
    d = addDays(d, n);
    while (!works(d)) d = addDays(d, 1);
    return d;
  }
  for (let left = n; left > 0; ) {
    d = addDays(d, 1);
    if (works(d)) left--;
  }
  return d;
}

function oracleDue(due: CadenceDue, key: string, first: Day, last: Day): Day {
  const y = Number(first.slice(0, 4));
  switch (due.kind) {
    case 'after-period':
      return walk(last, due.limit);
    case 'day-of-month': {
      let d = first;
      while (Number(d.slice(8)) < due.day && addDays(d, 1) <= last) d = addDays(d, 1);
      return d;
    }
    case 'fixed':
      return day(`${y + due.years}-${due.monthDay}`);
    case 'term':
      return day(`${y}-${key.endsWith('春季') ? due.spring : due.autumn}`);
    case 'annual-report':
      return day(y <= 2018 ? `${y + 1}-03-31` : `${y + 1}-01-31`);
  }
}

/** Every period met while walking from a month before `since` to well past `through`. */
function oracle(cadence: ItemCadence, since: Day, through: Day): Map<string, Day> {
  const owed = new Map<string, Day>();
  let start = since;
  while (keyOn(cadence.rhythm, addDays(start, -1)) === keyOn(cadence.rhythm, since)) start = addDays(start, -1);
  for (let first = start; first <= addDays(through, 500); ) {
    let last = first;
    while (keyOn(cadence.rhythm, addDays(last, 1)) === keyOn(cadence.rhythm, first)) last = addDays(last, 1);
    const key = keyOn(cadence.rhythm, first);
    const due = oracleDue(cadence.due, key, first, last);
    if (due >= since && (last <= through || due <= through)) owed.set(key, due);
    first = addDays(last, 1);
  }
  return owed;
}

const limit = fc.tuple(fc.constantFrom('WD', 'CD'), fc.integer({ min: 1, max: 40 })).map(([u, n]) => `${u}${n}`);
const monthDay = fc.constantFrom('01-31', '02-28', '03-31', '04-30', '08-31', '12-31');
const cadenceShape: fc.Arbitrary<Pick<ItemCadence, 'rhythm' | 'due'>> = fc.oneof(
  fc.record({
    rhythm: fc.constantFrom<ItemCadence['rhythm']>('monthly', 'quarterly', 'half-yearly', 'yearly', 'per-term'),
    due: limit.map((l): CadenceDue => ({ kind: 'after-period', limit: l })),
  }),
  fc.record({
    rhythm: fc.constant('monthly' as const),
    due: fc.integer({ min: 1, max: 31 }).map((d): CadenceDue => ({ kind: 'day-of-month', day: d })),
  }),
  fc.record({
    rhythm: fc.constant('yearly' as const),
    due: fc.tuple(fc.constantFrom(0, 1), monthDay).map(([years, m]): CadenceDue => ({ kind: 'fixed', years, monthDay: m })),
  }),
  fc.record({
    rhythm: fc.constant('per-term' as const),
    due: fc.constant<CadenceDue>({ kind: 'term', spring: '02-28', autumn: '08-31' }),
  }),
  fc.record({ rhythm: fc.constant('yearly' as const), due: fc.constant<CadenceDue>({ kind: 'annual-report' }) }),
);
const someDay = fc.integer({ min: 0, max: 17 * 365 }).map((n) => addDays(day('2008-06-01'), n));

describe('what is owed', () => {
  test('each period exactly once, due as somebody with a wall calendar would count', () => {
    fc.assert(
      fc.property(cadenceShape, someDay, fc.integer({ min: 0, max: 500 }), (shape, since, days) => {
        const through = addDays(since, days);
        const cadence: ItemCadence = { key: 'c', name: '任务', organs: [{ organId: organ, since }], ...shape };
        const made = owedThrough(nationalCalendar, item([cadence]), through, open);
        const keys = made.map((d) => d.periodKey);
        expect(new Set(keys).size).toBe(keys.length);
        expect(new Map(made.map((d) => [d.periodKey, d.owed.due.due]))).toEqual(oracle(cadence, since, through));
      }),
      { numRuns: 300 },
    );
  });

  test('the same by a later day, and never less', () => {
    fc.assert(
      fc.property(
        cadenceShape,
        someDay,
        fc.integer({ min: 0, max: 300 }),
        fc.integer({ min: 0, max: 300 }),
        (shape, since, a, b) => {
          const cadence: ItemCadence = { key: 'c', name: '任务', organs: [{ organId: organ, since }], ...shape };
          const keys = (through: Day) => owedThrough(nationalCalendar, item([cadence]), through, open).map((d) => d.periodKey);
          const early = keys(addDays(since, a));
          expect(keys(addDays(since, a + b)).slice(0, early.length)).toEqual(early);
        },
      ),
      { numRuns: 100 },
    );
  });

  test('nothing by an organ that does not exist, and nothing for a period it did not live to begin', () => {
    const cadence: ItemCadence = {
      key: 'c',
      name: '任务',
      rhythm: 'monthly',
      due: { kind: 'after-period', limit: 'WD5' },
      organs: [{ organId: organ, since: day('2026-01-10') }],
    };
    const through = day('2026-06-30');
    expect(owedThrough(nationalCalendar, item([cadence]), through, () => undefined)).toEqual([]);
    const closed = owedThrough(nationalCalendar, item([cadence]), through, () => day('2026-03-15'));
    expect(closed.map((d) => d.periodKey)).toEqual(['2026-01', '2026-02', '2026-03']);
  });

  test('a count that leaves the known calendar is provisional and says which year is missing', () => {
    const cadence: ItemCadence = {
      key: 'c',
      name: '任务',
      rhythm: 'yearly',
      due: { kind: 'after-period', limit: 'WD20' },
      organs: [{ organId: organ, since: day('2026-01-01') }],
    };
    const [duty] = owedThrough(nationalCalendar, item([cadence]), day('2026-12-31'), open);
    expect(duty?.owed.due).toMatchObject({ due: '2027-01-28', provisional: true });
    expect(duty?.owed.due.steps.at(-1)).toMatchObject({ unknownYears: [2027] });
    const known = buildCalendar([...nationalNotices, { year: 2027, off: [day('2027-01-01')], work: [], source: '样例' }]);
    const [again] = owedThrough(known, item([cadence]), day('2026-12-31'), open);
    expect(again?.owed.due).toMatchObject({ due: '2027-01-29', provisional: false });
  });
});

describe('what arises on its own', () => {
  test('is due twenty working days after, under the law of its day', () => {
    fc.assert(
      fc.property(someDay, (formed) => {
        const owed = formationOwed(nationalCalendar, item([], { limits: ['STANDING'], limitCode: null }), formed);
        expect(owed.due.due).toBe(walk(formed, 'WD20'));
        expect(owed.law).toBe(formed < '2019-05-15' ? '条例2007#18' : '条例2019#26');
        expect(daysBetween(formed, owed.due.due)).toBeGreaterThanOrEqual(20);
      }),
      { numRuns: 200 },
    );
  });

  test('by the item’s own shorter limit, and says so', () => {
    const owed = formationOwed(nationalCalendar, item([], { limits: ['WD7', 'WD20'], limitCode: 'WD7' }), day('2026-02-13'));
    expect(owed).toMatchObject({ limitCode: 'WD7', due: { due: '2026-03-02' } });
    expect(owed.law).toContain('公开目录第12项');
  });

  test('counts from the Regulation’s first day when it is older than the Regulation', () => {
    const owed = formationOwed(nationalCalendar, item([]), day('2005-03-01'));
    expect(owed.eventOn).toBe('2008-05-01');
    expect(owed.eventName).toContain('2005年3月1日');
  });
});

test('an annual report tells its year; other titles do not', () => {
  expect(reportYearOf('港口镇人民政府2013年度政府信息公开工作年度报告')).toBe(2013);
  expect(reportYearOf('港口镇2025年政府信息公开工作年度报告')).toBe(2025);
  expect(reportYearOf('2013年政务公开和政务服务年度报告')).toBe(2013);
  for (const title of ['关于做好年度报告工作的通知', '2024年统计年报', '信息公开指南（2026年版）', '12013年公开年报'])
    expect(reportYearOf(title), title).toBeNull();
});

test('the nightly run looks to the end of next month', () => {
  expect(horizon(day('2026-11-23'))).toBe('2026-12-31');
  expect(horizon(day('2026-12-01'))).toBe('2027-01-31');
  expect(horizon(day('2027-01-31'))).toBe('2027-02-28');
});
