// What an outside auditor notices, case by case, and that it notices nothing where there is nothing.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readForeignLog } from '../../../test/support/independent-log.ts';
import { MadeLog, type NamedKey, namedKey, signedCheckpoint } from '../../../test/support/made-log.ts';
import { encoded, townEntries } from '../../../test/support/town-entries.ts';
import { instantOf } from '../../town/day.ts';
import { sha256 } from '../crypto.ts';
import { utf8 } from '../format/bytes.ts';
import type { Entry } from '../format/entry.ts';
import { COSIGNATURE } from '../format/note.ts';
import { parsePolicy, type Policy } from '../format/policy.ts';
import { overdueOn } from '../standing-fold.ts';
import { type AuditAsked, type Audited, auditLog } from './audit-log.ts';
import { type AuditState, readAuditState, writeAuditState } from './audit-state.ts';
import type { FindingKind } from './findings.ts';

const story = townEntries(1_200);
const bytes = encoded(story);

function auditOf(log: MadeLog, more: Partial<AuditAsked> = {}): Promise<Audited> {
  return auditLog({ read: log.read, vkeys: [log.key.vkey], ...more });
}

const kindsOf = (a: Audited): FindingKind[] => a.findings.map((f) => f.what);

/** As it comes out of the file it was put away in. */
async function stateOf(log: MadeLog): Promise<AuditState> {
  return readAuditState(writeAuditState((await auditOf(log)).state!))!;
}

/** Files of one log with some replaced. */
function reading(log: MadeLog, instead: Readonly<Record<string, Uint8Array | null>>): AuditAsked['read'] {
  return async (path) => (Object.hasOwn(instead, path) ? instead[path]! : log.read(path));
}

function flipped(log: MadeLog, path: string, at: number): Record<string, Uint8Array> {
  const changed = Uint8Array.from(log.files.get(path)!);
  changed[at]! ^= 1;
  return { [path]: changed };
}

