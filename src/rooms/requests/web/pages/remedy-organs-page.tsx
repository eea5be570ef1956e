// Which organ reviews and which court hears, as the letters of the town name them.
import type { VNode } from 'preact';
import { TextField } from '../../../../kit/form-field/part.tsx';
import { type Problem, ProblemSummary } from '../../../../kit/problem-summary/part.tsx';
import { TokenField } from '../../../../kit/token-field/part.tsx';
import type { Ctx } from '../../../../platform/http/route.ts';
import { type RemedyOrgans, unnamedRemedyOrgans } from '../../remedy-organs.ts';
import { remedyOrgansPath } from '../addresses.ts';

interface RemedyOrgansPageProps {
  ctx: Ctx;
  organs: RemedyOrgans | null;
  problems: readonly Problem[];
}

export function RemedyOrgansPage({ ctx, organs, problems }: RemedyOrgansPageProps): VNode {
  const value = (name: keyof RemedyOrgans): string => (problems.length > 0 ? ctx.form.line(name) : (organs?.[name] ?? ''));
  return (
    <>
      <ProblemSummary problems={problems} />
      {!organs && (
        <p class="notice">
          还没有填写。文书里现在写的是“{unnamedRemedyOrgans.reviewOrgan}”“{unnamedRemedyOrgans.court}”，申请人看了不知道该去哪里。
        </p>
      )}
      <form method="post" action={remedyOrgansPath} class="sheet narrow">
        <TokenField ctx={ctx} />
        <TextField
          label="行政复议机关"
          name="reviewOrgan"
          required
          value={value('reviewOrgan')}
          hint="一般为县级人民政府，写全称。"
          problems={problems}
        />
        <TextField
          label="行政诉讼管辖法院"
          name="court"
          required
          value={value('court')}
          hint="实行集中管辖的，写指定的法院。"
          problems={problems}
        />
        <p>保存以后起草的文书按新的写，已经起草、签发的不变。</p>
        <button type="submit">保存</button>
      </form>
    </>
  );
}
