// 审计记录: every deed, newest first, with everything the chain holds of it.
import type { VNode } from 'preact';
import { type Column, DataTable } from '../../kit/data-table/part.tsx';
import { EmptyState } from '../../kit/empty-state/part.tsx';
import { FilterBar } from '../../kit/filter-bar/part.tsx';
import { StatusTag } from '../../kit/status-tag/part.tsx';
import { TokenField } from '../../kit/token-field/part.tsx';
import type { Standings } from '../../platform/standing.ts';
import { isoShanghai, type Instant, shortTime } from '../../town/day.ts';
import { subjectParts, verbWord } from './audit-words.ts';
import type { AuditRow } from './read-audit.ts';
import type { SubjectNames } from './subject-names.ts';

/** The filter as typed. */
export interface TypedFilter {
  from: string;
  to: string;
  person: string;
  verb: string;
  text: string;
}

export interface AuditPageProps {
  ctx: { formToken: string };
  typed: TypedFilter;
  /** What cannot be read of the filter; then nothing is listed. */
  problems: readonly string[];
  verbs: readonly string[];
  rows: readonly AuditRow[];
  count: number;
  /** Names of subjects and organs, by `staff:…`, `organ:…`. */
  names: SubjectNames;
  verified: Standings['audit-verified'] | undefined;
  newest: string;
  newer: string | null;
  older: string | null;
  exportHref: string;
  mostExported: number;
}

export function toTheSecond(at: Instant): string {
  return isoShanghai(at).slice(0, 19).replace('T', ' ');
}

/** What it was done to: its name, leading to where it can be looked up; the id, which is what the record holds, below. */
function Subject({ subject, names }: { subject: string; names: SubjectNames }): VNode {
  const { word, id } = subjectParts(subject);
  const known = names.get(subject);
  if (!known)
    return (
      <>
        {word} {id}
      </>
    );
  return (
    <>
      {word} {known.href ? <a href={known.href}>{known.name}</a> : known.name}
      <br />
      <span class="small muted">{id}</span>
    </>
  );
}

function columnsOf(names: SubjectNames): Column<AuditRow>[] {
  return [
    { label: '序号', kind: 'amount', cell: (r) => <span id={`row-${r.seq}`}>{r.seq}</span> },
    { label: '时间', cell: (r) => <time dateTime={isoShanghai(r.at)}>{toTheSecond(r.at)}</time> },
    {
      label: '何人',
      cell: (r) => (
        <>
          {r.actor}
          <br />
          <span class="small muted">
            {[r.organId ? names.get(`organ:${r.organId}`)?.name : null, r.from].filter(Boolean).join(' · ')}
          </span>
        </>
      ),
    },
    { label: '做了什么', cell: (r) => verbWord(r.verb) },
    {
      label: '对象和内容',
      kind: 'main',
      cell: (r) => (
        <>
          {r.subject !== null && <Subject subject={r.subject} names={names} />}
          <details>
            <summary>
              详情<span class="sr-only">，第 {r.seq} 条</span>
            </summary>
            <pre class="small">{JSON.stringify(r.detail, null, 2)}</pre>
            <p class="small muted">
              动作 {r.verb}，对象 {r.subject ?? '无'}
            </p>
            <p class="small">入链原文（哈希所覆盖的文字）</p>
            <pre class="small">{r.entry}</pre>
            <p class="small muted">哈希 {r.hash}</p>
          </details>
        </>
      ),
    },
  ];
}

function Chain({ ctx, verified }: Pick<AuditPageProps, 'ctx' | 'verified'>): VNode {
  return (
    <div class="bar">
      {verified === undefined && <span>审计链还没有核验过。</span>}
      {verified?.brokenAt === null && (
        <span>
          <StatusTag tone="ok">审计链完整</StatusTag>　{shortTime(verified.at)} 核验，共 {verified.rows}{' '}
          条，逐条相接，没有改动、缺失或插入。
        </span>
      )}
      {verified && verified.brokenAt !== null && (
        <span role="alert">
          <StatusTag tone="late">{`第 ${verified.brokenAt} 条断裂`}</StatusTag>　{shortTime(verified.at)} 核验：前 {verified.rows}{' '}
          条相接，从第 {verified.brokenAt} 条起与前文不符。请不要改动数据库，立即保全备份并报告分管领导。
        </span>
      )}
      <form method="post" action="/console/audit/verify">
        <TokenField ctx={ctx} />
        <button class="btn quiet" type="submit">
          现在核验
        </button>
      </form>
    </div>
  );
}

export function AuditPage(props: AuditPageProps): VNode {
  const { typed, rows, count } = props;
  const isFiltered = Object.values(typed).some((v) => v !== '');
  return (
    <>
      <p class="muted">每一次操作一条，只能追加，谁也不能修改或删除。查阅和导出本身也会记录。</p>
      <Chain ctx={props.ctx} verified={props.verified} />
      {props.problems.map((sentence) => (
        <p key={sentence} class="notice" role="alert">
          {sentence}
        </p>
      ))}
      <FilterBar
        action="/console/audit"
        search={{ name: 'text', label: '对象或内容', value: typed.text, placeholder: '编号、索引号、标题中的字' }}
        texts={[{ name: 'person', label: '何人', value: typed.person }]}
        selects={[
          {
            name: 'verb',
            label: '动作',
            value: typed.verb,
            choices: props.verbs.map((verb) => ({
              value: verb,
              label: verbWord(verb) === verb ? verb : `${verbWord(verb)}（${verb}）`,
            })),
          },
        ]}
        dates={[
          { name: 'from', label: '从', value: typed.from },
          { name: 'to', label: '到', value: typed.to },
        ]}
        count={count}
        clearHref={isFiltered ? '/console/audit' : undefined}
        download={{
          href: props.exportHref,
          note: count > props.mostExported ? `最近 ${props.mostExported} 条` : undefined,
        }}
      />
      <DataTable
        caption="审计记录，新的在前"
        captionHidden
        stack
        columns={columnsOf(props.names)}
        rows={rows}
        rowKey={(r) => String(r.seq)}
        empty={
          <EmptyState title="没有符合条件的记录">
            <p>
              减少一个条件试试，或<a href="/console/audit">看全部</a>。
            </p>
          </EmptyState>
        }
      />
      <nav class="pager" aria-label="分页">
        {props.newer && (
          <>
            <a href={props.newest}>最新</a>
            <a rel="prev" href={props.newer}>
              较新的
            </a>
          </>
        )}
        {props.older && (
          <a rel="next" href={props.older}>
            较早的
          </a>
        )}
      </nav>
    </>
  );
}
