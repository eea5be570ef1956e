import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brokenModule } from '../../../test/support/broken-module.ts';
import type { Change } from '../../../test/support/broken-build.ts';
import { type Expected, expectedClock, type Marks } from '../../../test/support/request-clock-oracle.ts';
import { histories } from '../../../test/support/request-histories.ts';
import { addWorkingDays, buildCalendar, nationalCalendar } from '../../town/calendar.ts';
import { canonicalJson } from '../../town/canonical-json.ts';
import { addDays, type Day, day } from '../../town/day.ts';
import { explainDue } from '../../town/deadline.ts';
import { nationalNotices } from '../../town/holidays.ts';
import { CORRECTION_WITHIN, type RequestClock, requestClock } from './clock.ts';
import type { History, RequestEvent } from './history.ts';

const cal = nationalCalendar;
const clockOf = (history: History) => requestClock(history, cal);
const dueOf = (history: History) => clockOf(history).law?.due ?? null;

/** `came('2026-03-02')`: handed in at the counter that day. */
const came = (on: string): RequestEvent => ({ kind: 'submitted', on: day(on), channel: 'counter' });
const byNet = (on: string): RequestEvent => ({ kind: 'submitted', on: day(on), channel: 'internet' });
const ev = (kind: 'confirmed' | 'corrected' | 'fee-paid' | 'fee-waived', on: string): RequestEvent => ({ kind, on: day(on) });
const toCorrect = (on: string, period = 15): RequestEvent => ({ kind: 'correction-asked', on: day(on), period });
const feeAsked = (on: string, receivedOn = on): RequestEvent => ({ kind: 'fee-asked', on: day(on), receivedOn: day(receivedOn) });
const extended = (on: string, days: number): RequestEvent => ({ kind: 'extended', on: day(on), days, approvedBy: '赵示范' });
const letter = (on: string, name = 'L1'): RequestEvent => ({ kind: 'consulted', on: day(on), letter: name, whom: 'third-party' });
const signedFor = (on: string, name = 'L1'): RequestEvent => ({ kind: 'letter-received', on: day(on), letter: name });
const opinion = (on: string, name = 'L1'): RequestEvent => ({ kind: 'opinion', on: day(on), letter: name, opinion: 'agrees' });
const told = (on: string, until: string): RequestEvent => ({ kind: 'postponed', on: day(on), until: day(until) });

/** What the oracle and the clock are compared in. */
function seen(clock: RequestClock): Expected {
  const { waiting, law } = clock;
  const until = waiting && waiting.for !== 'confirmation' ? waiting.until : null;
  return {
    regulation: clock.regulation,
    waiting: waiting?.for ?? null,
    until: until !== null && typeof until === 'object' ? until.due : until,
    untilProvisional: until !== null && typeof until === 'object' && until.provisional,
    due: law?.due ?? null,
    provisional: law?.provisional ?? false,
    draft: clock.draft?.due ?? null,
    promise: clock.promise?.due ?? null,
  };
}

/** Cheaper than an expectation, of which the tens of thousands below would take minutes. */
const isMistaken = (made: typeof requestClock, h: History) =>
  canonicalJson(seen(made(h, cal))) !== canonicalJson(expectedClock(h));

const prefixes = (history: History): History[] => history.map((_, i) => history.slice(0, i + 1));

describe('what has no clock', () => {
  it('nothing that was never handed in, and nothing from before there was a Regulation', () => {
    expect(() => clockOf([])).toThrow(RangeError);
    expect(() => clockOf([ev('confirmed', '2026-03-02')])).toThrow(RangeError);
    expect(() => clockOf([came('2008-04-30')])).toThrow(RangeError);
    expect(clockOf([came('2008-05-01')]).regulation).toBe('条例2007');
  });

  it('does not run before both sides have confirmed it, and then runs from that day', () => {
    expect(clockOf([byNet('2026-03-02')])).toMatchObject({
      receivedOn: null,
      law: null,
      waiting: { for: 'confirmation', until: null },
    });
    expect(clockOf([byNet('2026-03-02'), ev('confirmed', '2026-03-05')])).toMatchObject({
      receivedOn: '2026-03-05',
      startedOn: '2026-03-05',
      waiting: null,
      law: { due: '2026-04-02' },
    });
  });
});

