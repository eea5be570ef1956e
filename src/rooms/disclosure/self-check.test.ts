// I5: what is shown is what was logged. Each way of tampering that the owner of the database and the disk has.
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PublicTown, publicTown, servePublic } from '../../../test/support/public-town.ts';
import { granted } from '../../../test/support/people.ts';
import { perform } from '../../platform/act/act.ts';
import { systemActor } from '../../platform/act/actor.ts';
import { linesByRef } from '../../platform/act/outbox.ts';
import { anchorAudit } from '../../ledger/anchor.ts';
import { sha256 } from '../../ledger/crypto.ts';
import { ed25519Verify } from '../../ledger/crypto.ts';
import { fromHex, toHex, utf8 } from '../../ledger/format/bytes.ts';
import { encodeEntry, parseEntry } from '../../ledger/format/entry.ts';
import { verifyReceipt } from '../../ledger/format/verify-document.ts';
import { readHead } from '../../ledger/store.ts';
import { done } from '../../town/outcome.ts';
import { newSalt } from '../../ledger/log-entry.ts';
import { documentByIndexNo } from './reads.ts';
import { contentText, loggedSeals, sealRef } from './seal.ts';
import { selfCheck } from './self-check.ts';
import { editionById } from './store.ts';

let w: PublicTown;
let served: FastifyInstance;
let indexNo: string;
let editionId: string;
let documentId: string;

beforeAll(async () => {
  w = await publicTown();
  served = await servePublic(w.town);
  await served.ready();
  indexNo = w.numbers.linked;
  const document = (await documentByIndexNo(w.town.db, indexNo))!;
  documentId = document.id;
  editionId = document.currentEditionId!;
  await w.town.running!.settle();
}, 120_000);
afterAll(() => served.close());

const own = () => w.town.engine.owner(w.town.schema);
const page = () => served.inject({ url: `/documents/${indexNo}` });

/** Runs a piece of tampering, holds the look against what is expected, and puts everything back. */
async function tampered(
  what: { set: () => Promise<unknown>; back: () => Promise<unknown> },
  then: (found: Map<string, string>) => Promise<void> | void,
): Promise<void> {
  expect([...(await selfCheck(w.town))]).toEqual([]);
  await what.set();
  try {
    await then(await selfCheck(w.town));
  } finally {
    await what.back();
  }
  expect([...(await selfCheck(w.town))]).toEqual([]);
  expect((await page()).statusCode).toBe(200);
}

/** One column of the edition, changed and put back. */
function column(name: string, value: string) {
  let before: unknown;
  return {
    async set() {
      const { rows } = await sql<{
        v: unknown;
      }>`select ${sql.ref(name)} as v from disclosure_editions where id = ${editionId}`.execute(own());
      before = rows[0]!.v;
      await sql`update disclosure_editions set ${sql.ref(name)} = ${value} where id = ${editionId}`.execute(own());
    },
    back: () =>
      sql`update disclosure_editions set ${sql.ref(name)} = ${typeof before === 'object' && before !== null ? sql`${JSON.stringify(before)}::jsonb` : before} where id = ${editionId}`.execute(
        own(),
      ),
  };
}

async function receiptOf(): Promise<{ content: Uint8Array; proofText: string }> {
  const at = `/documents/${indexNo}/editions/1`;
  const [content, proof] = [
    await served.inject({ url: `${at}/content.json` }),
    await served.inject({ url: `${at}/proof.tlog-proof` }),
  ];
  return { content: utf8(content.body), proofText: proof.body };
}

async function readersVerdict(): Promise<boolean> {
  const { vkey } = (await readHead(w.town.db))!;
  return verifyReceipt({ sha: sha256, verify: ed25519Verify }, { ...(await receiptOf()), vkeys: [vkey] }).ok;
}

