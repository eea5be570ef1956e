// The desk: what is due, one request with everything about it and everything that can be done, applications that staff enter.
import { consolePage } from '../../../kit/console-page/part.tsx';
import { notFoundReply } from '../../../kit/not-found/part.tsx';
import { type Problem, problemsOf } from '../../../kit/problem-summary/part.tsx';
import { perform } from '../../../platform/act/act.ts';
import { calendarOf } from '../../../platform/calendar/calendar-store.ts';
import { contentDisposition } from '../../../platform/files/file-name.ts';
import { mediaTypes } from '../../../platform/files/file-kind.ts';
import { filePolicy } from '../../../platform/http/headers.ts';
import { type Reply, seeOther } from '../../../platform/http/reply.ts';
import type { Ctx, Route } from '../../../platform/http/route.ts';
import { sheetReply } from '../../../platform/http/sheet.ts';
import { parseDay } from '../../../town/day.ts';
import { parseId } from '../../../town/ids.ts';
import { listItems } from '../../catalogue/door.ts';
import { listOrgans, listStaff, organsById, staffNames } from '../../people/door.ts';
import { answers } from '../answers.ts';
import { titleProblem } from '../title.ts';
import { nthOfMonth } from '../charge.ts';
import { copyForApplicant } from '../copy-for-applicant.ts';
import { deeds } from '../deeds.ts';
import { openFile } from '../files.ts';
import { channels, type Channel } from '../history.ts';
import { lookAt } from '../look.ts';
import { isWatching } from '../watching.ts';
import { decideSuggestion, type SuggestionId, suggestionsFor } from '../suggestions.ts';
import { deskFigures, type ListFilter, listRequests, type ListRow } from '../reads.ts';
import { recomputeProgress } from '../recompute.ts';
import type { RequestRefusal } from '../refusals.ts';
import { applicantKindNames, channelNames, type RequestFileId, type RequestId } from '../info-request.ts';
import { requestStateNames, requestStates } from '../standing.ts';
import { newFormKey, submitRequest } from '../submit.ts';
import type { Outcome } from '../../../town/outcome.ts';
import { requestWords } from '../words.ts';
import { casePath, deskPath } from './addresses.ts';
import { deedOf, doDeed } from './do-deed.ts';
import { letterRoutes } from './letter-routes.tsx';
import { maskingRoutes } from './masking-routes.tsx';
import { CasePage } from './pages/case-page.tsx';
import { DeskPage } from './pages/desk-page.tsx';
import { EnterPage } from './pages/enter-page.tsx';
import { ReceiptPage } from './pages/receipt-page.tsx';
import { SuggestionsPage } from './pages/suggestions-page.tsx';
import { applicantFields, deskFields, readApplication, readFiles } from './read-application.ts';

const UPLOAD_LIMIT = 60 * 1024 * 1024;
const EXPORT_MOST = 5_000;
const crumb = { label: '依申请公开', href: deskPath };

const whiches: readonly ListFilter['which'][] = ['open', 'turn', 'late', 'soon', 'extension', 'mine', 'watched', 'ended', 'all'];

function readFilter(ctx: Ctx): ListFilter {
  const q = ctx.query;
  const page = Number(q.line('page'));
  return {
    which: whiches.find((w) => w === q.line('which')) ?? 'open',
    state: requestStates.find((s) => s === q.line('state')) ?? null,
    organId: parseId(q.line('organ')),
    kind:
      (q.wordFrom('kind', Object.fromEntries(Object.keys(applicantKindNames).map((k) => [k, k]))) as ListFilter['kind']) ?? null,
    words: q.line('q').slice(0, 100),
    page: Number.isInteger(page) && page >= 1 && page <= 100_000 ? page : 1,
  };
}

async function named(ctx: Ctx, rows: readonly ListRow[]) {
  const { db } = ctx.town;
  const organs = await organsById(
    db,
    rows.flatMap((r) => r.organId ?? []),
  );
  const handlers = await staffNames(
    db,
    rows.flatMap((r) => r.handlerId ?? []),
  );
  return rows.map((r) => ({
    ...r,
    organName: r.organId ? (organs.get(r.organId)?.shortName ?? null) : null,
    handlerName: r.handlerId ? (handlers.get(r.handlerId) ?? null) : null,
  }));
}

async function showDesk(ctx: Ctx): Promise<Reply> {
  const { db } = ctx.town;
  const filter = readFilter(ctx);
  const actor = ctx.actor();
  const found = await listRequests(db, actor, filter, ctx.today);
  return consolePage(
    ctx,
    { title: '依申请公开', current: 'requests', notice: ctx.query.wordFrom('done', { entered: '已登记。' }) },
    <DeskPage
      ctx={ctx}
      filter={filter}
      figures={await deskFigures(db, actor, ctx.today)}
      total={found.total}
      isMore={found.isMore}
      rows={await named(ctx, found.rows)}
      organs={await listOrgans(db)}
      calendar={await calendarOf(db)}
      progress={await recomputeProgress(db)}
      mayEnter={actor.roles.includes('openness-office') || actor.roles.includes('window')}
      maySet={actor.roles.includes('openness-office')}
    />,
  );
}