describe('the period', () => {
  it.each([
    ['2025-01-24', '2025-02-27'],
    ['2025-09-26', '2025-10-30'],
    ['2026-01-28', '2026-03-03'],
    ['2026-02-13', '2026-03-19'],
    ['2026-03-02', '2026-03-30'],
    ['2026-04-24', '2026-05-26'],
    ['2026-09-21', '2026-10-26'],
    ['2026-09-30', '2026-11-03'],
    ['2026-12-01', '2026-12-29'],
    ['2018-12-17', '2019-01-08'],
    ['2019-05-14', '2019-06-04'],
    ['2019-05-15', '2019-06-13'],
  ])('of what came in on %s ends on %s', (on, due) => {
    expect(clockOf([came(on)]).law).toMatchObject({ due, provisional: false });
  });

  it.each([
    ['2025-01-24', '2025-02-10'],
    ['2026-02-13', '2026-03-02'],
    ['2026-03-02', '2026-03-11'],
  ])('of what came in on %s leaves until %s to ask for a correction', (on, last) => {
    expect(addWorkingDays(cal, clockOf([came(on)]).receivedOn!, CORRECTION_WITHIN).day).toBe(last);
  });

  it.each([
    ['2026-03-02', '2026-03-23'],
    ['2026-04-24', '2026-05-19'],
  ])('of what came in on %s was promised by %s', (on, promise) => {
    expect(clockOf([came(on)]).promise?.due).toBe(promise);
  });

  it('is that of the law on the day it was received, not handed in', () => {
    expect(clockOf([byNet('2019-05-14')]).regulation).toBe('条例2007');
    const confirmed = (on: string) => clockOf([byNet('2019-05-10'), ev('confirmed', on)]);
    expect(confirmed('2019-05-14')).toMatchObject({ regulation: '条例2007', law: { due: '2019-06-04' } });
    expect(confirmed('2019-05-15')).toMatchObject({ regulation: '条例2019', law: { due: '2019-06-13' } });
  });

  it('that leaves the holidays we know says so', () => {
    expect(clockOf([came('2026-12-15')]).law).toMatchObject({ due: '2027-01-12', provisional: true });
    expect(explainDue(clockOf([came('2026-12-15')]).law!.steps).join('')).toContain('2027年的放假安排尚未录入');
    const until = (history: History) => (clockOf(history).waiting as { until: { due: Day; provisional: boolean } }).until;
    expect(until([came('2026-12-01'), toCorrect('2026-12-10', 20)])).toMatchObject({ due: '2027-01-07', provisional: true });
    expect(until([came('2026-12-01'), feeAsked('2026-12-02')])).toMatchObject({ due: '2027-01-01', provisional: true });
    expect(until([came('2026-11-02'), feeAsked('2026-12-01')])).toMatchObject({ due: '2026-12-31', provisional: false });
  });

  it('of the office is named as the office’s own, and never longer than the law’s', () => {
    const ruleOf = (c: RequestClock, which: 'draft' | 'promise' | 'law') => explainDue(c[which]!.steps)[1];
    const now = clockOf([came('2026-03-02')]);
    expect([ruleOf(now, 'draft'), ruleOf(now, 'promise')]).toEqual([
      '期限为10个工作日内（本机关拟稿期限）。',
      '期限为15个工作日内（本机关承诺期限）。',
    ]);
    const then = clockOf([came('2018-12-17')]);
    expect(ruleOf(then, 'promise')).toBe(ruleOf(then, 'law'));
    expect(requestClock([came('2026-03-02')], cal, { draft: 40, promise: 40 })).toMatchObject({ draft: { due: '2026-03-30' } });
  });
});

