// What a letter cannot do without, in words that complete "还须写明：". The desk refuses with it; draft-letter.ts throws on it.
import type { Day } from '../../../town/day.ts';
import { type AnswerCode, answers, lawOf } from '../answers.ts';
import { isNotOurs } from './answer-bodies.ts';
import { letterKinds, type LetterKind } from './kinds.ts';
import type { AnswerFacts, LetterFacts } from './letter-facts.ts';
import { says } from './wording.ts';

/** 国办函〔2020〕109号 is in force since this day; before it, 条例2019#42 had no price. */
const FEE_SINCE = '2021-01-01' as Day;

type Need = readonly [boolean, string];

const lacking = (needs: readonly Need[]): string[] => needs.flatMap(([has, what]) => (has ? [] : [what]));
const isCount = (n: number | undefined): boolean => n !== undefined && Number.isInteger(n) && n > 0;
/** Whether a text names a statute. */
const namesLaw = (text: string | undefined): boolean => /《[^《》]+》/.test(text ?? '');

/** Everything an answer of this code still needs; nothing: it may be drafted. */
export function missingFacts(code: AnswerCode, facts: LetterFacts): string[] {
  const a: AnswerFacts = facts.answer ?? { code, explanation: '' };
  if (lawOf(code, facts.regulation) === null) return [`2007年条例规定的答复类型（当时没有“${answers[code].name}”）`];
  return [...common(facts), ...remedies(facts), ...answerNeeds(code, facts, a)];
}

function answerNeeds(code: AnswerCode, facts: LetterFacts, a: AnswerFacts): string[] {
  const explained = says(a.explanation);
  const attached = (a.attachments ?? []).some(says);
  const placed = says(a.where) || (a.places ?? []).some((p) => says(p.title) && says(p.address));
  const why: Need = [explained, '理由'];
  const otherLaw: Need = [namesLaw(a.otherLaw) || namesLaw(a.explanation), '另有规定的法律、行政法规的名称（加书名号）和条款'];
  const given: Need = [attached || says(a.where), '提供的信息（附件），或者获取的方式、途径和时间'];
  const needs: Readonly<Record<AnswerCode, readonly Need[]>> = {
    A1: [[placed, '在哪里可以看到（名称和地址）']],
    A2: [given],
    A3: [given, [explained, '不予公开的内容及理由']],
    B1: [why],
    B2: [why, otherLaw],
    B3: [why],
    B4: [why],
    B5: [why],
    B6: [why],
    B7: [why],
    B8: [why, otherLaw],
    C1: [[explained, isNotOurs(a) ? '不属于本机关负责公开的理由' : '检索的情况']],
    C2: [why],
    C3: [why, [facts.request.correctedOn != null, '收到补正的日期']],
    D1: [why],
    D2: [[says(a.earlier?.number), '上一次答复的文号']],
    D3: [[placed, '获取该出版物的途径']],
    D4: [why],
    D5: [why],
    E1: [[facts.correction?.sentOn != null && isCount(facts.correction.period), '补正告知书发出的日期和补正期限']],
    E2: [[facts.fee?.receivedOn != null, '收到收费通知书的日期']],
    E3: [[explained, '处理的情况']],
  };
  return lacking(needs[code]);
}

function common({ house, request }: LetterFacts): string[] {
  return lacking([
    [says(house.organ), '本机关名称'],
    [says(house.office), '政府信息公开工作机构名称'],
    [says(house.telephone) || says(house.address), '工作机构的电话或者地址'],
    [says(request.number), '申请编号'],
  ]);
}

const applicant = ({ applicant: who, wish }: LetterFacts): string[] =>
  lacking([
    [says(who.name), '申请人姓名或者名称'],
    [says(wish.content), '申请公开的内容'],
  ]);

const remedies = ({ remedies: r, ...facts }: LetterFacts): string[] => [
  ...applicant({ remedies: r, ...facts }),
  ...lacking([
    [says(r.reviewOrgan), '行政复议机关名称'],
    [says(r.court), '有管辖权的人民法院名称'],
  ]),
];