describe('a sound log', () => {
  test('of any size is read by the auditor and by the second reading alike', async () => {
    for (const size of [0, 1, 2, 255, 256, 257, 511, 512, 513, 1_200]) {
      const log = new MadeLog().grow(bytes.slice(0, size));
      const audited = await auditOf(log);
      expect([size, audited.findings, audited.isSound, audited.entriesRead]).toEqual([size, [], true, size]);
      const foreign = readForeignLog((path) => log.files.get(path) ?? null, [log.key.vkey]);
      expect(foreign.root.equals(audited.checkpoint!.root)).toBe(true);
      expect(foreign.entries.map(String)).toEqual(bytes.slice(0, size).map((b) => Buffer.from(b).toString()));
      expect([...log.files.keys()].filter((p) => p !== 'vkey').sort()).toEqual([...foreign.paths].sort());
    }
  });

  test('says who owes what', async () => {
    const audited = await auditOf(new MadeLog().grow(bytes));
    expect(audited.standing!.size).toBe(1_200);
    expect(overdueOn(audited.standing!, '2027-06-01' as never).length).toBeGreaterThan(1);
  });

  test('audited in pieces ends as audited in one, wherever it was cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 5 }), async (pieces) => {
        const log = new MadeLog();
        let state: AuditState | null = null;
        for (const piece of pieces) {
          log.grow(bytes.slice(log.size, log.size + piece));
          const audited = await auditOf(log, { state });
          expect(audited.findings).toEqual([]);
          state = readAuditState(writeAuditState(audited.state!));
        }
        expect(state).toEqual(await stateOf(log));
      }),
      { numRuns: 25 },
    );
  });

  test('that has not grown is sound again, with the state as it was', async () => {
    for (const size of [256, 300]) {
      const log = new MadeLog().grow(bytes.slice(0, size));
      const state = await stateOf(log);
      const again = await auditOf(log, { state });
      expect([again.isSound, again.sizeBefore, again.state]).toEqual([true, size, state]);
    }
  });

  test('whose partial files went when the full ones came is sound', async () => {
    const log = new MadeLog().grow(bytes.slice(0, 300));
    const early = log.files.get('checkpoint')!;
    log.grow(bytes.slice(300, 600));
    const gone = Object.fromEntries([...log.files.keys()].filter((p) => /\.p\/44$/.test(p)).map((p) => [p, null]));
    expect(Object.keys(gone).length).toBe(2);
    expect(kindsOf(await auditOf(log, { read: reading(log, { ...gone, checkpoint: early }) }))).toEqual([]);
  });

  test('is read in any order of answers, so many files at a time and no more', async () => {
    const log = new MadeLog().grow(bytes);
    let under = 0;
    let most = 0;
    const read: AuditAsked['read'] = async (path) => {
      most = Math.max(most, ++under);
      await new Promise((done) => setTimeout(done, (path.length * 7) % 5));
      under--;
      return log.read(path);
    };
    expect((await auditOf(log, { read, ahead: 3 })).isSound).toBe(true);
    expect(most).toBe(6);
  });

  test('that has changed its key is followed by the key its own entry names, and by no other', async () => {
    const log = new MadeLog().grow(bytes.slice(0, 10));
    const state = await stateOf(log);
    const [next, stranger] = [namedKey(log.key.name), namedKey(log.key.name)];
    const changed: Entry = {
      ...story[0]!,
      type: 'key-rotation',
      id: log.key.name,
      due: null,
      digest: Buffer.from(sha256(utf8(next.vkey))).toString('hex'),
    };
    log.grow(encoded([{ ...changed, claimedAt: story[10]!.claimedAt }]));
    const audited = await auditOf(log, { state, offered: [stranger.vkey, next.vkey] });
    expect([audited.findings, audited.keysLearned]).toEqual([[], [next.vkey]]);
    Object.assign(log.key, next);
    log.sign();
    expect((await auditOf(log, { state: audited.state, vkeys: audited.state!.vkeys })).isSound).toBe(true);
    expect(kindsOf(await auditOf(log, { state, vkeys: state.vkeys }))).toEqual(['signature-missing']);
  });

  test('when nobody answers, the fault is thrown and nothing else is said', async () => {
    const log = new MadeLog().grow(bytes);
    const read: AuditAsked['read'] = async (path) => {
      if (path === 'tile/0/002') throw new Error('no answer');
      return log.read(path);
    };
    await expect(auditOf(log, { read })).rejects.toThrow('no answer');
  });
});

