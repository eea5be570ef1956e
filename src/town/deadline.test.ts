import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildCalendar, nationalCalendar } from './calendar.ts';
import { addDays, type Day, day } from './day.ts';
import {
  computeDue,
  type DueTerms,
  daysLate,
  explainDue,
  fixedDue,
  limitCode,
  limitText,
  parseLimit,
  timeLeft,
} from './deadline.ts';
import { nationalNotices } from './holidays.ts';

const cal = nationalCalendar;
const request = (event: string, more: Partial<DueTerms> = {}): DueTerms => ({
  event: day(event),
  eventName: '收到申请',
  limit: { unit: 'working', days: 20 },
  law: '条例2019#33',
  ...more,
});
const pause = (from: string, to: string, reason = '征求第三方意见') => ({ from: day(from), to: day(to), reason });

describe('what is not a limit or not a case', () => {
  it.each(['', 'WD', 'WD0', 'WD-1', 'WD020', 'WD1000', 'XD5', '≤WD5', 'WD2.5', ' WD20', 'WD20 ', '≥'])(
    '%j is no limit',
    (text) => {
      expect(parseLimit(text)).toBeNull();
    },
  );

  it('a pause without a reason, a pause that ends before it begins, and a broken count are faults', () => {
    for (const terms of [
      { pauses: [pause('2026-03-10', '2026-03-09')] },
      { pauses: [pause('2026-03-10', '2026-03-12', ' ')] },
      { limit: { unit: 'working' as const, days: 0 } },
      { limit: { unit: 'working' as const, days: 1.5 } },
      { extension: { days: -5, approvedBy: '赵示范', on: day('2026-03-20') } },
      { pauses: [pause('2026-03-10', '2999-01-01')] },
    ]) {
      expect(() => computeDue(cal, request('2026-03-02', terms))).toThrow(RangeError);
    }
  });

  it('a fixed date that does not exist is a fault', () => {
    expect(() => fixedDue({ year: 2027, month: 2, day: 29, eventName: '年报', law: '条例2019#49' })).toThrow(RangeError);
  });
});

describe('limits', () => {
  it.each([
    ['WD20', '20个工作日内', 'WD20'],
    ['CD20', '20日内', 'CD20'],
    ['≥CD7', '不少于7日', '≥CD7'],
    ['>=WD5', '不少于5个工作日', '≥WD5'],
  ])('%s reads %s', (code, text, canonical) => {
    const limit = parseLimit(code)!;
    expect(limitText(limit)).toBe(text);
    expect(limitCode(limit)).toBe(canonical);
    expect(parseLimit(canonical)).toEqual(limit);
  });
});

