// A log of a million entries, written as files: audited from outside, and proofs of any of its entries out of its tiles.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { auditLog } from '../src/ledger/audit/audit-log.ts';
import { readAuditState, writeAuditState } from '../src/ledger/audit/audit-state.ts';
import type { ReadLogFile } from '../src/ledger/audit/read-tiles.ts';
import { sha256 } from '../src/ledger/crypto.ts';
import { diskAt } from '../src/ledger/disk.ts';
import { utf8 } from '../src/ledger/format/bytes.ts';
import { encodeEntry } from '../src/ledger/format/entry.ts';
import { type Hash, leafHash, verifyInclusion } from '../src/ledger/format/merkle.ts';
import { encodeBundle, TILE_WIDTH, type TileName, tilePath } from '../src/ledger/format/tiles.ts';
import { logFiles } from '../src/ledger/log-files.ts';
import { inclusionProof, TreeGrower } from '../src/ledger/tree.ts';
import { overdueOn } from '../src/ledger/standing-fold.ts';
import { day } from '../src/town/day.ts';
import { namedKey, signedCheckpoint } from '../test/support/made-log.ts';
import { TownEntries } from '../test/support/town-entries.ts';
import { atMost, none, quantile, type Row } from './row.ts';

const ENTRIES = Number(process.env.BENCH_LEDGER_ENTRIES ?? 1_000_000);
const PROOFS = 2_000;
/** Made before and not counted: a server has been running for longer than that. */
const WARM_UP = 500;

interface Written {
  folder: string;
  vkey: string;
  root: Hash;
}

/** Bundles and tiles as they fill, what is left over at the end: nothing is held but what is begun. */
function writeLog(folder: string, count: number): Written {
  const key = namedKey('gk.example.gov.cn/ledger');
  const town = new TownEntries();
  const rows: Hash[][] = [];
  let bundle: Uint8Array[] = [];
  const put = (tile: TileName, bytes: Uint8Array): void => {
    const path = join(folder, tilePath(tile));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  };
  const tree = new TreeGrower(sha256);
  const completed = (level: number, index: number, hash: Hash): void => {
    if (level % 8 !== 0) return;
    rows[level / 8] ??= [];
    const row = rows[level / 8] as Hash[];
    row.push(hash);
    if (row.length < TILE_WIDTH) return;
    put({ level: level / 8, index: Math.floor(index / TILE_WIDTH), width: TILE_WIDTH }, Buffer.concat(row.splice(0)));
  };
  for (let i = 0; i < count; i++) {
    const entry = utf8(encodeEntry(town.next()));
    bundle.push(entry);
    tree.append(leafHash(sha256, entry), completed);
    if (bundle.length < TILE_WIDTH) continue;
    put({ level: 'entries', index: Math.floor(i / TILE_WIDTH), width: TILE_WIDTH }, encodeBundle(bundle));
    bundle = [];
  }
  if (bundle.length > 0)
    put({ level: 'entries', index: Math.floor(count / TILE_WIDTH), width: bundle.length }, encodeBundle(bundle));
  for (const [level, row] of rows.entries()) {
    const index = Math.floor(Math.floor(count / TILE_WIDTH ** level) / TILE_WIDTH);
    if (row.length > 0) put({ level, index, width: row.length }, Buffer.concat(row));
  }
  writeFileSync(join(folder, 'checkpoint'), signedCheckpoint(key, count, tree.root()));
  return { folder, vkey: key.vkey, root: tree.root() };
}

const msSince = (began: bigint): number => Number(process.hrtime.bigint() - began) / 1e6;

async function audited({ folder, vkey }: Written): Promise<Row[]> {
  const read: ReadLogFile = (path) => readFile(join(folder, path)).catch(() => null);
  const rows: Row[] = [];
  let began = process.hrtime.bigint();
  const first = await auditLog({ read, vkeys: [vkey] });
  rows.push(atMost(`核验 ${ENTRIES} 条的公开存证，从头`, msSince(began) / 1_000, 60, '秒'));
  rows.push(none('其中发现的问题', first.findings.length, '处'));
  const state = first.state && readAuditState(writeAuditState(first.state));
  began = process.hrtime.bigint();
  const again = await auditLog({ read, vkeys: [vkey], state });
  rows.push(atMost('接着上次的核验，没有新条目', msSince(began) / 1_000, 10, '秒'));
  rows.push(none('其中发现的问题', again.findings.length, '处'));
  began = process.hrtime.bigint();
  const overdue = overdueOn(first.standing!, day('2031-01-01'));
  rows.push(atMost(`由日志算出逾期的任务（${overdue.length} 件）`, msSince(began), 1_000, '毫秒'));
  return rows;
}

async function proved({ folder, root }: Written): Promise<Row[]> {
  const times: number[] = [];
  let wrong = 0;
  // As a receipt is made: from the files alone, nothing kept from one proof to the next.
  const files = logFiles(diskAt(folder));
  for (let k = 0; k < WARM_UP + PROOFS; k++) {
    // Steps by a prime far apart: no tile is asked for twice in a row.
    const index = (k * 7_368_787) % ENTRIES;
    const began = process.hrtime.bigint();
    const proof = await inclusionProof(sha256, files.hashes(ENTRIES), index, ENTRIES);
    if (k >= WARM_UP) times.push(msSince(began));
    const tile = {
      level: 0,
      index: Math.floor(index / TILE_WIDTH),
      width: Math.min(TILE_WIDTH, ENTRIES - Math.floor(index / TILE_WIDTH) * TILE_WIDTH),
    };
    const at = (index % TILE_WIDTH) * 32;
    const leaf = readFileSync(join(folder, tilePath(tile))).subarray(at, at + 32);
    if (!verifyInclusion(sha256, { index, size: ENTRIES, leaf, proof, root })) wrong++;
  }
  return [
    atMost(`${ENTRIES} 条中任意一条的路径，一半快于`, quantile(times, 0.5), 2, '毫秒'),
    atMost(`${ENTRIES} 条中任意一条的路径，p99`, quantile(times, 0.99), 2, '毫秒'),
    atMost('其中最慢的一次', Math.max(...times), 20, '毫秒'),
    none('验不过的路径', wrong, '条'),
  ];
}

export async function ledgerAudit(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'gongkai-bench-ledger-'));
  try {
    const written = writeLog(folder, ENTRIES);
    return [...(await proved(written)), ...(await audited(written))];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
