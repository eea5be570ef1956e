// What every list has above it: a filter that works by address, a count, a download, a feed where it is public.
import type { VNode } from 'preact';
import type { Choice } from '../form-field/part.tsx';

export interface Download {
  href: string;
  /** When the file is not the whole list: 最近 5000 条. */
  note?: string;
}

/** The one word for taking a list along: as a workbook, or as CSV where the public reads. */
export function DownloadLink({ href, note }: Download): VNode {
  const label = /\.csv(\?|$)/.test(href) ? '下载（CSV）' : '导出 Excel';
  return <a href={href}>{note ? `${label}（${note}）` : label}</a>;
}

export interface FilterBarProps {
  action: string;
  search?: { name: string; label: string; value: string; placeholder?: string };
  /** Further plain texts, beside the search. */
  texts?: readonly { name: string; label: string; value: string }[];
  selects?: readonly { name: string; label: string; value: string; choices: readonly Choice[]; all?: string }[];
  dates?: readonly { name: string; label: string; value: string }[];
  /** Values that stay as they are while filtering. */
  keep?: Readonly<Record<string, string>>;
  /** Left out while nothing has been looked for. */
  count?: number;
  /** What is counted: 件, 条, 人. */
  unit?: string;
  /** Address without any filter; shown when one is set. */
  clearHref?: string;
  /** What it is called follows from the kind of file. */
  download?: Download;
  feed?: string;
}

export function FilterBar(props: FilterBarProps): VNode {
  const {
    action,
    search,
    texts = [],
    selects = [],
    dates = [],
    keep = {},
    count,
    unit = '条',
    clearHref,
    download,
    feed,
  } = props;
  return (
    <>
      <form class="filter-bar" method="get" action={action} role="search" aria-label="筛选">
        {Object.entries(keep).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {search && (
          <div class="wide">
            <label for={`filter-${search.name}`}>{search.label}</label>
            <input
              id={`filter-${search.name}`}
              type="search"
              name={search.name}
              value={search.value}
              placeholder={search.placeholder}
              data-live-filter=""
            />
          </div>
        )}
        {texts.map((t) => (
          <div key={t.name}>
            <label for={`filter-${t.name}`}>{t.label}</label>
            <input id={`filter-${t.name}`} type="text" name={t.name} value={t.value} />
          </div>
        ))}
        {selects.map((s) => (
          <div key={s.name}>
            <label for={`filter-${s.name}`}>{s.label}</label>
            <select id={`filter-${s.name}`} name={s.name}>
              <option value="">{s.all ?? '全部'}</option>
              {s.choices.map((c) => (
                <option key={c.value} value={c.value} selected={c.value === s.value}>
                  {c.label}
                </option>
              ))}
            </select>
          </div>
        ))}
        {dates.map((d) => (
          <div key={d.name}>
            <label for={`filter-${d.name}`}>{d.label}</label>
            <input id={`filter-${d.name}`} type="date" name={d.name} value={d.value} />
          </div>
        ))}
        <button type="submit">筛选</button>
      </form>
      <p class="filter-line">
        {count !== undefined && (
          <span>
            共 <b>{count}</b> {unit}
          </span>
        )}
        {clearHref && <a href={clearHref}>清除筛选</a>}
        {download && <DownloadLink {...download} />}
        {feed && (
          <a href={feed} type="application/atom+xml">
            订阅更新
          </a>
        )}
      </p>
    </>
  );
}
