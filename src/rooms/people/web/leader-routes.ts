// Console: 领导信息与分工.
import { consolePage } from '../../../kit/console-page/part.tsx';
import { notFoundReply } from '../../../kit/not-found/part.tsx';
import type { Problem } from '../../../kit/problem-summary/part.tsx';
import { perform } from '../../../platform/act/act.ts';
import { inspectUpload } from '../../../platform/files/inspect-upload.ts';
import { fileRefusalWords } from '../../../platform/files/words.ts';
import { type Reply, seeOther } from '../../../platform/http/reply.ts';
import type { Ctx, Route } from '../../../platform/http/route.ts';
import { sheetReply } from '../../../platform/http/sheet.ts';
import { type OrganId, parseId } from '../../../town/ids.ts';
import { tellsPublic } from '../authority.ts';
import type { Leader, LeaderId } from '../leadership.ts';
import { historyOf } from '../read-events.ts';
import { allLeaders, leaderById } from '../read-leadership.ts';
import { listOrgans } from '../read-organs.ts';
import { endLeader, type LeaderInput, setLeader } from '../set-leader.ts';
import { FormReader, peopleProblems, typed, type Values } from './forms.ts';
import { has } from './organ-routes.ts';
import { fits, type SpanFilter, spanFilter, spanWord } from './span-filter.tsx';
import { LeaderList, LeaderPage } from './pages/leader-pages.tsx';

const crumbs = [
  { label: '工作台', href: '/console' },
  { label: '领导信息', href: '/console/leaders' },
];
const notices: Readonly<Record<string, string>> = { saved: '已保存，公开网页已更新。', ended: '已登记离任，公开网页已更新。' };
const PHOTO_BYTES = 5 * 1024 * 1024;

export const leaderRoutes: readonly Route[] = [
  { method: 'GET', path: '/console/leaders', handle: list },
  { method: 'GET', path: '/console/leaders/export.xlsx', handle: sheet },
  { method: 'GET', path: '/console/leaders/new', handle: (ctx) => show(ctx, null, { from: ctx.today, sort: '100' }, [], []) },
  { method: 'POST', path: '/console/leaders', bodyLimit: PHOTO_BYTES, handle: (ctx) => save(ctx, null) },
  {
    method: 'GET',
    path: '/console/leaders/:id',
    handle: (ctx) => withLeader(ctx, (l) => show(ctx, l, valuesOf(l), l.inCharge, [])),
  },
  { method: 'POST', path: '/console/leaders/:id', bodyLimit: PHOTO_BYTES, handle: (ctx) => withLeader(ctx, (l) => save(ctx, l)) },
  { method: 'POST', path: '/console/leaders/:id/ending', handle: (ctx) => withLeader(ctx, (l) => end(ctx, l)) },
];

async function withLeader(ctx: Ctx, then: (leader: Leader) => Promise<Reply>): Promise<Reply> {
  const id = parseId<LeaderId>(ctx.params.id ?? '');
  const leader = id === null ? null : await leaderById(ctx.town.db, id);
  return leader ? then(leader) : notFoundReply(ctx);
}

async function asked(ctx: Ctx): Promise<{ filter: SpanFilter; leaders: readonly Leader[] }> {
  const filter = spanFilter(ctx);
  const all = await allLeaders(ctx.town.db);
  return { filter, leaders: all.filter((l) => fits(l, [l.name, ...l.posts, l.division], filter, ctx.today)) };
}

async function sheet(ctx: Ctx): Promise<Reply> {
  const columns = ['姓名', '职务', '分工', '电话', '接待时间', '任职起', '任职止', '状态'].map((title) => ({
    title,
    width: title === '分工' || title === '职务' ? 40 : 14,
  }));
  const rows = (await asked(ctx)).leaders.map((l) => [
    ...[l.name, l.posts.join('、'), l.division, l.telephone, l.officeHours, l.from, l.to ?? ''],
    spanWord(l, ctx.today),
  ]);
  return sheetReply(`领导信息${ctx.today}.xlsx`, columns, rows);
}

