import { sql } from 'kysely';
import { fromBufferPromise } from 'yauzl';
import { beforeAll, describe, expect, test } from 'vitest';
import { documentOf, livedDocument, type LivedDocument, published } from '../../../../test/support/archives.ts';
import { draft, publishingTown, type PublishingTown } from '../../../../test/support/publishing.ts';
import { serveRoom, type ServedRoom } from '../../../../test/support/serve-room.ts';
import { roles } from '../../../town/roles.ts';
import { disclosureRoom } from '../room.ts';

let w: PublishingTown;
let served: ServedRoom;
let lived: LivedDocument;

const path = (id: string): string => `/console/documents/${id}/archive.zip`;

async function noted(): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from platform_audit where verb = 'disclosure.archive'`.execute(
    w.town.db,
  );
  return rows[0]!.n;
}

async function unpacked(zip: Buffer): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  const read = await fromBufferPromise(zip, { validateEntrySizes: true });
  for await (const entry of read.eachEntry()) {
    const chunks: Buffer[] = [];
    for await (const c of (await read.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) chunks.push(c);
    files.set(entry.fileName, Buffer.concat(chunks));
  }
  return files;
}

beforeAll(async () => {
  w = await publishingTown();
  lived = await livedDocument(w);
  served = await serveRoom(w.town, w.people, disclosureRoom);
});

describe('归档移交 on a document’s record page', () => {
  test('is for the openness office alone, and nobody else is shown the link', async () => {
    for (const role of roles) {
      const answer = await served.get(path(lived.id), role);
      expect([role, answer.statusCode]).toEqual([role, role === 'openness-office' ? 200 : 403]);
    }
    expect((await served.get(path(lived.id))).statusCode).not.toBe(200);
    expect((await served.get(`/console/documents/${lived.id}`, 'openness-office')).body).toContain(path(lived.id));
    expect((await served.get(`/console/documents/${lived.id}`, 'drafter')).body).not.toContain('archive.zip');
  });

  test('there is none of what was never public, and none is put on record', async () => {
    const before = await noted();
    for (const id of [await documentOf(w, await draft(w)), 'x', '01ARZ3NDEKTSV4RRFFQ69G5FAV'])
      expect((await served.get(path(id), 'openness-office')).statusCode).toBe(404);
    expect(await noted()).toBe(before);
  });

  test('is a zip that others open, under a name of its own, with the line of its handing over inside', async () => {
    const before = await noted();
    const answer = await served.get(path(lived.id), 'openness-office');
    expect(answer.headers).toMatchObject({ 'content-type': 'application/zip', 'cache-control': 'no-store' });
    expect(decodeURIComponent(String(answer.headers['content-disposition']))).toContain(
      `归档-${lived.indexNo.replace('/', '_')}.zip`,
    );
    const files = await unpacked(answer.rawPayload);
    const folder = `归档-${lived.indexNo.replace('/', '_')}`;
    expect([...files.keys()].every((p) => p.startsWith(`${folder}/`))).toBe(true);
    expect(files.has(`${folder}/SHA256SUMS`)).toBe(true);
    expect(await noted()).toBe(before + 1);
    const acts = files.get(`${folder}/acts.jsonl`)!.toString('utf8');
    expect(acts.match(/"verb":"disclosure.archive"/g)).toHaveLength(before + 1);
    const other = await published(w);
    const its = await unpacked((await served.get(path(other.id), 'openness-office')).rawPayload);
    expect([...its.keys()].some((p) => p.includes(folder))).toBe(false);
  });
});
