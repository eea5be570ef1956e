// Goes through a stretch of a report and collects, for each row of a form that is found there, the cells behind its label.
import type { Row } from '../tables.ts';
import type { Line } from './plain.ts';
import { type LabelReader, widthOf } from './row-labels.ts';
import { isWords, type Stretch, stretchesOf, type Token } from './table-tokens.ts';

/** Cells behind a label; null stands for an empty line, which may be a blank cell. */
export interface RowEntry {
  /** Null: all three rows of Table 4 side by side. */
  row: Row | null;
  cells: readonly (string | null)[];
  /** Digits behind the label that nobody parted. */
  glued: string | null;
  /** Blanks are seen, as in rows parted by tabs or bars. */
  blanksSeen: boolean;
  line: number;
  lastLine: number;
}

/** Table 4 prints its fifteen numbers in one line, under headings of three levels. */
const ACROSS = 15;

class Collector {
  readonly entries: RowEntry[] = [];
  /** Words since the last value. */
  private run: string[] = [];
  private runLine = 0;
  private open: { row: Row | null; cells: (string | null)[]; glued: string | null; line: number; lastLine: number } | null = null;
  private sawResult = false;

  constructor(private readonly labels: LabelReader) {}

  /** 总计 and 其他 are columns first and rows later. */
  private rowAtEnd(cells: readonly string[]): Row | null {
    const row = this.labels.rowAtEnd(cells);
    const laterOnly = this.labels.form.id === 'table3' && (row?.key === 'handled' || row?.key === 'otherwise');
    return laterOnly && !this.sawResult ? null : row;
  }

  private isAcross(cells: readonly (string | null)[]): boolean {
    return (
      this.labels.form.id === 'table4' &&
      this.run.join('').includes('结果维持') &&
      cells.filter((c) => c !== null).length === ACROSS
    );
  }

  private keep(entry: RowEntry): void {
    if (entry.row && entry.row.key !== 'received' && entry.row.key !== 'carriedIn') this.sawResult = true;
    this.entries.push(entry);
  }

  close(): void {
    const { open } = this;
    this.open = null;
    if (!open) return;
    const across = this.isAcross(open.cells) || (this.labels.form.id === 'table4' && open.glued?.length === ACROSS);
    if (across) this.keep({ ...open, row: null, blanksSeen: false });
    else if (open.row) this.keep({ ...open, blanksSeen: false });
    this.run = [];
  }

  loose(token: Token): void {
    if (token.kind === 'words') {
      if (this.open && (this.open.cells.length > 0 || this.open.glued !== null)) this.close();
      this.open = null;
      if (this.run.length === 0) this.runLine = token.line;
      this.run.push(token.text);
      return;
    }
    const open = this.open ?? {
      row: this.rowAtEnd(this.run),
      cells: [],
      glued: null,
      line: this.runLine || token.line,
      lastLine: token.line,
    };
    this.open = open;
    if (token.kind === 'gap') {
      if (open.row) open.cells.push(null);
      else if (open.cells.length === 0) this.open = null;
      return;
    }
    open.lastLine = token.line;
    if (token.kind === 'glued' && open.cells.length === 0 && open.glued === null) open.glued = token.text;
    else open.cells.push(token.text);
  }

  row(cells: readonly string[], line: number): void {
    this.close();
    let at = cells.length - 1;
    let row: Row | null = null;
    for (; at >= 0 && !row; at--) if (isWords(cells[at]!)) row = this.rowAtEnd([...this.run, ...cells.slice(0, at + 1)]);
    if (row) {
      this.keep({ row, cells: cells.slice(at + 2), glued: null, blanksSeen: true, line, lastLine: line });
      this.run = [];
      return;
    }
    const words = cells.filter(isWords);
    const trimmed = [...cells.slice(0, ACROSS), ...cells.slice(ACROSS).filter((c) => c !== '')];
    if (words.length === 0 && this.isAcross(trimmed)) {
      this.keep({ row: null, cells: trimmed, glued: null, blanksSeen: true, line, lastLine: line });
      this.run = [];
      return;
    }
    if (cells.some((c) => c !== '' && !isWords(c))) this.run = [];
    else {
      if (this.run.length === 0) this.runLine = line;
      this.run.push(...words);
    }
  }
}

function read(stretch: Stretch, collector: Collector): void {
  if (stretch.kind === 'row') collector.row(stretch.cells, stretch.line);
  else for (const token of stretch.tokens) collector.loose(token);
}

export function entriesIn(lines: readonly Line[], labels: LabelReader): RowEntry[] {
  const collector = new Collector(labels);
  for (const stretch of stretchesOf(lines)) read(stretch, collector);
  collector.close();
  return withBlanks(collector.entries, labels);
}

/** How many entries it takes to believe that empty lines are blank cells. */
const ENOUGH = 3;

/** Behind the last row of a table empty lines part it from what follows. */
function trimmed(entry: RowEntry, width: number): RowEntry {
  const cells = [...entry.cells];
  while (cells.length > width && cells.at(-1) === null) cells.pop();
  return { ...entry, cells };
}

/** Empty lines are cells only where every row of the table comes out whole when they are counted. */
function withBlanks(entries: readonly RowEntry[], labels: LabelReader): RowEntry[] {
  const width = (e: RowEntry): number => (e.row ? widthOf(labels.form, e.row) : ACROSS);
  const loose = entries.filter((e) => !e.blanksSeen);
  const last = loose.at(-1);
  const counted = loose.map((e) => (e === last ? trimmed(e, width(e)) : e));
  const believed = loose.length >= ENOUGH && counted.every((e) => e.glued === null && e.cells.length === width(e));
  if (believed) return [...entries.filter((e) => e.blanksSeen), ...counted];
  return entries.map((e) => (e.blanksSeen ? e : { ...e, cells: e.cells.filter((c) => c !== null) }));
}
