// Pages of a list: how many there are, where we are, and plain links to the others.
import type { VNode } from 'preact';

export interface PagerProps {
  total: number;
  page: number;
  pageSize: number;
  /** Address of page n, filters kept. */
  href(n: number): string;
}

export function Pager({ total, page, pageSize, href }: PagerProps): VNode {
  const pages = Math.max(1, Math.ceil(total / pageSize));
  const near = [...new Set([1, page - 2, page - 1, page, page + 1, page + 2, pages])]
    .filter((n) => n >= 1 && n <= pages)
    .sort((a, b) => a - b);
  return (
    <nav class="pager" aria-label="分页">
      <span class="muted">共 {total} 条</span>
      {pages > 1 &&
        near.map((n, i) => (
          <span key={n}>
            {i > 0 && near[i - 1]! < n - 1 && <span aria-hidden="true">… </span>}
            {n === page ? (
              <span class="here" aria-current="page">
                {n}
              </span>
            ) : (
              <a href={href(n)} aria-label={`第 ${n} 页`}>
                {n}
              </a>
            )}
          </span>
        ))}
      {page < pages && (
        <a rel="next" href={href(page + 1)}>
          下一页
        </a>
      )}
    </nav>
  );
}
