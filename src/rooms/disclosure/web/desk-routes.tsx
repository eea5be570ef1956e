// The desk: drafts of one's own organ, drafting, and the files of drafts.
import { consolePage } from '../../../kit/console-page/part.tsx';
import { notFoundReply } from '../../../kit/not-found/part.tsx';
import { type Problem, problemsOf } from '../../../kit/problem-summary/part.tsx';
import { perform } from '../../../platform/act/act.ts';
import { contentDisposition } from '../../../platform/files/file-name.ts';
import { mediaTypes } from '../../../platform/files/file-kind.ts';
import type { FileKind } from '../../../platform/files/file-kind.ts';
import { filePolicy } from '../../../platform/http/headers.ts';
import { json, type Reply, seeOther } from '../../../platform/http/reply.ts';
import type { Ctx, Route } from '../../../platform/http/route.ts';
import { readForeign, readPasted } from '../../../platform/reading/read.ts';
import { readRefusalWords, type ReadRefusal } from '../../../platform/reading/words.ts';
import { shortTime } from '../../../town/day.ts';
import { type DutyId, type EditionId, type OrganId, parseId } from '../../../town/ids.ts';
import { done, type Outcome, type Refusal } from '../../../town/outcome.ts';
import { dutyById, itemByCode, listItems, openDutiesFor } from '../../catalogue/door.ts';
import { listOrgans, organById } from '../../people/door.ts';
import { eventsOfEdition } from '../../review/door.ts';
import { checkEdition } from '../check-edition.ts';
import { abandonDraft } from '../correct.ts';
import { dismiss } from '../dismiss.ts';
import type { DisclosureRefusal, DocumentRow, Draft, Edition } from '../document.ts';
import { setLinks } from '../link.ts';
import { maskDraft } from '../mask-draft.ts';
import { mayEdit, maySee } from '../may-edit.ts';
import { relatedOf } from '../reads.ts';
import { saveDraft } from '../save-draft.ts';
import { startDraft } from '../start-draft.ts';
import { documentByEdition, editionById } from '../store.ts';
import { submit } from '../submit.ts';
import { fileRefused, recordFile, takeUpload, type TakenUpload } from '../take-upload.ts';
import { disclosureWords } from '../words.ts';
import { draftPath, reviewPath } from './addresses.ts';
import { readDraft } from './draft-form.ts';
import { DraftPage, type DraftView } from './pages/draft-page.tsx';
import { NewDraftPage } from './pages/new-draft-page.tsx';

const UPLOAD_LIMIT = 60 * 1024 * 1024;

export interface Found {
  edition: Edition;
  document: DocumentRow;
}

/** The edition an address names, if this person may see it; forbidden and absent look the same. */
export async function findEdition(ctx: Ctx): Promise<Found | null> {
  const id = parseId<EditionId>(ctx.params.id ?? '');
  const edition = id ? await editionById(ctx.town.db, id) : null;
  const document = edition ? await documentByEdition(ctx.town.db, edition) : null;
  return edition && document && maySee(ctx.actor(), edition, document) ? { edition, document } : null;
}

async function viewOf(ctx: Ctx, found: Found, shown: Partial<DraftView> = {}): Promise<DraftView> {
  const { db, files } = ctx.town;
  const { edition, document } = found;
  const item = await itemByCode(db, document.itemCode);
  const organ = await organById(db, document.organId);
  if (!item || !organ) throw new Error(`draft ${edition.id} has no item or organ`);
  const related = await relatedOf(db, document.id);
  const links = (kind: string) =>
    related
      .filter((r) => r.outward && r.kind === kind)
      .map((r) => r.indexNo)
      .join('\n');
  const events = await eventsOfEdition(db, edition.id);
  // What was handed in again has answered the remarks it was sent back with.
  const turn = events.filter((e) => e.decision === 'sent-back' || e.decision === 'submit').at(-1);
  const back = edition.state === 'drafting' && turn?.decision === 'sent-back' ? turn : undefined;
  const duties = await openDutiesFor(db, { itemCode: document.itemCode, organId: document.organId });
  return {
    document,
    edition,
    draft: edition,
    dutyId: document.dutyId,
    item,
    organ,
    duties,
    findings: await checkEdition(db, files, edition, document, ctx.today),
    problems: [],
    interprets: links('interprets'),
    supersedes: links('supersedes'),
    remarks: back ? { by: back.staffName, at: shortTime(back.at), opinion: back.opinion } : null,
    ...shown,
  };
}

