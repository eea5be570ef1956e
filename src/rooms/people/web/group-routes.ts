// Console: the leadership group and its office.
import { consolePage } from '../../../kit/console-page/part.tsx';
import { notFoundReply } from '../../../kit/not-found/part.tsx';
import type { Problem } from '../../../kit/problem-summary/part.tsx';
import { perform } from '../../../platform/act/act.ts';
import { type Reply, seeOther } from '../../../platform/http/reply.ts';
import type { Ctx, Route } from '../../../platform/http/route.ts';
import { sheetReply } from '../../../platform/http/sheet.ts';
import { type OrganId, parseId } from '../../../town/ids.ts';
import type { Outcome, Refusal } from '../../../town/outcome.ts';
import { addPost, endPost } from '../add-post.ts';
import { tellsPublic } from '../authority.ts';
import { endGroup, formGroup } from '../form-group.ts';
import type { Group, GroupId, GroupPart, PostId } from '../leadership.ts';
import { historyOf } from '../read-events.ts';
import { allGroups, groupById } from '../read-leadership.ts';
import { listOrgans } from '../read-organs.ts';
import type { PeopleCode } from '../words.ts';
import { FormReader, peopleProblems, typed, type Values } from './forms.ts';
import { has } from './organ-routes.ts';
import { GroupList, GroupPage } from './pages/group-pages.tsx';
import { fits, type SpanFilter, spanFilter, spanWord } from './span-filter.tsx';

const crumbs = [
  { label: '工作台', href: '/console' },
  { label: '领导小组', href: '/console/leading-group' },
];
const notices: Readonly<Record<string, string>> = {
  formed: '领导小组已登记，公开网页已更新。',
  ended: '这一届已结束，名单保留在历届名单里。',
  'post-added': '组成人员已增加，公开网页已更新。',
  'post-ended': '已登记卸任，公开网页已更新。',
};

export const groupRoutes: readonly Route[] = [
  { method: 'GET', path: '/console/leading-group', handle: (ctx) => list(ctx, {}, []) },
  { method: 'GET', path: '/console/leading-group/export.xlsx', handle: sheet },
  { method: 'POST', path: '/console/leading-group', handle: form },
  { method: 'GET', path: '/console/leading-group/:id', handle: (ctx) => one(ctx, {}, []) },
  { method: 'POST', path: '/console/leading-group/:id/posts', handle: add },
  { method: 'POST', path: '/console/leading-group/:id/posts/:post/ending', handle: endOnePost },
  { method: 'POST', path: '/console/leading-group/:id/ending', handle: end },
];

async function asked(ctx: Ctx): Promise<{ filter: SpanFilter; groups: readonly Group[] }> {
  const filter = spanFilter(ctx);
  const text = (g: Group): string[] => [g.name, g.officeName, g.basis, ...g.posts.map((p) => p.name)];
  return { filter, groups: (await allGroups(ctx.town.db)).filter((g) => fits(g, text(g), filter, ctx.today)) };
}

/** One line a post, under the composition it belongs to. */
async function sheet(ctx: Ctx): Promise<Reply> {
  const columns = ['领导小组', '文号', '起', '止', '状态', '组成', '职务', '姓名', '单位职务', '职责', '任职起', '任职止'].map(
    (title) => ({ title, width: title === '领导小组' || title === '职责' ? 30 : 14 }),
  );
  const rows = (await asked(ctx)).groups.flatMap((g) => {
    const group = [g.name, g.basis, g.from, g.to ?? '', spanWord(g, ctx.today)];
    if (g.posts.length === 0) return [[...group, '', '', '', '', '', '', '']];
    return g.posts.map((p) => [
      ...group,
      ...[p.part === 'office' ? g.officeName : g.name, p.post, p.name, p.work, p.duty, p.from, p.to ?? ''],
    ]);
  });
  return sheetReply(`领导小组${ctx.today}.xlsx`, columns, rows);
}

async function list(ctx: Ctx, values: Values, problems: readonly Problem[]): Promise<Reply> {
  const { db } = ctx.town;
  const body = GroupList({
    ctx,
    ...(await asked(ctx)),
    organs: await listOrgans(db),
    values,
    problems,
    mayEdit: has(ctx, tellsPublic),
  });
  return consolePage(ctx, { title: '领导小组', current: 'leading-group', status: problems.length > 0 ? 422 : 200 }, body);
}

