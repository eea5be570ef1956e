// The clock of an InfoRequest: when it was received, by when it must be answered, and what it waits for, from its history
// alone. The limits are those of the Regulation in force on the day it was received.
// It never runs backwards: no event moves the due day to an earlier one, save an opinion that comes before its last day and gives
// back the days it did not take. A standstill (correction, fee) ends no earlier than where the clock stood before it; a fee that is
// waived leaves it exactly there.
import { addWorkingDays, type Calendar } from '../../town/calendar.ts';
import type { Day } from '../../town/day.ts';
import { computeDue, type DueDate, type DueStep, type DueTerms, type Pause } from '../../town/deadline.ts';
import { type Regulation, regulationOn } from '../../town/law.ts';
import { type History, lastOf, receivedOn, type RequestEvent } from './history.ts';

/** Limits in working days. A third party or a co-maker has fifteen days since 2019; before, no day was named. */
export const requestLimits: Readonly<
  Record<Regulation, { answer: number; extension: number; opinion: number | null; law: string; correction: string }>
> = {
  条例2007: { answer: 15, extension: 15, opinion: null, law: '条例2007#24', correction: '条例2007#21' },
  条例2019: { answer: 20, extension: 20, opinion: 15, law: '条例2019#33', correction: '条例2019#30' },
};

/** 补正告知 must go out within seven working days of receipt (条例2019#30). */
export const CORRECTION_WITHIN = 7;

/** A fee is paid within thirty days of the day after the notice arrived (国办函〔2020〕109号). */
export const FEE_WITHIN = 30;

/** The office's own limits, in working days, stricter than the law's. */
export interface OwnLimits {
  draft: number;
  promise: number;
}

export const ownLimits: OwnLimits = { draft: 10, promise: 15 };

const ownNames: Readonly<Record<keyof OwnLimits, string>> = { draft: '本机关拟稿期限', promise: '本机关承诺期限' };

/** What the clock stands still for; `until`: the last day of whoever is waited for. */
export type Waiting =
  | { for: 'confirmation'; until: null }
  | { for: 'correction'; until: DueDate }
  | { for: 'fee'; until: DueDate }
  /** The law's own clock is stopped for these days and counted as if nobody answered before `until`; null when no law ends it. */
  | { for: 'opinion'; until: Day | null };

export interface RequestClock {
  regulation: Regulation;
  receivedOn: Day | null;
  /** Day of the event the count starts after: received, corrected or paid. */
  startedOn: Day | null;
  waiting: Waiting | null;
  /** 法定期限; null while it does not run. */
  law: DueDate | null;
  /** 拟稿期限 and 承诺期限 of the office. */
  draft: DueDate | null;
  promise: DueDate | null;
}

/** Throws RangeError on a history without a submission or from before there was a Regulation. */
export function requestClock(history: History, calendar: Calendar, own: OwnLimits = ownLimits): RequestClock {
  const received = receivedOn(history);
  const regulation = regulationOn(received ?? history[0]!.on);
  if (!regulation) throw new RangeError(`no Regulation on ${received ?? history[0]!.on}`);
  const standstill = { regulation, receivedOn: received, startedOn: null, law: null, draft: null, promise: null };
  if (!received) return { ...standstill, waiting: { for: 'confirmation', until: null } };

  const limits = requestLimits[regulation];
  const stopped = stoppedBy(history, calendar, limits.correction);
  if (stopped) return { ...standstill, waiting: stopped };

  const start = startOf(history, received);
  const { pauses, open } = pausesOf(history, calendar, limits.opinion);
  if (open && open.until === null) return { ...standstill, startedOn: start.event, waiting: open };
  const extended = lastOf(history, 'extended');
  const extension = extended ? { days: extended.days, approvedBy: extended.approvedBy, on: extended.on } : undefined;
  const within = (days: number, law: string): DueDate =>
    computeDue(calendar, { ...start, limit: { unit: 'working', days }, law, pauses, extension });
  // Only what is stricter than the law is the office's own.
  const ownDue = (which: keyof OwnLimits): DueDate =>
    own[which] < limits.answer ? within(own[which], ownNames[which]) : within(limits.answer, limits.law);
  return {
    regulation,
    receivedOn: received,
    startedOn: start.event,
    waiting: open,
    law: postponed(within(limits.answer, limits.law), history),
    draft: ownDue('draft'),
    promise: ownDue('promise'),
  };
}

