// I5: what the owner of the database may do without touching a word of a text: take a document away, bring a withdrawn one
// back, show an older text in place of the correction, swap a picture, move a date. The look finds each, and no address gives
// the text out until it is put right.
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { perform } from '../../src/platform/act/act.ts';
import { openFileStore } from '../../src/platform/files/store.ts';
import { selfCheck, startCorrection, withdraw, saveDraft, editionById } from '../../src/rooms/disclosure/door.ts';
import { bodyFromText } from '../../src/town/body.ts';
import type { DocumentId, EditionId } from '../../src/town/ids.ts';
import { ledgerSite, type LedgerSite, storedFile } from '../support/ledger-site.ts';
import { granted } from '../support/people.ts';
import { draft, edition, pass, publishingTown, type PublishingTown, publishNow, sampleDraft } from '../support/publishing.ts';

const TEXT = '燕雀之文样例正文';
const CORRECTED = '鸿鹄之文更正正文';

let w: PublishingTown;
let site: LedgerSite;
let id: DocumentId;
let indexNo: string;
let withdrawn: { id: DocumentId; indexNo: string };

async function publishText(text: string): Promise<{ id: DocumentId; indexNo: string; editionId: EditionId }> {
  const file = await storedFile(w.town, '附表.xlsx', `${text}附表`);
  const image = await storedFile(w.town, '图.png', `${text}图片`);
  const body = bodyFromText(`${text}第一段，说明事项。\n第二段，说明办法。\n第三段，说明时间。`);
  const withPicture = {
    ...body,
    content: [...body.content, { type: 'image' as const, attrs: { file: image.sha256, alt: '图' } }],
  };
  const editionId = await draft(w, { ...sampleDraft(), body: withPicture, attachments: [file] });
  await pass(w, editionId);
  const published = granted(await publishNow(w, editionId));
  return { id: published.documentId, indexNo: published.indexNo, editionId };
}

beforeAll(async () => {
  w = await publishingTown();
  site = await ledgerSite(w.town);
  const a = w.people.actors;
  ({ id, indexNo } = await publishText(TEXT));
  const { editionId } = granted(await perform(w.town, a.drafter, 'test', (act) => startCorrection(act, id)));
  const old = (await editionById(w.town.db, editionId))!;
  const body = { ...old.body, content: [...bodyFromText(CORRECTED).content, ...old.body.content.slice(1)] };
  granted(
    await perform(w.town, a.drafter, 'test', (act) =>
      saveDraft(act, editionId, old.revision, { ...old, body, changeNote: '首段更正' }),
    ),
  );
  await pass(w, editionId);
  granted(await publishNow(w, editionId));
  expect((await edition(w, editionId)).state).toBe('published');
  const gone = await publishText('将要撤回的文');
  withdrawn = gone;
  granted(await perform(w.town, a['openness-office'], 'test', (act) => withdraw(act, gone.id, '误公开了联系方式', 'personal')));
}, 300_000);
afterAll(() => site.stop());

const own = () => w.town.engine.owner(w.town.schema);

interface Tampering {
  name: string;
  does(): Promise<unknown>;
  undoes(): Promise<unknown>;
  /** Which document is not shown meanwhile. */
  of?: () => string;
  /** Its own page is not there anyway. */
  status?: number;
}

const state = (document: () => string, s: string) =>
  sql`update disclosure_documents set state = ${s} where id = ${document()}`.execute(own());
const swapEditions = (current: number) =>
  sql`with e as (update disclosure_editions set state = case when number = ${current}::int then 'published' else 'superseded' end
      where document_id = ${id} returning id, number)
    update disclosure_documents set current_edition_id = (select id from e where number = ${current}::int) where id = ${id}`.execute(
    own(),
  );

let kept: unknown[] = [];
const table = async (name: string, where: ReturnType<typeof sql>) => {
  kept = (await sql`select * from ${sql.table(name)} where ${where}`.execute(own())).rows;
  return sql`delete from ${sql.table(name)} where ${where}`.execute(own());
};
const putBack = (name: string) =>
  sql`insert into ${sql.table(name)} select * from jsonb_populate_recordset(null::${sql.table(name)}, ${JSON.stringify(kept)}::jsonb)`.execute(
    own(),
  );

