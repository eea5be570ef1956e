// What applicants use: look first, then ask, then follow it by receipt. Nothing needs an account or a script.
import { contentDisposition } from '../../../platform/files/file-name.ts';
import { mediaTypes } from '../../../platform/files/file-kind.ts';
import { filePolicy, receiptPolicy } from '../../../platform/http/headers.ts';
import type { Actor } from '../../../platform/act/actor.ts';
import { type Act, perform } from '../../../platform/act/act.ts';
import { linesByRef } from '../../../platform/act/outbox.ts';
import { type Problem, problemsOf } from '../../../kit/problem-summary/part.tsx';
import { publicPage } from '../../../kit/public-page/part.tsx';
import { type PageReply, type Reply, text } from '../../../platform/http/reply.ts';
import type { Ctx, Route } from '../../../platform/http/route.ts';
import { receiptFor } from '../../../ledger/read-log.ts';
import type { Outcome, Refusal } from '../../../town/outcome.ts';
import { search } from '../../disclosure/door.ts';
import { addFiles } from '../add-files.ts';
import { openFile } from '../files.ts';
import { withdrawRequest } from '../finish.ts';
import { type ApplicantView, lookAsApplicant } from '../look.ts';
import { raiseSuggestion } from '../suggestions.ts';
import { guardOf, openByReceipt } from '../receipts.ts';
import { receiveCorrection } from '../correct.ts';
import type { RequestRefusal } from '../refusals.ts';
import { openSalt } from '../sealed.ts';
import { commitment, newFormKey, submitRequest } from '../submit.ts';
import { leaveMessage } from '../texts.ts';
import { requestWords } from '../words.ts';
import { applyPath, progressPath, requestsPath } from './addresses.ts';
import { pressLetter } from './press-letter.ts';
import { ApplyPage, AskPage, type AskPageProps } from './pages/ask-pages.tsx';
import { ProgressForm, ProgressPage } from './pages/progress-pages.tsx';
import { ReceiptPage } from './pages/receipt-page.tsx';
import { applicantFields, readApplication, readFiles } from './read-application.ts';
import { receiptScriptHash } from './receipt-script.ts';

/** Bytes of an application with its files. */
const APPLICATION_LIMIT = 20 * 1024 * 1024;

const crumbs = [
  { label: '网站首页', href: '/' },
  { label: '申请公开', href: requestsPath },
];

/** Whoever holds the receipt; no name and no network goes into the record with it. */
const applicant: Actor = {
  kind: 'resident',
  accountId: null,
  staffId: null,
  organId: null,
  name: '申请人',
  roles: [],
  address: null,
};

const FOUND_MOST = 8;

/** Before the form: what is public already. */
async function showAsk(ctx: Ctx): Promise<Reply> {
  const q = ctx.query.line('q');
  const found: AskPageProps['found'] =
    q === '' ? null : await search(ctx.town.db, q, { organId: null, itemCode: null, year: null, validity: null }, 1, FOUND_MOST);
  return publicPage(
    ctx,
    { title: '申请公开', crumbs: [crumbs[0]!, { label: '申请公开' }], current: 'requests' },
    <AskPage ctx={ctx} q={q} found={found} />,
  );
}

function applyPage(ctx: Ctx, problems: readonly Problem[] = []): PageReply {
  const formKey = ctx.form.line('formKey') || newFormKey();
  return publicPage(
    ctx,
    {
      title: '填写申请',
      crumbs: [...crumbs, { label: '填写申请' }],
      current: 'requests',
      status: problems.length > 0 ? 422 : 200,
      // Going back shows this very form again; sent from there it is the same application. It goes to another address, because
      // browsers forget the page of an address that was posted to.
      headers: { 'cache-control': 'private, no-cache' },
    },
    <ApplyPage ctx={ctx} formKey={formKey} problems={problems} />,
  );
}