/** The same for every document. */
export function missingForLetter(kind: LetterKind, facts: LetterFacts): string[] {
  if (kind === 'answer') return facts.answer ? missingFacts(facts.answer.code, facts) : ['答复类型'];
  const toApplicant = letterKinds[kind].to === 'applicant' ? applicant(facts) : [];
  return [...common(facts), ...toApplicant, ...needsOf(kind, facts)];
}

function needsOf(kind: Exclude<LetterKind, 'answer'>, f: LetterFacts): string[] {
  const third: readonly Need[] = [
    [says(f.thirdParty?.name), '第三方姓名或者名称'],
    [says(f.thirdParty?.what), '涉及第三方的信息'],
  ];
  switch (kind) {
    case 'application-form':
    case 'register-form':
      return applicant(f);
    case 'receipt':
      return [];
    case 'correction-notice':
      return lacking([
        [says(f.correction?.what), '需要补正的事项'],
        [isCount(f.correction?.period), '补正期限'],
      ]);
    case 'reasons-notice':
      return lacking([
        [says(f.reasons?.ground), '要求说明理由的原因'],
        [isCount(f.reasons?.period), '说明理由的期限'],
      ]);
    case 'extension-notice':
      if (f.postponement && f.regulation === '条例2019') return lacking([[says(f.postponement.reason), '延迟答复的原因']]);
      return lacking([
        [says(f.extension?.reason), '延期的理由'],
        [isCount(f.extension?.days), '延长的工作日数'],
      ]);
    case 'third-party-consultation':
      return lacking([...third, [says(f.thirdParty?.why), '征求意见的原因'], [isCount(f.thirdParty?.period), '提出意见的期限']]);
    case 'third-party-confirmation':
      return lacking([...third, [isCount(f.thirdParty?.period), '提出意见的期限']]);
    case 'consultation-notice':
      return lacking([[f.consultation !== undefined, '征求意见书发出的日期']]);
    case 'disclosure-notice':
      return [...lacking([...third, [says(f.thirdParty?.publicInterest), '公共利益上的理由']]), ...remedies(f)];
    case 'co-maker-consultation':
      return lacking([
        [says(f.coMaker?.name), '共同制作机关名称'],
        [says(f.coMaker?.what), '征求意见的信息'],
        [isCount(f.coMaker?.period), '提出意见的期限'],
      ]);
    case 'assistance-letter':
      return lacking([
        [says(f.assistance?.organ), '协办单位名称'],
        [says(f.assistance?.what), '协办事项'],
      ]);
    case 'fee-notice':
      return feeNeeds(f);
    case 'delivery-record':
      return lacking([
        [says(f.applicant.name), '受送达人姓名或者名称'],
        [says(f.delivery?.document), '送达的文书'],
      ]);
    case 'rectification-notice':
      return lacking([
        [says(f.rectification?.what), '申请更正的信息'],
        [says(f.rectification?.explanation), '更正的内容或者不予更正的理由'],
        [f.rectification?.outcome !== 'transferred' || says(f.rectification.organ), '转送的行政机关名称'],
        [
          f.rectification?.outcome !== 'refused' || (says(f.remedies.reviewOrgan) && says(f.remedies.court)),
          '行政复议机关和人民法院名称',
        ],
      ]);
    case 'transfer-letter':
      return [
        ...applicant(f).slice(0, says(f.applicant.name) ? 0 : 1),
        ...lacking([
          [says(f.transfer?.organ), '接收机关名称'],
          [says(f.transfer?.what), '移送的事项'],
          [says(f.transfer?.why), '移送的理由'],
        ]),
      ];
  }
}

function feeNeeds(f: LetterFacts): string[] {
  const basis: Need =
    f.regulation === '条例2007'
      ? [f.fee?.basis === 'cost', '按成本收费的依据（2007年条例没有信息处理费）']
      : [
          f.fee !== undefined && f.fee.basis !== 'cost' && f.signedOn >= FEE_SINCE,
          '信息处理费的收费依据（自2021年1月1日起才可收取）',
        ];
  return lacking([
    basis,
    [f.fee !== undefined && Number.isFinite(f.fee.amount) && f.fee.amount > 0, '应缴金额'],
    [(f.fee?.lines ?? []).some((l) => says(l.what)), '计算过程'],
    [says(f.fee?.howToPay), '缴纳方式'],
  ]);
}
