// What every open item owes by a day, made into duties. Run as often as one likes: each organ owes each period once.
import type { Act } from '../../platform/act/act.ts';
import { calendarOf } from '../../platform/calendar/calendar-store.ts';
import type { Calendar } from '../../town/calendar.ts';
import { addDays, day, type Day } from '../../town/day.ts';
import type { OrganId } from '../../town/ids.ts';
import { done, type Outcome } from '../../town/outcome.ts';
import { periodsBetween } from '../../town/periods.ts';
import { listOrgans } from '../people/door.ts';
import { kindOf, periodOwed } from './due.ts';
import type { CatalogueItem } from './item.ts';
import { listItems, periodKeys } from './reads.ts';
import { type OwedDuty, sayOwed } from './say.ts';
import { insertDuties, type NewDuty } from './store.ts';

/** A term's day comes before the term: look this far past the horizon for periods whose day is inside it. */
const LOOK_PAST = 400;

/** The last day of next month: what the nightly run makes duties up to. */
export function horizon(today: Day): Day {
  const month = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) + 1;
  return addDays(day(`${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`), -1);
}

/**
 * Duties of an item's cadences that arise by `through`: their period is over by then, or their day falls by then.
 * The first period of an organ is the one its `since` is in, unless that period's day had passed before.
 * Nothing for a period that an organ did not live to begin.
 * @param closedOn undefined for an organ that does not exist.
 */
export function owedThrough(
  calendar: Calendar,
  item: CatalogueItem,
  through: Day,
  closedOn: (organ: OrganId) => Day | null | undefined,
): NewDuty[] {
  const duties: NewDuty[] = [];
  for (const cadence of [...item.cadences, ...item.villageCadences]) {
    for (const { organId, since } of cadence.organs) {
      const organClosed = closedOn(organId);
      if (organClosed === undefined) continue;
      for (const period of periodsBetween(cadence.rhythm, since, addDays(through, LOOK_PAST))) {
        const owed = periodOwed(calendar, item, cadence, period);
        if (owed.due.due < since) continue;
        if (period.to > through && owed.due.due > through) continue;
        if (organClosed !== null && organClosed <= period.from) continue;
        duties.push({
          itemCode: item.code,
          organId,
          kind: kindOf(cadence),
          cadenceKey: cadence.key,
          cadenceName: cadence.name,
          periodKey: period.key,
          period,
          subject: null,
          owed,
        });
      }
    }
  }
  return duties;
}

export async function generateDuties(act: Act, through: Day): Promise<Outcome<{ made: number }, never>> {
  const calendar = await calendarOf(act.db);
  const organs = new Map((await listOrgans(act.db, { includeClosed: true })).map((o) => [o.id, o.closedOn]));
  const known = await periodKeys(act.db);
  const made: OwedDuty[] = [];
  // Closed items are left as they were closed: nothing is owed under them any more.
  for (const item of (await listItems(act.db)).filter((i) => i.closedOn === null)) {
    const owed = owedThrough(calendar, item, through, (id) => organs.get(id)).filter(
      (d) => !known.has(`${d.itemCode}/${d.organId}/${d.cadenceKey}/${d.periodKey}`),
    );
    for (const [i, id] of (await insertDuties(act, owed)).entries()) {
      const { organId, owed: o } = owed[i]!;
      if (id !== null) made.push({ id, organId, dueOn: o.due.due });
    }
  }
  await sayOwed(act, made, { fresh: true });
  if (made.length > 0) act.publicChanged();
  act.record('catalogue', { what: 'generated', through, made: made.length });
  return done({ made: made.length });
}
