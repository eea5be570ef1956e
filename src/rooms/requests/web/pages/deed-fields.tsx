// The fields of each deed on the page of a request, in the order the desk works.
import type { ComponentChildren } from 'preact';
import { ChoiceField, FileField, SelectField, TextArea, TextField } from '../../../../kit/form-field/part.tsx';
import type { Problem } from '../../../../kit/problem-summary/part.tsx';
import type { Fields } from '../../../../platform/http/form.ts';
import type { Ctx } from '../../../../platform/http/route.ts';
import { answerGroupNames, answers } from '../../answers.ts';
import { requestLimits } from '../../clock.ts';
import { USUAL_PERIOD } from '../../correct.ts';
import type { DeedName } from '../../deeds.ts';
import { deliveryDays, deliveryNames } from '../../deliver.ts';
import { feeOf } from '../../fees.ts';
import type { RequestView } from '../../look.ts';
import { remedyKindNames, remedyResultNames } from '../../remedy.ts';
import { ACCEPT, choicesOf } from './application-form.tsx';

export interface DeedFormsProps {
  ctx: Ctx;
  view: RequestView;
  organs: readonly { id: string; name: string }[];
  staff: readonly { id: string; name: string; organName: string }[];
  nthOfMonth: number;
  watching: boolean;
  problems: readonly Problem[];
}

interface FormOf extends DeedFormsProps {
  form: Fields;
  /** Only those of this very deed. */
  problems: readonly Problem[];
}

const opinionNames = {
  agrees: '同意公开',
  'refuses-with-ground': '不同意，理由成立',
  'refuses-without-ground': '不同意，没有合理理由',
  silent: '期限届满没有答复',
};

type Inner = (props: FormOf) => ComponentChildren;

const dayField = (p: FormOf, label: string, name = 'on', hint?: string) => (
  <TextField
    label={label}
    name={name}
    type="date"
    required
    value={p.form.line(name) || p.ctx.today}
    hint={hint}
    problems={p.problems}
  />
);
const area = (p: FormOf, label: string, name: string, more: { required?: boolean; hint?: string; rows?: number } = {}) => (
  <TextArea label={label} name={name} value={p.form.text(name)} problems={p.problems} {...more} />
);
const line = (p: FormOf, label: string, name: string, more: { required?: boolean; hint?: string; value?: string } = {}) => (
  <TextField
    label={label}
    name={name}
    problems={p.problems}
    required={more.required}
    hint={more.hint}
    value={p.form.line(name) || (more.value ?? '')}
  />
);
const select = (
  p: FormOf,
  label: string,
  name: string,
  choices: readonly { value: string; label: string }[],
  blank = '请选择',
) => (
  <SelectField
    label={label}
    name={name}
    required
    choices={choices}
    blank={blank}
    value={p.form.line(name)}
    problems={p.problems}
  />
);
const openLetters = ({ view }: FormOf) =>
  view.events
    .filter((e) => e.kind === 'consulted' && !view.events.some((o) => o.kind === 'opinion' && o.facts.letter === e.facts.letter))
    .map((e) => ({
      value: String(e.facts.letter),
      label: `${e.on} 发给${e.facts.whom === 'third-party' ? '第三方' : '共同制作机关'}`,
    }));

const answerChoices = Object.values(answers)
  .filter((a) => a.code !== 'E1' && a.code !== 'E2')
  .map((a) => ({ value: a.code, label: `${answerGroupNames[a.group]}：${a.name}` }));

