// 安全设置: the two things a town may choose about signing in, for the security administrator.
import { type Problem, problemsOf } from '../../kit/problem-summary/part.tsx';
import { perform } from '../../platform/act/act.ts';
import { changeAuthSettings, readAuthSettings } from '../../platform/auth/settings.ts';
import { authWords } from '../../platform/auth/words.ts';
import { type Reply, seeOther } from '../../platform/http/reply.ts';
import type { Ctx, Route } from '../../platform/http/route.ts';
import { settingsPage } from './pages/settings-page.tsx';

const SETTINGS = '/console/settings';

async function show(ctx: Ctx, problems: readonly Problem[]): Promise<Reply> {
  const settings = await readAuthSettings(ctx.town.db);
  const again = problems.length > 0;
  const { form } = ctx;
  return settingsPage(ctx, {
    settings,
    idleMinutes: again ? form.line('idleMinutes') : String(settings.idleMinutes),
    passwordProfile: again ? form.line('passwordProfile') : settings.passwordProfile,
    problems,
    notice: ctx.query.line('done') === 'saved' ? '已保存，从每个人的下一次点击起生效。' : undefined,
  });
}

async function change(ctx: Ctx): Promise<Reply> {
  const minutes = ctx.form.line('idleMinutes');
  const wanted = {
    idleMinutes: /^\d{1,3}$/.test(minutes) ? Number(minutes) : Number.NaN,
    passwordProfile: ctx.form.line('passwordProfile'),
  };
  const outcome = await perform(ctx.town, ctx.actor(), 'change-auth-settings', (act) => changeAuthSettings(act, wanted));
  return outcome.ok ? seeOther(`${SETTINGS}?done=saved`) : show(ctx, problemsOf(outcome.refusals, authWords));
}

export const settingsRoutes: readonly Route[] = [
  { method: 'GET', path: SETTINGS, handle: (ctx) => show(ctx, []) },
  { method: 'POST', path: SETTINGS, sensitive: true, handle: change },
];
