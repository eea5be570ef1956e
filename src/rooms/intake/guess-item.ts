// Which of the 33 items an old document belongs under, read from its title, its place on the old site and its keywords.
// A guess is used only when it is clear; otherwise a person is asked.
import type { CatalogueItem } from '../catalogue/door.ts';
import { itemSigns } from './item-signs.ts';

export interface ItemEvidence {
  title: string;
  breadcrumb: readonly string[];
  keywords: readonly string[];
  docNo: string;
}

export interface ItemGuess {
  /** Null when no item is clearly ahead. */
  code: string | null;
  /** What spoke for it. */
  signs: readonly string[];
  /** Best first, for the person who is asked. */
  maybe: readonly string[];
}

/** How much each place counts; a title says more than a menu, a menu more than keywords. */
const WEIGHT = { title: 1, breadcrumb: 0.8, keywords: 0.4 } as const;
/** Least score of a clear guess, and how far it must be ahead of the next. */
const ENOUGH = 3;
const AHEAD = 1.5;
const NAMED = 6;

interface Score {
  points: number;
  signs: string[];
}

export function guessItem(
  evidence: ItemEvidence,
  items: readonly Pick<CatalogueItem, 'code' | 'name' | 'shortName'>[],
): ItemGuess {
  const places = [
    { text: evidence.title, weight: WEIGHT.title },
    // The first step is the site, the last one the column the page stood in.
    { text: evidence.breadcrumb.slice(1).join('\n'), weight: WEIGHT.breadcrumb },
    { text: evidence.keywords.join('\n'), weight: WEIGHT.keywords },
  ];
  const scores = new Map<string, Score>();
  const add = (code: string, points: number, sign: string): void => {
    const score = scores.get(code) ?? { points: 0, signs: [] };
    score.points += points;
    if (!score.signs.includes(sign)) score.signs.push(sign);
    scores.set(code, score);
  };
  for (const item of items) {
    for (const { text, weight } of places) {
      const found: [points: number, sign: string][] = (itemSigns[item.code] ?? []).flatMap(([pattern, points]) => {
        const sign = pattern.exec(text)?.[0];
        return sign === undefined ? [] : [[points, sign.replace(/\n/g, ' ').slice(0, 16)]];
      });
      const name = [item.name, item.shortName].find((n) => n.length >= 4 && text.includes(n));
      if (name) found.push([NAMED, name]);
      found.sort(([a], [b]) => b - a);
      // Signs of one item often overlap: the strongest counts, each other one only tips.
      for (const [i, [points, sign]] of found.entries()) add(item.code, (i === 0 ? points : 0.5) * weight, sign);
    }
  }
  if (evidence.docNo !== '' && items.some((i) => i.code === '05')) add('05', 1, '有文号');
  const ranked = [...scores].sort(([a, x], [b, y]) => y.points - x.points || (a < b ? -1 : 1));
  const [first, second] = ranked;
  const clear = first !== undefined && first[1].points >= ENOUGH && first[1].points - (second?.[1].points ?? 0) >= AHEAD;
  return {
    code: clear ? first[0] : null,
    signs: first?.[1].signs ?? [],
    maybe: ranked.slice(0, 3).map(([code]) => code),
  };
}
