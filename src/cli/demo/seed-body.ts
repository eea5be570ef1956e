// Seed blocks as document bodies.
import type { Block, Body, Inline, TableCell } from '../../town/body.ts';
import type { SeedBlock } from '../../../seed/types.ts';

const text = (t: string | number): Inline[] => (String(t) === '' ? [] : [{ type: 'text', text: String(t) }]);

function cell(kind: 'tableHeader' | 'tableCell', value: string | number): TableCell {
  return { type: kind, attrs: { colspan: 1, rowspan: 1 }, content: [{ type: 'paragraph', content: text(value) }] } as TableCell;
}

function blocksOf(block: SeedBlock): Block[] {
  if (typeof block === 'string') return [{ type: 'paragraph', content: text(block) }];
  switch (block.kind) {
    case 'heading':
      return [{ type: 'heading', attrs: { level: block.level }, content: text(block.text) }];
    case 'list':
      return [
        {
          type: 'bulletList',
          content: block.items.map((i) => ({
            type: 'listItem' as const,
            content: [{ type: 'paragraph' as const, content: text(i) }],
          })),
        },
      ];
    case 'sign':
      return [block.organ, block.date].map((t): Block => ({ type: 'paragraph', attrs: { align: 'right' }, content: text(t) }));
    case 'table': {
      const caption: Block[] = block.caption
        ? [{ type: 'paragraph', attrs: { align: 'center' }, content: text(block.caption) }]
        : [];
      const rows = [block.head.map((h) => cell('tableHeader', h)), ...block.rows.map((r) => r.map((c) => cell('tableCell', c)))];
      return [...caption, { type: 'table', content: rows.map((content) => ({ type: 'tableRow' as const, content })) }];
    }
  }
}

export function bodyOf(blocks: readonly SeedBlock[]): Body {
  return { type: 'doc', content: blocks.flatMap(blocksOf) };
}

/** The same blocks with one stretch of text put right, as the corrected edition has it. */
export function corrected(blocks: readonly SeedBlock[], before: string, after: string): SeedBlock[] {
  return JSON.parse(
    JSON.stringify(blocks).replace(JSON.stringify(before).slice(1, -1), JSON.stringify(after).slice(1, -1)),
  ) as SeedBlock[];
}