async function list(ctx: Ctx): Promise<Reply> {
  const body = LeaderList({ ctx, ...(await asked(ctx)), mayEdit: has(ctx, tellsPublic) });
  return consolePage(ctx, { title: '领导信息与分工', current: 'leaders' }, body);
}

/** The digest of the uploaded photograph, the present one when none was sent, or why it is not taken. */
async function photoOf(ctx: Ctx, present: string | null): Promise<{ photo: string | null; problems: readonly Problem[] }> {
  const file = ctx.form.file('photo');
  if (!file) return { photo: present, problems: [] };
  const inspected = await inspectUpload(file.name, file.bytes);
  if (!inspected.ok) {
    const problems = inspected.refusals.map((r) => ({ field: 'photo', sentence: fileRefusalWords[r.code] }));
    return { photo: present, problems };
  }
  const { kind, cleanedBytes } = inspected.value;
  if (kind !== 'jpg' && kind !== 'png')
    return { photo: present, problems: peopleProblems([{ code: 'form-photo', field: 'photo' }]) };
  return { photo: (await ctx.town.files.put(cleanedBytes)).sha256, problems: [] };
}

async function save(ctx: Ctx, leader: Leader | null): Promise<Reply> {
  const { form } = ctx;
  const read = new FormReader(form);
  const { photo, problems } = await photoOf(ctx, leader?.photo ?? null);
  const input: LeaderInput = {
    ...(leader ? { id: leader.id, revision: read.number('revision', '版本') } : {}),
    name: form.line('name'),
    posts: read.lines('posts'),
    division: form.text('division'),
    inCharge: form.list('inCharge') as readonly string[] as readonly OrganId[],
    cv: form.text('cv'),
    telephone: form.line('telephone'),
    officeHours: form.line('officeHours'),
    photo,
    sort: read.number('sort', '排序'),
    from: read.day('from', '任职日期') ?? ctx.today,
  };
  // A photograph that is not taken refuses the whole form, beside whatever else is wrong with it.
  const outcome = await perform(ctx.town, ctx.actor(), 'set-leader', async (act) => {
    const judged = read.judge(await setLeader(act, input));
    return judged.ok && problems.length > 0 ? { ok: false as const, refusals: [] } : judged;
  });
  if (!outcome.ok)
    return show(ctx, leader, typed(form), form.list('inCharge'), [...peopleProblems(outcome.refusals), ...problems]);
  return seeOther(`/console/leaders/${outcome.value.id}?done=saved`);
}

async function end(ctx: Ctx, leader: Leader): Promise<Reply> {
  const read = new FormReader(ctx.form);
  const to = read.day('endingTo', '最后一天') ?? ctx.today;
  const outcome = await perform(ctx.town, ctx.actor(), 'end-leader', async (act) =>
    read.judge(await endLeader(act, { leaderId: leader.id, to })),
  );
  if (outcome.ok) return seeOther(`/console/leaders/${leader.id}?done=ended`);
  const refusals = outcome.refusals.map((r) => (r.field === 'to' ? { ...r, field: 'endingTo' } : r));
  return show(ctx, leader, { ...valuesOf(leader), ...typed(ctx.form) }, leader.inCharge, peopleProblems(refusals));
}

async function show(
  ctx: Ctx,
  leader: Leader | null,
  values: Values,
  inCharge: readonly string[],
  problems: readonly Problem[],
): Promise<Reply> {
  const body = LeaderPage({
    ctx,
    leader,
    values,
    inCharge,
    problems,
    organs: await listOrgans(ctx.town.db),
    mayEdit: has(ctx, tellsPublic),
    events: leader ? await historyOf(ctx.town.db, `leader:${leader.id}`) : [],
  });
  const title = leader?.name ?? '登记领导';
  const notice = ctx.query.wordFrom('done', notices);
  const status = problems.length > 0 ? 422 : 200;
  return consolePage(ctx, { title, current: 'leaders', crumbs: [...crumbs, { label: title }], notice, status }, body);
}

function valuesOf(l: Leader): Values {
  return {
    revision: String(l.revision),
    name: l.name,
    posts: l.posts.join('\n'),
    division: l.division,
    cv: l.cv,
    telephone: l.telephone,
    officeHours: l.officeHours,
    sort: String(l.sort),
    from: l.from,
  };
}
