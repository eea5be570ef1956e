// I6: nothing is public that a published checkpoint does not cover, and nothing covered stays unseen. Looked at by somebody
// without an account, at every address there is, in every state of a document.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codesOf, granted } from '../../../test/support/people.ts';
import { addressesOf, type PublicEyes, publicEyes, routesNotLookedAt, sightings } from '../../../test/support/public-eyes.ts';
import { CODE, draft, handIn, pass, publishingTown, publishNow, type PublishingTown } from '../../../test/support/publishing.ts';
import { TEST_ORIGIN } from '../../../test/support/stand-ins.ts';
import { picture } from '../../../test/support/verified-document.ts';
import { diskAt } from '../../ledger/disk.ts';
import { logFiles } from '../../ledger/log-files.ts';
import { type RunningLedger, runLedger } from '../../ledger/run-ledger.ts';
import { sequence } from '../../ledger/sequencer.ts';
import { openSigner } from '../../ledger/signer.ts';
import { startLedger } from '../../ledger/start-ledger.ts';
import { perform } from '../../platform/act/act.ts';
import { recordStoredFile } from '../../platform/files/record-file.ts';
import { bodyFromText } from '../../town/body.ts';
import { instant } from '../../town/day.ts';
import type { EditionId } from '../../town/ids.ts';
import { done } from '../../town/outcome.ts';
import { registerFormation } from '../catalogue/door.ts';
import { showCovered } from './publish.ts';
import { releaseAt, releaseNow } from './release.ts';
import { publishedEditionOf } from './reads.ts';
import { editionById } from './store.ts';

const c = (what: string, n: number): string => `金丝雀${what}zqx${n}`;

interface Paper {
  editionId: EditionId;
  canaries: readonly string[];
  addresses: readonly string[];
  file: { sha256: string; name: string };
}

let w: PublishingTown;
let eyes: PublicEyes;
let ledger: RunningLedger | null = null;
let count = 0;

/** A draft with a word of its own in every place that holds words, under the number it will get. */
async function paper(): Promise<Paper> {
  const n = ++count;
  const canaries = ['标题', '正文', '附件名', '附件文', '概述', '主题词'].map((p) => c(p, n));
  const [title, text, fileName, fileText, summary, keyword] = canaries as [string, string, string, string, string, string];
  const { town, people } = w;
  const stored = await town.files.put(Buffer.from(`%PDF-1.4 ${fileText}`));
  const image = await town.files.put(Buffer.concat([picture, Buffer.from([n])]));
  granted(
    await perform(town, people.actors.drafter, 'test', async (act) => {
      const facts = { originalSha256: stored.sha256, hidden: [] };
      await recordStoredFile(act, stored, { ...facts, kind: 'pdf', text: fileText });
      await recordStoredFile(act, image, { ...facts, kind: 'png', text: '' });
      return done(null);
    }),
  );
  const name = `${fileName}.pdf`;
  const body = bodyFromText(`${text}，请遵照执行。\n监督电话：0563-4000123。`);
  const editionId = await draft(w, {
    title,
    summary,
    keywords: [keyword],
    attachments: [{ ...stored, name, kind: 'pdf' }],
    body: { ...body, content: [...body.content, { type: 'image', attrs: { file: image.sha256, alt: '示意图' } }] },
  });
  const duty = granted(
    await perform(town, people.actors['openness-office'], 'test', (act) =>
      registerFormation(act, {
        itemCode: '27',
        organId: people.finance.id,
        createdOn: instant('2026-11-20T00:00:00Z').slice(0, 10) as never,
        subject: `样例事项${n}`,
      }),
    ),
  );
  const addresses = addressesOf({
    indexNo: `${CODE}/202611-${String(n).padStart(5, '0')}`,
    itemCode: '05',
    organCode: 'finance',
    dutyId: duty.id,
    leaderId: people.staff.principal.id,
    files: [{ sha256: stored.sha256, name }],
    images: [image.sha256],
    words: [title, text, keyword],
  });
  return { editionId, canaries, addresses, file: { sha256: stored.sha256, name } };
}

const met = (p: Paper): Promise<string[]> => sightings(eyes, p.addresses, p.canaries);

/** Answers of the document's own addresses, which say nothing of a document only by being none. */
async function ownAnswers(p: Paper): Promise<number[]> {
  const own = p.addresses.filter((a) => /^\/(documents|kiosk\/documents|api\/v1\/documents|files|images)\/[^?]/.test(a));
  return [...new Set(await Promise.all(own.map(async (a) => (await eyes.look(a)).status)))];
}

const isShown = async (p: Paper): Promise<boolean> => {
  const edition = await editionById(w.town.db, p.editionId);
  return edition !== null && (await publishedEditionOf(w.town.db, edition.documentId)) !== null;
};

async function released(): Promise<Paper> {
  const p = await paper();
  await pass(w, p.editionId);
  granted(await publishNow(w, p.editionId));
  return p;
}

async function stopLedger(): Promise<void> {
  await ledger?.stop();
  ledger = null;
}

beforeAll(async () => {
  w = await publishingTown();
  await w.town.running!.stop();
  eyes = await publicEyes(w.town);
}, 300_000);
afterAll(async () => {
  await stopLedger();
  await eyes.stop();
});

