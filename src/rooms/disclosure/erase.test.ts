// I7: what is withdrawn leaves a page that says so, what is erased leaves nothing else; proofs given out before still hold, and a
// death inside leaves the deed undone or done.
import type { FastifyInstance } from 'fastify';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { holdsForeignProof, readForeignLog, readForeignProof } from '../../../test/support/independent-log.ts';
import { folderReader, wrongsOf } from '../../../test/support/ledger-checks.ts';
import { actorFor, codesOf, granted, samplePerson } from '../../../test/support/people.ts';
import { servePublic } from '../../../test/support/public-town.ts';
import { draft, edition, pass, publishingTown, type PublishingTown, publishNow } from '../../../test/support/publishing.ts';
import { picture } from '../../../test/support/verified-document.ts';
import { startLedger } from '../../ledger/start-ledger.ts';
import { perform } from '../../platform/act/act.ts';
import type { Actor } from '../../platform/act/actor.ts';
import { lineCount, linesOf } from '../../platform/act/outbox.ts';
import { recordStoredFile } from '../../platform/files/record-file.ts';
import type { Town } from '../../platform/town.ts';
import { bodyFromText } from '../../town/body.ts';
import { instant } from '../../town/day.ts';
import type { DocumentId, EditionId } from '../../town/ids.ts';
import { done } from '../../town/outcome.ts';
import { startCorrection } from './correct.ts';
import type { Draft } from './document.ts';
import { withdraw } from './end.ts';
import { eraseContent, eraseFilesChore, runEraseFiles } from './erase.ts';
import { showCovered } from './publish.ts';
import { releaseAt, runRelease } from './release.ts';
import { saveDraft } from './save-draft.ts';
import { selfCheck } from './self-check.ts';
import { publishedEditionOf } from './reads.ts';

const CANARY = 'zqxcanary';

interface Paper {
  id: DocumentId;
  indexNo: string;
  canary: string;
  title: string;
  /** Digests of its files; the last one hangs on another document as well. */
  files: readonly string[];
}

let w: PublishingTown;
let app: FastifyInstance;
let vkey: string;
let leader: Actor;
let count = 0;

async function stored(text: string, kind: 'pdf' | 'png' = 'pdf'): Promise<{ sha256: string; size: number }> {
  const file = await w.town.files.put(
    kind === 'png' ? Buffer.concat([picture, Buffer.from(text)]) : Buffer.from(`%PDF-1.4 ${text}`),
  );
  const facts = { kind, originalSha256: file.sha256, text, hidden: [] };
  granted(
    await perform(w.town, w.people.actors.drafter, 'test', async (act) => {
      await recordStoredFile(act, file, facts);
      return done(null);
    }),
  );
  return file;
}

/** A correction that may be released. */
async function passedCorrection(id: DocumentId, change: Partial<Draft>): Promise<EditionId> {
  const { drafter } = w.people.actors;
  const { editionId } = granted(await perform(w.town, drafter, 'test', (act) => startCorrection(act, id)));
  const now = await edition(w, editionId);
  granted(await perform(w.town, drafter, 'test', (act) => saveDraft(act, editionId, now.revision, { ...now, ...change })));
  await pass(w, editionId);
  return editionId;
}

/** Published and corrected, with a word of its own in every place that holds words but the titles. */
async function paper(): Promise<Paper> {
  const canary = `${CANARY}${++count}`;
  const own = await stored(canary);
  const shared = await stored(`两份文件共用的附件${count}`);
  const image = await stored(canary, 'png');
  const attachments = [
    { ...own, kind: 'pdf', name: `${canary}.pdf` },
    { ...shared, kind: 'pdf', name: '共用.pdf' },
  ];
  const text = bodyFromText(`救助对象${canary}的情况如下，请予公示。\n监督电话：0563-4000123。`);
  const body = { ...text, content: [...text.content, { type: 'image' as const, attrs: { file: image.sha256, alt: canary } }] };
  const more = {
    title: `第${count}号救助公示`,
    body,
    attachments,
    summary: `${canary}的概述`,
    keywords: [canary],
    sourceUnit: canary,
  };
  const first = await draft(w, more);
  await pass(w, first);
  const { documentId, indexNo } = granted(await publishNow(w, first));
  const editionId = await passedCorrection(documentId, { summary: `${canary}的新概述`, changeNote: '标准更正' });
  granted(await publishNow(w, editionId));
  const other = await draft(w, { attachments: [attachments[1]!] });
  expect((await edition(w, other)).attachments).toHaveLength(1);
  return { id: documentId, indexNo, canary, title: more.title, files: [own.sha256, image.sha256, shared.sha256] };
}

