// The form of an organ, new or existing: the frame for the system administrator, the public facts also for the openness office.
import type { VNode } from 'preact';
import { SelectField, TextArea, TextField } from '../../../../kit/form-field/part.tsx';
import { type Problem, ProblemSummary } from '../../../../kit/problem-summary/part.tsx';
import { TokenField } from '../../../../kit/token-field/part.tsx';
import type { Ctx } from '../../../../platform/http/route.ts';
import { type Organ, organKindNames, organKinds } from '../../organ.ts';
import type { Values } from '../forms.ts';

export interface OrganFormProps {
  ctx: Ctx;
  action: string;
  values: Values;
  problems: readonly Problem[];
  /** Whether name, kind, place and credit code may be edited. */
  frame: boolean;
  isNew: boolean;
  organs: readonly Organ[];
}

export function OrganForm(props: OrganFormProps): VNode {
  const { ctx, action, values: v, problems, frame, isNew, organs } = props;
  const at = (name: string): string => v[name] ?? '';
  return (
    <>
      <ProblemSummary problems={problems} />
      <form method="post" action={action}>
        <TokenField ctx={ctx} />
        <input type="hidden" name="revision" value={at('revision')} />
        {isNew && (
          <TextField
            label="代码"
            name="code"
            value={at('code')}
            required
            problems={problems}
            maxLength={30}
            hint="用在网址里的小写字母，例如 caizheng。以后不能改，也不会再给别的机构。"
          />
        )}
        {frame && <FrameFields at={at} problems={problems} organs={organs} isNew={isNew} />}
        <TextArea
          label="机构职能"
          name="functions"
          value={at('functions')}
          required
          rows={8}
          problems={problems}
          hint="每行一段，原样显示在机构网页上。"
        />
        <TextField label="办公地址" name="address" value={at('address')} required problems={problems} maxLength={200} />
        <TextField
          label="办公时间"
          name="hours"
          value={at('hours')}
          required
          problems={problems}
          maxLength={200}
          hint="例如：工作日 8:30—11:30，14:30—17:30"
        />
        <TextField label="联系电话" name="telephone" value={at('telephone')} required problems={problems} maxLength={60} />
        <TextField label="传真" name="fax" value={at('fax')} problems={problems} maxLength={60} hint="没有的留空。" />
        <TextField
          label="电子邮箱"
          name="mail"
          value={at('mail')}
          problems={problems}
          maxLength={100}
          hint="单位的公开邮箱，不填个人邮箱。没有的留空。"
        />
        <TextField label="负责人姓名" name="headName" value={at('headName')} required problems={problems} maxLength={40} />
        <TextField label="负责人职务" name="headPost" value={at('headPost')} problems={problems} maxLength={60} />
        <p class="bar">
          <button type="submit">{isNew ? '设立并公开' : '保存并公开'}</button>
          <a class="btn quiet" href="/console/organs">
            不保存，返回
          </a>
        </p>
      </form>
    </>
  );
}

function FrameFields(p: {
  at(name: string): string;
  problems: readonly Problem[];
  organs: readonly Organ[];
  isNew: boolean;
}): VNode {
  const { at, problems } = p;
  return (
    <>
      <TextField label="机构名称" name="name" value={at('name')} required problems={problems} maxLength={60} />
      <TextField
        label="简称"
        name="shortName"
        value={at('shortName')}
        required
        problems={problems}
        maxLength={12}
        hint="用在表格和标签里。"
      />
      <SelectField
        label="类别"
        name="kind"
        value={at('kind')}
        required
        problems={problems}
        blank="请选择"
        choices={organKinds.map((k) => ({ value: k, label: organKindNames[k] }))}
      />
      <SelectField
        label="上级机构"
        name="parentId"
        value={at('parentId')}
        problems={problems}
        blank="没有上级（只限镇人民政府）"
        choices={p.organs.map((o) => ({ value: o.id, label: o.name }))}
      />
      <TextField
        label="统一社会信用代码"
        name="creditCode"
        value={at('creditCode')}
        problems={problems}
        maxLength={30}
        hint="18 位，没有自己代码的机构留空。"
      />
      <TextField
        label="排序"
        name="sort"
        value={at('sort')}
        required
        problems={problems}
        inputMode="numeric"
        hint="小的排在前面。"
      />
      {p.isNew && (
        <TextField
          label="成立日期"
          name="openedOn"
          type="date"
          value={at('openedOn')}
          problems={problems}
          hint="留空就是今天。"
        />
      )}
    </>
  );
}

/** Closing, below the form of an existing organ. */
export function ClosingForm({
  ctx,
  organ,
  values,
  problems,
}: {
  ctx: Ctx;
  organ: Organ;
  values: Values;
  problems: readonly Problem[];
}): VNode {
  return (
    <section aria-labelledby="closing">
      <h2 id="closing">撤销机构</h2>
      <p class="muted small">机构网页和它公开过的文件都保留，并写明撤销的日期和原因。还有在岗人员或下属机构的不能撤销。</p>
      <ProblemSummary problems={problems} />
      <form method="post" action={`/console/organs/${organ.id}/closing`}>
        <TokenField ctx={ctx} />
        <TextField label="撤销日期" name="on" type="date" value={values.on ?? ''} required problems={problems} />
        <TextArea
          label="原因和接手的机构"
          name="note"
          value={values.note ?? ''}
          required
          rows={3}
          problems={problems}
          hint="显示在机构网页上。"
        />
        <button class="btn danger" type="submit">
          撤销
        </button>
      </form>
    </section>
  );
}
