// Duties as a table, the same for the public and the office: what, whose, by when and how that was found, what came of it.
import type { ComponentChildren, VNode } from 'preact';
import { type Column, DataTable } from '../../../../kit/data-table/part.tsx';
import { DueDate } from '../../../../kit/due-date/part.tsx';
import { EmptyState } from '../../../../kit/empty-state/part.tsx';
import type { Calendar } from '../../../../town/calendar.ts';
import type { Day } from '../../../../town/day.ts';
import { type Duty, dutyTitle } from '../../duty.ts';
import { nameOf, type OrganNames } from '../../organ-names.ts';
import { shown } from '../../standing.ts';

export interface DutyTableProps {
  caption: string;
  captionHidden?: boolean;
  duties: readonly Duty[];
  calendar: Calendar;
  today: Day;
  organs: OrganNames;
  /** Links to the desk's own page of a duty rather than to what the public sees. */
  console?: boolean;
  /** Left out where all rows have the same. */
  without?: 'item' | 'organ';
  /** What can be done with a duty. */
  actions?(duty: Duty): ComponentChildren;
  empty?: VNode;
}

export function DutyTable(props: DutyTableProps): VNode {
  const { duties, calendar, today, organs, without, actions } = props;
  const columns: Column<Duty>[] = [
    {
      label: '应公开的内容',
      kind: 'main',
      cell: (d) => <DutyName duty={d} console={props.console} withItem={without !== 'item'} />,
    },
  ];
  if (without !== 'organ') columns.push({ label: '责任单位', cell: (d) => nameOf(organs, d.organId) });
  columns.push({ label: '到期日', cell: (d) => <time dateTime={d.dueOn}>{d.dueOn}</time> });
  columns.push({
    label: '状态',
    cell: (d) => {
      const { tone, text, explanation } = shown(d, calendar, today);
      return <DueDate tag={{ tone, text }} steps={explanation} provisional={false} />;
    },
  });
  if (duties.some((d) => d.state !== 'open')) columns.push({ label: '结果', cell: (d) => <DutyEnd duty={d} /> });
  if (actions) columns.push({ label: '办理', cell: actions });
  return (
    <DataTable
      caption={props.caption}
      captionHidden={props.captionHidden}
      columns={columns}
      rows={duties}
      rowKey={(d) => d.id}
      stack={props.console !== true}
      empty={props.empty ?? <EmptyState title="没有符合条件的公开任务。" />}
    />
  );
}

function DutyName({ duty, console, withItem }: { duty: Duty; console?: boolean; withItem: boolean }): VNode {
  const title = dutyTitle(duty);
  return (
    <>
      {console ? <a href={`/console/duties/${duty.id}`}>{title}</a> : title}
      {withItem && (
        <>
          <br />
          <span class="small muted">
            {console ? (
              `${duty.itemCode} ${duty.itemName}`
            ) : (
              <a href={`/catalogue/${duty.itemCode}`}>{`${duty.itemCode} ${duty.itemName}`}</a>
            )}
          </span>
        </>
      )}
    </>
  );
}

/** How it ended, leading to the document or to the notice; blank while it is open. */
export function DutyEnd({ duty }: { duty: Duty }): VNode | null {
  if (duty.state === 'open') return null;
  if (duty.state === 'published') {
    const on = <time dateTime={duty.endedOn!}>{duty.endedOn}</time>;
    return duty.indexNo ? <a href={`/documents/${duty.indexNo}`}>{on} 公开</a> : <>{on} 公开</>;
  }
  if (duty.state === 'withheld') return <a href={`/catalogue/${duty.itemCode}/not-public/${duty.id}`}>不予公开说明</a>;
  return <span class="small">{duty.note}</span>;
}
