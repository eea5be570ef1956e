// Console: one member of staff; facts, roles, deputies, account, leaving.
import { consolePage } from '../../../kit/console-page/part.tsx';
import { notFoundReply } from '../../../kit/not-found/part.tsx';
import type { Problem } from '../../../kit/problem-summary/part.tsx';
import { type Act, perform } from '../../../platform/act/act.ts';
import { type Reply, seeOther } from '../../../platform/http/reply.ts';
import type { Ctx, Route } from '../../../platform/http/route.ts';
import { type Id, type OrganId, parseId, type StaffId } from '../../../town/ids.ts';
import { done, type Outcome, type Refusal, refuse } from '../../../town/outcome.ts';
import type { Role } from '../../../town/roles.ts';
import { type AccountAct, clearSecondFactor, restoreAccount, stopAccount } from '../account-acts.ts';
import { givesRoles, keepsOrgans, mayAct } from '../authority.ts';
import { changeStaff } from '../change-staff.ts';
import { approveRole, grantRole, proposeRole } from '../grant-role.ts';
import { leaveStaff } from '../leave-staff.ts';
import { historyOf } from '../read-events.ts';
import { listOrgans } from '../read-organs.ts';
import { deputyships, listStaff, roleGrants, staffById } from '../read-staff.ts';
import { revokeRole } from '../revoke-role.ts';
import { endDeputy, setDeputy } from '../set-deputy.ts';
import { type DeputyId, type GrantId, isActive } from '../staff.ts';
import type { Invitation, PeopleDeps } from './deps.ts';
import { FormReader, mixedProblems, typed, type Values } from './forms.ts';
import { has } from './organ-routes.ts';
import { StaffPage } from './pages/staff-page.tsx';
import { invitationPage, staffCrumbs } from './staff-routes.ts';

const notices: Readonly<Record<string, string>> = {
  changed: '已保存。',
  granted: '角色已分配。',
  proposed: '已提交，等安全管理员批准。',
  approved: '角色已批准。',
  revoked: '角色已收回。',
  deputy: '代岗已安排。',
  'deputy-ended': '代岗已结束。',
  left: '离任已办理。',
  sessions: '此人已在所有设备上退出。',
  disabled: '账号已停用，此人已在所有设备上退出。',
  enabled: '账号已恢复，密码不变。',
  'second-factor': '动态验证码和备用码已清除，此人下次登录时重新设置。',
};

/** A person's page has several forms; a refusal's field is that form's own name for it. */
type Renaming = Readonly<Record<string, string>>;

export function personRoutes(deps: PeopleDeps): Route[] {
  const at = '/console/staff/:id';
  const post = (path: string, handle: (ctx: Ctx, id: StaffId) => Promise<Reply>, sensitive = false): Route => ({
    method: 'POST',
    sensitive,
    path: `${at}${path}`,
    handle: (ctx) => {
      const id = parseId<StaffId>(ctx.params.id ?? '');
      return id === null ? notFoundReply(ctx) : handle(ctx, id);
    },
  });
  /** Runs a verb and leads back to the page, with a notice or with everything that was wrong. */
  const run = async (
    ctx: Ctx,
    id: StaffId,
    verb: string,
    notice: string,
    work: (act: Act) => Promise<Outcome<unknown>>,
    renaming: Renaming = {},
  ): Promise<Reply> => {
    const outcome = await perform(ctx.town, ctx.actor(), verb, work);
    if (outcome.ok) return seeOther(`/console/staff/${id}?done=${notice}`);
    const refusals = outcome.refusals.map((r): Refusal => ({ ...r, field: r.field && (renaming[r.field] ?? r.field) }));
    return person(ctx, deps, typed(ctx.form), mixedProblems(refusals, deps.accountWords));
  };
  /** Acts on the account behind a person, each with its reason and its own field for it. */
  const reasoned = (ctx: Ctx, id: StaffId, field: string): { input: AccountAct; names: Renaming } => ({
    input: { staffId: id, reason: ctx.form.text(field) },
    names: { reason: field },
  });
  return [
    { method: 'GET', path: at, handle: (ctx) => person(ctx, deps, {}, []) },
    post('', (ctx, id) => {
      const { form } = ctx;
      const organId = new FormReader(form).id<OrganId>('organId') ?? ('-' as OrganId);
      const input = { id, name: form.line('name'), organId, title: form.line('title'), telephone: form.line('telephone') };
      return run(ctx, id, 'change-staff', 'changed', (act) => changeStaff(act, input));
    }),
    post('/roles', (ctx, id) => {
      const read = new FormReader(ctx.form);
      const from = read.day('roleFrom', '第一天') ?? undefined;
      const input = { staffId: id, role: ctx.form.line('role') as Role, from, to: read.day('roleTo', '最后一天') };
      const names = { from: 'roleFrom', to: 'roleTo' };
      if (has(ctx, givesRoles))
        return run(ctx, id, 'grant-role', 'granted', async (act) => read.judge(await grantRole(act, input)), names);
      return run(ctx, id, 'propose-role', 'proposed', async (act) => read.judge(await proposeRole(act, input)), names);
    }),
    post('/roles/:grant/approval', (ctx, id) =>
      run(ctx, id, 'approve-role', 'approved', (act) => approveRole(act, { grantId: part<GrantId>(ctx, 'grant') })),
    ),
    post('/roles/:grant/revocation', (ctx, id) => {
      const input = { grantId: part<GrantId>(ctx, 'grant'), reason: ctx.form.line('revocationReason') };
      return run(ctx, id, 'revoke-role', 'revoked', (act) => revokeRole(act, input), { reason: '' });
    }),
    post('/deputies', (ctx, id) => {
      const read = new FormReader(ctx.form);
      const role = ctx.form.line('deputyRole');
      const input = {
        staffId: id,
        standsInFor: read.id<StaffId>('standsInFor') ?? ('-' as StaffId),
        role: role === '' ? null : (role as Role),
        from: read.day('deputyFrom', '代岗第一天') ?? ctx.today,
        to: read.day('deputyTo', '代岗最后一天') ?? ctx.today,
        reason: ctx.form.line('deputyReason'),
      };
      const names = { from: 'deputyFrom', to: 'deputyTo', role: 'deputyRole', reason: 'deputyReason', staffId: 'standsInFor' };
      return run(ctx, id, 'set-deputy', 'deputy', async (act) => read.judge(await setDeputy(act, input)), names);
    }),
    post('/deputies/:deputy/ending', (ctx, id) =>
      run(ctx, id, 'end-deputy', 'deputy-ended', (act) => endDeputy(act, { deputyId: part<DeputyId>(ctx, 'deputy') })),
    ),
    post('/leaving', (ctx, id) => leave(ctx, id, deps, run)),
    post('/invitation', (ctx, id) => inviteAgain(ctx, id, deps)),
    post(
      '/account/disabling',
      (ctx, id) => {
        const { input, names } = reasoned(ctx, id, 'disablingReason');
        return run(ctx, id, 'disable-account', 'disabled', (act) => stopAccount(act, input, deps.disable), names);
      },
      true,
    ),
    post(
      '/account/enabling',
      (ctx, id) => {
        const { input, names } = reasoned(ctx, id, 'enablingReason');
        return run(ctx, id, 'enable-account', 'enabled', (act) => restoreAccount(act, input, deps.enable), names);
      },
      true,
    ),
    post(
      '/second-factor/resetting',
      (ctx, id) => {
        const { input, names } = reasoned(ctx, id, 'resettingReason');
        const work = (act: Act) => clearSecondFactor(act, input, deps.resetSecondFactor);
        return run(ctx, id, 'reset-second-factor', 'second-factor', work, names);
      },
      true,
    ),
    post('/sessions/ending', (ctx, id) =>
      run(ctx, id, 'end-sessions', 'sessions', async (act) => {
        if (!mayAct(act, givesRoles)) return refuse({ code: 'not-allowed' });
        const staff = await staffById(act.db, id);
        if (!staff) return refuse({ code: 'staff-unknown' });
        act.record(`staff:${id}`, { what: 'sessions-ended' });
        if (staff.accountId !== null) await deps.endSessions(act, staff.accountId);
        return done(null);
      }),
    ),
  ];
}

