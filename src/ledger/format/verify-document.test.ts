import { describe, expect, test } from 'vitest';
import {
  content,
  entryOf,
  logVkey,
  madeDocument,
  ORIGIN,
  otherSigner,
  policyText,
  SALT,
  vkeyOf,
  WITNESSED,
  witnessSigners,
} from '../../../test/support/verified-document.ts';
import { ed25519Verify, sha256, sm3Hex } from '../crypto.ts';
import { fromUtf8, toBase64, utf8 } from './bytes.ts';
import { encodeContent } from './content.ts';
import { encodeEntry } from './entry.ts';
import { parsePolicy, type Policy } from './policy.ts';
import { formatExtra, formatProof, parseProof, type ProofFile } from './proof-file.ts';
import { ledgerFacts, type Receipt, type StepId, verifyReceipt } from './verify-document.ts';

const deps = { sha: sha256, verify: ed25519Verify, sm3Hex };
const policy = ((): Policy => {
  const read = parsePolicy(sha256, policyText);
  if (!read.ok) throw new Error(read.why);
  return read.policy;
})();
const good = madeDocument();

function check(change: Partial<{ bytes: Uint8Array; proof: string; vkeys: string[]; policy: Policy }> = {}): Receipt {
  return verifyReceipt(deps, {
    content: change.bytes ?? good.bytes,
    proofText: change.proof ?? good.proof,
    vkeys: change.vkeys ?? [logVkey],
    policy: 'policy' in change ? change.policy : policy,
  });
}

const wrong = (r: Receipt): StepId[] => r.steps.filter((s) => s.state === 'wrong').map((s) => s.id);
const said = (r: Receipt, id: StepId): string => r.steps.find((s) => s.id === id)?.said ?? '';

function changed(change: (p: ProofFile) => Partial<ProofFile>): string {
  const p = parseProof(good.proof)!;
  return formatProof({ ...p, ...change(p) });
}
const withExtra = (entry: string, salt: string | null): string => changed(() => ({ extra: formatExtra({ entry, salt }) }));

describe('a document that is as the ledger has it', () => {
  test('fits in every step, and says when it was first seen', () => {
    const r = check();
    expect(r.steps.map((s) => [s.id, s.state])).toEqual([
      ['content', 'ok'],
      ['proof', 'ok'],
      ['entry', 'ok'],
      ['same-document', 'ok'],
      ['digest', 'ok'],
      ['checkpoint', 'ok'],
      ['inclusion', 'ok'],
      ['witnesses', 'ok'],
      ['quorum', 'ok'],
    ]);
    expect(r).toMatchObject({ ok: true, index: 6, content: { title: content.title }, entry: { seq: 1, prev: 3 } });
    expect(r.earliest).toEqual({ name: 'archive.example.org', time: WITNESSED });
    expect(said(r, 'witnesses')).toContain('2026-11-23 09:31:00');
    expect(ledgerFacts(r).map(([label]) => label)).toEqual(['存证号', '事项', '所称时间', '见证', '接续', '应公开日期', '快照']);
  });

  test('without a policy fits with a caution: nobody outside was heard', () => {
    const r = check({ policy: undefined });
    expect(r.ok).toBe(true);
    expect(r.steps.find((s) => s.id === 'witnesses')).toMatchObject({ state: 'caution', ok: true });
    expect(said(r, 'witnesses')).toContain('archive.example.org');
    expect(r.steps.some((s) => s.id === 'quorum')).toBe(false);
  });

  test('a correction is as good as a first publication', () => {
    const made = madeDocument({ content: { edition: 2, changeNote: '更正金额' }, entry: { type: 'revise', seq: 2, prev: 6 } });
    expect(check({ bytes: made.bytes, proof: made.proof }).ok).toBe(true);
  });
});

describe('content that was changed', () => {
  test('every single byte counts', () => {
    for (let i = 0; i < good.bytes.length; i += 97) {
      const bytes = Uint8Array.from(good.bytes);
      bytes[i]! ^= 1;
      expect(wrong(check({ bytes }))).toContain('digest');
    }
  });

  test('one letter more, spelt as we spell: only the digest tells, and the length with it', () => {
    const r = check({ bytes: encodeContent({ ...content, title: `${content.title}！` }) });
    expect(wrong(r)).toEqual(['digest']);
    expect(said(r, 'digest')).toMatch(/SHA-256.*长度.*SM3/);
  });

  test('the same words in another spelling are another text', () => {
    const r = check({ bytes: utf8(JSON.stringify(JSON.parse(fromUtf8(good.bytes)!), null, 1)) });
    expect(wrong(r)).toEqual(['content', 'digest']);
    expect(r.steps.find((s) => s.id === 'same-document')).toMatchObject({ state: 'unchecked', ok: false });
  });

  test('no text at all, and bytes that are no text', () => {
    expect(wrong(check({ bytes: new Uint8Array() }))).toContain('content');
    expect(wrong(check({ bytes: Uint8Array.of(0xff, 0xfe) }))).toContain('content');
  });

  test('another salt, and a salt that is gone', () => {
    expect(wrong(check({ proof: withExtra(good.entry, `${SALT.slice(0, 31)}0`) }))).toEqual(['digest']);
    const gone = check({ proof: withExtra(good.entry, null) });
    expect(wrong(gone)).toEqual(['digest']);
    expect(said(gone, 'digest')).toContain('已依法清除');
  });
});

