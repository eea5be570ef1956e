// One item as the public sees it: its ten columns, and what was owed against what came of it, each day explained.
import type { VNode } from 'preact';
import { DataTable } from '../../../../kit/data-table/part.tsx';
import { DueDate } from '../../../../kit/due-date/part.tsx';
import { EmptyState } from '../../../../kit/empty-state/part.tsx';
import { StatusTag } from '../../../../kit/status-tag/part.tsx';
import type { Calendar } from '../../../../town/calendar.ts';
import { citation } from '../../../../town/citation.ts';
import { type Day, daysBetween } from '../../../../town/day.ts';
import { explainDue, timeLeft } from '../../../../town/deadline.ts';
import { cadenceNames } from '../../../../town/periods.ts';
import { type Duty, dutyStateNames, isLate } from '../../duty.ts';
import type { CatalogueItem } from '../../item.ts';

export function dutyTag(duty: Duty, calendar: Calendar, today: Day): { tone: 'ok' | 'warn' | 'late' | 'plain'; text: string } {
  if (duty.state === 'open') {
    const left = timeLeft(calendar, duty.dueOn, today);
    return { tone: left.state === 'late' ? 'late' : left.state === 'soon' ? 'warn' : 'plain', text: left.text };
  }
  const late = duty.endedOn ? daysBetween(duty.dueOn, duty.endedOn) : 0;
  if (duty.state === 'published') return late > 0 ? { tone: 'late', text: `逾期 ${late} 天公开` } : { tone: 'ok', text: '按期公开' };
  return { tone: 'plain', text: dutyStateNames[duty.state] };
}

export function DutyResult({ duty }: { duty: Duty }): VNode {
  if (duty.state === 'published' && duty.indexNo) return <a href={`/documents/${duty.indexNo}`}>看公开的文件</a>;
  if (duty.state === 'withheld') return <a href={`/catalogue/${duty.itemCode}/not-public/${duty.id}`}>不予公开：{duty.ground}</a>;
  if (duty.state === 'nil') return <span class="small">{duty.note}</span>;
  return <span class="small muted">尚未公开</span>;
}

export function ItemFacts({ item, duties, calendar, today }: { item: CatalogueItem; duties: readonly Duty[]; calendar: Calendar; today: Day }): VNode {
  const owed = duties.filter((d) => d.state !== 'open' || isLate(d, today) || daysBetween(today, d.dueOn) <= 45);
  return (
    <>
      <section aria-labelledby="owed">
        <div class="head">
          <h2 id="owed">应公开与实际</h2>
          <a class="small" href={`/catalogue/duties?item=${item.code}`}>
            全部
          </a>
        </div>
        <DataTable<Duty>
          caption={`${item.name}的应公开任务`}
          captionHidden
          rows={owed}
          rowKey={(d) => d.id}
          columns={[
            { label: '内容', kind: 'main', cell: (d) => d.periodName ?? d.subject },
            { label: '应于', cell: (d) => d.dueOn },
            { label: '办结', cell: (d) => d.endedOn ?? '—' },
            { label: '情况（点开看怎么算）', cell: (d) => <DueDate tag={dutyTag(d, calendar, today)} steps={explainDue(d.steps)} provisional={d.provisional} /> },
            { label: '结果', cell: (d) => <DutyResult duty={d} /> },
          ]}
          empty={<EmptyState title="现在没有应公开的任务" />}
        />
      </section>
      <section aria-labelledby="columns">
        <div class="head">
          <h2 id="columns">目录标准</h2>
          {item.closedOn && <StatusTag tone="plain">{`${item.closedOn} 停用`}</StatusTag>}
        </div>
        <dl class="meta">
          <dt>公开要素</dt>
          <dd class="wide">{item.elements.join('、')}</dd>
          <dt>公开依据</dt>
          <dd class="wide">{item.basis.map((b) => citation(b)).join('；')}</dd>
          <dt>公开时限</dt>
          <dd class="wide">{item.limitText}</dd>
          <dt>更新周期</dt>
          <dd class="wide">{item.cadences.length === 0 ? '形成或变更时' : item.cadences.map((c) => `${c.name}（${cadenceNames[c.rhythm]}）`).join('、')}</dd>
          <dt>公开渠道</dt>
          <dd>{item.channels.join('、')}</dd>
          <dt>公开对象</dt>
          <dd>{item.audience}</dd>
          <dt>公开方式</dt>
          <dd>{item.mode}</dd>
          <dt>公开层级</dt>
          <dd>{item.level}</dd>
          {item.notes !== '' && (
            <>
              <dt>说明</dt>
              <dd class="wide">{item.notes}</dd>
            </>
          )}
        </dl>
      </section>
    </>
  );
}
