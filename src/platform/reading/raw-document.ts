// What a format's reader hands on: text and pictures, before titles and headings are recognised.
import { createHash } from 'node:crypto';
import type { Body } from '../../town/body.ts';
import type { Hidden } from '../files/inspected.ts';
import type { DecodedText } from './decode-text.ts';
import type { PageFacts } from './page-furniture.ts';
import type { ReadWarning } from './words.ts';

export interface ReadPicture {
  readonly sha256: string;
  readonly bytes: Uint8Array;
  readonly kind: 'jpg' | 'png';
}

export interface RawDocument {
  readonly body: Body;
  readonly facts: Partial<PageFacts>;
  readonly images: readonly ReadPicture[];
  readonly warnings: readonly ReadWarning[];
  readonly hidden: readonly Hidden[];
  readonly encoding: DecodedText['encoding'] | null;
}

export function pictureOf(bytes: Uint8Array, kind: 'jpg' | 'png'): ReadPicture {
  return { sha256: createHash('sha256').update(bytes).digest('hex'), bytes, kind };
}