const withdrawn = (p: Paper) =>
  perform(w.town, w.people.actors['openness-office'], 'test', (act) => withdraw(act, p.id, '公示期满，涉及个人信息', 'personal'));
const erase = (p: Paper, by = leader) => perform(w.town, by, 'test', (act) => eraseContent(act, p.id));

async function gone(): Promise<Paper> {
  const p = await paper();
  granted(await withdrawn(p));
  return p;
}

/** Names of the town's tables in which a word stands, read as their owner. */
async function tablesWith(word: string): Promise<string[]> {
  const owner = w.town.engine.owner(w.town.schema);
  const { rows: tables } = await sql<{ name: string }>`select distinct table_name as name from information_schema.columns
    where table_schema = ${w.town.schema} order by 1`.execute(owner);
  const found: string[] = [];
  for (const { name } of tables) {
    const { rows } = await sql<{
      n: number;
    }>`select count(*) as n from ${sql.table(name)} t where strpos(t::text, ${word}) > 0`.execute(owner);
    if (Number(rows[0]!.n) > 0) found.push(name);
  }
  return found;
}

function filesWith(word: string, folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile())
    .map((e) => join(e.parentPath ?? e.path, e.name))
    .filter((f) => readFileSync(f).includes(word));
}

const filesFolder = (): string => join(w.town.files.path('0'.repeat(64)), '../../..');

async function get(url: string): Promise<{ status: number; said: string }> {
  const answer = await app.inject({ method: 'GET', url });
  return { status: answer.statusCode, said: answer.payload };
}

async function waitingChores(): Promise<Record<string, unknown>[]> {
  const { rows } = await sql<{ payload: Record<string, unknown> }>`select payload from platform_chores
    where kind = ${eraseFilesChore} order by id`.execute(w.town.db);
  return rows.map((r) => r.payload);
}

const chore = async (town: Town = w.town): Promise<void> => runEraseFiles(town, (await waitingChores()).at(-1)!);
const onDisk = (p: Paper): boolean[] => p.files.map((f) => w.town.files.has(f));

async function isWhole(): Promise<void> {
  expect([...(await selfCheck(w.town))]).toEqual([]);
  expect(await wrongsOf(w.town)).toEqual([]);
}

beforeAll(async () => {
  w = await publishingTown();
  app = await servePublic(w.town);
  vkey = (await w.town.running!.signer.keys(w.town.clock.now()))[0]!.vkey;
  leader = actorFor(await samplePerson(w.town, w.people.town, '陈样例', ['principal']), ['principal']);
}, 300_000);
afterAll(() => app.close());

describe('erasure is refused', () => {
  test('while the document is public; by somebody who is no leader; to whoever withdrew it; all reasons at once', async () => {
    const p = await paper();
    expect(codesOf(await erase(p))).toEqual(['not-withdrawn']);
    granted(await withdrawn(p));
    const { actors } = w.people;
    expect(codesOf(await erase(p, actors['openness-office']))).toEqual(['erasure-leader', 'erasure-second-person']);
    expect(codesOf(await erase(p, { ...actors['openness-office'], roles: ['principal'] }))).toEqual(['erasure-second-person']);
    expect(codesOf(await erase(p, actors['department-head']))).toEqual(['erasure-leader']);
    const lines = await lineCount(w.town.db);
    expect([await tablesWith(`${p.canary}的概述`), await lineCount(w.town.db)]).toEqual([['disclosure_editions'], lines]);
    granted(await erase(p, { ...leader, roles: ['deputy-leader'] }));
    expect(codesOf(await erase(p))).toEqual(['erased-already']);
    expect(codesOf(await withdrawn(p))).toEqual(['not-published']);
  }, 120_000);
});

