// Opens a package (docx, xlsx) from a stranger without believing anything it says about itself. Runs in the reading worker.
import { crc32 } from 'node:zlib';
import { type Entry, fromBufferPromise, validateFileName, type ZipFile } from 'yauzl';
import { done, type Outcome, refuse } from '../../town/outcome.ts';
import { fileLimits } from './limits.ts';
import type { FileRefusal } from './words.ts';

/** Part name → bytes, in the order of the package. A Map: names like `__proto__` are only names. */
export type Parts = ReadonlyMap<string, Buffer>;

class Refused extends Error {
  constructor(
    readonly code: FileRefusal,
    readonly facts: Readonly<Record<string, string | number>> = {},
  ) {
    super(code);
  }
}

const S_IFMT = 0o170000;
const S_IFREG = 0o100000;
const S_IFDIR = 0o040000;

/** Unix file type from the entry's attributes; 0 when the packer recorded none. */
function unixType(entry: Entry): number {
  return (entry.externalFileAttributes >>> 16) & S_IFMT;
}

function partName(raw: Buffer): string {
  let name: string;
  try {
    name = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(raw);
  } catch {
    throw new Refused('file-bad-part-name');
  }
  const bad = name.includes('\\') || name.length > 400 || /[\u0000-\u001f\u007f:*?"<>|]|(?:^|\/)\.{1,2}(?:\/|$)|\/\//.test(name);
  if (name === '' || bad || validateFileName(name) !== null) throw new Refused('file-bad-part-name', { part: name.slice(0, 80) });
  return name;
}

function check(entry: Entry, name: string): void {
  const type = unixType(entry);
  if (type !== 0 && type !== S_IFREG && type !== S_IFDIR) throw new Refused('file-link-part', { part: name.slice(0, 80) });
  if (entry.isEncrypted()) throw new Refused('file-encrypted');
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) throw new Refused('file-damaged');
  if (entry.uncompressedSize > fileLimits.unpackedBytes) throw new Refused('file-unpacks-too-large');
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** The header beside the data must say what the directory at the end says: readers differ in which they believe. */
async function spanOf(zip: ZipFile, entry: Entry): Promise<Span> {
  const local = await zip.readLocalFileHeaderPromise(entry);
  const same =
    local.fileName.equals(entry.fileNameRaw) &&
    local.compressionMethod === entry.compressionMethod &&
    [0, 0xffffffff, entry.uncompressedSize].includes(local.uncompressedSize);
  if (!same) throw new Refused('file-disguised');
  return { from: entry.relativeOffsetOfLocalHeader, to: local.fileDataStart + entry.compressedSize };
}

async function inflate(zip: ZipFile, entry: Entry, room: number): Promise<Buffer> {
  const stream = await zip.openReadStreamPromise(entry);
  const chunks: Buffer[] = [];
  let size = 0;
  let crc = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    crc = crc32(chunk, crc);
    if (size > entry.uncompressedSize) throw new Refused('file-size-lie');
    if (size > room) throw new Refused('file-unpacks-too-large');
    if (size > fileLimits.ratioFrom && size > entry.compressedSize * fileLimits.ratio) throw new Refused('file-ratio-too-high');
    chunks.push(chunk);
  }
  if (size !== entry.uncompressedSize) throw new Refused('file-size-lie');
  if (crc !== entry.crc32) throw new Refused('file-damaged');
  return Buffer.concat(chunks, size);
}

async function readParts(zip: ZipFile, packed: number): Promise<Parts> {
  if (zip.entryCount > fileLimits.parts) throw new Refused('file-too-many-parts', { parts: zip.entryCount });
  if (zip.comment.length > 0) throw new Refused('file-disguised');
  const entries: { entry: Entry; name: string; span: Span }[] = [];
  const seen = new Set<string>();
  let claimed = 0;
  for await (const entry of zip.eachEntry()) {
    const name = partName(entry.fileNameRaw);
    check(entry, name);
    // Part names are compared without regard to case (ECMA-376 part 2).
    if (seen.has(name.toLowerCase())) throw new Refused('file-duplicate-part', { part: name.slice(0, 80) });
    seen.add(name.toLowerCase());
    claimed += entry.uncompressedSize;
    if (claimed > fileLimits.unpackedBytes) throw new Refused('file-unpacks-too-large');
    entries.push({ entry, name, span: await spanOf(zip, entry) });
  }
  if (claimed > fileLimits.ratioFrom && claimed > packed * fileLimits.ratio) throw new Refused('file-ratio-too-high');
  const spans = entries.map((e) => e.span).sort((a, b) => a.from - b.from);
  // Nothing before the first part, and no bytes counted twice (overlapping parts are how small files become huge).
  if (spans[0]?.from !== 0 || spans.some((span, i) => i > 0 && span.from < spans[i - 1]!.to)) throw new Refused('file-disguised');
  const parts = new Map<string, Buffer>();
  let left: number = fileLimits.unpackedBytes;
  for (const { entry, name } of entries) {
    if (name.endsWith('/')) {
      if (entry.uncompressedSize > 0) throw new Refused('file-bad-part-name');
      continue;
    }
    const bytes = await inflate(zip, entry, left);
    left -= bytes.length;
    parts.set(name, bytes);
  }
  return parts;
}

/** yauzl reports damage and lies as plain errors; what it says decides the word. */
function translated(fault: unknown): { code: FileRefusal; facts?: Readonly<Record<string, string | number>> } {
  if (fault instanceof Refused) return { code: fault.code, facts: fault.facts };
  const message = fault instanceof Error ? fault.message : '';
  if (/too many bytes in the stream|not enough bytes in the stream|compressed\/uncompressed size mismatch/i.test(message))
    return { code: 'file-size-lie' };
  if (/encrypt/i.test(message)) return { code: 'file-encrypted' };
  return { code: 'file-damaged' };
}

/** All parts of a package, or the first reason not to trust it. Never inflates more than the limits allow. */
export async function openPackage(bytes: Buffer): Promise<Outcome<Parts, FileRefusal>> {
  let zip: ZipFile | null = null;
  try {
    zip = await fromBufferPromise(bytes, { lazyEntries: true, decodeStrings: false, validateEntrySizes: true, autoClose: false });
    return done(await readParts(zip, bytes.length));
  } catch (fault) {
    return refuse(translated(fault));
  } finally {
    zip?.close();
  }
}
