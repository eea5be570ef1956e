// A second reading of the specifications (RFC 6962; C2SP signed-note, tlog-checkpoint, tlog-tiles, tlog-cosignature, tlog-proof),
// plain and slow, sharing nothing with src/ledger: what our writer makes must be understood by somebody who has only read them.
// Every disagreement is thrown, in words that name the place.
import { createHash, createPublicKey, verify } from 'node:crypto';

export type ReadFile = (path: string) => Uint8Array | null;

export interface ForeignKey {
  name: string;
  id: string;
  type: number;
  key: Buffer;
}

export interface ForeignNote {
  text: string;
  /** Who signed, as far as the keys given tell; `time` for cosignatures. */
  signedBy: readonly { name: string; type: number; time: bigint | null }[];
}

export interface ForeignCheckpoint {
  origin: string;
  size: number;
  root: Buffer;
}

export interface ForeignLog extends ForeignCheckpoint {
  entries: readonly Buffer[];
  signedBy: ForeignNote['signedBy'];
  /** Everything that was read, so that a test can say that nothing else lies there. */
  paths: readonly string[];
}

function sha256(...parts: readonly Uint8Array[]): Buffer {
  return createHash('sha256').update(Buffer.concat(parts)).digest();
}

function demand(what: unknown, otherwise: string): asserts what {
  if (!what) throw new Error(otherwise);
}

function base64(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64');
  demand(bytes.toString('base64') === text, `not base64: ${text}`);
  return bytes;
}

function decimal(text: string): number {
  demand(/^(0|[1-9][0-9]*)$/.test(text) && Number.isSafeInteger(Number(text)), `not a number: ${text}`);
  return Number(text);
}

// RFC 6962, section 2.1

export function leafOf(entry: Uint8Array): Buffer {
  return sha256(Buffer.from([0]), entry);
}

/** The largest power of two below n. */
function split(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

/** MTH over leaves that are hashed already. */
export function treeHead(leaves: readonly Uint8Array[]): Buffer {
  if (leaves.length === 0) return sha256();
  if (leaves.length === 1) return Buffer.from(leaves[0]!);
  const k = split(leaves.length);
  return sha256(Buffer.from([1]), treeHead(leaves.slice(0, k)), treeHead(leaves.slice(k)));
}

/** PATH(m, D[n]) of section 2.1.1. */
export function auditPath(m: number, leaves: readonly Uint8Array[]): Buffer[] {
  if (leaves.length <= 1) return [];
  const k = split(leaves.length);
  return m < k
    ? [...auditPath(m, leaves.slice(0, k)), treeHead(leaves.slice(k))]
    : [...auditPath(m - k, leaves.slice(k)), treeHead(leaves.slice(0, k))];
}

/** PROOF(m, D[n]) of section 2.1.2. */
export function growthProof(m: number, leaves: readonly Uint8Array[]): Buffer[] {
  const sub = (at: number, d: readonly Uint8Array[], whole: boolean): Buffer[] => {
    if (at === d.length) return whole ? [] : [treeHead(d)];
    const k = split(d.length);
    return at <= k
      ? [...sub(at, d.slice(0, k), whole), treeHead(d.slice(k))]
      : [...sub(at - k, d.slice(k), false), treeHead(d.slice(0, k))];
  };
  return sub(m, leaves, true);
}

/** The head a path leads to, by the definition read backwards: the last hash of the path is the other side of the topmost split. */
export function headByPath(index: number, size: number, leaf: Uint8Array, path: readonly Uint8Array[]): Buffer {
  demand(index >= 0 && index < size, `entry ${index} is not in a tree of ${size}`);
  if (size === 1) {
    demand(path.length === 0, 'the path is too long');
    return Buffer.from(leaf);
  }
  demand(path.length > 0, 'the path is too short');
  const k = split(size);
  const other = path[path.length - 1]!;
  const rest = path.slice(0, -1);
  return index < k
    ? sha256(Buffer.from([1]), headByPath(index, k, leaf, rest), other)
    : sha256(Buffer.from([1]), other, headByPath(index - k, size - k, leaf, rest));
}

// C2SP signed-note, tlog-cosignature, tlog-checkpoint

export function readVkey(text: string): ForeignKey {
  const first = text.indexOf('+');
  const second = text.indexOf('+', first + 1);
  demand(first > 0 && second > first, `not a verifier key: ${text}`);
  const name = text.slice(0, first);
  const id = text.slice(first + 1, second);
  const typed = base64(text.slice(second + 1));
  demand(typed.length > 1, 'a verifier key without a key');
  const hash = sha256(Buffer.from(name, 'utf8'), Buffer.from('\n'), typed).subarray(0, 4).toString('hex');
  demand(hash === id, `the id of ${name} is ${id}, should be ${hash}`);
  return { name, id, type: typed[0]!, key: typed.subarray(1) };
}

function ed25519(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(key).toString('base64url') };
  return verify(null, message, createPublicKey({ key: jwk, format: 'jwk' }), signature);
}

