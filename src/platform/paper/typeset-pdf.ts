// Sets a paper in Typst and answers a PDF. Runs in the paper worker, which keeps one compiler for each folder of fonts.
import { type CompileArgs, NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { longDay } from '../../town/day.ts';
import {
  type Paper,
  type PaperBlock,
  type PaperTable,
  paperMargins,
  paperPitch,
  paperSizes,
  printable,
  titleLines,
} from './paper.ts';
import { ownFonts, paperFonts } from './paper-fonts.ts';
import { type PlacedCell, placed } from './paper-table.ts';
import { paperTemplate } from './paper-template.ts';

const TEXT_POINTS = 28 * paperPitch.character;
/** A cell longer than this may be cut between two pages; a shorter one moves as a whole. */
const MOST_WHOLE = 200;
/** Papers after which the compiler forgets what it no longer used. */
const KEPT_PAPERS = 2;

/** Letters without a gap are broken where the line ends; a compiler breaks words only where a language allows it. */
export function breakable(text: string, most: number): string {
  const run = new RegExp(`[^\\s\\u200b\\u2e80-\\u9fff\\uf900-\\ufaff\\uff00-\\uffef\\u{20000}-\\u{3ffff}]{${most + 1},}`, 'gu');
  const step = new RegExp(`.{${most}}(?=.)`, 'gu');
  return text.replace(run, (word) => word.replace(step, '$&\u200b'));
}

const inText = (text: string): string => breakable(printable(text), 40);

function shownTable(table: PaperTable): unknown {
  const size = paperSizes[table.size];
  const caption = table.caption == null || printable(table.caption).trim() === '' ? null : inText(table.caption);
  const grid = placed(table);
  if (grid === null) return { kind: 'table', size, caption, together: false, widths: [], head: [], cells: [] };
  const shown = (cell: PlacedCell): unknown => {
    const width = grid.widths.slice(cell.column, cell.column + cell.colSpan).reduce((sum, w) => sum + w, 0) * TEXT_POINTS - 5;
    const most = Math.max(1, Math.floor(width / (size * 0.62)));
    return { ...cell, text: breakable(cell.text, most), whole: cell.rowSpan === 1 && cell.text.length <= MOST_WHOLE };
  };
  return {
    kind: 'table',
    size,
    caption,
    together: table.together ?? false,
    widths: grid.widths,
    head: grid.rows.slice(0, grid.headRows).flat().map(shown),
    cells: grid.rows.slice(grid.headRows).flat().map(shown),
  };
}

function shownBlock(block: PaperBlock): unknown {
  if (block.kind === 'table') return shownTable(block);
  return block.kind === 'page-break' ? block : { ...block, text: inText(block.text) };
}

const orNone = (text: string | null | undefined): string | null =>
  text == null || printable(text).trim() === '' ? null : inText(text).trim();

function forTemplate(paper: Paper): string {
  return JSON.stringify({
    title: titleLines(paper, TEXT_POINTS / paperSizes.title).map((line) => breakable(line, 30)),
    organ: inText(paper.organ),
    docNo: orNone(paper.docNo),
    salutation: orNone(paper.salutation),
    lead: (paper.lead ?? []).map(inText),
    blocks: paper.blocks.map(shownBlock),
    signature: paper.signature && { organ: inText(paper.signature.organ), on: longDay(paper.signature.on) },
    note: orNone(paper.note),
    header: paper.header,
    fonts: paperFonts,
    margins: paperMargins,
    pitch: paperPitch,
  });
}

const compilers = new Map<string | null, NodeCompiler>();

function compilerFor(siteFonts: string | null): NodeCompiler {
  let compiler = compilers.get(siteFonts);
  if (!compiler) {
    const folders = siteFonts === null ? [ownFonts] : [siteFonts, ownFonts];
    // The empty corner it may read from is the folder of fonts: the template reads no file.
    const args: CompileArgs = { fontArgs: folders.map((folder) => ({ fontPaths: [folder] })), workspace: ownFonts };
    compiler = NodeCompiler.create(args);
    compilers.set(siteFonts, compiler);
  }
  return compiler;
}

/** Throws when the compiler does not take the template: a fault of ours, since a paper's text is never read as markup. */
export function typesetPdf(paper: Paper, siteFonts: string | null): Uint8Array {
  const compiler = compilerFor(siteFonts);
  const compiled = compiler.compile({ mainFileContent: paperTemplate, inputs: { paper: forTemplate(paper) } });
  const document = compiled.result;
  if (!document) {
    const why = compiled.takeDiagnostics();
    throw new Error(`typst: ${why ? JSON.stringify(compiler.fetchDiagnostics(why)).slice(0, 2000) : 'no document'}`);
  }
  const bytes = compiler.pdf(document, {});
  compiler.evictCache(KEPT_PAPERS);
  return new Uint8Array(bytes);
}