describe('a due date', () => {
  it('that leans on a year without a notice says so, and is firm once the notice is in', () => {
    const terms = request('2026-12-15');
    const before = computeDue(cal, terms);
    expect(before).toMatchObject({ due: '2027-01-12', provisional: true });
    expect(explainDue(before.steps).at(-1)).toBe('2027年的放假安排尚未录入，暂按周一至周五上班推算，录入后重新计算。');
    const notice = { year: 2027, off: [day('2027-01-01')], work: [], source: '' };
    expect(computeDue(buildCalendar([...nationalNotices, notice]), terms)).toMatchObject({
      due: '2027-01-13',
      provisional: false,
    });
  });

  it('in calendar days leans only on its end', () => {
    const twenty = { unit: 'calendar', days: 20 } as const;
    expect(computeDue(cal, request('2026-12-11', { limit: twenty }))).toMatchObject({ due: '2026-12-31', provisional: false });
    expect(computeDue(cal, request('2026-12-12', { limit: twenty }))).toMatchObject({ due: '2027-01-01', provisional: true });
  });

  it('does not lean on the day of the event, which is not counted', () => {
    expect(computeDue(cal, request('2007-12-31'))).toMatchObject({ due: '2008-01-29', provisional: false });
    expect(computeDue(cal, request('2007-12-30')).provisional).toBe(true);
  });

  it('tells how it was reached', () => {
    const { due, provisional, steps } = computeDue(
      cal,
      request('2026-09-14', {
        pauses: [pause('2026-09-16', '2026-09-23')],
        extension: { days: 20, approvedBy: '赵示范', on: day('2026-10-20') },
      }),
    );
    expect({ due, provisional }).toEqual({ due: '2026-11-23', provisional: false });
    expect(explainDue(steps)).toEqual([
      '2026年9月14日（星期一）收到申请，当日不计，从次日起算。',
      '期限为20个工作日内（《政府信息公开条例》（2019年修订）第33条）。',
      '休息日不计（17天）：2026年9月26日至9月27日、10月3日至10月4日、10月11日、10月17日至10月18日、10月24日至10月25日、10月31日至11月1日、11月7日至11月8日、11月14日至11月15日、11月21日至11月22日。',
      '法定假日不计（6天）：2026年9月25日、10月1日至10月2日、10月5日至10月7日。',
      '调休上班照计（1天）：2026年10月10日。',
      '2026年9月16日起因征求第三方意见停止计算，至2026年9月23日止，不计6个工作日。',
      '2026年10月20日经赵示范批准延长20个工作日，原截止日为2026年10月26日。',
      '截止日为2026年11月23日（星期一）。',
    ]);
  });

  it('says when an extension came after the limit had run out, and when a pause took nothing', () => {
    const { steps } = computeDue(
      cal,
      request('2026-03-02', {
        pauses: [pause('2026-02-02', '2026-02-27', '等待补正')],
        extension: { days: 5, approvedBy: '赵示范', on: day('2026-03-31') },
      }),
    );
    const lines = explainDue(steps).join('');
    expect(lines).toContain('因等待补正停止计算，至2026年2月27日止，不影响期限。');
    expect(lines).toContain('原截止日为2026年3月30日，批准时原期限已过。');
  });

  it.each([
    ['2026-09-14', 20, '2026-10-08', '民法典#203'],
    ['2026-11-02', 5, '2026-11-09', '民法典#203'],
    ['2026-09-30', 10, '2026-10-10', null],
    ['2019-04-20', 11, '2019-05-05', '民法总则#203'],
    ['2016-02-01', 7, '2016-02-14', '民法通则#154'],
  ])('from %s in %i calendar days is %s: an end on a rest day moves to the next day worked', (event, days, due, law) => {
    const computed = computeDue(cal, request(event, { limit: { unit: 'calendar', days } }));
    expect(computed.due).toBe(due);
    expect(computed.steps.find((step) => step.kind === 'moved')?.law ?? null).toBe(law);
  });

  it('of a publicity period is the first day after whose end it may close', () => {
    const { due, steps } = computeDue(cal, request('2026-09-28', { limit: { unit: 'working', days: 5, atLeast: true } }));
    expect(due).toBe('2026-10-10');
    expect(explainDue(steps).at(-1)).toBe('最早在2026年10月10日（星期六）结束时届满，此前不得结束。');
  });

  it('named by the law itself stands where it is, rest day or not', () => {
    const fixed = fixedDue({ year: 2027, month: 1, day: 31, eventName: '2026年度报告', law: '条例2019#49' });
    expect(fixed).toMatchObject({ due: '2027-01-31', provisional: false });
    expect(explainDue(fixed.steps)).toEqual([
      '2026年度报告须在2027年1月31日前完成（《政府信息公开条例》（2019年修订）第49条）。',
      '截止日为2027年1月31日（星期日）。',
    ]);
  });

  it('is recomputed when a notice is amended mid-case', () => {
    const first = {
      year: 2020,
      off: ['2020-01-24', '2020-01-27', '2020-01-28', '2020-01-29', '2020-01-30'].map(day),
      work: [],
      source: '',
    };
    const terms = request('2020-01-22', { limit: { unit: 'working', days: 3 } });
    const before = buildCalendar([...nationalNotices.filter((n) => n.year !== 2020), { ...first, work: [day('2020-02-01')] }]);
    expect([computeDue(before, terms).due, computeDue(cal, terms).due]).toEqual(['2020-02-01', '2020-02-04']);
  });
});