describe('a withdrawal', () => {
  test('leaves a page with date, ground and receipt, and receipts given out before still hold', async () => {
    const p = await paper();
    const old = await Promise.all([1, 2].map((n) => get(`/documents/${p.indexNo}/editions/${n}/proof.tlog-proof`)));
    expect(old.map((o) => o.status)).toEqual([200, 200]);
    granted(await withdrawn(p));
    const page = await get(`/documents/${p.indexNo}`);
    expect(page.status).toBe(410);
    for (const words of ['公示期满，涉及个人信息', '个人信息保护', '2026-11-23', '存证凭据']) expect(page.said).toContain(words);
    expect(page.said).not.toContain(p.canary);
    const receipt = await get(`/documents/${p.indexNo}/withdrawal.tlog-proof`);
    const [line] = (await linesOf(w.town.db, p.indexNo)).filter((l) => l.type === 'withdraw');
    expect(JSON.parse(line!.entry)).toMatchObject({ ground: '个人信息保护法#47', id: p.indexNo });
    expect(holdsForeignProof(receipt.said, Buffer.from(line!.entry), [vkey]).size).toBeGreaterThan(line!.idx);
    for (const { said } of old) {
      const { entry } = JSON.parse(readForeignProof(said).extra!.toString()) as { entry: string };
      holdsForeignProof(said, Buffer.from(entry), [vkey]);
    }
    for (const at of ['', '/editions/1', '/editions/1/content.json', '/editions/2/proof.tlog-proof'])
      expect([at, (await get(`/documents/${p.indexNo}${at}`)).status]).toEqual([at, at === '' ? 410 : 404]);
    expect((await get(`/files/${p.files[0]}/a.pdf`)).status).toBe(404);
    await isWhole();
  }, 120_000);

  test('of a document whose correction waits for the ledger is final: the correction is not shown later', async () => {
    const p = await paper();
    await w.town.running!.stop();
    const editionId = await passedCorrection(p.id, { changeNote: '再次更正' });
    granted(await publishNow(w, editionId));
    expect((await edition(w, editionId)).state).toBe('released');
    granted(await withdrawn(p));
    w.town.running = await startLedger(w.town, { folder: w.town.ledgerFolder, covered: [showCovered] });
    await w.town.running.settle();
    expect(await publishedEditionOf(w.town.db, p.id)).toBeNull();
    expect((await get(`/documents/${p.indexNo}`)).status).toBe(410);
    expect((await edition(w, editionId)).state).not.toBe('released');
    await isWhole();
  }, 120_000);

  test('is not undone by a correction begun before', async () => {
    const p = await paper();
    const { actors } = w.people;
    const editionId = await passedCorrection(p.id, { changeNote: '再次更正' });
    granted(await withdrawn(p));
    const office = actors['openness-office'];
    const tomorrow = instant('2026-11-24T01:30:00Z');
    expect(codesOf(await publishNow(w, editionId))).toEqual(['not-published']);
    expect(codesOf(await perform(w.town, office, 'test', (act) => releaseAt(act, editionId, tomorrow)))).toEqual([
      'not-published',
    ]);
    expect((await get(`/documents/${p.indexNo}`)).status).toBe(410);
    await isWhole();
  }, 120_000);

  test('comes before a release whose time has come', async () => {
    const p = await paper();
    const { actors } = w.people;
    const editionId = await passedCorrection(p.id, { changeNote: '再次更正' });
    const at = instant('2026-11-24T01:30:00Z');
    granted(await perform(w.town, actors['openness-office'], 'test', (act) => releaseAt(act, editionId, at)));
    granted(await withdrawn(p));
    await runRelease(w.town, { editionId, at });
    expect((await edition(w, editionId)).state).toBe('scheduled');
    expect(await publishedEditionOf(w.town.db, p.id)).toBeNull();
    await isWhole();
  }, 120_000);
});

