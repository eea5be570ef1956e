// The office people turn to about openness (政务公开工作机构): where it sits today, as the people room knows it.
import type { Db } from '../../platform/db/engine.ts';
import { groupsOn, type Organ, organById, townOrgan } from '../../rooms/people/door.ts';
import type { Day } from '../../town/day.ts';

export interface OpennessOffice {
  /** Its own name, 政务公开办公室; the organ's when no leading group has named one. */
  name: string;
  organ: Organ;
}

/** The office of the leading group in force; without one, the town government itself; null before anything is set up. */
export async function opennessOffice(db: Db, today: Day): Promise<OpennessOffice | null> {
  for (const group of await groupsOn(db, today)) {
    const organ = group.officeOrganId === null ? null : await organById(db, group.officeOrganId);
    if (organ && organ.closedOn === null) return { name: group.officeName, organ };
  }
  const town = await townOrgan(db);
  return town && { name: town.name, organ: town };
}
