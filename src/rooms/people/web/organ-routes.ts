// Console: organs are listed, created, changed, closed.
import { consolePage } from '../../../kit/console-page/part.tsx';
import { notFoundReply } from '../../../kit/not-found/part.tsx';
import type { Problem } from '../../../kit/problem-summary/part.tsx';
import { perform } from '../../../platform/act/act.ts';
import { type Reply, seeOther } from '../../../platform/http/reply.ts';
import type { Ctx, Route } from '../../../platform/http/route.ts';
import { sheetReply } from '../../../platform/http/sheet.ts';
import { type OrganId, parseId } from '../../../town/ids.ts';
import type { Role } from '../../../town/roles.ts';
import { keepsOrgans, tellsPublic } from '../authority.ts';
import { changeOrgan, type OrganChange } from '../change-organ.ts';
import { closeOrgan } from '../close-organ.ts';
import { createOrgan } from '../create-organ.ts';
import { type Organ, type OrganFacts, type OrganFrame, organKindNames, type OrganKind } from '../organ.ts';
import { historyOf } from '../read-events.ts';
import { listOrgans, organById } from '../read-organs.ts';
import { FormReader, peopleProblems, typed, type Values } from './forms.ts';
import { consoleOrganView } from './pages/console-organ.tsx';
import { OrganForm } from './pages/organ-form.tsx';
import { filterOrgans, type OrganFilter, OrganList } from './pages/organ-list.tsx';

const crumbs = [
  { label: '工作台', href: '/console' },
  { label: '机构', href: '/console/organs' },
];
const notices: Readonly<Record<string, string>> = {
  created: '机构已设立，公开网页已更新。',
  changed: '已保存，公开网页已更新。',
  closed: '机构已撤销，网页保留并加了说明。',
};

export function has(ctx: Ctx, roles: readonly Role[]): boolean {
  return roles.some((r) => ctx.visitor?.staff.roles.includes(r));
}

export const organRoutes: readonly Route[] = [
  { method: 'GET', path: '/console/organs', handle: list },
  { method: 'GET', path: '/console/organs/export.xlsx', handle: sheet },
  { method: 'GET', path: '/console/organs/new', handle: (ctx) => newOrgan(ctx, { sort: '500' }, []) },
  { method: 'POST', path: '/console/organs', handle: create },
  { method: 'GET', path: '/console/organs/:id', handle: (ctx) => one(ctx, {}) },
  { method: 'POST', path: '/console/organs/:id', handle: change },
  { method: 'POST', path: '/console/organs/:id/closing', handle: close },
];

function filterOf(ctx: Ctx): { filter: OrganFilter; query: string } {
  const filter = { q: ctx.query.line('q'), kind: ctx.query.line('kind'), state: ctx.query.line('state') };
  const query = new URLSearchParams(Object.entries(filter).filter(([, v]) => v !== '')).toString();
  return { filter, query: query === '' ? '' : `?${query}` };
}

async function found(ctx: Ctx): Promise<Organ[]> {
  return filterOrgans(await listOrgans(ctx.town.db, { includeClosed: true }), filterOf(ctx).filter);
}

async function list(ctx: Ctx): Promise<Reply> {
  const props = { organs: await found(ctx), ...filterOf(ctx), mayCreate: has(ctx, keepsOrgans) };
  return consolePage(ctx, { title: '机构', current: 'organs' }, OrganList(props));
}

async function sheet(ctx: Ctx): Promise<Reply> {
  const titles = [
    '代码',
    '名称',
    '简称',
    '类别',
    '负责人',
    '职务',
    '电话',
    '传真',
    '电子邮箱',
    '地址',
    '办公时间',
    '信用代码',
    '撤销日期',
  ];
  const columns = titles.map((title) => ({ title, width: ['名称', '地址', '办公时间'].includes(title) ? 36 : 14 }));
  const rows = (await found(ctx)).map((o) => [
    o.code,
    o.name,
    o.shortName,
    organKindNames[o.kind],
    o.headName,
    o.headPost,
    o.telephone,
    o.fax,
    o.mail,
    o.address,
    o.hours,
    o.creditCode ?? '',
    o.closedOn ?? '',
  ]);
  return sheetReply('机构.xlsx', columns, rows);
}

async function newOrgan(ctx: Ctx, values: Values, problems: readonly Problem[]): Promise<Reply> {
  const organs = await listOrgans(ctx.town.db);
  const form = OrganForm({ ctx, action: '/console/organs', values, problems, frame: true, isNew: true, organs });
  const status = problems.length > 0 ? 422 : 200;
  return consolePage(ctx, { title: '设立机构', current: 'organs', crumbs: [...crumbs, { label: '设立机构' }], status }, form);
}

