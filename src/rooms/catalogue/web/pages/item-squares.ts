// The thirty-three squares from the items' own figures, for the front page and the catalogue.
import type { Square } from '../../../../kit/squares/part.tsx';
import type { ItemStanding } from '../../figures.ts';

export function itemSquares(statuses: readonly ItemStanding[]): Square[] {
  return statuses.map(({ item, state, says }) => ({
    code: item.code,
    short: item.shortName,
    name: item.name,
    state,
    href: `/catalogue/${item.code}`,
    says,
  }));
}