/** In the order the desk works. */
export const deedFields: Readonly<Partial<Record<DeedName, Inner>>> = {
  confirm: (p) => dayField(p, '确认收到之日', 'on', '与申请人联系上、双方确认的那一天，从次日起算。'),
  title: (p) =>
    line(p, '事由', 'title', {
      required: true,
      value: p.view.request.title,
      hint: '列表和公开办理记录显示它，不能有姓名、证件号、电话。',
    }),
  assign: (p) => (
    <>
      {select(
        p,
        '承办单位',
        'organ',
        p.organs.map((o) => ({ value: o.id, label: o.name })),
      )}
      <SelectField
        label="承办人"
        name="handler"
        blank="由单位安排"
        value={p.form.line('handler') || (p.view.request.handlerId ?? '')}
        choices={p.staff.map((s) => ({ value: s.id, label: `${s.name}（${s.organName}）` }))}
        problems={p.problems}
      />
    </>
  ),
  'decide-extension': (p) => (
    <ChoiceField
      label="是否同意"
      name="granted"
      required
      values={[p.form.line('granted')]}
      choices={[
        { value: 'yes', label: '同意，当日告知申请人' },
        { value: 'no', label: '不同意' },
      ]}
      problems={p.problems}
    />
  ),
  'ask-correction': (p) => (
    <>
      {area(p, '需要补正的事项', 'what', { required: true, hint: '逐项写清缺什么、怎样补，申请人会看到。只能告知一次。' })}
      <TextField
        label="补正期限（工作日）"
        name="period"
        type="number"
        required
        value={p.form.line('period') || String(USUAL_PERIOD)}
        problems={p.problems}
      />
    </>
  ),
  'notice-received': (p) => dayField(p, '申请人收到补正告知书之日', 'on', '邮寄的，以签收之日起算补正期限。'),
  'receive-correction': (p) => (
    <>
      {dayField(p, '收到补正之日')}
      {area(p, '补正内容', 'text', { required: true })}
    </>
  ),
  consult: (p) => (
    <>
      {select(p, '向谁征求', 'whom', [
        { value: 'third-party', label: '第三方（公开可能损害其合法权益）' },
        { value: 'co-maker', label: '共同制作的其他机关' },
      ])}
      {line(p, '对方名称', 'name', { required: true })}
      {dayField(p, '发出之日', 'on', '从次日起不计入答复期限，对方有 15 个工作日。')}
    </>
  ),
  'letter-received': (p) => (
    <>
      {select(p, '征求意见书', 'letter', openLetters(p))}
      {dayField(p, '对方签收之日')}
    </>
  ),
  'record-opinion': (p) => (
    <>
      {select(p, '征求意见书', 'letter', openLetters(p))}
      {select(p, '意见', 'opinion', choicesOf(opinionNames))}
      {dayField(p, '收到意见之日')}
      {area(p, '意见内容', 'text')}
    </>
  ),
  'ask-extension': (p) => (
    <>
      <TextField
        label="延长（工作日）"
        name="days"
        type="number"
        required
        value={p.form.line('days') || String(requestLimits[p.view.request.regulation].extension)}
        problems={p.problems}
      />
      {area(p, '理由', 'reason', { required: true })}
    </>
  ),
  'ask-reasons': () => <p class="hint">申请数量、频次明显超过合理范围的，可以要求说明理由。说明期间答复期限照常计算。</p>,
  'record-reasons': (p) => (
    <>
      {dayField(p, '收到之日')}
      {area(p, '申请人说明的理由', 'text', { required: true })}
      <ChoiceField
        label="是否合理"
        name="reasonable"
        required
        values={[p.form.line('reasonable')]}
        choices={[
          { value: 'yes', label: '合理' },
          { value: 'no', label: '不合理' },
        ]}
        problems={p.problems}
      />
    </>
  ),
  postpone: (p) => dayField(p, '延迟到哪一天答复', 'until'),
  'ask-fee': (p) => (
    <>
      <ChoiceField
        label="计费方式（只能用一种）"
        name="basis"
        required
        values={[p.form.line('basis')]}
        choices={[
          { value: 'count', label: `按件：本月第 ${p.nthOfMonth} 件，应收 ${feeOf({ by: 'count', nth: p.nthOfMonth }).yuan} 元` },
          { value: 'pages', label: '按量：30 页以内不收' },
        ]}
        problems={p.problems}
      />
      {line(p, '页数（按量时填写）', 'pages')}
      {dayField(p, '申请人收到通知之日', 'receivedOn')}
    </>
  ),
  'record-payment': (p) => (
    <>
      {dayField(p, '缴费之日')}
      {line(p, '票据号', 'receipt', { required: true })}
    </>
  ),
  'waive-fee': (p) => area(p, '免收的理由', 'because', { required: true }),
  abandon: () => <p class="hint">期限届满仍未补正或者未缴费的，按放弃申请处理，不再答复。</p>,
  'propose-answer': (p) => (
    <>
      {select(p, '答复类型', 'code', answerChoices)}
      {area(p, '理由', 'explanation', { rows: 5, hint: '凡没有全部给出的，必须说明理由，申请人会看到。' })}
      {area(p, '在哪里看、怎样获取', 'where', {
        rows: 2,
        hint: '已主动公开的，写明文件名称和网址；予以公开的，写明获取的方式、途径和时间。',
      })}
      {line(p, '应当负责的机关及联系方式', 'rightOrgan', { hint: '不属于本机关负责公开、知道谁负责的填写。' })}
      {line(p, '上一次答复的文号', 'earlier', { hint: '重复申请填写。' })}
      {area(p, '公共利益上必须公开的理由', 'publicInterest', {
        rows: 2,
        hint: '第三方有理由地不同意、仍要公开时填写，并书面告知第三方。',
      })}
    </>
  ),
  'sign-answer': ({ view }) =>
    view.answer && (
      <p>
        {view.answer.proposedBy} 拟：<b>{answers[view.answer.code].name}</b>
      </p>
    ),
  'send-back-answer': (p) => area(p, '退回意见', 'why', { required: true }),
  deliver: (p) => (
    <>
      {select(
        p,
        '送达方式',
        'delivery',
        Object.entries(deliveryNames).map(([value, label]) => ({
          value,
          label: `${label}：以${deliveryDays[value as keyof typeof deliveryDays]}为准`,
        })),
      )}
      {dayField(p, '送达之日')}
      {area(p, '逾期原因', 'lateReason', { rows: 2, hint: '超过法定期限的必填，公开办理记录会显示。' })}
      <FileField
        label="送达证明"
        name="proof"
        accept={ACCEPT}
        hint="送达回证、邮寄凭证的照片或者扫描件。"
        problems={p.problems}
      />
    </>
  ),
  'sign-letter': (p) =>
    select(
      p,
      '文书',
      'letter',
      p.view.letters.filter((l) => l.state === 'draft').map((l) => ({ value: l.id, label: l.title })),
    ),
  message: (p) => area(p, '给申请人留言', 'text', { required: true }),
  note: (p) => area(p, '内部记事', 'text', { required: true, hint: '只有办理的人看得到。' }),
  file: (p) => (
    <>
      <FileField label="查找到的信息" name="found" many accept={ACCEPT} problems={p.problems} />
      <FileField label="征求意见的回复" name="opinion" many accept={ACCEPT} problems={p.problems} />
      <FileField label="送达证明" name="proof" many accept={ACCEPT} problems={p.problems} />
      <FileField label="申请人的材料" name="files" many accept={ACCEPT} problems={p.problems} />
    </>
  ),
  withdraw: (p) => (
    <>
      {dayField(p, '申请人撤回之日')}
      {area(p, '怎样撤回的', 'text', { required: true, hint: '例如：来信撤回，见材料。' })}
    </>
  ),
  archive: () => <p class="hint">核对文书、送达证明齐全后归档。</p>,
  remedy: (p) => {
    const open = p.view.remedies.filter((r) => r.result === null);
    return (
      <>
        <SelectField
          label="登记什么"
          name="remedy"
          blank="新的复议、诉讼或者投诉"
          value={p.form.line('remedy')}
          choices={open.map((r) => ({ value: r.id, label: `${r.openedOn} ${remedyKindNames[r.kind]}的结果` }))}
          problems={p.problems}
        />
        <SelectField
          label="种类"
          name="kind"
          blank="（登记结果时不填）"
          value={p.form.line('kind')}
          choices={choicesOf(remedyKindNames)}
          problems={p.problems}
        />
        <TextField label="受理之日" name="openedOn" type="date" value={p.form.line('openedOn')} problems={p.problems} />
        {line(p, '受理机关', 'organ')}
        {line(p, '案号', 'reference')}
        <SelectField
          label="结果"
          name="result"
          blank="（登记受理时不填）"
          value={p.form.line('result')}
          choices={choicesOf(remedyResultNames)}
          problems={p.problems}
        />
        <TextField label="办结之日" name="endedOn" type="date" value={p.form.line('endedOn')} problems={p.problems} />
        {area(p, '结果怎样落实', 'whatWasDone', { rows: 2 })}
      </>
    );
  },
  suggest: (p) => (
    <>
      {line(p, '建议主动公开什么', 'title', { required: true, value: p.view.request.title })}
      <ChoiceField
        label="一并提出的同类申请"
        name="also"
        many
        values={p.form.list('also')}
        choices={p.view.alike.filter((a) => !a.samePerson).map((a) => ({ value: a.id, label: `${a.number} ${a.title}` }))}
        problems={p.problems}
      />
    </>
  ),
  unlist: (p) =>
    line(p, '不列入的理由', 'ground', { value: p.view.request.unlisted, hint: '留空即列入。公开页会说明有几件没有列入。' }),
  watch: (p) => (
    <>
      <input type="hidden" name="watching" value={p.watching ? 'off' : 'on'} />
      <p class="hint">{p.watching ? '已在您的关注里，点下面取消。' : '放进您的关注列表。'}</p>
    </>
  ),
  resend: () => <p class="hint">多次没有发出、已经停下来的，再试一轮。</p>,
  erase: () => <p class="hint">销毁后，姓名、证件、内容和往来谁也看不到了，不能恢复；日期、答复类型和存证仍在。</p>,
};
