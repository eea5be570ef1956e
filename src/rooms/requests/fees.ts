// 信息处理费 (国办函〔2020〕109号, in force since 2021-01-01): by the number of applications or by the number of pages, never both for
// one application, each with tiers above a free amount. Whole yuan; every sum says how it was reached. Before, the Regulation of
// 2007 allowed the cost of searching, copying and posting only, which this town does not charge.
import type { Day } from '../../town/day.ts';

export const FEES_SINCE = '2021-01-01' as Day;

/** `nth`: which one of this applicant's in the calendar month it is. `pages`: sides of A4 asked for. */
export type FeeBasis = { by: 'count'; nth: number; pages?: never } | { by: 'pages'; pages: number; nth?: never };

export interface Fee {
  yuan: number;
  /** One sentence a tier: `第31—40件：200元/件 × 5 = 1000元`. */
  steps: readonly string[];
}

interface Tier {
  from: number;
  /** Infinity for the last. */
  to: number;
  each: number;
}

const pageTiers: readonly Tier[] = [
  { from: 1, to: 30, each: 0 },
  { from: 31, to: 100, each: 10 },
  { from: 101, to: 200, each: 20 },
  { from: 201, to: Number.POSITIVE_INFINITY, each: 40 },
];

/** 1–10 free, 11–30 at 100, then every further ten at a hundred more, without end. */
function* countTiers(): Generator<Tier> {
  yield { from: 1, to: 10, each: 0 };
  yield { from: 11, to: 30, each: 100 };
  for (let from = 31, each = 200; ; from += 10, each += 100) yield { from, to: from + 9, each };
}

/** More than anybody has asked for; a number beyond it is a slip of the hand. */
export const MOST_COUNTED = 100_000;

/** The tiers that a quantity reaches into. */
function reached(tiers: Iterable<Tier>, n: number): Tier[] {
  if (!Number.isInteger(n) || n < 1 || n > MOST_COUNTED) throw new RangeError(`not a quantity: ${n}`);
  const found: Tier[] = [];
  for (const tier of tiers) {
    if (tier.from > n) break;
    found.push(tier);
  }
  return found;
}

function summed(tiers: Iterable<Tier>, n: number, unit: string): Fee {
  const parts = reached(tiers, n).map((tier) => ({ tier, many: Math.min(n, tier.to) - tier.from + 1 }));
  return {
    yuan: parts.reduce((sum, { tier, many }) => sum + tier.each * many, 0),
    steps: parts.map(({ tier, many }) => {
      const price = `${tier.each}元/${unit} × ${many} = ${tier.each * many}元`;
      return `${rangeOf(tier, unit)}：${tier.each === 0 ? '不收费' : price}`;
    }),
  };
}

function rangeOf({ from, to }: Tier, unit: string): string {
  return to === Number.POSITIVE_INFINITY ? `第${from}${unit}起` : `第${from}—${to}${unit}`;
}

/** All that an applicant of n applications in a calendar month owes. */
export function feeOfMonth(n: number): Fee {
  return summed(countTiers(), n, '件');
}

function feeByCount(nth: number): Fee {
  const tier = reached(countTiers(), nth).at(-1)!;
  const price = tier.each === 0 ? '不收费' : `${tier.each}元/件`;
  return { yuan: tier.each, steps: [`本自然月第${nth}件，${rangeOf(tier, '件')}：${price}`] };
}

/** What one application costs. */
export function feeOf(basis: FeeBasis): Fee {
  return basis.by === 'count' ? feeByCount(basis.nth) : summed(pageTiers, basis.pages, '页');
}
