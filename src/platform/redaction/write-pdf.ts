// The rebuilt PDF: for each page a picture, and over it the text that is left, unseen. Nothing of the original is copied, so
// properties, remarks, forms, attached files, outlines and scripts have no way in.
import { PDFDocument, PDFName, type PDFRef, PDFString } from '@cantoo/pdf-lib';
import { blankFont } from './blank-font.ts';
import type { Turn } from './geometry.ts';
import type { PagePicture } from './page-picture.ts';

/** A run of text in one line; points, from the lower left corner of the page. */
export interface TextRun {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
  readonly turn: Turn;
}

export interface PdfPage {
  /** Points. */
  readonly width: number;
  readonly height: number;
  readonly picture: PagePicture;
  readonly runs: readonly TextRun[];
}

const PRODUCER = 'Gongkai';
/** Codes are counted from 1; 0 is what a font shows for a missing character. */
const FIRST = 1;
const BLOCK = 100;

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');

function utf16(character: string): string {
  return [...Array(character.length).keys()].map((i) => hex(character.charCodeAt(i), 4)).join('');
}

/** In the order of Unicode, so that the list tells nothing about the text but which characters are in it. */
function codesOf(pages: readonly PdfPage[]): ReadonlyMap<string, number> {
  const characters = new Set(pages.flatMap((page) => page.runs.flatMap((run) => [...run.text])));
  return new Map([...characters].sort((a, b) => a.codePointAt(0)! - b.codePointAt(0)!).map((c, i) => [c, i + FIRST]));
}

function unicodeMap(codes: ReadonlyMap<string, number>): string {
  const lines = [...codes].map(([character, code]) => `<${hex(code, 4)}> <${utf16(character)}>`);
  const blocks: string[] = [];
  for (let i = 0; i < lines.length; i += BLOCK) {
    const block = lines.slice(i, i + BLOCK);
    blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`);
  }
  return `/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def /CMapType 2 def
1 begincodespacerange <0000> <ffff> endcodespacerange
${blocks.join('\n')}
endcmap CMapName currentdict /CMap defineresource pop end end`;
}

function addFont(pdf: PDFDocument, codes: ReadonlyMap<string, number>): PDFRef {
  const { context } = pdf;
  const file = blankFont(codes.size + FIRST);
  const program = context.register(context.flateStream(file, { Length1: file.length }));
  const name = 'GongkaiBlank';
  const descriptor = context.register(
    context.obj({
      Type: 'FontDescriptor',
      FontName: name,
      Flags: 4,
      FontBBox: [0, -120, 1000, 880],
      ItalicAngle: 0,
      Ascent: 880,
      Descent: -120,
      CapHeight: 700,
      StemV: 80,
      FontFile2: program,
    }),
  );
  const descendant = context.register(
    context.obj({
      Type: 'Font',
      Subtype: 'CIDFontType2',
      BaseFont: name,
      CIDSystemInfo: { Registry: PDFString.of('Adobe'), Ordering: PDFString.of('Identity'), Supplement: 0 },
      FontDescriptor: descriptor,
      DW: 1000,
      CIDToGIDMap: 'Identity',
    }),
  );
  return context.register(
    context.obj({
      Type: 'Font',
      Subtype: 'Type0',
      BaseFont: name,
      Encoding: 'Identity-H',
      DescendantFonts: [descendant],
      ToUnicode: context.register(context.flateStream(unicodeMap(codes))),
    }),
  );
}

function pictureOf(pdf: PDFDocument, picture: PagePicture): PDFRef {
  const { context } = pdf;
  const { colours, width, height, bits, filter, data } = picture;
  const palette = colours instanceof Buffer ? context.register(context.flateStream(colours)) : null;
  const space =
    palette === null
      ? colours === 'gray'
        ? 'DeviceGray'
        : 'DeviceRGB'
      : ['Indexed', 'DeviceRGB', (colours as Buffer).length / 3 - 1, palette];
  return context.register(
    context.stream(data, {
      Type: 'XObject',
      Subtype: 'Image',
      Width: width,
      Height: height,
      BitsPerComponent: bits,
      ColorSpace: space,
      Filter: filter,
    }),
  );
}

const TURNED: Readonly<Record<Turn, string>> = { 0: '1 0 0 1', 1: '0 -1 1 0', 2: '-1 0 0 -1', 3: '0 1 -1 0' };
const short = (value: number): string => String(Math.round(value * 1000) / 1000);

/** Each run is stretched to the width it has on the picture, so that what a reader selects is what he sees. */
function operators(page: PdfPage, codes: ReadonlyMap<string, number>): string {
  const lines = [`q ${short(page.width)} 0 0 ${short(page.height)} 0 0 cm /P Do Q`, 'BT 3 Tr'];
  for (const { text, x, y, width, size, turn } of page.runs) {
    const characters = [...text];
    if (characters.length === 0 || size <= 0) continue;
    const stretch = (width / (characters.length * size)) * 100;
    const shown = characters.map((c) => hex(codes.get(c)!, 4)).join('');
    lines.push(`/F ${short(size)} Tf ${short(stretch)} Tz ${TURNED[turn]} ${short(x)} ${short(y)} Tm <${shown}> Tj`);
  }
  return [...lines, 'ET'].join('\n');
}

export async function writePdf(pages: readonly PdfPage[]): Promise<Buffer> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  const { context } = pdf;
  const codes = codesOf(pages);
  const font = addFont(pdf, codes);
  for (const page of pages) {
    const sheet = pdf.addPage([page.width, page.height]);
    const resources = context.obj({ XObject: { P: pictureOf(pdf, page.picture) }, Font: { F: font } });
    sheet.node.set(PDFName.of('Resources'), resources);
    sheet.node.set(PDFName.of('Contents'), context.register(context.flateStream(operators(page, codes))));
  }
  pdf.catalog.set(PDFName.of('Lang'), PDFString.of('zh-CN'));
  pdf.setProducer(PRODUCER);
  return Buffer.from(await pdf.save({ addDefaultPage: false, updateFieldAppearances: false }));
}
