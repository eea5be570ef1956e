// Items of the catalogue and their pure rules.
import { parseLimit } from '../../town/deadline.ts';
import { type Day, parseDay } from '../../town/day.ts';
import type { OrganId } from '../../town/ids.ts';
import type { Refusal } from '../../town/outcome.ts';
import type { Cadence as Rhythm } from '../../town/periods.ts';

/** When the document of a period is due. */
export type CadenceDue =
  /** Counted from the last day of the period, `WD20`. */
  | { kind: 'after-period'; limit: string }
  /** That day of the monthly period itself. */
  | { kind: 'day-of-month'; day: number }
  /** That date, so many years after the period's year: 次年1月31日 is years 1, `01-31`. */
  | { kind: 'fixed'; years: number; monthDay: string }
  /** Before the school term begins: on the period's first day. */
  | { kind: 'term' };

export interface ItemCadence {
  /** Unique within the item, stable for ever. */
  key: string;
  name: string;
  rhythm: Rhythm;
  due: CadenceDue;
  /** Who owes one every period. */
  organIds: readonly OrganId[];
}

/** The ten columns, and what the program needs to make duties of them. */
export interface ItemFields {
  category: string;
  name: string;
  shortName: string;
  elements: readonly string[];
  mainOrganId: OrganId;
  coOrganIds: readonly OrganId[];
  basis: readonly string[];
  limitCode: string;
  limitText: string;
  cadences: readonly ItemCadence[];
  channels: readonly string[];
  audience: string;
  level: string;
  mode: string;
  notes: string;
}

export interface CatalogueItem extends ItemFields {
  code: string;
  openedOn: Day;
  closedOn: Day | null;
  revision: number;
}

export type CatalogueRefusal =
  | 'item-unknown'
  | 'code-shape'
  | 'code-taken'
  | 'name-needed'
  | 'elements-needed'
  | 'basis-needed'
  | 'limit-wrong'
  | 'channels-needed'
  | 'organ-unknown'
  | 'cadence-wrong'
  | 'revision-conflict'
  | 'item-closed'
  | 'open-duties'
  | 'duty-unknown'
  | 'duty-ended'
  | 'duty-other-organ'
  | 'duty-open'
  | 'period-has-document'
  | 'note-needed'
  | 'ground-needed'
  | 'not-office'
  | 'created-future';

function cadenceHolds(c: ItemCadence): boolean {
  if (c.key === '' || c.name.trim() === '' || c.organIds.length === 0) return false;
  switch (c.due.kind) {
    case 'after-period':
      return parseLimit(c.due.limit) !== null;
    case 'day-of-month':
      return c.rhythm === 'monthly' && Number.isInteger(c.due.day) && c.due.day >= 1 && c.due.day <= 28;
    case 'fixed':
      return Number.isInteger(c.due.years) && c.due.years >= 0 && c.due.years <= 2 && parseDay(`2025-${c.due.monthDay}`) !== null;
    case 'term':
      return c.rhythm === 'per-term';
  }
}

/** What is wrong with an item, all at once. */
export function itemProblems(f: ItemFields): Refusal<CatalogueRefusal>[] {
  const r: Refusal<CatalogueRefusal>[] = [];
  if (f.name.trim() === '' || f.shortName.trim() === '' || f.category.trim() === '')
    r.push({ code: 'name-needed', field: 'name' });
  if (f.elements.length === 0) r.push({ code: 'elements-needed', field: 'elements' });
  if (f.basis.length === 0) r.push({ code: 'basis-needed', field: 'basis', law: '条例2019#20' });
  if (parseLimit(f.limitCode) === null) r.push({ code: 'limit-wrong', field: 'limitCode', facts: { given: f.limitCode } });
  if (f.channels.length === 0) r.push({ code: 'channels-needed', field: 'channels', law: '条例2019#23' });
  const keys = new Set(f.cadences.map((c) => c.key));
  if (keys.size !== f.cadences.length || !f.cadences.every(cadenceHolds)) r.push({ code: 'cadence-wrong', field: 'cadences' });
  return r;
}