describe('an entry that was changed', () => {
  test.each([
    ['type', { type: 'revise' }],
    ['organ', { org: 'taiping' }],
    ['number in the row', { seq: 2 }],
    ['what came before', { prev: null }],
    ['the moment claimed', { claimedAt: '2025-11-23T01:30:00.000Z' }],
    ['the day it was due', { due: '2027-12-18' }],
    ['ground', { ground: '条例2019#26' }],
    ['role', { actorRole: 'author' }],
    ['the second digest', { digestSm3: null }],
  ] as const)('%s: it is not the entry that lies in the tree', (_what, change) => {
    const r = check({ proof: withExtra(encodeEntry(entryOf(good.bytes, change)), SALT) });
    expect(wrong(r)).toEqual(['inclusion']);
    // What is not proven is not given as a fact.
    expect(r).toMatchObject({ ok: false, index: null, entry: null, checkpoint: null });
    expect(ledgerFacts(r)).toEqual([]);
  });

  test('index number, digest, size and media show at once', () => {
    const steps = (change: Parameters<typeof entryOf>[1]): StepId[] =>
      wrong(check({ proof: withExtra(encodeEntry(entryOf(good.bytes, change)), SALT) }));
    expect(steps({ id: '11341899999900011F/202611-00099' })).toEqual(['same-document', 'inclusion']);
    expect(steps({ digest: 'ab'.repeat(32) })).toEqual(['digest', 'inclusion']);
    expect(steps({ digest: null })).toEqual(['digest', 'inclusion']);
    expect(steps({ size: 7 })).toEqual(['digest', 'inclusion']);
    expect(steps({ media: 'text/plain' })).toEqual(['digest', 'inclusion']);
    expect(steps({ digestSm3: 'ab'.repeat(32) })).toEqual(['digest', 'inclusion']);
  });

  test('an entry of another kind proves no publication, even where it lies in the tree', () => {
    const made = madeDocument({ entry: { type: 'withdraw', ground: '条例2019#15' } });
    const r = check({ bytes: made.bytes, proof: made.proof });
    expect(wrong(r)).toEqual(['entry']);
    expect(said(r, 'entry')).toContain('“撤回”');
  });

  test('the receipt of another document is called so', () => {
    const made = madeDocument({
      content: { indexNo: '11341899999900011F/202611-00013' },
      entry: { id: '11341899999900011F/202611-00013' },
    });
    expect(wrong(check({ proof: made.proof }))).toEqual(['same-document', 'digest']);
  });

  test('a spelling that is not canonical is no entry', () => {
    expect(wrong(check({ proof: withExtra(`${good.entry} `, SALT) }))).toEqual(['entry', 'inclusion']);
    expect(wrong(check({ proof: changed(() => ({ extra: null })) }))).toEqual(['entry']);
    expect(wrong(check({ proof: changed(() => ({ extra: utf8('{}') })) }))).toEqual(['entry']);
  });
});

describe('a receipt that was changed', () => {
  test('every hash of the path, its order, its length and the index', () => {
    const { hashes } = parseProof(good.proof)!;
    expect(hashes.length).toBe(4);
    for (const [i, hash] of hashes.entries()) {
      const other = Uint8Array.from(hash);
      other[31]! ^= 128;
      expect(wrong(check({ proof: changed((p) => ({ hashes: p.hashes.map((h, j) => (i === j ? other : h)) })) }))).toEqual([
        'inclusion',
      ]);
    }
    expect(wrong(check({ proof: changed((p) => ({ hashes: [...p.hashes].reverse() })) }))).toEqual(['inclusion']);
    expect(wrong(check({ proof: changed((p) => ({ hashes: p.hashes.slice(1) })) }))).toEqual(['inclusion']);
    expect(wrong(check({ proof: changed((p) => ({ hashes: [...p.hashes, p.hashes[0]!] })) }))).toEqual(['inclusion']);
    for (const index of [0, 5, 7, 11, 12]) expect(wrong(check({ proof: changed(() => ({ index })) }))).toEqual(['inclusion']);
  });

  test('no receipt at all', () => {
    for (const proof of ['', 'hello', good.proof.slice(1), good.proof.replace('index 6', 'index 06'), good.checkpoint])
      expect(wrong(check({ proof }))).toContain('proof');
  });
});