function draftReply(ctx: Ctx, view: DraftView, status = 200): Reply {
  const notices: Record<string, string> = {
    masked: '标题、概述和正文里的个人号码已遮蔽并保存；附件请在原文件里处理后重新上传。',
    'nothing-masked': '标题、概述和正文里没有需要遮蔽的个人号码；附件请在原文件里处理后重新上传。',
    saved: '已保存。',
    imported: '正文已导入，请检查。',
    dismissed: '已记录理由。',
  };
  return consolePage(
    ctx,
    {
      title: view.draft.title === '' ? '拟稿' : view.draft.title,
      current: 'drafts',
      crumbs: [{ label: '拟稿与审查', href: '/console/drafts' }, { label: view.item.name }],
      scripts: view.document.textFrom ? [] : ['editor.js'],
      notice: status === 200 ? ctx.query.wordFrom('done', notices) : undefined,
      status,
    },
    <DraftPage view={view} ctx={ctx} />,
  );
}

const problems = (refusals: readonly Refusal<DisclosureRefusal>[]): Problem[] => problemsOf(refusals, disclosureWords);

async function newDraft(ctx: Ctx, refusals: readonly Refusal<DisclosureRefusal>[] = []): Promise<Reply> {
  const { db } = ctx.town;
  const actor = ctx.actor();
  const dutyId = parseId<DutyId>(ctx.query.line('duty'));
  const duty = dutyId ? await dutyById(db, dutyId) : null;
  const items = (await listItems(db)).filter((i) => i.closedOn === null);
  const office = actor.roles.includes('openness-office');
  const organs = (await listOrgans(db, {})).filter((o) => office || o.id === actor.organId);
  return consolePage(
    ctx,
    {
      title: '新拟一稿',
      current: 'drafts',
      crumbs: [{ label: '拟稿与审查', href: '/console/drafts' }, { label: '新拟一稿' }],
      status: refusals.length > 0 ? 422 : 200,
    },
    <NewDraftPage
      ctx={ctx}
      items={items}
      organs={organs}
      duty={duty}
      typed={{
        item: ctx.form.line('item') || duty?.itemCode || '',
        organ: ctx.form.line('organ') || duty?.organId || actor.organId || '',
      }}
      problems={problems(refusals)}
    />,
  );
}

async function createDraft(ctx: Ctx): Promise<Reply> {
  const actor = ctx.actor();
  const organId = parseId<OrganId>(ctx.form.line('organ'));
  const foreign = organId !== null && organId !== actor.organId && !actor.roles.includes('openness-office');
  if (organId === null || foreign) return newDraft(ctx, [{ code: 'organ-unknown', field: 'organ' }]);
  const started = await perform(ctx.town, actor, 'disclosure.start-draft', (act) =>
    startDraft(act, { itemCode: ctx.form.line('item'), organId, dutyId: parseId<DutyId>(ctx.form.line('duty')) }),
  );
  return started.ok ? seeOther(draftPath(started.value.editionId)) : newDraft(ctx, started.refusals);
}

async function showDraft(ctx: Ctx): Promise<Reply> {
  const found = await findEdition(ctx);
  if (!found) return notFoundReply(ctx);
  if (!mayEdit(ctx.actor(), found.edition, found.document)) return seeOther(reviewPath(found.edition.id));
  return draftReply(ctx, await viewOf(ctx, found));
}

