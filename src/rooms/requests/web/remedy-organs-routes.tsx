// The office names the organs that letters send people to.
import { consolePage } from '../../../kit/console-page/part.tsx';
import { type Problem, problemsOf } from '../../../kit/problem-summary/part.tsx';
import { perform } from '../../../platform/act/act.ts';
import { type Reply, seeOther } from '../../../platform/http/reply.ts';
import type { Ctx, Route } from '../../../platform/http/route.ts';
import { nameRemedyOrgans, remedyOrgans } from '../remedy-organs.ts';
import { requestWords } from '../words.ts';
import { deskPath, remedyOrgansPath } from './addresses.ts';
import { RemedyOrgansPage } from './pages/remedy-organs-page.tsx';

async function show(ctx: Ctx, problems: readonly Problem[] = []): Promise<Reply> {
  const title = '复议机关和法院';
  return consolePage(
    ctx,
    {
      title,
      current: 'requests',
      crumbs: [{ label: '依申请公开', href: deskPath }, { label: title }],
      status: problems.length > 0 ? 422 : 200,
      notice: ctx.query.wordFrom('done', { saved: '已保存。' }),
    },
    <RemedyOrgansPage ctx={ctx} organs={await remedyOrgans(ctx.town.db)} problems={problems} />,
  );
}

async function save(ctx: Ctx): Promise<Reply> {
  const { form } = ctx;
  const outcome = await perform(ctx.town, ctx.actor(), 'requests.name-remedy-organs', (act) =>
    nameRemedyOrgans(act, { reviewOrgan: form.line('reviewOrgan'), court: form.line('court') }),
  );
  return outcome.ok ? seeOther(`${remedyOrgansPath}?done=saved`) : show(ctx, problemsOf(outcome.refusals, requestWords));
}

export const remedyOrgansRoutes: readonly Route[] = [
  { method: 'GET', path: remedyOrgansPath, handle: (ctx) => show(ctx) },
  { method: 'POST', path: remedyOrgansPath, handle: save },
];
