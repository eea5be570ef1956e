// A list of public documents, the same wherever it stands.
import type { VNode } from 'preact';
import { StatusTag } from '../../../../kit/status-tag/part.tsx';
import { dayOf, type Day } from '../../../../town/day.ts';
import type { PublicLine } from '../../reads.ts';
import { documentPath, listDay } from '../addresses.ts';

export function DocumentList({
  lines,
  today,
  organNames,
}: {
  lines: readonly PublicLine[];
  today: Day;
  organNames?: ReadonlyMap<string, string>;
}): VNode {
  return (
    <ul class="list">
      {lines.map((line) => (
        <li key={line.id}>
          <span>
            <a href={documentPath(line.indexNo)}>{line.title}</a>
            {line.validity !== '有效' && (
              <>
                {' '}
                <StatusTag tone="late">{line.validity}</StatusTag>
              </>
            )}
            {line.editions > 1 && (
              <>
                {' '}
                <StatusTag tone="plain">{`第 ${line.editions} 版`}</StatusTag>
              </>
            )}
            {line.imported && (
              <>
                {' '}
                <StatusTag tone="plain">导入</StatusTag>
              </>
            )}
            {organNames && <span class="small muted">　{organNames.get(line.organId)}</span>}
          </span>
          <time datetime={dayOf(line.publishedAt)}>{listDay(dayOf(line.publishedAt), today)}</time>
        </li>
      ))}
    </ul>
  );
}
