// Histories of InfoRequests as they may come to be, for holding the clock against them: whatever has an object may happen to it, in
// any order and recorded after the day on which it was. More is possible here than the deeds of the room allow.
import fc from 'fast-check';
import { type Channel, channels, type History, isReceivedAtOnce, type RequestEvent } from '../../src/rooms/requests/history.ts';
import { addDays, type Day, day, daysBetween } from '../../src/town/day.ts';

type Kind = RequestEvent['kind'];

/** One step of a made history: what is picked of what can happen, after how many days, and how far back it is dated. */
interface Step {
  pick: number;
  gap: number;
  back: number;
  n: number;
}

/** More than ten years of holidays, often where the law changes and where the notices end. */
export const receiptDays = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .integer({ min: 0, max: daysBetween(day('2008-05-01'), day('2026-12-31')) })
      .map((n) => addDays(day('2008-05-01'), n)),
  },
  { weight: 1, arbitrary: fc.integer({ min: -30, max: 20 }).map((n) => addDays(day('2019-05-15'), n)) },
  { weight: 1, arbitrary: fc.integer({ min: -60, max: 0 }).map((n) => addDays(day('2026-12-31'), n)) },
);

const step = fc.record({
  pick: fc.nat(999),
  gap: fc.oneof({ weight: 3, arbitrary: fc.nat(6) }, { weight: 1, arbitrary: fc.nat(28) }),
  back: fc.nat(30),
  n: fc.nat(59),
});

export const histories: fc.Arbitrary<History> = fc
  .record({ on: receiptDays, channel: fc.constantFrom(...channels), steps: fc.array(step, { maxLength: 14 }) })
  .map(({ on, channel, steps }) => madeHistory(on, channel, steps));

function madeHistory(on: Day, channel: Channel, steps: readonly Step[]): History {
  const history: RequestEvent[] = [{ kind: 'submitted', on, channel }];
  let today = on;
  for (const s of steps) {
    today = addDays(today, s.gap);
    const can = possible(history);
    const event = can.length > 0 ? happen(can[s.pick % can.length]!, history, today, s) : null;
    if (event) history.push(event);
  }
  return history;
}

function possible(history: History): Kind[] {
  const had = (...kinds: Kind[]) => history.some((e) => kinds.includes(e.kind));
  const first = history[0]!;
  if (had('archived')) return [];
  if (had('answered', 'abandoned', 'withdrawn')) return ['archived', 'recounted'];
  if (first.kind === 'submitted' && !isReceivedAtOnce(first.channel) && !had('confirmed'))
    return ['confirmed', 'confirmed', 'recounted', 'withdrawn'];
  const letters = lettersOf(history);
  const can: Kind[] = ['assigned', 'recounted', 'answered', 'withdrawn', 'answer-proposed', 'answer-sent-back', 'answer-signed'];
  if (letters.length < 4) can.push('consulted', 'consulted', 'consulted', 'consulted');
  if (letters.some((l) => !has(history, 'letter-received', l) && !has(history, 'opinion', l)))
    can.push('letter-received', 'letter-received', 'letter-received');
  if (letters.some((l) => !has(history, 'opinion', l))) can.push('opinion', 'opinion', 'opinion', 'opinion');
  if (!had('correction-asked')) can.push('correction-asked', 'correction-asked');
  else if (!had('corrected')) can.push('corrected', 'corrected', 'corrected', 'corrected', 'corrected', 'abandoned');
  if (!had('fee-asked')) can.push('fee-asked', 'fee-asked');
  else if (!had('fee-paid', 'fee-waived')) can.push('fee-paid', 'fee-paid', 'fee-paid', 'fee-waived', 'fee-waived', 'abandoned');
  if (!had('extension-asked')) can.push('extension-asked', 'extension-asked', 'extension-asked');
  else if (!had('extended', 'extension-refused')) can.push('extended', 'extended', 'extended', 'extension-refused');
  if (!had('reasons-asked')) can.push('reasons-asked', 'reasons-asked');
  else if (!had('reasons-given')) can.push('reasons-given', 'reasons-given', 'reasons-given');
  else can.push('postponed', 'postponed', 'postponed');
  return can;
}

function lettersOf(history: History): string[] {
  return history.flatMap((e) => (e.kind === 'consulted' ? [e.letter] : []));
}

function has(history: History, kind: Kind, letter: string): boolean {
  return history.some((e) => e.kind === kind && 'letter' in e && e.letter === letter);
}

function happen(kind: Kind, history: History, today: Day, { back, n }: Step): RequestEvent {
  const dayOf = (...kinds: Kind[]): Day => history.findLast((e) => kinds.includes(e.kind))!.on;
  /** Some day from the one it cannot precede to today. */
  const after = (former: Day): Day => addDays(today, -(back % (daysBetween(former, today) + 1)));
  const received = dayOf('confirmed', 'submitted');
  const open = lettersOf(history).filter((l) => !has(history, 'opinion', l));
  const letter = open[n % Math.max(1, open.length)]!;
  const sent = history.find((e) => e.kind === 'consulted' && e.letter === letter)?.on ?? received;
  switch (kind) {
    case 'confirmed':
      return { kind, on: after(received) };
    case 'correction-asked':
      return { kind, on: today, period: n + 1 };
    case 'corrected':
      return { kind, on: after(dayOf('correction-asked')) };
    case 'consulted':
      return { kind, on: after(received), letter: `L${lettersOf(history).length + 1}`, whom: n % 2 ? 'co-maker' : 'third-party' };
    case 'letter-received': {
      const unseen = open.filter((l) => !has(history, 'letter-received', l));
      const one = unseen[n % unseen.length]!;
      return { kind, on: after(history.find((e) => e.kind === 'consulted' && e.letter === one)!.on), letter: one };
    }
    case 'opinion': {
      const got = history.find((e) => e.kind === 'letter-received' && e.letter === letter)?.on ?? sent;
      return {
        kind,
        on: after(got),
        letter,
        opinion: (['agrees', 'refuses-with-ground', 'refuses-without-ground', 'silent'] as const)[n % 4]!,
      };
    }
    case 'reasons-given':
      return { kind, on: after(dayOf('reasons-asked')), reasonable: n % 3 > 0 };
    case 'postponed':
      return { kind, on: today, until: addDays(today, n + 1) };
    case 'fee-asked':
      return { kind, on: today, receivedOn: after(received) };
    case 'fee-paid':
      return { kind, on: after(history.findLast((e) => e.kind === 'fee-asked')!.receivedOn) };
    case 'extension-asked':
      return { kind, on: today, days: (n % 15) + 1 };
    case 'extended':
      return { kind, on: today, days: history.findLast((e) => e.kind === 'extension-asked')!.days, approvedBy: '赵示范' };
    case 'answer-proposed':
    case 'answer-signed':
      return { kind, on: today, code: 'A2' };
    case 'answered':
      return { kind, on: today, code: 'A2', delivery: 'post' };
    case 'abandoned':
      return { kind, on: today, code: n % 2 ? 'E1' : 'E2' };
    case 'recounted':
      return { kind, on: today, was: null, now: null, why: '放假安排' };
    default:
      return { kind, on: today } as RequestEvent;
  }
}
