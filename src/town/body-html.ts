// The only way a body becomes HTML. Every tag is written here; every text and attribute passes `escaped`.
import type { Block, Body, Inline, Mark, TableCell } from './body.ts';

export interface BodyHtmlOptions {
  /** Address of a picture in the file store. */
  readonly imageSrc: (sha256: string) => string;
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

function inline(nodes: readonly Inline[] | undefined): string {
  return (nodes ?? [])
    .map((node) => {
      if (node.type === 'hardBreak') return '<br>';
      let html = escaped(node.text);
      for (const mark of node.marks ?? []) if (mark.type !== 'link') html = `<${tags[mark.type]}>${html}</${tags[mark.type]}>`;
      for (const mark of node.marks ?? []) if (mark.type === 'link') html = `<a href="${escaped(mark.attrs.href)}">${html}</a>`;
      return html;
    })
    .join('');
}

class Writer {
  private sections = 0;
  constructor(private readonly options: BodyHtmlOptions) {}

  blocks(blocks: readonly Block[]): string {
    return blocks.map((block) => this.block(block)).join('');
  }

  private block(block: Block): string {
    switch (block.type) {
      case 'paragraph': {
        const align = block.attrs && block.attrs.align !== 'left' ? ` class="align-${block.attrs.align}"` : '';
        return `<p${align}>${inline(block.content)}</p>`;
      }
      case 'heading': {
        const tag = `h${block.attrs.level + 1}`;
        return `<${tag} id="s${++this.sections}">${inline(block.content)}</${tag}>`;
      }
      case 'bulletList':
        return `<ul>${this.items(block.content)}</ul>`;
      case 'orderedList':
        return `<ol${block.attrs.start === 1 ? '' : ` start="${block.attrs.start}"`}>${this.items(block.content)}</ol>`;
      case 'blockquote':
        return `<blockquote>${this.blocks(block.content)}</blockquote>`;
      case 'horizontalRule':
        return '<hr>';
      case 'image':
        return `<figure><img src="${escaped(this.options.imageSrc(block.attrs.file))}" alt="${escaped(block.attrs.alt)}" loading="lazy"></figure>`;
      case 'table': {
        const rows = block.content.map((row) => `<tr>${row.content.map((cell) => this.cell(cell)).join('')}</tr>`).join('');
        // A keyboard reader must be able to scroll the region, hence tabindex (WCAG 2.1.1).
        return `<div class="table-scroll" tabindex="0" role="region" aria-label="表格"><table><tbody>${rows}</tbody></table></div>`;
      }
    }
  }

  private items(items: readonly { readonly content: readonly Block[] }[]): string {
    return items.map((item) => `<li>${this.inside(item.content)}</li>`).join('');
  }

  private cell(cell: TableCell): string {
    const tag = cell.type === 'tableHeader' ? 'th' : 'td';
    const { colspan, rowspan } = cell.attrs;
    const spans = `${colspan > 1 ? ` colspan="${colspan}"` : ''}${rowspan > 1 ? ` rowspan="${rowspan}"` : ''}`;
    return `<${tag}${spans}>${this.inside(cell.content)}</${tag}>`;
  }

  /** A single plain paragraph in a cell or item is written without its tag. */
  private inside(blocks: readonly Block[]): string {
    const [first] = blocks;
    return blocks.length === 1 && first?.type === 'paragraph' && !first.attrs ? inline(first.content) : this.blocks(blocks);
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
