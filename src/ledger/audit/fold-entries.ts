// From bundles to the root: hashes every entry, holds every tile against what lies below it, and reads what the entries say.
// Where two files disagree, the hash above tells which of them was changed.
import type { Checkpoint } from '../format/checkpoint.ts';
import { HASH_BYTES } from '../format/merkle.ts';
import { TILE_WIDTH, tilePath } from '../format/tiles.ts';
import { applyEntry } from '../standing-fold.ts';
import type { AuditState, Folded } from './audit-state.ts';
import type { Claims } from './claims.ts';
import type { Findings } from './findings.ts';
import { quickEntry } from './quick-entry.ts';
import { type Bundle, type BundleRead, inOrder, readBundle, readHashes, type ReadLogFile } from './read-tiles.ts';
import { type FullTile, hashInto, rootOver } from './tree-fold.ts';
import { fromBase64 } from '../format/bytes.ts';

export interface FoldAsked {
  read: ReadLogFile;
  ahead: number;
  /** What was seen at the last look: its root must come up again when its size is passed. */
  state?: AuditState | null;
  progress?: (done: number, total: number) => void;
}

export interface FoldParts {
  head: Checkpoint;
  folded: Folded;
  claims: Claims;
  findings: Findings;
}

export interface FoldDone {
  entriesRead: number;
  tilesCompared: number;
  /** Every leaf is known, so that the root says something. */
  isWhole: boolean;
  /** Every entry was there to be read. */
  isReadable: boolean;
  /** Digests that entries give of keys the log changed to. */
  keyDigests: string[];
}

/** The files of one tile's entries. */
interface TileFiles {
  n: number;
  width: number;
  bundle: BundleRead;
  tile: Buffer | null;
}

export async function foldEntries(asked: FoldAsked, parts: FoldParts): Promise<FoldDone> {
  return new EntryFold(asked, parts).run();
}

class EntryFold {
  private readonly done: FoldDone = { entriesRead: 0, tilesCompared: 0, isWhole: false, isReadable: true, keyDigests: [] };

  constructor(
    private readonly asked: FoldAsked,
    private readonly parts: FoldParts,
  ) {}

  async run(): Promise<FoldDone> {
    const { head, folded, findings } = this.parts;
    for await (const files of inOrder(this.bundles(folded.tree.size), this.asked.ahead, (n) => this.filesOf(n))) {
      const leaves = await this.leavesOf(files);
      if (leaves === null || findings.isEnough) return this.done;
      for (const tile of this.grow(files.n, leaves)) await this.compare(tile);
      if (findings.isEnough) return this.done;
      this.asked.progress?.(folded.tree.size, head.size);
    }
    for (const tile of folded.tree.begun()) await this.compare(tile);
    this.done.isWhole = true;
    return this.done;
  }

  /** From the bundle that the last look ended in. */
  private *bundles(from: number): Generator<number> {
    const end = Math.ceil(this.parts.head.size / TILE_WIDTH);
    for (let n = Math.floor(from / TILE_WIDTH); n < end; n++) yield n;
  }

  private async filesOf(n: number): Promise<TileFiles> {
    const width = Math.min(TILE_WIDTH, this.parts.head.size - n * TILE_WIDTH);
    const { read } = this.asked;
    const [bundle, tile] = await Promise.all([
      readBundle(read, { level: 'entries', index: n, width }),
      readHashes(read, { level: 0, index: n, width }),
    ]);
    return { n, width, bundle, tile };
  }

  /** Leaf hashes of one bundle, as far as they can be known, its entries read. Null when nothing can be known. */
  private async leavesOf(files: TileFiles): Promise<Buffer | null> {
    const { findings } = this.parts;
    const { n, width, bundle, tile } = files;
    if (!bundle.ok) {
      this.done.isReadable = false;
      findings.add(bundle.why, { path: tilePath({ level: 'entries', index: n, width }), should: width });
    }
    if (tile === null) findings.add('tile-missing', { path: tilePath({ level: 0, index: n, width }) });
    else this.done.tilesCompared++;
    if (!bundle.ok) return tile !== null && this.isAsSaved(n, tile) ? tile : null;
    const computed = leafHashes(bundle.bundle);
    const differs = tile === null ? -1 : firstDifference(computed, tile);
    const leaves = differs < 0 ? computed : await this.settled(files, computed, tile!, differs);
    if (!this.isAsSaved(n, leaves) || findings.isEnough) return null;
    this.readEntries(n, bundle.bundle, computed, leaves);
    return leaves;
  }

  /** Bundle and tile disagree: the one that leads to the hash above is right, and the other was changed. */
  private async settled({ n, width }: TileFiles, computed: Buffer, tile: Buffer, at: number): Promise<Buffer> {
    const { findings } = this.parts;
    const index = n * TILE_WIDTH + at;
    const tileName = tilePath({ level: 0, index: n, width });
    const bundleName = tilePath({ level: 'entries', index: n, width });
    // Nobody will read on, so there is no need to know.
    const isLast = findings.counts.broken + 1 >= findings.most;
    const leadsUp = isLast ? () => false : width === TILE_WIDTH ? await this.leadsToTileAbove(n) : this.leadsToRoot();
    if (leadsUp(computed)) {
      findings.add('tile-wrong', { index, path: tileName });
      return computed;
    }
    findings.add(leadsUp(tile) ? 'entry-changed' : 'entry-or-tile', { index, path: bundleName });
    return tile;
  }