/** Uploads are taken one by one; those that are refused are named, the others stay. */
async function takeAll(ctx: Ctx, field: string): Promise<{ taken: TakenUpload[]; refusals: Refusal<DisclosureRefusal>[] }> {
  const taken: TakenUpload[] = [];
  const refusals: Refusal<DisclosureRefusal>[] = [];
  for (const upload of ctx.form.files.filter((f) => f.field === field && f.name !== '')) {
    const answer = await takeUpload(ctx.town, upload);
    if (answer.ok) taken.push(answer.value);
    else refusals.push(...answer.refusals);
  }
  return { taken, refusals };
}

type Kept = Outcome<{ revision: number; reset: boolean }, DisclosureRefusal>;

/** Saves what the form holds. With refusals about single fields everything else is still saved. */
async function keep(
  ctx: Ctx,
  found: Found,
  verb: string,
): Promise<{ outcome: Kept; draft: Draft; left: Refusal<DisclosureRefusal>[] }> {
  const read = readDraft(ctx.form, found.edition);
  const { taken, refusals } = await takeAll(ctx, 'attachment');
  const draft = { ...read.draft, attachments: [...read.draft.attachments, ...taken.map((t) => t.ref)] };
  const outcome = await perform(ctx.town, ctx.actor(), verb, async (act): Promise<Kept> => {
    for (const t of taken) await recordFile(act, t);
    const saved = await saveDraft(act, found.edition.id, read.revision, draft, read.dutyId);
    if (!saved.ok || !ctx.form.has('interprets')) return saved;
    const linked = await setLinks(act, found.document.id, {
      interprets: ctx.form.text('interprets'),
      supersedes: ctx.form.text('supersedes'),
    });
    return linked.ok ? saved : linked;
  });
  return { outcome, draft, left: [...read.refusals, ...refusals] };
}

async function save(ctx: Ctx): Promise<Reply> {
  const found = await findEdition(ctx);
  if (!found) return notFoundReply(ctx);
  const { outcome, draft, left } = await keep(ctx, found, 'disclosure.save-draft');
  if (outcome.ok && left.length === 0) return seeOther(`${draftPath(found.edition.id)}?done=saved`);
  const again = outcome.ok ? await findEdition(ctx) : found;
  const shown = {
    draft,
    problems: problems([...(outcome.ok ? [] : outcome.refusals), ...left]),
    interprets: ctx.form.text('interprets'),
    supersedes: ctx.form.text('supersedes'),
  };
  return draftReply(ctx, await viewOf(ctx, again ?? found, shown), 422);
}

/** The editor saves by itself: small answers the page can act on; never a lost word. */
async function autosave(ctx: Ctx): Promise<Reply> {
  const found = await findEdition(ctx);
  if (!found) return json({ problems: ['没有找到这份稿件。'] }, 404);
  if (found.edition.state !== 'drafting') return json({ problems: ['已送审的稿件不自动保存，请点“保存并检查”。'] }, 409);
  const { outcome, left } = await keep(ctx, found, 'disclosure.autosave');
  if (!outcome.ok) {
    const conflict = outcome.refusals.some((r) => r.code === 'revision-conflict');
    return json({ problems: problems(outcome.refusals).map((p) => p.sentence) }, conflict ? 409 : 422);
  }
  return json({
    revision: outcome.value.revision,
    savedAt: shortTime(ctx.at).slice(11),
    problems: problems(left).map((p) => p.sentence),
  });
}

async function send(ctx: Ctx): Promise<Reply> {
  const found = await findEdition(ctx);
  if (!found) return notFoundReply(ctx);
  const { outcome, draft, left } = await keep(ctx, found, 'disclosure.save-draft');
  let refusals: readonly Refusal<DisclosureRefusal>[] = [...(outcome.ok ? [] : outcome.refusals), ...left];
  if (outcome.ok && left.length === 0) {
    const sent = await perform(ctx.town, ctx.actor(), 'disclosure.submit', (act) =>
      submit(act, found.edition.id, outcome.value.revision),
    );
    if (sent.ok) return seeOther(`${reviewPath(found.edition.id)}?done=submitted`);
    refusals = sent.refusals;
  }
  const again = (await findEdition(ctx)) ?? found;
  const shown = {
    draft,
    problems: problems(refusals),
    interprets: ctx.form.text('interprets'),
    supersedes: ctx.form.text('supersedes'),
  };
  return draftReply(ctx, await viewOf(ctx, again, shown), 422);
}