async function exportDesk(ctx: Ctx): Promise<Reply> {
  const found = await listRequests(ctx.town.db, ctx.actor(), { ...readFilter(ctx), page: 1 }, ctx.today, EXPORT_MOST);
  const rows = await named(ctx, found.rows);
  return sheetReply(
    `信息公开申请台账${ctx.today}.xlsx`,
    [
      { title: '编号', width: 16 },
      { title: '事由', width: 40 },
      { title: '申请人类型', width: 14 },
      { title: '收到途径', width: 16 },
      { title: '提出', width: 12 },
      { title: '收到申请之日', width: 14 },
      { title: '承办单位', width: 18 },
      { title: '承办人', width: 12 },
      { title: '状态', width: 12 },
      { title: '法定期限', width: 12 },
      { title: '办结', width: 12 },
      { title: '答复', width: 24 },
    ],
    rows.map((r) => [
      r.number,
      r.title,
      applicantKindNames[r.applicantKind],
      channelNames[r.channel],
      r.submittedOn,
      r.receivedOn ?? '',
      r.organName ?? '',
      r.handlerName ?? '',
      requestStateNames[r.state],
      r.dueOn ?? '',
      r.endedOn ?? '',
      r.answerCode ? answers[r.answerCode].name : '',
    ]),
  );
}

function enterPage(ctx: Ctx, problems: readonly Problem[] = []): Reply {
  const formKey = ctx.form.line('formKey') || newFormKey();
  const reply = consolePage(
    ctx,
    {
      title: '登记申请',
      current: 'requests',
      crumbs: [crumb, { label: '登记申请' }],
      status: problems.length > 0 ? 422 : 200,
    },
    <EnterPage ctx={ctx} formKey={formKey} problems={problems} />,
  );
  // Going back shows this very form, see public-routes.tsx.
  return { ...reply, headers: { 'cache-control': 'private, no-cache' } };
}

/** A paper, oral, mailed or faxed application; the receipt is printed for whoever brought it. */
async function enter(ctx: Ctx): Promise<Reply> {
  const { form } = ctx;
  const files = await readFiles(form, applicantFields);
  const title = form.line('title');
  const outcome = await perform(ctx.town, ctx.actor(), 'requests.enter', async (act) => {
    if (!files.ok) return files;
    const wrong = title === '' ? null : titleProblem(title);
    if (wrong) return { ok: false, refusals: [wrong] };
    return submitRequest(act, {
      draft: readApplication(form),
      channel: channels.find((c): c is Channel => c === form.line('channel')) ?? null,
      submittedOn: parseDay(form.line('submittedOn')),
      formKey: form.line('formKey'),
      files: files.value,
      title,
    });
  });
  if (!outcome.ok) return enterPage(ctx, problemsOf(outcome.refusals, requestWords));
  return consolePage(
    ctx,
    { title: '回执', current: 'requests', crumbs: [crumb, { label: '回执' }] },
    <ReceiptPage ctx={ctx} receipt={outcome.value} />,
  );
}

async function showCase(ctx: Ctx, problems: readonly Problem[] = []): Promise<Reply> {
  const id = parseId<RequestId>(ctx.params.id ?? '');
  const looked = id && (await perform(ctx.town, ctx.actor(), 'requests.look', (act) => lookAt(act, id)));
  if (!looked?.ok) return notFoundReply(ctx);
  const view = looked.value;
  const { db } = ctx.town;
  const organs = await listOrgans(db);
  const assigned = view.request.organId;
  const staff = (await listStaff(db)).filter((s) => s.leftOn === null && (assigned === null || s.organId === assigned));
  const done = ctx.query.line('done');
  return consolePage(
    ctx,
    {
      title: `申请 ${view.request.number}`,
      current: 'requests',
      crumbs: [crumb, { label: view.request.number }],
      notice: Object.hasOwn(deeds, done) ? `已办：${deeds[done as keyof typeof deeds].label}。` : undefined,
      status: problems.length > 0 ? 422 : 200,
    },
    <CasePage
      ctx={ctx}
      view={view}
      organName={assigned ? (organs.find((o) => o.id === assigned)?.name ?? null) : null}
      calendar={await calendarOf(db)}
      forms={{
        organs: organs.filter((o) => o.kind !== 'village').map(({ id: organ, name }) => ({ id: organ, name })),
        staff,
        nthOfMonth: await nthOfMonth(db, view.request.id),
        watching: await isWatching(db, view.request.id, ctx.actor()),
      }}
      problems={problems}
    />,
  );
}

