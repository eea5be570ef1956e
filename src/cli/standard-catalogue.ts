// The thirty-three items of the model catalogue (国办发〔2019〕54号) for a town that has just been made. It has one organ so far, which
// is written down as responsible for everything until the office says who is.
import { defineItem } from '../rooms/catalogue/door.ts';
import type { Act } from '../platform/act/act.ts';
import type { OrganId } from '../town/ids.ts';
import { done, type Outcome } from '../town/outcome.ts';
import { items } from '../../seed/items.ts';
import type { SeedCadence } from '../../seed/types.ts';
import { dueOf } from './demo/load-catalogue.ts';

/** How many there are now. */
export async function defineStandardCatalogue(act: Act, organId: OrganId): Promise<Outcome<number, string>> {
  const cadences = (list: readonly SeedCadence[]) =>
    list.map((c) => ({ key: c.key, name: c.name, rhythm: c.rhythm, due: dueOf(c), organIds: [organId] }));
  for (const i of items) {
    const defined = await defineItem(act, {
      code: i.code,
      category: i.category,
      name: i.name,
      shortName: i.short,
      elements: i.elements,
      organId,
      coOrganIds: [],
      basis: i.basis,
      limits: i.limits,
      limitText: i.limitText,
      cadences: cadences(i.cadences),
      villageCadences: cadences(i.villageCadences),
      channels: i.channels,
      audience: i.audience,
      mode: i.mode,
      level: i.level,
      notes: i.notes,
    });
    if (!defined.ok) return defined;
  }
  return done(items.length);
}
