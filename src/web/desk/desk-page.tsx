// 待办: the figures, what can be begun, and one list of everything that waits, the most urgent on top.
import type { VNode } from 'preact';
import { type Column, DataTable } from '../../kit/data-table/part.tsx';
import { DueDate } from '../../kit/due-date/part.tsx';
import { EmptyState } from '../../kit/empty-state/part.tsx';
import { FactRow } from '../../kit/fact-row/part.tsx';
import { FilterBar } from '../../kit/filter-bar/part.tsx';
import { Pager } from '../../kit/pager/part.tsx';
import type { Desk } from './desk.ts';
import { type WorkFilter, workKinds, type WorkLine } from './work.ts';

export interface DeskAction {
  label: string;
  href: string;
}

export interface DeskPageProps {
  desk: Desk;
  /** `2026年11月22日 星期日（休息日）· 党政办 王样例` */
  line: string;
  actions: readonly DeskAction[];
  /** Whether this person's work comes as a list at all. */
  hasList: boolean;
  filter: WorkFilter;
  shown: readonly WorkLine[];
  page: number;
  pageSize: number;
  href(page: number): string;
  exportHref: string;
}

const columns: readonly Column<WorkLine>[] = [
  {
    label: '事项',
    kind: 'main',
    cell: (l) => (
      <>
        <a href={l.href}>{l.title}</a>
        {l.note && (
          <>
            <br />
            <span class="small muted">{l.note}</span>
          </>
        )}
      </>
    ),
  },
  { label: '类别', cell: (l) => l.kind },
  { label: '责任', cell: (l) => l.organ },
  { label: '环节', cell: (l) => l.step },
  {
    label: '时限',
    cell: (l) =>
      l.due ? <DueDate tag={l.due.tag} steps={l.due.steps} provisional={l.due.provisional} /> : <span class="muted">不限</span>,
  },
];

export function DeskPage(props: DeskPageProps): VNode {
  const { desk, actions, filter, shown, page, pageSize } = props;
  return (
    <>
      <p class="muted">{props.line}</p>
      {desk.facts.length > 0 && <FactRow facts={desk.facts} />}
      {actions.length > 0 && (
        <div class="bar">
          {actions.map((a, i) => (
            <a key={a.href} class={i === 0 ? 'btn' : 'btn quiet'} href={a.href}>
              {a.label}
            </a>
          ))}
        </div>
      )}
      {!props.hasList && (
        <EmptyState title="您的岗位没有排队的待办">
          <p>左侧菜单是您可以办理的工作；需要办理的事项出现时，会列在这里。</p>
        </EmptyState>
      )}
      {props.hasList && desk.lines.length === 0 && (
        <EmptyState title="没有待办">
          <p>该您办理的都办完了。新的任务、送审的稿件和退回的稿件会自动出现在这里。</p>
        </EmptyState>
      )}
      {desk.lines.length > 0 && (
        <>
          <FilterBar
            action="/console"
            search={{ name: 'q', label: '筛选', value: filter.q, placeholder: '事项、责任单位、环节' }}
            selects={[{ name: 'kind', label: '类别', value: filter.kind, choices: kindsOf(desk.lines) }]}
            count={shown.length}
            unit="件"
            clearHref={filter.q !== '' || filter.kind !== '' ? '/console' : undefined}
            download={{ href: props.exportHref }}
          />
          <DataTable
            caption="待办，到期早的在前；点开时限可看怎么算的"
            captionHidden
            columns={columns}
            rows={shown.slice((page - 1) * pageSize, page * pageSize)}
            rowKey={(l) => l.key}
            empty={
              <EmptyState title="没有符合条件的待办">
                <p>
                  共有 {desk.lines.length} 件待办，<a href="/console">看全部</a>。
                </p>
              </EmptyState>
            }
          />
          {shown.length > pageSize && <Pager total={shown.length} page={page} pageSize={pageSize} href={props.href} />}
        </>
      )}
    </>
  );
}

function kindsOf(lines: readonly WorkLine[]): { value: string; label: string }[] {
  return workKinds
    .filter((kind) => lines.some((l) => l.kind === kind))
    .map((kind) => ({ value: kind, label: `${kind}（${lines.filter((l) => l.kind === kind).length}）` }));
}
