// One's own account: sessions, password, telephone, backup codes, proving again who one is; and the security
// administrator's view of everybody's sessions.
import { problemsOf, type Problem } from '../../kit/problem-summary/part.tsx';
import { accountById, type AuthDeps } from '../../platform/auth/account.ts';
import { backupCodesLeft, makeBackupCodes } from '../../platform/auth/backup-codes.ts';
import { changePassword } from '../../platform/auth/change-password.ts';
import { confirmIdentity } from '../../platform/auth/confirm.ts';
import { enrol } from '../../platform/auth/second-factor.ts';
import { endSession, isFresh, livingSessions, type SessionLine } from '../../platform/auth/sessions.ts';
import { readAuthSettings } from '../../platform/auth/settings.ts';
import { authWords } from '../../platform/auth/words.ts';
import { perform } from '../../platform/act/act.ts';
import { type Reply, seeOther } from '../../platform/http/reply.ts';
import type { Ctx, Route } from '../../platform/http/route.ts';
import { sheetReply } from '../../platform/http/sheet.ts';
import { shortTime } from '../../town/day.ts';
import { ownPath, withNext } from './own-path.ts';
import { accountPage } from './pages/account-page.tsx';
import { confirmPage } from './pages/confirm-page.tsx';
import { sessionsPage } from './pages/sessions-page.tsx';
import { backupCodesPage, telephonePage } from './pages/telephone-page.tsx';
import { offerFor, onward, sessionCookie, signInAgain, visitorIn } from './shared.ts';

const ACCOUNT = '/console/account';
const TELEPHONE = '/console/account/second-factor';
const CODES = '/console/account/backup-codes';

const notices: Readonly<Record<string, string>> = {
  password: '密码已修改，其他设备上的登录已结束。',
  telephone: '动态验证码已设置，下次登录时使用。',
  ended: '那处登录已结束。',
};

async function showAccount(ctx: Ctx, problems: readonly Problem[], status?: number): Promise<Reply> {
  const { accountId } = visitorIn(ctx).session;
  const account = await accountById(ctx.town, accountId);
  if (!account) return signInAgain(ctx);
  const settings = await readAuthSettings(ctx.town.db);
  const sessions = await livingSessions(ctx.town, ctx.at, settings.idleMinutes, accountId);
  const left = await backupCodesLeft(ctx.town, accountId);
  return accountPage(ctx, {
    account,
    sessions,
    settings,
    backupCodesLeft: left,
    problems,
    notice: ctx.query.wordFrom('done', notices),
    status,
  });
}

async function showConfirm(ctx: Ctx, next: string, problems: readonly Problem[], status?: number): Promise<Reply> {
  const account = await accountById(ctx.town, visitorIn(ctx).session.accountId);
  if (!account) return signInAgain(ctx);
  const oneClick = ctx.town.demo && account.demo && account.passwordHash === null;
  return confirmPage(ctx, { next, oneClick, hasTotp: account.totpSecret !== null, problems, status });
}

async function showTelephone(deps: AuthDeps, ctx: Ctx, problems: readonly Problem[], status?: number): Promise<Reply> {
  const visitor = visitorIn(ctx);
  const account = await accountById(ctx.town, visitor.session.accountId);
  return telephonePage(ctx, { offer: offerFor(deps, ctx, visitor), replaces: account?.totpSecret !== null, problems, status });
}

/** Living sessions of everybody that fit what was asked for. */
async function sessionsAsked(deps: AuthDeps, ctx: Ctx): Promise<{ query: string; sessions: (SessionLine & { who: string })[] }> {
  const { idleMinutes } = await readAuthSettings(ctx.town.db);
  const living = await livingSessions(ctx.town, ctx.at, idleMinutes, null);
  const query = ctx.query.line('q');
  const names = new Map<string, string>();
  for (const id of new Set(living.map((s) => s.accountId)))
    names.set(id, (await deps.identify(ctx.town, id, ctx.today))?.name ?? '');
  const sessions = living
    .map((s) => ({ ...s, who: names.get(s.accountId) ?? '' }))
    .filter((s) => query === '' || [s.who, s.username, s.address].some((text) => text.includes(query)));
  return { query, sessions };
}

async function showSessions(deps: AuthDeps, ctx: Ctx, problems: readonly Problem[], status?: number): Promise<Reply> {
  const asked = await sessionsAsked(deps, ctx);
  return sessionsPage(ctx, { ...asked, problems, notice: ctx.query.wordFrom('done', notices), status });
}

async function sessionsSheet(deps: AuthDeps, ctx: Ctx): Promise<Reply> {
  const columns = ['姓名', '用户名', '设备', '网络地址', '登录时间', '最近操作'].map((title) => ({ title, width: 20 }));
  const { sessions } = await sessionsAsked(deps, ctx);
  const rows = sessions.map((s) => [s.who, s.username, s.device, s.address, shortTime(s.createdAt), shortTime(s.seenAt)]);
  return sheetReply(`正在登录${ctx.today}.xlsx`, columns, rows);
}

