// Worklines that come from review: steps waiting for this person, forced releases to be looked at again, texts to release.
import type { Actor } from '../../platform/act/actor.ts';
import type { Db } from '../../platform/db/engine.ts';
import { type DeskLine, deskLines, deskLinesOf, timeliness } from '../../rooms/disclosure/door.ts';
import {
  awaitingSecondLook,
  isOfficeHead,
  REFERRED_WORKING_DAYS,
  SECOND_LOOK_WORKING_DAYS,
  stepNames,
  waitingFor,
} from '../../rooms/review/door.ts';
import type { Calendar } from '../../town/calendar.ts';
import { type Day, dayOf, shortTime, startOf } from '../../town/day.ts';
import { stepDue, tagOf, type WorkDue, type WorkLine } from './work.ts';

type ReviewRow = Awaited<ReturnType<typeof waitingFor>>[number];

export interface Surroundings {
  db: Db;
  actor: Actor;
  calendar: Calendar;
  today: Day;
  organs: ReadonlyMap<string, string>;
  items: ReadonlyMap<string, string>;
  /** Limit codes of the items that have one. */
  limits: ReadonlyMap<string, string>;
}

function titleOf(line: DeskLine | undefined): string {
  return line?.title || '未命名稿件';
}

function noteOf(s: Surroundings, line: DeskLine | undefined, itemCode: string): string {
  const edition = line && line.number > 1 ? ` · 更正稿（第 ${line.number} 版）` : '';
  return `${itemCode} ${s.items.get(itemCode) ?? ''}${edition}`;
}

function waitingLine(s: Surroundings, row: ReviewRow, line: DeskLine | undefined): WorkLine[] {
  const step = row.steps[row.step_index];
  if (!step) return [];
  const referred = row.state === 'referred';
  const name = stepNames[step.step];
  const workingDays = referred ? REFERRED_WORKING_DAYS : step.workingDays;
  return [
    {
      key: `review ${row.id}`,
      title: titleOf(line),
      href: `/console/reviews/${row.edition_id}`,
      note: noteOf(s, line, row.item_code),
      kind: '审查',
      organ: s.organs.get(line?.organId ?? row.organ_id) ?? '',
      step: referred ? `${name}（已上报）` : name,
      due: stepDue(s.calendar, { name, since: dayOf(row.step_since), due: row.step_due_on, workingDays }, s.today),
    },
  ];
}

export async function reviewWork(s: Surroundings): Promise<WorkLine[]> {
  const { db, actor } = s;
  const { staffId, organId, roles } = actor;
  if (!staffId || !organId) return [];
  const waiting = await waitingFor(db, { id: staffId, organId, roles });
  const mayLookAgain = roles.some((r) => r === 'deputy-leader' || r === 'principal') && !isOfficeHead(actor);
  const forced = mayLookAgain ? (await awaitingSecondLook(db)).filter((row) => row.author_id !== staffId) : [];
  const lines = new Map(
    (
      await deskLinesOf(
        db,
        [...waiting, ...forced].map((row) => row.edition_id),
      )
    ).map((l) => [l.editionId as string, l]),
  );
  const looks = forced.map((row): WorkLine => {
    const line = lines.get(row.edition_id);
    return {
      key: `look ${row.id}`,
      title: titleOf(line),
      href: `/console/reviews/${row.edition_id}`,
      note: `${noteOf(s, line, row.item_code)} · ${row.closed_at ? `${shortTime(row.closed_at)} ` : ''}先行发布`,
      kind: '复核',
      organ: s.organs.get(line?.organId ?? row.organ_id) ?? '',
      step: '待另一位领导复核',
      due: stepDue(
        s.calendar,
        { name: '复核', since: dayOf(row.step_since), due: row.step_due_on, workingDays: SECOND_LOOK_WORKING_DAYS },
        s.today,
      ),
    };
  });
  return [...waiting.flatMap((row) => waitingLine(s, row, lines.get(row.edition_id))), ...looks];
}

/** The day a new text has to be public by; a correction is of something public already. */
export function publishingDue(s: Surroundings, line: DeskLine): WorkDue | null {
  if (line.indexNo !== null) return null;
  const due = timeliness(s.calendar, line.createdOn, startOf(s.today), s.limits.get(line.itemCode) ?? null);
  return due && { on: due.due, tag: tagOf(s.calendar, due.due, s.today), steps: due.explanation, provisional: due.provisional };
}

/** For the office: what has passed its chain and waits for somebody to publish it. */
export async function releaseWork(s: Surroundings): Promise<WorkLine[]> {
  const { lines } = await deskLines(s.db, { organId: null, states: ['approved', 'released'] }, 500);
  return lines.map((line) => ({
    key: `release ${line.editionId}`,
    title: titleOf(line),
    href: `/console/reviews/${line.editionId}`,
    note: noteOf(s, line, line.itemCode),
    kind: '待发布',
    organ: s.organs.get(line.organId) ?? '',
    step: line.state === 'released' ? '已发布，公开存证还没有写入' : '已签发，待发布',
    due: publishingDue(s, line),
  }));
}
