// What happened to an InfoRequest, in order. These events are the whole truth about its clock and its state: both are folded
// from them and nothing else (clock.ts, standing.ts), so a stored state can always be made again. Only days, numbers and codes:
// what people wrote is kept elsewhere, sealed.
import type { Day } from '../../town/day.ts';
import type { AnswerCode } from './answers.ts';

/** How it came in: the day it counts as received depends on it (条例2019#31). */
export const channels = ['counter', 'signed-mail', 'plain-mail', 'internet', 'fax', 'e-mail', 'oral'] as const;
export type Channel = (typeof channels)[number];

/** Who is asked for an opinion: somebody whose rights it touches (条例2019#32), or an organ that made it too (条例2019#34). */
export type Consulted = 'third-party' | 'co-maker';

export type Opinion = 'agrees' | 'refuses-with-ground' | 'refuses-without-ground' | 'silent';

/** How an answer reached the applicant: the day that counts differs (国办公开办函〔2016〕235号). */
export const deliveries = ['in-person', 'entrusted', 'post', 'e-mail', 'on-the-spot'] as const;
export type Delivery = (typeof deliveries)[number];

export type RequestEvent =
  | { kind: 'submitted'; on: Day; channel: Channel }
  /** Both sides have confirmed it, or the applicant was reached: 收到申请之日. */
  | { kind: 'confirmed'; on: Day }
  | { kind: 'assigned'; on: Day }
  /** 补正告知, once. `period`: working days the applicant has, from the day after it reached them. */
  | { kind: 'correction-asked'; on: Day; period: number }
  /** The notice reached the applicant on another day than it was given: by post. */
  | { kind: 'notice-received'; on: Day }
  | { kind: 'corrected'; on: Day }
  /** 征求意见. `letter` tells several under way from each other. */
  | { kind: 'consulted'; on: Day; letter: string; whom: Consulted }
  | { kind: 'letter-received'; on: Day; letter: string }
  | { kind: 'opinion'; on: Day; letter: string; opinion: Opinion }
  /** 说明理由告知 (条例2019#35); the clock runs on. */
  | { kind: 'reasons-asked'; on: Day }
  | { kind: 'reasons-given'; on: Day; reasonable: boolean }
  /** 延迟答复的合理期限: the day the applicant was told (条例2019#35). */
  | { kind: 'postponed'; on: Day; until: Day }
  /** 收费通知. */
  | { kind: 'fee-asked'; on: Day; receivedOn: Day }
  | { kind: 'fee-paid'; on: Day }
  | { kind: 'fee-waived'; on: Day }
  /** 延期答复, once. */
  | { kind: 'extension-asked'; on: Day; days: number }
  | { kind: 'extended'; on: Day; days: number; approvedBy: string }
  | { kind: 'extension-refused'; on: Day }
  | { kind: 'answer-proposed'; on: Day; code: AnswerCode }
  | { kind: 'answer-sent-back'; on: Day }
  | { kind: 'answer-signed'; on: Day; code: AnswerCode }
  /** The answer is out: `on` is the day that counts for its delivery. */
  | { kind: 'answered'; on: Day; code: AnswerCode; delivery: Delivery }
  /** Nothing more is done: not corrected (E1) or not paid (E2) in time. */
  | { kind: 'abandoned'; on: Day; code: 'E1' | 'E2' }
  | { kind: 'withdrawn'; on: Day }
  | { kind: 'archived'; on: Day }
  /** A holiday notice has moved the due day; says why and changes nothing by itself. */
  | { kind: 'recounted'; on: Day; was: Day | null; now: Day | null; why: string };

export type EventKind = RequestEvent['kind'];
export type History = readonly RequestEvent[];

/** Channels by which it counts as received the day it comes in; all others wait for somebody to confirm. */
export function isReceivedAtOnce(channel: Channel): boolean {
  return channel === 'counter' || channel === 'signed-mail' || channel === 'oral';
}

/** The latest event of a kind. */
export function lastOf<K extends EventKind>(history: History, kind: K): Extract<RequestEvent, { kind: K }> | null {
  return (history.findLast((e) => e.kind === kind) as Extract<RequestEvent, { kind: K }> | undefined) ?? null;
}

/** 收到申请之日 (条例2019#31); null while nobody has confirmed it. */
export function receivedOn(history: History): Day | null {
  const submitted = lastOf(history, 'submitted');
  if (!submitted) throw new RangeError('a request begins with its submission');
  return isReceivedAtOnce(submitted.channel) ? submitted.on : (lastOf(history, 'confirmed')?.on ?? null);
}
