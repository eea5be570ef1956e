// The town's own tables against its own log: lines of the outbox are what the files hold, the files amount to the signed root,
// and the audit chain still has every head that was anchored in the log.
import { standsInAudit, verifyAuditAtOnce } from '../platform/act/audit.ts';
import { linesFrom, linesOf } from '../platform/act/outbox.ts';
import type { Town } from '../platform/town.ts';
import { PolicyBroken, readPolicy } from './ask-witnesses.ts';
import { type FullTile, TreeFold } from './audit/tree-fold.ts';
import { ed25519Verify, sha256 } from './crypto.ts';
import { type Bytes, equal, utf8 } from './format/bytes.ts';
import { openCheckpoint } from './format/checkpoint.ts';
import { parseEntry } from './format/entry.ts';
import { HASH_BYTES, type Hash, leafHash } from './format/merkle.ts';
import { parseVkey } from './format/note.ts';
import { decodeBundle, encodeBundle, TILE_WIDTH, type TileName, tilePath } from './format/tiles.ts';
import { LogDiffers, type LogFiles } from './log-files.ts';
import { publishedLog } from './read-log.ts';
import { openSigner } from './signer.ts';
import { type LedgerHead, readHead } from './store.ts';

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
    await checkSignature(town, head, checkpoint.note, found);
    const tree = new TreeFold();
    let latest: readonly Bytes[] = [];
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
        if (line?.idx !== from + i || !equal(leafHash(sha256, utf8(line.entry)), leaf))
          found.set(`entry:${from + i}`, '数据库里的这一条与存证不同');
      }
      for (const full of tree.add(Buffer.concat(leaves))) await checkTile(files, full, found);
      latest = entries;
    }
    for (const begun of tree.begun()) await checkTile(files, begun, found);
    await checkFormer(files, tree, latest, found);
    if (!equal(tree.root(), checkpoint.root)) found.set('ledger:root', '存证文件重算出的根散列与签名的不同');
  } catch (fault) {
    if (!(fault instanceof LogDiffers)) throw fault;
    found.set('ledger:files', `存证文件 ${fault.path} 与签名的不同`);
  }
}

/** Signed by a key of the log, and no line of a witness of the policy is wrong. */
async function checkSignature(town: Town, head: LedgerHead, note: string, found: Found): Promise<void> {
  const policy = await readPolicy(town.ledgerFolder).catch((fault: unknown) => {
    if (fault instanceof PolicyBroken) return null;
    throw fault;
  });
  if (!policy?.logs.some((l) => l.vkey === head.vkey))
    found.set('ledger:policy', '公布的存证公钥和见证方名单读不出来，或者不是本站的');
  const signing = await openSigner(town.ledgerFolder, head.origin).keys(town.clock.now());
  const logs = [head.vkey, ...signing.map((k) => k.vkey)].map((vkey) => parseVkey(sha256, vkey)).filter((k) => k !== null);
  const witnesses = policy?.witnesses.map((w) => w.key) ?? [];
  if (!openCheckpoint(note, { logs, witnesses }, ed25519Verify).ok) found.set('ledger:signature', '存证快照的签名不成立');
}

async function checkTile(files: LogFiles, { level, index, hashes }: FullTile, found: Found): Promise<void> {
  const name = { level, index, width: hashes.length / HASH_BYTES };
  const bytes = await files.tile(name);
  if (!bytes || !equal(bytes, hashes)) found.set(`ledger:${tilePath(name)}`, `存证文件 ${tilePath(name)} 与签名的不同`);
}

/** Beginnings of the last tiles, which readers of former checkpoints ask for; those of full tiles were looked at in their time. */
async function checkFormer(files: LogFiles, tree: TreeFold, latest: readonly Bytes[], found: Found): Promise<void> {
  const same = async (name: TileName, should: Bytes): Promise<void> => {
    const bytes = await files.tile(name);
    if (bytes && !equal(bytes, should)) found.set(`ledger:${tilePath(name)}`, `存证文件 ${tilePath(name)} 与签名的不同`);
  };
  for (const { level, index, hashes } of tree.begun()) {
    for (let width = 1; width * HASH_BYTES < hashes.length; width++) {
      await same({ level, index, width }, hashes.subarray(0, width * HASH_BYTES));
      if (level === 0) await same({ level: 'entries', index, width }, encodeBundle(latest.slice(0, width)));
    }
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
