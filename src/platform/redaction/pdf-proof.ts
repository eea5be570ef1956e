// Reads a rebuilt PDF with a second reader that had no part in making it, and looks at the black marks as they come out on
// the page. What is hidden must not be read, and a mark must show what a mark shows and nothing else.
import { getDocumentProxy } from 'unpdf';
import type { Refusal } from '../../town/outcome.ts';
import { fileLimits } from '../files/limits.ts';
import type { Promised } from './find-passages.ts';
import type { Box } from './geometry.ts';
import { fold } from './fold.ts';
import { PdfDocument } from './pdf-document.ts';
import type { Pdfium } from './pdfium.ts';
import { withoutPageNumber } from './page-text.ts';
import { type Extract, type Proof, proofOf, stillHeld, whatIsLeft } from './proof.ts';
import { farthest, lay, type Mark, type StampMaker } from './stamp.ts';
import type { RedactionRefusal } from './words.ts';

/** How far a pixel may be from what was laid down: nothing where pixels are kept, a little in a JPEG. */
const TOLERANCE = { kept: 10, jpeg: 72 } as const;
/** A JPEG works in blocks of eight pixels, so its edges take from what is beside them. */
const EDGE = { kept: 1, jpeg: 4 } as const;

export interface RebuiltPage {
  readonly width: number;
  readonly height: number;
  readonly marks: readonly Mark[];
  readonly isJpeg: boolean;
  /** Where the ink of hidden characters was, in pixels. */
  readonly ink: readonly Box[];
  /** What may be read on it. */
  readonly text: string;
}

export interface OtherReading {
  readonly pages: readonly string[];
  /** Anything beside the pages: a property, a remark, a form, an outline, a script, a file. */
  readonly extras: readonly string[];
}

const EXPECTED_INFO = /^(?:PDFFormatVersion|Producer|Language|EncryptFilterName|Is\w+)$/;

/** As unpdf (PDF.js) reads it. Throws what that throws. */
export async function otherReading(bytes: Uint8Array, step: () => void): Promise<OtherReading> {
  const pdf = await getDocumentProxy(new Uint8Array(bytes), {
    isEvalSupported: false,
    verbosity: 0,
    maxImageSize: fileLimits.pixels,
  });
  try {
    const extras: string[] = [];
    const { info, metadata } = await pdf.getMetadata();
    const values = Object.entries(info as Readonly<Record<string, unknown>>);
    for (const [key, value] of values) if (!EXPECTED_INFO.test(key) && value !== null) extras.push(key);
    if (values.some(([key, value]) => key === 'Producer' && value !== 'Gongkai')) extras.push('Producer');
    if (metadata) extras.push('XMP');
    if (await pdf.getOutline()) extras.push('outline');
    if (await pdf.getAttachments()) extras.push('attachments');
    if (await pdf.getJSActions()) extras.push('script');
    if (await pdf.getFieldObjects()) extras.push('form');
    const pages: string[] = [];
    for (let i = 1; i <= pdf.numPages; i++) {
      const page = await pdf.getPage(i);
      if (((await page.getAnnotations()) as readonly unknown[]).length > 0) extras.push('annotation');
      const content = await page.getTextContent();
      pages.push(content.items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join(''));
      page.cleanup();
      step();
    }
    return { pages, extras };
  } finally {
    await pdf.destroy();
  }
}

/** A name may go on over the number at the foot of a page. */
export function acrossPages(pages: readonly string[]): string {
  return pages
    .map((page) => {
      const lines = page.split('\n');
      const kept = withoutPageNumber(lines);
      return lines.filter((_, i) => kept[i]).join('\n');
    })
    .join('\n');
}

function extractsOf(reader: string, pages: readonly string[]): readonly Extract[] {
  return [{ part: reader, text: acrossPages(pages) }];
}

