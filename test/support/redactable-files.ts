// Files with people in them, for the tests of redaction: made while the test runs, good and bad.
import { type PDFDocument as Pdf, PDFDocument, PDFName, type PDFPage, PDFString } from '@cantoo/pdf-lib';

export const people = { name: '张建国', id: '510104199003070002', mobile: '13812345678', home: '和平村三组18号' } as const;

/** A page of lines at 20 points in a typeface every reader of PDF knows by name and none is given. */
export function addLines(pdf: Pdf, lines: readonly string[], more = ''): PDFPage {
  const { context } = pdf;
  const page = pdf.addPage([595, 842]);
  const descendant = context.obj({
    Type: 'Font',
    Subtype: 'CIDFontType0',
    BaseFont: 'STSong-Light',
    CIDSystemInfo: { Registry: PDFString.of('Adobe'), Ordering: PDFString.of('GB1'), Supplement: 2 },
    DW: 1000,
  });
  const font = context.register(
    context.obj({
      Type: 'Font',
      Subtype: 'Type0',
      BaseFont: 'STSong-Light',
      Encoding: 'UniGB-UCS2-H',
      DescendantFonts: [context.register(descendant)],
    }),
  );
  const shown = lines.map((line, i) => {
    const code = Buffer.from(line, 'utf16le').swap16().toString('hex');
    return `BT /F1 20 Tf 60 ${760 - i * 40} Td <${code}> Tj ET`;
  });
  page.node.set(PDFName.of('Resources'), context.obj({ Font: { F1: font } }));
  page.node.set(PDFName.of('Contents'), context.register(context.flateStream(`${shown.join('\n')}\n${more}`)));
  return page;
}

export async function linesPdf(
  pages: readonly (readonly string[])[],
  more?: (pdf: Pdf) => void | Promise<void>,
): Promise<Buffer> {
  const pdf = await PDFDocument.create();
  for (const lines of pages) addLines(pdf, lines);
  await more?.(pdf);
  return Buffer.from(await pdf.save());
}

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/** A paragraph whose text is cut into runs at the given places, with what Word likes to leave between them. */
export function cutParagraph(text: string, cuts: readonly number[], between: readonly string[] = []): string {
  const characters = [...text];
  const places = [...new Set(cuts.map((cut) => cut % (characters.length + 1)))].sort((a, b) => a - b);
  const pieces: string[] = [];
  let at = 0;
  for (const place of [...places, characters.length]) {
    pieces.push(characters.slice(at, place).join(''));
    at = place;
  }
  const run = (piece: string, i: number): string =>
    `<w:r w:rsidR="00A1"><w:rPr>${i % 2 === 0 ? '' : '<w:b/>'}</w:rPr><w:t>${escaped(piece)}</w:t></w:r>`;
  return `<w:p>${pieces.map((piece, i) => run(piece, i) + (between.length > 0 ? between[i % between.length] : '')).join('')}</w:p>`;
}
