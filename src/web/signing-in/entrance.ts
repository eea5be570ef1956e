// Coming in and leaving: name and password, second factor, overdue password, one click in the demonstration.
import { notFoundReply } from '../../kit/not-found/part.tsx';
import { problemsOf } from '../../kit/problem-summary/part.tsx';
import type { AuthDeps } from '../../platform/auth/account.ts';
import { changePassword } from '../../platform/auth/change-password.ts';
import { demoPeople, demoSignIn } from '../../platform/auth/demo.ts';
import { type Browser, pendingStep } from '../../platform/auth/progress.ts';
import { enrol, giveSecondFactor } from '../../platform/auth/second-factor.ts';
import { sessionCookieName } from '../../platform/auth/sessions.ts';
import { signIn } from '../../platform/auth/sign-in.ts';
import { signOut } from '../../platform/auth/sign-out.ts';
import type { Step } from '../../platform/auth/steps.ts';
import { type AuthRefusal, authWords } from '../../platform/auth/words.ts';
import { type Reply, seeOther } from '../../platform/http/reply.ts';
import type { Ctx, Route } from '../../platform/http/route.ts';
import type { Refusal } from '../../town/outcome.ts';
import { ownPath } from './own-path.ts';
import { newPasswordPage } from './pages/new-password-page.tsx';
import { secondFactorPage } from './pages/second-factor-page.tsx';
import { signInPage } from './pages/sign-in-page.tsx';
import { noSessionCookie, offerFor, onward, signInAgain, stepPath } from './shared.ts';

const notices: Readonly<Record<string, string>> = {
  out: '您已退出登录。',
  'password-set': '设置已保存，请用新密码登录。',
  ended: '登录状态已结束，请重新登录。输错次数过多时，账号会锁定 15 分钟。',
};

function browser(ctx: Ctx): Browser {
  return {
    address: ctx.address,
    userAgent: ctx.userAgent ?? '',
    oldToken: ctx.cookies[sessionCookieName(ctx.site.secureCookies)] ?? null,
  };
}

interface SignInShown {
  next: string;
  username?: string;
  refusals?: readonly Refusal<AuthRefusal>[];
  status?: number;
}

