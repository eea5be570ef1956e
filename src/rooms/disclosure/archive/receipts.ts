// Receipts for a folder that is carried away: all under one checkpoint, the one that lies beside them; and where a witness has
// seen an entry earlier, one more under that checkpoint, which is what dates it.
import { readFile } from 'node:fs/promises';
import { policyFile } from '../../../ledger/ask-witnesses.ts';
import { sha256 } from '../../../ledger/crypto.ts';
import { firstWitnessed } from '../../../ledger/first-witnessed.ts';
import { formatExtra, formatProof } from '../../../ledger/format/proof-file.ts';
import type { LogFiles, PublishedCheckpoint } from '../../../ledger/log-files.ts';
import { entryReader, publishedLog } from '../../../ledger/read-log.ts';
import { readHead } from '../../../ledger/store.ts';
import { inclusionProof } from '../../../ledger/tree.ts';
import type { Town } from '../../../platform/town.ts';

export interface Receipts {
  checkpoint: PublishedCheckpoint;
  vkey: string;
  policy: string;
  /** Null while the checkpoint does not cover the entry. */
  of(index: number, salt: string | null): Promise<string | null>;
  /** Null where no witness has seen it, or has first seen it in the checkpoint that all are under. */
  firstSeen(index: number, salt: string | null): Promise<string | null>;
}

async function receiptUnder(
  files: LogFiles,
  head: { size: number; note: string },
  index: number,
  salt: string | null,
): Promise<string | null> {
  const entry = await entryReader(files, head.size)(index);
  if (entry === null) return null;
  const hashes = await inclusionProof(sha256, files.hashes(head.size), index, head.size);
  return formatProof({ extra: formatExtra({ entry, salt }), index, hashes, checkpoint: head.note });
}

/** Null while the town has no ledger. */
export async function openReceipts(town: Town): Promise<Receipts | null> {
  const head = await readHead(town.db);
  const files = publishedLog(town);
  const checkpoint = await files.checkpoint();
  if (!head || !checkpoint) return null;
  return {
    checkpoint,
    vkey: `${head.vkey}\n`,
    policy: await readFile(policyFile(town.ledgerFolder), 'utf8'),
    of: (index, salt) => receiptUnder(files, checkpoint, index, salt),
    async firstSeen(index, salt) {
      const first = await firstWitnessed(town.db, index);
      return first === null || first.size >= checkpoint.size ? null : receiptUnder(files, first, index, salt);
    },
  };
}
