// The order and the figures of a worklist, without any room behind it.
import { describe, expect, test } from 'vitest';
import { nationalCalendar } from '../../town/calendar.ts';
import { day } from '../../town/day.ts';
import { dateLine } from './routes.ts';
import { counted, filtered, inOrder, stepDue, type WorkLine } from './work.ts';

const today = day('2026-11-23');
function line(key: string, on: string | null, more: Partial<WorkLine> = {}): WorkLine {
  const due =
    on === null ? null : { on: day(on), tag: { tone: 'ok' as const, text: '剩 3 个工作日' }, steps: [], provisional: false };
  return { key, title: key, href: '/', note: null, kind: '应公开', organ: '财政所', step: '未拟稿', due, ...more };
}

describe('a worklist', () => {
  test('puts the earliest day first, whatever the kind, and what has no day last', () => {
    const lines = [
      line('c', null, { kind: '拟稿' }),
      line('d', null, { kind: '复核' }),
      line('b', '2026-11-25'),
      line('a', '2026-11-20', { kind: '审查' }),
    ];
    expect(inOrder(lines).map((l) => l.key)).toEqual(['a', 'b', 'd', 'c']);
  });

  test('counts overdue and due within three working days, over rest days and not them', () => {
    // Friday 2026-11-27 is the fourth working day after Monday; Thursday the third.
    const days = ['2026-11-20', '2026-11-22', '2026-11-23', '2026-11-26', '2026-11-27', null];
    const lines = days.map((d, i) => line(String(i), d));
    expect(counted(lines, nationalCalendar, today)).toEqual({ overdue: 2, soon: 2, open: 6 });
    // From Friday, Saturday to Wednesday are within three working days.
    expect(counted([line('x', '2026-12-02')], nationalCalendar, day('2026-11-27')).soon).toBe(1);
    expect(counted([line('x', '2026-12-03')], nationalCalendar, day('2026-11-27')).soon).toBe(0);
  });

  test('is filtered by every word, anywhere in the line', () => {
    const lines = [
      line('年度决算', '2026-11-25', { note: '应于 2026-11-25 前公开' }),
      line('环境整治', null, { organ: '城建办' }),
    ];
    expect(filtered(lines, { q: '财政 决算', kind: '' }).map((l) => l.key)).toEqual(['年度决算']);
    expect(filtered(lines, { q: '城建 决算', kind: '' })).toEqual([]);
    expect(filtered(lines, { q: '', kind: '审查' })).toEqual([]);
  });

  test('explains the clock of a review step', () => {
    const due = stepDue(
      nationalCalendar,
      { name: '保密审查', since: day('2026-11-19'), due: day('2026-11-20'), workingDays: 3 },
      today,
    );
    expect(due.tag).toEqual({ tone: 'late', text: '逾期 1 个工作日' });
    expect(due.steps.join('')).toContain('2026年11月20日');
    expect(due.steps.join('')).toContain('3个工作日');
  });

  test('says what kind of day it is', () => {
    expect(dateLine(nationalCalendar, today)).toBe('2026年11月23日 星期一（工作日）');
    expect(dateLine(nationalCalendar, day('2026-11-22'))).toBe('2026年11月22日 星期日（休息日，法定时限不计）');
    expect(dateLine(nationalCalendar, day('2090-11-22'))).toContain('本年放假安排尚未录入');
  });
});
