// The calendar the town counts by: the national notices built in, and those an administrator has imported since.
import { sql } from 'kysely';
import { buildCalendar, type Calendar, type CalendarYear, nationalCalendar, parseNotice } from '../../town/calendar.ts';
import type { Day, Instant } from '../../town/day.ts';
import { nationalNotices } from '../../town/holidays.ts';
import { done, type Outcome, type Refusal, refuse } from '../../town/outcome.ts';
import type { Act } from '../act/act.ts';
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

/** Built once for each set of imported notices; a town imports one a year. */
let kept: { key: string; calendar: Calendar } = { key: '', calendar: nationalCalendar };

export async function calendarOf(db: Db): Promise<Calendar> {
  const imported = await importedYears(db);
  const key = imported.map((y) => `${y.year}@${y.importedAt}`).join(' ');
  if (key === '') return nationalCalendar;
  if (kept.key !== key) kept = { key, calendar: buildCalendar([...nationalNotices, ...imported]) };
  return kept.calendar;
}

/** Recomputes whatever a room keeps that depends on working days. Given by the rooms at start. */
export interface Recomputer {
  name: string;
  run(act: Act, calendar: Calendar): Promise<{ changed: number }>;
}

export type ImportRefusal = 'notice-broken' | 'year-known';

export interface Imported {
  year: number;
  off: readonly Day[];
  work: readonly Day[];
  recomputed: readonly { name: string; changed: number }[];
}

/** Takes a year's notice; every open deadline is computed anew in the same act, and the record says why. */
export async function importYear(
  act: Act,
  text: string,
  replace: boolean,
  recomputers: readonly Recomputer[],
): Promise<Outcome<Imported, string>> {
  const parsed = parseNotice(text);
  if (!parsed.ok) return { ok: false, refusals: parsed.refusals as readonly Refusal<string>[] };
  const year = parsed.value;
  const known = (await importedYears(act.db)).some((y) => y.year === year.year) || nationalNotices.some((y) => y.year === year.year);
  if (known && !replace) return refuse({ code: 'year-known', facts: { year: year.year } });
  await sql`insert into platform_calendar_years (year, off_days, work_days, source, imported_at, imported_by)
    values (${year.year}, ${JSON.stringify(year.off)}::jsonb, ${JSON.stringify(year.work)}::jsonb, ${year.source}, ${act.at}, ${act.actor.name})
    on conflict (year) do update set off_days = excluded.off_days, work_days = excluded.work_days, source = excluded.source,
      imported_at = excluded.imported_at, imported_by = excluded.imported_by`.execute(act.db);
  const calendar = await calendarOf(act.db);
  const recomputed: { name: string; changed: number }[] = [];
  for (const r of recomputers) recomputed.push({ name: r.name, ...(await r.run(act, calendar)) });
  act.publicChanged();
  act.record(`calendar:${year.year}`, { source: year.source, off: year.off.length, work: year.work.length, recomputed });
  return done({ year: year.year, off: year.off, work: year.work, recomputed });
}
