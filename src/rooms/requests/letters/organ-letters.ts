// Letters to other organs: asking those that made the information too, asking for help in finding it, handing on what is theirs.
import { longDay } from '../../../town/day.ts';
import { letterKinds } from './kinds.ts';
import type { LetterFacts } from './letter-facts.ts';
import type { LetterText } from './letter-text.ts';
import { statute } from './statute.ts';
import { aboutRequestUnnamed, attachmentLines, ended, letterTo, line, linesOf, quoted, reasoned, says } from './wording.ts';

export function coMakerConsultation(f: LetterFacts): LetterText {
  const c = f.coMaker!;
  const rule =
    f.regulation === '条例2007'
      ? `根据${statute('条例2007#7')}的规定，行政机关发布政府信息涉及其他行政机关的，应当与有关行政机关沟通、确认。请贵单位自收到本征求意见书之日起${c.period}个工作日内书面回复。`
      : `根据${statute('条例2019#34')}的规定，请贵单位自收到本征求意见书之日起${c.period}个工作日内提出书面意见；逾期未提出意见的，视为同意公开。`;
  return letterTo(f, letterKinds['co-maker-consultation'].name, c.name, [
    `${aboutRequestUnnamed(f)}申请公开的下列信息由本机关牵头、与贵单位共同制作：${quoted(c.what)}。`,
    `${rule}意见请写明是否同意公开；不同意公开或者建议公开一部分的，请写明具体内容、理由和法律依据。`,
  ]);
}

export function assistanceLetter(f: LetterFacts): LetterText {
  const a = f.assistance!;
  const { dueOn } = f.request;
  const due = dueOn ? `该申请最迟应当于${longDay(dueOn)}答复。` : '';
  return letterTo(f, letterKinds['assistance-letter'].name, a.organ, [
    `${aboutRequestUnnamed(f)}${due}办理中有下列事项需要贵单位协助：`,
    ...linesOf(a.what).map(ended),
    `请最迟于${longDay(a.by)}将结果书面反馈${line(f.house.office)}；所提供的材料，请一并说明能否公开及其理由、依据。没有查到有关信息的，请说明检索的范围和方法。`,
    '协办中知悉的申请人个人信息，不得用于其他用途。',
  ]);
}

/** What somebody wants rectified in records of another organ (条例2019#41, before it 条例2007#25). */
export function transferLetter(f: LetterFacts): LetterText {
  const t = f.transfer!;
  const { number, receivedOn, submittedOn } = f.request;
  const contact = says(f.applicant.telephone) ? `（联系电话：${line(f.applicant.telephone)}）` : '';
  const law = statute(f.regulation === '条例2007' ? '条例2007#25' : '条例2019#41');
  return letterTo(f, letterKinds['transfer-letter'].name, t.organ, [
    `本机关于${longDay(receivedOn ?? submittedOn)}收到${line(f.applicant.name)}${contact}要求更正政府信息的申请（申请编号：${line(number)}），要求更正的信息为：${quoted(t.what)}。`,
    ...reasoned('移送的理由', t.why),
    `根据${law}的规定，现将该申请移送贵单位处理。请贵单位依法办理，并将结果直接告知申请人。本机关已将移送情况告知申请人。`,
    ...attachmentLines(t.materials),
  ]);
}
