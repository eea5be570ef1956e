// Import at the desk: hand in, look, put right, begin, come back.
import { consolePage } from '../../../kit/console-page/part.tsx';
import { notFoundReply } from '../../../kit/not-found/part.tsx';
import { type Problem, problemsOf } from '../../../kit/problem-summary/part.tsx';
import { perform } from '../../../platform/act/act.ts';
import { type Reply, seeOther } from '../../../platform/http/reply.ts';
import type { Ctx, Route } from '../../../platform/http/route.ts';
import { sheetReply } from '../../../platform/http/sheet.ts';
import { shortTime } from '../../../town/day.ts';
import { type OrganId, parseId } from '../../../town/ids.ts';
import { done, type Outcome, type Refusal } from '../../../town/outcome.ts';
import { listItems } from '../../catalogue/door.ts';
import { listOrgans } from '../../people/door.ts';
import { type Batch, type BatchFilter, batchById, figuresOf, lineCount, linesOf, listBatches } from '../batches.ts';
import { type BatchId, type BatchState, batchStateNames, type LineId, lineStateNames } from '../intake.ts';
import { addFiles, handIn, openBatch } from '../open-batch.ts';
import { itemNamed, type Known } from '../proposal.ts';
import { releaseLine, startBatch } from '../start-batch.ts';
import { type ImportRefusal, intakeWords } from '../words.ts';
import { readChoices } from './batch-form.ts';
import { BatchPage } from './pages/batch-page.tsx';
import { BatchesPage } from './pages/batches-page.tsx';
import { resultStates } from './pages/result-table.tsx';

const UPLOAD_LIMIT = 60 * 1024 * 1024;
const PAGE = 50;
/** Seconds between looks at work under way. */
const REFRESH = '4';

const problems = (refusals: readonly Refusal<ImportRefusal>[]): Problem[] => problemsOf(refusals, intakeWords);

async function knownOf(ctx: Ctx): Promise<Pick<Known, 'items' | 'organs'>> {
  return { items: (await listItems(ctx.town.db)).filter((i) => i.closedOn === null), organs: await listOrgans(ctx.town.db) };
}

function pageOf(ctx: Ctx): number {
  const n = Number(ctx.query.line('page'));
  return Number.isSafeInteger(n) && n > 0 && n < 100_000 ? n : 1;
}

function batchFilter(ctx: Ctx): BatchFilter {
  const asked = ctx.query.line('state');
  const states = Object.keys(batchStateNames) as BatchState[];
  return { q: ctx.query.line('q').slice(0, 100), state: states.find((s) => s === asked) ?? '' };
}

async function showList(ctx: Ctx, refusals: readonly Refusal<ImportRefusal>[] = []): Promise<Reply> {
  const page = pageOf(ctx);
  const filter = batchFilter(ctx);
  const { batches, total } = await listBatches(ctx.town.db, filter, PAGE, (page - 1) * PAGE);
  const props = { ctx, known: await knownOf(ctx), filter, batches, total, page, pageSize: PAGE, problems: problems(refusals) };
  return consolePage(
    ctx,
    { title: '导入', current: 'import', status: refusals.length > 0 ? 422 : 200 },
    <BatchesPage {...props} />,
  );
}

const MOST_EXPORTED = 10_000;

async function exportedList(ctx: Ctx): Promise<Reply> {
  const { batches } = await listBatches(ctx.town.db, batchFilter(ctx), MOST_EXPORTED);
  const heads = ['开始', '完成', '哪一批', '从哪里', '由谁', '状态', '共', '已导入', '跳过', '没有导入'];
  return sheetReply(
    `导入批次${ctx.today}.xlsx`,
    heads.map((title) => ({ title, width: title === '哪一批' ? 50 : undefined })),
    batches.map((b) => [
      shortTime(b.startedAt),
      b.finishedAt ? shortTime(b.finishedAt) : '',
      b.label,
      b.channel === 'console' ? '工作台' : '命令行',
      b.staffName,
      batchStateNames[b.state],
      b.documents,
      b.imported,
      b.skipped,
      b.failed,
    ]),
  );
}

async function take(ctx: Ctx, into: BatchId | null): Promise<Outcome<BatchId, ImportRefusal>> {
  const given = await handIn(
    ctx.town,
    ctx.form.files.filter((f) => f.field === 'files' && f.bytes.byteLength + f.name.length > 0),
    ctx.form.file('sheet'),
  );
  if (!given.ok) return given;
  const choices = {
    item: ctx.form.line('item') === '' ? null : itemNamed(ctx.form.line('item'), (await knownOf(ctx)).items),
    organ: parseId<OrganId>(ctx.form.line('organ')),
  };
  return perform(ctx.town, ctx.actor(), into === null ? 'intake.open-batch' : 'intake.add-files', async (act) => {
    const batch = into === null ? await openBatch(act, choices) : done(into);
    if (!batch.ok) return batch;
    const added = await addFiles(act, batch.value, given.value);
    return added.ok ? batch : added;
  });
}

async function upload(ctx: Ctx): Promise<Reply> {
  const taken = await take(ctx, null);
  return taken.ok ? seeOther(`/console/import/${taken.value}`) : showList(ctx, taken.refusals);
}

async function findBatch(ctx: Ctx): Promise<Batch | null> {
  const id = parseId<BatchId>(ctx.params.id ?? '');
  return id ? batchById(ctx.town.db, id) : null;
}

const notices: Readonly<Record<string, string>> = { released: '已放行，正在导入。' };

