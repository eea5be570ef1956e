// One PDF open in the reader: its pages as text with places, and as pictures. Remarks that are not drawn on the page are
// taken off; what is drawn (form fields, stamps, black bars somebody laid over a name) is made part of the page first.
import { type Box, type Mapping, union } from './geometry.ts';
import type { Pdfium } from './pdfium.ts';

/** FPDF_ANNOT subtypes: text, link, popup, attached file, sound, movie. */
const NOT_DRAWN: ReadonlySet<number> = new Set([1, 2, 16, 17, 18, 19]);
const IMAGE = 3;
const PATH = 2;
const SHADING = 4;
const FORM = 5;
const PASSWORD_ERROR = 4;
const MODE_INVISIBLE = 3;
const BGRA = 4;

const isHigh = (code: number | undefined): boolean => code !== undefined && code >= 0xd800 && code < 0xdc00;
const isLow = (code: number | undefined): boolean => code !== undefined && code >= 0xdc00 && code < 0xe000;

/** The library tells a character beyond the first plane, as rare ones of people's names are, in two halves. */
function paired(chars: readonly PageChar[]): readonly PageChar[] {
  return chars.flatMap((char, i): PageChar[] => {
    const [before, after] = [chars[i - 1], chars[i + 1]];
    if (isLow(char.unicode) && isHigh(before?.unicode)) return [];
    if (!isHigh(char.unicode) && !isLow(char.unicode)) return [char];
    if (!after || !isLow(after.unicode)) return [{ ...char, unicode: 0xfffd, isUnreadable: true }];
    const both = (a: Box | null, b: Box | null): Box | null => (a && b ? union(a, b) : (a ?? b));
    const unicode = 0x10000 + ((char.unicode - 0xd800) << 10) + (after.unicode - 0xdc00);
    return [{ ...char, unicode, box: both(char.box, after.box), ink: both(char.ink, after.ink) }];
  });
}

export interface PageChar {
  readonly unicode: number;
  /** Put in by the reader for a space or the end of a line. */
  readonly isGenerated: boolean;
  /** Text laid invisibly over a scan. */
  readonly isInvisible: boolean;
  readonly isUnreadable: boolean;
  /** Which way it is written, in radians from left to right. */
  readonly angle: number;
  /** As high as its line, so that no letter can be told by its height; null for what has no place. */
  readonly box: Box | null;
  /** The ink alone. */
  readonly ink: Box | null;
}

export interface PageContent {
  readonly chars: readonly PageChar[];
  readonly images: number;
  readonly paths: number;
  /** Of the largest picture, as a share of the page. */
  readonly largestImage: number;
  readonly hasShades: boolean;
}

export interface PagePixels {
  readonly width: number;
  readonly height: number;
  /** B, G, R, and a byte to be ignored. */
  readonly data: Buffer;
  readonly mapping: Mapping;
}

export type OpenFailure = 'encrypted' | 'cannot-read';

export class PdfDocument {
  private constructor(
    private readonly library: Pdfium,
    private readonly handle: number,
    private readonly data: number,
    readonly pages: number,
  ) {}

  static open(library: Pdfium, bytes: Uint8Array): PdfDocument | OpenFailure {
    const { api } = library;
    const data = library.put(bytes);
    const handle = api.FPDF_LoadMemDocument(data, bytes.length, '');
    if (handle === 0) return api.FPDF_GetLastError() === PASSWORD_ERROR ? 'encrypted' : 'cannot-read';
    if (api.EPDF_IsEncrypted(handle)) return 'encrypted';
    const pages = api.FPDF_GetPageCount(handle);
    return pages > 0 ? new PdfDocument(library, handle, data, pages) : 'cannot-read';
  }

  close(): void {
    this.library.api.FPDF_CloseDocument(this.handle);
    this.library.free(this.data);
  }