const tamperings: readonly Tampering[] = [
  {
    name: 'a document made withdrawn by a statement, with no word to the ledger',
    async does() {
      await state(() => id, 'withdrawn');
      await sql`insert into disclosure_withdrawals (document_id, at, by_staff, by_name, why, ground)
        values (${id}, now(), 'x', '某人', '领导要求', '无')`.execute(own());
    },
    async undoes() {
      await sql`delete from disclosure_withdrawals where document_id = ${id}`.execute(own());
      await state(() => id, 'published');
    },
  },
  {
    name: 'a withdrawn document shown again',
    does: () => state(() => withdrawn.id, 'published'),
    undoes: () => state(() => withdrawn.id, 'withdrawn'),
    of: () => withdrawn.indexNo,
    status: 410,
  },
  { name: 'the older text shown in place of the correction', does: () => swapEditions(1), undoes: () => swapEditions(2) },
  {
    name: 'the text of an older edition',
    does: () =>
      sql`update disclosure_editions set title = '改过的旧标题' where document_id = ${id} and number = 1`.execute(own()),
    undoes: () =>
      sql`update disclosure_editions set title = (select title from disclosure_editions where document_id = ${id} and number = 2)
      where document_id = ${id} and number = 1`.execute(own()),
  },
  {
    name: 'an attachment taken off the list',
    does: () =>
      table('disclosure_attachments', sql`edition_id in (select id from disclosure_editions where document_id = ${id})`),
    undoes: () => putBack('disclosure_attachments'),
  },
  {
    name: 'another index number',
    does: () => sql`update disclosure_documents set index_no = ${`${indexNo}9`} where id = ${id}`.execute(own()),
    undoes: () => sql`update disclosure_documents set index_no = ${indexNo} where id = ${id}`.execute(own()),
  },
  {
    name: 'the day it was first public',
    does: () =>
      sql`update disclosure_documents set first_published_at = first_published_at - interval '30 days' where id = ${id}`.execute(
        own(),
      ),
    undoes: () =>
      sql`update disclosure_documents set first_published_at = first_published_at + interval '30 days' where id = ${id}`.execute(
        own(),
      ),
  },
  {
    name: 'the day its present text was published',
    does: () =>
      sql`update disclosure_editions set published_at = published_at - interval '30 days' where document_id = ${id}`.execute(
        own(),
      ),
    undoes: () =>
      sql`update disclosure_editions set published_at = published_at + interval '30 days' where document_id = ${id}`.execute(
        own(),
      ),
  },
];

/** Every address that gives out the text of one document. */
function addressesOf(no: string): string[] {
  const at = `/documents/${no}`;
  return [at, `${at}/editions/1`, `${at}/editions/2`, `${at}/editions/2/changes`, `/kiosk${at}`, `/api/v1${at}`];
}

describe('tampering that changes no word of a text is found, and the document is not shown meanwhile', () => {
  test.each(tamperings)('$name', async (t) => {
    const no = t.of?.() ?? indexNo;
    expect([...(await selfCheck(w.town))]).toEqual([]);
    await t.does();
    try {
      expect([...(await selfCheck(w.town)).keys()]).toContain(`document:${no}`);
      for (const address of addressesOf(no)) {
        const { status, body } = await site.get(address);
        expect([address, status]).toEqual([address, 503]);
        expect(body).not.toMatch(/燕雀之文|鸿鹄之文|将要撤回的文|改过的/);
      }
      const { ledger } = JSON.parse((await site.get('/statusz')).body) as { ledger: { selfCheck: { mismatches: number } } };
      expect(ledger.selfCheck.mismatches).toBeGreaterThan(0);
      expect((await site.get('/ledger')).body).toContain(no);
    } finally {
      await t.undoes();
    }
    expect([...(await selfCheck(w.town))]).toEqual([]);
    expect((await site.get(`/documents/${no}`)).status).toBe(t.status ?? 200);
  });

  test('a picture in the text, swapped on the disk', async () => {
    expect([...(await selfCheck(w.town))]).toEqual([]);
    const shown = (
      await sql<{ sha: string }>`select sha256 as sha from disclosure_images i join disclosure_editions e on e.id = i.edition_id
      where e.document_id = ${id} limit 1`.execute(own())
    ).rows[0]!.sha;
    const image = w.town.files.path(shown);
    const whole = readFileSync(image);
    chmodSync(image, 0o600);
    writeFileSync(image, Buffer.from(whole).fill(88, 3, 4));
    expect((await selfCheck(w.town)).get(`document:${indexNo}`)).toContain('图片');
    expect((await site.get(`/images/${shown}`)).status).toBe(500);
    writeFileSync(image, whole);
    expect([...(await selfCheck(w.town))]).toEqual([]);
  });

  test('a look that leaves files out is noticed', async () => {
    const { rows } = await sql<{
      sha: string;
    }>`select sha256 as sha from disclosure_attachments a join disclosure_editions e on e.id = a.edition_id
      where e.document_id = ${id} limit 1`.execute(own());
    const { sha } = rows[0]!;
    const path = w.town.files.path(sha);
    const whole = readFileSync(path);
    // A store that answers from memory what was put into it, as a build without reading the disk would believe.
    const untouched = openFileStore(mkdtempSync(join(tmpdir(), 'gongkai-untouched-')));
    const all = await sql<{ sha: string }>`select sha256 as sha from platform_files`.execute(own());
    for (const f of all.rows) await untouched.put(readFileSync(w.town.files.path(f.sha)));
    const blind = { ...w.town, files: untouched };
    chmodSync(path, 0o600);
    writeFileSync(path, Buffer.from(whole).fill(88, 0, 1));
    expect([...(await selfCheck(blind))]).toEqual([]);
    expect([...(await selfCheck(w.town)).keys()]).toEqual([`document:${indexNo}`]);
    const name = encodeURIComponent('附表.xlsx');
    expect((await site.get(`/files/${sha}/${name}`)).status).toBe(500);
    writeFileSync(path, whole);
    expect([...(await selfCheck(w.town))]).toEqual([]);
    expect((await site.get(`/files/${sha}/${name}`)).status).toBe(200);
  });
});
