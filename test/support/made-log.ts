// A whole log in memory, made by our own writer's parts: files by their paths, a key, signed checkpoints, witnesses of one's own.
import { ed25519Sign, newSigningKey, type SigningKey, sha256 } from '../../src/ledger/crypto.ts';
import { utf8 } from '../../src/ledger/format/bytes.ts';
import { formatCheckpoint } from '../../src/ledger/format/checkpoint.ts';
import { cosignatureBlob, cosignatureMessage } from '../../src/ledger/format/cosignature.ts';
import { type Hash, leafHash } from '../../src/ledger/format/merkle.ts';
import { type COSIGNATURE, ED25519, formatNote, formatVkey, keyIdOf, signatureLine } from '../../src/ledger/format/note.ts';
import { encodeBundle, type TileName, tilePath, tilesFor } from '../../src/ledger/format/tiles.ts';
import { TreeGrower } from '../../src/ledger/tree.ts';

export interface NamedKey {
  name: string;
  keyId: number;
  vkey: string;
  key: SigningKey;
}

export function namedKey(name: string, type: typeof ED25519 | typeof COSIGNATURE = ED25519): NamedKey {
  const key = newSigningKey();
  const keyId = keyIdOf(sha256, name, type, key.publicKey);
  return { name, keyId, vkey: formatVkey({ name, keyId, type, publicKey: key.publicKey }), key };
}

export function signedCheckpoint(log: NamedKey, size: number, root: Hash, witnesses: readonly [NamedKey, number][] = []): string {
  const text = formatCheckpoint({ origin: log.name, size, root });
  const own = signatureLine(log.name, log.keyId, ed25519Sign(log.key.privateKey, utf8(text)));
  const others = witnesses.map(([w, time]) => {
    const signature = ed25519Sign(w.key.privateKey, cosignatureMessage(time, text));
    return signatureLine(w.name, w.keyId, cosignatureBlob(time, signature));
  });
  return formatNote(text, [own, ...others]);
}

export class MadeLog {
  readonly files = new Map<string, Uint8Array>();
  readonly entries: Uint8Array[] = [];
  readonly key: NamedKey;
  /** Hashes of the levels that tiles show, by level and index. */
  private readonly rows: Hash[][] = [];
  private readonly tree = new TreeGrower(sha256);

  constructor(origin = 'gk.example.gov.cn/ledger') {
    this.key = namedKey(origin);
    this.files.set('vkey', utf8(`${this.key.vkey}\n`));
  }

  readonly read = async (path: string): Promise<Uint8Array | null> => this.files.get(path) ?? null;

  get size(): number {
    return this.entries.length;
  }

  root(): Hash {
    return this.tree.root();
  }

  /** Appends entries, writes what a log of the new size has and signs it. */
  grow(entries: readonly Uint8Array[], witnesses: readonly [NamedKey, number][] = []): this {
    const from = this.size;
    for (const entry of entries) {
      this.entries.push(entry);
      this.tree.append(leafHash(sha256, entry), (level, index, hash) => {
        if (level % 8 !== 0) return;
        this.rows[level / 8] ??= [];
        this.rows[level / 8]![index] = hash;
      });
    }
    for (const tile of tilesFor(from, this.size)) this.files.set(tilePath(tile), this.bytesOf(tile));
    this.sign(witnesses);
    return this;
  }

  sign(witnesses: readonly [NamedKey, number][] = []): void {
    this.files.set('checkpoint', utf8(signedCheckpoint(this.key, this.size, this.root(), witnesses)));
  }

  private bytesOf({ level, index, width }: TileName): Uint8Array {
    const [from, to] = [index * 256, index * 256 + width];
    if (level === 'entries') return encodeBundle(this.entries.slice(from, to));
    return new Uint8Array(Buffer.concat(this.rows[level]!.slice(from, to)));
  }
}