describe('a checkpoint that was changed', () => {
  const lines = good.checkpoint.split('\n');
  const withCheckpoint = (checkpoint: string): string => good.proof.replace(good.checkpoint, checkpoint);

  test('size, root, origin', () => {
    expect(wrong(check({ proof: withCheckpoint(good.checkpoint.replace('\n11\n', '\n12\n')) }))).toEqual(['checkpoint']);
    const root = toBase64(new Uint8Array(32));
    expect(wrong(check({ proof: withCheckpoint(good.checkpoint.replace(lines[2]!, root)) }))).toEqual(['checkpoint']);
    const other = check({ proof: withCheckpoint(good.checkpoint.replace(ORIGIN, 'gk.other.gov.cn/ledger')) });
    expect(wrong(other)).toEqual(['checkpoint']);
    expect(said(other, 'checkpoint')).toContain('gk.other.gov.cn/ledger');
  });

  test('one bit of the log’s signature', () => {
    const line = lines[4]!;
    const at = line.length - 20;
    const flipped = `${line.slice(0, at)}${line[at] === 'A' ? 'B' : 'A'}${line.slice(at + 1)}`;
    expect(wrong(check({ proof: withCheckpoint(good.checkpoint.replace(line, flipped)) }))).toEqual(['checkpoint']);
  });

  test('signed by somebody else under the log’s name', () => {
    const forged = madeDocument({ signer: otherSigner });
    const r = check({ bytes: forged.bytes, proof: forged.proof });
    expect(wrong(r)).toEqual(['checkpoint']);
    expect(r.steps.filter((s) => s.state === 'unchecked').map((s) => s.id)).toEqual(['inclusion', 'witnesses']);
    expect(check({ bytes: forged.bytes, proof: forged.proof, vkeys: [vkeyOf(otherSigner, 1)] }).ok).toBe(true);
  });

  test('without the log’s own line witnesses do not stand in for it', () => {
    expect(wrong(check({ proof: withCheckpoint(good.checkpoint.replace(`${lines[4]}\n`, '')) }))).toEqual(['checkpoint']);
  });

  test('a witness whose line is false spoils the whole', () => {
    const line = lines[5]!;
    const at = line.length - 20;
    const flipped = `${line.slice(0, at)}${line[at] === 'A' ? 'B' : 'A'}${line.slice(at + 1)}`;
    const r = check({ proof: withCheckpoint(good.checkpoint.replace(line, flipped)) });
    expect(wrong(r)).toEqual(['witnesses']);
    expect(r).toMatchObject({ checkpoint: null, witnesses: [] });
  });

  test('too few witnesses for the policy', () => {
    const made = madeDocument({ witnesses: witnessSigners.slice(0, 1) });
    const r = check({ bytes: made.bytes, proof: made.proof });
    expect(wrong(r)).toEqual(['quorum']);
    expect(r.witnesses).toHaveLength(1);
    expect(wrong(check({ bytes: made.bytes, proof: made.proof, policy: { ...policy, quorum: 'w1' } }))).toEqual([]);
  });
});

describe('the key the reader trusts', () => {
  test('none, one that is no key, one of another log, a witness’s', () => {
    expect(said(check({ vkeys: [] }), 'checkpoint')).toContain('没有给出可信的公钥');
    expect(said(check({ vkeys: [' '] }), 'checkpoint')).toContain('没有给出可信的公钥');
    expect(said(check({ vkeys: [logVkey.slice(0, -4)] }), 'checkpoint')).toContain('公钥的格式不对');
    expect(said(check({ vkeys: [vkeyOf(witnessSigners[0]!, 4)] }), 'checkpoint')).toContain('公钥的格式不对');
    const elsewhere = vkeyOf({ ...otherSigner, name: 'gk.other.gov.cn/ledger' }, 1);
    expect(said(check({ vkeys: [elsewhere] }), 'checkpoint')).toContain('gk.other.gov.cn/ledger');
    expect(check({ vkeys: [elsewhere, logVkey] }).ok).toBe(true);
  });

  test('the policy’s own line for the log is not the reader’s word', () => {
    expect(wrong(check({ vkeys: [vkeyOf(otherSigner, 1)] }))).toEqual(['checkpoint']);
  });
});
