// An installation in a process of its own that publishes with many hands and is killed again and again. Each hand writes down,
// synced, what it begins and what it was told is done; afterwards every promise is held against what is there.
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { auditLog } from '../../src/ledger/audit/audit-log.ts';
import { type AuditState, readAuditState, writeAuditState } from '../../src/ledger/audit/audit-state.ts';
import { createLedger } from '../../src/ledger/create-ledger.ts';
import { receiptFor } from '../../src/ledger/read-log.ts';
import { runLedger } from '../../src/ledger/run-ledger.ts';
import { readHead } from '../../src/ledger/store.ts';
import { perform } from '../../src/platform/act/act.ts';
import { systemActor } from '../../src/platform/act/actor.ts';
import { lineCount, linesByRef } from '../../src/platform/act/outbox.ts';
import { createTown, type Installation, openInstallation, openTown, type TownRow } from '../../src/platform/installation.ts';
import type { Town } from '../../src/platform/town.ts';
import { defineItem } from '../../src/rooms/catalogue/door.ts';
import { documentByIndexNo, editionById, showCovered } from '../../src/rooms/disclosure/door.ts';
import { contentText, sealRef } from '../../src/rooms/disclosure/seal.ts';
import { sealsOfEdition } from '../../src/rooms/disclosure/store-seals.ts';
import { changeOrgan } from '../../src/rooms/people/door.ts';
import { day } from '../../src/town/day.ts';
import { type Child, child } from './child.ts';
import { holdsForeignProof } from './independent-log.ts';
import { folderReader, type Promised, wrongsOf } from './ledger-checks.ts';
import { granted, type SamplePeople, samplePeople } from './people.ts';
import { quietLog, TEST_ORIGIN } from './stand-ins.ts';
import { engineKind } from './town.ts';

/** The program as it is, or one that breaks a promise. */
const builds = {
  whole: 'await runLedger(town, { folder: town.ledgerFolder, covered: [showCovered] });',
  // Shows what it has released at once, and signs when it comes to it.
  'shows first': `
    const signer = openSigner(town.ledgerFolder, (await readHead(town.db)).origin);
    const slow = { ...signer, sign: async (asked) => { await showCovered(town, 1e9); if (finished >= 5) console.log('shown unsigned.'); await pause(2_000); return signer.sign(asked); } };
    await runLedger(town, { folder: town.ledgerFolder, covered: [showCovered], signer: slow });`,
  // Tells whoever publishes that it is done before anything is committed.
  'answers first': `
    answersFirst = true;
    await runLedger(town, { folder: town.ledgerFolder, covered: [showCovered] });`,
} as const;

export type Build = keyof typeof builds;

const program = (build: Build): string => `
  import { fdatasyncSync, openSync, writeSync } from 'node:fs';
  import { openSigner } from source('ledger/signer.ts');
  import { readHead } from source('ledger/store.ts');
  import { runLedger } from source('ledger/run-ledger.ts');
  import { perform } from source('platform/act/act.ts');
  import { openInstallation, openTown } from source('platform/installation.ts');
  import { blankDraft, insertDocument, insertEdition, lockEdition, publishEdition, showCovered } from source('rooms/disclosure/door.ts');
  import { bodyFromText } from source('town/body.ts');
  import { dayOf } from source('town/day.ts');
  const { config, row, author, organId, actor, life, history, hands } = JSON.parse(process.env.RUN);
  const pause = (ms) => new Promise((r) => setTimeout(r, ms));
  const quiet = { info() {}, warn() {}, error() {} };
  const paper = openSync(history, 'a');
  const write = (line) => { writeSync(paper, line + '\\n'); fdatasyncSync(paper); };
  let answersFirst = false;
  let finished = 0;
  console.log('begins.');
  const began = Date.now();
  const cpuBefore = process.cpuUsage();
  const installation = await openInstallation(config, quiet);
  const town = await openTown(installation, row);
  ${builds[build]}
  const cpu = process.cpuUsage(cpuBefore);
  console.log('opened in ' + (Date.now() - began) + ' ms, ' + Math.round((cpu.user + cpu.system) / 1000) + ' ms of work.');
  const publish = (title) => perform(town, actor, 'test-publish', async (act) => {
    const id = await insertDocument(act, { organId, itemCode: '05', dutyId: null, authorId: author });
    const draft = { ...blankDraft, title, genre: '通知', summary: title + '的概述', createdOn: dayOf(act.at), body: bodyFromText(title + '的正文。') };
    const edition = await insertEdition(act, id, 1, author, draft);
    const found = await lockEdition(act.db, edition);
    return publishEdition(act, found.edition, found.document);
  });
  const hand = async (who) => {
    for (let n = 0; ; n++) {
      const title = '样例' + life + '之' + who + '之' + n;
      write('invoke ' + title);
      if (answersFirst) write('ok ' + title);
      const outcome = await publish(title);
      if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
      if (!answersFirst) write('ok ' + title);
      console.log('done ' + ++finished + '.');
    }
  };
  await Promise.all(Array.from({ length: hands }, (_, i) => hand(i)));`;

