// The 33 squares from the items' status, for the front page and the catalogue.
import type { Square } from '../../../../kit/squares/part.tsx';
import type { ItemStatus } from '../../reads.ts';

function says(s: ItemStatus): string {
  if (s.state === 'late') return `${s.late} 项逾期未公开`;
  if (s.state === 'soon') return `${s.soon} 项七日内到期，最近 ${s.nextDue}`;
  if (s.state === 'none') return '尚无应公开任务';
  return s.lastPublishedOn === null ? '按期' : `按期，最近公开 ${s.lastPublishedOn}`;
}

export function itemSquares(statuses: readonly ItemStatus[]): Square[] {
  return statuses.map((s) => ({
    code: s.item.code,
    short: s.item.shortName,
    name: s.item.name,
    state: s.state,
    href: `/catalogue/${s.item.code}`,
    says: says(s),
  }));
}
