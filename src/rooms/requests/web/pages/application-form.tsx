// The application's fields: the same for an applicant and for staff who enter a paper one.
import type { VNode } from 'preact';
import { ChoiceField, FileField, TextArea, TextField } from '../../../../kit/form-field/part.tsx';
import type { Problem } from '../../../../kit/problem-summary/part.tsx';
import type { Fields } from '../../../../platform/http/form.ts';
import { FILES_MOST } from '../../files.ts';
import { applicantKindNames, carrierNames, obtainingNames } from '../../info-request.ts';

export interface ApplicationFieldsProps {
  form: Fields;
  problems: readonly Problem[];
}

/** What an upload may be. */
export const ACCEPT = '.pdf,.docx,.xlsx,.jpg,.jpeg,.png';

export const choicesOf = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }));

export function ApplicationFields({ form, problems }: ApplicationFieldsProps): VNode {
  const field = (label: string, name: string, more: { hint?: string; required?: boolean; type?: 'tel' | 'email' } = {}) => (
    <TextField label={label} name={name} value={form.line(name)} problems={problems} {...more} />
  );
  return (
    <>
      <h2>一、要什么信息</h2>
      <TextArea
        label="内容描述"
        name="content"
        rows={6}
        required
        value={form.text('content')}
        hint="写明名称、文号，或者能据以查找的特征，例如“港湾村 2025 年农村低保评议结果”。一份申请只写一件事；几件不同的事请分开申请，答复更快。不用说明用途。"
        problems={problems}
      />
      <ChoiceField
        label="希望得到的形式"
        name="carrier"
        required
        values={[form.line('carrier')]}
        choices={choicesOf(carrierNames)}
        problems={problems}
      />
      <ChoiceField
        label="怎样获取"
        name="obtaining"
        required
        values={[form.line('obtaining')]}
        choices={choicesOf(obtainingNames)}
        problems={problems}
      />
      <h2>二、谁来申请</h2>
      <ChoiceField
        label="申请人类型"
        name="kind"
        required
        values={[form.line('kind')]}
        choices={choicesOf(applicantKindNames)}
        problems={problems}
      />
      {field('姓名或者单位名称', 'name', { required: true })}
      <ChoiceField
        label="证件"
        name="idKind"
        required
        values={[form.line('idKind') || 'usual']}
        choices={[
          { value: 'usual', label: '居民身份证（个人）或者统一社会信用代码（单位）' },
          { value: 'other', label: '护照、通行证等其他证件' },
        ]}
        problems={problems}
      />
      {field('证件号码', 'idNumber', { required: true })}
      <div class="pair">
        {field('法定代表人或者负责人', 'representative', { hint: '单位申请填写。' })}
        {field('联系人', 'contact', { hint: '单位申请必填。' })}
      </div>
      <h2>三、怎样找到您</h2>
      <p class="hint">至少留一种。只用于办理这件申请，加密保存，办结两年后销毁。</p>
      <div class="pair">
        {field('联系电话', 'telephone', { type: 'tel' })}
        {field('电子邮箱', 'email', { type: 'email' })}
      </div>
      {field('通信地址', 'address')}
      <div class="pair">
        {field('邮政编码', 'postcode')}
        {field('传真', 'fax')}
      </div>
      <details class="more">
        <summary>代别人申请，或者阅读、书写、听说有困难</summary>
        {field('代理人姓名', 'agentName')}
        {field('代理人身份证号码', 'agentId')}
        {field('代理人电话', 'agentTelephone', { type: 'tel' })}
        <FileField
          accept={ACCEPT}
          label="委托书"
          name="mandate"
          hint="照片、扫描件都可以，须有委托人签名或者盖章。"
          problems={problems}
        />
        <TextArea
          label="需要的帮助"
          name="help"
          rows={2}
          value={form.text('help')}
          hint="例如：看不清小字，请打电话读给我听。"
          problems={problems}
        />
      </details>
      <h2>四、附件</h2>
      <FileField
        accept={ACCEPT}
        label="身份证明"
        name="identity"
        hint="照片或者扫描件。也可以到时带原件核对。"
        problems={problems}
      />
      <FileField
        accept={ACCEPT}
        label="其他材料"
        name="files"
        many
        hint={`最多 ${FILES_MOST} 个：PDF、Word、Excel、照片，合计不超过 20 MB。填写有误须改时，请重新选择附件；也可以提交以后再补。`}
        problems={problems}
      />
    </>
  );
}