describe('a history that is another', () => {
  const other = encoded(story.map((e, i) => (i === 100 ? { ...e, claimedAt: instantOf(Date.parse(e.claimedAt) + 1_000) } : e)));

  /** A second log under the same key. */
  function twin(log: MadeLog, entries: readonly Uint8Array[]): MadeLog {
    const made = new MadeLog();
    Object.assign(made.key, log.key);
    return made.grow(entries);
  }

  async function found(size: number, entries: readonly Uint8Array[], more: Partial<AuditAsked> = {}): Promise<Audited> {
    const log = new MadeLog().grow(bytes.slice(0, size));
    const state = await stateOf(log);
    const audited = await auditOf(twin(log, entries), { state, ...more });
    expect([audited.isSound, audited.state]).toEqual([false, null]);
    return audited;
  }

  test('of the same size is a fork', async () => {
    expect(kindsOf(await found(300, other.slice(0, 300)))).toEqual(['forked']);
  });

  test('that is shorter has lost what was public', async () => {
    expect(kindsOf(await found(300, bytes.slice(0, 299)))).toEqual(['shrunk']);
    expect(kindsOf(await found(300, []))).toEqual(['shrunk']);
  });

  test('that is longer is seen where it leaves the one that was known', async () => {
    const audited = await found(300, other.slice(0, 1_000));
    expect(kindsOf(audited)).toContain('not-grown');
    expect(audited.findings.some((f) => f.what === 'tile-wrong' && f.path === 'tile/1/000.p/3')).toBe(true);
    const late = encoded(story.map((e, i) => (i === 290 ? { ...e, claimedAt: '2026-01-09T10:00:00.000Z' } : e)));
    expect((await found(300, late.slice(0, 1_000))).findings).toMatchObject([{ what: 'rewritten', index: 290 }]);
  });

  test('is seen as well when everything is read again', async () => {
    expect(kindsOf(await found(300, other.slice(0, 1_000), { again: true }))).toEqual(['rewritten']);
    expect(kindsOf(await found(256, other.slice(0, 1_000), { again: true }))).toEqual(['rewritten']);
  });

  test('under another name or key is not the same log', async () => {
    const log = new MadeLog().grow(bytes.slice(0, 300));
    const state = await stateOf(log);
    const renamed = new MadeLog('other.example.gov.cn/ledger').grow(bytes.slice(0, 300));
    expect(kindsOf(await auditOf(renamed, { state }))).toEqual(['origin-other']);
    expect(kindsOf(await auditOf(log, { vkeys: [namedKey(log.key.name).vkey] }))).toEqual(['signature-missing']);
  });

  test('read again, an honest longer one is sound', async () => {
    const log = new MadeLog().grow(bytes.slice(0, 300));
    const state = await stateOf(log);
    const audited = await auditOf(log.grow(bytes.slice(300)), { state, again: true });
    expect([audited.findings, audited.entriesRead]).toEqual([[], 1_200]);
  });
});

describe('a damaged file is named', () => {
  const log = new MadeLog().grow(bytes);

  test.each([
    ['tile/0/002', 70, [{ what: 'tile-wrong', path: 'tile/0/002', index: 514 }]],
    ['tile/0/004.p/176', 64, [{ what: 'tile-wrong', path: 'tile/0/004.p/176', index: 1026 }]],
    ['tile/1/000.p/4', 33, [{ what: 'tile-wrong', path: 'tile/1/000.p/4' }]],
    ['tile/entries/001', 50, [{ what: 'entry-changed', path: 'tile/entries/001', index: 256 }]],
    ['tile/entries/004.p/176', 50, [{ what: 'entry-changed', path: 'tile/entries/004.p/176', index: 1024 }]],
    ['tile/entries/001', 0, [{ what: 'bundle-malformed', path: 'tile/entries/001' }]],
    ['checkpoint', 30, [{ what: 'signature-wrong' }]],
  ])('%s at byte %i', async (path, at, should) => {
    const audited = await auditOf(log, { read: reading(log, flipped(log, path, at)) });
    expect(audited.findings).toMatchObject(should);
    expect(audited.findings.every((f) => f.severity === 'broken' && /[\u4e00-\u9fff]/.test(f.said))).toBe(true);
    expect([audited.isSound, audited.state]).toEqual([false, null]);
    expect(audited.standing === null).toBe(path.includes('entries') || path === 'checkpoint');
  });

  test.each([
    ['checkpoint', 'checkpoint-missing'],
    ['tile/0/002', 'tile-missing'],
    ['tile/0/004.p/176', 'tile-missing'],
    ['tile/1/000.p/4', 'tile-missing'],
    ['tile/entries/002', 'bundle-missing'],
    ['tile/entries/004.p/176', 'bundle-missing'],
  ])('%s when it is missing', async (path, what) => {
    expect(kindsOf(await auditOf(log, { read: reading(log, { [path]: null }) }))).toEqual([what]);
  });

  test('a text that is no note, and a note that is no checkpoint', async () => {
    expect(kindsOf(await auditOf(log, { read: reading(log, { checkpoint: utf8('<html>') }) }))).toEqual(['checkpoint-malformed']);
    expect(kindsOf(await auditOf(log, { read: reading(log, { checkpoint: Uint8Array.of(255) }) }))).toEqual([
      'checkpoint-malformed',
    ]);
  });

  test('a root that the entries do not give', async () => {
    const lie = utf8(signedCheckpoint(log.key, 1_200, sha256(utf8('x'))));
    expect(kindsOf(await auditOf(log, { read: reading(log, { checkpoint: lie }) }))).toEqual(['root-wrong']);
  });

  test('several at once are all named', async () => {
    const instead = { ...flipped(log, 'tile/0/000', 5), ...flipped(log, 'tile/entries/001', 9), 'tile/entries/003': null };
    const audited = await auditOf(log, { read: reading(log, instead) });
    expect(kindsOf(audited)).toEqual(['tile-wrong', 'entry-changed', 'bundle-missing']);
  });
});

