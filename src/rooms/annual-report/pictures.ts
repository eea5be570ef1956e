// What the pictures of a report show: publications by month, item and year, how requests ended, which organs were in time.
import type { Db } from '../../platform/db/engine.ts';
import { endedBetween } from '../catalogue/door.ts';
import { type PublicCount, publicCounts } from '../disclosure/door.ts';
import { listOrgans } from '../people/door.ts';
import { periodOf } from './era.ts';
import type { FrozenReport } from './frozen.ts';

/** One bar: a name, a value, and the figure that opens its records where there is one. */
export interface Stroke {
  label: string;
  value: number;
  figure: string | null;
}

export interface ReportPictures {
  fiscalYear: number;
  months: readonly Stroke[];
  items: readonly Stroke[];
  years: readonly Stroke[];
  outcomes: readonly Stroke[];
  /** Percent of the duties that ended in the year, with their number. */
  onTime: readonly (Stroke & { of: number })[];
}

const ITEMS = 12;
const YEARS = 3;
const NO_OUTCOME: readonly string[] = ['received', 'carriedIn', 'handled', 'carriedOut'];

function sumBy<K>(counts: readonly PublicCount[], keyOf: (c: PublicCount) => K): Map<K, number> {
  const sums = new Map<K, number>();
  for (const c of counts) sums.set(keyOf(c), (sums.get(keyOf(c)) ?? 0) + c.count);
  return sums;
}

export async function picturesOf(db: Db, frozen: FrozenReport): Promise<ReportPictures> {
  const { fiscalYear } = frozen;
  const years = Array.from({ length: YEARS }, (_, i) => fiscalYear - YEARS + 1 + i);
  const counts = await Promise.all(years.map((y) => publicCounts(db, y)));
  const now = counts.at(-1) ?? [];
  const names = new Map(frozen.figures.map((f) => [f.key, f.name]));
  const months = sumBy(now, (c) => c.month);
  const items = [...sumBy(now, (c) => c.itemCode)].sort((a, b) => b[1] - a[1]).slice(0, ITEMS);
  return {
    fiscalYear,
    months: now.length === 0 ? [] : Array.from({ length: 12 }, (_, i) => stroke(`${i + 1}月`, months.get(i + 1) ?? 0)),
    items: items.map(([code, value]) => {
      const figure = `published.item.${code}`;
      return stroke((names.get(figure) ?? code).replace(/^公开·\d*/, ''), value, figure);
    }),
    years: years
      .map((y, i) =>
        stroke(
          `${y}年`,
          counts[i]!.reduce((sum, c) => sum + c.count, 0),
        ),
      )
      .filter((s) => s.value > 0),
    outcomes: outcomesOf(frozen, names),
    onTime: await onTimeOf(db, fiscalYear),
  };
}

function stroke(label: string, value: number, figure: string | null = null): Stroke {
  return { label, value, figure };
}

function outcomesOf(frozen: FrozenReport, names: ReadonlyMap<string, string>): Stroke[] {
  return Object.entries(frozen.tables.table3 ?? {})
    .filter(([row]) => !NO_OUTCOME.includes(row))
    .map(([row, cells]) => {
      const figure = `table3.${row}.total`;
      return stroke((names.get(figure) ?? row).replace(/·总计$/, ''), cells.total ?? 0, figure);
    })
    .filter((s) => s.value > 0);
}

async function onTimeOf(db: Db, fiscalYear: number): Promise<(Stroke & { of: number })[]> {
  const organs = await listOrgans(db, { includeClosed: true });
  const rates = await Promise.all(
    organs.map(async (o) => ({ organ: o, ...(await endedBetween(db, { ...periodOf(fiscalYear), organId: o.id })) })),
  );
  return rates
    .filter((r) => r.total > 0)
    .map((r) => ({ ...stroke(r.organ.name, Math.round((r.onTime / r.total) * 1000) / 10), of: r.total }))
    .sort((a, b) => a.value - b.value);
}
