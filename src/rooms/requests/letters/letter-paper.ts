// A letter in official layout: plain header, number, addressee, paragraphs, table, signature and day, contact as 附注.
// Contract: whatever a text says it can be printed; what an officer has emptied is left out.
import type { Paper, PaperBlock } from '../../../platform/paper/paper.ts';
import { printable } from '../../../platform/paper/paper.ts';
import type { Day } from '../../../town/day.ts';
import type { LetterText } from './letter-text.ts';
import { line } from './wording.ts';

export interface LetterHead {
  organ: string;
  number: string | null;
  /** Null: it bears no signature of ours, see `KindOfLetter.isSigned`. */
  on: Day | null;
}

const orNull = (text: string | null | undefined): string | null => (line(text) === '' ? null : line(text));

/** Two characters of indent and the three of 附件： */
const BELOW = '\u3000'.repeat(5);

/** The list of what goes along is one paragraph, so that no page ends within it; its numbers stand below each other (GB/T 9704). */
function together(paragraphs: readonly string[]): string[] {
  const first = paragraphs.findLastIndex((p) => p.startsWith('附件：1. '));
  if (first < 0) return [...paragraphs];
  const rest = paragraphs.slice(first + 1);
  const count = rest.findIndex((p, i) => !p.startsWith(`${i + 2}. `));
  const end = count < 0 ? rest.length : count;
  return [...paragraphs.slice(0, first), [paragraphs[first], ...rest.slice(0, end)].join(`\n${BELOW}`), ...rest.slice(end)];
}

export function letterPaper(text: LetterText, head: LetterHead): Paper {
  const shown = together(text.paragraphs.map((p) => printable(p).trim())).map((p) => ({ kind: 'paragraph' as const, text: p }));
  const after = text.table ? Math.min(Math.max(0, text.table.after), shown.length) : 0;
  const table: PaperBlock[] = text.table
    ? [{ kind: 'table', columns: text.table.columns, rows: text.table.rows, headRows: 0, size: text.table.size }]
    : [];
  const blocks = [...shown.slice(0, after), ...table, ...shown.slice(after)];
  return {
    title: line(text.title),
    organ: line(head.organ),
    docNo: orNull(head.number),
    salutation: orNull(text.salutation)?.replace(/[：:]$/, '') ?? null,
    blocks: blocks.filter((b) => b.kind !== 'paragraph' || b.text.trim() !== ''),
    signature: head.on === null ? null : { organ: line(head.organ), on: head.on },
    note: orNull(text.note),
    header: 'plain',
  };
}