describe('witnesses', () => {
  const [a, b, c] = ['archive.example/w', 'paper.example/w', 'stranger.example/w'].map((n) => namedKey(n, COSIGNATURE)) as [
    NamedKey,
    NamedKey,
    NamedKey,
  ];
  const parsed = parsePolicy(
    sha256,
    `witness 档案馆 ${a.vkey}\nwitness 报社 ${b.vkey}\ngroup 两家 all 档案馆 报社\nquorum 两家\n`,
  );
  const policy = (parsed as { policy: Policy }).policy;
  const at = Date.parse('2026-01-08T00:00:00Z') / 1_000;

  test('are named with their times, and counted', async () => {
    const log = new MadeLog().grow(bytes.slice(0, 100), [
      [a, at],
      [b, at + 60],
      [c, at],
    ]);
    const audited = await auditOf(log, { policy });
    expect(audited).toMatchObject({ isSound: true, quorumMet: true });
    expect(audited.witnesses.map((w) => `${w.name} ${w.at}`)).toEqual([
      '档案馆 2026-01-08T00:00:00.000Z',
      '报社 2026-01-08T00:01:00.000Z',
    ]);
    expect(audited.state!.witnessedAt).toBe('2026-01-08T00:01:00.000Z');
  });

  test('too few, or strangers, are not enough', async () => {
    const log = new MadeLog().grow(bytes.slice(0, 100), [
      [a, at],
      [c, at],
    ]);
    expect(await auditOf(log, { policy })).toMatchObject({ quorumMet: false, findings: [{ what: 'quorum-missing' }] });
    expect(await auditOf(log)).toMatchObject({ quorumMet: null, isSound: true, witnesses: [] });
  });

  test('an entry that claims a time at which a witness saw the log without it is a back-filling', async () => {
    const log = new MadeLog().grow(bytes.slice(0, 100), [
      [a, at],
      [b, at + 7 * 86_400],
    ]);
    const state = (await auditOf(log, { policy })).state;
    const late: Entry = { ...story[100]!, claimedAt: '2026-01-13T23:00:00.000Z' };
    log.grow(encoded([late]), [
      [a, at + 8 * 86_400],
      [b, at + 8 * 86_400],
    ]);
    const audited = await auditOf(log, { policy, state });
    expect(audited.findings).toMatchObject([{ what: 'claimed-unseen', index: 100, severity: 'doubt' }]);
    expect(audited.isSound).toBe(true);
  });

  test('an entry that claims a time after it was seen has a wrong clock', async () => {
    const log = new MadeLog().grow(encoded([{ ...story[0]!, claimedAt: '2026-01-08T00:06:00.000Z' }]), [
      [a, at],
      [b, at],
    ]);
    expect(kindsOf(await auditOf(log, { policy }))).toEqual(['claimed-ahead']);
    expect(kindsOf(await auditOf(log, { now: instantOf(at * 1_000) }))).toEqual(['claimed-ahead']);
    expect(kindsOf(await auditOf(log, { now: instantOf((at + 61) * 1_000) }))).toEqual([]);
  });
});
