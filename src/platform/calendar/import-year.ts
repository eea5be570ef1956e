// A new year's holiday notice comes in: the calendar grows, and every open deadline that leaned on it is counted again.
import { sql } from 'kysely';
import { type Calendar, type NoticeRefusal, noticeWords, parseNotice } from '../../town/calendar.ts';
import { done, type Outcome, type Refusal, refuse } from '../../town/outcome.ts';
import type { Act } from '../act/act.ts';
import { calendarOf, knownYears } from './calendar-store.ts';

export interface Recomputed {
  /** What was counted again, in the reader's words: 公开事项. */
  what: string;
  changed: number;
  /** A sentence for each thing that moved. */
  details: readonly string[];
}

/** Counts one room's open deadlines again, inside the act of the import. Ended ones keep the day they were held to. */
export type Recomputer = (act: Act, calendar: Calendar, why: string) => Promise<Recomputed>;

export type ImportRefusal = NoticeRefusal | 'import-not-allowed' | 'year-known';

export interface Imported {
  year: number;
  source: string;
  replaced: boolean;
  recomputed: readonly Recomputed[];
}

export const importWords: Readonly<Record<ImportRefusal, (facts: NonNullable<Refusal['facts']>) => string>> = {
  ...noticeWords,
  'import-not-allowed': () => '放假安排由政务公开办录入。',
  'year-known': (f) => `${f.year} 年的放假安排已经录入（${f.source}）。确实要用新的安排替换，请勾选“替换已有年度”后再提交。`,
};

/** Refuses a year that is already known, the program's own included, unless replacing it is confirmed. */
export async function importYear(
  act: Act,
  text: string,
  options: { replace: boolean; recomputers: readonly Recomputer[] },
): Promise<Outcome<Imported, ImportRefusal>> {
  if (act.actor.kind !== 'system' && !act.actor.roles.includes('openness-office')) return refuse({ code: 'import-not-allowed' });
  const parsed = parseNotice(text);
  if (!parsed.ok) return { ok: false, refusals: parsed.refusals.map((r) => ({ ...r, field: 'text' })) };
  const { year, off, work, source } = parsed.value;
  // Imports wait for each other: two people pasting the same notice must not both be told that it was new.
  await sql`select id from platform_heads where id = 1 for update`.execute(act.db);
  const before = (await knownYears(act.db)).find((y) => y.year === year) ?? null;
  if (before && !options.replace) return refuse({ code: 'year-known', field: 'replace', facts: { year, source: before.source } });
  await sql`insert into platform_calendar_years (year, off_days, work_days, source, imported_at, imported_by)
    values (${year}, ${JSON.stringify(off)}::jsonb, ${JSON.stringify(work)}::jsonb, ${source}, ${act.at}, ${act.actor.name})
    on conflict (year) do update set off_days = excluded.off_days, work_days = excluded.work_days, source = excluded.source,
      imported_at = excluded.imported_at, imported_by = excluded.imported_by`.execute(act.db);
  const calendar = await calendarOf(act.db);
  const why = `${before ? '更换' : '录入'}${year}年放假安排（${source}）`;
  const recomputed: Recomputed[] = [];
  for (const recompute of options.recomputers) recomputed.push(await recompute(act, calendar, why));
  act.publicChanged();
  act.record(`calendar:${year}`, {
    source,
    off,
    work,
    replaced: before && { source: before.source, off: before.off, work: before.work },
    recomputed: recomputed.map(({ what, changed }) => ({ what, changed })),
  });
  return done({ year, source, replaced: before !== null, recomputed });
}
