// The black mark laid over hidden text, with its ground in white where it fits. A stamp depends on its size and ground and
// on nothing of the page, so a page can be proved by comparing it with one made anew.
import type { PixelBox } from './geometry.ts';
import type { Pdfium } from './pdfium.ts';
import type { PagePixels } from './pdf-document.ts';

const FONT = 'NotoSansSC-Medium.ttf';
const FONT_TRUETYPE = 2;
const BGRA = 4;
/** Pixels: smaller writing cannot be read, larger is not needed. */
const SMALLEST = 12;
const LARGEST = 26;

export interface Mark extends PixelBox {
  readonly ground: string;
}

export class StampMaker {
  private readonly labels = new Map<string, { width: number; data: Uint8Array }>();
  private readonly document: number;
  private readonly font: number;
  private readonly fontData: number;

  constructor(private readonly library: Pdfium) {
    const { api } = library;
    const file = library.font(FONT);
    this.fontData = library.put(file);
    this.document = api.FPDF_CreateNewDocument();
    this.font = api.FPDFText_LoadFont(this.document, this.fontData, file.length, FONT_TRUETYPE, true);
    if (this.font === 0) throw new Error('the font of marks cannot be loaded');
  }

  close(): void {
    const { api } = this.library;
    api.FPDFFont_Close(this.font);
    api.FPDF_CloseDocument(this.document);
    this.library.free(this.fontData);
  }

  /** Shades of gray, row by row: black, and the ground in the middle if there is room. */
  stamp({ width, height, ground }: Mark): Uint8Array {
    const stamp = new Uint8Array(width * height);
    const size = Math.min(LARGEST, Math.floor(height * 0.62), Math.floor((width - 6) / [...ground].length));
    if (size < SMALLEST) return stamp;
    const label = this.label(ground, size);
    const rows = label.data.length / label.width;
    const x0 = Math.floor((width - label.width) / 2);
    const y0 = Math.floor((height - rows) / 2);
    if (x0 < 1 || y0 < 1) return stamp;
    for (let y = 0; y < rows; y++) stamp.set(label.data.subarray(y * label.width, (y + 1) * label.width), (y0 + y) * width + x0);
    return stamp;
  }

  private label(ground: string, size: number): { width: number; data: Uint8Array } {
    const key = `${size} ${ground}`;
    const known = this.labels.get(key);
    if (known) return known;
    const made = this.drawn(ground, size);
    this.labels.set(key, made);
    return made;
  }

  private drawn(ground: string, size: number): { width: number; data: Uint8Array } {
    const { api } = this.library;
    const width = [...ground].length * size;
    const height = Math.ceil(size * 1.1);
    const page = api.FPDFPage_New(this.document, 0, width, height);
    const object = api.FPDFPageObj_CreateTextObj(this.document, this.font, size);
    const text = this.library.putUtf16(ground);
    api.FPDFText_SetText(object, text);
    this.library.free(text);
    api.FPDFPageObj_SetFillColor(object, 255, 255, 255, 255);
    api.FPDFPageObj_Transform(object, 1, 0, 0, 1, 0, size * 0.18);
    api.FPDFPage_InsertObject(page, object);
    api.FPDFPage_GenerateContent(page);
    const bitmap = api.FPDFBitmap_CreateEx(width, height, BGRA, 0, 0);
    api.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xff000000);
    api.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, 0);
    const at = api.FPDFBitmap_GetBuffer(bitmap);
    const raw = this.library.bytes().slice(at, at + width * height * 4);
    api.FPDFBitmap_Destroy(bitmap);
    api.FPDF_ClosePage(page);
    api.FPDFPage_Delete(this.document, 0);
    return { width, data: raw.filter((_, i) => i % 4 === 1) };
  }
}

/** Lays a stamp over the picture; nothing of what was there is kept. */
export function lay(pixels: PagePixels, mark: PixelBox, stamp: Uint8Array): void {
  for (let y = 0; y < mark.height; y++)
    for (let x = 0; x < mark.width; x++) {
      const shade = stamp[y * mark.width + x]!;
      const at = ((mark.y + y) * pixels.width + mark.x + x) * 4;
      for (let c = at; c < at + 3; c++) pixels.data[c] = shade;
    }
}

/**
 * The largest difference between a picture and what it should show inside a mark, `edge` pixels from the mark's border, where
 * neighbours do not bleed in.
 */
export function farthest(pixels: PagePixels, expected: PagePixels, mark: PixelBox, edge: number): number {
  let most = 0;
  for (let y = mark.y + edge; y < mark.y + mark.height - edge; y++)
    for (let x = mark.x + edge; x < mark.x + mark.width - edge; x++) {
      const at = (y * pixels.width + x) * 4;
      for (let c = at; c < at + 3; c++) most = Math.max(most, Math.abs(pixels.data[c]! - expected.data[c]!));
    }
  return most;
}