const confirmFirst = (path: string): Reply => seeOther(withNext('/console/confirm', path));

export function ownAccountRoutes(deps: AuthDeps): Route[] {
  return [
    { method: 'GET', path: ACCOUNT, handle: (ctx) => showAccount(ctx, []) },
    {
      method: 'POST',
      path: '/console/account/password',
      async handle(ctx) {
        const { form, address } = ctx;
        const change = {
          current: form.secret('current'),
          password: form.secret('password'),
          repeat: form.secret('repeat'),
          address,
        };
        const outcome = await changePassword(ctx.town, visitorIn(ctx), change);
        if (outcome.ok) return onward(ctx, outcome.value, `${ACCOUNT}?done=password`);
        if (outcome.refusals.some((r) => r.code === 'session-ended')) return signInAgain(ctx);
        return showAccount(ctx, problemsOf(outcome.refusals, authWords), 422);
      },
    },
    {
      method: 'GET',
      path: TELEPHONE,
      handle: (ctx) => (isFresh(visitorIn(ctx).session, ctx.at) ? showTelephone(deps, ctx, []) : confirmFirst(TELEPHONE)),
    },
    {
      method: 'POST',
      path: TELEPHONE,
      async handle(ctx) {
        const outcome = await enrol(deps, ctx.town, visitorIn(ctx), { code: ctx.form.line('code'), address: ctx.address });
        if (outcome.ok) return onward(ctx, outcome.value, `${ACCOUNT}?done=telephone`);
        const codes = outcome.refusals.map((r) => r.code);
        if (codes.includes('not-fresh')) return confirmFirst(TELEPHONE);
        if (codes.includes('session-ended')) return signInAgain(ctx);
        return showTelephone(deps, ctx, problemsOf(outcome.refusals, authWords), 422);
      },
    },
    {
      method: 'GET',
      path: CODES,
      async handle(ctx) {
        const next = backTo(ctx.query.line('next'));
        const left = await backupCodesLeft(ctx.town, visitorIn(ctx).session.accountId);
        return backupCodesPage(ctx, { left, next, codes: null, problems: [] });
      },
    },
    {
      method: 'POST',
      path: CODES,
      async handle(ctx) {
        const next = backTo(ctx.form.line('next'));
        const outcome = await makeBackupCodes(ctx.town, visitorIn(ctx), ctx.address);
        if (outcome.ok) return backupCodesPage(ctx, { left: outcome.value.length, next, codes: outcome.value, problems: [] });
        if (outcome.refusals.some((r) => r.code === 'not-fresh')) return confirmFirst(withNext(CODES, next));
        return backupCodesPage(ctx, {
          left: 0,
          next,
          codes: null,
          problems: problemsOf(outcome.refusals, authWords),
          status: 422,
        });
      },
    },
    {
      method: 'POST',
      path: '/console/account/sessions/:id/end',
      async handle(ctx) {
        const from = ctx.form.line('from') === 'sessions' ? '/console/sessions' : ACCOUNT;
        const outcome = await perform(ctx.town, ctx.actor(), 'end-session', (act) => endSession(act, ctx.params.id ?? ''));
        if (outcome.ok) return seeOther(`${from}?done=ended`);
        return showAccount(ctx, problemsOf(outcome.refusals, authWords), 404);
      },
    },
    { method: 'GET', path: '/console/sessions', handle: (ctx) => showSessions(deps, ctx, []) },
    { method: 'GET', path: '/console/sessions/export.xlsx', handle: (ctx) => sessionsSheet(deps, ctx) },
    { method: 'GET', path: '/console/confirm', handle: (ctx) => showConfirm(ctx, ownPath(ctx.query.line('next')), []) },
    {
      method: 'POST',
      path: '/console/confirm',
      async handle(ctx) {
        const next = ownPath(ctx.form.line('next'));
        const given = { password: ctx.form.secret('password'), code: ctx.form.line('code'), address: ctx.address };
        const outcome = await confirmIdentity(ctx.town, visitorIn(ctx), given);
        if (outcome.ok) return seeOther(next, [sessionCookie(ctx, outcome.value.token)]);
        if (outcome.refusals.some((r) => r.code === 'session-ended')) return signInAgain(ctx);
        return showConfirm(ctx, next, problemsOf(outcome.refusals, authWords), 422);
      },
    },
  ];
}

/** Backup codes are part of the account's pages unless one came here while signing in. */
function backTo(given: string): string {
  return given === '' ? ACCOUNT : ownPath(given);
}