describe('an erasure', () => {
  test('leaves no text in any table, page or file, and every proof', async () => {
    const p = await paper();
    const old = (await get(`/documents/${p.indexNo}/editions/1/proof.tlog-proof`)).said;
    // What is looked for is there to be found.
    const before = await tablesWith(p.canary);
    for (const table of ['disclosure_attachments', 'disclosure_editions', 'disclosure_search', 'platform_files'])
      expect(before).toContain(table);
    for (const table of ['disclosure_editions', 'catalogue_duties']) expect(await tablesWith(p.title)).toContain(table);
    expect(filesWith(p.canary, filesFolder())).toHaveLength(2);
    expect((await get(`/search?q=${p.canary}`)).said).toContain(p.indexNo);
    granted(await withdrawn(p));
    granted(await erase(p));
    await chore();
    expect(await tablesWith(p.canary)).toEqual([]);
    expect([...filesWith(p.canary, filesFolder()), ...filesWith(p.canary, w.town.ledgerFolder)]).toEqual([]);
    expect(await tablesWith(p.title)).toEqual([]);
    expect(onDisk(p)).toEqual([false, false, true]);
    const { rows } = await sql`select 1 from disclosure_seals where document_id = ${p.id} and salt is not null`.execute(
      w.town.db,
    );
    expect(rows).toEqual([]);
    const page = await get(`/documents/${p.indexNo}`);
    expect(page.status).toBe(410);
    expect(page.said).toContain('内容也已清除');
    for (const at of [
      '/',
      '/documents',
      '/withdrawals',
      '/corrections',
      `/documents/${p.indexNo}`,
      '/feed.atom',
      '/catalogue/05',
    ])
      expect([at, (await get(at)).said.includes(p.canary)]).toEqual([at, false]);
    expect((await get(`/search?q=${p.canary}`)).said).not.toContain(p.indexNo);
    const { entry } = JSON.parse(readForeignProof(old).extra!.toString()) as { entry: string };
    holdsForeignProof(old, Buffer.from(entry), [vkey]);
    const log = readForeignLog(folderReader(w.town.ledgerFolder), [vkey]);
    const mine = log.entries
      .map((e) => JSON.parse(e.toString()) as { id: string; type: string })
      .filter((e) => e.id === p.indexNo);
    expect(mine.map((e) => e.type)).toEqual(['publish', 'revise', 'withdraw', 'erase']);
    await isWhole();
  }, 120_000);

  test('that fails before its commit has changed nothing', async () => {
    const p = await gone();
    const [lines, tables, chores] = [await lineCount(w.town.db), await tablesWith(p.canary), await waitingChores()];
    await expect(
      perform(w.town, leader, 'test', async (act) => {
        granted(await eraseContent(act, p.id));
        throw new Error('the database went away');
      }),
    ).rejects.toThrow('went away');
    expect([await lineCount(w.town.db), await tablesWith(p.canary), await waitingChores()]).toEqual([lines, tables, chores]);
    expect(onDisk(p)).toEqual([true, true, true]);
    granted(await erase(p));
    await chore();
    expect(await tablesWith(p.canary)).toEqual([]);
    await isWhole();
  }, 120_000);

  test('whose chore dies at any of its steps is finished by the next one', async () => {
    const p = await gone();
    granted(await erase(p));
    // Before it has begun: the text is out of every page, the files wait for the chore.
    expect([onDisk(p), await tablesWith(p.canary)]).toEqual([[true, true, true], ['platform_files']]);
    expect((await get(`/files/${p.files[0]}/a.pdf`)).status).toBe(404);
    const dies = (at: 'its act' | 'a file', after: number): Town => {
      let steps = 0;
      const alive = <T>(go: () => T): T => {
        if (steps++ >= after) throw new Error(`died at ${at}`);
        return go();
      };
      if (at === 'its act') return { ...w.town, clock: { now: () => alive(() => w.town.clock.now()) } };
      return { ...w.town, files: { ...w.town.files, erase: async (sha) => alive(() => w.town.files.erase(sha)) } };
    };
    await expect(chore(dies('its act', 0))).rejects.toThrow('died');
    expect([onDisk(p), await tablesWith(p.canary)]).toEqual([[true, true, true], ['platform_files']]);
    await expect(chore(dies('a file', 0))).rejects.toThrow('died');
    expect([onDisk(p), await tablesWith(p.canary)]).toEqual([[true, true, true], []]);
    await expect(chore(dies('a file', 1))).rejects.toThrow('died');
    expect(onDisk(p).filter(Boolean)).toHaveLength(2);
    await chore();
    await chore();
    expect(onDisk(p)).toEqual([false, false, true]);
    await isWhole();
  }, 120_000);
});
