import { getDayDetail, isWorkday } from 'chinese-days';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addWorkingDays,
  buildCalendar,
  nationalCalendar,
  nextWorkday,
  noticeWords,
  parseNotice,
  unknownYears,
  workingDaysBetween,
} from './calendar.ts';
import { addDays, type Day, day, daysBetween, isWeekend } from './day.ts';
import { nationalNotices } from './holidays.ts';

const cal = nationalCalendar;

const reasons = (text: string) => {
  const read = parseNotice(text);
  return read.ok ? [] : read.refusals.map((r) => `${r.facts?.line ?? '-'} ${r.code}`);
};
const taken = (text: string) => {
  const read = parseNotice(text);
  if (!read.ok) throw new Error(JSON.stringify(read.refusals));
  return read.value;
};

describe('a holiday notice that is not taken', () => {
  it.each([
    ['', ['- notice-empty']],
    ['# 只有注释\n\n', ['- notice-empty']],
    ['来源：国办发明电〔2026〕9号', ['- notice-empty']],
    ['x'.repeat(20_001), ['- notice-too-long']],
    ['明年放假安排见附件', ['1 notice-unreadable']],
    ['2027', ['1 notice-unreadable']],
    ['2027 01-01 放假 02-05', ['1 notice-unreadable']],
    ['2027 放假 01-01 元旦', ['1 notice-unreadable']],
    ['2027-01-01,也许', ['1 notice-unreadable']],
    ['2027-01-01,constructor', ['1 notice-unreadable']],
    ['2027 放假', ['- notice-no-days-off']],
    ['2027 上班 02-07', ['- notice-no-days-off']],
    ['2027 放假 01-02 01-03', ['- notice-no-days-off']],
    ['2027 放假 01-01 02-29', ['1 notice-no-such-date']],
    ['2027 放假 01-01 13-01 1-1-1-1', ['1 notice-no-such-date', '1 notice-no-such-date']],
    ['2027 放假 01-01\n2028 放假 01-03', ['2 notice-several-years']],
    ['2027 放假 01-01 2025-12-31', ['1 notice-other-year']],
    ['2027 放假 01-01 2026-12-24', ['1 notice-other-year']],
    ['2027 放假 01-01 2028-01-10', ['1 notice-other-year']],
    ['2027-01-01,放假\n2027-02-05,放假\n2026-05-01,放假', ['3 notice-other-year']],
    ['2027 放假 01-01 上班 02-08', ['1 notice-worked-weekday']],
    ['2027 放假 01-01\n\n2027-01-01,放假', ['3 notice-repeated-day']],
    ['2027 放假 01-01 2027-1-1', ['1 notice-repeated-day']],
    ['2027-01-01,放假\n2027-02-07,上班\n2027-02-07,放假', ['3 notice-contradictory-day']],
  ])('%j', (text, expected) => {
    expect(reasons(text)).toEqual(expected);
  });

  it('names every bad line at once and takes nothing', () => {
    expect(reasons('2027-01-01,放假\n2027-02-30,放假\n随便\n2027-02-08,上班\n2027-01-01,上班')).toEqual([
      '3 notice-unreadable',
      '2 notice-no-such-date',
      '4 notice-worked-weekday',
      '5 notice-contradictory-day',
    ]);
  });

  it('answers each refusal with a sentence that says where and what', () => {
    const sentences = (text: string) => {
      const read = parseNotice(text);
      return read.ok ? [] : read.refusals.map((r) => noticeWords[r.code](r.facts ?? {}));
    };
    expect(sentences('2027 放假 01-01\n2027-02-08,上班')).toEqual([
      '第 2 行：2027-02-08 是星期一，本来就上班，不能列为调休上班。',
    ]);
    expect(sentences('2027-01-01,放假\n2027-02-07,上班\n2027-02-07,放假')).toEqual([
      '第 3 行：2027-02-07 在第 2 行写的是“上班”，这里写的是“放假”。',
    ]);
  });

  it('holds no sentence with a hole in it, whatever is pasted', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '2027',
        '2028',
        '放假',
        '上班',
        '01-01',
        '02-07',
        '02-08',
        '2026-12-31',
        '2027-02-30',
        ',',
        '\n',
        ' ',
        '|',
        '"',
      ),
      fc.string({ unit: 'binary', maxLength: 6 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const read = parseNotice(pieces.join(' '));
        if (read.ok)
          return read.value.off.length > 0 && read.value.off.every((d) => !isWeekend(d)) && read.value.work.every(isWeekend);
        return read.refusals.every((r) => !noticeWords[r.code](r.facts ?? {}).includes('undefined'));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a holiday notice that is taken', () => {
  const expected = { year: 2027, off: ['2026-12-31', '2027-01-01', '2027-02-05'], work: ['2026-12-26', '2027-02-07'] };

  it.each([
    '2027 放假 2026-12-31 01-01 02-05 上班 2026-12-26 02-07',
    '2027 off 2026-12-31 01-01 02-05 | work 2026-12-26 02-07',
    '２０２７年　放假：２０２６-１２-３１、０１-０１、02-05；上班：2026-12-26、02-07',
    '\uFEFF日期,安排\r\n2027-01-01,放假,元旦\r\n2026/12/31,放假\r\n"2027-2-5","放假"\r\n2026-12-26,上班\r\n2027-02-07，上班\r\n',
    '# 草稿\n2027 放假 02-05 2026-12-31\n2027-01-01,放假\n2027 上班 02-07 2026-12-26',
    '2027 放假 2026-12-31 01-01 01-02 01-03 02-05 上班 02-07 2026-12-26',
  ])('%j', (text) => {
    expect(taken(text)).toMatchObject(expected);
  });

  it('keeps its number when one is given, and the usual title when not', () => {
    expect(taken('来源：国办发明电〔2026〕9号\n2027 放假 01-01').source).toBe('国办发明电〔2026〕9号');
    expect(taken('2027 放假 01-01').source).toBe('国务院办公厅关于2027年部分节假日安排的通知');
  });

  it('gives back every notice we ship when that is written out in either form', () => {
    for (const notice of nationalNotices) {
      expect(taken(`${notice.year} 放假 ${notice.off.join(' ')} 上班 ${notice.work.join(' ')}`)).toEqual(notice);
      const csv = [...notice.off.map((d) => `${d},放假`), ...notice.work.map((d) => `${d},上班`)].join('\n');
      expect(taken(csv)).toEqual(notice);
    }
  });
});

describe('beyond the notices we have', () => {
  it('every count that leans on an unknown year says that it is provisional', () => {
    expect(addWorkingDays(cal, day('2026-12-15'), 20)).toMatchObject({ day: '2027-01-12', provisional: true });
    expect(addWorkingDays(cal, day('2007-06-01'), 5).provisional).toBe(true);
    expect(nextWorkday(cal, day('2026-12-31'))).toMatchObject({ day: '2027-01-01', provisional: true });
    expect(unknownYears(cal, day('2026-12-01'), day('2028-02-01'))).toEqual([2027, 2028]);
    expect(unknownYears(cal, day('2028-02-01'), day('2026-12-01'))).toEqual([2027, 2028]);
  });

  it('it answers Monday to Friday and does not claim to cover the day', () => {
    expect(cal.dayKind(day('2027-10-01'))).toBe('workday');
    expect(cal.dayKind(day('2027-10-02'))).toBe('weekend');
    expect(cal.covers(day('2027-01-01'))).toBe(false);
    expect(cal.coverage).toEqual({ from: '2008-01-01', to: '2026-12-31' });
  });

  it('an imported notice makes the same count firm, and may still change the last December', () => {
    const later = buildCalendar([...nationalNotices, taken('2027 放假 2026-12-31 01-01 上班 01-02')]);
    expect(later.coverage.to).toBe('2027-12-31');
    expect(addWorkingDays(later, day('2026-12-15'), 20)).toMatchObject({ day: '2027-01-13', provisional: false });
    expect(later.dayKind(day('2026-12-31'))).toBe('holiday');
  });

  it('a year known beyond a gap is covered, the gap is not', () => {
    const gap = buildCalendar([...nationalNotices, { year: 2028, off: [day('2028-01-03')], work: [], source: '' }]);
    expect(gap.coverage.to).toBe('2026-12-31');
    expect(unknownYears(gap, day('2026-01-01'), day('2028-06-01'))).toEqual([2027]);
  });

  it('refuses to count what is not a whole number, or without end', () => {
    for (const n of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 10_001]) {
      expect(() => addWorkingDays(cal, day('2026-01-05'), n)).toThrow(RangeError);
    }
    expect(() => buildCalendar([])).toThrow(RangeError);
  });
});

describe('the national calendar', () => {
  it('has the number of working days that each year had', () => {
    const counts = [251, 250, 250, 250, 249, 250, 250, 249, 250, 249, 250, 250, 249, 250, 249, 249, 251, 248, 248];
    for (const [i, count] of counts.entries()) {
      expect([2008 + i, workingDaysBetween(cal, day(`${2007 + i}-12-31`), day(`${2008 + i}-12-31`))]).toEqual([2008 + i, count]);
    }
  });

  it('agrees with a second source on every day from 2007-12-29 to 2026-12-31', () => {
    const different: Day[] = [];
    for (let d = day('2007-12-29'); d <= '2026-12-31'; d = addDays(d, 1)) {
      if (isWorkday(d) !== cal.isWorkday(d) || getDayDetail(d).work !== cal.isWorkday(d)) different.push(d);
    }
    expect(different).toEqual([]);
  });

  it('knows a day moved by the next year’s notice and a day moved by an amended one', () => {
    const kinds = ['2007-12-29', '2007-12-31', '2011-12-31', '2018-12-29', '2018-12-31', '2015-09-03', '2020-01-31'];
    expect(kinds.map((d) => cal.dayKind(day(d)))).toEqual([
      'makeup-workday',
      'holiday',
      'makeup-workday',
      'makeup-workday',
      'holiday',
      'holiday',
      'holiday',
    ]);
  });

  it('lists only weekdays as off, only weekend days as worked, and no day twice', () => {
    const off = nationalNotices.flatMap((n) => n.off);
    const work = nationalNotices.flatMap((n) => n.work);
    expect(off.filter(isWeekend)).toEqual([]);
    expect(work.filter((d) => !isWeekend(d))).toEqual([]);
    expect(new Set([...off, ...work]).size).toBe(off.length + work.length);
  });

  it('takes the later of two notices for one year whole', () => {
    const first = taken('2020 放假 01-01 01-24 01-27 01-28 01-29 01-30 上班 01-19 02-01');
    const amended = buildCalendar([first, ...nationalNotices]);
    expect(amended.dayKind(day('2020-02-01'))).toBe('weekend');
    expect(amended.dayKind(day('2020-01-31'))).toBe('holiday');
  });
});

describe('counting in working days', () => {
  it.each([
    ['2025-01-24', 7, '2025-02-10'],
    ['2025-01-24', 20, '2025-02-27'],
    ['2025-09-26', 20, '2025-10-30'],
    ['2026-01-28', 20, '2026-03-03'],
    ['2026-02-13', 7, '2026-03-02'],
    ['2026-02-13', 20, '2026-03-19'],
    ['2026-03-02', 7, '2026-03-11'],
    ['2026-03-02', 15, '2026-03-23'],
    ['2026-03-02', 20, '2026-03-30'],
    ['2026-04-24', 15, '2026-05-19'],
    ['2026-04-24', 20, '2026-05-26'],
    ['2026-09-21', 20, '2026-10-26'],
    ['2026-09-30', 20, '2026-11-03'],
    ['2026-12-01', 20, '2026-12-29'],
    ['2018-12-17', 15, '2019-01-08'],
    ['2019-05-14', 15, '2019-06-04'],
    ['2019-05-15', 20, '2019-06-13'],
  ])('from %s, %i working days end on %s', (start, n, end) => {
    expect(addWorkingDays(cal, day(start), n)).toMatchObject({ day: end, provisional: false });
  });

  it('names each day it passed over', () => {
    expect(addWorkingDays(cal, day('2026-09-30'), 1)).toEqual({
      day: '2026-10-08',
      provisional: false,
      skipped: [
        { day: '2026-10-01', why: '法定假日' },
        { day: '2026-10-02', why: '法定假日' },
        { day: '2026-10-03', why: '休息日' },
        { day: '2026-10-04', why: '休息日' },
        { day: '2026-10-05', why: '法定假日' },
        { day: '2026-10-06', why: '法定假日' },
        { day: '2026-10-07', why: '法定假日' },
      ],
    });
  });

  it('counts backwards, and answers the start itself for none', () => {
    expect(addWorkingDays(cal, day('2026-10-08'), -1).day).toBe('2026-09-30');
    expect(addWorkingDays(cal, day('2026-10-03'), 0)).toEqual({ day: '2026-10-03', provisional: false, skipped: [] });
    expect(workingDaysBetween(cal, day('2026-10-08'), day('2026-09-30'))).toBe(-1);
  });

  it('never differs from walking day by day, and there and back is the same number', () => {
    const anyDay = fc.integer({ min: 0, max: 8000 }).map((n) => addDays(day('2006-06-01'), n));
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 90 }), (start, n) => {
        let end = start;
        for (let left = n; left > 0; ) {
          end = addDays(end, 1);
          if (walkedKind(end)) left--;
        }
        const counted = addWorkingDays(cal, start, n);
        expect(counted.day).toBe(end);
        expect(counted.skipped.length + n).toBe(daysBetween(start, end));
        expect(counted.provisional).toBe(n > 0 && (addDays(start, 1) < '2008-01-01' || end > '2026-12-31'));
        expect(workingDaysBetween(cal, start, end)).toBe(n);
        expect(workingDaysBetween(cal, end, start)).toBe(n === 0 ? 0 : -n);
        expect(addWorkingDays(cal, start, n + 1).day > end).toBe(true);
      }),
      { numRuns: 10_000 },
    );
  });
});

const off = new Set<string>(nationalNotices.flatMap((n) => n.off));
const work = new Set<string>(nationalNotices.flatMap((n) => n.work));
/** Oracle: no tally, no table by kind. */
function walkedKind(d: Day): boolean {
  const weekday = new Date(`${d}T12:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6 ? work.has(d) : !off.has(d);
}
