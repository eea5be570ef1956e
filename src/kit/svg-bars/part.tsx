// A bar chart that is its own table: names left, bars in the middle, figures right. Prints, reflows, reads aloud.
import type { VNode } from 'preact';

export interface Bar {
  label: string;
  value: number;
  /** The figure as people read it: `98.2%`, `6.4 日`. */
  says: string;
  /** Where the middle half lies, drawn as a line over the bar. */
  spread?: { from: number; to: number };
  late?: boolean;
  href?: string;
}

export interface SvgBarsProps {
  caption: string;
  /** Head of the name column and of the figure column. */
  heads: readonly [name: string, figure: string];
  bars: readonly Bar[];
  /** End of the scale; the greatest value when left out. */
  max?: number;
}

export function SvgBars({ caption, heads, bars, max }: SvgBarsProps): VNode {
  const end = Math.max(max ?? 0, ...bars.flatMap((b) => [b.value, b.spread?.to ?? 0])) || 1;
  const at = (value: number): number => Math.round((Math.max(0, value) / end) * 1000) / 10;
  return (
    <table class="bars">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{heads[0]}</th>
          <td aria-hidden="true" />
          <th scope="col" class="amount">
            {heads[1]}
          </th>
        </tr>
      </thead>
      <tbody>
        {bars.map((bar) => (
          <tr key={bar.label} class={bar.late ? 'late' : undefined}>
            <th scope="row">{bar.href ? <a href={bar.href}>{bar.label}</a> : bar.label}</th>
            <td aria-hidden="true">
              <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                <rect x="0" y="1" width={at(bar.value)} height="8" />
                {bar.spread && <line x1={at(bar.spread.from)} x2={at(bar.spread.to)} y1="5" y2="5" />}
              </svg>
            </td>
            <td class="amount">{bar.says}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
