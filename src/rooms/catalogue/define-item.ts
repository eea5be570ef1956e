// A new item of the catalogue. Its code is its own for ever.
import type { Act } from '../../platform/act/act.ts';
import type { Day } from '../../town/day.ts';
import type { OrganId } from '../../town/ids.ts';
import { done, type Outcome, type Refusal, refuse } from '../../town/outcome.ts';
import { listOrgans } from '../people/door.ts';
import { mayKeepCatalogue } from './authority.ts';
import {
  type CatalogueItem,
  isItemCode,
  type ItemCadence,
  type ItemRefusal,
  itemRefusals,
  type ItemText,
  latestLimit,
} from './item.ts';
import { insertItem, noteItem } from './store.ts';

/** A cadence as it is asked for: who owes it; since when is settled by the verb. */
export type CadenceWish = Omit<ItemCadence, 'organs'> & { organIds: readonly OrganId[] };

export type ItemWish = Omit<ItemText, 'cadences' | 'villageCadences'> & {
  cadences: readonly CadenceWish[];
  villageCadences: readonly CadenceWish[];
};

/** Those who owed a cadence before keep their day; those who join owe from the given day on. */
export function settle(wishes: readonly CadenceWish[], before: readonly ItemCadence[], since: Day): ItemCadence[] {
  return wishes.map(({ organIds, ...cadence }) => {
    const known = before.find((c) => c.key === cadence.key)?.organs ?? [];
    const organs = [...new Set(organIds)].map((organId) => known.find((o) => o.organId === organId) ?? { organId, since });
    return { ...cadence, organs };
  });
}

export async function openOrganIds(act: Act): Promise<ReadonlySet<OrganId>> {
  return new Set((await listOrgans(act.db)).map((o) => o.id));
}

/**
 * @param openedOn since when the item is in the catalogue. Today when left out.
 * @param owedSince first day of the duties: the period it lies in is the first one owed. The opening day when left out; later for
 * an item that is older than its record.
 */
export async function defineItem(
  act: Act,
  input: ItemWish & { code: string; openedOn?: Day; owedSince?: Day },
): Promise<Outcome<CatalogueItem, ItemRefusal>> {
  if (!mayKeepCatalogue(act)) return refuse({ code: 'not-allowed' });
  const { code, openedOn = act.today, owedSince = openedOn, ...wish } = input;
  const text: ItemText = {
    ...wish,
    cadences: settle(wish.cadences, [], owedSince),
    villageCadences: settle(wish.villageCadences, [], owedSince),
  };
  const refusals: Refusal<ItemRefusal>[] = itemRefusals(text, await openOrganIds(act));
  if (!isItemCode(code)) refusals.unshift({ code: 'item-code-shape', field: 'code' });
  if (openedOn > act.today) refusals.push({ code: 'item-opened', field: 'openedOn' });
  if (refusals.length > 0) return { ok: false, refusals };
  const item: CatalogueItem = {
    ...text,
    code,
    limitCode: latestLimit(text.limits),
    openedOn,
    closedOn: null,
    closedNote: '',
    revision: 1,
  };
  if (!(await insertItem(act, item))) return refuse({ code: 'item-code-taken', field: 'code', facts: { code } });
  await noteItem(act, 'defined', code, null, item);
  act.publicChanged();
  return done(item);
}
