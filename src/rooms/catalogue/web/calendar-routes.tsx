// The calendar's page at the desk. It stands in this room because duties are what the calendar moves most.
import { consolePage } from '../../../kit/console-page/part.tsx';
import { problemsOf } from '../../../kit/problem-summary/part.tsx';
import { perform } from '../../../platform/act/act.ts';
import { calendarOf, type KnownYear, knownYears } from '../../../platform/calendar/calendar-store.ts';
import {
  type Imported,
  type ImportRefusal,
  importWords,
  importYear,
  type Recomputer,
} from '../../../platform/calendar/import-year.ts';
import type { Reply } from '../../../platform/http/reply.ts';
import type { Ctx, Route } from '../../../platform/http/route.ts';
import { sheetReply } from '../../../platform/http/sheet.ts';
import { weekday, yearOf } from '../../../town/day.ts';
import type { Refusal } from '../../../town/outcome.ts';
import { CalendarPage, specialDays } from './pages/calendar-page.tsx';

export function calendarRoutes(recomputers: readonly Recomputer[]): readonly Route[] {
  return [
    { method: 'GET', path: '/console/calendar', handle: (ctx) => show(ctx, {}) },
    { method: 'GET', path: '/console/calendar/export.xlsx', handle: exported },
    { method: 'POST', path: '/console/calendar', handle: (ctx) => take(ctx, recomputers) },
  ];
}

interface Shown {
  imported?: Imported;
  refusals?: readonly Refusal<ImportRefusal>[];
}

function yearAsked(ctx: Ctx, years: readonly KnownYear[]): number {
  const asked = Number(ctx.query.line('year'));
  return Number.isInteger(asked) && asked >= 2008 && asked <= years[0]!.year + 1 ? asked : yearOf(ctx.today);
}

async function show(ctx: Ctx, { imported, refusals = [] }: Shown): Promise<Reply> {
  const { db } = ctx.town;
  const years = await knownYears(db);
  const year = imported?.year ?? yearAsked(ctx, years);
  return consolePage(
    ctx,
    { title: '日历与时限', current: 'calendar', status: refusals.length > 0 ? 422 : 200 },
    <CalendarPage
      ctx={ctx}
      calendar={await calendarOf(db)}
      years={years}
      year={year}
      mayImport={ctx.actor().roles.includes('openness-office')}
      imported={imported ?? null}
      problems={problemsOf(refusals, importWords)}
    />,
  );
}

/** The days of one year that are not what their day of the week says. */
async function exported(ctx: Ctx): Promise<Reply> {
  const years = await knownYears(ctx.town.db);
  const year = yearAsked(ctx, years);
  return sheetReply(
    `${year}年放假安排.xlsx`,
    [{ title: '日期', width: 14 }, { title: '星期' }, { title: '怎么算', width: 14 }, { title: '来源', width: 50 }],
    specialDays(years, year).map(({ on, kind, source }) => [on, `星期${'日一二三四五六'[weekday(on)]}`, kind, source]),
  );
}

/** Answers with the page itself, since what was counted again is said once and kept in the record, not in an address. */
async function take(ctx: Ctx, recomputers: readonly Recomputer[]): Promise<Reply> {
  const options = { replace: ctx.form.checked('replace'), recomputers };
  const outcome = await perform(ctx.town, ctx.actor(), 'import-year', (act) => importYear(act, ctx.form.text('text'), options));
  return outcome.ok ? show(ctx, { imported: outcome.value }) : show(ctx, { refusals: outcome.refusals });
}
