// A published report of any year, ours or another town's, out of its lines. Pure. What cannot be read is null or absent, never guessed.
import { eraOf } from '../era.ts';
import type { ReadReport } from '../annual-report.ts';
import { readFigures } from './figures.ts';
import { formParts, partsOf } from './headings.ts';
import { type Around, fiscalYearIn, publishedIn, titleIn, unitIn } from './page-facts.ts';
import type { Line } from './plain.ts';
import { readSheet } from './read-sheet.ts';
import { readTables } from './read-tables.ts';
import { narrativeOf } from './said.ts';
import { partContents, saidContents } from './said-contents.ts';

export interface ReportText {
  /** As its reader counts them; rows of tables have their cells parted by tabs. */
  lines: readonly string[];
  /** What the page around it states. */
  around: Around;
}

const SHEET_SAYS: Readonly<Record<string, string>> = {
  'sheet.published': 'published',
  'sheet.received': 'requestsReceived',
  'sheet.fees': 'feesCharged',
  'sheet.reviewUpheld': 'reviews',
  'sheet.suitUpheld': 'lawsuits',
};

export function readReport({ lines, around }: ReportText): ReadReport {
  const title = titleIn(lines, around.title);
  const fiscalYear = fiscalYearIn(title, lines);
  const era = fiscalYear === null ? null : eraOf(fiscalYear);
  const facts = { unit: unitIn(title, around.source), fiscalYear, era, publishedOn: publishedIn(around, lines) };
  const numbered = lines.map((text, i): Line => ({ number: i + 1, text }));
  const headed = partsOf(numbered);
  const parts = era === '2007' ? headed : formParts(headed);
  const { tables, tableLines, isTable } = readTables(era ?? '2007', parts, numbered);
  const sheet = era === '2007' ? readSheet(numbered) : { figures: [], isSheet: () => false };
  const narrative = narrativeOf(numbered, (n) => isTable(n) || sheet.isSheet(n));
  const { figures, counted } = readFigures(narrative);
  const said = new Map(counted);
  for (const f of sheet.figures) {
    const key = SHEET_SAYS[f.key];
    if (key && !said.has(key)) said.set(key, f.line);
  }
  const contents = era === null ? [] : era === '2007' ? saidContents(narrative, parts, said) : partContents(era, parts);
  return { report: { ...facts, contents, figures: [...figures, ...sheet.figures], tables }, lines, tableLines };
}
