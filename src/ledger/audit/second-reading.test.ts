// Receipts and proofs our own parts make, read by somebody who knows the specifications only; and tiles up to a second level.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { growthProof, holdsForeignProof, leafOf, readForeignLog, readVkey } from '../../../test/support/independent-log.ts';
import { MadeLog, namedKey } from '../../../test/support/made-log.ts';
import { encoded, townEntries } from '../../../test/support/town-entries.ts';
import { sha256 } from '../crypto.ts';
import { diskAt } from '../disk.ts';
import { utf8 } from '../format/bytes.ts';
import { verifyConsistency } from '../format/merkle.ts';
import { COSIGNATURE } from '../format/note.ts';
import { formatExtra, formatProof } from '../format/proof-file.ts';
import { type TileName, tilePath } from '../format/tiles.ts';
import { logFiles, publishCheckpoint, rereadRoot, writeTiles } from '../log-files.ts';
import { consistencyProof, inclusionProof, tileHashes } from '../tree.ts';
import { auditLog } from './audit-log.ts';

const entries = encoded(townEntries(1_100));
const leaves = entries.map(leafOf);
const witness = namedKey('archive.example/w', COSIGNATURE);

function hashesOf(log: MadeLog): ReturnType<typeof tileHashes> {
  return tileHashes(sha256, async (tile: TileName) => log.files.get(tilePath(tile))!, log.size);
}

describe('the second reading', () => {
  test('finds the receipt of every entry right, and of no other entry', async () => {
    for (const size of [1, 2, 255, 256, 257, 300]) {
      const log = new MadeLog().grow(entries.slice(0, size), [[witness, 1_767_571_200]]);
      const checkpoint = Buffer.from(log.files.get('checkpoint')!).toString();
      for (let index = 0; index < size; index += size > 2 ? 7 : 1) {
        const hashes = await inclusionProof(sha256, hashesOf(log), index, size);
        const entry = Buffer.from(entries[index]!).toString();
        const text = formatProof({ extra: formatExtra({ entry, salt: null }), index, hashes, checkpoint });
        const held = holdsForeignProof(text, entries[index]!, [log.key.vkey, witness.vkey]);
        expect([held.size, held.signedBy.map((s) => s.time)]).toEqual([size, [null, 1_767_571_200n]]);
        expect(() => holdsForeignProof(text, entries[(index + 1) % 400]!, [log.key.vkey])).toThrow('another root');
      }
    }
  });

  test('reads what the writer lays on disk, step by step, which is to the byte what these tests are made of', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gongkai-log-'));
    try {
      const files = logFiles(diskAt(folder));
      const log = new MadeLog();
      for (const size of [3, 256, 257, 600, 1_100]) {
        const from = log.size;
        await writeTiles(files, from, size, entries.slice(from - (from % 256), size));
        log.grow(entries.slice(from, size));
        expect(Buffer.from(await rereadRoot(files, from, size)).equals(log.root())).toBe(true);
        await publishCheckpoint(files, Buffer.from(log.files.get('checkpoint')!).toString());
        const read = (path: string): Uint8Array | null =>
          existsSync(join(folder, path)) ? readFileSync(join(folder, path)) : null;
        expect(readForeignLog(read, [log.key.vkey]).size).toBe(size);
        expect((await auditLog({ read: async (path) => read(path), vkeys: [log.key.vkey] })).findings).toEqual([]);
      }
      for (const [path, bytes] of log.files)
        if (path !== 'vkey') expect(readFileSync(join(folder, path)).equals(bytes)).toBe(true);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test('and ours agree hash by hash on how a log grew', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1_100 }), fc.integer({ min: 1, max: 1_100 }), async (a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        const log = new MadeLog().grow(entries.slice(0, to));
        const proof = await consistencyProof(sha256, hashesOf(log), from, to);
        expect(proof.map((h) => Buffer.from(h).toString('hex'))).toEqual(
          growthProof(from, leaves.slice(0, to)).map((h) => h.toString('hex')),
        );
        const fromRoot = new MadeLog().grow(entries.slice(0, from)).root();
        expect(verifyConsistency(sha256, { from, to, fromRoot, toRoot: log.root(), proof })).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  test('refuses keys of which a letter is another', () => {
    const { vkey } = namedKey('gk.example.gov.cn/ledger');
    expect(readVkey(vkey).name).toBe('gk.example.gov.cn/ledger');
    expect(() => readVkey(vkey.replace('gk.', 'gx.'))).toThrow('should be');
  });

  test('and the auditor read a log with tiles of three levels alike', { timeout: 60_000 }, async () => {
    const log = new MadeLog().grow(Array.from({ length: 70_000 }, (_, i) => utf8(`${i}`)));
    const foreign = readForeignLog((path) => log.files.get(path) ?? null, [log.key.vkey]);
    expect(foreign.paths.filter((p) => !/^tile\/(0|entries)\/\d+$/.test(p))).toEqual([
      'checkpoint',
      'tile/entries/273.p/112',
      'tile/0/273.p/112',
      'tile/1/000',
      'tile/1/001.p/17',
      'tile/2/000.p/1',
    ]);
    const audited = await auditLog({ read: log.read, vkeys: [log.key.vkey] });
    expect([audited.counts, audited.tilesCompared]).toEqual([{ broken: 0, wrong: 70_000, doubt: 0 }, 277]);
    for (const path of ['tile/1/000', 'tile/2/000.p/1', 'tile/1/001.p/17']) {
      const changed = Uint8Array.from(log.files.get(path)!);
      changed[7]! ^= 1;
      const read = async (asked: string): Promise<Uint8Array | null> => (asked === path ? changed : log.read(asked));
      const found = await auditLog({ read, vkeys: [log.key.vkey] });
      expect(found.findings.filter((f) => f.severity === 'broken')).toMatchObject([{ what: 'tile-wrong', path }]);
    }
  });
});
