// I8: nobody can say that something was public before it was. Neither by typing a date, nor by a wrong clock, nor by SQL.
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { holdsForeignProof, readForeignProof } from '../../../test/support/independent-log.ts';
import { granted } from '../../../test/support/people.ts';
import { publish, servePublic } from '../../../test/support/public-town.ts';
import { draft, pass, publishingTown, type PublishingTown, publishNow, sampleDraft } from '../../../test/support/publishing.ts';
import { testClock } from '../../../test/support/stand-ins.ts';
import { askWitnesses, portsOf, readPolicy } from '../../ledger/ask-witnesses.ts';
import { ed25519Verify, sha256, sm3Hex } from '../../ledger/crypto.ts';
import { utf8 } from '../../ledger/format/bytes.ts';
import { type Checked, checkDocument } from '../../ledger/format/check-document.ts';
import { fragmentTree, pageTree } from '../../ledger/page-tree.ts';
import { runLedger } from '../../ledger/run-ledger.ts';
import { openSigner } from '../../ledger/signer.ts';
import { startLedger } from '../../ledger/start-ledger.ts';
import { makeDemoWitnesses, openDemoWitnesses } from '../../ledger/witness/demo-witnesses.ts';
import { readHead } from '../../ledger/store.ts';
import { perform } from '../../platform/act/act.ts';
import { linesOf } from '../../platform/act/outbox.ts';
import { day } from '../../town/day.ts';
import { publishEdition, showCovered } from './publish.ts';
import { documentByIndexNo } from './reads.ts';
import { selfCheck } from './self-check.ts';
import { insertDocument, insertEdition, lockEdition } from './store.ts';

/** The test town's present: 2026-11-23 09:30 in Shanghai. */
const NOW = Date.parse('2026-11-23T01:30:00Z');
const HOUR = 3_600_000;

let w: PublishingTown;
const apps: FastifyInstance[] = [];
let count = 0;

const hoursAgo = (h: number): string => new Date(NOW - h * HOUR).toISOString().replace('.000Z', 'Z');

async function serve(town = w.town): Promise<(url: string) => Promise<string>> {
  const app = await servePublic(town);
  apps.push(app);
  return async (url) => (await app.inject({ method: 'GET', url })).payload;
}

/** What the page says of the day it was published, as readers read it. */
function dated(page: string): string {
  const at = page.indexOf('<dt>发布日期</dt>');
  return page
    .slice(at, page.indexOf('</dd>', at))
    .replace(/<[^>]+>/g, '')
    .replace(/\s+/g, '');
}

const claiming = async (at: string): Promise<string> =>
  (await publish(w.town, w.people, { itemCode: '05', organId: w.people.office.id, title: `第${++count}号样例`, at })).indexNo;

/** As the importer does: the day it was public elsewhere is claimed. */
async function imported(claimed: string): Promise<string> {
  const { town, people } = w;
  const author = people.staff.drafter.id;
  const facts = { organId: people.finance.id, itemCode: '05', dutyId: null, authorId: author, importSource: `old-${++count}` };
  const on = { createdOn: day(claimed), claimedOn: day(claimed) };
  return granted(
    await perform(town, people.actors['openness-office'], 'test-import', async (act) => {
      const id = await insertDocument(act, facts);
      const found = (await lockEdition(act.db, await insertEdition(act, id, 1, author, sampleDraft(on))))!;
      return publishEdition(act, found.edition, found.document, { claimed: day(claimed) });
    }),
  ).indexNo;
}

/** As a reader checks what the site gives him, `gongkai verify` and the page that checks in a browser alike. */
async function verified(indexNo: string): Promise<Checked> {
  const get = await serve();
  const own = `/documents/${indexNo}`;
  return checkDocument(
    { sha: sha256, verify: ed25519Verify, sm3Hex },
    {
      content: utf8(await get(`${own}/editions/1/content.json`)),
      proofText: await get(`${own}/editions/1/proof.tlog-proof`),
      vkeys: [(await readHead(w.town.db))!.vkey],
      page: { tree: pageTree(await get(own))!, kind: 'fetched' },
      parse: (html) => fragmentTree(html),
      files: new Map(),
      strangers: [],
    },
  );
}

beforeAll(async () => {
  w = await publishingTown();
}, 300_000);
afterAll(async () => {
  for (const app of apps) await app.close();
});

describe('a claimed date', () => {
  test('of 23 hours ago is believed; of 25 hours ago, or ahead, the page says by itself what is proven', async () => {
    const get = await serve();
    const said = async (h: number): Promise<string> => dated(await get(`/documents/${await claiming(hoursAgo(h))}`));
    expect(await said(23)).toBe('发布日期2026-11-2210:30');
    expect(await said(24)).toBe('发布日期2026-11-2209:30');
    expect(await said(25)).toBe('发布日期2026-11-2208:30补录存证只能证明2026-11-23起公开');
    expect(await said(24 * 365)).toBe('发布日期2025-11-2309:30补录存证只能证明2026-11-23起公开');
    expect(await said(-25)).toBe('发布日期2026-11-2410:30补录存证只能证明2026-11-23起公开');
  }, 60_000);

  test('of an import is shown beside the day of the import and the proven one', async () => {
    const get = await serve();
    const page = dated(await get(`/documents/${await imported('2021-03-04')}`));
    expect(page).toContain('2021-03-04');
    expect(page).toContain('导入，原站标注；2026-11-23导入本站');
    expect(page).toContain('补录存证只能证明2026-11-23起公开');
  });

  test('that an author types stands beside the real one and is no publication', async () => {
    const get = await serve();
    const id = await draft(w, { createdOn: day('2026-10-08'), claimedOn: day('2026-10-09') });
    await pass(w, id);
    const { indexNo } = granted(await publishNow(w, id));
    expect(dated(await get(`/documents/${indexNo}`))).toBe('发布日期2026-11-2309:30（补录：原公开于2026-10-09）');
    const [line] = await linesOf(w.town.db, indexNo);
    expect(JSON.parse(line!.entry)).toMatchObject({ type: 'publish', claimedAt: '2026-11-23T01:30:00.000Z' });
  }, 60_000);
});