async function submit(ctx: Ctx): Promise<Reply> {
  const files = await readFiles(ctx.form, applicantFields);
  const outcome = await perform(ctx.town, applicant, 'requests.submit', async (act) => {
    if (!files.ok) return files;
    return submitRequest(act, {
      draft: readApplication(ctx.form),
      channel: 'internet',
      submittedOn: act.today,
      formKey: ctx.form.line('formKey'),
      files: files.value,
      title: '',
    });
  });
  if (!outcome.ok) return applyPage(ctx, problemsOf(outcome.refusals, requestWords));
  return publicPage(
    ctx,
    { title: '回执', crumbs: [...crumbs, { label: '回执' }], current: 'requests', headers: { 'cache-control': 'no-store' } },
    <ReceiptPage ctx={ctx} receipt={outcome.value} />,
  );
}

const given = (ctx: Ctx) => ({ number: ctx.form.line('number'), code: ctx.form.line('code') });

function progressForm(ctx: Ctx, problems: readonly Problem[] = []): Reply {
  return publicPage(
    ctx,
    {
      headers: { 'content-security-policy': receiptPolicy(receiptScriptHash) },
      title: '查询进度',
      crumbs: [...crumbs, { label: '查询进度' }],
      current: 'requests',
      status: problems.length > 0 ? 422 : 200,
    },
    <ProgressForm ctx={ctx} problems={problems} />,
  );
}

type Deed = (act: Act, ctx: Ctx, view: { id: ApplicantView['request']['id'] }) => Promise<Outcome<unknown, RequestRefusal>>;

/** Opens by receipt, does the deed if there is one, and shows the request as it stands then. */
async function withReceipt(ctx: Ctx, deed?: Deed, said = ''): Promise<Reply> {
  const opened = await openByReceipt(ctx.town, guardOf(ctx.town), given(ctx), ctx.address);
  if (!opened.ok) return progressForm(ctx, problemsOf(opened.refusals, requestWords));
  const { id } = opened.value;
  let refusals: readonly Refusal<RequestRefusal>[] = [];
  if (deed) {
    const outcome = await perform(ctx.town, applicant, 'requests.applicant', (act) => deed(act, ctx, { id }));
    if (!outcome.ok) refusals = outcome.refusals;
  }
  const looked = await perform(ctx.town, applicant, 'requests.look', (act) => lookAsApplicant(act, id));
  if (!looked.ok) return progressForm(ctx, problemsOf(looked.refusals, requestWords));
  return publicPage(
    ctx,
    {
      title: '申请进度',
      crumbs: [...crumbs, { label: '查询进度', href: progressPath }, { label: opened.value.number }],
      current: 'requests',
      status: refusals.length > 0 ? 422 : 200,
      headers: { 'cache-control': 'no-store' },
    },
    <ProgressPage
      ctx={ctx}
      view={looked.value}
      receipt={given(ctx)}
      problems={problemsOf(refusals, requestWords)}
      said={deed && refusals.length === 0 ? said : ''}
    />,
  );
}

const message: Deed = (act, ctx, { id }) => leaveMessage(act, id, ctx.form.text('text'));
const correction: Deed = (act, ctx, { id }) => receiveCorrection(act, id, { on: null, text: ctx.form.text('correction') });
const withdrawal: Deed = (act, ctx, { id }) => withdrawRequest(act, id, { on: null, text: ctx.form.text('why') });
const suggestion: Deed = (act, ctx, { id }) => raiseSuggestion(act, id, { title: ctx.form.line('title'), also: [] });

async function handIn(ctx: Ctx): Promise<Reply> {
  const files = await readFiles(ctx.form, applicantFields);
  return withReceipt(ctx, async (act, _ctx, { id }) => (files.ok ? addFiles(act, id, files.value) : files), '材料已收下。');
}

