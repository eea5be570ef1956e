// A document's text for the touch screen: links become plain words, so that nothing leads out, and the text is cut
// into pages a person can read standing. Pure.
import type { Block, Body, Inline, ListItem, Table, TableCell } from '../../../town/body.ts';

/** Characters of text a page holds, more or less: blocks are not cut in two. */
const PAGE_CHARS = 420;
const PAGE_ROWS = 10;

function withoutLinks(nodes: readonly Inline[] | undefined): readonly Inline[] | undefined {
  return nodes?.map((n) => (n.type === 'text' && n.marks ? { ...n, marks: n.marks.filter((m) => m.type !== 'link') } : n));
}

function plainBlock(block: Block): Block {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return { ...block, content: withoutLinks(block.content) } as Block;
    case 'bulletList':
    case 'orderedList':
      return { ...block, content: block.content.map((item): ListItem => ({ ...item, content: item.content.map(plainBlock) })) };
    case 'blockquote':
      return { ...block, content: block.content.map(plainBlock) };
    case 'table':
      return {
        ...block,
        content: block.content.map((row) => ({
          ...row,
          content: row.content.map((cell): TableCell => ({ ...cell, content: cell.content.map(plainBlock) })),
        })),
      };
    case 'horizontalRule':
    case 'image':
      return block;
  }
}

function length(blocks: readonly Block[]): number {
  let n = 0;
  for (const block of blocks) {
    if (block.type === 'paragraph' || block.type === 'heading') {
      n += (block.content ?? []).reduce((sum, i) => sum + (i.type === 'text' ? i.text.length : 1), 10);
    } else if (block.type === 'bulletList' || block.type === 'orderedList')
      for (const item of block.content) n += length(item.content);
    else if (block.type === 'blockquote') n += length(block.content);
    else if (block.type === 'table') n += Math.ceil((PAGE_CHARS / PAGE_ROWS) * block.content.length);
    else if (block.type === 'image') n += PAGE_CHARS / 2;
  }
  return n;
}

/** A long table goes on over several pages, each with the head row again; one with joined rows stays whole. */
function tables(table: Table): Table[] {
  const [head, ...rows] = table.content;
  const joined = table.content.some((row) => row.content.some((cell) => cell.attrs.rowspan > 1));
  if (!head || rows.length <= PAGE_ROWS || joined) return [table];
  const hasHead = head.content.every((cell) => cell.type === 'tableHeader');
  const body = hasHead ? rows : table.content;
  const parts: Table[] = [];
  for (let i = 0; i < body.length; i += PAGE_ROWS) {
    parts.push({ ...table, content: [...(hasHead ? [head] : []), ...body.slice(i, i + PAGE_ROWS)] });
  }
  return parts;
}

/** A heading, or the title set above a table: it belongs to what follows. */
function leadsOn(block: Block): boolean {
  return block.type === 'heading' || (block.type === 'paragraph' && block.attrs?.align === 'center');
}

/** The body in pages, at least one; a heading is never left alone at the foot of a page. */
export function kioskPages(body: Body): Body[] {
  const pages: Block[][] = [[]];
  for (const block of body.content.map(plainBlock).flatMap((b): Block[] => (b.type === 'table' ? tables(b) : [b]))) {
    const present = pages.at(-1)!;
    const full = present.length > 0 && length(present) + length([block]) > PAGE_CHARS;
    if (!full) {
      present.push(block);
      continue;
    }
    const carried = present.length > 1 && leadsOn(present.at(-1)!) ? [present.pop()!] : [];
    pages.push([...carried, block]);
  }
  return pages.map((content) => ({ type: 'doc', content }));
}