async function showBatch(ctx: Ctx, batch: Batch, refusals: readonly Refusal<ImportRefusal>[] = []): Promise<Reply> {
  const { db } = ctx.town;
  const busy = batch.state === 'looking' || batch.state === 'importing';
  const asked = ctx.query.line('state');
  const state = resultStates.find((s) => s.value === asked)?.value ?? null;
  const filter = { role: 'document', state: state === 'failed' ? 'failed-or-refused' : state } as const;
  const page = pageOf(ctx);
  const all = batch.channel === 'console' || busy ? await linesOf(db, batch.id) : [];
  const settled = ['imported', 'skipped', 'kept'];
  const props = {
    ctx,
    batch,
    figures: await figuresOf(db, batch.id),
    open: busy || batch.channel !== 'console' ? [] : all.filter((l) => l.role === 'document' && !settled.includes(l.state)),
    attachments: all.filter((l) => l.role !== 'document'),
    current: busy ? (all.find((l) => l.role === 'document' && l.state === 'waiting')?.name ?? null) : null,
    known: await knownOf(ctx),
    problems: problems(refusals),
    lines: await linesOf(db, batch.id, filter, PAGE, (page - 1) * PAGE),
    total: await lineCount(db, batch.id, filter),
    state: state ?? '',
    page,
    pageSize: PAGE,
  };
  const reply = consolePage(
    ctx,
    {
      title: '导入一批',
      current: 'import',
      crumbs: [{ label: '导入', href: '/console/import' }, { label: batch.label }],
      notice: refusals.length === 0 ? ctx.query.wordFrom('done', notices) : undefined,
      status: refusals.length > 0 ? 422 : 200,
    },
    <BatchPage {...props} />,
  );
  return busy && refusals.length === 0 ? { ...reply, headers: { refresh: REFRESH } } : reply;
}

async function show(ctx: Ctx): Promise<Reply> {
  const batch = await findBatch(ctx);
  return batch ? showBatch(ctx, batch) : notFoundReply(ctx);
}

async function add(ctx: Ctx): Promise<Reply> {
  const batch = await findBatch(ctx);
  if (batch?.channel !== 'console') return notFoundReply(ctx);
  const taken = await take(ctx, batch.id);
  return taken.ok ? seeOther(`/console/import/${batch.id}`) : showBatch(ctx, batch, taken.refusals);
}

async function start(ctx: Ctx): Promise<Reply> {
  const batch = await findBatch(ctx);
  if (batch?.channel !== 'console') return notFoundReply(ctx);
  const { choices, refusals } = readChoices(
    ctx.form,
    await linesOf(ctx.town.db, batch.id, { role: 'document' }),
    await knownOf(ctx),
  );
  if (refusals.length > 0) return showBatch(ctx, batch, refusals);
  const begun = await perform(ctx.town, ctx.actor(), 'intake.start', (act) => startBatch(act, batch.id, choices));
  return begun.ok ? seeOther(`/console/import/${batch.id}`) : showBatch(ctx, batch, begun.refusals);
}

async function release(ctx: Ctx): Promise<Reply> {
  const batch = await findBatch(ctx);
  const lineId = parseId<LineId>(ctx.params.file ?? '');
  if (!batch || !lineId || batch.channel !== 'console') return notFoundReply(ctx);
  const { form } = ctx;
  const wish = { batchId: batch.id, lineId, ground: form.line('ground'), reason: form.text('reason').slice(0, 500) };
  const released = await perform(ctx.town, ctx.actor(), 'intake.release', (act) => releaseLine(act, wish));
  return released.ok ? seeOther(`/console/import/${batch.id}?done=released`) : showBatch(ctx, batch, released.refusals);
}

async function exported(ctx: Ctx): Promise<Reply> {
  const batch = await findBatch(ctx);
  if (!batch) return notFoundReply(ctx);
  const { items, organs } = await knownOf(ctx);
  const lines = await linesOf(ctx.town.db, batch.id, { role: 'document' });
  const heads = ['文件', '表中行号', '结果', '索引号', '标题', '目录', '机构', '生成日期', '原发布日期', '原因', '提示'];
  return sheetReply(
    `导入结果 ${shortTime(batch.startedAt).replace(/\D/g, '')}.xlsx`,
    heads.map((title) => ({ title })),
    lines.map(({ name, row, state, indexNo, found }) => [
      name,
      row?.number ?? null,
      lineStateNames[state],
      indexNo,
      found?.title ?? '',
      found?.itemCode ? `${found.itemCode} ${items.find((i) => i.code === found.itemCode)?.name ?? ''}` : '',
      organs.find((o) => o.id === found?.organId)?.name ?? '',
      found?.createdOn ?? '',
      found?.publishedOn ?? '',
      (found?.why ?? []).join(''),
      (found?.warnings ?? []).join(''),
    ]),
  );
}

export const intakeRoutes: readonly Route[] = [
  { method: 'GET', path: '/console/import', handle: (ctx) => showList(ctx) },
  { method: 'POST', path: '/console/import', bodyLimit: UPLOAD_LIMIT, handle: upload },
  { method: 'GET', path: '/console/import/:id', handle: show },
  { method: 'GET', path: '/console/import/export.xlsx', handle: exportedList },
  { method: 'GET', path: '/console/import/:id/export.xlsx', handle: exported },
  { method: 'POST', path: '/console/import/:id/files', bodyLimit: UPLOAD_LIMIT, handle: add },
  { method: 'POST', path: '/console/import/:id/files/:file/release', sensitive: true, handle: release },
  { method: 'POST', path: '/console/import/:id/start', sensitive: true, handle: start },
];