  private withPage<T>(index: number, work: (page: number) => T): T {
    const page = this.library.api.FPDF_LoadPage(this.handle, index);
    if (page === 0) throw new Error('page cannot be loaded');
    try {
      return work(page);
    } finally {
      this.library.api.FPDF_ClosePage(page);
    }
  }

  /** Points, as the page is shown. */
  sizeOf(index: number): { width: number; height: number } {
    const { api } = this.library;
    return this.withPage(index, (page) => ({ width: api.FPDF_GetPageWidthF(page), height: api.FPDF_GetPageHeightF(page) }));
  }

  /** Makes what is drawn over the page part of it. False when the reader cannot. */
  flatten(index: number): boolean {
    const { api } = this.library;
    return this.withPage(index, (page) => {
      for (let i = api.FPDFPage_GetAnnotCount(page) - 1; i >= 0; i--) {
        const annotation = api.FPDFPage_GetAnnot(page, i);
        const isDrawn = annotation !== 0 && !NOT_DRAWN.has(api.FPDFAnnot_GetSubtype(annotation));
        if (annotation !== 0) api.FPDFPage_CloseAnnot(annotation);
        if (!isDrawn) api.FPDFPage_RemoveAnnot(page, i);
      }
      return api.FPDFPage_Flatten(page, 0) !== 0;
    });
  }

  read(index: number): PageContent {
    const { api } = this.library;
    return this.withPage(index, (page) => {
      const text = api.FPDFText_LoadPage(page);
      if (text === 0) throw new Error('text cannot be loaded');
      const room = this.library.place(48);
      try {
        const count = Math.max(0, api.FPDFText_CountChars(text));
        const chars = paired(Array.from({ length: count }, (_, i) => this.char(text, i, room)));
        const area = api.FPDF_GetPageWidthF(page) * api.FPDF_GetPageHeightF(page);
        return { chars, ...this.objects(page, area, room) };
      } finally {
        this.library.free(room);
        api.FPDFText_ClosePage(text);
      }
    });
  }

  private char(text: number, i: number, room: number): PageChar {
    const { api } = this.library;
    const code = api.FPDFText_GetUnicode(text, i);
    const isHyphen = code === 2 || code === 0xfffe;
    const isGenerated = api.FPDFText_IsGenerated(text, i) === 1;
    const object = isGenerated ? 0 : api.FPDFText_GetTextObject(text, i);
    const isPrivate = (code >= 0xe000 && code <= 0xf8ff) || code >= 0xf0000;
    const isNothing = code === 0 || code === 0xfffd || code > 0x10ffff;
    const box = isGenerated ? null : this.boxOf(text, i, room);
    return {
      unicode: isHyphen ? 0x2d : isNothing ? 0xfffd : code,
      isGenerated,
      isInvisible: object !== 0 && api.FPDFTextObj_GetTextRenderMode(object) === MODE_INVISIBLE,
      isUnreadable: !isGenerated && !isHyphen && (isNothing || isPrivate || api.FPDFText_HasUnicodeMapError(text, i) === 1),
      angle: isGenerated ? 0 : api.FPDFText_GetCharAngle(text, i),
      ...(box ?? { box: null, ink: null }),
    };
  }

