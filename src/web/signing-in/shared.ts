// What the handlers of signing in have in common: cookies, the way on, the telephone's offer.
import type { AuthDeps } from '../../platform/auth/account.ts';
import type { Progress } from '../../platform/auth/progress.ts';
import { sessionCookieName } from '../../platform/auth/sessions.ts';
import type { Step } from '../../platform/auth/steps.ts';
import { offeredSecret, spacedSecret, totpAddress } from '../../platform/auth/totp.ts';
import type { CookieChange, Reply } from '../../platform/http/reply.ts';
import { seeOther } from '../../platform/http/reply.ts';
import type { Ctx } from '../../platform/http/route.ts';
import type { Visitor } from '../../platform/http/visitor.ts';
import type { TelephoneOffer } from './pages/telephone-steps.tsx';
import { withNext } from './own-path.ts';

/** The session cookie: gone with the browser, not readable by scripts. */
export function sessionCookie(ctx: Ctx, token: string): CookieChange {
  return { name: sessionCookieName(ctx.site.secureCookies), value: token, maxAge: null, httpOnly: true };
}

export function noSessionCookie(ctx: Ctx): CookieChange {
  return { ...sessionCookie(ctx, ''), maxAge: 0 };
}

const pageOfStep: Readonly<Record<Step, string>> = {
  'second-factor': '/console/second-factor',
  enrol: '/console/second-factor',
  'new-password': '/console/new-password',
};

export function stepPath(step: Step, next: string): string {
  return withNext(pageOfStep[step], next);
}

/** After a proof: to what is still missing, or to where the person wanted to go. */
export function onward(ctx: Ctx, progress: Progress, next: string): Reply {
  return seeOther(progress.step === null ? next : stepPath(progress.step, next), [sessionCookie(ctx, progress.token)]);
}

export function offerFor(deps: AuthDeps, ctx: Ctx, visitor: Visitor): TelephoneOffer {
  return offerOf(offeredSecret(deps.secret, visitor.session.tokenHash), visitor.session.username, ctx);
}

export function offerOf(secret: string, username: string, ctx: Ctx): TelephoneOffer {
  return { address: totpAddress(secret, username, ctx.town.name), spaced: spacedSecret(secret) };
}

/** The session has ended under the visitor's hands: to the sign-in page, which says why. */
export function signInAgain(ctx: Ctx): Reply {
  return seeOther('/console/sign-in?state=ended', [noSessionCookie(ctx)]);
}

/** For handlers behind the policies `staff` and stricter. */
export function visitorIn(ctx: Ctx): Visitor {
  if (!ctx.visitor) throw new Error('nobody is signed in; the policy of this route is wrong');
  return ctx.visitor;
}