describe('what stops it or makes it longer', () => {
  it('a correction: it stands still, and begins anew the day after', () => {
    const asked = [came('2026-03-02'), toCorrect('2026-03-05')];
    expect(clockOf(asked)).toMatchObject({
      law: null,
      draft: null,
      promise: null,
      waiting: { for: 'correction', until: { due: '2026-03-26' } },
    });
    expect(clockOf([...asked, ev('corrected', '2026-03-12')])).toMatchObject({
      startedOn: '2026-03-12',
      waiting: null,
      law: { due: '2026-04-10' },
    });
  });

  it('a correction asked for under the first Regulation rests on that one', () => {
    const law = (on: string) => JSON.stringify(clockOf([came(on), toCorrect(on)]).waiting);
    expect(law('2018-12-17')).toContain('条例2007#21');
    expect(law('2018-12-17')).not.toContain('条例2019');
    expect(law('2019-05-15')).toContain('条例2019#30');
  });

  it('a fee: thirty days from the day after the notice came, moved off a rest day; paid, it begins anew', () => {
    const asked = [came('2026-03-02'), feeAsked('2026-03-04', '2026-03-06')];
    expect(clockOf(asked)).toMatchObject({ law: null, waiting: { for: 'fee', until: { due: '2026-04-07' } } });
    expect(clockOf([...asked, ev('fee-paid', '2026-03-12')])).toMatchObject({
      startedOn: '2026-03-12',
      law: { due: '2026-04-10' },
    });
  });

  it('a fee that is waived: as if it had never been asked for', () => {
    const plain = [came('2026-03-02')];
    expect(clockOf([...plain, feeAsked('2026-03-04'), ev('fee-waived', '2026-04-20')])).toEqual(clockOf(plain));
  });

  it('an opinion asked for: its days do not count, fifteen at most, from the day after the letter', () => {
    const open = [came('2026-03-02'), letter('2026-03-04'), signedFor('2026-03-06')];
    expect(clockOf(open)).toMatchObject({ waiting: { for: 'opinion', until: '2026-03-27' }, law: { due: '2026-04-23' } });
    expect(clockOf([...open, opinion('2026-03-10')])).toMatchObject({ waiting: null, law: { due: '2026-04-03' } });
    expect(dueOf([...open, opinion('2026-04-20')])).toBe('2026-04-23');
    expect(dueOf([...open, opinion('2026-03-06')])).toBe('2026-04-01');
  });

  it('an opinion asked for under the first Regulation has no last day: nothing runs until it comes', () => {
    const open = [came('2018-12-17'), letter('2018-12-19')];
    expect(clockOf(open)).toMatchObject({ startedOn: '2018-12-17', law: null, waiting: { for: 'opinion', until: null } });
    expect(clockOf([...open, opinion('2019-03-01')])).toMatchObject({ waiting: null, law: { due: '2019-03-20' } });
  });

  it('opinions asked for at the same time count once, and the latest is waited for', () => {
    const both = [came('2026-03-02'), letter('2026-03-04'), letter('2026-03-06', 'L2')];
    expect(clockOf(both).waiting).toEqual({ for: 'opinion', until: '2026-03-27' });
    expect(clockOf([...both, opinion('2026-03-11', 'L2')])).toMatchObject({ waiting: { until: '2026-03-25' } });
    expect(dueOf([...both, opinion('2026-03-11', 'L2'), opinion('2026-03-10')])).toBe('2026-04-07');
  });

  it('an extension: in working days, kept through a correction', () => {
    const longer = [came('2026-03-02'), extended('2026-03-20', 20)];
    expect(dueOf(longer)).toBe('2026-04-28');
    expect(dueOf([...longer, toCorrect('2026-03-23'), ev('corrected', '2026-03-24')])).toBe('2026-05-22');
  });

  it('a later day told for good reasons stands in for the law’s, and never shortens it', () => {
    const late = clockOf([came('2026-03-02'), told('2026-03-20', '2026-06-30')]).law!;
    expect(late).toMatchObject({ due: '2026-06-30', provisional: false });
    expect(explainDue(late.steps)).toEqual([
      '2026年3月2日（星期一）收到申请，当日不计，从次日起算。',
      '期限为20个工作日内（《政府信息公开条例》（2019年修订）第33条）。',
      '申请数量较大、理由合理，已告知申请人延迟答复；答复须在2026年6月30日前完成（《政府信息公开条例》（2019年修订）第35条）。',
      '休息日不计（8天）：2026年3月7日至3月8日、3月14日至3月15日、3月21日至3月22日、3月28日至3月29日。',
      '截止日为2026年6月30日（星期二）。',
    ]);
    expect(clockOf([came('2026-03-02'), told('2026-03-20', '2026-03-25')])).toEqual(clockOf([came('2026-03-02')]));
    expect(dueOf([came('2026-03-02'), told('2026-03-20', '2026-06-30'), told('2026-03-23', '2026-06-01')])).toBe('2026-06-30');
  });
});

