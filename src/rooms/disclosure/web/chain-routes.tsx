// How each item is reviewed: the office sets the chain of an item, or of all that have none of their own.
import { consolePage } from '../../../kit/console-page/part.tsx';
import { FilterBar } from '../../../kit/filter-bar/part.tsx';
import { ChoiceField, TextField } from '../../../kit/form-field/part.tsx';
import { type Problem, ProblemSummary, problemsOf } from '../../../kit/problem-summary/part.tsx';
import { TokenField } from '../../../kit/token-field/part.tsx';
import { perform } from '../../../platform/act/act.ts';
import { type Reply, seeOther } from '../../../platform/http/reply.ts';
import type { Ctx, Route } from '../../../platform/http/route.ts';
import { sheetReply } from '../../../platform/http/sheet.ts';
import { shortTime } from '../../../town/day.ts';
import { roleNames } from '../../../town/roles.ts';
import { listItems } from '../../catalogue/door.ts';
import {
  chainFor,
  type ChainStep,
  configureChain,
  configuredChains,
  reviewWords,
  stepNames,
  type StepName,
} from '../../review/door.ts';

async function showChains(ctx: Ctx, problems: readonly Problem[] = []): Promise<Reply> {
  const items = await listItems(ctx.town.db);
  const itemCode = ctx.query.line('item') || ctx.form.line('item') || '*';
  const chain = await chainFor(ctx.town.db, itemCode);
  const steps = Object.keys(stepNames) as StepName[];
  return consolePage(
    ctx,
    {
      title: '审查流程',
      current: 'chains',
      notice: ctx.query.line('done') === 'saved' ? '已保存；正在办理的稿件仍按原流程走完。' : undefined,
      status: problems.length > 0 ? 422 : 200,
    },
    <>
      <p>每一项目录可以有自己的流程；没有单独设置的用“通用流程”。保密审查和签发不能省，同一稿各环节须由不同的人办理。</p>
      <FilterBar
        action="/console/chains"
        selects={[
          {
            name: 'item',
            label: '目录',
            value: itemCode === '*' ? '' : itemCode,
            all: '通用流程',
            choices: items.map((i) => ({ value: i.code, label: `${i.code} ${i.name}` })),
          },
        ]}
        count={chain.length}
        unit="个环节"
        download={{ href: `/console/chains/export.xlsx${itemCode === '*' ? '' : `?item=${encodeURIComponent(itemCode)}`}` }}
      />
      <ProblemSummary problems={problems} />
      <form method="post" action="/console/chains" class="sheet narrow">
        <TokenField ctx={ctx} />
        <input type="hidden" name="item" value={itemCode} />
        <ChoiceField
          label="环节（按此顺序）"
          name="steps"
          many
          required
          values={chain.map((s) => s.step)}
          choices={steps.map((s) => ({ value: s, label: stepNames[s] }))}
          problems={problems}
        />
        {steps.map((s) => (
          <TextField
            key={s}
            label={`${stepNames[s]}时限（工作日）`}
            name={`days-${s}`}
            type="number"
            value={String(chain.find((c) => c.step === s)?.workingDays ?? 2)}
            required
          />
        ))}
        <button type="submit">保存</button>
      </form>
    </>,
  );
}

/** One line a step: of the chain asked for, or of every item's and the common one. */
async function exportChains(ctx: Ctx): Promise<Reply> {
  const items = await listItems(ctx.town.db);
  const asked = ctx.query.line('item');
  const own = new Map((await configuredChains(ctx.town.db)).map((c) => [c.itemCode, c]));
  const common = await chainFor(ctx.town.db, '*');
  const wanted = [{ code: '*', name: '通用流程' }, ...items].filter((i) => asked === '' || i.code === asked);
  return sheetReply(
    `审查流程${ctx.today}.xlsx`,
    [
      { title: '目录' },
      { title: '名称', width: 30 },
      { title: '流程', width: 14 },
      { title: '顺序' },
      { title: '环节', width: 18 },
      { title: '由谁', width: 24 },
      { title: '时限（工作日）', width: 16 },
      { title: '设置', width: 30 },
    ],
    wanted.flatMap((item) => {
      const chain = own.get(item.code);
      return (chain?.steps ?? common).map((s, i) => [
        item.code === '*' ? '' : item.code,
        item.name,
        item.code === '*' ? '通用' : chain ? '单独设置' : '同通用流程',
        i + 1,
        stepNames[s.step],
        s.roles.map((role) => roleNames[role]).join('、'),
        s.workingDays,
        chain ? `${chain.changedBy} ${shortTime(chain.changedAt)}` : '',
      ]);
    }),
  );
}

const stepRoles: Readonly<Record<StepName, ChainStep['roles']>> = {
  department: ['department-head'],
  secrecy: ['secrecy-reviewer'],
  filing: ['openness-office'],
  signing: ['deputy-leader', 'principal'],
};

async function saveChain(ctx: Ctx): Promise<Reply> {
  const chosen = ctx.form.list('steps');
  const steps = (Object.keys(stepNames) as StepName[])
    .filter((s) => chosen.includes(s))
    .map((step): ChainStep => ({ step, roles: stepRoles[step], workingDays: Number(ctx.form.line(`days-${step}`)) }));
  const itemCode = ctx.form.line('item') || '*';
  const outcome = await perform(ctx.town, ctx.actor(), 'review.configure-chain', (a) => configureChain(a, itemCode, steps));
  if (!outcome.ok) return showChains(ctx, problemsOf(outcome.refusals, reviewWords));
  return seeOther(`/console/chains?item=${itemCode === '*' ? '' : itemCode}&done=saved`);
}

export const chainRoutes: readonly Route[] = [
  { method: 'GET', path: '/console/chains', handle: (ctx) => showChains(ctx) },
  { method: 'GET', path: '/console/chains/export.xlsx', handle: exportChains },
  { method: 'POST', path: '/console/chains', handle: saveChain },
];
