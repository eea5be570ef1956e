// What the site itself gives out fits with its ledger; what somebody changed behind its back does not, and is named.
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publicTown, type PublicTown, servePublic } from '../../../test/support/public-town.ts';
import { ed25519Verify, sha256, sm3Hex } from '../../ledger/crypto.ts';
import { type Checked, checkDocument } from '../../ledger/format/check-document.ts';
import { parseContent } from '../../ledger/format/content.ts';
import { keysIn } from '../../ledger/format/gather-files.ts';
import type { GivenFile } from '../../ledger/format/page-findings.ts';
import { readPage } from '../../ledger/format/page-reading.ts';
import { fragmentTree, pageTree } from '../../ledger/page-tree.ts';
import { imagesOf } from '../../town/body.ts';

let t: PublicTown;
let app: FastifyInstance;

beforeAll(async () => {
  t = await publicTown();
  app = await servePublic(t.town);
});
afterAll(async () => {
  await app?.close();
});

async function file(url: string): Promise<GivenFile | null> {
  const answer = await app.inject(url);
  const bytes = answer.rawPayload;
  return answer.statusCode === 200 ? { name: url, sha256: Buffer.from(sha256(bytes)).toString('hex'), size: bytes.length } : null;
}

/** What a browser does, by the addresses a browser uses. */
async function check(indexNo: string): Promise<Checked> {
  const tree = pageTree((await app.inject(`/documents/${indexNo}`)).body)!;
  const below = `/documents/${indexNo}/editions/${readPage(tree).edition}`;
  const content = new Uint8Array((await app.inject(`${below}/content.json`)).rawPayload);
  const read = parseContent(content);
  const files = new Map<string, GivenFile | null>();
  for (const a of read?.attachments ?? []) files.set(a.sha256, await file(`/files/${a.sha256}/${encodeURIComponent(a.name)}`));
  for (const sha of read ? imagesOf(read.body) : []) files.set(sha, await file(`/images/${sha}`));
  return checkDocument(
    { sha: sha256, verify: ed25519Verify, sm3Hex },
    {
      content,
      proofText: (await app.inject(`${below}/proof.tlog-proof`)).body,
      vkeys: keysIn(sha256, (await app.inject('/ledger/vkey')).body),
      page: { tree, kind: 'fetched' },
      parse: fragmentTree,
      files,
      strangers: [],
    },
  );
}

test('every document of a town fits, in its current edition', async () => {
  for (const kind of ['report', 'notice', 'corrected', 'linked'] as const) {
    const checked = await check(t.numbers[kind]);
    expect(checked.steps.filter((s) => !s.ok)).toEqual([]);
    expect(checked.verdict).toBe('fits');
  }
});

test('a title changed in the database is named, in whichever of page and content it shows', async () => {
  const before = await check(t.numbers.notice);
  await sql`update disclosure_editions set title = title || '（改）' where title = ${before.receipt!.content!.title}`.execute(
    t.town.db,
  );
  const checked = await check(t.numbers.notice);
  expect(checked.verdict).toBe('differs');
  expect(checked.points.join('\n')).toMatch(/内容与存证不一致：SHA-256 指纹/);
});

test('the page that checks is kept, and goes out under its own policy', async () => {
  const page = await app.inject('/verify');
  expect(page.statusCode).toBe(200);
  expect(page.headers['content-security-policy']).toContain("script-src 'sha256-");
  expect(page.headers['content-security-policy']).not.toContain('unsafe');
  const again = await app.inject('/verify');
  expect(again.headers['content-security-policy']).toBe(page.headers['content-security-policy']);
  const copy = await app.inject('/verify?copy=1');
  expect(copy.headers['content-disposition']).toContain('attachment');
  expect(copy.body).toContain('data-copy');
});
