// A PDF upload: read, written anew without its properties, and read again, because two readers may see two different files.
import { done, type Outcome } from '../../town/outcome.ts';
import type { Hidden } from './inspected.ts';
import { type PdfContent, readPdf } from './pdf.ts';
import { withoutProperties } from './pdf-clean.ts';
import type { FileRefusal } from './words.ts';

export interface InspectedPdf {
  readonly cleanedBytes: Uint8Array;
  readonly text: string;
  readonly pages: number;
  readonly hidden: readonly Hidden[];
}

const isProperty = (found: Hidden): boolean => found.kind === 'author' || found.kind === 'metadata';

/** The cleaned bytes, when they read like the original and say nothing about its makers. */
async function cleaned(bytes: Buffer, original: PdfContent): Promise<Buffer | 'signed' | null> {
  let anew: Uint8Array | 'signed';
  try {
    anew = await withoutProperties(bytes);
  } catch {
    // The library understands fewer odd files than the reader does; whatever it stumbles over stays as it came.
    return null;
  }
  if (anew === 'signed') return anew;
  const made = Buffer.from(anew.buffer, anew.byteOffset, anew.byteLength);
  const again = await readPdf(made);
  const same = again.ok && again.value.pages === original.pages && again.value.text === original.text;
  return same && !again.value.hidden.some(isProperty) ? made : null;
}

export async function inspectPdf(bytes: Buffer): Promise<Outcome<InspectedPdf, FileRefusal>> {
  const read = await readPdf(bytes);
  if (!read.ok) return read;
  const { text, pages, hidden, properties } = read.value;
  const made = await cleaned(bytes, read.value);
  if (made instanceof Buffer) return done({ cleanedBytes: made, text, pages, hidden });
  if (!hidden.some(isProperty)) return done({ cleanedBytes: bytes, text, pages, hidden });
  const why = made === 'signed' ? '文件有电子签名，去除会使签名失效' : '文件的结构特殊，无法去除';
  const kept = hidden.map((h): Hidden => (isProperty(h) ? { ...h, kind: 'kept-metadata' } : h));
  const reason: Hidden = { kind: 'kept-metadata', detail: `以上属性仍在文件里：${why}。不宜公开的，请另存后重新上传` };
  // What stays in the file is published with it, so it is checked for personal data like any other text.
  return done({ cleanedBytes: bytes, text: `${text}\n${properties}`, pages, hidden: [...kept, reason] });
}