describe('a statutory clock', () => {
  const anyDay = fc.integer({ min: 0, max: 6900 }).map((n) => addDays(day('2007-12-01'), n));
  const cases = fc.record({
    event: anyDay,
    unit: fc.constantFrom('working' as const, 'calendar' as const),
    days: fc.integer({ min: 1, max: 60 }),
    pauses: fc.array(fc.tuple(fc.integer({ min: -20, max: 90 }), fc.integer({ min: 0, max: 40 })), { maxLength: 4 }),
    extended: fc.option(fc.integer({ min: 1, max: 30 }), { nil: undefined }),
  });
  type Case = typeof cases extends fc.Arbitrary<infer C> ? C : never;
  const termsOf = (c: Case): DueTerms => ({
    event: c.event,
    eventName: '收到申请',
    limit: { unit: c.unit, days: c.days },
    law: '条例2019#33',
    pauses: c.pauses.map(([after, length]) => ({
      from: addDays(c.event, after),
      to: addDays(c.event, after + length),
      reason: '征求意见',
    })),
    extension: c.extended === undefined ? undefined : { days: c.extended, approvedBy: '赵示范', on: c.event },
  });

  it('never differs from crossing days off one by one, over 10,000 cases', () => {
    fc.assert(
      fc.property(cases, (c) => {
        const terms = termsOf(c);
        const { due, provisional, steps } = computeDue(cal, terms);
        const [expected, leantOn] = crossedOff(terms);
        expect(due).toBe(expected);
        expect(provisional).toBe(leantOn.some((d) => d < '2008-01-01' || d > '2026-12-31'));
        expect(steps.filter((step) => step.kind === 'paused').length).toBe(terms.pauses!.length);
        expect(explainDue(steps).join('')).not.toMatch(/undefined|NaN|null/);
      }),
      { numRuns: 10_000 },
    );
  });

  it('never comes earlier for more days, one more pause, an extension or a later event', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: -5, max: 60 }), (c, after) => {
        const terms = termsOf(c);
        const { due } = computeDue(cal, terms);
        const more = [
          { ...terms, limit: { ...terms.limit, days: terms.limit.days + 1 } },
          {
            ...terms,
            pauses: [...terms.pauses!, { from: addDays(c.event, after), to: addDays(c.event, after + 9), reason: '待缴费' }],
          },
          { ...terms, extension: { days: (c.extended ?? 0) + 1, approvedBy: '赵示范', on: c.event } },
          { ...terms, event: addDays(c.event, 1) },
        ];
        for (const other of more) expect(computeDue(cal, other).due >= due).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  const everyDay = Array.from({ length: 7600 }, (_, i) => addDays(day('2007-12-01'), i));

  /** Oracle: writes out every day after the event, strikes those that do not count, and takes the n-th that is left. */
  function crossedOff(terms: DueTerms): [Day, Day[]] {
    const worked = (d: Day) => cal.dayKind(d) === 'workday' || cal.dayKind(d) === 'makeup-workday';
    const first = everyDay.indexOf(terms.event) + 1;
    const all = everyDay.slice(first, first + 500);
    const struck = new Set(terms.pauses!.flatMap((p) => all.filter((d) => d > p.from && d <= p.to)));
    const open = all.filter((d) => !struck.has(d));
    const n = terms.limit.days + (terms.extension?.days ?? 0);
    if (terms.limit.unit === 'working') {
      const due = open.filter(worked)[n - 1]!;
      return [due, all.filter((d) => d <= due)];
    }
    const last = open[n - 1]!;
    const due = open.find((d) => d >= last && worked(d))!;
    return [due, all.filter((d) => d >= last && d <= due)];
  }
});

describe('how late and how long', () => {
  const at = (due: string, today: string) => timeLeft(cal, day(due), day(today));

  it('says late in working days, or in days when only rest days have passed', () => {
    expect(at('2026-09-30', '2026-10-09')).toEqual({
      state: 'late',
      workingDays: -2,
      calendarDays: -9,
      provisional: false,
      text: '逾期 2 个工作日',
    });
    expect(at('2026-09-30', '2026-10-03').text).toBe('逾期 3 天');
    expect(daysLate(cal, day('2026-09-30'), day('2026-10-09'))).toEqual({ workingDays: 2, calendarDays: 9, provisional: false });
  });

  it('is not late on the due day itself', () => {
    expect(at('2026-09-30', '2026-09-30')).toMatchObject({ state: 'soon', text: '今天到期' });
    for (const on of ['2026-09-30', '2026-09-01']) {
      expect(daysLate(cal, day('2026-09-30'), day(on))).toEqual({ workingDays: 0, calendarDays: 0, provisional: false });
    }
  });

  it('is soon from seven calendar days before, and marks what leans on an unknown year', () => {
    expect(at('2026-11-30', '2026-11-23')).toMatchObject({ state: 'soon', text: '剩 5 个工作日' });
    expect(at('2026-11-30', '2026-11-22')).toMatchObject({ state: 'ok', calendarDays: 8 });
    expect(at('2026-10-04', '2026-10-02').text).toBe('剩 2 天');
    expect(at('2027-01-12', '2026-12-15')).toMatchObject({ provisional: true, text: '剩 20 个工作日（暂算）' });
  });
});
