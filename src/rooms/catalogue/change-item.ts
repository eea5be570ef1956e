// An item is changed, and what it was stays on record. Duties already made keep the terms they were made under.
import type { Act } from '../../platform/act/act.ts';
import { done, type Outcome, refuse } from '../../town/outcome.ts';
import { mayKeepCatalogue } from './authority.ts';
import { type ItemWish, openOrganIds, settle } from './define-item.ts';
import { type CatalogueItem, type ItemRefusal, itemRefusals, type ItemText, latestLimit } from './item.ts';
import { lockItem, noteItem, updateItem } from './store.ts';

/** @param revision the one the writer saw: two people editing at once are told. */
export async function changeItem(
  act: Act,
  code: string,
  revision: number,
  wish: ItemWish,
): Promise<Outcome<CatalogueItem, ItemRefusal>> {
  if (!mayKeepCatalogue(act)) return refuse({ code: 'not-allowed' });
  const before = await lockItem(act.db, code);
  if (!before) return refuse({ code: 'item-unknown' });
  if (before.closedOn !== null) return refuse({ code: 'item-closed', facts: { day: before.closedOn } });
  if (before.revision !== revision) return refuse({ code: 'item-changed-meanwhile' });
  const known = [...before.cadences, ...before.villageCadences];
  const text: ItemText = {
    ...wish,
    cadences: settle(wish.cadences, known, act.today),
    villageCadences: settle(wish.villageCadences, known, act.today),
  };
  const refusals = itemRefusals(text, await openOrganIds(act));
  if (refusals.length > 0) return { ok: false, refusals };
  const after: CatalogueItem = { ...before, ...text, limitCode: latestLimit(text.limits), revision: before.revision + 1 };
  await updateItem(act, after);
  await noteItem(act, 'changed', code, before, after);
  act.publicChanged();
  return done(after);
}
