// The forms: 申请表, 登记表, 接收回执, 送达回证. Tables with what is known filled in and room for what is written by hand.
import { emsOf, type PaperCell } from '../../../platform/paper/paper.ts';
import { longDay } from '../../../town/day.ts';
import { answers } from '../answers.ts';
import { isReceivedAtOnce } from '../history.ts';
import {
  type ApplicantKind,
  applicantKindNames,
  applicantKinds,
  carrierNames,
  carriers,
  channelNames,
  obtainingNames,
  obtainings,
} from '../info-request.ts';
import { letterKinds } from './kinds.ts';
import type { LetterFacts } from './letter-facts.ts';
import type { LetterText } from './letter-text.ts';
import { line, linesOf, says, titled, you } from './wording.ts';

type Row = readonly PaperCell[];

const label = (text: string, more: Partial<PaperCell> = {}): PaperCell => ({ text, head: true, ...more });
const cell = (text: string, more: Partial<PaperCell> = {}): PaperCell => ({ text, ...more });
/** A label and what belongs to it, over the width of the table of four columns. */
const wide = (name: string, text: string): Row => [label(name), cell(text, { colSpan: 3 })];
const pair = (a: string, x: string, b: string, y: string): Row => [label(a), cell(x), label(b), cell(y)];
const whole = (text: string): string => linesOf(text).join('\n');

const COLUMNS = [1.35, 2.3, 1.35, 2.3];

/** What fits into a line of a cell over three columns, in characters. */
const LINE_MOST = 24;

/** Choices one after the other; none is broken over two lines. */
function choices(all: readonly string[]): string {
  return all.reduce((text, one) => {
    const last = text.split('\n').at(-1)!;
    return `${text}${emsOf(last) + 1 + emsOf(one) > LINE_MOST ? '\n' : '\u3000'}${one}`;
  });
}

/** Every choice, the chosen one ticked. */
function ticked<K extends string>(keys: readonly K[], names: Readonly<Record<K, string>>, chosen: K | null): string {
  return choices(keys.map((k) => `${k === chosen ? '☑' : '□'}${names[k]}`));
}

function form(
  f: LetterFacts,
  name: string,
  rows: readonly Row[],
  paragraphs: readonly string[],
  more: Partial<LetterText> = {},
): LetterText {
  return {
    title: titled(f, name),
    salutation: '',
    paragraphs: [...paragraphs],
    table: { after: 0, columns: COLUMNS, size: 'normal', rows },
    ...more,
  };
}

/** Who asks, as far as it is known: what is empty is left out, save what the law wants. */
function applicantRows({ applicant: a }: LetterFacts): Row[] {
  const person = a.kind === 'natural';
  const who = person
    ? [pair('姓名', line(a.name), '证件名称', says(a.idNumber) ? '居民身份证' : ''), wide('证件号码', line(a.idNumber))]
    : [
        wide('名称', line(a.name)),
        wide('统一社会信用代码', line(a.idNumber)),
        pair('法定代表人（负责人）', line(a.representative), '联系人', line(a.contact)),
      ];
  const agent = a.agent
    ? [pair('代理人', line(a.agent.name), '代理人电话', line(a.agent.telephone)), wide('代理人证件号码', line(a.agent.idNumber))]
    : [];
  return [
    wide('申请人类型', ticked<ApplicantKind>(applicantKinds, applicantKindNames, a.kind)),
    ...who,
    pair('联系电话', line(a.telephone), '电子邮箱', line(a.email)),
    pair('传真', line(a.fax), '邮政编码', line(a.postcode)),
    wide('联系地址', line(a.address)),
    ...agent,
  ];
}

function wishRows({ wish, regulation, applicant }: LetterFacts): Row[] {
  return [
    wide('所需信息的内容描述', whole(wish.content)),
    ...(regulation === '条例2007' ? [wide('所需信息的用途', whole(wish.purpose))] : []),
    wide('提供信息的形式', ticked(carriers, carrierNames, wish.carrier)),
    wide('获取信息的途径', ticked(obtainings, obtainingNames, wish.obtaining)),
    ...(says(applicant.help) ? [wide('需要的帮助', whole(applicant.help))] : []),
  ];
}

