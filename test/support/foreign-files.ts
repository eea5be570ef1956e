// Real files for the tests of uploads and imports, good and bad, made while the test runs.
import { crc32, deflateRawSync } from 'node:zlib';
import {
  AlignmentType,
  Document,
  ExternalHyperlink,
  HeadingLevel,
  ImageRun,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
} from 'docx';
import { PDFDocument, PDFName, type PDFRef, type PDFStream, PDFString } from '@cantoo/pdf-lib';
import exceljs from 'exceljs';
import sharp from 'sharp';

export interface ZipEntry {
  readonly name: string;
  readonly bytes: Buffer | string;
  /** Lies: what the headers claim instead of the truth. */
  readonly claimSize?: number;
  readonly localName?: string;
  readonly encrypted?: boolean;
  readonly mode?: number;
  readonly stored?: boolean;
}

/** A zip written by hand, so that it can be wrong in exactly one way. */
export function zip(entries: readonly ZipEntry[], options: { before?: Buffer; comment?: string } = {}): Buffer {
  const chunks: Buffer[] = [options.before ?? Buffer.alloc(0)];
  const directory: Buffer[] = [];
  let offset = options.before?.length ?? 0;
  for (const entry of entries) {
    const bytes = Buffer.from(entry.bytes as Buffer);
    const packed = entry.stored ? bytes : deflateRawSync(bytes);
    const localName = Buffer.from(entry.localName ?? entry.name);
    const name = Buffer.from(entry.name);
    const head = (nameLength: number): Buffer => {
      const h = Buffer.alloc(26);
      h.writeUInt16LE(20, 0);
      h.writeUInt16LE(0x800 | (entry.encrypted ? 1 : 0), 2);
      h.writeUInt16LE(entry.stored ? 0 : 8, 4);
      h.writeUInt16LE(0x21, 8);
      h.writeUInt32LE(crc32(bytes), 10);
      h.writeUInt32LE(packed.length, 14);
      h.writeUInt32LE(entry.claimSize ?? bytes.length, 18);
      h.writeUInt16LE(nameLength, 22);
      return h;
    };
    chunks.push(Buffer.from('PK\x03\x04', 'latin1'), head(localName.length), localName, packed);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(((entry.mode ?? 0) << 16) >>> 0, 6);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x03', 'latin1'), head(name.length), rest, name);
    offset += 30 + localName.length + packed.length;
  }
  const central = Buffer.concat(directory);
  const comment = Buffer.from(options.comment ?? '');
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...chunks, central, end, comment]);
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const W =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';