async function form(ctx: Ctx): Promise<Reply> {
  const read = new FormReader(ctx.form);
  const input = {
    name: ctx.form.line('name'),
    officeName: ctx.form.line('officeName'),
    officeOrganId: read.id<OrganId>('officeOrganId'),
    basis: ctx.form.line('basis'),
    from: read.day('from', '起始日期') ?? ctx.today,
    replacePresent: ctx.form.checked('replacePresent'),
  };
  const outcome = await perform(ctx.town, ctx.actor(), 'form-group', async (act) => read.judge(await formGroup(act, input)));
  if (!outcome.ok) return list(ctx, typed(ctx.form), peopleProblems(outcome.refusals));
  return seeOther(`/console/leading-group/${outcome.value.id}?done=formed`);
}

async function present(ctx: Ctx): Promise<Group | null> {
  const id = parseId<GroupId>(ctx.params.id ?? '');
  return id === null ? null : await groupById(ctx.town.db, id);
}

async function add(ctx: Ctx): Promise<Reply> {
  const group = await present(ctx);
  if (!group) return notFoundReply(ctx);
  const read = new FormReader(ctx.form);
  const input = {
    groupId: group.id,
    part: ctx.form.line('part') as GroupPart,
    post: ctx.form.line('post'),
    name: ctx.form.line('name'),
    work: ctx.form.line('work'),
    duty: ctx.form.line('duty'),
    organId: read.id<OrganId>('organId'),
    sort: read.number('sort', '排序'),
    from: read.day('from', '起始日期') ?? undefined,
  };
  const outcome = await perform(ctx.town, ctx.actor(), 'add-post', async (act) => read.judge(await addPost(act, input)));
  return answer(ctx, group.id, 'post-added', outcome);
}

async function endOnePost(ctx: Ctx): Promise<Reply> {
  const group = await present(ctx);
  const post = group?.posts.find((p) => p.id === parseId<PostId>(ctx.params.post ?? ''));
  if (!group || !post) return notFoundReply(ctx);
  const read = new FormReader(ctx.form);
  const to = read.day('postTo', '最后一天') ?? ctx.today;
  const outcome = await perform(ctx.town, ctx.actor(), 'end-post', async (act) =>
    read.judge(await endPost(act, { postId: post.id, to })),
  );
  return answer(ctx, group.id, 'post-ended', outcome, '');
}

async function end(ctx: Ctx): Promise<Reply> {
  const group = await present(ctx);
  if (!group) return notFoundReply(ctx);
  const read = new FormReader(ctx.form);
  const to = read.day('endingTo', '最后一天') ?? ctx.today;
  const outcome = await perform(ctx.town, ctx.actor(), 'end-group', async (act) =>
    read.judge(await endGroup(act, { groupId: group.id, to })),
  );
  return answer(ctx, group.id, 'ended', outcome, 'endingTo');
}

/** Back to the group's page; `to` is what this form calls the verb's last day. */
function answer(ctx: Ctx, id: GroupId, notice: string, outcome: Outcome<unknown, PeopleCode>, to = 'to'): Reply | Promise<Reply> {
  if (outcome.ok) return seeOther(`/console/leading-group/${id}?done=${notice}`);
  const refusals = outcome.refusals.map((r): Refusal<PeopleCode> => (r.field === 'to' ? { ...r, field: to } : r));
  return one(ctx, typed(ctx.form), peopleProblems(refusals));
}

async function one(ctx: Ctx, values: Values, problems: readonly Problem[]): Promise<Reply> {
  const group = await present(ctx);
  if (!group) return notFoundReply(ctx);
  const body = GroupPage({
    ctx,
    group,
    values,
    problems,
    organs: await listOrgans(ctx.town.db),
    mayEdit: has(ctx, tellsPublic),
    events: await historyOf(ctx.town.db, `group:${group.id}`),
  });
  const props = {
    title: group.name,
    current: 'leading-group',
    crumbs: [...crumbs, { label: `${group.from} 起` }],
    notice: ctx.query.wordFrom('done', notices),
    status: problems.length > 0 ? 422 : 200,
  };
  return consolePage(ctx, props, body);
}
