// An application that came on paper, by post, fax, mail or word of mouth, entered by staff.
import type { VNode } from 'preact';
import { SelectField, TextField } from '../../../../kit/form-field/part.tsx';
import { type Problem, ProblemSummary } from '../../../../kit/problem-summary/part.tsx';
import { TokenField } from '../../../../kit/token-field/part.tsx';
import type { Ctx } from '../../../../platform/http/route.ts';
import { channelNames } from '../../info-request.ts';
import { deskPath } from '../addresses.ts';
import { ApplicationFields, choicesOf } from './application-form.tsx';

export function EnterPage({ ctx, formKey, problems }: { ctx: Ctx; formKey: string; problems: readonly Problem[] }): VNode {
  const { form } = ctx;
  return (
    <>
      <ProblemSummary problems={problems} />
      <form method="post" action={deskPath} enctype="multipart/form-data" class="sheet narrow application">
        <TokenField ctx={ctx} />
        <input type="hidden" name="formKey" value={formKey} />
        <SelectField
          label="怎样收到"
          name="channel"
          required
          blank="请选择"
          value={form.line('channel')}
          choices={choicesOf(channelNames)}
          problems={problems}
          hint="当面、签收的邮件、口头，收到当天即为收到申请之日；网上、传真、电子邮件、平信，须与申请人确认，确认之日为收到申请之日。"
        />
        <TextField
          label="收到或者提出的日期"
          name="submittedOn"
          type="date"
          required
          value={form.line('submittedOn') || ctx.today}
          problems={problems}
        />
        <TextField
          label="事由"
          name="title"
          value={form.line('title')}
          hint="一句话，不写姓名、证件号、电话；可以稍后再拟。"
          problems={problems}
        />
        <ApplicationFields form={form} problems={problems} />
        <button type="submit">登记并打印回执</button>
      </form>
    </>
  );
}
