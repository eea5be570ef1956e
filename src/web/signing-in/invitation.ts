// The page behind a single-use link.
import { problemsOf } from '../../kit/problem-summary/part.tsx';
import type { AuthDeps } from '../../platform/auth/account.ts';
import { acceptInvitation, openInvitation } from '../../platform/auth/invitations.ts';
import { readAuthSettings } from '../../platform/auth/settings.ts';
import { authWords } from '../../platform/auth/words.ts';
import { type Reply, seeOther } from '../../platform/http/reply.ts';
import type { Ctx, Route } from '../../platform/http/route.ts';
import type { Problem } from '../../kit/problem-summary/part.tsx';
import { invitationOverPage, invitationPage } from './pages/invitation-page.tsx';
import { noSessionCookie, offerOf } from './shared.ts';

export function invitationRoutes(deps: AuthDeps): Route[] {
  const show = async (ctx: Ctx, problems: readonly Problem[], status?: number): Promise<Reply> => {
    const token = ctx.params.token ?? '';
    const open = await openInvitation(deps, ctx.town, token);
    if (!open) return invitationOverPage(ctx, authWords['invitation-over']({}));
    const { passwordProfile } = await readAuthSettings(ctx.town.db);
    const offer = open.secret === null ? null : offerOf(open.secret, open.account.username, ctx);
    return invitationPage(ctx, { token, open, offer, profile: passwordProfile, problems, status });
  };
  return [
    { method: 'GET', path: '/console/invitations/:token', handle: (ctx) => show(ctx, []) },
    {
      method: 'POST',
      path: '/console/invitations/:token',
      async handle(ctx) {
        const { form, address } = ctx;
        const outcome = await acceptInvitation(deps, ctx.town, {
          token: ctx.params.token ?? '',
          password: form.secret('password'),
          repeat: form.secret('repeat'),
          code: form.line('code'),
          address,
        });
        // Whoever was signed in here before is not the one the link was for.
        if (outcome.ok) return seeOther('/console/sign-in?state=password-set', ctx.visitor ? [noSessionCookie(ctx)] : []);
        return show(ctx, problemsOf(outcome.refusals, authWords), 422);
      },
    },
  ];
}