  private boxOf(text: number, i: number, room: number): { box: Box; ink: Box } | null {
    const { api } = this.library;
    if (!api.FPDFText_GetCharBox(text, i, room, room + 8, room + 16, room + 24)) return null;
    const [left, right, bottom, top] = this.library.doubles(room, 4) as unknown as [number, number, number, number];
    const ink: Box = { left, right, bottom, top };
    if (!api.FPDFText_GetLooseCharBox(text, i, room)) return { box: ink, ink };
    const rect = this.library.floats(room, 4) as unknown as [number, number, number, number];
    const loose: Box = { left: rect[0], top: rect[1], right: rect[2], bottom: rect[3] };
    api.FPDFText_GetCharOrigin(text, i, room, room + 8);
    const y = this.library.doubles(room, 2)[1]!;
    api.FPDFText_GetMatrix(text, i, room);
    const [, , c, d] = this.library.floats(room, 6) as unknown as [number, number, number, number];
    const em = api.FPDFText_GetFontSize(text, i) * Math.hypot(c, d);
    const angle = api.FPDFText_GetCharAngle(text, i);
    const isUpright = Math.abs(Math.sin(angle)) < 0.02 && Math.cos(angle) > 0;
    const line: Box = {
      left: Math.min(left, loose.left),
      right: Math.max(right, loose.right),
      bottom: Math.min(bottom, y - em * 0.16),
      top: Math.max(top, y + em * 0.9),
    };
    const middle = (bottom + top) / 2;
    // Ascenders as fonts declare them may reach over the next line; the em is enough where the character is in it.
    if (isUpright && middle > y - em * 0.3 && middle < y + em * 1.1) return { box: line, ink };
    return {
      box: {
        left: Math.min(left, loose.left),
        right: Math.max(right, loose.right),
        bottom: Math.min(bottom, loose.bottom),
        top: Math.max(top, loose.top),
      },
      ink,
    };
  }

  private objects(page: number, area: number, room: number): Omit<PageContent, 'chars'> {
    const { api } = this.library;
    const found = { images: 0, paths: 0, largestImage: 0, hasShades: false };
    const look = (object: number, depth: number): void => {
      const type = api.FPDFPageObj_GetType(object);
      if (type === PATH) found.paths++;
      else if (type === SHADING) found.hasShades = true;
      else if (type === IMAGE) {
        found.images++;
        if (!api.FPDFPageObj_GetBounds(object, room, room + 4, room + 8, room + 12)) return;
        const [left, bottom, right, top] = this.library.floats(room, 4) as unknown as [number, number, number, number];
        found.largestImage = Math.max(found.largestImage, ((right - left) * (top - bottom)) / area);
      } else if (type === FORM && depth < 8) {
        const count = api.FPDFFormObj_CountObjects(object);
        for (let i = 0; i < count; i++) look(api.FPDFFormObj_GetObject(object, i), depth + 1);
      }
    };
    const count = api.FPDFPage_CountObjects(page);
    for (let i = 0; i < count; i++) look(api.FPDFPage_GetObject(page, i), 0);
    return found;
  }

  /** The page on white, as a reader sees it. */
  draw(index: number, width: number, height: number): PagePixels {
    const { api } = this.library;
    return this.withPage(index, (page) => {
      const bitmap = api.FPDFBitmap_CreateEx(width, height, BGRA, 0, 0);
      if (bitmap === 0) throw new RangeError('no memory for the picture of a page');
      try {
        api.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xffffffff);
        api.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, 0);
        const at = api.FPDFBitmap_GetBuffer(bitmap);
        const stride = api.FPDFBitmap_GetStride(bitmap);
        if (stride !== width * 4) throw new Error('unexpected stride');
        const data = Buffer.from(this.library.bytes().slice(at, at + stride * height).buffer);
        return { width, height, data, mapping: this.mappingOf(page, width, height) };
      } finally {
        api.FPDFBitmap_Destroy(bitmap);
      }
    });
  }

  private mappingOf(page: number, width: number, height: number): Mapping {
    const { api } = this.library;
    const room = this.library.place(8);
    // The library answers whole pixels, so it is asked for a picture a hundred times as large.
    const fine = 100;
    const far = 1000;
    const at = (x: number, y: number): readonly [number, number] => {
      api.FPDF_PageToDevice(page, 0, 0, width * fine, height * fine, 0, x, y, room, room + 4);
      const [px, py] = this.library.ints(room, 2);
      return [px! / fine, py! / fine];
    };
    const [e, f] = at(0, 0);
    const [ax, ay] = at(far, 0);
    const [cx, cy] = at(0, far);
    this.library.free(room);
    return { a: (ax - e) / far, b: (ay - f) / far, c: (cx - e) / far, d: (cy - f) / far, e, f };
  }
}