export function entranceRoutes(deps: AuthDeps): Route[] {
  const showSignIn = async (ctx: Ctx, more: SignInShown): Promise<Reply> =>
    signInPage(ctx, {
      next: more.next,
      username: more.username ?? '',
      problems: problemsOf(more.refusals ?? [], authWords),
      notice: ctx.query.wordFrom('state', notices) ?? null,
      demo: await demoPeople(deps, ctx.town, ctx.today),
      status: more.status,
    });

  /** What a half-open session has to do next; anybody else is sent where they belong. */
  const halfWay = async (ctx: Ctx, next: string): Promise<{ step: Step | null } | Reply> => {
    if (!ctx.visitor) return signInAgain(ctx);
    if (ctx.visitor.session.stage === 'full') return seeOther(next);
    return { step: await pendingStep(ctx.town, ctx.visitor, ctx.at) };
  };

  return [
    {
      method: 'GET',
      path: '/console/sign-in',
      async handle(ctx) {
        const next = ownPath(ctx.query.line('next'));
        if (ctx.visitor?.session.stage === 'full') return seeOther(next);
        const step = ctx.visitor ? await pendingStep(ctx.town, ctx.visitor, ctx.at) : null;
        return step === null ? showSignIn(ctx, { next }) : seeOther(stepPath(step, next));
      },
    },
    {
      method: 'POST',
      path: '/console/sign-in',
      async handle(ctx) {
        const next = ownPath(ctx.form.line('next'));
        const username = ctx.form.line('username');
        const outcome = await signIn(deps, ctx.town, { username, password: ctx.form.secret('password'), ...browser(ctx) });
        if (outcome.ok) return onward(ctx, outcome.value, next);
        return showSignIn(ctx, { next, username: username.slice(0, 64), refusals: outcome.refusals, status: 422 });
      },
    },
    {
      method: 'POST',
      path: '/console/demo-sign-in',
      async handle(ctx) {
        if (!ctx.town.demo) return notFoundReply(ctx);
        const next = ownPath(ctx.form.line('next'));
        const outcome = await demoSignIn(deps, ctx.town, ctx.form.line('account'), browser(ctx));
        return outcome.ok ? onward(ctx, outcome.value, next) : showSignIn(ctx, { next, refusals: outcome.refusals, status: 422 });
      },
    },
    {
      method: 'GET',
      path: '/console/second-factor',
      async handle(ctx) {
        const next = ownPath(ctx.query.line('next'));
        const half = await halfWay(ctx, next);
        if ('kind' in half) return half;
        if (half.step === 'new-password') return seeOther(stepPath(half.step, next));
        if (half.step === null || !ctx.visitor) return signInAgain(ctx);
        return secondFactorPage(ctx, {
          next,
          problems: [],
          offer: half.step === 'enrol' ? offerFor(deps, ctx, ctx.visitor) : null,
        });
      },
    },
    {
      method: 'POST',
      path: '/console/second-factor',
      async handle(ctx) {
        const next = ownPath(ctx.form.line('next'));
        const half = await halfWay(ctx, next);
        if ('kind' in half) return half;
        if (!ctx.visitor || (half.step !== 'enrol' && half.step !== 'second-factor')) return signInAgain(ctx);
        const given = { code: ctx.form.line('code'), address: ctx.address };
        const enrols = half.step === 'enrol';
        const outcome = enrols
          ? await enrol(deps, ctx.town, ctx.visitor, given)
          : await giveSecondFactor(ctx.town, ctx.visitor, given);
        if (outcome.ok) {
          // Backup codes can be made only by a full session, so they are offered right after the first telephone.
          return onward(
            ctx,
            outcome.value,
            enrols && outcome.value.step === null ? `/console/account/backup-codes?next=${encodeURIComponent(next)}` : next,
          );
        }
        if (outcome.refusals.some((r) => r.code === 'session-ended')) return signInAgain(ctx);
        return secondFactorPage(ctx, {
          next,
          problems: problemsOf(outcome.refusals, authWords),
          offer: enrols ? offerFor(deps, ctx, ctx.visitor) : null,
          status: 422,
        });
      },
    },
    {
      method: 'GET',
      path: '/console/new-password',
      async handle(ctx) {
        const next = ownPath(ctx.query.line('next'));
        const half = await halfWay(ctx, next);
        if ('kind' in half) return half;
        return half.step === 'new-password'
          ? newPasswordPage(ctx, { next, problems: [] })
          : half.step
            ? seeOther(stepPath(half.step, next))
            : signInAgain(ctx);
      },
    },
    {
      method: 'POST',
      path: '/console/new-password',
      async handle(ctx) {
        const next = ownPath(ctx.form.line('next'));
        const half = await halfWay(ctx, next);
        if ('kind' in half) return half;
        if (!ctx.visitor || half.step !== 'new-password') return signInAgain(ctx);
        const { form, address } = ctx;
        const change = {
          current: form.secret('current'),
          password: form.secret('password'),
          repeat: form.secret('repeat'),
          address,
        };
        const outcome = await changePassword(ctx.town, ctx.visitor, change);
        if (outcome.ok) return onward(ctx, outcome.value, next);
        if (outcome.refusals.some((r) => r.code === 'session-ended')) return signInAgain(ctx);
        return newPasswordPage(ctx, { next, problems: problemsOf(outcome.refusals, authWords), status: 422 });
      },
    },
    {
      method: 'POST',
      path: '/console/sign-out',
      async handle(ctx) {
        if (ctx.visitor) await signOut(ctx.town, ctx.visitor, ctx.address);
        return seeOther('/console/sign-in?state=out', [noSessionCookie(ctx)]);
      },
    },
  ];
}
