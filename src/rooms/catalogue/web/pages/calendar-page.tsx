// The calendar at the desk: what is known, a year day by day, and where a new notice is pasted in.
import type { VNode } from 'preact';
import { DataTable } from '../../../../kit/data-table/part.tsx';
import { EmptyState } from '../../../../kit/empty-state/part.tsx';
import { FilterBar } from '../../../../kit/filter-bar/part.tsx';
import { ChoiceField, TextArea } from '../../../../kit/form-field/part.tsx';
import { type Problem, ProblemSummary } from '../../../../kit/problem-summary/part.tsx';
import { TokenField } from '../../../../kit/token-field/part.tsx';
import type { KnownYear } from '../../../../platform/calendar/calendar-store.ts';
import type { Imported } from '../../../../platform/calendar/import-year.ts';
import type { Ctx } from '../../../../platform/http/route.ts';
import { type Calendar, dayKindNames } from '../../../../town/calendar.ts';
import { addDays, day, type Day, shortTime, weekday } from '../../../../town/day.ts';

export interface CalendarPageProps {
  ctx: Ctx;
  calendar: Calendar;
  years: readonly KnownYear[];
  year: number;
  mayImport: boolean;
  imported: Imported | null;
  problems: readonly Problem[];
}

export function CalendarPage({ ctx, calendar, years, year, mayImport, imported, problems }: CalendarPageProps): VNode {
  const known = years.find((y) => y.year === year);
  return (
    <>
      <ProblemSummary problems={problems} />
      {imported && <ImportResult imported={imported} />}
      <p>
        已有 {calendar.coverage.from} 至 {calendar.coverage.to}{' '}
        的放假安排。超出这个范围的期限按周一至周五上班推算，标明“暂算”，录入新的安排后自动重新计算。
      </p>
      <FilterBar
        action="/console/calendar"
        selects={[
          {
            name: 'year',
            label: '年度',
            value: String(year),
            all: '今年',
            choices: [...new Set([years[0]!.year + 1, ...years.map((y) => y.year)])].map((y) => ({
              value: String(y),
              label: `${y} 年${years.some((k) => k.year === y) ? '' : '（未录入）'}`,
            })),
          },
        ]}
        count={specialDays(years, year).length}
        unit="天放假或调休上班"
        download={{ href: `/console/calendar/export.xlsx?year=${year}` }}
      />
      <section>
        <h2>{year} 年</h2>
        {known ? (
          <p class="muted small">
            {known.source}
            {known.imported ? `（${known.imported.by} ${shortTime(known.imported.at)} 录入）` : '（随程序提供）'}
            ，工作日 {workdays(calendar, year)} 天。“休”为工作日放假，“班”为周末调休上班。
          </p>
        ) : (
          <EmptyState title={`${year} 年的放假安排还没有录入，待国务院办公厅公布。`} />
        )}
        <YearGrid calendar={calendar} year={year} today={ctx.today} />
      </section>
      {mayImport && <ImportForm ctx={ctx} problems={problems} />}
      <section>
        <h2>已有年度</h2>
        <DataTable
          caption="已有年度的放假安排"
          captionHidden
          rows={years}
          rowKey={(y) => String(y.year)}
          columns={[
            { label: '年度', cell: (y) => <a href={`/console/calendar?year=${y.year}`}>{y.year}</a> },
            { label: '来源', kind: 'main', cell: (y) => y.source },
            { label: '放假的工作日', kind: 'amount', cell: (y) => y.off.length },
            { label: '调休上班', kind: 'amount', cell: (y) => y.work.length },
            { label: '录入', cell: (y) => (y.imported ? `${y.imported.by} ${shortTime(y.imported.at)}` : '随程序提供') },
          ]}
          empty={<EmptyState title="没有放假安排。" />}
        />
      </section>
    </>
  );
}

