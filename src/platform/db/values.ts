// How database values become ours, the same for both engines: dates stay text, counts are numbers, moments are ISO text.

const DATE = 1082;
const TIMESTAMPTZ = 1184;
const INT8 = 20;
const NUMERIC = 1700;

/** Text of a bigint column to a number; larger than 2^53 would lie, so it is refused. */
function integer(text: string): number {
  const n = Number(text);
  if (!Number.isSafeInteger(n)) throw new RangeError(`integer beyond 2^53: ${text}`);
  return n;
}

function moment(text: string): string {
  const t = Date.parse(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'));
  return new Date(t).toISOString();
}

export const parsersByOid: Record<number, (text: string) => unknown> = {
  [DATE]: (text) => text,
  [TIMESTAMPTZ]: moment,
  [INT8]: integer,
  [NUMERIC]: Number,
};
