// Who publishes this site and who answers for it, for the foot of every public page.
import type { Imprint } from '../../platform/http/route.ts';
import type { Db } from '../../platform/db/engine.ts';
import { townOrgan } from '../../rooms/people/door.ts';
import type { Day } from '../../town/day.ts';
import { opennessOffice } from './openness-office.ts';

export async function imprintOf(db: Db, today: Day): Promise<Imprint | null> {
  const town = await townOrgan(db);
  const office = await opennessOffice(db, today);
  if (!town) return null;
  const { name, address, telephone } = office?.organ ?? town;
  return { town: town.name, office: { name, address, telephone } };
}