/** True when the text can be had from the other by leaving things out. */
function isPartOf(text: string, whole: string): boolean {
  let at = 0;
  for (const character of text) {
    at = whole.indexOf(character, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/** Half a name is left when the whole is not, so what is there is compared with what may be. */
function textsThatDiffer(read: readonly string[], pages: readonly RebuiltPage[]): Refusal<RedactionRefusal>[] {
  return pages.flatMap(({ text }, i): Refusal<RedactionRefusal>[] =>
    isPartOf(fold(read[i]!).text, fold(text).text) ? [] : [{ code: 'text-differs', facts: { page: i + 1 } }],
  );
}

/** True when every letter that is hidden lies under a mark, whole. */
function isCovered({ ink, marks, width, height }: RebuiltPage): boolean {
  return ink.every((box) => {
    const [left, right] = [Math.max(0, box.left), Math.min(width, box.right)];
    const [top, bottom] = [Math.max(0, box.top), Math.min(height, box.bottom)];
    const isOutside = right <= left || bottom <= top;
    return isOutside || marks.some((m) => left >= m.x && right <= m.x + m.width && top >= m.y && bottom <= m.y + m.height);
  });
}

function marksThatDiffer(
  library: Pdfium,
  document: PdfDocument,
  stamps: StampMaker,
  pages: readonly RebuiltPage[],
  step: () => void,
): Refusal<RedactionRefusal>[] {
  return pages.flatMap((page, index): Refusal<RedactionRefusal>[] => {
    const { width, height, marks, isJpeg } = page;
    step();
    if (!isCovered(page)) return [{ code: 'box-not-black', facts: { page: index + 1 } }];
    if (marks.length === 0) return [];
    const pixels = document.draw(index, width, height);
    // Marks may overlap, so all are laid on an empty page first.
    const expected = { ...pixels, data: Buffer.alloc(pixels.data.length) };
    for (const mark of marks) lay(expected, mark, stamps.stamp(mark));
    const kind = isJpeg ? 'jpeg' : 'kept';
    const differs = marks.some((mark) => farthest(pixels, expected, mark, EDGE[kind]) > TOLERANCE[kind]);
    return differs || library.isExhausted ? [{ code: 'box-not-black', facts: { page: index + 1 } }] : [];
  });
}

export type PdfProof =
  | { readonly ok: true; readonly proof: Proof }
  | { readonly ok: false; readonly refusals: readonly Refusal<RedactionRefusal>[] };

export async function provePdf(
  library: Pdfium,
  stamps: StampMaker,
  rebuilt: { readonly bytes: Buffer; readonly pages: readonly RebuiltPage[] },
  promised: readonly Promised[],
  typed: readonly string[],
  step: () => void,
): Promise<PdfProof> {
  const unproven = (...refusals: readonly Refusal<RedactionRefusal>[]): PdfProof => ({ ok: false, refusals });
  const other = await otherReading(rebuilt.bytes, step).catch(() => null);
  if (other === null || other.extras.length > 0 || other.pages.length !== rebuilt.pages.length)
    return unproven({ code: 'cannot-rebuild', facts: { extras: other?.extras.join() ?? '' } });
  const document = PdfDocument.open(library, rebuilt.bytes);
  if (typeof document === 'string') return unproven({ code: 'cannot-rebuild' });
  try {
    const own = rebuilt.pages.map((_, i) =>
      document
        .read(i)
        .chars.map((char) => String.fromCodePoint(char.unicode))
        .join(''),
    );
    const extracts = extractsOf('PDF.js', other.pages);
    const left = [...whatIsLeft(extracts, promised), ...whatIsLeft(extractsOf('PDFium', own), promised)];
    const gone = promised.filter((p) => p.mostLeft === 0);
    const held = stillHeld(
      rebuilt.bytes,
      gone.map((p) => typed[p.facts.place - 1]!),
    ).map((i) => ({ code: 'still-there' as const, facts: gone[i]!.facts }));
    const blots = marksThatDiffer(library, document, stamps, rebuilt.pages, step);
    // PDFium turns the words of a line around when they stand upside down, so order is asked of the other one only.
    const strange = textsThatDiffer(other.pages, rebuilt.pages);
    const all = [...left, ...held, ...blots, ...strange];
    if (all.length > 0) return unproven(...all);
    return { ok: true, proof: proofOf(extracts) };
  } finally {
    document.close();
  }
}