  private async leadsToTileAbove(n: number): Promise<(leaves: Buffer) => boolean> {
    const index = Math.floor(n / TILE_WIDTH);
    const width = Math.min(TILE_WIDTH, Math.floor(this.parts.head.size / TILE_WIDTH) - index * TILE_WIDTH);
    const above = await readHashes(this.asked.read, { level: 1, index, width });
    const at = (n % TILE_WIDTH) * HASH_BYTES;
    return (leaves) => above !== null && rootOver(leaves, TILE_WIDTH).equals(above.subarray(at, at + HASH_BYTES));
  }

  /** For the last, partial tile there is only the root above. */
  private leadsToRoot(): (leaves: Buffer) => boolean {
    const { head, folded } = this.parts;
    return (leaves) => {
      const tree = folded.tree.copy();
      tree.add(leaves.subarray((tree.size % TILE_WIDTH) * HASH_BYTES));
      return tree.root().equals(head.root);
    };
  }

  /** Whether the leaves seen at the last look are still these. */
  private isAsSaved(n: number, leaves: Buffer): boolean {
    const { tree } = this.parts.folded;
    const known = tree.size - n * TILE_WIDTH;
    if (known <= 0) return true;
    const saved = tree.begun()[0]!.hashes;
    const at = firstDifference(leaves.subarray(0, known * HASH_BYTES), saved);
    if (at < 0) return true;
    this.parts.findings.add('rewritten', { index: n * TILE_WIDTH + at, should: tree.size });
    return false;
  }

  /** Adds what is new to the tree; where the last look ended, its root must come up. */
  private grow(n: number, leaves: Buffer): FullTile[] {
    const { tree } = this.parts.folded;
    const from = tree.size - n * TILE_WIDTH;
    const state = this.asked.state;
    const seen = state ? state.size - n * TILE_WIDTH : -1;
    if (!state || seen <= from || seen * HASH_BYTES > leaves.length) return tree.add(leaves.subarray(from * HASH_BYTES));
    const full = tree.add(leaves.subarray(from * HASH_BYTES, seen * HASH_BYTES));
    if (!tree.root().equals(fromBase64(state.root)!)) this.parts.findings.add('rewritten', { should: state.size });
    return [...full, ...tree.add(leaves.subarray(seen * HASH_BYTES))];
  }

  /** The lowest level was compared when its entries were read. */
  private async compare({ level, index, hashes }: FullTile): Promise<void> {
    if (level === 0) return;
    const name = { level, index, width: hashes.length / HASH_BYTES };
    const there = await readHashes(this.asked.read, name);
    this.done.tilesCompared++;
    if (there === null) this.parts.findings.add('tile-missing', { path: tilePath(name) });
    else if (!there.equals(hashes)) this.parts.findings.add('tile-wrong', { path: tilePath(name) });
  }

  private readEntries(n: number, { bytes, starts }: Bundle, computed: Buffer, leaves: Buffer): void {
    const { folded, claims, findings } = this.parts;
    const isTrue = computed === leaves || computed.equals(leaves);
    for (let i = folded.tree.size - n * TILE_WIDTH; i < starts.length - 1; i++) {
      const index = n * TILE_WIDTH + i;
      if (!isTrue && !hashAt(computed, i).equals(hashAt(leaves, i))) {
        this.done.isReadable = false;
        continue;
      }
      const entry = quickEntry(bytes.toString('utf8', starts[i]!, starts[i + 1]! - 2));
      this.done.entriesRead++;
      if (entry === null) findings.add('entry-malformed', { index });
      // Behind one that could not be read nothing can be said about who follows whom: it would accuse the innocent.
      if (!this.done.isReadable) continue;
      if (entry === null) {
        folded.standing.size++;
        continue;
      }
      folded.chains.take(index, entry, findings);
      claims.take(index, entry, findings);
      applyEntry(folded.standing, index, entry);
      if (entry.type === 'key-rotation' && entry.digest !== null) this.done.keyDigests.push(entry.digest);
    }
  }
}

function hashAt(hashes: Buffer, i: number): Buffer {
  return hashes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES);
}

/** RFC 6962 puts a zero byte before an entry. The byte there is the second of its length, which has been read: it lends its place. */
function leafHashes({ bytes, starts }: Bundle): Buffer {
  const hashes = Buffer.alloc((starts.length - 1) * HASH_BYTES);
  for (let i = 0; i + 1 < starts.length; i++) {
    const from = starts[i]! - 1;
    bytes[from] = 0;
    hashInto(bytes.subarray(from, starts[i + 1]! - 2), hashes, i * HASH_BYTES);
  }
  return hashes;
}

/** Number of the first hash that is another, −1 when none is. */
function firstDifference(a: Buffer, b: Buffer): number {
  if (a.equals(b)) return -1;
  for (let i = 0; ; i++) if (!hashAt(a, i).equals(hashAt(b, i))) return i;
}