export interface LedgerKillRun {
  kills: number;
  begun: number;
  acknowledged: number;
  /** Lives after which something was wrong. */
  caughtIn: number;
  /** Publications nobody was told of that are there nevertheless. */
  unknownButThere: number;
  /** Kills while the program was still opening. */
  whileOpening: number;
  /** By the clock on the wall; `mostStartWorkMs` of the processors, which a busy machine does not stretch as much. */
  slowestStartMs: number;
  mostStartWorkMs: number;
  logSize: number;
  /** Each thing that must never be. */
  wrongs: readonly string[];
  noticed: readonly string[];
}

interface Run {
  folder: string;
  config: { data: string; databaseUrl: string | null; connections: number };
  row: TownRow;
  people: SamplePeople;
  vkey: string;
  audited: AuditState | null;
  seen: { whileOpening: number; slowestStartMs: number; mostStartWorkMs: number; unknownButThere: number; logSize: number };
  wrongs: string[];
}

async function prepare(): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), 'gongkai-kills-'));
  const databaseUrl = engineKind === 'postgres' ? (process.env.TEST_DATABASE_URL ?? null) : null;
  const config = { data: join(folder, 'data'), databaseUrl, connections: 20 };
  const installation = await openInstallation(config, quietLog);
  const slug = `k${process.pid}x${Date.now().toString(36)}`;
  const row = await createTown(installation, { slug, name: '港口镇', demo: false });
  const town = await openTown(installation, row);
  const people = await samplePeople(town);
  const as = systemActor;
  granted(await perform(town, as, 'test', (act) => changeOrgan(act, { id: people.town.id, creditCode: '11341899999900011F' })));
  granted(
    await perform(town, as, 'test', (act) =>
      defineItem(act, {
        code: '05',
        category: '样例',
        name: '规范性文件',
        shortName: '文件',
        elements: ['标题'],
        organId: people.finance.id,
        coOrganIds: [],
        basis: ['条例2019#20(一)'],
        limits: ['WD20'],
        limitText: '20个工作日内',
        cadences: [],
        villageCadences: [],
        channels: ['网'],
        audience: '全社会',
        mode: '主动',
        level: '镇',
        notes: '',
        openedOn: day('2025-10-01'),
      }),
    ),
  );
  mkdirSync(join(config.data, 'ledger'), { recursive: true });
  const { vkey } = granted(await createLedger(town, town.ledgerFolder, TEST_ORIGIN));
  await installation.close();
  const seen = { whileOpening: 0, slowestStartMs: 0, mostStartWorkMs: 0, unknownButThere: 0, logSize: 0 };
  return { folder, config, row, people, vkey, audited: null, seen, wrongs: [] };
}

interface History {
  begun: readonly string[];
  done: ReadonlySet<string>;
}

function readHistory(file: string): History {
  const lines = readFileSync(file, { encoding: 'utf8', flag: 'a+' }).split('\n').slice(0, -1);
  const of = (word: string): string[] => lines.filter((l) => l.startsWith(`${word} `)).map((l) => l.slice(word.length + 1));
  return { begun: of('invoke'), done: new Set(of('ok')) };
}

function promisesOf(history: History): Promised {
  return Object.fromEntries(history.begun.map((t) => [t, history.done.has(t) ? 'once' : 'once or never']));
}

interface Shown {
  indexNo: string;
  title: string;
}

async function shownOf(town: Town, titles: ReadonlySet<string>): Promise<Shown[]> {
  const { rows } = await sql<Shown>`select d.index_no as "indexNo", e.title from disclosure_documents d
    join disclosure_editions e on e.id = d.current_edition_id where d.state = 'published'`.execute(town.db);
  return rows.filter((r) => titles.has(r.title));
}

/** Content as it is served, hashed with its salt, under the receipt as it is served, read by the second reading. */
async function receiptProblem(town: Town, shown: Shown, vkey: string): Promise<string | null> {
  const document = await documentByIndexNo(town.db, shown.indexNo);
  const edition = document?.currentEditionId ? await editionById(town.db, document.currentEditionId) : null;
  const seal = edition && (await sealsOfEdition(town.db, edition.id)).at(-1);
  const line = seal && (await linesByRef(town.db, [sealRef(seal.id)])).get(sealRef(seal.id));
  if (!document || !edition || !seal?.salt || !line) return `no seal: ${shown.title}`;
  const receipt = await receiptFor(town, line.idx, seal.salt);
  if (receipt === null) return `no receipt: ${shown.title}`;
  const text = contentText(edition, { indexNo: shown.indexNo, organ: 'finance', item: document.itemCode });
  const digest = createHash('sha256').update(Buffer.from(seal.salt, 'hex')).update(text, 'utf8').digest('hex');
  const entry = JSON.parse(line.entry) as { digest: string; id: string };
  if (entry.digest !== digest || entry.id !== shown.indexNo) return `the entry stands for another text: ${shown.title}`;
  try {
    holdsForeignProof(receipt, Buffer.from(line.entry), [vkey]);
    return null;
  } catch (fault) {
    return `${shown.title}: ${(fault as Error).message}`;
  }
}

