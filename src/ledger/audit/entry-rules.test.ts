// What entries must say about each other: numbers without a gap, each at the one before it, times in their order.
import { describe, expect, test } from 'vitest';
import { MadeLog } from '../../../test/support/made-log.ts';
import { utf8 } from '../format/bytes.ts';
import { type Entry, type EntryType, encodeEntry } from '../format/entry.ts';
import { type Audited, auditLog } from './audit-log.ts';

function entry(type: EntryType, id: string, seq: number, prev: number | null, more: Partial<Entry> = {}): Entry {
  const rest = { due: null, ground: null, digest: null, digestSm3: null, size: null, media: null };
  return { v: 1, type, org: 'A', id, seq, prev, claimedAt: '2026-11-02T01:00:00.000Z', ...rest, actorRole: 'x', ...more };
}

function auditOf(log: MadeLog, state: Audited['state'] = null): Promise<Audited> {
  return auditLog({ read: log.read, vkeys: [log.key.vkey], state });
}

async function found(...entries: (Entry | string)[]): Promise<string[]> {
  const log = new MadeLog().grow(entries.map((e) => utf8(typeof e === 'string' ? e : encodeEntry(e))));
  return (await auditOf(log)).findings.map((f) => `${f.what} ${f.index} ${f.severity}`);
}

const registered = entry('register', 'd1', 1, null);
const published = entry('publish', 'n1', 1, 0);

describe('nothing is found', () => {
  test('in the whole life of a duty and its documents', async () => {
    const life = [
      registered,
      entry('clock-correction', 'd1', 2, 0),
      entry('late', 'd1', 3, 1),
      entry('publish', 'n1', 1, 2),
      entry('revise', 'n1', 2, 3),
      entry('withdraw', 'n1', 3, 4),
      entry('register', 'd1', 4, 2),
      entry('publish', 'n2', 1, 6),
      entry('erase', 'n1', 4, 5),
      entry('publish', 'n3', 1, null),
    ];
    expect(await found(...life)).toEqual([]);
  });

  test('in anchors, whose numbers are rows of the audit chain', async () => {
    expect(await found(entry('anchor', 'audit', 17, null), entry('anchor', 'audit', 90, 0))).toEqual([]);
  });
});

describe('it is found that', () => {
  test('a number is left out, given twice or begun late', async () => {
    expect(await found(registered, entry('late', 'd1', 3, 0))).toEqual(['seq-broken 1 wrong']);
    expect(await found(registered, entry('late', 'd1', 1, 0))).toEqual(['seq-broken 1 wrong']);
    expect(await found(entry('register', 'd1', 2, null))).toEqual(['seq-broken 0 wrong']);
    expect(await found(entry('anchor', 'audit', 17, null), entry('anchor', 'audit', 17, 0))).toEqual(['seq-broken 1 wrong']);
  });

  test('an entry points at another number, at itself, ahead or beyond', async () => {
    expect(await found(registered, entry('register', 'd2', 1, null), entry('late', 'd2', 2, 0))).toEqual(['prev-broken 2 wrong']);
    for (const prev of [1, 2, 5_000])
      expect(await found(registered, entry('late', 'd1', 2, prev))).toEqual(['prev-broken 1 wrong']);
  });

  test('an entry points at nothing although there is something before it', async () => {
    expect(await found(registered, entry('late', 'd1', 2, null))).toEqual(['prev-missing 1 wrong']);
    expect(await found(published, entry('revise', 'n1', 2, null))).toContain('prev-missing 1 wrong');
  });

  test('a publication names a duty that is none', async () => {
    expect(await found(published)).toEqual(['duty-unregistered 0 wrong']);
    expect(await found(registered, published, entry('publish', 'n2', 1, 1))).toEqual(['duty-unregistered 2 wrong']);
  });

  test('something is changed that never began: a question, not a fault', async () => {
    expect(await found(entry('revise', 'n1', 1, null))).toEqual(['beginning-missing 0 doubt']);
  });

  test('an entry is not in the one spelling, or none at all, and those after it are read', async () => {
    const text = encodeEntry(registered);
    for (const odd of [
      '',
      '{}',
      `${text} `,
      text.replace('{', '{ '),
      text.replace('"v":1', '"v":2'),
      text.replace('"x"', '"中"'),
    ])
      expect(await found(odd, entry('register', 'd2', 1, null))).toEqual(['entry-malformed 0 wrong']);
  });

  test('a later entry claims a time more than a day before an earlier one', async () => {
    const back = (claimedAt: string): Promise<string[]> => found(registered, entry('register', 'd2', 1, null, { claimedAt }));
    expect(await back('2026-11-01T00:59:59.999Z')).toEqual(['claimed-before 1 doubt']);
    expect(await back('2026-11-01T01:00:00.000Z')).toEqual([]);
  });
});

test('a fault of an entry is told again each time, and the log goes on', async () => {
  const log = new MadeLog().grow([registered, entry('late', 'd1', 3, 0)].map((e) => utf8(encodeEntry(e))));
  const first = await auditOf(log);
  log.grow([utf8(encodeEntry(entry('late', 'd1', 4, 1)))]);
  const second = await auditOf(log, first.state);
  const third = await auditOf(log, second.state);
  for (const audited of [first, second, third]) {
    expect(audited.findings.map((f) => `${f.what} ${f.index}`)).toEqual(['seq-broken 1']);
    expect([audited.isSound, audited.counts.wrong]).toEqual([false, 1]);
  }
});
