// One member of staff in the console: facts, roles, deputies, account, leaving, history. Each office sees its own forms.
import type { VNode } from 'preact';
import { TextArea, TextField } from '../../../../kit/form-field/part.tsx';
import { type Problem, ProblemSummary } from '../../../../kit/problem-summary/part.tsx';
import { TokenField } from '../../../../kit/token-field/part.tsx';
import type { Ctx } from '../../../../platform/http/route.ts';
import type { Organ } from '../../organ.ts';
import type { PeopleEvent } from '../../read-events.ts';
import type { Deputyship, RoleGrant, StaffMember } from '../../staff.ts';
import type { AccountState } from '../deps.ts';
import type { Values } from '../forms.ts';
import { AccountSection } from './account-section.tsx';
import { DeputySection } from './deputy-section.tsx';
import { History } from './history.tsx';
import { RoleSection } from './role-section.tsx';
import { StaffFields } from './staff-form.tsx';
import { stateOf } from './staff-list.tsx';

export interface StaffPageProps {
  ctx: Ctx;
  staff: StaffMember;
  grants: readonly RoleGrant[];
  deputies: readonly Deputyship[];
  /** Others in service, who may be stood in for. */
  others: readonly StaffMember[];
  organs: readonly Organ[];
  events: readonly PeopleEvent[];
  values: Values;
  problems: readonly Problem[];
  /** System administrator: facts, account, leaving, asking for roles. */
  keeps: boolean;
  /** Security administrator: giving roles, deputies, ending sessions, the account's being in use. */
  gives: boolean;
  account: AccountState | null;
}

export function StaffPage(p: StaffPageProps): VNode {
  const { ctx, staff } = p;
  const here = staff.leftOn === null || staff.leftOn > ctx.today;
  return (
    <>
      <ProblemSummary problems={p.problems} />
      <p class="muted">
        {staff.organName}　{staff.title}　{staff.telephone}　{staff.joinedOn} 到岗　{stateOf(staff, ctx.today)}
        {staff.leftOn !== null && staff.leftOn > ctx.today && `，${staff.leftOn} 离任`}
      </p>
      <RoleSection {...p} here={here} />
      <DeputySection {...p} here={here} />
      {here && (p.keeps || p.gives) && <AccountSection {...p} />}
      {here && p.keeps && <FactsSection {...p} />}
      {here && p.keeps && <LeavingSection {...p} />}
      <History events={p.events} />
    </>
  );
}

function FactsSection({ ctx, staff, values, problems, organs }: StaffPageProps): VNode {
  const shown = { name: staff.name, organId: staff.organId, title: staff.title, telephone: staff.telephone, ...values };
  return (
    <section aria-labelledby="facts">
      <h2 id="facts">修改信息</h2>
      <form method="post" action={`/console/staff/${staff.id}`}>
        <TokenField ctx={ctx} />
        <StaffFields values={shown} problems={problems} organs={organs} />
        <button type="submit">保存</button>
      </form>
    </section>
  );
}

function LeavingSection({ ctx, staff, values, problems }: StaffPageProps): VNode {
  return (
    <section aria-labelledby="leaving">
      <h2 id="leaving">办理离任</h2>
      <p class="muted small">从离任那天起不能登录，角色和代岗一并失效；做过的事仍记在本人名下。</p>
      <form method="post" action={`/console/staff/${staff.id}/leaving`}>
        <TokenField ctx={ctx} />
        <TextField
          label="离任日期"
          name="leavingOn"
          type="date"
          value={values.leavingOn ?? ctx.today}
          required
          problems={problems}
          hint="从这一天起不再在岗，填今天即时生效。"
        />
        <TextArea
          label="离任原因"
          name="leavingReason"
          value={values.leavingReason ?? ''}
          required
          rows={2}
          problems={problems}
          hint="例如：调往市直单位、退休。"
        />
        <button class="btn danger" type="submit">
          办理离任
        </button>
      </form>
    </section>
  );
}
