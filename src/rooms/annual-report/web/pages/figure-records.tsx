// What is behind one figure: its records, the figures it is the sum of, or who entered it and from where.
import type { VNode } from 'preact';
import { shortTime } from '../../../../town/day.ts';
import type { Counted } from '../../figures/collect.ts';
import type { FigureRecords } from '../../figures/figure.ts';
import type { HandEntry } from '../../entry-store.ts';
import { formatFigure } from '../../text.ts';

export interface FigureRecordsProps {
  figure: Counted;
  records: FigureRecords | null;
  /** The figures a computed one is the sum of. */
  parts: readonly Counted[];
  /** What was entered for it, the newest first. */
  entries: readonly HandEntry[];
  hrefOf(figure: string): string;
}

export function FigureRecordsView({ figure, records, parts, entries, hrefOf }: FigureRecordsProps): VNode {
  const { origin, value, unit } = figure;
  return (
    <>
      <p class="lead">
        <b class="num">{value === null ? '未填' : formatFigure(value)}</b> {unit}
        {origin.kind === 'records' && `　由“${origin.source.name}”的记录算出`}
        {origin.kind === 'computed' && '　由下面的数字相加'}
        {origin.kind === 'hand' && '　手工填写'}
      </p>
      {records && (
        <>
          <ol class="records">
            {records.lines.map((r) => (
              <li key={`${r.href}${r.title}`}>
                {r.href ? <a href={r.href}>{r.title}</a> : r.title}
                <span class="muted small">　{r.detail}</span>
              </li>
            ))}
          </ol>
          {records.total === 0 && <p>这一年没有这样的记录。</p>}
          {records.total > records.lines.length && (
            <p class="muted">
              共 {records.total} 条，这里列出其中 {records.lines.length} 条。
            </p>
          )}
        </>
      )}
      {parts.length > 0 && (
        <ul>
          {parts.map((p) => (
            <li key={p.key}>
              <a href={hrefOf(p.key)}>{p.name}</a>：{p.value === null ? '未填' : formatFigure(p.value)} {p.unit}
            </li>
          ))}
        </ul>
      )}
      {entries.length > 0 && (
        <ul>
          {entries.map((e) => (
            <li key={e.id}>
              <b class="num">{formatFigure(e.value)}</b>　来源：{e.source}
              <span class="muted small">
                　{e.enteredBy} {shortTime(e.enteredAt)} 填写
                {e.endedAt && `，${shortTime(e.endedAt)} 被替换`}
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
