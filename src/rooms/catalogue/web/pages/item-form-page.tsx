// The ten columns of an item as a form, and the form that closes it.
import type { VNode } from 'preact';
import { ChoiceField, SelectField, TextArea, TextField } from '../../../../kit/form-field/part.tsx';
import { type Problem, ProblemSummary } from '../../../../kit/problem-summary/part.tsx';
import { TokenField } from '../../../../kit/token-field/part.tsx';
import type { Ctx } from '../../../../platform/http/route.ts';
import { type Instant, shortTime } from '../../../../town/day.ts';
import type { Organ } from '../../../people/door.ts';
import { audienceNames, audiences, channelNames, channels } from '../../item.ts';
import type { ItemChange } from '../../reads.ts';
import type { ItemValues } from '../item-form.ts';

export interface ItemFormProps {
  ctx: Ctx;
  action: string;
  values: ItemValues;
  problems: readonly Problem[];
  organs: readonly Organ[];
  isNew: boolean;
}

const CADENCE_HINT =
  '每行一件：名称 | 周期 | 期限 | 责任单位。周期：每月、每季度、每半年、每年、每学期。期限：WD20（期满后20个工作日）、CD20（期满后20日）、当月20日、当年02-28、次年01-31、学期02-28、08-31、年报。';

export function ItemForm({ ctx, action, values, problems, organs, isNew }: ItemFormProps): VNode {
  const at = (name: string): string => values[name] ?? '';
  const list = (name: string): string[] => at(name).split('\n').filter(Boolean);
  const departments = organs.filter((o) => o.kind !== 'village').map((o) => ({ value: o.id as string, label: o.name }));
  return (
    <>
      <ProblemSummary problems={problems} />
      <form method="post" action={action}>
        <TokenField ctx={ctx} />
        <input type="hidden" name="revision" value={at('revision')} />
        {isNew && (
          <TextField
            label="编号"
            name="code"
            value={at('code')}
            required
            problems={problems}
            maxLength={3}
            inputMode="numeric"
            hint="两位或三位数字。以后不能改，停用后也不再给别的事项。"
          />
        )}
        <TextField label="类别" name="category" value={at('category')} required problems={problems} maxLength={20} />
        <TextField label="公开事项" name="name" value={at('name')} required problems={problems} maxLength={60} />
        <TextField
          label="简称"
          name="shortName"
          value={at('shortName')}
          required
          problems={problems}
          maxLength={6}
          hint="显示在方格里，四个字左右。"
        />
        <TextArea
          label="公开内容（要素）"
          name="elements"
          value={at('elements')}
          required
          rows={5}
          problems={problems}
          hint="每行一个。发布前检查会对照这些要素看稿件是否写全。"
        />
        <TextArea
          label="公开依据"
          name="basis"
          value={at('basis')}
          required
          rows={3}
          problems={problems}
          hint="每行一条，例如：条例2019#20"
        />
        <TextArea
          label="时限代码"
          name="limits"
          value={at('limits')}
          required
          rows={2}
          problems={problems}
          hint="每行一个，第一个是通常期限：WD20、CD20、>=CD7（公示）、STANDING（长期）、IMMEDIATE（即时）、STAGED（分环节）。"
        />
        <TextField label="公开时限" name="limitText" value={at('limitText')} required problems={problems} maxLength={120} />
        <SelectField
          label="责任部门"
          name="organ"
          value={at('organ')}
          blank="请选择"
          required
          problems={problems}
          choices={departments}
          hint="一项只有一个责任部门。"
        />
        <ChoiceField label="协办部门" name="coOrgans" many values={list('coOrgans')} problems={problems} choices={departments} />
        <TextArea label="周期任务" name="cadences" value={at('cadences')} rows={4} problems={problems} hint={CADENCE_HINT} />
        <TextArea
          label="村（社区）周期任务"
          name="villageCadences"
          value={at('villageCadences')}
          rows={2}
          problems={problems}
          hint="写法同上，责任单位可写“各村”。新列入的单位从当期起算，不补以前的。"
        />
        <ChoiceField
          label="公开渠道和载体"
          name="channels"
          many
          required
          values={list('channels')}
          problems={problems}
          choices={channels.map((c) => ({ value: c, label: channelNames[c] }))}
        />
        <ChoiceField
          label="公开对象"
          name="audience"
          required
          values={[at('audience')]}
          problems={problems}
          choices={audiences.map((a) => ({ value: a, label: audienceNames[a] }))}
        />
        <ChoiceField
          label="公开方式"
          name="mode"
          required
          values={[at('mode')]}
          problems={problems}
          choices={[
            { value: '主动', label: '主动公开' },
            { value: '依申请', label: '依申请公开' },
          ]}
        />
        <ChoiceField
          label="公开层级"
          name="level"
          required
          values={[at('level')]}
          problems={problems}
          choices={[
            { value: '镇', label: '乡级' },
            { value: '镇村', label: '乡级、村级' },
          ]}
        />
        <TextArea label="说明" name="notes" value={at('notes')} rows={2} problems={problems} />
        <button type="submit">{isNew ? '列入目录' : '保存'}</button>
      </form>
    </>
  );
}

export function ClosingForm({
  ctx,
  code,
  values,
  problems,
}: {
  ctx: Ctx;
  code: string;
  values: ItemValues;
  problems: readonly Problem[];
}): VNode {
  return (
    <section id="closing">
      <h2>停用</h2>
      <p class="muted small">停用后不再产生任务，已公开的文件和网页保留，编号不再使用。还有未了结的任务时不能停用。</p>
      <form method="post" action={`/console/catalogue/${code}/closing`}>
        <TokenField ctx={ctx} />
        <TextField
          label="停用日期"
          name="closedOn"
          type="date"
          value={values.closedOn ?? ctx.today}
          required
          problems={problems}
        />
        <TextArea label="理由" name="closedNote" value={values.closedNote ?? ''} required rows={2} problems={problems} />
        <button type="submit" class="btn danger">
          停用这一项
        </button>
      </form>
    </section>
  );
}

const whats = { defined: '列入目录', changed: '修改', closed: '停用' } as const;
const columnNames: Readonly<Record<string, string>> = {
  category: '类别',
  name: '公开事项',
  shortName: '简称',
  elements: '要素',
  organId: '责任部门',
  coOrganIds: '协办部门',
  basis: '依据',
  limits: '时限代码',
  limitText: '公开时限',
  cadences: '周期任务',
  villageCadences: '村周期任务',
  channels: '渠道',
  audience: '对象',
  mode: '方式',
  level: '层级',
  notes: '说明',
  closedOn: '停用日期',
};

/** What was changed, by whom and when, column by column. */
export function ItemHistory({ changes }: { changes: readonly ItemChange[] }): VNode {
  return (
    <section>
      <h2>修改记录</h2>
      <ol class="timeline">
        {changes.map((c) => (
          <li key={c.id}>
            <time dateTime={c.at}>{shortTime(c.at as Instant)}</time> {c.who}：{whats[c.what]}
            {c.what === 'changed' && `（${changedColumns(c).join('、') || '无实质变化'}）`}
          </li>
        ))}
      </ol>
    </section>
  );
}

function changedColumns({ before, after }: ItemChange): string[] {
  const was = (before ?? {}) as Readonly<Record<string, unknown>>;
  const is = (after ?? {}) as Readonly<Record<string, unknown>>;
  return Object.keys(columnNames)
    .filter((k) => JSON.stringify(was[k]) !== JSON.stringify(is[k]))
    .map((k) => columnNames[k]!);
}
