import { PDFArray, PDFDict, PDFDocument, PDFName, PDFRawStream, PDFString, degrees, rgb } from '@cantoo/pdf-lib';
import fc from 'fast-check';
import sharp from 'sharp';
import { inflateSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { picture } from '../../../test/support/foreign-files.ts';
import { addLines, linesPdf, people } from '../../../test/support/redactable-files.ts';
import { day } from '../../town/day.ts';
import type { Outcome } from '../../town/outcome.ts';
import { typesetPdf } from '../paper/typeset-pdf.ts';
import { copiedChars } from './page-text.ts';
import type { Passage } from './passage.ts';
import { PdfDocument } from './pdf-document.ts';
import { otherReading } from './pdf-proof.ts';
import { Pdfium } from './pdfium.ts';
import { readPdfText, redactPdf, type Hands } from './redact-pdf.ts';
import type { RedactedFile } from './redaction-job.ts';
import { lay } from './stamp.ts';

const ground = '个人隐私';
const MARK = '【已遮盖：个人隐私】';
const { name, id, mobile, home } = people;
const list = (...texts: readonly string[]): Passage[] => texts.map((text) => ({ text, ground }));
const codes = (outcome: Outcome<unknown>): readonly string[] => (outcome.ok ? [] : outcome.refusals.map((r) => r.code));
const redact = (bytes: Buffer, passages: readonly Passage[], hands?: Hands): Promise<Outcome<RedactedFile>> =>
  redactPdf(bytes, passages, () => {}, hands);
async function made(bytes: Buffer, passages: readonly Passage[]): Promise<Buffer> {
  const outcome = await redact(bytes, passages);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
  return Buffer.from(outcome.value.bytes);
}
/** As another program reads it, without the places where lines end. */
async function read(bytes: Buffer): Promise<string> {
  return (await otherReading(bytes, () => {})).pages.join('').replace(/\s/g, '');
}

/** Gray of the page at points from the upper left corner. */
async function drawn(bytes: Buffer, page = 0): Promise<(x: number, y: number, width: number, height: number) => number[]> {
  const library = await Pdfium.start();
  const document = PdfDocument.open(library, bytes);
  if (typeof document === 'string') throw new Error(document);
  const size = document.sizeOf(page);
  const width = Math.round(size.width * 2);
  const pixels = document.draw(page, width, Math.round(size.height * 2));
  document.close();
  return (x, y, w, h) => {
    const values: number[] = [];
    for (let py = Math.round(y * 2); py < (y + h) * 2; py++)
      for (let px = Math.round(x * 2); px < (x + w) * 2; px++) values.push(pixels.data[(py * width + px) * 4 + 1]!);
    return values;
  };
}
const share = (values: readonly number[], dark: boolean): number =>
  values.filter((v) => (dark ? v < 40 : v > 200)).length / values.length;

let paper: Buffer;
beforeAll(() => {
  paper = Buffer.from(
    typesetPdf(
      {
        title: `关于${name}申请低保情况的答复`,
        organ: '青石镇人民政府',
        docNo: '青石政依申〔2026〕12号',
        salutation: '李四',
        header: 'red',
        lead: [`经查，${name}（身份证号：${id}，电话${mobile}）住青石镇${home}，情况属实。`.repeat(3), '证明人𠮷田。'],
        blocks: [
          {
            kind: 'table',
            columns: [1, 2],
            rows: [
              [{ text: '姓名' }, { text: '证件号' }],
              [{ text: name }, { text: id }],
            ],
            headRows: 1,
            size: 'small',
          },
        ],
        signature: { organ: '青石镇人民政府', on: day('2026-03-20') },
      },
      null,
    ),
  );
}, 60_000);

describe('what is refused', () => {
  test('what is no PDF, is locked, has too many pages', async () => {
    expect(codes(await redact(Buffer.from('%PDF-1.7 没有'), list(name)))).toEqual(['cannot-read']);
    const locked = await linesPdf([[name]], (pdf) => pdf.encrypt({ userPassword: '密' }));
    expect(codes(await redact(locked, list(name)))).toEqual(['encrypted']);
    const openLock = await linesPdf([[name]], (pdf) => pdf.encrypt({ ownerPassword: '密' }));
    expect(codes(await redact(openLock, list(name)))).toEqual(['encrypted']);
    const thick = await linesPdf([], (pdf) => void Array.from({ length: 301 }, () => pdf.addPage()));
    expect(codes(await redact(thick, list(name)))).toEqual(['too-large']);
  });

  test('a scan, and a scan with text recognised by a machine laid under it, page by page', async () => {
    const scan = await linesPdf([[name]], async (pdf) => {
      const image = await pdf.embedPng(await picture('png'));
      pdf.addPage([595, 842]).drawImage(image, { x: 0, y: 0, width: 595, height: 842 });
      const recognised = addLines(pdf, [], `3 Tr BT /F1 20 Tf 60 700 Td <5f20> Tj ET`);
      recognised.drawImage(image, { x: 0, y: 0, width: 595, height: 842 });
    });
    const outcome = await redact(scan, list(name));
    expect(outcome.ok ? [] : outcome.refusals).toEqual([
      { code: 'no-text', facts: { page: 2 } },
      { code: 'no-text', facts: { page: 3 } },
    ]);
  });

  test('letters a person can see and no program can read', async () => {
    const pdf = await PDFDocument.load(paper);
    for (const [, object] of pdf.context.enumerateIndirectObjects())
      if (object instanceof PDFDict) object.delete(PDFName.of('ToUnicode'));
    expect(codes(await redact(Buffer.from(await pdf.save()), list(name)))).toContain('unreadable-text');
  });

  test('a passage that does not occur', async () => {
    expect(codes(await redact(paper, list('不在文中的人')))).toEqual(['not-found']);
  });

  test('a redactor that forgets a mark, lays it beside, or writes on it, is caught by looking at the page', async () => {
    const careless: readonly Hands['lay'][] = [
      () => {},
      (pixels, mark, stamp) => lay(pixels, { ...mark, y: mark.y + 12 }, stamp),
      (pixels, mark, stamp) =>
        lay(
          pixels,
          mark,
          stamp.map((shade, i) => (i % 97 === 0 ? 90 : shade)),
        ),
    ];
    for (const hand of careless)
      expect(codes(await redact(paper, list(id), { lay: hand, copied: copiedChars }))).toContain('box-not-black');
  });

  test('a redactor that copies what is hidden, or half of it, is caught by reading the page', async () => {
    const all: Hands['copied'] = (chars) => chars.map(() => true);
    expect(codes(await redact(paper, list(id), { lay, copied: all }))).toContain('still-there');
    const half: Hands['copied'] = (chars, hidden, ...rest) =>
      copiedChars(chars, hidden, ...rest).map((copied, i) => copied || (hidden.has(i) && i % 2 === 0));
    expect(codes(await redact(paper, list(id), { lay, copied: half }))).toEqual(expect.arrayContaining(['text-differs']));
  });
});

describe('what comes out', () => {
  test('names and numbers are gone from a paper of ours, and the rest can be searched', async () => {
    const outcome = await redact(paper, list(name, id, mobile, home, '𠮷田'));
    expect(outcome.ok && outcome.value).toMatchObject({ hidden: 16, pictures: 0 });
    const text = await read(Buffer.from(outcome.ok ? outcome.value.bytes : []));
    for (const hidden of [name, id, mobile, home, '建国']) expect(text).not.toContain(hidden);
    expect(text).toContain(`关于${MARK}申请低保情况的答复`);
    expect(text).toContain(`经查，${MARK}（身份证号：${MARK}，电话${MARK}）住青石镇${MARK}，情况属实。`);
    expect(text).toContain(`证明人${MARK}。`);
    expect(text).toContain('2026年3月20日');
  });

  test('the bytes hold nothing of it, packed or unpacked, and no picture but those of the pages', async () => {
    const bytes = await made(paper, list(name, id));
    const pdf = await PDFDocument.load(bytes, { updateMetadata: false });
    const streams = pdf.context.enumerateIndirectObjects().flatMap(([, o]) => (o instanceof PDFRawStream ? [o] : []));
    const plain = streams
      .filter((s) => s.dict.get(PDFName.of('Subtype')) !== PDFName.of('Image'))
      .map((s) => inflateSync(s.contents));
    for (const hay of [bytes, ...plain])
      for (const hidden of [name, id])
        for (const needle of [Buffer.from(hidden), Buffer.from(hidden, 'utf16le'), Buffer.from(hidden, 'utf16le').swap16()])
          expect(hay.includes(needle)).toBe(false);
    const images = streams.filter((s) => s.dict.get(PDFName.of('Subtype')) === PDFName.of('Image'));
    expect(images).toHaveLength(pdf.getPageCount());
  });

  test('marks are black where the name was and nothing else is', async () => {
    const at = await drawn(await made(await linesPdf([[`兹有${name}来访`]]), list(name)));
    // 兹有 stands at 60–100, the name at 100–160, 来访 after it; the line is 82 points from the top.
    expect(share(at(101, 66, 58, 18), true)).toBeGreaterThan(0.75);
    expect(share(at(60, 66, 38, 18), true)).toBeLessThan(0.4);
    expect(share(at(163, 66, 38, 18), true)).toBeLessThan(0.4);
    const two = await drawn(await made(await linesPdf([[`甲${name}乙`, name]]), [{ text: name, nth: 1, ground }]));
    expect(share(two(81, 66, 58, 18), true)).toBeLessThan(0.4);
    expect(share(two(61, 106, 58, 18), true)).toBeGreaterThan(0.75);
  });

  test('turned and cut pages too', async () => {
    for (const turn of [90, 180, 270]) {
      const bytes = await linesPdf([[`兹有${name}来访`]], (pdf) => {
        pdf.getPage(0).setRotation(degrees(turn));
        pdf.getPage(0).setCropBox(40, 400, 500, 420);
      });
      expect(await read(await made(bytes, list(name)))).toBe(`兹有${MARK}来访`);
    }
  });

  test('text that runs up, down or at a slant is hidden where it stands; a slant is not copied', async () => {
    const at = (angle: number, text: string): string => {
      const [c, s] = [Math.cos(angle), Math.sin(angle)].map((v) => v.toFixed(5));
      const code = Buffer.from(text, 'utf16le').swap16().toString('hex');
      return `BT /F1 20 Tf ${c} ${s} ${-Number(s!)} ${c} 300 400 Tm <${code}> Tj ET`;
    };
    for (const [angle, left] of [
      [Math.PI / 2, `兹有${MARK}来访`],
      [-Math.PI / 2, `兹有${MARK}来访`],
      [Math.PI / 4, MARK],
    ] as const) {
      const bytes = await linesPdf([], (pdf) => void addLines(pdf, [], at(angle, `兹有${name}来访`)));
      expect(await read(await made(bytes, list(name)))).toBe(left);
    }
  });

  test('a name broken over lines, and over pages with a number between', async () => {
    const bytes = await linesPdf([
      ['经办人是张', '建国同志。', '证明人是张', '— 1 —'],
      ['建国同志。', '— 2 —'],
    ]);
    const outcome = await redact(bytes, list(name));
    expect(outcome.ok && outcome.value.hidden).toBe(2);
    const text = await read(Buffer.from(outcome.ok ? outcome.value.bytes : []));
    expect(text).not.toMatch(/张|建国/);
    expect(text).toContain('—1—');
  });

  test('what somebody covered before stays covered and is not copied from beneath', async () => {
    const bytes = await linesPdf([[`兹有${name}来访`, `另有王小红在场`]], (pdf) => {
      const page = pdf.getPage(0);
      page.drawRectangle({ x: 100, y: 714, width: 60, height: 26, color: rgb(0, 0, 0) });
      const square = pdf.context.obj({
        Type: 'Annot',
        Subtype: 'Square',
        Rect: [100, 755, 160, 785],
        F: 4,
        AP: {
          N: pdf.context.register(
            pdf.context.stream('0 g 0 0 60 30 re f', { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 60, 30] }),
          ),
        },
      });
      page.node.addAnnot(pdf.context.register(square));
    });
    const rebuilt = await made(bytes, list('来访'));
    expect(await read(rebuilt)).toBe(`兹有${MARK}另有在场`);
    const at = await drawn(rebuilt);
    expect(share(at(102, 60, 56, 24), true)).toBeGreaterThan(0.99);
    expect(share(at(102, 104, 56, 22), true)).toBeGreaterThan(0.99);
  });

  test('what a form shows is read and hidden like any other text', async () => {
    const bytes = await linesPdf([['申请人']], (pdf) => {
      const field = pdf.getForm().createTextField('who');
      field.setText('Zhang Jianguo, Qingshi');
      field.addToPage(pdf.getPage(0), { x: 150, y: 750, width: 200, height: 24 });
    });
    const text = await read(await made(bytes, list('Zhang Jianguo')));
    expect(text).toContain('Qingshi');
    expect(text).not.toMatch(/Zhang/);
  });

  test('remarks, forms, attached files, outlines, scripts and properties are gone', async () => {
    const bytes = await linesPdf([[`兹有${name}来访`]], async (pdf) => {
      const { context, catalog } = pdf;
      pdf.setAuthor(name);
      pdf.setTitle(`${name}的材料`);
      pdf.setKeywords([id]);
      catalog.set(
        PDFName.of('Metadata'),
        context.register(context.flateStream(`<x>${name}</x>`, { Type: 'Metadata', Subtype: 'XML' })),
      );
      pdf.addJavaScript('open', `app.alert("${name}")`);
      await pdf.attach(Buffer.from(name), `${name}.txt`, { mimeType: 'text/plain' });
      const outlines = context.nextRef();
      const entry = context.register(context.obj({ Title: PDFString.of(name), Parent: outlines }));
      context.assign(outlines, context.obj({ Type: 'Outlines', First: entry, Last: entry, Count: 1 }));
      catalog.set(PDFName.of('Outlines'), outlines);
      pdf.getForm().createTextField(name).addToPage(pdf.getPage(0), { x: 10, y: 10, width: 5, height: 5 });
      const note = context.obj({ Type: 'Annot', Subtype: 'Text', Rect: [10, 10, 30, 30], Contents: PDFString.of(name) });
      pdf.getPage(0).node.addAnnot(context.register(note));
      pdf.getPage(0).node.set(PDFName.of('PieceInfo'), context.obj({ Writer: { Private: PDFString.of(name) } }));
    });
    const rebuilt = await made(bytes, list(name));
    const reading = await otherReading(rebuilt, () => {});
    expect(reading.extras).toEqual([]);
    const pdf = await PDFDocument.load(rebuilt, { updateMetadata: false });
    expect(pdf.catalog.keys().map(String).sort()).toEqual(['/Lang', '/Pages', '/Type']);
    expect(pdf.getPage(0).node.keys().map(String).sort()).toEqual(['/Contents', '/MediaBox', '/Parent', '/Resources', '/Type']);
    const info = pdf.context.lookup(pdf.context.trailerInfo.Info) as PDFDict;
    expect(info.keys().map(String)).toEqual(['/Producer']);
    expect(pdf.getProducer()).toBe('Gongkai');
    expect(pdf.context.enumerateIndirectObjects().some(([, o]) => o instanceof PDFArray && o.size() === 0)).toBe(false);
  });

  test('pages with pictures are counted, since nobody but a person can read a picture', async () => {
    const bytes = await linesPdf([[`兹有${name}来访`]], async (pdf) => {
      const noise = await sharp({
        create: { width: 200, height: 200, channels: 3, background: '#888', noise: { type: 'gaussian', mean: 128, sigma: 40 } },
      })
        .jpeg()
        .toBuffer();
      pdf.getPage(0).drawImage(await pdf.embedJpg(noise), { x: 100, y: 300, width: 200, height: 200 });
    });
    const outcome = await redact(bytes, list(name));
    expect(outcome.ok && outcome.value.pictures).toBe(1);
    const at = await drawn(Buffer.from(outcome.ok ? outcome.value.bytes : []));
    expect(share(at(101, 66, 58, 18), true)).toBeGreaterThan(0.7);
  });

  test('two releases of one file are the same bytes', async () => {
    const bytes = await linesPdf([[`兹有${name}来访`]]);
    expect((await made(bytes, list(name))).equals(await made(bytes, list(name)))).toBe(true);
  });

  test('the text shown for choosing is the text that is searched', async () => {
    const shown = await readPdfText(paper, () => {});
    expect(shown.ok && shown.value.text.replace(/\s/g, '').split(name).length - 1).toBe(5);
    expect(shown.ok && shown.value.pages).toBeGreaterThan(0);
  });

  test('wherever a name stands in a line, it is gone and its neighbours are not', async () => {
    const filler = fc.string({ unit: fc.constantFrom(...'镇村民政办核查情况属实，。0123ab'), maxLength: 8 });
    const line = fc.record({ before: filler, secret: fc.constantFrom(name, mobile, '欧阳娜娜'), after: filler });
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 8 }), async (lines) => {
        const bytes = await linesPdf([lines.map((l) => `首${l.before}${l.secret}${l.after}尾`)]);
        const text = await read(await made(bytes, list(...new Set(lines.map((l) => l.secret)))));
        expect(text).toBe(lines.map((l) => `首${l.before}${MARK}${l.after}尾`).join(''));
      }),
      { numRuns: 5 },
    );
  }, 120_000);
});