export function applicationForm(f: LetterFacts): LetterText {
  return form(
    f,
    letterKinds['application-form'].name,
    [
      wide('申请编号', line(f.request.number)),
      ...applicantRows(f),
      ...wishRows(f),
      pair('申请人签名或者盖章', '\n', '申请时间', longDay(f.request.submittedOn)),
    ],
    [
      '说明：请写明信息的名称、文号或者便于查询的其他特征，一份申请只写一个事项。代理他人申请的，请附委托书和双方的身份证明。',
      `书写有困难的，可以口头提出，由${line(f.house.office)}的工作人员代为填写。`,
    ],
  );
}

export function registerForm(f: LetterFacts): LetterText {
  const { request: r, answer } = f;
  return form(
    f,
    letterKinds['register-form'].name,
    [
      pair('申请编号', line(r.number), '申请渠道', channelNames[r.channel]),
      pair('提交日期', longDay(r.submittedOn), '收到日期', r.receivedOn ? longDay(r.receivedOn) : '待确认'),
      pair('申请人', line(f.applicant.name), '申请人类型', applicantKindNames[f.applicant.kind]),
      pair('联系电话', line(f.applicant.telephone), '答复期限', r.dueOn ? longDay(r.dueOn) : '自收到之日起计算'),
      wide('申请内容', whole(f.wish.content)),
      pair('提供形式', carrierNames[f.wish.carrier], '获取途径', obtainingNames[f.wish.obtaining]),
      wide('承办单位', line(r.handledBy)),
      wide('拟办意见', '\n\n'),
      wide('领导批示', '\n\n'),
      wide('答复类型', answer ? answers[answer.code].name : ''),
      pair('答复文号', '', '送达日期', ''),
      wide('备注', '\n'),
    ],
    [],
  );
}

export function receipt(f: LetterFacts): LetterText {
  const { request: r } = f;
  const who = you(f);
  const waits = r.receivedOn === null;
  const basis = isReceivedAtOnce(r.channel) ? '' : '（双方确认之日）';
  return {
    ...form(
      f,
      letterKinds.receipt.name,
      [
        pair('申请编号', line(r.number), '申请渠道', channelNames[r.channel]),
        wide('申请人', line(f.applicant.name)),
        wide('申请内容', whole(f.wish.content)),
        pair('提交日期', longDay(r.submittedOn), '收到日期', waits ? '待双方确认' : `${longDay(r.receivedOn!)}${basis}`),
        wide('答复期限', r.dueOn ? `最迟${longDay(r.dueOn)}` : '自收到申请之日起计算'),
        pair('承办机构', line(f.house.office), '联系电话', line(f.house.telephone)),
      ],
      [
        waits
          ? `本机关已经接到${who}的政府信息公开申请，将与${who}联系确认，双方确认之日为收到申请之日。`
          : `本机关已经收到${who}的政府信息公开申请，将在答复期限内书面答复。内容不明确需要补正、需要征求第三方意见或者依法延期的，会另行告知。`,
        `请保存本回执，查询办理情况时请提供申请编号。`,
      ],
    ),
  };
}

export function deliveryRecord(f: LetterFacts): LetterText {
  const d = f.delivery!;
  const number = says(d.number) ? line(d.number) : '无';
  return form(
    f,
    letterKinds['delivery-record'].name,
    [
      wide('申请编号', line(f.request.number)),
      wide('受送达人', line(f.applicant.name)),
      wide('送达的文书', line(d.document)),
      pair('文号', number, '份数', '1份'),
      wide('送达地点', line(d.place)),
      wide(
        '送达方式',
        says(d.way)
          ? line(d.way)
          : choices(['□直接送达', '□委托其他行政机关代为送达', '□邮寄送达（邮政企业）', '□电子邮件', '□当场']),
      ),
      pair('受送达人签名或者盖章', '\n\n', '收到日期', d.on ? longDay(d.on) : ''),
      pair('代收人签名及与受送达人的关系', '\n\n', '代收日期', ''),
      pair('送达人签名', '\n\n', '交邮日期及邮件号', ''),
      wide('备注', '\n\n'),
    ],
    ['直接送达、委托送达的，以受送达人签收之日为送达日期；邮寄送达的，以交邮之日为答复时间，邮件收据附后。'],
  );
}
