// 三十三格: each item of the catalogue as a square that says whether it is on time.
import type { VNode } from 'preact';

export type SquareState = 'on-time' | 'soon' | 'late' | 'none';

export interface Square {
  code: string;
  /** Short enough for a square: four characters or so. */
  short: string;
  name: string;
  state: SquareState;
  href: string;
  /** The state in a sentence: `逾期 2 个工作日，应于 11-18 前更新`. */
  says: string;
}

const looks: Readonly<Record<SquareState, { class: string; mark: string }>> = {
  'on-time': { class: 'sq', mark: '' },
  soon: { class: 'sq soon', mark: '临期' },
  late: { class: 'sq late', mark: '逾期' },
  none: { class: 'sq none', mark: '无' },
};

export function Squares({ entries, label }: { entries: readonly Square[]; label: string }): VNode {
  return (
    <ul class="squares" aria-label={label}>
      {entries.map((e) => (
        <li key={e.code}>
          <a class={looks[e.state].class} href={e.href} title={`${e.name}：${e.says}`}>
            <i>
              {e.code}
              {looks[e.state].mark !== '' && <b aria-hidden="true">{looks[e.state].mark}</b>}
            </i>
            <span>{e.short}</span>
            <span class="sr-only">，{e.says}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}

/** What the marks mean, with how many there are of each. */
export function SquaresKey({
  entries,
  soonWithin,
  updated,
}: {
  entries: readonly Square[];
  soonWithin: string;
  updated: string;
}): VNode {
  const count = (state: SquareState): number => entries.filter((e) => e.state === state).length;
  return (
    <p class="key">
      <span>按期 {count('on-time')}</span>
      <span class="k2">
        {soonWithin}到期 {count('soon')}
      </span>
      <span class="k3">逾期 {count('late')}</span>
      {count('none') > 0 && <span class="k4">暂无任务 {count('none')}</span>}
      <span class="muted">{updated}</span>
    </p>
  );
}
