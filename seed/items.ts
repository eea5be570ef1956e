// The catalogue: thirty-three items with their ten columns, and the rhythm in which each falls due.
import { firstItems } from './items-01-14.ts';
import { otherItems } from './items-15-33.ts';
import type { SeedItem } from './types.ts';

/** The first period of every cadence is the one that contains this day. */
export const dutiesSince = '2025-10-01';
/** The catalogue was drawn up in 2013; its duties are on record since the system came. */
export const catalogueSince = '2013-03-01';

export const items: readonly SeedItem[] = [...firstItems, ...otherItems];
