// Figures no room brings yet: entered by group, with one source for what is entered together.
import type { VNode } from 'preact';
import { TextField } from '../../../../kit/form-field/part.tsx';
import { type Problem, ProblemSummary } from '../../../../kit/problem-summary/part.tsx';
import { TokenField } from '../../../../kit/token-field/part.tsx';
import type { Ctx } from '../../../../platform/http/route.ts';
import type { Counted } from '../../figures/collect.ts';
import type { HandGroup } from '../../figures/by-hand.ts';
import type { Grid, GridCell } from '../../grid.ts';
import { formatFigure } from '../../text.ts';
import { figurePath, reportPath } from '../addresses.ts';

export interface FiguresPageProps {
  ctx: Ctx;
  fiscalYear: number;
  groups: readonly HandGroup[];
  all: ReadonlyMap<string, Counted>;
  /** The tables of the year's form by group. */
  grids: ReadonlyMap<string, Grid>;
  typed: { group: string; values: ReadonlyMap<string, string>; source: string };
  problems: readonly Problem[];
}

export function FiguresPage({ ctx, fiscalYear, groups, all, grids, typed, problems }: FiguresPageProps): VNode {
  return (
    <>
      <ProblemSummary problems={problems} />
      <p>
        还没有办理记录可数的数字在这里填写，写明来源；页面和报告上都会注明“手工填写”。以后有了记录，同一个数字就只由记录算出。
        <a href={reportPath(fiscalYear)}>回到报告</a>
      </p>
      <nav class="bar" aria-label="分组">
        {groups.map((g) => (
          <span key={g.id}>
            <a href={`#${g.id}`}>{g.title}</a>　
          </span>
        ))}
      </nav>
      {groups
        .filter((g) => g.figures.length > 0)
        .map((g) => (
          <Group
            key={g.id}
            ctx={ctx}
            fiscalYear={fiscalYear}
            group={g}
            all={all}
            grids={grids}
            typed={typed}
            problems={problems}
          />
        ))}
    </>
  );
}

function Group(props: Omit<FiguresPageProps, 'groups'> & { group: HandGroup }): VNode {
  const { ctx, fiscalYear, group, all, typed, problems } = props;
  const mine = typed.group === group.id;
  const grid = props.grids.get(group.id);
  return (
    <section aria-labelledby={group.id}>
      <h2 id={group.id}>{group.title}</h2>
      <form method="post" action={`${reportPath(fiscalYear)}/figures`} class="figure-entry">
        <TokenField ctx={ctx} />
        <input type="hidden" name="group" value={group.id} />
        {grid ? (
          <GridEntry grid={grid} group={group} all={all} typed={mine ? typed.values : null} problems={problems} />
        ) : (
          <table>
            <thead>
              <tr>
                <th scope="col">数字</th>
                <th scope="col">值</th>
                <th scope="col">来源</th>
              </tr>
            </thead>
            <tbody>
              {group.figures.map((f) => (
                <Line
                  key={f.key}
                  figure={all.get(f.key) ?? null}
                  fiscalYear={fiscalYear}
                  typed={mine ? typed.values : null}
                  problems={problems}
                />
              ))}
            </tbody>
          </table>
        )}
        <TextField
          label="这一次填写的来源"
          name={`source-${group.id}`}
          hint="台账、登记簿、签到表、上级通报的名称和日期"
          value={mine ? typed.source : ''}
          required
          problems={mine ? problems : []}
        />
        <p class="field">
          <label>
            <input type="checkbox" name="replace" value="1" /> 替换已填的数字（原来的值和来源留存）
          </label>
        </p>
        <button type="submit" class="btn">
          保存
        </button>
      </form>
    </section>
  );
}

/** A table of the form, filled in where it stands; what follows from other cells is only shown. */
function GridEntry(props: {
  grid: Grid;
  group: HandGroup;
  all: ReadonlyMap<string, Counted>;
  typed: ReadonlyMap<string, string> | null;
  problems: readonly Problem[];
}): VNode {
  const { grid, group, all, typed, problems } = props;
  const mayEnter = new Set(group.figures.map((f) => f.key));
  const inside = (cell: GridCell): VNode | string => {
    const figure = cell.figure === null || !mayEnter.has(cell.figure) ? null : all.get(cell.figure);
    if (!figure) return cell.text;
    const name = `figure-${figure.key}`;
    const value = figure.value === null ? '' : formatFigure(figure.value);
    return (
      <input
        id={`field-${name}`}
        name={name}
        aria-label={figure.name}
        inputMode="decimal"
        size={4}
        maxLength={20}
        value={typed?.get(figure.key) ?? value}
        aria-invalid={problems.some((p) => p.field === name) ? 'true' : undefined}
      />
    );
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section class="table-scroll report-table" tabIndex={0} aria-label={grid.caption}>
      <table>
        <caption class="sr-only">{grid.caption}</caption>
        <tbody>
          {grid.rows.map((row, y) => (
            <tr key={y}>
              {row.map((cell, x) => {
                const spans = { colSpan: cell.colSpan, rowSpan: cell.rowSpan };
                return cell.head ? (
                  <th key={x} {...spans}>
                    {cell.text}
                  </th>
                ) : (
                  <td key={x} {...spans}>
                    {inside(cell)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Line({
  figure,
  fiscalYear,
  typed,
  problems,
}: {
  figure: Counted | null;
  fiscalYear: number;
  typed: ReadonlyMap<string, string> | null;
  problems: readonly Problem[];
}): VNode | null {
  if (!figure) return null;
  const name = `figure-${figure.key}`;
  const { origin, value } = figure;
  const problem = problems.some((p) => p.field === name);
  return (
    <tr>
      <th scope="row">
        <label for={`field-${name}`}>{figure.name}</label>
        {figure.unit && <span class="muted small">（{figure.unit}）</span>}
      </th>
      <td>
        <input
          id={`field-${name}`}
          name={name}
          inputMode="decimal"
          size={10}
          maxLength={20}
          value={typed?.get(figure.key) ?? (value === null ? '' : formatFigure(value))}
          aria-invalid={problem ? 'true' : undefined}
        />
      </td>
      <td class="small">
        {origin.kind === 'hand' ? (
          <a href={figurePath(fiscalYear, figure.key)}>
            {origin.entry.source}（{origin.entry.enteredBy}）
          </a>
        ) : (
          <span class="muted">未填</span>
        )}
      </td>
    </tr>
  );
}
