// An item is retired with a date and a reason. What it owed must have ended first: closing never makes a duty vanish.
import { sql } from 'kysely';
import type { Act } from '../../platform/act/act.ts';
import type { Day } from '../../town/day.ts';
import { done, type Outcome, type Refusal, refuse } from '../../town/outcome.ts';
import { mayKeepCatalogue } from './authority.ts';
import type { CatalogueItem, ItemRefusal } from './item.ts';
import { lockItem, markItemClosed, noteItem } from './store.ts';

export async function closeItem(
  act: Act,
  code: string,
  input: { on: Day; note: string },
): Promise<Outcome<CatalogueItem, ItemRefusal>> {
  if (!mayKeepCatalogue(act)) return refuse({ code: 'not-allowed' });
  const before = await lockItem(act.db, code);
  if (!before) return refuse({ code: 'item-unknown' });
  if (before.closedOn !== null) return refuse({ code: 'item-closed', facts: { day: before.closedOn } });
  const note = input.note.trim();
  const refusals: Refusal<ItemRefusal>[] = [];
  if (input.on > act.today || input.on < before.openedOn) refusals.push({ code: 'item-closing-day', field: 'closedOn' });
  if (note === '' || note.length > 500) refusals.push({ code: 'item-closing-note', field: 'closedNote' });
  const { rows } = await sql<{ n: number }>`select count(*) as n from catalogue_duties
    where item_code = ${code} and state = 'open'`.execute(act.db);
  if (rows[0]!.n > 0) refusals.push({ code: 'item-open-duties', facts: { n: rows[0]!.n } });
  if (refusals.length > 0) return { ok: false, refusals };
  await markItemClosed(act, code, input.on, note);
  const after: CatalogueItem = { ...before, closedOn: input.on, closedNote: note, revision: before.revision + 1 };
  await noteItem(act, 'closed', code, before, after);
  act.publicChanged();
  return done(after);
}
