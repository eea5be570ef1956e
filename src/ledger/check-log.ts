// The town's own tables against its own log: lines of the outbox are what the files hold, the files amount to the signed root,
// and the audit chain still has every head that was anchored in the log.
import { standsInAudit, verifyAuditAtOnce } from '../platform/act/audit.ts';
import { linesFrom, linesOf } from '../platform/act/outbox.ts';
import type { Town } from '../platform/town.ts';
import { sha256 } from './crypto.ts';
import { equal, utf8 } from './format/bytes.ts';
import { parseEntry } from './format/entry.ts';
import { type Hash, leafHash } from './format/merkle.ts';
import { decodeBundle, TILE_WIDTH, tilePath } from './format/tiles.ts';
import { LogDiffers } from './log-files.ts';
import { publishedLog } from './read-log.ts';
import { readHead } from './store.ts';
import { TreeGrower } from './tree.ts';

/** Subject → what is amiss with it, in a sentence for readers. */
export type Found = Map<string, string>;

/** Recomputes everything the published checkpoint covers. Answers problems; throws only when it could not look. */
export async function checkLog(town: Town, found: Found): Promise<void> {
  const head = await readHead(town.db);
  const files = publishedLog(town);
  try {
    const checkpoint = await files.checkpoint();
    if (!head || !checkpoint || checkpoint.size < head.size) {
      found.set('ledger:checkpoint', '存证快照比数据库记下的旧，或者不见了');
      return;
    }
    const grower = new TreeGrower(sha256);
    for (let index = 0; index * TILE_WIDTH < checkpoint.size; index++) {
      const from = index * TILE_WIDTH;
      const width = Math.min(TILE_WIDTH, checkpoint.size - from);
      const bundle = await files.tile({ level: 'entries', index, width });
      const entries = bundle && decodeBundle(bundle);
      if (entries?.length !== width) throw new LogDiffers(tilePath({ level: 'entries', index, width }));
      const lines = await linesFrom(town.db, from, width);
      const leaves: Hash[] = entries.map((e) => leafHash(sha256, e));
      for (const [i, leaf] of leaves.entries()) {
        const line = lines[i];
        if (line?.idx !== from + i || !equal(leafHash(sha256, utf8(line.entry)), leaf)) {
          found.set(`entry:${from + i}`, '数据库里的这一条与存证不同');
        }
        grower.append(leaf);
      }
    }
    if (!equal(grower.root(), checkpoint.root)) found.set('ledger:root', '存证文件重算出的根散列与签名的不同');
  } catch (fault) {
    if (!(fault instanceof LogDiffers)) throw fault;
    found.set('ledger:files', `存证文件 ${fault.path} 与签名的不同`);
  }
}

/** The audit chain by itself, and against the heads that were anchored in the log. */
export async function checkAudit(town: Town, found: Found): Promise<void> {
  const chain = await verifyAuditAtOnce(town.db);
  if (chain.brokenAt !== null) found.set('audit:chain', `审计链从第 ${chain.brokenAt} 条起不相接`);
  for (const line of await linesOf(town.db, 'audit')) {
    const entry = parseEntry(line.entry);
    if (!entry?.digest || (entry.seq > 0 && !(await standsInAudit(town.db, { seq: entry.seq, hash: entry.digest }))))
      found.set(`audit:${entry?.seq ?? line.idx}`, `审计链第 ${entry?.seq ?? '?'} 条与写进存证的不同`);
  }
}
