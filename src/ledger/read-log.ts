// The published log as readers ask for it: a receipt for one entry, and who owes what by the entries alone. Everything is read
// from the files that anybody else is given, never from the database.
import type { Town } from '../platform/town.ts';
import { sha256 } from './crypto.ts';
import { diskAt } from './disk.ts';
import { equal, fromUtf8 } from './format/bytes.ts';
import { parseEntry } from './format/entry.ts';
import { formatExtra, formatProof } from './format/proof-file.ts';
import { decodeBundle, TILE_WIDTH } from './format/tiles.ts';
import { LogDiffers, logFiles, type LogFiles, type PublishedCheckpoint, readPublished } from './log-files.ts';
import { applyEntry, emptyStanding, type Standing } from './standing-fold.ts';
import { firstWitnessed } from './store.ts';
import { inclusionProof, rootOf } from './tree.ts';

type Place = Pick<Town, 'ledgerFolder'>;

export function publishedLog(town: Place): LogFiles {
  return logFiles(diskAt(town.ledgerFolder));
}

/** What readers are given now; null while the town has no ledger. */
export function publishedCheckpoint(town: Place): Promise<PublishedCheckpoint | null> {
  return publishedLog(town).checkpoint();
}

/** Entries one after the other: those of one bundle are read once. */
export function entryReader(files: LogFiles, size: number): (index: number) => Promise<string | null> {
  let bundle = -1;
  let texts: (string | null)[] = [];
  return async (index) => {
    if (index >= size) return null;
    const wanted = Math.floor(index / TILE_WIDTH);
    if (wanted !== bundle) {
      const width = Math.min(TILE_WIDTH, size - wanted * TILE_WIDTH);
      const bytes = await files.tile({ level: 'entries', index: wanted, width });
      texts = ((bytes && decodeBundle(bytes)) ?? []).map((b) => fromUtf8(b));
      bundle = wanted;
    }
    return texts[index % TILE_WIDTH] ?? null;
  };
}

/**
 * The checkpoint that says most about an entry: the first above it that a witness has signed, which is the proof of since when
 * it was there; the newest where none was witnessed, or where the kept one does not fit the log.
 */
async function tellingCheckpoint(town: ReceiptPlace, files: LogFiles, index: number): Promise<PublishedCheckpoint | null> {
  const published = await files.checkpoint();
  const note = published && index < published.size ? await firstWitnessed(town.db, index) : null;
  const kept = note === null ? null : readPublished(note);
  if (!published || !kept || kept.size > published.size) return published;
  return equal(await rootOf(sha256, files.hashes(kept.size), kept.size), kept.root) ? kept : published;
}

type ReceiptPlace = Place & Pick<Town, 'db'>;

/** A `.tlog-proof` for an entry; null while no published checkpoint covers it. */
export async function receiptFor(town: ReceiptPlace, index: number, salt: string | null): Promise<string | null> {
  const files = publishedLog(town);
  const checkpoint = await tellingCheckpoint(town, files, index);
  const entry = checkpoint && (await entryReader(files, checkpoint.size)(index));
  if (!checkpoint || entry === null) return null;
  const hashes = await inclusionProof(sha256, files.hashes(checkpoint.size), index, checkpoint.size);
  return formatProof({ extra: formatExtra({ entry, salt }), index, hashes, checkpoint: checkpoint.note });
}

const standings = new Map<string, { standing: Standing; running: Promise<Standing> }>();

/** Folded on from where it stood the last time; one fold at a time for a log. */
export async function standingNow(town: Place): Promise<Standing> {
  const kept = standings.get(town.ledgerFolder) ?? { standing: emptyStanding(), running: Promise.resolve(emptyStanding()) };
  standings.set(town.ledgerFolder, kept);
  kept.running = kept.running.then(
    () => foldOn(town, kept.standing),
    () => foldOn(town, kept.standing),
  );
  return kept.running;
}

async function foldOn(town: Place, standing: Standing): Promise<Standing> {
  const files = publishedLog(town);
  const size = (await files.checkpoint())?.size ?? 0;
  for (let bundle = Math.floor(standing.size / TILE_WIDTH); standing.size < size; bundle++) {
    const width = Math.min(TILE_WIDTH, size - bundle * TILE_WIDTH);
    const bytes = await files.tile({ level: 'entries', index: bundle, width });
    const entries = bytes && decodeBundle(bytes);
    if (!entries) throw new LogDiffers(`bundle ${bundle}`);
    for (const [i, e] of entries.entries()) {
      const index = bundle * TILE_WIDTH + i;
      const entry = index < standing.size ? null : parseEntry(fromUtf8(e) ?? '');
      if (entry) applyEntry(standing, index, entry);
      else if (index >= standing.size) throw new LogDiffers(`entry ${index}`);
    }
  }
  return standing;
}