describe('a clock', () => {
  test('set back thirty days signs nothing and shows nothing; set right, the page tells both dates', async () => {
    const get = await serve();
    const { town } = w;
    town.clock.set(hoursAgo(24 * 30));
    await town.running!.stop();
    const indexNo = await claiming(hoursAgo(24 * 30));
    const ledger = await startLedger(town, { folder: town.ledgerFolder, covered: [showCovered] });
    expect(await ledger.settle()).toMatchObject({ ok: false, refusal: { code: 'clock-behind' } });
    expect(ledger.standing().refusal).toMatchObject({
      code: 'clock-behind',
      facts: { now: hoursAgo(24 * 30).replace('Z', '.000Z') },
    });
    expect((await documentByIndexNo(town.db, indexNo))!.state).toBe('draft');
    expect(await get('/documents')).not.toContain(indexNo);
    for (const [behindMs, ok] of [
      [61_000, false],
      [59_000, true],
    ] as const) {
      town.clock.set(new Date(NOW - behindMs).toISOString());
      expect([behindMs, (await ledger.settle())?.ok]).toEqual([behindMs, ok]);
    }
    expect(dated(await get(`/documents/${indexNo}`))).toBe('发布日期2026-10-2409:30补录存证只能证明2026-11-23起公开');
    town.clock.set(hoursAgo(0));
    await ledger.stop();
    town.running = await startLedger(town, { folder: town.ledgerFolder, covered: [showCovered] });
    await town.running.settle();
  }, 60_000);

  test('that was never right is contradicted by a witness whose clock is', async () => {
    const wrong = await publishingTown();
    const { town, people } = wrong;
    await town.running!.stop();
    await makeDemoWitnesses(town.ledgerFolder);
    const right = testClock('2027-01-15T01:30:00Z');
    const own = await openDemoWitnesses(town.ledgerFolder, right);
    const policy = await readPolicy(town.ledgerFolder);
    const signer = openSigner(town.ledgerFolder, (await readHead(town.db))!.origin);
    const witnesses = askWitnesses(portsOf(policy, own.ports), { signer, log: town.log });
    const ledger = await runLedger(town, { folder: town.ledgerFolder, covered: [showCovered], signer, witnesses });
    const { indexNo } = await publish(town, people, { itemCode: '05', organId: people.office.id, title: '钟不准的样例' });
    await ledger.settle();
    const get = await serve(town);
    expect(dated(await get(`/documents/${indexNo}`))).toBe('发布日期2026-11-2309:30补录存证只能证明2027-01-15起公开');
    const proof = await get(`/documents/${indexNo}/editions/1/proof.tlog-proof`);
    const { entry } = JSON.parse(readForeignProof(proof).extra!.toString()) as { entry: string };
    const keys = [(await readHead(town.db))!.vkey, ...policy.witnesses.map((p) => p.vkey)];
    const times = holdsForeignProof(proof, Buffer.from(entry), keys)
      .signedBy.map((s) => s.time)
      .filter((t) => t !== null);
    expect(times).toEqual([BigInt(Date.parse(right.now()) / 1000), BigInt(Date.parse(right.now()) / 1000)]);
    // A later look does not replace the first sight.
    right.set('2027-03-01T01:30:00Z');
    await publish(town, people, { itemCode: '05', organId: people.office.id, title: '后来的样例' });
    await ledger.settle();
    expect(dated(await get(`/documents/${indexNo}`))).toContain('存证只能证明2027-01-15起公开');
    await ledger.stop();
    await own.close();
  }, 120_000);
});

describe('a date changed by whoever owns the database', () => {
  const owner = () => w.town.engine.owner(w.town.schema);
  const redate = async (indexNo: string, by: string): Promise<void> => {
    const id = sql`(select id from disclosure_documents where index_no = ${indexNo})`;
    await sql`update disclosure_documents set first_published_at = first_published_at + ${by}::interval where id = ${id}`.execute(
      owner(),
    );
    await sql`update disclosure_editions set published_at = published_at + ${by}::interval where document_id = ${id}`.execute(
      owner(),
    );
  };

  test.each([
    ['published here', () => claiming(hoursAgo(0))],
    ['brought in', () => imported('2022-05-06')],
  ])(
    'is named to a reader who checks and by the self-check, of a paper %s',
    async (_, make) => {
      const indexNo = await make();
      expect([...(await selfCheck(w.town))]).toEqual([]);
      const before = await verified(indexNo);
      expect([before.verdict, before.points.filter((p) => p.includes('发布日期'))]).toEqual(['fits', []]);
      await redate(indexNo, '-40 days');
      const after = await verified(indexNo);
      expect(after.verdict).toBe('differs');
      expect(after.points.join()).toContain('发布日期：存证登记的时刻是');
      expect([...(await selfCheck(w.town)).keys()]).toEqual([`document:${indexNo}`]);
      await redate(indexNo, '40 days');
      expect([...(await selfCheck(w.town))]).toEqual([]);
    },
    60_000,
  );
});