async function uploadImage(ctx: Ctx): Promise<Reply> {
  const found = await findEdition(ctx);
  if (!found || !mayEdit(ctx.actor(), found.edition, found.document))
    return json({ problems: [{ sentence: '没有找到这份稿件。' }] }, 404);
  const upload = ctx.form.files[0];
  if (!upload) return json({ problems: [{ sentence: '没有收到图片。' }] }, 422);
  const answer = await takeUpload(ctx.town, upload);
  if (!answer.ok) return json({ problems: problems(answer.refusals) }, 422);
  const { ref } = answer.value;
  if (ref.kind !== 'jpg' && ref.kind !== 'png')
    return json({ problems: [{ sentence: '正文里只能插入 jpg 或 png 图片，其他文件请作为附件上传。' }] }, 422);
  await perform(ctx.town, ctx.actor(), 'disclosure.upload-image', async (act) => {
    await recordFile(act, answer.value);
    act.record(`edition:${found.edition.id}`, { image: ref.sha256 });
    return done(null);
  });
  return json({ sha256: ref.sha256, src: `${draftPath(found.edition.id)}/files/${ref.sha256}` });
}

async function cleanPaste(ctx: Ctx): Promise<Reply> {
  const answer = await readPasted(ctx.form.text('html').slice(0, 2_000_000));
  if (!answer.ok) return json({ problems: ['粘贴的内容不能识别，请改用“纯文本粘贴”。'] }, 422);
  return json({ body: answer.value.body });
}

async function importText(ctx: Ctx): Promise<Reply> {
  const found = await findEdition(ctx);
  if (!found) return notFoundReply(ctx);
  const upload = ctx.form.file('file');
  const refused = async (refusals: readonly Refusal<DisclosureRefusal>[]) =>
    draftReply(ctx, await viewOf(ctx, found, { problems: problems(refusals) }), 422);
  if (!upload) return refused([{ code: 'file-refused', field: 'file', facts: { name: '', why: '没有选择文件。' } }]);
  const answer = await readForeign(upload);
  if (!answer.ok) {
    const words = (code: string): string => readRefusalWords[code as ReadRefusal] ?? '';
    return refused(
      answer.refusals.flatMap((r) =>
        words(r.code) === ''
          ? fileRefused(upload.name, [r], 'file')
          : [{ code: 'file-refused' as const, field: 'file', facts: { name: upload.name, why: words(r.code) } }],
      ),
    );
  }
  const read = answer.value;
  for (const image of read.images) await ctx.town.files.put(image.bytes);
  const { edition } = found;
  const draft: Draft = {
    ...edition,
    body: read.body,
    title: edition.title || read.title.slice(0, 150),
    docNo: edition.docNo || read.docNo,
  };
  const saved = await perform(ctx.town, ctx.actor(), 'disclosure.import-text', async (act) => {
    for (const image of read.images) {
      const ref = { sha256: image.sha256, name: `image.${image.kind}`, kind: image.kind, size: image.bytes.byteLength };
      await recordFile(act, { ref, inspected: { kind: image.kind, originalSha256: image.sha256, text: '', hidden: [] } });
    }
    return saveDraft(act, edition.id, Number(ctx.form.line('revision')), draft);
  });
  return saved.ok ? seeOther(`${draftPath(edition.id)}?done=imported`) : refused(saved.refusals);
}