function signatureHolds(key: ForeignKey, text: string, signature: Buffer): { time: bigint | null } | null {
  if (key.type === 1) return ed25519(key.key, Buffer.from(text, 'utf8'), signature) ? { time: null } : null;
  demand(key.type === 4, `a signature of type ${key.type} is not known here`);
  if (signature.length !== 8 + 64) return null;
  const time = signature.readBigUInt64BE(0);
  const message = Buffer.from(`cosignature/v1\ntime ${time}\n${text}`, 'utf8');
  return ed25519(key.key, message, signature.subarray(8)) ? { time } : null;
}

/** Signatures of unknown keys are passed over; one of a known key that fails is the end. */
export function openForeignNote(note: string, vkeys: readonly string[]): ForeignNote {
  for (const c of note) demand(c === '\n' || c >= ' ', 'a control character');
  const at = note.lastIndexOf('\n\n');
  demand(at >= 0 && note.endsWith('\n'), 'no blank line before the signatures');
  const text = note.slice(0, at + 1);
  const lines = note.slice(at + 2, -1).split('\n');
  const signedBy: { name: string; type: number; time: bigint | null }[] = [];
  const keys = vkeys.map(readVkey);
  for (const line of lines) {
    const parts = line.split(' ');
    demand(parts.length === 3 && parts[0] === '\u2014', `not a signature: ${line}`);
    const name = parts[1]!;
    demand(name !== '' && !/[\s+]/u.test(name), `not a name: ${name}`);
    const blob = base64(parts[2]!);
    demand(blob.length > 4, 'a signature without bytes');
    const key = keys.find((k) => k.name === name && k.id === blob.subarray(0, 4).toString('hex'));
    if (!key) continue;
    const held = signatureHolds(key, text, blob.subarray(4));
    demand(held, `the signature of ${name} is wrong`);
    signedBy.push({ name, type: key.type, time: held.time });
  }
  demand(signedBy.length > 0, 'no signature of a known key');
  return { text, signedBy };
}

export function readForeignCheckpoint(text: string): ForeignCheckpoint {
  demand(text.endsWith('\n'), 'a checkpoint ends in a newline');
  const lines = text.slice(0, -1).split('\n');
  demand(lines.length >= 3 && lines.every((l) => l !== ''), 'a checkpoint has three lines, none empty');
  const root = base64(lines[2]!);
  demand(root.length === 32, 'a root has 32 bytes');
  return { origin: lines[0]!, size: decimal(lines[1]!), root };
}

// C2SP tlog-tiles

function threes(n: number): string {
  const digits = String(n);
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, '0');
  const groups = padded.match(/.../g)!;
  return groups.map((g, i) => (i < groups.length - 1 ? `x${g}` : g)).join('/');
}

export function foreignTilePath(level: number | 'entries', n: number, width: number): string {
  return `tile/${level}/${threes(n)}${width === 256 ? '' : `.p/${width}`}`;
}

