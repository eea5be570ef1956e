// Console: staff are listed and registered; each person's page is in person-routes.ts.
import { consolePage } from '../../../kit/console-page/part.tsx';
import type { Problem } from '../../../kit/problem-summary/part.tsx';
import { perform } from '../../../platform/act/act.ts';
import type { Reply } from '../../../platform/http/reply.ts';
import type { Ctx, Route } from '../../../platform/http/route.ts';
import { sheetReply } from '../../../platform/http/sheet.ts';
import type { OrganId } from '../../../town/ids.ts';
import { done, type Outcome, type Refusal } from '../../../town/outcome.ts';
import { isRole, type Role, roleNames } from '../../../town/roles.ts';
import { addStaff } from '../add-staff.ts';
import { keepsOrgans } from '../authority.ts';
import { proposeRole } from '../grant-role.ts';
import { listOrgans } from '../read-organs.ts';
import { listStaff, roleGrants } from '../read-staff.ts';
import type { StaffMember } from '../staff.ts';
import type { Invitation, PeopleDeps } from './deps.ts';
import { FormReader, mixedProblems, typed, type Values } from './forms.ts';
import { has } from './organ-routes.ts';
import { InvitationShown, StaffForm } from './pages/staff-form.tsx';
import {
  filterStaff,
  grantHolds,
  grantWaits,
  type StaffFilter,
  type StaffLine,
  StaffList,
  stateOf,
} from './pages/staff-list.tsx';

export const staffCrumbs = [
  { label: '工作台', href: '/console' },
  { label: '人员', href: '/console/staff' },
];

export function staffRoutes(deps: PeopleDeps): Route[] {
  return [
    { method: 'GET', path: '/console/staff', handle: list },
    { method: 'GET', path: '/console/staff/export.xlsx', handle: sheet },
    { method: 'GET', path: '/console/staff/new', handle: (ctx) => newStaff(ctx, { organId: ctx.query.line('organ') }, []) },
    { method: 'POST', path: '/console/staff', handle: (ctx) => create(ctx, deps) },
  ];
}

function filterOf(ctx: Ctx): { filter: StaffFilter; query: string } {
  const { query: q } = ctx;
  const filter = { q: q.line('q'), organ: q.line('organ'), role: q.line('role'), state: q.line('state') };
  const query = new URLSearchParams(Object.entries(filter).filter(([, v]) => v !== '')).toString();
  return { filter, query: query === '' ? '' : `?${query}` };
}

async function found(ctx: Ctx): Promise<StaffLine[]> {
  const grants = await roleGrants(ctx.town.db);
  const lines = (await listStaff(ctx.town.db)).map((s): StaffLine => {
    const mine = grants.filter((g) => g.staffId === s.id);
    const roles = mine.filter((g) => grantHolds(g, ctx.today)).map((g) => g.role);
    return { ...s, roles: [...new Set(roles)], waiting: mine.filter(grantWaits).map((g) => g.role) };
  });
  return filterStaff(lines, filterOf(ctx).filter, ctx.today);
}

async function list(ctx: Ctx): Promise<Reply> {
  const organs = await listOrgans(ctx.town.db, { includeClosed: true });
  const props = { lines: await found(ctx), organs, ...filterOf(ctx), today: ctx.today, mayCreate: has(ctx, keepsOrgans) };
  return consolePage(ctx, { title: '人员', current: 'staff' }, StaffList(props));
}

async function sheet(ctx: Ctx): Promise<Reply> {
  const titles = ['姓名', '机构', '职务', '电话', '角色', '待批准的角色', '到岗日期', '离任日期', '状态'];
  const columns = titles.map((title) => ({ title, width: title.includes('角色') || title === '机构' ? 28 : 14 }));
  const rows = (await found(ctx)).map((s) => [
    s.name,
    s.organName,
    s.title,
    s.telephone,
    s.roles.map((r) => roleNames[r]).join('、'),
    s.waiting.map((r) => roleNames[r]).join('、'),
    s.joinedOn,
    s.leftOn ?? '',
    stateOf(s, ctx.today),
  ]);
  return sheetReply('人员.xlsx', columns, rows);
}

async function newStaff(ctx: Ctx, values: Values, problems: readonly Problem[]): Promise<Reply> {
  const organs = await listOrgans(ctx.town.db);
  const form = StaffForm({ ctx, values, wished: ctx.form.list('roles'), problems, organs });
  const crumbs = [...staffCrumbs, { label: '登记人员' }];
  return consolePage(ctx, { title: '登记人员', current: 'staff', crumbs, status: problems.length > 0 ? 422 : 200 }, form);
}

/** The person, their account and the roles asked for, in one act: all of it or nothing. */
async function create(ctx: Ctx, deps: PeopleDeps): Promise<Reply> {
  const { form } = ctx;
  const read = new FormReader(form);
  const wished = [...new Set(form.list('roles'))].filter((r): r is Role => isRole(r));
  const input = {
    name: form.line('name'),
    organId: read.id<OrganId>('organId') ?? ('-' as OrganId),
    title: form.line('title'),
    telephone: form.line('telephone'),
    joinedOn: read.day('joinedOn', '到岗日期') ?? undefined,
  };
  type Made = { staff: StaffMember; link: Invitation };
  const outcome = await perform(ctx.town, ctx.actor(), 'add-staff', async (act): Promise<Outcome<Made>> => {
    const link = await deps.invite(act, form.line('username'));
    const staff = await addStaff(act, { ...input, accountId: link.ok ? link.value.accountId : null });
    const refusals: Refusal[] = [...(link.ok ? [] : link.refusals), ...(staff.ok ? [] : staff.refusals)];
    for (const role of staff.ok ? wished : []) {
      const asked = await proposeRole(act, { staffId: (staff as { value: StaffMember }).value.id, role, from: input.joinedOn });
      if (!asked.ok) refusals.push(...asked.refusals.map((r) => ({ ...r, field: 'roles' })));
    }
    if (!link.ok || !staff.ok || refusals.length > 0) return read.judge({ ok: false, refusals });
    return read.judge(done({ staff: staff.value, link: link.value }));
  });
  if (!outcome.ok) return newStaff(ctx, typed(form), mixedProblems(outcome.refusals, deps.accountWords));
  const { staff, link } = outcome.value;
  return invitationPage(ctx, staff, link);
}

/** Answered straight to the POST: an address with the link in it would stay in the browser's history. */
export function invitationPage(ctx: Ctx, staff: StaffMember, link: Invitation): Reply {
  const crumbs = [...staffCrumbs, { label: staff.name }];
  const shown = InvitationShown({ staff, link: { ...link, url: `${ctx.site.publicUrl}${link.path}` } });
  return consolePage(ctx, { title: '登录链接', current: 'staff', crumbs }, shown);
}
