// The calendar a town counts with: the national notices that come with the program, and the years imported since.
import { sql } from 'kysely';
import { buildCalendar, type Calendar, type CalendarYear, nationalCalendar } from '../../town/calendar.ts';
import type { Instant } from '../../town/day.ts';
import { nationalNotices } from '../../town/holidays.ts';
import type { Db } from '../db/engine.ts';

export interface ImportedYear extends CalendarYear {
  importedAt: Instant;
  importedBy: string;
}

export async function importedYears(db: Db): Promise<ImportedYear[]> {
  const { rows } = await sql<ImportedYear>`
    select year, off_days as off, work_days as work, source, imported_at as "importedAt", imported_by as "importedBy"
    from platform_calendar_years order by year`.execute(db);
  return rows;
}

/** Built calendars by what they were built from; towns of one installation mostly share one. */
const built = new Map<string, Calendar>();
const MOST_BUILT = 40;

/** An imported year replaces the program's own for that year: notices are amended. */
export async function calendarOf(db: Db): Promise<Calendar> {
  const imported = await importedYears(db);
  if (imported.length === 0) return nationalCalendar;
  const key = JSON.stringify(imported.map((y) => [y.year, y.off, y.work]));
  const known = built.get(key);
  if (known) return known;
  const calendar = buildCalendar([...nationalNotices, ...imported]);
  if (built.size >= MOST_BUILT) built.clear();
  built.set(key, calendar);
  return calendar;
}

export interface KnownYear extends CalendarYear {
  /** Null when it came with the program. */
  imported: { at: Instant; by: string } | null;
}

/** Every year with a notice, the newest first. */
export async function knownYears(db: Db): Promise<KnownYear[]> {
  const years = new Map<number, KnownYear>(nationalNotices.map((y) => [y.year, { ...y, imported: null }]));
  for (const { importedAt, importedBy, ...y } of await importedYears(db)) {
    years.set(y.year, { ...y, imported: { at: importedAt, by: importedBy } });
  }
  return [...years.values()].sort((a, b) => b.year - a.year);
}
