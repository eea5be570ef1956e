// One line of somebody's worklist, whatever room it comes from, and the order of all of them: what is due first stands first.
import { type Calendar, unknownYears, workingDaysBetween } from '../../town/calendar.ts';
import { type Day, longDay } from '../../town/day.ts';
import { timeLeft } from '../../town/deadline.ts';
import type { Tone } from '../../kit/status-tag/part.tsx';

export const workKinds = ['审查', '复核', '待发布', '应公开', '拟稿', '不予公开', '岗位'] as const;
export type WorkKind = (typeof workKinds)[number];

export interface WorkDue {
  on: Day;
  tag: { tone: Tone; text: string };
  steps: readonly string[];
  provisional: boolean;
}

export interface WorkLine {
  key: string;
  title: string;
  href: string;
  /** Small print under the title. */
  note: string | null;
  kind: WorkKind;
  /** 责任: the organ that owes it. */
  organ: string;
  /** 环节 */
  step: string;
  due: WorkDue | null;
}

const tones = { ok: 'ok', soon: 'warn', late: 'late' } as const;

export function tagOf(calendar: Calendar, due: Day, today: Day): WorkDue['tag'] {
  const left = timeLeft(calendar, due, today);
  return { tone: tones[left.state], text: left.text };
}

/** The clock of a review step: so many working days from the day the step began. */
export function stepDue(
  calendar: Calendar,
  step: { name: string; since: Day; due: Day; workingDays: number },
  today: Day,
): WorkDue {
  return {
    on: step.due,
    tag: tagOf(calendar, step.due, today),
    steps: [
      `${longDay(step.since)}进入“${step.name}”环节，当日不计，次日起算。`,
      `这一环节限${step.workingDays}个工作日办结，休息日和法定假日不计。`,
      `截止日为${longDay(step.due)}。`,
    ],
    provisional: unknownYears(calendar, step.since, step.due).length > 0,
  };
}

/** Due days first, the earliest on top; what has no day follows in the order of kinds. */
export function inOrder(lines: readonly WorkLine[]): WorkLine[] {
  const place = (l: WorkLine): string => `${l.due?.on ?? '9999'} ${workKinds.indexOf(l.kind)} ${l.title} ${l.key}`;
  return [...lines].sort((a, b) => (place(a) < place(b) ? -1 : 1));
}

export interface WorkFilter {
  /** Every word must stand somewhere in the line. */
  q: string;
  kind: string;
}

export function filtered(lines: readonly WorkLine[], { q, kind }: WorkFilter): WorkLine[] {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  return lines.filter((l) => {
    const text = [l.title, l.note ?? '', l.kind, l.organ, l.step, l.due?.tag.text ?? ''].join(' ').toLowerCase();
    return (kind === '' || l.kind === kind) && words.every((word) => text.includes(word));
  });
}

const SOON_WORKING_DAYS = 3;

/** The figures above the list. A line without a day is neither overdue nor soon. */
export function counted(
  lines: readonly WorkLine[],
  calendar: Calendar,
  today: Day,
): { overdue: number; soon: number; open: number } {
  const days = lines.flatMap((l) => (l.due ? [l.due.on] : []));
  return {
    overdue: days.filter((d) => d < today).length,
    soon: days.filter((d) => d >= today && workingDaysBetween(calendar, today, d) <= SOON_WORKING_DAYS).length,
    open: lines.length,
  };
}
