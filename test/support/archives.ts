// Documents with a whole life behind them, for the tests of archives: files with hostile names, a correction, a mark of validity, a
// correction that is still secret; and an archive read into memory.
import { perform } from '../../src/platform/act/act.ts';
import { recordStoredFile } from '../../src/platform/files/record-file.ts';
import {
  archiveOf,
  editionById,
  markValidity,
  saveDraft,
  startCorrection,
  startDraft,
  type Draft,
} from '../../src/rooms/disclosure/door.ts';
import type { Body } from '../../src/town/body.ts';
import { day } from '../../src/town/day.ts';
import type { DocumentId, DutyId, EditionId } from '../../src/town/ids.ts';
import { granted } from './people.ts';
import { pass, publishNow, type PublishingTown, sampleDraft } from './publishing.ts';
import { registerFormation } from '../../src/rooms/catalogue/door.ts';
import { picture } from './verified-document.ts';

/** Stands in a correction nobody has released: no archive may hold it. */
export const PENDING_CANARY = '鹬蚌相争未公开';
export const TITLE = '关于<script>alert(1)</script>“救助”资金 & 发放的公告';
export const HOSTILE_NAME = '../../..\\明细 "a" <b>.pdf';

export async function putFile(w: PublishingTown, bytes: Buffer, kind: 'pdf' | 'png'): Promise<{ sha256: string; size: number }> {
  const stored = await w.town.files.put(bytes);
  granted(
    await perform(w.town, w.people.actors.drafter, 'test', async (act) => {
      await recordStoredFile(act, stored, { kind, originalSha256: stored.sha256, text: '明细', hidden: [] });
      return { ok: true as const, value: null };
    }),
  );
  return stored;
}

export async function documentOf(w: PublishingTown, edition: EditionId): Promise<DocumentId> {
  const found = await editionById(w.town.db, edition);
  if (!found) throw new Error('no such edition');
  return found.documentId;
}

/** Through the whole chain, and out. */
export async function published(
  w: PublishingTown,
  more: Partial<Draft> = {},
  dutyId: DutyId | null = null,
): Promise<{ id: DocumentId; indexNo: string }> {
  const { actors, finance } = w.people;
  const start = { itemCode: '05', organId: finance.id, dutyId, draft: sampleDraft(more) };
  const { editionId } = granted(await perform(w.town, actors.drafter, 'test', (act) => startDraft(act, start)));
  await pass(w, editionId);
  const done = granted(await publishNow(w, editionId));
  return { id: done.documentId, indexNo: done.indexNo };
}

function body(w: { image: string }, text: string): Body {
  const paragraph = (t: string) => ({ type: 'paragraph' as const, content: [{ type: 'text' as const, text: t }] });
  return {
    type: 'doc',
    content: [
      paragraph('各村（社区）：'),
      { type: 'heading', attrs: { level: 1 }, content: [{ type: 'text', text: '一、标题和全文' }] },
      paragraph(text),
      { type: 'image', attrs: { file: w.image, alt: '示意图' } },
      {
        type: 'paragraph',
        content: [{ type: 'text', text: '见目录', marks: [{ type: 'link', attrs: { href: '/catalogue/05' } }] }],
      },
    ],
  };
}

export interface LivedDocument {
  id: DocumentId;
  indexNo: string;
  attachments: readonly { sha256: string; name: string; size: number }[];
  image: string;
}

async function corrected(w: PublishingTown, id: DocumentId, change: Partial<Draft>): Promise<EditionId> {
  const { drafter } = w.people.actors;
  const started = granted(await perform(w.town, drafter, 'test', (act) => startCorrection(act, id)));
  const edition = (await editionById(w.town.db, started.editionId))!;
  granted(
    await perform(w.town, drafter, 'test', (act) => saveDraft(act, edition.id, edition.revision, { ...edition, ...change })),
  );
  return edition.id;
}

/** Two editions, three seals, two attachments with hostile names, one picture, and a correction that nobody has seen. */
export async function livedDocument(w: PublishingTown): Promise<LivedDocument> {
  const image = (await putFile(w, picture, 'png')).sha256;
  const files = [Buffer.from('%PDF-1.4 甲'), Buffer.from('%PDF-1.4 乙')];
  const attachments = [];
  for (const [i, bytes] of files.entries())
    attachments.push({ ...(await putFile(w, bytes, 'pdf')), kind: 'pdf', name: i === 0 ? HOSTILE_NAME : '明细.PDF' });
  const duty = granted(
    await perform(w.town, w.people.actors['openness-office'], 'test', (act) =>
      registerFormation(act, { itemCode: '05', organId: w.people.finance.id, subject: '救助资金', createdOn: day('2026-11-16') }),
    ),
  );
  const { id, indexNo } = await published(
    w,
    { title: TITLE, body: body({ image }, '发放标准为每人八百元。'), attachments },
    duty.id,
  );
  w.town.clock.set('2026-11-24T02:00:00Z');
  const second = await corrected(w, id, {
    body: body({ image }, '发放标准为每人九百元。'),
    changeNote: '金额写错，现予更正。',
  });
  await pass(w, second);
  granted(await publishNow(w, second));
  w.town.clock.set('2026-11-25T02:00:00Z');
  granted(
    await perform(w.town, w.people.actors['openness-office'], 'test', (act) =>
      markValidity(act, id, '废止', day('2026-12-31'), '由港政〔2026〕9号代替'),
    ),
  );
  const pending = body({ image }, `发放标准为每人一千元。${PENDING_CANARY}`);
  await corrected(w, id, { body: pending, changeNote: PENDING_CANARY });
  return { id, indexNo, attachments, image };
}

/** Every file of an archive by its path below the folder, which must be one and the same. */
export async function readArchive(w: PublishingTown, id: DocumentId): Promise<{ folder: string; files: Map<string, Buffer> }> {
  const files = new Map<string, Buffer>();
  let folder = '';
  for await (const f of archiveOf(w.town, id)) {
    const at = f.path.indexOf('/');
    if (folder !== '' && folder !== f.path.slice(0, at)) throw new Error(`two folders: ${folder}, ${f.path}`);
    folder = f.path.slice(0, at);
    if (files.has(f.path.slice(at + 1))) throw new Error(`twice: ${f.path}`);
    files.set(f.path.slice(at + 1), Buffer.from(f.bytes));
  }
  return { folder, files };
}