async function doOnCase(ctx: Ctx): Promise<Reply> {
  const id = parseId<RequestId>(ctx.params.id ?? '');
  const deed = deedOf(ctx.form);
  if (!id || !deed) return notFoundReply(ctx);
  const files = await readFiles(ctx.form, deskFields);
  const outcome = await perform(
    ctx.town,
    ctx.actor(),
    `requests.${deed}`,
    async (act): Promise<Outcome<unknown, RequestRefusal>> =>
      files.ok ? doDeed(act, deed, { form: ctx.form, files: files.value, id }) : files,
  );
  if (outcome.ok) return seeOther(`${casePath(id)}?done=${deed}`);
  return outcome.refusals.some((r) => r.code === 'not-found')
    ? notFoundReply(ctx)
    : showCase(ctx, problemsOf(outcome.refusals, requestWords));
}

async function sendFile(ctx: Ctx): Promise<Reply> {
  const id = parseId<RequestId>(ctx.params.id ?? '');
  const looked = id && (await perform(ctx.town, ctx.actor(), 'requests.look', (act) => lookAt(act, id)));
  const file = looked?.ok ? looked.value.files.find((f) => f.id === (ctx.params.file as RequestFileId)) : undefined;
  const content = looked?.ok && file ? await openFile(ctx.town, looked.value.request.keyId, file) : null;
  if (!file || !content) return notFoundReply(ctx);
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

/** For who asks for a copy of their own data. */
async function exportPersonal(ctx: Ctx): Promise<Reply> {
  const id = parseId<RequestId>(ctx.params.id ?? '');
  const copied = id && (await perform(ctx.town, ctx.actor(), 'requests.export', (act) => copyForApplicant(act, id)));
  if (!copied?.ok) return notFoundReply(ctx);
  return {
    kind: 'bytes',
    type: 'application/json; charset=utf-8',
    body: Buffer.from(JSON.stringify(copied.value, null, 2)),
    headers: { 'content-disposition': contentDisposition('申请人个人信息.json'), 'cache-control': 'no-store' },
  };
}

async function showSuggestions(ctx: Ctx, problems: readonly Problem[] = []): Promise<Reply> {
  const { db } = ctx.town;
  return consolePage(
    ctx,
    {
      title: '转为主动公开',
      current: 'requests',
      crumbs: [crumb, { label: '转为主动公开' }],
      status: problems.length > 0 ? 422 : 200,
      notice: ctx.query.wordFrom('done', { publish: '已决定主动公开，草稿已建好。', refuse: '已记下不转的理由。' }),
    },
    <SuggestionsPage
      ctx={ctx}
      suggestions={await suggestionsFor(db, ctx.actor())}
      items={await listItems(db)}
      organs={await listOrgans(db)}
      problems={problems}
      mayDecide={ctx.actor().roles.includes('openness-office')}
    />,
  );
}

async function decide(ctx: Ctx): Promise<Reply> {
  const id = parseId<SuggestionId>(ctx.params.id ?? '');
  if (!id) return notFoundReply(ctx);
  const { form } = ctx;
  const publish = form.line('decision') === 'publish';
  const outcome = await perform(ctx.town, ctx.actor(), 'requests.decide-suggestion', (act) =>
    decideSuggestion(
      act,
      id,
      publish
        ? { publish: { itemCode: form.line('item'), ownerId: parseId(form.line('owner')), dueOn: parseDay(form.line('dueOn')) } }
        : { refuse: form.text('reason') },
    ),
  );
  if (!outcome.ok)
    return outcome.refusals.some((r) => r.code === 'not-found')
      ? notFoundReply(ctx)
      : showSuggestions(ctx, problemsOf(outcome.refusals, requestWords));
  return seeOther(`${deskPath}/suggestions?done=${publish ? 'publish' : 'refuse'}`);
}

export const deskRoutes: readonly Route[] = [
  { method: 'GET', path: deskPath, handle: showDesk },
  { method: 'GET', path: `${deskPath}/export.xlsx`, handle: exportDesk },
  { method: 'GET', path: `${deskPath}/new`, handle: (ctx) => enterPage(ctx) },
  { method: 'POST', path: deskPath, bodyLimit: UPLOAD_LIMIT, handle: enter },
  { method: 'GET', path: `${deskPath}/suggestions`, handle: (ctx) => showSuggestions(ctx) },
  { method: 'POST', path: `${deskPath}/suggestions/:id`, handle: decide },
  { method: 'GET', path: `${deskPath}/:id`, handle: (ctx) => showCase(ctx) },
  { method: 'POST', path: `${deskPath}/:id`, bodyLimit: UPLOAD_LIMIT, handle: doOnCase },
  { method: 'GET', path: `${deskPath}/:id/personal.json`, handle: exportPersonal },
  { method: 'GET', path: `${deskPath}/:id/files/:file`, handle: sendFile },
  ...letterRoutes,
  ...maskingRoutes,
];
