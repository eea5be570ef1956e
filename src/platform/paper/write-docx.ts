// Writes a paper as a Word document. Runs in the paper worker. Word breaks lines and pages; measures and rules are ours.
import {
  AlignmentType,
  BorderStyle,
  convertMillimetersToTwip,
  Document,
  Footer,
  HeadingLevel,
  type IParagraphOptions,
  type IRunOptions,
  LineRuleType,
  Packer,
  PageBreak,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import { longDay } from '../../town/day.ts';
import {
  emsOf,
  type Paper,
  type PaperBlock,
  type PaperTable,
  paperMargins,
  paperPitch,
  paperSizes,
  printable,
  titleLines,
} from './paper.ts';
import { type PaperFace, wordFonts } from './paper-fonts.ts';
import { type PlacedCell, placed } from './paper-table.ts';

const RED = 'E60012';
const WIDE = convertMillimetersToTwip(210 - paperMargins.left - paperMargins.right);
const twips = (points: number): number => Math.round(points * 20);
const LINE = twips(paperPitch.line);
const EM = twips(paperSizes.text);
/** Between characters of the text. Not by a document grid: programs other than Word lay tables into it as well. */
const TRACKING = twips(paperPitch.character - paperSizes.text);

type RunLook = Pick<IRunOptions, 'font' | 'size' | 'bold' | 'color' | 'characterSpacing'>;

function look(face: PaperFace, points: number): RunLook {
  const { name, latin } = wordFonts[face];
  const tracking = points === paperSizes.text ? { characterSpacing: TRACKING } : {};
  return {
    font: { ascii: latin, hAnsi: latin, eastAsia: name, cs: latin },
    size: points * 2,
    bold: false,
    color: '000000',
    ...tracking,
  };
}

function runs(text: string, face: PaperFace, points: number = paperSizes.text, more: RunLook = {}): TextRun[] {
  return printable(text)
    .split('\n')
    .map((line, i) => new TextRun({ ...look(face, points), ...more, text: line, ...(i > 0 ? { break: 1 } : {}) }));
}

const lines: IParagraphOptions = {
  spacing: { line: LINE, lineRule: LineRuleType.EXACT, before: 0, after: 0 },
  autoSpaceEastAsianText: false,
};
const indented: IParagraphOptions = { ...lines, alignment: AlignmentType.BOTH, indent: { firstLine: 2 * EM } };
const blank = (): Paragraph => new Paragraph({ ...lines, children: [] });
const said = (text: string | null | undefined): text is string => text != null && printable(text).trim() !== '';

const headingLevels = [HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3, HeadingLevel.HEADING_4] as const;
const headingFaces = ['hei', 'kai', 'text', 'text'] as const;

function cell(c: PlacedCell, widths: readonly number[], size: number, keepNext: boolean): TableCell {
  const share = widths.slice(c.column, c.column + c.colSpan).reduce((sum, w) => sum + w, 0);
  return new TableCell({
    columnSpan: c.colSpan,
    rowSpan: c.rowSpan,
    width: { size: Math.round(share * WIDE), type: WidthType.DXA },
    verticalAlign: VerticalAlignTable.CENTER,
    margins: { left: 60, right: 60, top: 40, bottom: 40 },
    children: [
      new Paragraph({
        alignment: { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT }[c.align],
        spacing: { line: twips(size * 1.3), lineRule: LineRuleType.EXACT, before: 0, after: 0 },
        keepNext,
        children: runs(c.text, c.head ? 'hei' : 'text', size),
      }),
    ],
  });
}

function tableParts(table: PaperTable): (Paragraph | Table)[] {
  const size = paperSizes[table.size];
  const grid = placed(table);
  const caption = said(table.caption)
    ? [
        new Paragraph({
          ...lines,
          alignment: AlignmentType.CENTER,
          keepNext: grid !== null,
          children: runs(table.caption, 'hei', paperSizes.normal),
        }),
      ]
    : [];
  if (grid === null) return caption;
  const last = grid.rows.length - 1;
  const rows = grid.rows.map(
    (cells, i) =>
      new TableRow({
        tableHeader: i < grid.headRows,
        cantSplit: true,
        children: cells.map((c) => cell(c, grid.widths, size, (table.together ?? false) && i < last)),
      }),
  );
  return [
    ...caption,
    new Table({
      rows,
      layout: TableLayoutType.FIXED,
      width: { size: WIDE, type: WidthType.DXA },
      columnWidths: grid.widths.map((w) => Math.round(w * WIDE)),
    }),
    blank(),
  ];
}

function blockParts(block: PaperBlock, keepNext: boolean): (Paragraph | Table)[] {
  switch (block.kind) {
    case 'heading': {
      const i = block.level - 1;
      const children = runs(block.text, headingFaces[i] ?? 'text');
      return [new Paragraph({ ...indented, alignment: AlignmentType.LEFT, heading: headingLevels[i], keepNext: true, children })];
    }
    case 'paragraph':
      return [new Paragraph({ ...indented, keepNext, children: runs(block.text, 'text') })];
    case 'table':
      return tableParts(block);
    case 'page-break':
      // The mark of this paragraph stands on the new page; so low, nobody sees it.
      return [new Paragraph({ spacing: { line: 20, lineRule: LineRuleType.EXACT }, children: [new PageBreak()] })];
  }
}

/** The rule of the standard without a seal, see the template of the PDF. From the right, so that a wider font breaks no date. */
function signatureParts({ organ, on }: NonNullable<Paper['signature']>): Paragraph[] {
  const [name, date] = [printable(organ), longDay(on)];
  const [o, d] = [emsOf(name), emsOf(date)];
  const long = o > WIDE / EM - 4;
  const gap = (ems: number): IParagraphOptions => ({
    ...lines,
    alignment: AlignmentType.RIGHT,
    indent: { right: Math.round(ems * EM) },
  });
  return [
    new Paragraph({ ...lines, keepNext: true, children: [] }),
    new Paragraph({ ...(long ? lines : gap(o >= d ? 2 : 4 + d - o)), keepNext: true, children: runs(name, 'text') }),
    new Paragraph({ ...gap(long || o < d ? 2 : o - d), children: runs(date, 'text') }),
  ];
}

function bannerParts(paper: Paper): Paragraph[] {
  const mark = `${printable(paper.organ)}文件`;
  const points = Math.floor(Math.min(48, WIDE / 20 / Math.max(1, emsOf(mark))));
  const centred = { alignment: AlignmentType.CENTER };
  return [
    new Paragraph({
      ...centred,
      spacing: { before: convertMillimetersToTwip(35), after: 0, line: twips(points * 1.2), lineRule: LineRuleType.EXACT },
      children: runs(mark, 'title', points, { color: RED }),
    }),
    blank(),
    blank(),
    new Paragraph({
      ...lines,
      ...centred,
      border: { bottom: { style: BorderStyle.SINGLE, size: 12, color: RED, space: 11 } },
      children: said(paper.docNo) ? runs(paper.docNo, 'text') : [],
    }),
    blank(),
    blank(),
  ];
}

function headParts(paper: Paper): Paragraph[] {
  const title = titleLines(paper, WIDE / twips(paperSizes.title)).join('\n');
  return [
    ...(paper.header === 'red' ? bannerParts(paper) : []),
    new Paragraph({
      heading: HeadingLevel.TITLE,
      alignment: AlignmentType.CENTER,
      spacing: { line: twips(34), lineRule: LineRuleType.EXACT, before: 0, after: 0 },
      children: runs(title, 'title', paperSizes.title),
    }),
    ...(paper.header === 'plain' && said(paper.docNo)
      ? [new Paragraph({ ...lines, alignment: AlignmentType.CENTER, children: runs(paper.docNo, 'text') })]
      : []),
    blank(),
    ...(said(paper.salutation) ? [new Paragraph({ ...lines, children: runs(`${paper.salutation}：`, 'text') })] : []),
  ];
}

function footer(alignment: 'left' | 'right'): Footer {
  const number = new TextRun({ ...look('song', paperSizes.pageNumber), children: ['— ', PageNumber.CURRENT, ' —'] });
  return new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType[alignment === 'left' ? 'LEFT' : 'RIGHT'],
        indent: { [alignment]: 280 },
        children: [number],
      }),
    ],
  });
}

