// Days and instants. A Day is a date on the wall calendar in Shanghai; an Instant is a moment.
// Nothing above this file handles a bare Date.

declare const dayBrand: unique symbol;
declare const instantBrand: unique symbol;

/** `YYYY-MM-DD`, a real date. Compares and sorts as text. */
export type Day = string & { readonly [dayBrand]: true };
/** ISO 8601 in UTC with milliseconds, `2026-11-23T01:30:00.000Z`. Compares and sorts as text. */
export type Instant = string & { readonly [instantBrand]: true };

const DAY_MS = 86_400_000;
/** China has one zone without summer time since 1991; records of ours start in 2007. */
const SHANGHAI_MS = 8 * 3_600_000;

/** The Day a text names, or null when it is not `YYYY-MM-DD` or no such date exists. */
export function parseDay(text: string): Day | null {
  const m = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!m) return null;
  const t = Date.UTC(Number(m[1]), Number(m[2]) - 1, Number(m[3]));
  return Number(m[1]) >= 1900 && new Date(t).toISOString().slice(0, 10) === text ? (text as Day) : null;
}

/** For literals and trusted columns. Throws on anything that is not a date. */
export function day(text: string): Day {
  const d = parseDay(text);
  if (d === null) throw new RangeError(`not a day: ${text}`);
  return d;
}

export function instant(text: string): Instant {
  const t = Date.parse(text);
  if (Number.isNaN(t)) throw new RangeError(`not an instant: ${text}`);
  return new Date(t).toISOString() as Instant;
}

export function instantOf(ms: number): Instant {
  return new Date(ms).toISOString() as Instant;
}

function utc(d: Day): number {
  return Date.parse(`${d}T00:00:00Z`);
}

/** The Shanghai calendar day on which a moment falls. */
export function dayOf(at: Instant): Day {
  return new Date(Date.parse(at) + SHANGHAI_MS).toISOString().slice(0, 10) as Day;
}

/** Midnight in Shanghai at the start of a day. */
export function startOf(d: Day): Instant {
  return instantOf(utc(d) - SHANGHAI_MS);
}

export function addDays(d: Day, n: number): Day {
  return new Date(utc(d) + n * DAY_MS).toISOString().slice(0, 10) as Day;
}

/** Calendar days from a to b; negative when b is earlier. */
export function daysBetween(a: Day, b: Day): number {
  return Math.round((utc(b) - utc(a)) / DAY_MS);
}

/** 0 Sunday … 6 Saturday. */
export function weekday(d: Day): number {
  return new Date(utc(d)).getUTCDay();
}

export function yearOf(d: Day): number {
  return Number(d.slice(0, 4));
}

export function isWeekend(d: Day): boolean {
  const w = weekday(d);
  return w === 0 || w === 6;
}

/** `2026年11月23日`, as official documents print it: no zero padding (GB/T 9704). */
export function longDay(d: Day): string {
  return `${yearOf(d)}年${Number(d.slice(5, 7))}月${Number(d.slice(8, 10))}日`;
}

/** `2026-11-23 09:30` in Shanghai. */
export function shortTime(at: Instant): string {
  return new Date(Date.parse(at) + SHANGHAI_MS).toISOString().slice(0, 16).replace('T', ' ');
}

/** Clock time in Shanghai for a page's datetime attribute, `2026-11-23T09:30:00+08:00`. */
export function isoShanghai(at: Instant): string {
  return `${new Date(Date.parse(at) + SHANGHAI_MS).toISOString().slice(0, 19)}+08:00`;
}