function facts(read: FormReader): OrganFacts {
  const { form } = read;
  return {
    functions: read.lines('functions'),
    address: form.line('address'),
    hours: form.line('hours'),
    telephone: form.line('telephone'),
    fax: form.line('fax'),
    mail: form.line('mail'),
    headName: form.line('headName'),
    headPost: form.line('headPost'),
  };
}

function frame(read: FormReader): OrganFrame {
  const { form } = read;
  const creditCode = form.line('creditCode');
  return {
    name: form.line('name'),
    shortName: form.line('shortName'),
    kind: form.line('kind') as OrganKind,
    parentId: read.id<OrganId>('parentId'),
    creditCode: creditCode === '' ? null : creditCode,
    sort: read.number('sort', '排序'),
  };
}

async function create(ctx: Ctx): Promise<Reply> {
  const read = new FormReader(ctx.form);
  const input = {
    ...frame(read),
    ...facts(read),
    code: ctx.form.line('code'),
    openedOn: read.day('openedOn', '成立日期') ?? undefined,
  };
  const outcome = await perform(ctx.town, ctx.actor(), 'create-organ', async (act) => read.judge(await createOrgan(act, input)));
  if (!outcome.ok) return newOrgan(ctx, typed(ctx.form), peopleProblems(outcome.refusals));
  return seeOther(`/console/organs/${outcome.value.id}?done=created`);
}

async function change(ctx: Ctx): Promise<Reply> {
  const id = parseId<OrganId>(ctx.params.id ?? '');
  if (id === null) return notFoundReply(ctx);
  const read = new FormReader(ctx.form);
  const whole = has(ctx, keepsOrgans);
  const input: OrganChange = { id, revision: read.number('revision', '版本'), ...facts(read), ...(whole ? frame(read) : {}) };
  const outcome = await perform(ctx.town, ctx.actor(), 'change-organ', async (act) => read.judge(await changeOrgan(act, input)));
  if (!outcome.ok) return one(ctx, { values: typed(ctx.form), problems: peopleProblems(outcome.refusals) });
  return seeOther(`/console/organs/${id}?done=changed`);
}

async function close(ctx: Ctx): Promise<Reply> {
  const id = parseId<OrganId>(ctx.params.id ?? '');
  if (id === null) return notFoundReply(ctx);
  const read = new FormReader(ctx.form);
  const input = { id, on: read.day('on', '撤销日期') ?? ctx.today, note: ctx.form.text('note') };
  const outcome = await perform(ctx.town, ctx.actor(), 'close-organ', async (act) => read.judge(await closeOrgan(act, input)));
  if (!outcome.ok) return one(ctx, { closing: { values: typed(ctx.form), problems: peopleProblems(outcome.refusals) } });
  return seeOther(`/console/organs/${id}?done=closed`);
}

interface Again {
  values?: Values;
  problems?: readonly Problem[];
  closing?: { values: Values; problems: readonly Problem[] };
}

async function one(ctx: Ctx, again: Again): Promise<Reply> {
  const id = parseId<OrganId>(ctx.params.id ?? '');
  const organ = id === null ? null : await organById(ctx.town.db, id);
  if (!organ) return notFoundReply(ctx);
  const body = consoleOrganView({
    ctx,
    organ,
    values: again.values ?? valuesOf(organ),
    problems: again.problems ?? [],
    closing: again.closing ?? { values: { on: ctx.today }, problems: [] },
    frame: has(ctx, keepsOrgans),
    mayEdit: has(ctx, [...keepsOrgans, ...tellsPublic]),
    organs: await listOrgans(ctx.town.db),
    events: await historyOf(ctx.town.db, `organ:${organ.id}`),
  });
  const status = again.problems || again.closing ? 422 : 200;
  const notice = ctx.query.wordFrom('done', notices);
  return consolePage(
    ctx,
    { title: organ.name, current: 'organs', crumbs: [...crumbs, { label: organ.name }], notice, status },
    body,
  );
}

function valuesOf(o: Organ): Values {
  return {
    revision: String(o.revision),
    name: o.name,
    shortName: o.shortName,
    kind: o.kind,
    parentId: o.parentId ?? '',
    creditCode: o.creditCode ?? '',
    sort: String(o.sort),
    functions: o.functions.join('\n'),
    address: o.address,
    hours: o.hours,
    telephone: o.telephone,
    fax: o.fax,
    mail: o.mail,
    headName: o.headName,
    headPost: o.headPost,
  };
}
