// The clock of an InfoRequest once more, slowly and obviously, for comparison: somebody with a wall calendar who begins on the day
// it came in, ticks off one day after the other, and starts a new row of ticks when a correction or a payment comes in. The
// calendar is another project's (chinese-days); nothing here comes from our counting of days.
import { isWorkday } from 'chinese-days';
import type { History, RequestEvent } from '../../src/rooms/requests/history.ts';

export interface Expected {
  regulation: '条例2007' | '条例2019';
  waiting: 'confirmation' | 'correction' | 'fee' | 'opinion' | null;
  until: string | null;
  untilProvisional: boolean;
  due: string | null;
  provisional: boolean;
  /** 拟稿期限 and 承诺期限. */
  draft: string | null;
  promise: string | null;
}

const DAY = 86_400_000;
const number = (d: string) => Date.parse(`${d}T00:00:00Z`) / DAY;
const text = (n: number) => new Date(n * DAY).toISOString().slice(0, 10);

const FIRST = number('2007-12-01');
/** The last day of the last holiday notice there is. */
const KNOWN = number('2026-12-31');
const BEFORE_KNOWN = number('2007-12-31');
const wall = Array.from({ length: number('2031-12-31') - FIRST }, (_, i) => isWorkday(text(FIRST + i)));

/** A wall calendar with some days marked otherwise, as by a notice that has come in since. */
export type Marks = Readonly<Record<string, boolean>>;

export function expectedClock(history: History, marks: Marks = {}, known = KNOWN): Expected {
  const works = (n: number): boolean => {
    if (n < FIRST || n - FIRST >= wall.length) throw new RangeError(`off the wall: ${text(n)}`);
    return marks[text(n)] ?? wall[n - FIRST]!;
  };
  /** The n-th day worked after a day. */
  const walk = (after: number, n: number): number => {
    let d = after;
    for (let ticks = 0; ticks < n; ) if (works(++d)) ticks++;
    return d;
  };
  const all = <K extends RequestEvent['kind']>(kind: K) =>
    history.filter((e): e is Extract<RequestEvent, { kind: K }> => e.kind === kind);
  const none = { until: null, untilProvisional: false, due: null, provisional: false, draft: null, promise: null };

  const [submitted] = all('submitted');
  const [confirmed] = all('confirmed');
  const atOnce = ['counter', 'signed-mail', 'oral'].includes(submitted!.channel);
  const came = atOnce ? submitted!.on : confirmed?.on;
  const old = (came ?? submitted!.on) < '2019-05-15';
  const regulation = old ? '条例2007' : '条例2019';
  if (!came) return { ...none, regulation, waiting: 'confirmation' };

  const [correction] = all('correction-asked');
  if (correction && all('corrected').length === 0) {
    const until = walk(number(correction.on), correction.period);
    return { ...none, regulation, waiting: 'correction', until: text(until), untilProvisional: until > known };
  }
  const [fee] = all('fee-asked');
  if (fee && all('fee-paid').length === 0 && all('fee-waived').length === 0) {
    let until = number(fee.receivedOn) + 30;
    while (!works(until)) until++;
    return { ...none, regulation, waiting: 'fee', until: text(until), untilProvisional: until > known };
  }

  /** Days crossed out in red: somebody was thinking. */
  const red = new Set<number>();
  let waiting: 'opinion' | null = null;
  let until: number | null = 0;
  for (const letter of all('consulted')) {
    const arrived = all('letter-received').find((e) => e.letter === letter.letter)?.on ?? letter.on;
    const said = all('opinion').find((e) => e.letter === letter.letter);
    const last = old ? null : walk(number(arrived), 15);
    if (!said) {
      waiting = 'opinion';
      until = last === null || until === null ? null : Math.max(until, last);
    }
    const ends = Math.min(said ? number(said.on) : Number.POSITIVE_INFINITY, last ?? Number.POSITIVE_INFINITY);
    if (ends < Number.POSITIVE_INFINITY) for (let d = number(letter.on) + 1; d <= ends; d++) red.add(d);
  }
  if (waiting && until === null) return { ...none, regulation, waiting };

  const begunAnew = [...all('corrected'), ...all('fee-paid')].map((e) => number(e.on));
  const more = all('extended').reduce((sum, e) => sum + e.days, 0);
  const row = (wanted: number): { due: number; provisional: boolean } => {
    let ticks = 0;
    let leant = false;
    for (let d = number(came) + 1; ; d++) {
      if (works(d) && !red.has(d)) ticks++;
      if (d > known || d <= BEFORE_KNOWN) leant = true;
      if (begunAnew.includes(d)) {
        ticks = 0;
        leant = false;
      } else if (ticks >= wanted && begunAnew.every((n) => n <= d)) return { due: d, provisional: leant };
    }
  };
  const law = row((old ? 15 : 20) + more);
  const told = all('postponed').map((e) => number(e.until));
  return {
    regulation,
    waiting,
    until: waiting ? text(until!) : null,
    untilProvisional: false,
    due: text(Math.max(law.due, ...told)),
    provisional: law.provisional,
    draft: text(row(10 + more).due),
    promise: text(row(15 + more).due),
  };
}
