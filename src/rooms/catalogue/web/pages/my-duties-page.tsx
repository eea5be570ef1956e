// 我的应公开: what a clerk's own organ owes, the longest due on top, with what can be done about each.
import type { VNode } from 'preact';
import { EmptyState } from '../../../../kit/empty-state/part.tsx';
import { FactRow } from '../../../../kit/fact-row/part.tsx';
import { FilterBar } from '../../../../kit/filter-bar/part.tsx';
import { SelectField, TextField } from '../../../../kit/form-field/part.tsx';
import { type Problem, ProblemSummary } from '../../../../kit/problem-summary/part.tsx';
import { TokenField } from '../../../../kit/token-field/part.tsx';
import type { Ctx } from '../../../../platform/http/route.ts';
import type { Day } from '../../../../town/day.ts';
import { parseLimit } from '../../../../town/deadline.ts';
import { type Duty, isPeriodOver } from '../../duty.ts';
import type { CatalogueItem } from '../../item.ts';
import { limitWords } from '../../item-words.ts';
import { standingOf } from '../../standing.ts';
import { DutyTable, type DutyTableProps } from './duty-table.tsx';

export interface MyDutiesPageProps extends Pick<DutyTableProps, 'calendar' | 'organs'> {
  ctx: Ctx;
  organName: string;
  all: readonly Duty[];
  shown: readonly Duty[];
  q: string;
  items: readonly CatalogueItem[];
  problems: readonly Problem[];
  /** Heads of department see what is owed; writing it is for drafters and agents. */
  mayDraft: boolean;
}

function mayBeNil(duty: Duty, today: Day): boolean {
  return duty.cadenceKey !== 'formation' && isPeriodOver(duty, today);
}

export function MyDutiesPage(props: MyDutiesPageProps): VNode {
  const { ctx, organName, all, shown, q, items, problems, calendar, organs, mayDraft } = props;
  const count = (s: string): number => all.filter((d) => standingOf(d, ctx.today) === s).length;
  return (
    <>
      <ProblemSummary problems={problems} />
      <FactRow
        facts={[
          { value: String(count('overdue')), label: '件已逾期', late: count('overdue') > 0 },
          { value: String(count('soon')), label: '件 7 日内到期' },
          { value: String(all.length), label: `件未了结（${organName}）` },
        ]}
      />
      <FilterBar
        action="/console/my-duties"
        search={{ name: 'q', label: '内容', value: q, placeholder: '内容、期别、事项' }}
        count={shown.length}
        unit="件"
        clearHref={q === '' ? undefined : '/console/my-duties'}
        download={{
          href: `/console/my-duties/export.xlsx${q === '' ? '' : `?q=${encodeURIComponent(q)}`}`,
        }}
      />
      <DutyTable
        console
        caption="本单位未了结的公开任务"
        captionHidden
        duties={shown}
        calendar={calendar}
        today={ctx.today}
        organs={organs}
        without="organ"
        actions={(d) => (
          <>
            {mayDraft && <a href={`/console/drafts/new?duty=${d.id}`}>拟稿</a>}
            {mayDraft && ' · '}
            {mayBeNil(d, ctx.today) && <a href={`/console/duties/${d.id}#nil`}>本期无</a>}
            {mayBeNil(d, ctx.today) && ' · '}
            <a href={`/console/duties/${d.id}#propose`}>{d.proposedGround === null ? '建议不予公开' : '已建议不予公开'}</a>
          </>
        )}
        empty={
          <EmptyState title="本单位没有未了结的公开任务。">
            <p>产生了应当公开的信息，请在下面登记，时限从形成之日起算。</p>
          </EmptyState>
        }
      />
      <section id="register">
        <h2>登记已形成的信息</h2>
        <p class="muted small">文件、方案、名单等形成或者变更后尽快登记：时限从形成之日起算，登记晚了也不会重新计算。</p>
        <RegisterForm ctx={ctx} items={items} problems={problems} />
      </section>
    </>
  );
}

function RegisterForm({
  ctx,
  items,
  problems,
}: {
  ctx: Ctx;
  items: readonly CatalogueItem[];
  problems: readonly Problem[];
}): VNode {
  const at = (name: string): string => ctx.form.line(name);
  const limits = [...new Set(items.flatMap((i) => i.limits))].filter((l) => parseLimit(l) !== null && !parseLimit(l)?.atLeast);
  return (
    <form method="post" action="/console/my-duties">
      <TokenField ctx={ctx} />
      <SelectField
        label="所属事项"
        name="item"
        value={at('item')}
        blank="请选择"
        required
        problems={problems}
        choices={items.map((i) => ({ value: i.code, label: `${i.code} ${i.name}` }))}
      />
      <TextField label="信息名称" name="subject" value={at('subject')} required problems={problems} maxLength={200} />
      <TextField
        label="形成或者变更日期"
        name="createdOn"
        type="date"
        value={at('createdOn') || ctx.today}
        required
        problems={problems}
      />
      <SelectField
        label="公开期限"
        name="limit"
        value={at('limit')}
        blank="按这一项的通常期限"
        problems={problems}
        hint="这一项规定了几种期限时，选合适的一种。"
        choices={limits.map((l) => ({ value: l, label: limitWords(l) }))}
      />
      <button type="submit">登记</button>
    </form>
  );
}
