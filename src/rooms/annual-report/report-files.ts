// The signed report as files: a sheet of its tables, a Word document and a PDF in the official layout.
import { sheetBytes } from '../../platform/http/sheet.ts';
import { paperDocx } from '../../platform/paper/paper-docx.ts';
import { paperPdf } from '../../platform/paper/paper-pdf.ts';
import type { Paper, PaperBlock, PaperTable } from '../../platform/paper/paper.ts';
import type { Day } from '../../town/day.ts';
import { gridsOf, sheetGrid } from './compose.ts';
import { type FrozenReport, frozenHash } from './frozen.ts';
import { flatRows, type Grid } from './grid.ts';

export interface ReportFile {
  type: string;
  bytes: Uint8Array;
}

const OFFICE = 'application/vnd.openxmlformats-officedocument';

async function workbook(frozen: FrozenReport): Promise<Uint8Array> {
  const sheet = sheetGrid(frozen);
  const grids = [...gridsOf(frozen).values(), ...(sheet ? [sheet] : [])];
  const rows = grids.flatMap((g) => [[g.caption], ...flatRows(g), ['']]);
  const width = Math.max(1, ...rows.map((r) => r.length));
  const columns = Array.from({ length: width }, (_, i) => ({ title: i === 0 ? frozen.title : '', width: i < 3 ? 22 : 10 }));
  return sheetBytes(`${frozen.fiscalYear}年`, columns, rows);
}

function paperTable(grid: Grid): PaperTable {
  return {
    kind: 'table',
    columns: grid.widths,
    rows: grid.rows.map((row) =>
      row.map(({ text, colSpan, rowSpan, head }) => ({
        text,
        colSpan,
        rowSpan,
        head,
        ...(head ? {} : { align: 'center' as const }),
      })),
    ),
    headRows: grid.headRows,
    size: grid.widths.length > 4 ? 'tiny' : 'small',
    together: true,
  };
}

/** The report as a paper, dated the day it was signed. */
export function reportPaper(frozen: FrozenReport, signedOn: Day): Paper {
  const grids = gridsOf(frozen);
  const sheet = sheetGrid(frozen);
  const [lead, ...parts] = frozen.sections;
  const blocks = parts.flatMap((s): PaperBlock[] => {
    const grid = grids.get(s.id);
    return [
      { kind: 'heading', level: 1, text: s.title },
      ...s.paragraphs.map(({ text }): PaperBlock => paragraphBlock(text)),
      ...(grid ? [paperTable(grid)] : []),
    ];
  });
  const attached: PaperBlock[] = sheet
    ? [{ kind: 'page-break' }, { kind: 'heading', level: 1, text: `附表　${sheet.caption}` }, paperTable(sheet)]
    : [];
  return {
    title: frozen.title,
    organ: frozen.unit,
    docNo: null,
    lead: (lead?.paragraphs ?? []).map((p) => p.text),
    blocks: [...blocks, ...attached],
    signature: { organ: frozen.unit, on: signedOn },
    note: '（此件公开发布）',
    header: 'plain',
  };
}

/** `（一）主动公开` on a line of its own is a heading of the second level. */
function paragraphBlock(text: string): PaperBlock {
  return /^（[一二三四五六七八九十]）[^。；]{1,30}$/.test(text)
    ? { kind: 'heading', level: 2, text }
    : { kind: 'paragraph', text };
}

async function made(kind: string, frozen: FrozenReport, signedOn: Day): Promise<ReportFile | null> {
  if (kind === 'xlsx') return { type: `${OFFICE}.spreadsheetml.sheet`, bytes: await workbook(frozen) };
  if (kind === 'docx')
    return { type: `${OFFICE}.wordprocessingml.document`, bytes: await paperDocx(reportPaper(frozen, signedOn)) };
  return kind === 'pdf' ? { type: 'application/pdf', bytes: await paperPdf(reportPaper(frozen, signedOn)) } : null;
}

/** What is frozen is printed once: the files asked for last, by the report's hash. */
const printed = new Map<string, Promise<ReportFile | null>>();
const MOST_PRINTED = 12;

/** Null for a kind there is none of. */
export function reportFile(kind: string, frozen: FrozenReport, signedOn: Day): Promise<ReportFile | null> {
  const name = `${kind} ${signedOn} ${frozenHash(frozen)}`;
  const file = printed.get(name) ?? made(kind, frozen, signedOn);
  printed.delete(name);
  printed.set(name, file);
  if (printed.size > MOST_PRINTED) printed.delete(printed.keys().next().value as string);
  // What could not be printed once may be the next time.
  file.catch(() => printed.delete(name));
  return file;
}