/** An id out of the address; one of the wrong shape is an id nothing has. */
function part<I extends Id<string>>(ctx: Ctx, name: string): I {
  return parseId<I>(ctx.params[name] ?? '') ?? ('-' as I);
}

type Run = (
  ctx: Ctx,
  id: StaffId,
  verb: string,
  notice: string,
  work: (act: Act) => Promise<Outcome<unknown>>,
  names?: Renaming,
) => Promise<Reply>;

function leave(ctx: Ctx, id: StaffId, deps: PeopleDeps, run: Run): Promise<Reply> {
  const read = new FormReader(ctx.form);
  const on = read.day('leavingOn', '离任日期') ?? ctx.today;
  const reason = ctx.form.text('leavingReason');
  const names = { on: 'leavingOn', reason: 'leavingReason' };
  const work = async (act: Act): Promise<Outcome<unknown>> => {
    const left = await leaveStaff(act, { staffId: id, on, reason });
    // A later day needs no act: the account belongs to nobody in service from that day on.
    if (left.ok && on <= act.today && left.value.accountId !== null) await deps.endAccess(act, left.value.accountId, reason);
    return read.judge(left);
  };
  return run(ctx, id, 'leave-staff', 'left', work, names);
}

async function inviteAgain(ctx: Ctx, id: StaffId, deps: PeopleDeps): Promise<Reply> {
  const staff = await staffById(ctx.town.db, id);
  if (!staff?.accountId) return notFoundReply(ctx);
  const { accountId } = staff;
  const outcome = await perform(ctx.town, ctx.actor(), 'invite-again', async (act): Promise<Outcome<Invitation>> => {
    if (!mayAct(act, keepsOrgans)) return refuse({ code: 'not-allowed' });
    if (!isActive(staff, act.today)) return refuse({ code: 'staff-left', facts: { day: staff.leftOn ?? '' } });
    return deps.inviteAgain(act, accountId);
  });
  if (outcome.ok) return invitationPage(ctx, staff, outcome.value);
  return person(ctx, deps, {}, mixedProblems(outcome.refusals, deps.accountWords));
}

async function person(ctx: Ctx, deps: PeopleDeps, values: Values, problems: readonly Problem[]): Promise<Reply> {
  const { db } = ctx.town;
  const id = parseId<StaffId>(ctx.params.id ?? '');
  const staff = id === null ? null : await staffById(db, id);
  if (!staff) return notFoundReply(ctx);
  const body = StaffPage({
    ctx,
    staff,
    values,
    problems,
    grants: await roleGrants(db, staff.id),
    deputies: await deputyships(db, staff.id),
    others: (await listStaff(db)).filter((s) => s.id !== staff.id && isActive(s, ctx.today)),
    organs: await listOrgans(db),
    events: await historyOf(db, `staff:${staff.id}`),
    keeps: has(ctx, keepsOrgans),
    gives: has(ctx, givesRoles),
    account: staff.accountId === null ? null : await deps.accountState(ctx.town, staff.accountId),
  });
  const status = problems.length > 0 ? 422 : 200;
  const notice = ctx.query.wordFrom('done', notices);
  return consolePage(
    ctx,
    { title: staff.name, current: 'staff', crumbs: [...staffCrumbs, { label: staff.name }], notice, status },
    body,
  );
}
