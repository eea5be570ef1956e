// The office keeps the catalogue: a new item, a changed one, one that ends. Codes are never used twice.
import type { Act } from '../../platform/act/act.ts';
import { done, type Outcome, type Refusal, refuse } from '../../town/outcome.ts';
import { organById } from '../people/door.ts';
import { type CatalogueRefusal, type ItemFields, itemProblems } from './item.ts';
import { countOpenDuties } from './reads.ts';
import { lockItem, setClosed, writeItem } from './store.ts';

async function problems(act: Act, fields: ItemFields): Promise<Refusal<CatalogueRefusal>[]> {
  const found = itemProblems(fields);
  const owners = new Set([fields.mainOrganId, ...fields.coOrganIds, ...fields.cadences.flatMap((c) => c.organIds)]);
  for (const id of owners) {
    if (!(await organById(act.db, id))) {
      found.push({ code: 'organ-unknown', field: 'mainOrgan' });
      break;
    }
  }
  return found;
}

export async function defineItem(
  act: Act,
  code: string,
  fields: ItemFields,
): Promise<Outcome<{ code: string }, CatalogueRefusal>> {
  const refusals = await problems(act, fields);
  if (!/^\d{2,3}$/.test(code)) refusals.push({ code: 'code-shape', field: 'code' });
  else if (await lockItem(act.db, code)) refusals.push({ code: 'code-taken', field: 'code', facts: { code } });
  if (refusals.length > 0) return { ok: false, refusals };
  await writeItem(act, code, fields, null);
  act.publicChanged();
  act.record(`item:${code}`, { defined: fields.name });
  return done({ code });
}

export async function changeItem(
  act: Act,
  code: string,
  expectedRevision: number,
  fields: ItemFields,
): Promise<Outcome<{ code: string }, CatalogueRefusal>> {
  const item = await lockItem(act.db, code);
  if (!item) return refuse({ code: 'item-unknown' });
  if (item.closedOn !== null) return refuse({ code: 'item-closed' });
  if (item.revision !== expectedRevision) return refuse({ code: 'revision-conflict' });
  const refusals = await problems(act, fields);
  if (refusals.length > 0) return { ok: false, refusals };
  await writeItem(act, code, fields, item);
  act.publicChanged();
  act.record(`item:${code}`, { changed: fields.name });
  return done({ code });
}

/** Ends an item. Refused while anything is owed under it: a duty never ends by its item going away. */
export async function closeItem(act: Act, code: string): Promise<Outcome<null, CatalogueRefusal>> {
  const item = await lockItem(act.db, code);
  if (!item) return refuse({ code: 'item-unknown' });
  if (item.closedOn !== null) return refuse({ code: 'item-closed' });
  const open = await countOpenDuties(act.db, code);
  if (open > 0) return refuse({ code: 'open-duties', facts: { count: open } });
  await setClosed(act, item, act.today);
  act.publicChanged();
  act.record(`item:${code}`, { closed: act.today });
  return done(null);
}
