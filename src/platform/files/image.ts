// Pictures are drawn anew: what comes out has pixels and nothing else, whatever was hidden in what came in.
import sharp from 'sharp';
import { done, type Outcome, refuse } from '../../town/outcome.ts';
import type { Hidden } from './inspected.ts';
import { fileLimits } from './limits.ts';
import type { FileRefusal } from './words.ts';

export interface CleanImage {
  readonly bytes: Buffer;
  readonly kind: 'jpg' | 'png';
  readonly width: number;
  readonly height: number;
  readonly hidden: readonly Hidden[];
}

const options = { limitInputPixels: fileLimits.pixels, failOn: 'warning', sequentialRead: true } as const;

/** Turns the picture upright, to sRGB, without EXIF, GPS, XMP or comments. `kind` is what the bytes must be. */
export async function cleanImage(bytes: Uint8Array, kind: 'jpg' | 'png'): Promise<Outcome<CleanImage, FileRefusal>> {
  sharp.cache(false);
  sharp.concurrency(1);
  const found = await sharp(bytes, { limitInputPixels: false, failOn: 'warning' })
    .metadata()
    .catch(() => null);
  if (!found?.width || !found.height) return refuse({ code: 'file-damaged' });
  if (found.format !== (kind === 'jpg' ? 'jpeg' : 'png')) return refuse({ code: 'file-kind-mismatch' });
  if (found.width * found.height > fileLimits.pixels)
    return refuse({ code: 'image-too-many-pixels', facts: { width: found.width, height: found.height } });
  const upright = sharp(bytes, options).rotate();
  const made = await (kind === 'jpg' ? upright.jpeg({ quality: 90 }) : upright.png({ compressionLevel: 9 }))
    .toBuffer({ resolveWithObject: true })
    .catch(() => null);
  if (!made) return refuse({ code: 'file-damaged' });
  const hidden: Hidden[] = [];
  if (found.exif) hidden.push({ kind: 'metadata', detail: '图片内的拍摄信息（EXIF，可能含时间、设备和位置）' });
  if (found.xmp || found.iptc) hidden.push({ kind: 'metadata', detail: '图片内的编辑信息（XMP、IPTC）' });
  if (found.comments && found.comments.length > 0) hidden.push({ kind: 'metadata', detail: '图片内的文字注释' });
  return done({ bytes: made.data, kind, width: made.info.width, height: made.info.height, hidden });
}
