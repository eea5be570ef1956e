// The picture of a page as it goes into the rebuilt file. Pages of text keep every pixel, in sixteen shades or a small
// palette; pages with photographs are JPEG, since they would be ten times as large otherwise.
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import type { PagePixels } from './pdf-document.ts';

export interface PagePicture {
  readonly width: number;
  readonly height: number;
  readonly filter: 'FlateDecode' | 'DCTDecode';
  readonly bits: 4 | 8;
  readonly colours: 'gray' | 'rgb' | Buffer;
  readonly data: Uint8Array;
}

/** Channels this close are a shade of gray. */
const GRAY = 12;
const MOST_COLOURS = 256;

/** Sixteen steps: the step of black is 0 and of white 15. */
export const step = (value: number): number => ((value + 8) / 17) | 0;

function isGray(data: Buffer): boolean {
  for (let i = 0; i < data.length; i += 4) {
    const g = data[i + 1]!;
    if (Math.abs(data[i]! - g) > GRAY || Math.abs(data[i + 2]! - g) > GRAY) return false;
  }
  return true;
}

function inShades({ width, height, data }: PagePixels): PagePicture {
  const row = Math.ceil(width / 2);
  const packed = Buffer.alloc(row * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const shade = step(data[(y * width + x) * 4 + 1]!);
      packed[y * row + (x >> 1)]! |= x % 2 === 0 ? shade << 4 : shade;
    }
  return { width, height, filter: 'FlateDecode', bits: 4, colours: 'gray', data: deflateSync(packed) };
}

/** Null when the page has more colours than a palette holds. */
function inPalette({ width, height, data }: PagePixels): PagePicture | null {
  const numbers = new Int16Array(4096).fill(-1);
  const palette: number[] = [];
  const indexed = Buffer.alloc(width * height);
  for (let i = 0; i < indexed.length; i++) {
    const [b, g, r] = [step(data[i * 4]!), step(data[i * 4 + 1]!), step(data[i * 4 + 2]!)];
    const key = (r << 8) | (g << 4) | b;
    if (numbers[key]! < 0) {
      if (palette.length === MOST_COLOURS * 3) return null;
      numbers[key] = palette.length / 3;
      palette.push(r * 17, g * 17, b * 17);
    }
    indexed[i] = numbers[key]!;
  }
  return { width, height, filter: 'FlateDecode', bits: 8, colours: Buffer.from(palette), data: deflateSync(indexed) };
}

async function asPhotograph({ width, height, data }: PagePixels, gray: boolean): Promise<PagePicture> {
  const channels = gray ? 1 : 3;
  const plain = Buffer.alloc(width * height * channels);
  for (let i = 0; i < width * height; i++)
    for (let c = 0; c < channels; c++) plain[i * channels + c] = data[i * 4 + (gray ? 1 : 2 - c)]!;
  sharp.cache(false);
  sharp.concurrency(1);
  const jpeg = await sharp(plain, { raw: { width, height, channels } })
    .toColourspace(gray ? 'b-w' : 'srgb')
    .jpeg({ quality: 85, chromaSubsampling: '4:4:4' })
    .toBuffer();
  return { width, height, filter: 'DCTDecode', bits: 8, colours: gray ? 'gray' : 'rgb', data: jpeg };
}

export async function pictureOfPage(pixels: PagePixels, hasPhotographs: boolean): Promise<PagePicture> {
  const gray = isGray(pixels.data);
  if (hasPhotographs) return asPhotograph(pixels, gray);
  return gray ? inShades(pixels) : (inPalette(pixels) ?? asPhotograph(pixels, false));
}