// Much counting: on a busy machine these take longer than a test usually may.
describe('over whatever may happen', { timeout: 150_000 }, () => {
  it('it never differs from ticking off days on a wall calendar: 10,000 histories, each as it stood after every event', () => {
    fc.assert(
      fc.property(histories, (history) => {
        for (const h of prefixes(history)) if (isMistaken(requestClock, h)) expect(seen(clockOf(h))).toEqual(expectedClock(h));
      }),
      { numRuns: 10_000 },
    );
  });

  it('it is never lost: it runs or says what it waits for, the office’s own limits run with it and before it', () => {
    fc.assert(
      fc.property(histories, (history) => {
        for (const h of prefixes(history)) {
          const { law, draft, promise, waiting } = clockOf(h);
          expect(law !== null || waiting !== null).toBe(true);
          expect([draft === null, promise === null]).toEqual([law === null, law === null]);
          if (law && draft && promise) expect(draft.due <= promise.due && promise.due <= law.due).toBe(true);
          if (law) expect(explainDue(law.steps).join('')).not.toMatch(/undefined|NaN|null/);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('no event moves the due day earlier but an opinion, and that no further than if nobody had been asked', () => {
    const moved = new Set<string>();
    fc.assert(
      fc.property(histories, (history) => {
        /** Where the clock stood when it last ran. */
        let stood: Day | null = null;
        for (const h of prefixes(history)) {
          const e = h.at(-1)!;
          const { law, regulation } = clockOf(h);
          if (law && stood && law.due < stood) {
            moved.add(`${regulation} ${e.kind}`);
            if (e.kind === 'opinion')
              expect(law.due >= dueOf(h.filter((x) => !('letter' in x) || x.letter !== e.letter))!).toBe(true);
          }
          // What an opinion gives back during a standstill is not seen at once.
          if (!law && e.kind === 'opinion' && regulation === '条例2019') stood = null;
          stood = law?.due ?? stood;
        }
      }),
      { numRuns: 5000 },
    );
    expect([...moved]).toEqual(['条例2019 opinion']);
  });

  it('a standstill gives back no day: what ends it leaves the clock where it stood or later, a waived fee exactly there', () => {
    fc.assert(
      fc.property(histories, (history) => {
        for (const h of prefixes(history)) {
          const e = h.at(-1)!;
          const without = (...kinds: RequestEvent['kind'][]) => h.filter((x) => !kinds.includes(x.kind));
          const due = dueOf(h);
          if (e.kind === 'corrected' && due) expect(due >= dueOf(without('correction-asked', 'corrected'))!).toBe(true);
          if (e.kind === 'fee-paid' && due) expect(due >= dueOf(without('fee-asked', 'fee-paid'))!).toBe(true);
          if (e.kind === 'fee-waived') expect(clockOf(h)).toEqual(clockOf(without('fee-asked', 'fee-waived')));
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('one more pause, extension, correction, payment or later day told never makes it earlier, wherever it is put', () => {
    const anywhere = fc.record({ at: fc.nat(20), after: fc.nat(60), lasts: fc.nat(40) });
    fc.assert(
      fc.property(histories, anywhere, (history, { at, after, lasts }) => {
        const { law, receivedOn } = clockOf(history);
        if (!law || !receivedOn) return;
        const [from, to] = [addDays(receivedOn, after), addDays(receivedOn, after + lasts)];
        const had = (kind: RequestEvent['kind']) => history.some((e) => e.kind === kind);
        const more: RequestEvent[][] = [
          [letter(from, 'more'), opinion(to, 'more')],
          [letter(from, 'more'), signedFor(to, 'more'), opinion(to, 'more')],
          had('extended') ? [] : [extended(from, (lasts % 15) + 1)],
          had('correction-asked') ? [] : [toCorrect(from), ev('corrected', to)],
          had('fee-asked') ? [] : [feeAsked(from), ev('fee-paid', to)],
          had('postponed') ? [] : [told(from, to)],
        ];
        const place = Math.min(at, history.length);
        for (const events of more) {
          const longer = [...history.slice(0, place), ...events, ...history.slice(place)];
          if (place > 0) expect(dueOf(longer)! >= law.due).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('what is stored after each event is what a reader of the stored events makes of them', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const rows: string[] = [];
        let stored = '';
        for (const e of history) {
          rows.push(JSON.stringify(e));
          stored = canonicalJson(JSON.parse(JSON.stringify(clockOf(rows.map((r) => JSON.parse(r) as RequestEvent)))));
        }
        expect(stored).toBe(canonicalJson(clockOf(history)));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('when a holiday notice comes or is amended in the middle of it', () => {
  const marked = (off: string[], work: string[]): Marks =>
    Object.fromEntries([...off.map((d) => [d, false] as const), ...work.map((d) => [d, true] as const)]);

  it('it is counted again by the new one, over 1,000 histories', () => {
    const [off, work] = [
      ['2027-01-01', '2027-02-05', '2027-02-08', '2027-02-09', '2027-02-10'],
      ['2027-01-30', '2027-02-20'],
    ];
    const later = buildCalendar([...nationalNotices, { year: 2027, off: off.map(day), work: work.map(day), source: '' }]);
    const marks = marked(off, work);
    let firm = 0;
    fc.assert(
      fc.property(histories, (history) => {
        const moved = requestClock(history, later);
        expect(seen(moved)).toEqual(expectedClock(history, marks, Date.parse('2027-12-31') / 86_400_000));
        if (clockOf(history).law?.provisional && !moved.law!.provisional) firm++;
      }),
      { numRuns: 1000 },
    );
    expect(firm).toBeGreaterThan(20);
  });

  it('the notice of 2020 before and after its amendment', () => {
    const first = ['2020-01-01', '2020-01-24', '2020-01-27', '2020-01-28', '2020-01-29', '2020-01-30'].map(day);
    const before = buildCalendar([
      ...nationalNotices.filter((n) => n.year !== 2020),
      { year: 2020, off: first, work: [day('2020-01-19'), day('2020-02-01')], source: '' },
    ]);
    const history = [came('2020-01-06')];
    expect([requestClock(history, before).law!.due, dueOf(history)]).toEqual(['2020-02-06', '2020-02-10']);
    expect(seen(requestClock(history, before))).toEqual(expectedClock(history, marked([], ['2020-01-31', '2020-02-01'])));
  });
});

describe('these tests can fail', { timeout: 150_000 }, () => {
  const clock = (from: string, to: string): Change => ({ file: 'rooms/requests/clock.ts', from, to });
  const deadline = (from: string, to: string): Change => ({ file: 'town/deadline.ts', from, to });
  const wrong: Readonly<Record<string, readonly Change[]>> = {
    'counts the day it came in': [deadline('let last = event;', 'let last = addDays(event, -1);')],
    'pauses on the letter’s own day': [deadline('pause.from < d &&', 'pause.from <= d &&')],
    'counts the day the opinion came': [deadline('d <= pause.to)', 'd < pause.to)')],
    'pauses twice for two opinions at once': [
      deadline('taken[pause]! += 1;', 'left += pauses.filter((p) => p.from < last && last <= p.to).length - 1;'),
    ],
    'waits for an opinion as long as it takes': [clock('(last === null || opinion.on < last) ?', 'true ?')],
    'runs on until the opinion is there': [clock('if (to !== null) pauses', 'if (opinion) pauses')],
    'counts their fifteen days from the sending': [clock("of('letter-received', e.letter)?.on ?? e.on", 'e.on')],
    'gives fifteen days under the first Regulation': [clock('opinion: null, law', 'opinion: 15, law')],
    'does not count weekend days that were worked': [
      deadline("kind === 'workday' || kind === 'makeup-workday';", "kind === 'workday';"),
    ],
    'extends in calendar days': [
      clock('import type { Day }', 'import { addDays, type Day }'),
      clock('law, pauses, extension }', 'law, pauses }'),
      clock(
        'postponed(within(limits.answer, limits.law)',
        'postponed(longer(within(limits.answer, limits.law), extended?.days ?? 0)',
      ),
      clock(
        '/** 延迟答复的合理期限, told',
        'const longer = (d, n) => ({ ...d, due: addDays(d.due, n) });\n/** 延迟答复的合理期限, told',
      ),
    ],
    'does not begin anew with a correction': [clock("e.kind === 'corrected') return", "e.kind === 'archived') return")],
    'does not begin anew with a payment': [clock("e.kind === 'fee-paid' ?", "e.kind === 'archived' ?")],
    'begins anew when a fee is waived': [clock("e.kind === 'fee-paid' ?", "e.kind === 'fee-paid' || e.kind === 'fee-waived' ?")],
    'runs on while a fee is owed': [clock('const fee = lastOf', 'const fee = null && lastOf')],
    'counts thirty days from the sending of the notice': [clock('event: fee.receivedOn', 'event: fee.on')],
    'lets a fee end on a rest day': [deadline("if (limit.unit === 'calendar') while", "if (limit.unit === 'none') while")],
    'shortens by postponing': [clock('e.until > latest ?', 'true ?')],
    'takes the law of the day it was handed in': [
      clock('regulationOn(received ?? history[0]!.on)', 'regulationOn(history[0]!.on)'),
    ],
    'takes the new law a day late': [{ file: 'town/law.ts', from: "'2019-05-15'", to: "'2019-05-16'" }],
    'is lost while nobody answers': [clock('startedOn: start.event, waiting: open }', 'startedOn: start.event, waiting: null }')],
    'is sure of years it does not know': [deadline('provisional: unknown.length > 0', 'provisional: false')],
  };
  const cases = fc.sample(histories, { numRuns: 3000, seed: 20190515 }).flatMap(prefixes);
  const firstMismatch = (made: typeof requestClock): History | undefined => cases.find((h) => isMistaken(made, h));

  it('and do not, on the clock as it is', async () => {
    const { requestClock: same } = await brokenModule<{ requestClock: typeof requestClock }>('rooms/requests/clock.ts', []);
    expect(firstMismatch(same)).toBeUndefined();
  });

  it.each(Object.entries(wrong))('on a clock that %s', async (_name, changes) => {
    const { requestClock: broken } = await brokenModule<{ requestClock: typeof requestClock }>(
      'rooms/requests/clock.ts',
      changes,
    );
    expect(firstMismatch(broken)).toBeDefined();
  });
});
