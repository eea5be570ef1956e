// Every byte of every file of a log, changed one at a time: the auditor notices each.
import { beforeAll, describe, expect, test } from 'vitest';
import { MadeLog } from '../../../test/support/made-log.ts';
import { encoded } from '../../../test/support/town-entries.ts';
import type { Checkpoint } from '../format/checkpoint.ts';
import type { Entry } from '../format/entry.ts';
import { emptyStanding } from '../standing-fold.ts';
import { type Audited, auditLog } from './audit-log.ts';
import type { AuditState } from './audit-state.ts';
import { Chains } from './chains.ts';
import { Claims } from './claims.ts';
import { Findings } from './findings.ts';
import { foldEntries } from './fold-entries.ts';
import { TreeFold } from './tree-fold.ts';

/** As short as entries are, since every byte of theirs costs an audit. */
function short(i: number): Entry {
  const rest = { prev: null, due: null, ground: null, digest: null, digestSm3: null, size: null, media: null };
  return {
    v: 1,
    type: 'register',
    org: 'A',
    id: `d${i}`,
    seq: 1,
    claimedAt: '2026-11-23T01:30:00.000Z',
    ...rest,
    actorRole: 'x',
  };
}

let log: MadeLog;
let head: Checkpoint;
/** What an auditor has that saw the log when its first tile was full: the second half is audited from there. */
let half: AuditState;

beforeAll(async () => {
  const entries = encoded(Array.from({ length: 300 }, (_, i) => short(i)));
  log = new MadeLog().grow(entries.slice(0, 256));
  half = (await auditLog({ read: log.read, vkeys: [log.key.vkey] })).state!;
  log.grow(entries.slice(256));
  head = { origin: log.key.name, size: 300, root: log.root(), extension: [] };
});

/** One file is another; reading ends at the first broken place. */
function auditWith(path: string, bytes: Uint8Array | null, state: AuditState | null): Promise<Audited> {
  const read = async (asked: string): Promise<Uint8Array | null> => (asked === path ? bytes : (log.files.get(asked) ?? null));
  return auditLog({ read, vkeys: [log.key.vkey], state, most: 1 });
}

/** What auditLog does behind the checkpoint, from a size on at which the entries before are known. */
async function foldWith(path: string, bytes: Uint8Array, from: 0 | 256): Promise<boolean> {
  const read = async (asked: string): Promise<Uint8Array | null> => (asked === path ? bytes : (log.files.get(asked) ?? null));
  const findings = new Findings(1);
  const tree = TreeFold.from(from, from === 0 ? [] : half.levels)!;
  const folded = { tree, standing: { ...emptyStanding(), size: from }, chains: new Chains() };
  const claims = new Claims({ unseenAt: null, seenAt: null }, '');
  const { isWhole } = await foldEntries({ read, ahead: 4 }, { head, folded, claims, findings });
  return isWhole && findings.list.length === 0 && tree.root().equals(head.root);
}

/** Bytes that may be another, one at a time, without a word. Every so many also through the front door. */
async function unnoticed(path: string, from: 0 | 256): Promise<number[]> {
  const missed: number[] = [];
  const bytes = Uint8Array.from(log.files.get(path)!);
  expect(await foldWith(path, bytes, from)).toBe(true);
  for (let at = 0; at < bytes.length; at++) {
    const bit = 1 << (at % 8);
    bytes[at]! ^= bit;
    const isMissed = await foldWith(path, bytes, from);
    if (isMissed || (at % 97 === 0 && (await auditWith(path, bytes, from === 0 ? null : half)).isSound)) missed.push(at);
    bytes[at]! ^= bit;
  }
  return missed;
}

describe('a log of 300 entries', () => {
  test('has these files, and is sound', async () => {
    expect([...log.files.keys()].filter((p) => p !== 'vkey').sort()).toEqual([
      'checkpoint',
      'tile/0/000',
      'tile/0/001.p/44',
      'tile/1/000.p/1',
      'tile/entries/000',
      'tile/entries/001.p/44',
    ]);
    expect((await auditLog({ read: log.read, vkeys: [log.key.vkey] })).isSound).toBe(true);
    expect((await auditLog({ read: log.read, vkeys: [log.key.vkey], state: half })).isSound).toBe(true);
  });

  test('no byte of a tile can be changed unnoticed', { timeout: 60_000 }, async () => {
    expect(await unnoticed('tile/0/000', 0)).toEqual([]);
    expect(await unnoticed('tile/0/001.p/44', 256)).toEqual([]);
    expect(await unnoticed('tile/1/000.p/1', 256)).toEqual([]);
    expect(await unnoticed('tile/1/000.p/1', 0)).toEqual([]);
  });

  test('no byte of the entries can be changed unnoticed', { timeout: 120_000 }, async () => {
    expect(await unnoticed('tile/entries/000', 0)).toEqual([]);
    expect(await unnoticed('tile/entries/001.p/44', 256)).toEqual([]);
  });

  test('no bit of the checkpoint can be changed unnoticed', async () => {
    const bytes = Uint8Array.from(log.files.get('checkpoint')!);
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      bytes[bit >> 3]! ^= 1 << (bit % 8);
      expect((await auditWith('checkpoint', bytes, half)).isSound).toBe(false);
      bytes[bit >> 3]! ^= 1 << (bit % 8);
    }
  });

  test('no file can be missing, longer or shorter unnoticed', async () => {
    for (const [path, bytes] of log.files) {
      if (path === 'vkey') continue;
      for (const wrong of [null, bytes.subarray(0, -1), Uint8Array.from([...bytes, 0]), new Uint8Array(0)])
        expect((await auditWith(path, wrong, null)).isSound).toBe(false);
    }
  });
});