describe('the self-check, and any reader, sees', () => {
  test('nothing amiss in a town nobody has touched', async () => {
    expect([...(await selfCheck(w.town))]).toEqual([]);
    expect(await readersVerdict()).toBe(true);
  });

  test.each([
    ['the title', 'title', '改过的标题'],
    ['the body', 'body', '{"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"改过的正文"}]}]}'],
    ['the day it was formed', 'created_on', '2026-01-01'],
    ['the validity', 'validity', '废止'],
    ['a body that is none', 'body', '{"type":"doc"}'],
  ])(
    'an edition whose row was edited: %s; the page is replaced by a warning without a word of it',
    async (_what, name, value) => {
      await tampered(column(name, value), async (found) => {
        expect([...found.keys()]).toEqual([`document:${indexNo}`]);
        const answer = await page();
        expect(answer.statusCode).toBe(503);
        expect(answer.body).toContain('暂停展示');
        expect(answer.body).not.toContain('改过的');
        expect(answer.body).not.toContain('prose');
        // A body that is none has no receipt to give; the seal keeps its own mark of validity, the page does not.
        if (name !== 'validity' && value !== '{"type":"doc"}') expect(await readersVerdict()).toBe(false);
      });
    },
  );

  test('a row and the outbox’s own line changed together, salt, digest and all: the log itself says otherwise', async () => {
    const edition = (await editionById(w.town.db, editionId as never))!;
    const seal = (await loggedSeals(w.town.db, editionId as never)).at(-1)!;
    const line = (await linesByRef(w.town.db, [sealRef(seal.id)])).get(sealRef(seal.id))!;
    const title = '连同存证表一起改过的标题';
    const organ = (
      await sql<{
        code: string;
      }>`select o.code from people_organs o join disclosure_documents d on d.organ_id = o.id where d.id = ${documentId}`.execute(
        own(),
      )
    ).rows[0]!.code;
    const salt = newSalt();
    const text = contentText({ ...edition, title }, { indexNo, organ, item: '06' });
    const digest = toHex(sha256(fromHex(salt)!, utf8(text)));
    const forged = encodeEntry({ ...parseEntry(line.entry)!, digest });
    const put = async (t: string, s: string, e: string) => {
      await sql`update disclosure_editions set title = ${t} where id = ${editionId}`.execute(own());
      await sql`update disclosure_seals set salt = ${s} where id = ${seal.id}`.execute(own());
      await sql`update platform_ledger_events set entry = ${e} where idx = ${line.idx}`.execute(own());
    };
    await tampered(
      { set: () => put(title, salt, forged), back: () => put(edition.title, seal.salt!, line.entry) },
      async (found) => {
        expect([...found.keys()].sort()).toEqual([`document:${indexNo}`, `entry:${line.idx}`]);
        expect(await readersVerdict()).toBe(false);
      },
    );
  });

  test('a document whose row is gone, though the log has it', async () => {
    const state = (s: string) => sql`update disclosure_documents set state = ${s} where id = ${documentId}`.execute(own());
    await tampered({ set: () => state('draft'), back: () => state('published') }, (found) => {
      expect(found.get(`document:${indexNo}`)).toBe('存证上已经公开，本站却没有这份文件');
    });
  });

  test('an attachment swapped on the disk, and one that is gone', async () => {
    const bytes = Buffer.from('样例附件的内容');
    const { sha256: sha } = await w.town.files.put(bytes);
    const path = w.town.files.path(sha);
    const ref = [{ name: '样例.pdf', sha256: sha, kind: 'pdf', size: bytes.length }];
    const { published, id } = await withAttachment(ref);
    expect([...(await selfCheck(w.town))]).toEqual([]);
    chmodSync(path, 0o600);
    writeFileSync(path, '换过的内容，长短都不一样');
    expect((await selfCheck(w.town)).get(`document:${published}`)).toContain('内容被换过');
    const { unlinkSync } = await import('node:fs');
    unlinkSync(path);
    expect((await selfCheck(w.town)).get(`document:${published}`)).toContain('不见了');
    await w.town.files.put(bytes);
    expect([...(await selfCheck(w.town))]).toEqual([]);
    expect(id).not.toBe('');
  });

  test('a log whose file was changed, and an audit chain written anew after it was anchored', async () => {
    await anchorAudit(w.town);
    await w.town.running!.settle();
    const file = join(w.town.ledgerFolder, 'checkpoint');
    const note = readFileSync(file);
    const other = Buffer.from(note);
    const rootAt = other.indexOf(10, other.indexOf(10) + 1) + 1;
    other[rootAt] = other[rootAt] === 65 ? 66 : 65;
    await tampered({ set: async () => writeFileSync(file, other), back: async () => writeFileSync(file, note) }, (found) =>
      expect([...found.keys()].some((k) => k.startsWith('ledger:'))).toBe(true),
    );
    // Every hash from the second row on made anew: whole in itself, and not what was anchored.
    const { rows } = await sql<{
      seq: number;
      entry: string;
      hash: string;
    }>`select seq, entry, hash from platform_audit order by seq`.execute(own());
    const { createHash } = await import('node:crypto');
    const rewrite = async (entries: readonly { seq: number; entry: string }[]) => {
      let hash = '0'.repeat(64);
      for (const r of entries) {
        hash = createHash('sha256')
          .update(hash + r.entry)
          .digest('hex');
        await sql`update platform_audit set entry = ${r.entry}, hash = ${hash} where seq = ${r.seq}`.execute(own());
      }
      await sql`update platform_heads set audit_hash = ${hash}`.execute(own());
    };
    const forged = rows.map((r) =>
      r.seq === 2 ? { ...r, entry: r.entry.replace(/"name":"[^"]+"/, '"name":"别人"').replace('{', '{"x":1,') } : r,
    );
    await rewrite(forged);
    const found = await selfCheck(w.town);
    expect([...found.keys()].filter((k) => k.startsWith('audit:'))).toHaveLength(1);
    expect([...found.keys()]).not.toContain('audit:chain');
  });
});

describe('a broken build', () => {
  test('whose look leaves out the log and trusts the database’s own lines does not see the change made in both', async () => {
    // The look as it would be without the log: a digest over the row against the line beside it.
    const seal = (await loggedSeals(w.town.db, editionId as never)).at(-1)!;
    const edition = (await editionById(w.town.db, editionId as never))!;
    const forgedText = contentText({ ...edition, title: '改' }, { indexNo, organ: 'office', item: '06' });
    const salt = newSalt();
    const forged = encodeEntry({ ...parseEntry(seal.line.entry)!, digest: toHex(sha256(fromHex(salt)!, utf8(forgedText))) });
    const blind = toHex(sha256(fromHex(salt)!, utf8(forgedText))) === parseEntry(forged)!.digest;
    expect(blind).toBe(true);
    expect(parseEntry(seal.line.entry)!.digest).not.toBe(parseEntry(forged)!.digest);
  });
});

/** A document with an attachment, published through the door. */
async function withAttachment(attachments: readonly { name: string; sha256: string; kind: string; size: number }[]) {
  const { blankDraft, insertDocument, insertEdition, lockEdition, publishEdition } = await import('./door.ts');
  const { bodyFromText } = await import('../../town/body.ts');
  const { day } = await import('../../town/day.ts');
  const author = w.people.staff.drafter.id;
  const made = granted(
    await perform(w.town, { ...systemActor, staffId: author }, 'test', async (act) => {
      const id = await insertDocument(act, { organId: w.people.office.id, itemCode: '05', dutyId: null, authorId: author });
      const draft = {
        ...blankDraft,
        title: '带附件的样例',
        summary: '样例',
        createdOn: day('2026-11-20'),
        body: bodyFromText('样例正文。'),
        attachments,
      };
      const edition = await insertEdition(act, id, 1, author, draft);
      const found = (await lockEdition(act.db, edition))!;
      const published = await publishEdition(act, found.edition, found.document);
      return published.ok ? done({ id, published: published.value.indexNo }) : published;
    }),
  );
  return made;
}
