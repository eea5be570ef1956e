// The only way a body becomes HTML. Every tag is written here; every text and attribute passes `escaped`.
import type { Block, Body, Inline, Mark, TableCell } from './body.ts';

/** A stretch of one paragraph's text to be pointed at; offsets as in `bodyBlocks`. */
export interface Passage {
  readonly start: number;
  readonly end: number;
  readonly id: string;
  /** What it is, for those who hear the page: `手机号`. */
  readonly kind: string;
  readonly grave: boolean;
}

export interface BodyHtmlOptions {
  /** Address of a picture in the file store. */
  readonly imageSrc: (sha256: string) => string;
  /** Marked in the text, by the path of the paragraph they stand in. */
  readonly passages?: ReadonlyMap<string, readonly Passage[]>;
}

export interface BodySection {
  readonly id: string;
  readonly level: number;
  readonly text: string;
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (c) => ESCAPES[c]!);
}

const tags: Readonly<Record<Exclude<Mark['type'], 'link'>, string>> = {
  bold: 'strong',
  italic: 'em',
  underline: 'u',
  superscript: 'sup',
  subscript: 'sub',
};

/** `text` begins at `from` in its paragraph. A passage that runs on over other formatting is marked again there, its id and name once. */
function pointedAt(text: string, from: number, passages: readonly Passage[]): string {
  const to = from + text.length;
  const within = passages.filter((p) => p.start < to && p.end > from && p.start < p.end);
  if (within.length === 0) return escaped(text);
  const cuts = new Set([from, to]);
  for (const p of within) for (const at of [p.start, p.end]) if (at > from && at < to) cuts.add(at);
  const ends = [...cuts].sort((a, b) => a - b);
  return ends
    .slice(0, -1)
    .map((start, i) => {
      let html = escaped(text.slice(start - from, ends[i + 1]! - from));
      for (const p of within.filter((w) => w.start <= start && w.end > start)) {
        const begins = Math.max(p.start, 0) === start;
        const name = begins ? `<span class="sr-only">（${escaped(p.kind)}）</span>` : '';
        html = `<mark${p.grave ? ' class="pii"' : ''}${begins ? ` id="${escaped(p.id)}" title="${escaped(p.kind)}"` : ''}>${name}${html}</mark>`;
      }
      return html;
    })
    .join('');
}

/** A single line of text, escaped, with passages marked in it. */
export function markedText(text: string, passages: readonly Passage[] = []): string {
  return pointedAt(text, 0, passages);
}

function inline(nodes: readonly Inline[] | undefined, passages: readonly Passage[] = []): string {
  let at = 0;
  return (nodes ?? [])
    .map((node) => {
      const from = at;
      at += node.type === 'hardBreak' ? 1 : node.text.length;
      if (node.type === 'hardBreak') return '<br>';
      let html = pointedAt(node.text, from, passages);
      for (const mark of node.marks ?? []) if (mark.type !== 'link') html = `<${tags[mark.type]}>${html}</${tags[mark.type]}>`;
      for (const mark of node.marks ?? []) if (mark.type === 'link') html = `<a href="${escaped(mark.attrs.href)}">${html}</a>`;
      return html;
    })
    .join('');
}

function under(path: string, i: number): string {
  return path === '' ? String(i) : `${path}.${i}`;
}

class Writer {
  private sections = 0;
  constructor(private readonly options: BodyHtmlOptions) {}

  /** `path` is where these blocks hang in the body, as `bodyBlocks` counts it. */
  blocks(blocks: readonly Block[], path = ''): string {
    return blocks.map((block, i) => this.block(block, under(path, i))).join('');
  }

  private block(block: Block, path: string): string {
    switch (block.type) {
      case 'paragraph': {
        const align = block.attrs && block.attrs.align !== 'left' ? ` class="align-${block.attrs.align}"` : '';
        return `<p${align}>${this.text(block, path)}</p>`;
      }
      case 'heading': {
        const tag = `h${block.attrs.level + 1}`;
        return `<${tag} id="s${++this.sections}">${this.text(block, path)}</${tag}>`;
      }
      case 'bulletList':
        return `<ul>${this.items(block.content, path)}</ul>`;
      case 'orderedList':
        return `<ol${block.attrs.start === 1 ? '' : ` start="${block.attrs.start}"`}>${this.items(block.content, path)}</ol>`;
      case 'blockquote':
        return `<blockquote>${this.blocks(block.content, path)}</blockquote>`;
      case 'horizontalRule':
        return '<hr>';
      case 'image':
        return `<figure><img src="${escaped(this.options.imageSrc(block.attrs.file))}" alt="${escaped(block.attrs.alt)}" loading="lazy"></figure>`;
      case 'table': {
        const rows = block.content
          .map((row, r) => `<tr>${row.content.map((cell, c) => this.cell(cell, under(under(path, r), c))).join('')}</tr>`)
          .join('');
        // A keyboard reader must be able to scroll the region, hence tabindex (WCAG 2.1.1).
        return `<div class="table-scroll" tabindex="0" role="region" aria-label="表格"><table><tbody>${rows}</tbody></table></div>`;
      }
    }
  }

  private text(block: { readonly content?: readonly Inline[] }, path: string): string {
    return inline(block.content, this.options.passages?.get(path));
  }

  private items(items: readonly { readonly content: readonly Block[] }[], path: string): string {
    return items.map((item, i) => `<li>${this.inside(item.content, under(path, i))}</li>`).join('');
  }

  private cell(cell: TableCell, path: string): string {
    const tag = cell.type === 'tableHeader' ? 'th' : 'td';
    const { colspan, rowspan } = cell.attrs;
    const spans = `${colspan > 1 ? ` colspan="${colspan}"` : ''}${rowspan > 1 ? ` rowspan="${rowspan}"` : ''}`;
    return `<${tag}${spans}>${this.inside(cell.content, path)}</${tag}>`;
  }

  /** A single plain paragraph in a cell or item is written without its tag. */
  private inside(blocks: readonly Block[], path: string): string {
    const [first] = blocks;
    return blocks.length === 1 && first?.type === 'paragraph' && !first.attrs
      ? this.text(first, under(path, 0))
      : this.blocks(blocks, path);
  }
}

export function bodyHtml(body: Body, options: BodyHtmlOptions): string {
  return new Writer(options).blocks(body.content);
}

/** Headings with the ids that bodyHtml gives them, for a table of contents. */
export function bodySections(body: Body): readonly BodySection[] {
  const found: BodySection[] = [];
  const walk = (blocks: readonly Block[]): void => {
    for (const block of blocks) {
      if (block.type === 'heading') {
        const text = (block.content ?? []).map((n) => (n.type === 'text' ? n.text : ' ')).join('');
        found.push({ id: `s${found.length + 1}`, level: block.attrs.level, text });
      } else if (block.type === 'blockquote') walk(block.content);
      else if (block.type === 'bulletList' || block.type === 'orderedList') for (const item of block.content) walk(item.content);
      else if (block.type === 'table') for (const row of block.content) for (const cell of row.content) walk(cell.content);
    }
  };
  walk(body.content);
  return found;
}