/** The smallest Word package, as entries, so that a test can add, replace or spoil one. */
export function wordEntries(document: string, extra: readonly ZipEntry[] = [], types = ''): ZipEntry[] {
  return [
    {
      name: '[Content_Types].xml',
      bytes: `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>${types}</Types>`,
    },
    {
      name: '_rels/.rels',
      bytes: `${XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
    },
    { name: 'word/document.xml', bytes: `${XML}<w:document ${W}><w:body>${document}</w:body></w:document>` },
    ...extra,
  ];
}

export const wordParagraph = (text: string, properties = ''): string =>
  `<w:p><w:r>${properties ? `<w:rPr>${properties}</w:rPr>` : ''}<w:t>${text}</w:t></w:r></w:p>`;

export function relations(body: string): ZipEntry {
  return {
    name: 'word/_rels/document.xml.rels',
    bytes: `${XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${body}</Relationships>`,
  };
}

export async function picture(kind: 'png' | 'jpeg', exif = false): Promise<Buffer> {
  const made = sharp({ create: { width: 60, height: 40, channels: 3, background: '#a01818' } });
  const dressed = exif ? made.withExif({ IFD0: { Artist: '王样例', Copyright: 'x' }, IFD3: { GPSLatitudeRef: 'N' } }) : made;
  return kind === 'png' ? dressed.png().toBuffer() : dressed.jpeg().toBuffer();
}

/** A good document as a secretary would make it: title, headings, a table with spans, a list, a link, a picture. */
export async function goodDocx(link = 'https://www.example.gov.cn/gk'): Promise<Buffer> {
  const cell = (text: string, rowSpan = 1): TableCell => new TableCell({ rowSpan, children: [new Paragraph(text)] });
  const file = new Document({
    creator: '王样例',
    lastModifiedBy: '李样例',
    title: '内部稿',
    sections: [
      {
        children: [
          new Paragraph({
            heading: HeadingLevel.TITLE,
            alignment: AlignmentType.CENTER,
            children: [new TextRun('港口镇便民服务事项目录')],
          }),
          new Paragraph('发布时间：2026-03-02 来源：党政办'),
          new Paragraph('一、总则'),
          new Paragraph({ children: [new TextRun({ text: '重点', bold: true }), new TextRun('事项另行公布。')] }),
          new Paragraph({ text: '材料齐全', bullet: { level: 0 } }),
          new Paragraph({ text: '当场受理', bullet: { level: 0 } }),
          new Paragraph('二、事项'),
          new Table({
            rows: [
              new TableRow({ children: [cell('序号'), cell('事项'), cell('时限')] }),
              new TableRow({ children: [cell('1', 2), cell('生育登记'), cell('即办')] }),
              new TableRow({ children: [cell('临时救助'), cell('5个工作日')] }),
            ],
          }),
          new Paragraph({ children: [new ExternalHyperlink({ link, children: [new TextRun('办事指南')] })] }),
          new Paragraph({
            children: [new ImageRun({ type: 'png', data: await picture('png'), transformation: { width: 60, height: 40 } })],
          }),
        ],
      },
    ],
  });
  return Packer.toBuffer(file);
}

export async function goodXlsx(fill?: (book: exceljs.Workbook) => void): Promise<Buffer> {
  const book = new exceljs.Workbook();
  book.creator = '赵示范';
  const sheet = book.addWorksheet('发放名单');
  sheet.addRow(['姓名', '金额', '日期', '备注']);
  sheet.addRow(['王样例', 300.5, new Date(Date.UTC(2026, 2, 2)), null]);
  sheet.addRow(['李样例', { formula: 'B2*2', result: 601 }, null, { richText: [{ text: '已' }, { text: '发' }] }]);
  sheet.addRow(['合计', 901.5]);
  sheet.mergeCells('B4:C4');
  fill?.(book);
  return Buffer.from(await book.xlsx.writeBuffer());
}

/** A PDF as office programs make them: two pages, packed objects, Info, XMP on the catalogue and on a picture. */
export async function dressedPdf(more?: (made: PDFDocument) => void): Promise<Buffer> {
  const made = await PDFDocument.create();
  const xmp = (creator: string): PDFRef =>
    made.context.register(
      made.context.flateStream(
        `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>${creator}</dc:creator></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`,
        { Type: 'Metadata', Subtype: 'XML' },
      ),
    );
  for (const text of ['Annual report 2013', 'Figures of 2013']) made.addPage().drawText(text);
  made.setAuthor('Wang Yangli');
  made.setTitle('Internal draft', { showInWindowTitleBar: true });
  made.setKeywords(['0563-4000123']);
  made.catalog.set(PDFName.of('Metadata'), xmp('Li Yangli'));
  const image = await made.embedPng(await picture('png'));
  made.getPage(1).drawImage(image);
  await made.flush();
  (made.context.lookup(image.ref) as PDFStream).dict.set(PDFName.of('Metadata'), xmp('Zhao Shifan'));
  made
    .getPage(0)
    .node.set(
      PDFName.of('PieceInfo'),
      made.context.obj({ Writer: { LastModified: PDFString.of('D:2013'), Private: PDFString.of('Qiu Shifan') } }),
    );
  more?.(made);
  return Buffer.from(await made.save({ useObjectStreams: true }));
}

/** A PDF with one page of text; `objects` are added, `trailer` and `after` appended. */
export function pdf(
  options: { objects?: readonly string[]; catalog?: string; trailer?: string; text?: string; after?: string } = {},
): Buffer {
  const content = `BT /F1 12 Tf 72 720 Td (${options.text ?? 'Annual report 2013'}) Tj ET`;
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R ${options.catalog ?? ''} >>`,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    '<< /Author (Wang Yangli) /Producer (test) >>',
    ...(options.objects ?? []),
  ];
  let out = '%PDF-1.7\n';
  const places = objects.map((object, i) => {
    const at = out.length;
    out += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const xref = out.length;
  out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.map((p) => `${String(p).padStart(10, '0')} 00000 n \n`).join('')}`;
  out += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info 6 0 R ${options.trailer ?? ''} >>\nstartxref\n${xref}\n%%EOF\n${options.after ?? ''}`;
  return Buffer.from(out, 'latin1');
}