/** Working days off and weekend days worked, in order. */
export function specialDays(years: readonly KnownYear[], year: number): { on: Day; kind: string; source: string }[] {
  const known = years.find((y) => y.year === year);
  if (!known) return [];
  const { source } = known;
  return [
    ...known.off.map((on) => ({ on, kind: '放假', source })),
    ...known.work.map((on) => ({ on, kind: '调休上班', source })),
  ].sort((a, b) => (a.on < b.on ? -1 : 1));
}

function workdays(calendar: Calendar, year: number): number {
  return calendar.tally(day(`${year}-12-31`)) - calendar.tally(day(`${year - 1}-12-31`));
}

const marks = { holiday: '休', 'makeup-workday': '班', weekend: '', workday: '' } as const;

/** Twelve small tables, Monday first; every special day says in words what it is. */
function YearGrid({ calendar, year, today }: { calendar: Calendar; year: number; today: Day }): VNode {
  return (
    <div class="year">
      {Array.from({ length: 12 }, (_, m) => (
        <table key={m} class="month">
          <caption>{m + 1} 月</caption>
          <thead>
            <tr>
              {[...'一二三四五六日'].map((w) => (
                <th key={w} scope="col" abbr={`星期${w}`}>
                  {w}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weeksOf(year, m + 1).map((week) => (
              <tr key={week.find((d) => d !== null)}>
                {week.map((d, i) =>
                  d === null ? (
                    <td key={`blank ${i}`} />
                  ) : (
                    <td key={d} class={calendar.dayKind(d)} aria-current={d === today ? 'date' : undefined}>
                      {Number(d.slice(8))}
                      {marks[calendar.dayKind(d)] !== '' && (
                        <abbr title={`${d} ${dayKindNames[calendar.dayKind(d)]}`}>{marks[calendar.dayKind(d)]}</abbr>
                      )}
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </div>
  );
}

function weeksOf(year: number, month: number): (Day | null)[][] {
  const first = day(`${year}-${String(month).padStart(2, '0')}-01`);
  const lead = (weekday(first) + 6) % 7;
  const cells: (Day | null)[] = Array.from({ length: lead }, () => null);
  for (let d = first; d.slice(5, 7) === first.slice(5, 7); d = addDays(d, 1)) cells.push(d);
  while (cells.length % 7 !== 0) cells.push(null);
  return Array.from({ length: cells.length / 7 }, (_, i) => cells.slice(i * 7, i * 7 + 7));
}

function ImportForm({ ctx, problems }: { ctx: Ctx; problems: readonly Problem[] }): VNode {
  return (
    <section id="import">
      <h2>录入新的放假安排</h2>
      <form method="post" action="/console/calendar">
        <TokenField ctx={ctx} />
        <TextArea
          label="放假安排"
          name="text"
          value={ctx.form.text('text')}
          required
          rows={8}
          problems={problems}
          hint="一次一个年度。写成“2027 放假 01-01 … 上班 …”一行，或者每行一个“2027-01-01,放假”；可另加一行“来源：通知的名称或文号”。只需列出工作日放假和周末上班的日子。"
        />
        <ChoiceField
          label="替换"
          name="replace"
          many
          values={ctx.form.list('replace')}
          problems={problems}
          choices={[{ value: 'yes', label: '替换已有年度（国务院办公厅调整了安排时）' }]}
        />
        <button type="submit">录入并重新计算</button>
      </form>
    </section>
  );
}

const MOST_SHOWN = 50;

function ImportResult({ imported }: { imported: Imported }): VNode {
  return (
    <section class="notice" role="status">
      <p>
        {imported.replaced ? '已替换' : '已录入'} {imported.year} 年放假安排（{imported.source}）。
      </p>
      {imported.recomputed.map((r) => (
        <details key={r.what}>
          <summary>
            {r.what}：重新计算后有 {r.changed} 件变动
          </summary>
          <ul>
            {r.details.slice(0, MOST_SHOWN).map((d) => (
              <li key={d}>{d}</li>
            ))}
            {r.details.length > MOST_SHOWN && <li>其余 {r.details.length - MOST_SHOWN} 件见各任务的经过。</li>}
          </ul>
        </details>
      ))}
    </section>
  );
}