/** Where the office's font is missing, Word takes the other name before it takes anything. */
function fontTable(): string {
  const fonts = Object.values(wordFonts).map(
    ({ name, otherwise }) =>
      `<w:font w:name="${name}"><w:altName w:val="${otherwise}"/><w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>`,
  );
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${fonts.join('')}</w:fonts>`;
}

export async function writeDocx(paper: Paper): Promise<Uint8Array> {
  const { blocks } = paper;
  const plain = (face: PaperFace, points: number): { run: RunLook } => ({ run: look(face, points) });
  const document = new Document({
    title: printable(paper.title).replaceAll('\n', ''),
    creator: printable(paper.organ),
    lastModifiedBy: printable(paper.organ),
    evenAndOddHeaderAndFooters: true,
    styles: {
      default: {
        document: plain('text', paperSizes.text),
        title: plain('title', paperSizes.title),
        heading1: plain('hei', paperSizes.text),
        heading2: plain('kai', paperSizes.text),
        heading3: plain('text', paperSizes.text),
        heading4: plain('text', paperSizes.text),
      },
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: convertMillimetersToTwip(210), height: convertMillimetersToTwip(297) },
            margin: {
              top: convertMillimetersToTwip(paperMargins.top),
              bottom: convertMillimetersToTwip(paperMargins.bottom),
              left: convertMillimetersToTwip(paperMargins.left),
              right: convertMillimetersToTwip(paperMargins.right),
              footer: convertMillimetersToTwip(paperMargins.bottom - 7 - 5),
            },
          },
        },
        footers: { default: footer('right'), even: footer('left') },
        children: [
          ...headParts(paper),
          ...(paper.lead ?? []).map((text) => new Paragraph({ ...indented, children: runs(text, 'text') })),
          ...blocks.flatMap((block, i) => blockParts(block, paper.signature !== null && i === blocks.length - 1)),
          ...(paper.signature ? signatureParts(paper.signature) : []),
          ...(said(paper.note) ? [new Paragraph({ ...indented, children: runs(paper.note, 'text') })] : []),
        ],
      },
    ],
  });
  const packed = await Packer.toBuffer(document, undefined, [{ path: 'word/fontTable.xml', data: fontTable() }]);
  return new Uint8Array(packed);
}
