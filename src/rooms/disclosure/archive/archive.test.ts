import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { granted, actorFor, samplePerson } from '../../../../test/support/people.ts';
import {
  documentOf,
  HOSTILE_NAME,
  livedDocument,
  type LivedDocument,
  PENDING_CANARY,
  published,
  readArchive,
  TITLE,
} from '../../../../test/support/archives.ts';
import { draft, publishingTown, type PublishingTown } from '../../../../test/support/publishing.ts';
import { holdsForeignProof, openForeignNote, readForeignProof } from '../../../../test/support/independent-log.ts';
import { ed25519Verify, sha256, sm3Hex } from '../../../ledger/crypto.ts';
import { parsePolicy } from '../../../ledger/format/policy.ts';
import { verifyReceipt } from '../../../ledger/format/verify-document.ts';
import { startLedger } from '../../../ledger/start-ledger.ts';
import { makeDemoWitnesses } from '../../../ledger/witness/demo-witnesses.ts';
import { perform } from '../../../platform/act/act.ts';
import { auditHead } from '../../../platform/act/audit.ts';
import { bodyFromText } from '../../../town/body.ts';
import { newId, type DocumentId } from '../../../town/ids.ts';
import { withdraw } from '../end.ts';
import { eraseContent, runEraseFiles } from '../erase.ts';
import { showCovered } from '../publish.ts';
import type { ArchiveIndex } from './archive-index.ts';
import { archiveOf } from './archive-of.ts';
import { checkArchive } from './check-archive.ts';
import { noteArchived } from './note-archived.ts';

const digestOf = (b: Uint8Array): string => createHash('sha256').update(b).digest('hex');

let w: PublishingTown;
let lived: LivedDocument;
let folder: string;
let files: Map<string, Buffer>;
let index: ArchiveIndex;
let head: { seq: number; hash: string };

const textOf = (path: string, of = files): string => of.get(path)!.toString('utf8');
const indexOf = (of: Map<string, Buffer>): ArchiveIndex => JSON.parse(textOf('index.json', of)) as ArchiveIndex;

interface ActLine {
  kind: string;
  at: string;
  [field: string]: unknown;
}
const actsOf = (of: Map<string, Buffer>): ActLine[] =>
  textOf('acts.jsonl', of)
    .trimEnd()
    .split('\n')
    .map((l) => JSON.parse(l) as ActLine);

const given = (of: ReadonlyMap<string, Buffer>) => ({
  paths: async () => [...of.keys()],
  read: async (path: string) => of.get(path) ?? null,
});

beforeAll(async () => {
  w = await publishingTown();
  await published(w, { title: '别的文件的标题', body: bodyFromText('别的文件的标题和全文正文。') });
  lived = await livedDocument(w);
  const office = w.people.actors['openness-office'];
  granted(await perform(w.town, office, 'disclosure.archive', async (act) => noteArchived(act, [lived])));
  ({ folder, files } = await readArchive(w, lived.id));
  index = indexOf(files);
  head = await auditHead(w.town.db);
});

/** What the receiver needs is in the folder: keys from it, texts from it, proofs from it. */
function holds(of: Map<string, Buffer>, of2: ArchiveIndex): number {
  const vkey = textOf('ledger/vkey', of).trim();
  const rules = parsePolicy(sha256, textOf('ledger/policy', of));
  if (!rules.ok) throw new Error(`policy line ${rules.line}`);
  let n = 0;
  for (const path of of.keys()) {
    if (!path.endsWith('.tlog-proof')) continue;
    const proof = readForeignProof(textOf(path, of));
    const extra = JSON.parse(proof.extra!.toString('utf8')) as { entry: string; salt: string | null };
    const head = holdsForeignProof(textOf(path, of), Buffer.from(extra.entry), [vkey]);
    expect(head.origin).toBe(of2.ledger!.origin);
    if (!path.includes('first-seen')) expect(proof.checkpoint).toBe(textOf('ledger/checkpoint', of));
    n++;
  }
  for (const seal of of2.editions.flatMap((e) => e.seals)) {
    if (!seal.content || !seal.proof) continue;
    const content = of.get(seal.content)!;
    const receipt = verifyReceipt(
      { sha: sha256, verify: ed25519Verify, sm3Hex },
      { content, proofText: textOf(seal.proof, of), vkeys: [vkey], policy: rules.policy },
    );
    expect(receipt.steps.filter((s) => !s.ok)).toEqual([]);
    expect(receipt.index).toBe(seal.index);
    expect(digestOf(Buffer.concat([Buffer.from(seal.salt!, 'hex'), content]))).toBe(seal.digest);
  }
  return n;
}

describe('what an archive is refused for', () => {
  test('a draft, and an id of nothing, have none', async () => {
    const id = await documentOf(w, await draft(w));
    await expect(archiveOf(w.town, id).next()).rejects.toThrow(RangeError);
    await expect(archiveOf(w.town, newId<DocumentId>()).next()).rejects.toThrow(RangeError);
  });
});

