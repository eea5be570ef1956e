// The receipt file, `.tlog-proof` (c2sp.org/tlog-proof@v1): an entry's index, its path through the tree and the checkpoint, with
// what a reader needs beside the text to check it alone.
import { canonicalJson } from '../../town/canonical-json.ts';
import { type Bytes, fromBase64, fromUtf8, toBase64, utf8 } from './bytes.ts';
import { readCanonical } from './canonical.ts';
import { type Hash, isHash, isSize, readSize } from './merkle.ts';
import { parseNote } from './note.ts';

export interface ProofFile {
  /** Not covered by any signature. */
  extra: Bytes | null;
  index: number;
  hashes: readonly Hash[];
  /** The signed note, to the byte. */
  checkpoint: string;
}

const HEAD = 'c2sp.org/tlog-proof@v1';
const HASHES_MOST = 63;

export function formatProof(p: ProofFile): string {
  const wrong = (p.extra !== null && p.extra.length === 0) || !isSize(p.index) || p.hashes.length > HASHES_MOST;
  if (wrong || !p.hashes.every(isHash) || parseNote(p.checkpoint) === null) throw new RangeError(`not a proof of ${p.index}`);
  const extra = p.extra === null ? [] : [`extra ${toBase64(p.extra)}`];
  return [HEAD, ...extra, `index ${p.index}`, ...p.hashes.map(toBase64), '', p.checkpoint].join('\n');
}

export function parseProof(text: string): ProofFile | null {
  const split = text.indexOf('\n\n');
  if (split < 0) return null;
  const checkpoint = text.slice(split + 2);
  const [head, ...lines] = text.slice(0, split).split('\n');
  const extraLine = lines[0]?.startsWith('extra ') ? lines.shift()! : null;
  const extra = extraLine === null ? null : fromBase64(extraLine.slice('extra '.length));
  const indexLine = lines.shift() ?? '';
  const index = indexLine.startsWith('index ') ? readSize(indexLine.slice('index '.length)) : null;
  const hashes = lines.map(fromBase64);
  if (head !== HEAD || index === null || (extraLine !== null && (extra === null || extra.length === 0))) return null;
  if (hashes.length > HASHES_MOST || !hashes.every((h) => h !== null && isHash(h)) || parseNote(checkpoint) === null) return null;
  return { extra, index, hashes: hashes as Hash[], checkpoint };
}

/** What our receipts carry as extra: the entry's exact text, and the salt while the content may be shown. */
export interface ProofExtra {
  entry: string;
  /** 16 bytes in hex. */
  salt: string | null;
}

export function formatExtra(x: ProofExtra): Bytes {
  if (!isExtra(x)) throw new RangeError('not the extra of a receipt');
  return utf8(canonicalJson(x));
}

export function parseExtra(b: Bytes): ProofExtra | null {
  const text = fromUtf8(b);
  return text === null ? null : readCanonical(text, isExtra);
}

function isExtra(value: unknown): value is ProofExtra {
  if (typeof value !== 'object' || value === null || Object.keys(value).sort().join() !== 'entry,salt') return false;
  const { entry, salt } = value as Record<string, unknown>;
  return typeof entry === 'string' && (salt === null || (typeof salt === 'string' && /^[0-9a-f]{32}$/.test(salt)));
}