async function dismissFinding(ctx: Ctx): Promise<Reply> {
  const found = await findEdition(ctx);
  if (!found) return notFoundReply(ctx);
  const outcome = await perform(ctx.town, ctx.actor(), 'disclosure.dismiss', (act) =>
    dismiss(act, {
      editionId: found.edition.id,
      fingerprint: ctx.form.line('fingerprint'),
      reason: ctx.form.text('reason').slice(0, 500),
      ground: ctx.form.line('ground'),
    }),
  );
  return outcome.ok
    ? seeOther(`${draftPath(found.edition.id)}?done=dismissed`)
    : draftReply(ctx, await viewOf(ctx, found, { problems: problems(outcome.refusals) }), 422);
}

async function mask(ctx: Ctx): Promise<Reply> {
  const found = await findEdition(ctx);
  if (!found) return notFoundReply(ctx);
  const outcome = await perform(ctx.town, ctx.actor(), 'disclosure.mask', (act) =>
    maskDraft(act, found.edition.id, Number(ctx.form.line('revision'))),
  );
  if (!outcome.ok) return draftReply(ctx, await viewOf(ctx, found, { problems: problems(outcome.refusals) }), 422);
  return seeOther(`${draftPath(found.edition.id)}?done=${outcome.value.count > 0 ? 'masked' : 'nothing-masked'}`);
}

async function abandon(ctx: Ctx): Promise<Reply> {
  const found = await findEdition(ctx);
  if (!found) return notFoundReply(ctx);
  const outcome = await perform(ctx.town, ctx.actor(), 'disclosure.abandon', (act) => abandonDraft(act, found.edition.id));
  return outcome.ok
    ? seeOther('/console/drafts?done=abandoned')
    : draftReply(ctx, await viewOf(ctx, found, { problems: problems(outcome.refusals) }), 422);
}

/** A file of a draft, for those who may see the draft: the public cannot reach it here. */
async function draftFile(ctx: Ctx): Promise<Reply> {
  const found = await findEdition(ctx);
  const sha = ctx.params.sha ?? '';
  const attachment = found?.edition.attachments.find((a) => a.sha256 === sha);
  const bytes = found && /^[0-9a-f]{64}$/.test(sha) ? await ctx.town.files.read(sha) : null;
  if (!found || !bytes) return notFoundReply(ctx);
  const image = bytes[0] === 0x89 ? 'image/png' : bytes[0] === 0xff ? 'image/jpeg' : null;
  if (!attachment && !image) return notFoundReply(ctx);
  const type = attachment ? mediaTypes[attachment.kind as FileKind] : (image as string);
  const disposition: Record<string, string> = attachment ? { 'content-disposition': contentDisposition(attachment.name) } : {};
  return {
    kind: 'bytes',
    type,
    body: bytes,
    headers: { ...disposition, 'content-security-policy': filePolicy, 'cache-control': 'private, no-store' },
  };
}

export const deskRoutes: readonly Route[] = [
  { method: 'GET', path: '/console/drafts/new', handle: (ctx) => newDraft(ctx) },
  { method: 'POST', path: '/console/drafts/new', handle: createDraft },
  { method: 'GET', path: '/console/drafts/:id', handle: showDraft },
  { method: 'POST', path: '/console/drafts/:id/save', bodyLimit: UPLOAD_LIMIT, handle: save },
  { method: 'POST', path: '/console/drafts/:id/autosave', bodyLimit: 8 * 1024 * 1024, handle: autosave },
  { method: 'POST', path: '/console/drafts/:id/submit', bodyLimit: UPLOAD_LIMIT, handle: send },
  { method: 'POST', path: '/console/drafts/:id/images', bodyLimit: UPLOAD_LIMIT, handle: uploadImage },
  { method: 'POST', path: '/console/drafts/:id/import', bodyLimit: UPLOAD_LIMIT, handle: importText },
  { method: 'POST', path: '/console/drafts/:id/dismiss', handle: dismissFinding },
  { method: 'POST', path: '/console/drafts/:id/abandon', handle: abandon },
  { method: 'POST', path: '/console/drafts/:id/mask', handle: mask },
  { method: 'GET', path: '/console/drafts/:id/files/:sha', handle: draftFile },
  { method: 'POST', path: '/console/paste', bodyLimit: 8 * 1024 * 1024, handle: cleanPaste },
];