/** A correction that has not come, or a fee that is not paid: the period begins anew with it, so none runs. */
function stoppedBy(history: History, calendar: Calendar, correctionLaw: string): Waiting | null {
  const correction = lastOf(history, 'correction-asked');
  if (correction && !lastOf(history, 'corrected'))
    return {
      for: 'correction',
      until: computeDue(calendar, {
        event: lastOf(history, 'notice-received')?.on ?? correction.on,
        eventName: '补正告知书送达',
        limit: { unit: 'working', days: correction.period },
        law: correctionLaw,
      }),
    };
  const fee = lastOf(history, 'fee-asked');
  if (fee && !lastOf(history, 'fee-paid') && !lastOf(history, 'fee-waived'))
    return {
      for: 'fee',
      until: computeDue(calendar, {
        event: fee.receivedOn,
        eventName: '收到收费通知书',
        limit: { unit: 'calendar', days: FEE_WITHIN },
        law: '国办函〔2020〕109号',
      }),
    };
  return null;
}

/** The latest of receipt, correction and payment. */
function startOf(history: History, received: Day): Pick<DueTerms, 'event' | 'eventName'> {
  const starts = history.flatMap((e): Pick<DueTerms, 'event' | 'eventName'>[] => {
    if (e.kind === 'corrected') return [{ event: e.on, eventName: '收到补正，重新起算' }];
    return e.kind === 'fee-paid' ? [{ event: e.on, eventName: '缴纳信息处理费，重新起算' }] : [];
  });
  return [{ event: received, eventName: '收到申请' }, ...starts].reduce((a, b) => (b.event >= a.event ? b : a));
}

const consultedNames = { 'third-party': '征求第三方意见', 'co-maker': '征求共同制作机关意见' } as const;

/**
 * Days that do not count (条例2019#33): from the day after the letter until the opinion came, or until whoever was asked has let
 * their days pass. While it is open the count takes all their days, so that the due day can only move earlier when it closes.
 */
function pausesOf(
  history: History,
  calendar: Calendar,
  opinionWithin: number | null,
): { pauses: Pause[]; open: Extract<Waiting, { for: 'opinion' }> | null } {
  const pauses: Pause[] = [];
  let open: Extract<Waiting, { for: 'opinion' }> | null = null;
  const of = <K extends RequestEvent['kind']>(kind: K, letter: string) =>
    history.find(
      (e): e is Extract<RequestEvent, { kind: K; letter: string }> => e.kind === kind && 'letter' in e && e.letter === letter,
    );
  for (const e of history) {
    if (e.kind !== 'consulted') continue;
    const arrived = of('letter-received', e.letter)?.on ?? e.on;
    const last = opinionWithin === null ? null : addWorkingDays(calendar, arrived, opinionWithin).day;
    const opinion = of('opinion', e.letter);
    const to = opinion && (last === null || opinion.on < last) ? opinion.on : last;
    if (!opinion && (!open || (open.until !== null && (last === null || last > open.until))))
      open = { for: 'opinion', until: last };
    if (to !== null) pauses.push({ from: e.on, to, reason: consultedNames[e.whom] });
  }
  return { pauses, open };
}

/** 延迟答复的合理期限, told to who asks more than can be answered in time; it shortens neither the law's own period nor one told before. */
function postponed(due: DueDate, history: History): DueDate {
  const until = history.reduce((latest, e) => (e.kind === 'postponed' && e.until > latest ? e.until : latest), due.due);
  if (until === due.due) return due;
  const fixed: DueStep = {
    kind: 'fixed',
    on: until,
    event: '申请数量较大、理由合理，已告知申请人延迟答复；答复',
    law: '条例2019#35',
  };
  // Beside the limit it stands in for, since that is where a trace names its rules.
  const steps = due.steps.flatMap((step): DueStep[] => {
    if (step.kind === 'rule') return [step, fixed];
    return step.kind === 'result' ? [{ ...step, due: until }] : [step];
  });
  return { ...due, due: until, steps };
}