/** A file or letter that is theirs; asked for by a form, so that the code stands in no address. */
async function download(ctx: Ctx): Promise<Reply> {
  const opened = await openByReceipt(ctx.town, guardOf(ctx.town), given(ctx), ctx.address);
  if (!opened.ok) return progressForm(ctx, problemsOf(opened.refusals, requestWords));
  const request = opened.value;
  const looked = await perform(ctx.town, applicant, 'requests.look', (act) => lookAsApplicant(act, request.id));
  if (!looked.ok) return progressForm(ctx, problemsOf(looked.refusals, requestWords));
  const letter = looked.value.letters.find((l) => l.id === ctx.form.line('letter'));
  if (letter) return pressLetter(ctx, letter, ctx.form.line('as') === 'docx' ? 'docx' : 'pdf');
  const file = looked.value.files.find((f) => f.id === ctx.form.line('file'));
  const content = file && (await openFile(ctx.town, request.keyId, file));
  if (!file || !content) return progressForm(ctx, problemsOf([{ code: 'not-found' }], requestWords));
  return {
    kind: 'bytes',
    type: mediaTypes[file.kind],
    body: content.bytes,
    headers: {
      'content-disposition': contentDisposition(content.name),
      'content-security-policy': filePolicy,
      'cache-control': 'no-store',
    },
  };
}

/** What the ledger holds of it: the text its digest was made of, or the receipt of its entry. */
async function proof(ctx: Ctx): Promise<Reply> {
  const opened = await openByReceipt(ctx.town, guardOf(ctx.town), given(ctx), ctx.address);
  if (!opened.ok) return progressForm(ctx, problemsOf(opened.refusals, requestWords));
  const looked = await perform(ctx.town, applicant, 'requests.look', (act) => lookAsApplicant(act, opened.value.id));
  const salt = await openSalt(ctx.town, opened.value);
  const line = (await linesByRef(ctx.town.db, [`request:${opened.value.id}`])).get(`request:${opened.value.id}`);
  if (!looked.ok || !looked.value.personal || salt === null || !line)
    return progressForm(ctx, problemsOf([{ code: 'erased' }], requestWords));
  const asText = ctx.form.line('what') === 'text';
  const body = asText ? commitment(opened.value, looked.value.personal) : await receiptFor(ctx.town, line.idx, salt);
  if (body === null) return progressForm(ctx, [{ sentence: '存证尚在写入，请过一分钟再下载。' }]);
  const name = `${opened.value.number}.${asText ? 'json' : 'tlog-proof'}`;
  return text(body, asText ? 'application/json; charset=utf-8' : 'text/plain; charset=utf-8', 200, {
    'content-disposition': contentDisposition(name),
    'cache-control': 'no-store',
  });
}

export const publicRoutes: readonly Route[] = [
  { method: 'GET', path: requestsPath, handle: showAsk },
  { method: 'GET', path: applyPath, handle: (ctx) => applyPage(ctx) },
  { method: 'POST', path: requestsPath, bodyLimit: APPLICATION_LIMIT, handle: submit },
  { method: 'GET', path: progressPath, handle: (ctx) => progressForm(ctx) },
  { method: 'POST', path: progressPath, handle: (ctx) => withReceipt(ctx) },
  { method: 'POST', path: `${progressPath}/messages`, handle: (ctx) => withReceipt(ctx, message, '留言已送达公开办。') },
  {
    method: 'POST',
    path: `${progressPath}/correction`,
    handle: (ctx) => withReceipt(ctx, correction, '补正已收到，答复期限从今天起重新计算。'),
  },
  { method: 'POST', path: `${progressPath}/withdrawal`, handle: (ctx) => withReceipt(ctx, withdrawal, '申请已撤回。') },
  {
    method: 'POST',
    path: `${progressPath}/suggestions`,
    handle: (ctx) => withReceipt(ctx, suggestion, '建议已提交，公开办会作出决定并写明理由。'),
  },
  { method: 'POST', path: `${progressPath}/files`, bodyLimit: APPLICATION_LIMIT, handle: handIn },
  { method: 'POST', path: `${progressPath}/download`, handle: download },
  { method: 'POST', path: `${progressPath}/proof`, handle: proof },
];