export function readForeignBundle(bundle: Uint8Array): Buffer[] {
  const bytes = Buffer.from(bundle);
  const entries: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    demand(at + 2 <= bytes.length, 'a bundle ends within a length');
    const end = at + 2 + bytes.readUInt16BE(at);
    demand(end <= bytes.length, 'a bundle ends within an entry');
    entries.push(bytes.subarray(at + 2, end));
    at = end;
  }
  return entries;
}

/** Every tile a tree of this size consists of at one level: so many full ones, and what is left over. */
function tilesAt(hashes: number): { n: number; width: number }[] {
  const list = Array.from({ length: Math.floor(hashes / 256) }, (_, n) => ({ n, width: 256 }));
  if (hashes % 256 > 0) list.push({ n: list.length, width: hashes % 256 });
  return list;
}

/** Reads a whole log and holds every file of it against every other. */
export function readForeignLog(read: ReadFile, vkeys: readonly string[]): ForeignLog {
  const paths: string[] = [];
  const get = (path: string): Buffer => {
    const bytes = read(path);
    demand(bytes, `${path} is missing`);
    paths.push(path);
    return Buffer.from(bytes);
  };
  const note = openForeignNote(get('checkpoint').toString('utf8'), vkeys);
  const head = readForeignCheckpoint(note.text);
  demand(
    note.signedBy.some((s) => s.name === head.origin && s.type === 1),
    'the log itself has not signed',
  );
  const entries = tilesAt(head.size).flatMap(({ n, width }) => {
    const bundle = readForeignBundle(get(foreignTilePath('entries', n, width)));
    demand(bundle.length === width, `bundle ${n} has ${bundle.length} entries, should have ${width}`);
    return bundle;
  });
  const leaves = entries.map(leafOf);
  for (let level = 0, row = leaves; row.length > 0; level++) {
    for (const { n, width } of tilesAt(row.length)) {
      const path = foreignTilePath(level, n, width);
      const should = Buffer.concat(row.slice(n * 256, n * 256 + width));
      demand(get(path).equals(should), `${path} is not made of what lies below it`);
    }
    const below = row;
    row = Array.from({ length: Math.floor(below.length / 256) }, (_, n) => treeHead(below.slice(n * 256, (n + 1) * 256)));
  }
  demand(treeHead(leaves).equals(head.root), 'the root is another');
  return { ...head, entries, signedBy: note.signedBy, paths };
}

// C2SP tlog-proof

export interface ForeignProof {
  extra: Buffer | null;
  index: number;
  path: readonly Buffer[];
  checkpoint: string;
}

export function readForeignProof(text: string): ForeignProof {
  const at = text.indexOf('\n\n');
  demand(at > 0, 'no blank line before the checkpoint');
  const lines = text.slice(0, at).split('\n');
  demand(lines.shift() === 'c2sp.org/tlog-proof@v1', 'not a proof');
  const extra = lines[0]?.startsWith('extra ') ? base64(lines.shift()!.slice('extra '.length)) : null;
  const index = lines.shift() ?? '';
  demand(index.startsWith('index '), 'a proof without an index');
  const path = lines.map((line) => {
    const hash = base64(line);
    demand(hash.length === 32, 'a hash has 32 bytes');
    return hash;
  });
  return { extra, index: decimal(index.slice('index '.length)), path, checkpoint: text.slice(at + 2) };
}

/** Throws unless the proof shows that the entry is in the log of the first key. */
export function holdsForeignProof(text: string, entry: Uint8Array, vkeys: readonly string[]): ForeignCheckpoint & ForeignNote {
  const proof = readForeignProof(text);
  const note = openForeignNote(proof.checkpoint, vkeys);
  const head = readForeignCheckpoint(note.text);
  const log = readVkey(vkeys[0]!);
  demand(
    head.origin === log.name && note.signedBy.some((s) => s.name === log.name && s.type === log.type),
    'another log signed this',
  );
  demand(headByPath(proof.index, head.size, leafOf(entry), proof.path).equals(head.root), 'the path leads to another root');
  return { ...head, ...note };
}