describe('an archive', () => {
  test('holds each edition that was public, each of its seals, what changed, and each file, in one folder of its own', () => {
    expect(folder).toBe(`归档-${lived.indexNo.replace('/', '_')}`);
    expect([...files.keys()].filter((p) => p.startsWith('editions/')).sort()).toEqual([
      'editions/1/content.json',
      'editions/1/proof.tlog-proof',
      'editions/1/text.html',
      'editions/2/changes.html',
      'editions/2/content-2.json',
      'editions/2/content.json',
      'editions/2/proof-2.tlog-proof',
      'editions/2/proof.tlog-proof',
      'editions/2/text.html',
    ]);
    const stored = [...files].filter(([p]) => p.startsWith('files/'));
    expect(stored.map(([, b]) => digestOf(b)).sort()).toEqual([...lived.attachments.map((a) => a.sha256), lived.image].sort());
    expect(JSON.parse(textOf('editions/1/content.json'))).toMatchObject({ validity: '有效', edition: 1, title: TITLE });
    expect(JSON.parse(textOf('editions/2/content-2.json'))).toMatchObject({ validity: '废止', repealedOn: '2026-12-31' });
    expect(textOf('editions/2/changes.html')).toMatch(/<del>.*八.*<\/del>/s);
    expect(index.leftOut).toEqual([{ number: 3, state: 'drafting' }]);
  });

  test('is checked from the folder alone, by our verifier and by a second reading of the specifications', () => {
    expect(holds(files, index)).toBeGreaterThanOrEqual(4);
    expect(index.editions.flatMap((e) => e.seals.map((s) => s.fits))).toEqual([true, true, true]);
    expect(openForeignNote(textOf('ledger/checkpoint'), [textOf('ledger/vkey').trim()]).signedBy.length).toBeGreaterThan(0);
  });

  test('lists every file with its digest and size: SHA256SUMS all but itself, index.json all that came before it', () => {
    const sums = textOf('SHA256SUMS').trimEnd().split('\n');
    expect(new Set(sums)).toEqual(
      new Set([...files].filter(([p]) => p !== 'SHA256SUMS').map(([p, b]) => `${digestOf(b)}  ${p}`)),
    );
    for (const f of index.files)
      expect([f.path, files.get(f.path)!.length, digestOf(files.get(f.path)!)]).toEqual([f.path, f.size, f.sha256]);
    const listed = new Set(index.files.map((f) => f.path));
    expect([...files.keys()].filter((p) => !listed.has(p)).sort()).toEqual(['SHA256SUMS', 'index.html', 'index.json']);
    for (const f of index.files) expect(textOf('index.html')).toContain(f.sha256);
  });

  test('tells every step: drafting, each decision with its opinion, release, correction, validity, duty, ledger, audit', () => {
    const acts = actsOf(files);
    expect(new Set(acts.map((a) => a.kind))).toEqual(new Set(['event', 'review', 'duty', 'ledger', 'audit']));
    expect(acts.map((a) => a.at)).toEqual(acts.map((a) => a.at).sort());
    const reviews = acts.filter((a) => a.kind === 'review');
    for (const edition of [1, 2])
      expect(reviews.filter((a) => a.edition === edition).map((a) => a.decision)).toEqual([
        'submit',
        'pass',
        'pass',
        'pass',
        'pass',
      ]);
    expect(reviews.filter((a) => a.decision === 'pass').every((a) => a.opinion === '同意。' && a.who !== '')).toBe(true);
    expect(acts.filter((a) => a.kind === 'event').map((a) => a.what)).toEqual(
      expect.arrayContaining(['drafted', 'published', 'corrected', 'validity']),
    );
    expect(acts.filter((a) => a.kind === 'ledger').map((a) => a.type)).toEqual(expect.arrayContaining(['publish', 'revise']));
    expect(index.duty).toMatchObject({ title: '救助资金', state: 'published' });
    expect(index.otherProofs.map((p) => p.proof)).toEqual(['ledger/duty-register.tlog-proof']);
    expect(index.acts).toBe(acts.length);
  });

  test('holds rows of the audit chain that are computed one by one, up to the one of its own making', () => {
    const rows = actsOf(files).filter((a) => a.kind === 'audit');
    for (const r of rows) expect(digestOf(Buffer.from(`${r.before}${r.entry}`))).toBe(r.hash);
    expect(rows.at(-1)).toMatchObject({ verb: 'disclosure.archive', subject: `document:${lived.id}` });
    expect(index.auditHead).toEqual(head);
    expect(rows.at(-1)!.hash).toBe(index.auditHead.hash);
  });

  test('holds nothing of another document, and nothing of a correction nobody has released', () => {
    for (const [path, bytes] of files) {
      expect([path, bytes.includes('别的文件的标题')]).toEqual([path, false]);
      expect([path, bytes.includes(PENDING_CANARY)]).toEqual([path, false]);
    }
  });

  test('keeps hostile titles and names as text, inside the folder', () => {
    for (const path of files.keys()) expect(path).toMatch(/^(?!.*\.\.)[^\\:*?"<>|\u0000-\u001f]+$/);
    for (const path of [...files.keys()].filter((p) => p.endsWith('.html'))) {
      expect(textOf(path)).not.toMatch(/<script|javascript:|\son\w+=/i);
      expect(textOf(path)).toContain("script-src 'none'");
    }
    expect(textOf('index.html')).toContain('关于&lt;script>alert(1)&lt;/script>');
    expect(index.editions[0]!.attachments[0]).toMatchObject({ name: HOSTILE_NAME });
  });

  test('asks nothing of the network: every link and picture of its pages lies in it or leads to the town by its full address', () => {
    for (const page of [...files.keys()].filter((p) => p.endsWith('.html'))) {
      for (const [, address] of textOf(page).matchAll(/(?:href|src)="([^"]+)"/g)) {
        if (address!.startsWith('#') || address!.startsWith('https://gk.example.gov.cn/')) continue;
        const target = decodeURIComponent(new URL(address!, `https://x.invalid/${page}`).pathname.slice(1));
        expect([page, address, files.has(target)]).toEqual([page, address, true]);
      }
      expect(textOf(page)).not.toMatch(/@import|url\(/);
    }
    expect(textOf('editions/1/text.html')).toContain('href="https://gk.example.gov.cn/catalogue/05"');
  });

  test('explains itself, with lines that name files which are there', () => {
    const readme = textOf('README.txt');
    for (const word of ['SHA256SUMS', 'RFC 6962', lived.indexNo, index.ledger!.vkey, 'acts.jsonl'])
      expect(readme).toContain(word);
    for (const [, path] of readme.matchAll(/--(?:content|proof|vkey|policy) (\S+)/g))
      expect([path, files.has(path!)]).toEqual([path, true]);
  });
});

describe('where witnesses have signed', () => {
  test('an entry they saw before this archive was made has one receipt more, which tells when', async () => {
    const seen = await publishingTown();
    await seen.town.running?.stop();
    await makeDemoWitnesses(seen.town.ledgerFolder);
    const covered = [showCovered];
    seen.town.running = await startLedger({ ...seen.town, demo: true }, { folder: seen.town.ledgerFolder, covered });
    const { id } = await published(seen);
    seen.town.clock.set('2026-12-24T02:00:00Z');
    await published(seen);
    const { files: of } = await readArchive(seen, id);
    await seen.town.running.stop();
    const its = indexOf(of);
    expect(its.editions[0]?.seals[0]).toMatchObject({
      firstSeen: 'editions/1/first-seen.tlog-proof',
      witnessedAt: '2026-11-23T01:30:00.000Z',
    });
    holds(of, its);
    const rules = parsePolicy(sha256, textOf('ledger/policy', of));
    const times = ['proof', 'first-seen'].map((name) => {
      const given = { content: of.get('editions/1/content.json')!, proofText: textOf(`editions/1/${name}.tlog-proof`, of) };
      const policy = rules.ok ? rules.policy : undefined;
      const receipt = verifyReceipt({ sha: sha256, verify: ed25519Verify }, { ...given, vkeys: [its.ledger!.vkey], policy });
      expect(receipt.ok).toBe(true);
      return receipt.earliest?.time;
    });
    expect(times).toEqual([Date.parse('2026-12-24T02:00:00Z') / 1000, Date.parse('2026-11-23T01:30:00Z') / 1000]);
    expect(textOf('README.txt', of)).toContain('--proof editions/1/first-seen.tlog-proof');
  });
});

describe('whoever receives it', () => {
  const check = (of: ReadonlyMap<string, Buffer>, vkeys: readonly string[] | null = null) => checkArchive(given(of), vkeys);

  test('finds it whole', async () => {
    const checked = await check(files);
    expect(checked.points).toEqual([]);
    expect(checked).toMatchObject({ ok: true, indexNo: lived.indexNo });
    expect(checked.fits).toHaveLength(4);
  });

  test('finds every file that is changed, missing or added, by its name', async () => {
    for (const path of files.keys()) {
      const changed = new Map(files);
      changed.set(path, Buffer.concat([files.get(path)!, Buffer.from(' ')]));
      expect([path, (await check(changed)).ok]).toEqual([path, false]);
      const without = new Map(files);
      without.delete(path);
      expect([path, (await check(without)).ok]).toEqual([path, false]);
    }
    expect((await check(new Map([...files, ['x.exe', Buffer.from('')]]))).points).toEqual(['多出文件：x.exe']);
  });

  test('is not deceived by somebody who makes the sums anew', async () => {
    const forged = new Map(files);
    const content = textOf('editions/1/content.json').replace('八百', '八千');
    forged.set('editions/1/content.json', Buffer.from(content));
    const acts = textOf('acts.jsonl').replace('\\"validity\\":\\"废止\\"', '\\"validity\\":\\"有效\\"');
    expect(acts).not.toBe(textOf('acts.jsonl'));
    forged.set('acts.jsonl', Buffer.from(acts));
    const sums = [...forged].filter(([p]) => p !== 'SHA256SUMS').map(([p, b]) => `${digestOf(b)}  ${p}\n`);
    forged.set('SHA256SUMS', Buffer.from(sums.join('')));
    const checked = await check(forged);
    expect(checked.points.some((p) => p.startsWith('editions/1/content.json'))).toBe(true);
    expect(checked.points.some((p) => /^操作记录第 \d+ 条被改动过$/.test(p))).toBe(true);
  });

  test('trusts the own key before the one in the folder', async () => {
    const other = textOf('ledger/vkey').trim().replace('gk.example.gov.cn', 'gk.other.gov.cn');
    expect((await check(files, [other])).ok).toBe(false);
    expect((await check(files, [textOf('ledger/vkey').trim()])).ok).toBe(true);
  });
});

describe('the archive of what was taken away', () => {
  const office = () => w.people.actors['openness-office'];
  const secret = '须保密的内容王样例';

  test('withdrawn: holds the text, the reason, the entry that stands for it, and says that it is not for the public', async () => {
    const { id } = await published(w, { title: '要撤回的通知' });
    granted(await perform(w.town, office(), 'test', (act) => withdraw(act, id, '所依据的标准有误', 'wrong')));
    const { files: of } = await readArchive(w, id);
    const its = indexOf(of);
    expect(its).toMatchObject({ state: 'withdrawn', text: 'whole', withdrawal: { why: '所依据的标准有误' } });
    expect(of.has('ledger/withdraw.tlog-proof')).toBe(true);
    holds(of, its);
    expect(textOf('index.html', of)).toContain('不向公众提供');
    expect(textOf('editions/1/text.html', of)).toContain('不向公众提供');
    expect((await checkArchive(given(of), null)).points).toEqual([]);
  });

  test('withdrawn as a state secret: no text, no file, no sentence anybody typed leaves with it', async () => {
    const { id } = await published(w, {
      title: '公开的标题',
      body: bodyFromText(`标题和全文。${secret}`),
      summary: `概述${secret}`,
    });
    granted(await perform(w.town, office(), 'test', (act) => withdraw(act, id, '按规定撤回', 'secret')));
    const { files: of } = await readArchive(w, id);
    expect(indexOf(of)).toMatchObject({ text: 'secret', facts: null });
    for (const bytes of of.values()) expect(bytes.includes(secret)).toBe(false);
    expect(actsOf(of).every((a) => a.kind !== 'audit' || a.entry === null)).toBe(true);
    expect([...of.keys()].some((p) => /content|text\.html|files\//.test(p))).toBe(false);
    holds(of, indexOf(of));
  });

  test('erased: the tombstone, the proofs and the acts stay, and nothing from which the text could be tried out', async () => {
    const { id } = await published(w, { title: `标题${secret}`, body: bodyFromText(`标题和全文。${secret}`), summary: secret });
    granted(await perform(w.town, office(), 'test', (act) => withdraw(act, id, '当事人要求删除', 'personal')));
    const leader = await samplePerson(w.town, w.people.office, '周领导', ['principal']);
    granted(await perform(w.town, actorFor(leader, ['principal']), 'test', (act) => eraseContent(act, id)));
    await runEraseFiles(w.town, { sha256s: [] });
    const { files: of } = await readArchive(w, id);
    const its = indexOf(of);
    for (const [path, bytes] of of) expect([path, bytes.includes(secret)]).toEqual([path, false]);
    expect(its).toMatchObject({ state: 'erased', text: 'erased', title: '', withdrawal: { why: '当事人要求删除' } });
    expect(its.editions.flatMap((e) => e.seals)).toMatchObject([{ salt: null, content: null, fits: null }]);
    expect([...of.keys()]).toEqual(
      expect.arrayContaining(['editions/1/proof.tlog-proof', 'ledger/withdraw.tlog-proof', 'ledger/erase.tlog-proof']),
    );
    expect(holds(of, its)).toBeGreaterThanOrEqual(3);
    expect(textOf('index.html', of)).toContain('已经清除');
    expect(actsOf(of).map((a) => a.what)).toEqual(expect.arrayContaining(['published', 'withdrawn', 'erased']));
    expect((await checkArchive(given(of), null)).points).toEqual([]);
  });
});
