// Makes the duties of every period up to a day. Doing it again makes nothing twice: a period's duty has one key.
import type { Act } from '../../platform/act/act.ts';
import { calendarOf } from '../../platform/calendar/calendar-store.ts';
import { addDays, type Day } from '../../town/day.ts';
import { done, type Outcome } from '../../town/outcome.ts';
import { periodsBetween } from '../../town/periods.ts';
import { periodDue } from './duty.ts';
import type { CatalogueRefusal } from './item.ts';
import { listItems } from './reads.ts';
import { insertDuty } from './store.ts';

/**
 * Duties of all periods that share a day with since … through, for every open item, cadence and owing organ.
 * An item's own first period is the one in which it was opened.
 */
export async function generateDuties(act: Act, since: Day, through: Day): Promise<Outcome<{ made: number }, CatalogueRefusal>> {
  const calendar = await calendarOf(act.db);
  let made = 0;
  for (const item of await listItems(act.db)) {
    if (item.closedOn !== null) continue;
    const from = since > item.openedOn ? since : item.openedOn;
    for (const cadence of item.cadences) {
      for (const period of periodsBetween(cadence.rhythm, from, through)) {
        const { eventOn, limitCode, due } = periodDue(calendar, cadence, period, item.basis[0] ?? '条例2019#26');
        for (const organId of cadence.organIds) {
          const id = await insertDuty(act, {
            itemCode: item.code,
            organId,
            kind: 'period',
            cadenceKey: cadence.key,
            periodKey: period.key,
            periodName: `${period.name}${cadence.name}`,
            subject: cadence.name,
            eventOn,
            limitCode,
            due,
          });
          if (id !== null) made++;
        }
      }
    }
  }
  if (made > 0) act.publicChanged();
  act.record('duties', { made, since, through });
  return done({ made });
}

/** How far ahead duties stand on the desk. */
export function horizon(today: Day): Day {
  return addDays(today, 40);
}
