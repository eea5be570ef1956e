// Which rows of Table 3 some work has added to: results, and what is open at the end.
import type { Db } from '../../src/platform/db/engine.ts';
import { requestCounts } from '../../src/rooms/requests/counts.ts';

async function results(db: Db, years: readonly number[]): Promise<Map<string, number>> {
  const cells = new Map<string, number>();
  for (const year of years) {
    const passing = year === years.at(-1) ? /^(received|carriedIn)\./ : /^(received|carriedIn|carriedOut)\./;
    for (const [key, n] of await requestCounts(db, year)) if (!passing.test(key)) cells.set(key, (cells.get(key) ?? 0) + n);
  }
  return cells;
}

/** By `row.column`, by how many, over all these years. */
export async function resultRows(
  db: Db,
  years: readonly number[],
  work: () => Promise<unknown>,
): Promise<Record<string, number>> {
  const before = await results(db, years);
  await work();
  const after = await results(db, years);
  return Object.fromEntries([...after].map(([key, n]) => [key, n - (before.get(key) ?? 0)] as const).filter(([, n]) => n !== 0));
}