async function audit(run: Run, town: Town): Promise<void> {
  const read = folderReader(town.ledgerFolder);
  const audited = await auditLog({ read: async (path) => read(path), vkeys: [run.vkey], state: run.audited });
  for (const f of audited.findings) if (f.severity !== 'doubt') run.wrongs.push(`auditor: ${f.what} ${JSON.stringify(f)}`);
  if (audited.state) run.audited = readAuditState(writeAuditState(audited.state));
  run.seen.logSize = audited.checkpoint?.size ?? 0;
}

/** What the death has left, before anybody mends it and after the program has gone on. */
async function inspect(run: Run, history: History): Promise<void> {
  const installation: Installation = await openInstallation(run.config, quietLog);
  try {
    const town = await openTown(installation, run.row);
    const here = (what: string): void => void run.wrongs.push(what);
    for (const w of await wrongsOf(town)) here(`found after the death: ${w}`);
    const ledger = await runLedger(town, { folder: town.ledgerFolder, covered: [showCovered] });
    const settled = await ledger.settle();
    if (!settled?.ok) here(`the ledger does not go on: ${JSON.stringify(ledger.standing())}`);
    await ledger.stop();
    const told = await lineCount(town.db);
    const size = (await readHead(town.db))!.size;
    if (told !== size) here(`said ${told}, covered ${size}`);
    for (const w of await wrongsOf(town, promisesOf(history))) here(w);
    const shown = await shownOf(town, new Set(history.begun));
    run.seen.unknownButThere += shown.filter((s) => !history.done.has(s.title)).length;
    for (const s of shown) {
      const problem = await receiptProblem(town, s, run.vkey);
      if (problem) here(problem);
    }
    await audit(run, town);
  } finally {
    await installation.close();
  }
}

const HANDS = 16;

function momentOf({ from }: Kill): string {
  if (typeof from === 'object') return from.says;
  return from === 'opening' ? 'begins.' : `done ${from}.`;
}

async function oneLife(run: Run, build: Build, life: number, kill: Kill): Promise<History> {
  const history = join(run.folder, `history-${life}`);
  const { people, config, row } = run;
  const given = { config, row, life, history, hands: HANDS, organId: people.finance.id, author: people.staff.drafter.id };
  const started: Child = child(program(build), { RUN: JSON.stringify({ ...given, actor: people.actors['openness-office'] }) });
  try {
    await started.says(momentOf(kill));
    await new Promise((r) => setTimeout(r, kill.ms));
  } finally {
    started.process.kill('SIGKILL');
    await started.ended;
  }
  const took = /opened in (\d+) ms, (\d+) ms of work/.exec(started.said());
  if (took) {
    run.seen.slowestStartMs = Math.max(run.seen.slowestStartMs, Number(took[1]));
    run.seen.mostStartWorkMs = Math.max(run.seen.mostStartWorkMs, Number(took[2]));
  } else run.seen.whileOpening += 1;
  return readHistory(history);
}

export interface Kill {
  /** Counted from when it begins to open, from when so many publications were acknowledged, or from when it says so. */
  from: 'opening' | number | { says: string };
  ms: number;
}

/** @param lie a history that tells of something that never was: what the checks say of it is `noticed`. */
export async function killLedger(build: Build, kills: readonly Kill[], lie?: (h: History) => History): Promise<LedgerKillRun> {
  const run = await prepare();
  let history: History = { begun: [], done: new Set() };
  let [begun, acknowledged, caughtIn] = [0, 0, 0];
  for (const [life, kill] of kills.entries()) {
    history = await oneLife(run, build, life, kill);
    begun += history.begun.length;
    acknowledged += history.done.size;
    const before = run.wrongs.length;
    await inspect(run, history);
    if (run.wrongs.length > before) caughtIn += 1;
  }
  const liar = { ...run, wrongs: [] };
  if (lie) await inspect(liar, lie(history));
  rmSync(run.folder, { recursive: true, force: true });
  return { kills: kills.length, begun, acknowledged, caughtIn, ...run.seen, wrongs: run.wrongs, noticed: liar.wrongs };
}

/** Spread over two seconds from the first acknowledgement; every fourth from when it begins to open. Decided by `seed`, so that a failing run can be had again. */
export function killMoments(count: number, seed: number): Kill[] {
  let state = seed;
  const next = (): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
  return Array.from({ length: count }, (_, i) => ({ from: i % 4 === 3 ? 'opening' : 1, ms: Math.round(next() * 2_000) }));
}
