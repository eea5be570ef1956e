// The PDF reader that draws pages and knows where every character stands: PDFium as WebAssembly, so that a hostile file
// breaks a sandbox and not the process. One instance for one file; a broken one is thrown away.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { init, type WrappedPdfiumModule } from '@embedpdf/pdfium';
import { ownFonts } from '../paper/paper-fonts.ts';

/** Memory of the sandbox, beside the heap of the thread. */
const MOST_BYTES = 768 * 1024 * 1024;
const WASM_PAGE = 65_536;

/** Windows' numbers of the East Asian character sets. */
const EAST_ASIAN: ReadonlySet<number> = new Set([128, 129, 134, 136]);
/** For fonts a file names and does not bring along, by what the name says. */
const STANDINS: readonly (readonly [RegExp, string])[] = [
  [/fang|仿/i, 'FandolFang-Regular.otf'],
  [/kai|楷/i, 'GongkaiKai-Regular.ttf'],
  [/hei|sans|gothic|dengxian|黑|等线/i, 'NotoSansSC-Medium.ttf'],
  [/xiaobiao|bold|标宋/i, 'NotoSerifSC-Bold.ttf'],
];
const fontFiles = new Map<string, Buffer>();
const ANY_FONT = 'NotoSerifSC-Regular.ttf';

function standin(faces: readonly string[]): string {
  const fits = STANDINS.find(([pattern, file]) => faces.some((f) => pattern.test(f)) && existsSync(join(ownFonts, file)));
  return fits?.[1] ?? ANY_FONT;
}

export class Pdfium {
  private readonly handles: string[] = [];
  /** The sandbox asked for more than it may have; whatever went wrong after that went wrong for this. */
  isExhausted = false;

  private constructor(readonly api: WrappedPdfiumModule) {
    const { memory } = this;
    const grow = memory.grow.bind(memory);
    memory.grow = (pages: number): number => {
      if (memory.buffer.byteLength + pages * WASM_PAGE > MOST_BYTES) {
        this.isExhausted = true;
        throw new RangeError('the PDF reader may not have more memory');
      }
      return grow(pages);
    };
    api.PDFiumExt_Init();
    this.offerFonts();
  }

  static async start(): Promise<Pdfium> {
    const file = createRequire(import.meta.url).resolve('@embedpdf/pdfium/pdfium.wasm');
    const wasm = readFileSync(file);
    const wasmBinary = wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) as ArrayBuffer;
    // Its own notes on damaged files are not for our log.
    const silent = { print: () => {}, printErr: () => {} };
    return new Pdfium(await init({ wasmBinary, ...silent } as Parameters<typeof init>[0]));
  }

  private get memory(): WebAssembly.Memory {
    return (this.api.pdfium.wasmExports as unknown as { memory: WebAssembly.Memory }).memory;
  }

  /** The sandbox's memory as it is now: growing replaces it, so nobody keeps this. */
  bytes(): Uint8Array {
    return new Uint8Array(this.memory.buffer);
  }

  place(size: number): number {
    const at = this.api.pdfium.wasmExports.malloc(size);
    if (at === 0) throw new RangeError('no memory in the PDF reader');
    return at;
  }

  free(at: number): void {
    this.api.pdfium.wasmExports.free(at);
  }

  put(data: Uint8Array): number {
    const at = this.place(data.length);
    this.bytes().set(data, at);
    return at;
  }

  doubles(at: number, count: number): Float64Array {
    return new Float64Array(this.memory.buffer.slice(at, at + count * 8));
  }

  floats(at: number, count: number): Float32Array {
    return new Float32Array(this.memory.buffer.slice(at, at + count * 4));
  }

  ints(at: number, count: number): Int32Array {
    return new Int32Array(this.memory.buffer.slice(at, at + count * 4));
  }

  /** `text` as the library wants it; the caller frees it. */
  putUtf16(text: string): number {
    return this.put(Buffer.from(`${text}\u0000`, 'utf16le'));
  }

  font(file: string): Buffer {
    const known = fontFiles.get(file) ?? readFileSync(join(ownFonts, file));
    fontFiles.set(file, known);
    return known;
  }

  private faceNames(at: number): readonly string[] {
    const raw = Buffer.from(this.bytes().subarray(at, at + 128));
    const end = raw.indexOf(0);
    const name = raw.subarray(0, end < 0 ? raw.length : end);
    // Chinese programs write the names of fonts in GBK.
    return [name.toString('utf8'), new TextDecoder('gb18030').decode(name)];
  }

  /** Answers size, and copies when there is room. */
  private give(data: Uint8Array, at: number, room: number): number {
    if (at !== 0 && room >= data.length) this.bytes().set(data, at);
    return data.length;
  }

  /** FPDF_SYSFONTINFO, version 1: how PDFium asks its host for fonts. */
  private offerFonts(): void {
    const { pdfium } = this.api;
    const map = (_self: number, _weight: number, _italic: number, charset: number, _pitch: number, face: number): number => {
      if (!EAST_ASIAN.has(charset)) return 0;
      this.handles.push(standin(this.faceNames(face)));
      return this.handles.length;
    };
    const file = (handle: number): string => this.handles[handle - 1] ?? ANY_FONT;
    const info = this.place(40);
    const calls = [
      pdfium.addFunction(() => {}, 'vi'),
      0,
      pdfium.addFunction(map, 'iiiiiiii'),
      pdfium.addFunction(() => 0, 'iii'),
      pdfium.addFunction(
        (_self: number, handle: number, table: number, at: number, room: number) =>
          table === 0 ? this.give(this.font(file(handle)), at, room) : 0,
        'iiiiii',
      ),
      pdfium.addFunction(
        (_self: number, handle: number, at: number, room: number) =>
          this.give(Buffer.from(`${file(handle)}\u0000`, 'latin1'), at, room),
        'iiiii',
      ),
      pdfium.addFunction(() => 134, 'iii'),
      pdfium.addFunction(() => {}, 'vii'),
    ];
    new Int32Array(this.memory.buffer, info, 9).set([1, ...calls]);
    this.api.FPDF_SetSystemFontInfo(info);
  }
}