describe('a document the ledger does not cover', () => {
  test('is met nowhere in any of its states, and then everywhere at once', async () => {
    const p = await paper();
    expect(routesNotLookedAt(p.addresses)).toEqual([]);
    const states: Record<string, string[]> = {};
    const look = async (): Promise<void> => {
      const state = (await editionById(w.town.db, p.editionId))!.state;
      states[state] = await met(p);
      expect([state, await ownAnswers(p)]).toEqual([state, [404]]);
    };
    const office = w.people.actors['openness-office'];
    await look();
    granted(await handIn(w, p.editionId));
    await look();
    const again = await paper();
    await pass(w, again.editionId);
    expect((await editionById(w.town.db, again.editionId))!.state).toBe('approved');
    expect(await met(again)).toEqual([]);
    granted(await perform(w.town, office, 'test', (act) => releaseAt(act, again.editionId, instant('2026-11-24T01:30:00Z'))));
    expect((await editionById(w.town.db, again.editionId))!.state).toBe('scheduled');
    expect(await met(again)).toEqual([]);
    expect(codesOf(await perform(w.town, office, 'test', (act) => releaseNow(act, p.editionId)))).toEqual(['not-approved']);
    // The number is drawn at the release, so the scheduled one is released under the first.
    granted(await perform(w.town, office, 'test', (act) => releaseNow(act, again.editionId)));
    const first = { ...again, addresses: [...new Set([...p.addresses, ...again.addresses])] };
    expect((await editionById(w.town.db, again.editionId))!.state).toBe('released');
    expect(await met(first)).toEqual([]);
    expect(states).toEqual({ drafting: [], 'in-review': [] });

    ledger = await startLedger(w.town, { folder: w.town.ledgerFolder, covered: [showCovered] });
    await ledger.settle();
    const seen = (await met(first)).map((s) => s.replace(/\?.*/, '').replace(/: .*/, ''));
    const own = `/documents/${CODE}/202611-00001`;
    expect([...new Set(seen)].sort()).toEqual(
      [
        ...['/', '/feed.atom', '/kiosk/newest', '/documents', '/documents.csv', '/search', '/kiosk/search', '/requests'],
        ...['/catalogue/05', '/catalogue/05/feed.atom', '/catalogue/duties', '/catalogue/duties.csv', '/kiosk/items/05'],
        ...['/organs/finance', '/kiosk/organs/finance', own, `/kiosk${own}`, `/api/v1${own}`],
        ...[
          `${own}/editions/1`,
          `${own}/editions/1/content.json`,
          `/files/${again.file.sha256}/${encodeURIComponent(again.file.name)}`,
        ],
        ...['/api/v1/changes', '/api/v1/documents', '/api/v1/duties'],
        ...['/open-data/documents.csv', '/open-data/documents.jsonl', '/open-data/duties.csv'],
      ].sort(),
    );
    expect((await eyes.look('/sitemap.xml?page=1')).said).toContain(own);
    expect((await eyes.look(`${own}/editions/1/proof.tlog-proof`)).status).toBe(200);
    await stopLedger();
  }, 180_000);

  test('is shown after a hook that failed once, and by a process that starts where another died', async () => {
    const p = await released();
    let away = true;
    const hook = async (...given: Parameters<typeof showCovered>): Promise<void> => {
      if (away) throw new Error('the room is away');
      await showCovered(...given);
    };
    const running = await runLedger(w.town, { folder: w.town.ledgerFolder, covered: [hook] });
    expect(await running.settle()).toBeNull();
    expect(running.standing().fault).toContain('the room is away');
    expect([await isShown(p), await met(p)]).toEqual([false, []]);
    // Nobody rings: it tries again by itself.
    away = false;
    await expect.poll(() => isShown(p), { timeout: 30_000 }).toBe(true);
    expect(running.standing()).toEqual({ refusal: null, fault: null });
    await running.stop();

    const q = await released();
    const deps = { town: w.town, files: logFiles(diskAt(w.town.ledgerFolder)), witnesses: null };
    const signer = openSigner(w.town.ledgerFolder, TEST_ORIGIN);
    expect(await sequence({ ...deps, signer })).toMatchObject({ ok: true, grew: true });
    // Pointer moved, process gone: covered and unseen until the next one starts.
    expect([await isShown(q), await met(q)]).toEqual([false, []]);
    ledger = await startLedger(w.town, { folder: w.town.ledgerFolder, covered: [showCovered] });
    await ledger.settle();
    expect(await isShown(q)).toBe(true);
    await stopLedger();
  }, 180_000);
});

describe('broken builds are noticed', () => {
  test('a hook that shows whatever is released', async () => {
    const p = await released();
    await showCovered(w.town, Number.MAX_SAFE_INTEGER);
    const seen = (await met(p)).join('\n');
    for (const place of [
      '/: ',
      '/documents: ',
      '/search?',
      '/feed.atom: ',
      '/api/v1/changes: ',
      '/open-data/documents.csv: ',
      '/files/',
    ])
      expect(seen).toContain(place);
  }, 120_000);

  test('a file that is served because it is stored', async () => {
    const p = await paper();
    const blind = {
      look: async (url: string) =>
        url.startsWith('/files/')
          ? { status: 200, said: Buffer.from((await w.town.files.read(p.file.sha256))!).toString() }
          : eyes.look(url),
      stop: async () => {},
    };
    expect(
      await sightings(
        blind,
        p.addresses.filter((a) => a.startsWith('/files/')),
        p.canaries,
      ),
    ).toHaveLength(1);
  });
});
