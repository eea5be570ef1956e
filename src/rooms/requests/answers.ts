// The answers the law knows (条例2019#30, #35–#39), each with its ground and the row of the annual report's Table 3 it is counted in.
// An application is counted once, under the answer that ended it.
import type { Day } from '../../town/day.ts';
import type { Regulation } from '../../town/law.ts';

export const answerCodes = [
  'A1',
  'A2',
  'A3',
  'B1',
  'B2',
  'B3',
  'B4',
  'B5',
  'B6',
  'B7',
  'B8',
  'C1',
  'C2',
  'C3',
  'D1',
  'D2',
  'D3',
  'D4',
  'D5',
  'E1',
  'E2',
  'E3',
] as const;
export type AnswerCode = (typeof answerCodes)[number];

/** 予以公开, 部分公开, 不予公开, 无法提供, 不予处理, 其他处理. */
export type AnswerGroup = 'granted' | 'partly' | 'refused' | 'unavailable' | 'declined' | 'other';

export const answerGroupNames: Readonly<Record<AnswerGroup, string>> = {
  granted: '予以公开',
  partly: '部分公开',
  refused: '不予公开',
  unavailable: '无法提供',
  declined: '不予处理',
  other: '其他处理',
};

export interface Answer {
  code: AnswerCode;
  name: string;
  group: AnswerGroup;
  /** Article it rests on. */
  law: string;
  /** Row key of Table 3, see annual-report/tables.ts. */
  row: string;
}

const answer = (code: AnswerCode, name: string, group: AnswerGroup, law: string, row: string): Answer => ({
  code,
  name,
  group,
  law,
  row,
});

export const answers: Readonly<Record<AnswerCode, Answer>> = {
  A1: answer('A1', '已主动公开，告知方式、途径', 'granted', '条例2019#36', 'granted'),
  A2: answer('A2', '予以公开', 'granted', '条例2019#36', 'granted'),
  A3: answer('A3', '部分公开（区分处理）', 'partly', '条例2019#37', 'partial'),
  B1: answer('B1', '属于国家秘密', 'refused', '条例2019#14', 'stateSecret'),
  B2: answer('B2', '法律、行政法规禁止公开', 'refused', '条例2019#14', 'forbidden'),
  B3: answer('B3', '危及国家安全、公共安全、经济安全、社会稳定', 'refused', '条例2019#14', 'threeSafeties'),
  B4: answer('B4', '损害第三方合法权益', 'refused', '条例2019#15', 'thirdParty'),
  B5: answer('B5', '内部事务信息', 'refused', '条例2019#16', 'internal'),
  B6: answer('B6', '过程性信息', 'refused', '条例2019#16', 'process'),
  B7: answer('B7', '行政执法案卷信息', 'refused', '条例2019#16', 'enforcement'),
  B8: answer('B8', '属于行政查询事项', 'refused', '条例2019#36', 'adminQuery'),
  C1: answer('C1', '信息不存在，或者不属于本机关负责公开', 'unavailable', '条例2019#36', 'notHeld'),
  C2: answer('C2', '没有现成信息，需要加工、分析', 'unavailable', '条例2019#38', 'notReady'),
  C3: answer('C3', '补正后仍不明确', 'unavailable', '条例2019#30', 'unclear'),
  D1: answer('D1', '属于信访、投诉、举报', 'declined', '条例2019#39', 'petition'),
  D2: answer('D2', '重复申请', 'declined', '条例2019#36', 'repeated'),
  D3: answer('D3', '要求提供公开出版物', 'declined', '条例2019#39', 'publication'),
  D4: answer('D4', '申请数量、频次明显超过合理范围且理由不合理', 'declined', '条例2019#35', 'excessive'),
  D5: answer('D5', '要求确认或者重新出具已获取的信息', 'declined', '条例2019#36', 'confirm'),
  E1: answer('E1', '逾期不补正，视为放弃', 'other', '条例2019#30', 'notCorrected'),
  E2: answer('E2', '逾期未缴费，视为放弃', 'other', '国办函〔2020〕109号', 'feeUnpaid'),
  E3: answer('E3', '其他（含申请人撤回）', 'other', '条例2019#36', 'otherwise'),
};

/** What the Regulation of 2007 knew of them: 区分处理 #22, 不予公开 #14, the rest #21; no refusal to handle and no abandonment. */
const answers2007: Readonly<Partial<Record<AnswerGroup, string>>> = {
  granted: '条例2007#21',
  partly: '条例2007#22',
  refused: '条例2007#14',
  unavailable: '条例2007#21',
};

/** The article an answer rests on under a version of the Regulation; null where that version knows no such answer. */
export function lawOf(code: AnswerCode, regulation: Regulation): string | null {
  if (regulation === '条例2019') return answers[code].law;
  return code === 'E3' ? '条例2007#21' : (answers2007[answers[code].group] ?? null);
}

/** Whether the applicant goes away without all that was asked for: ground, law and remedy must then be said. */
export function withholds(code: AnswerCode): boolean {
  return answers[code].group !== 'granted';
}

/** 行政复议法#23: who is refused information goes to review first; in force since this day. */
export const REVIEW_FIRST_SINCE = '2024-01-01' as Day;

/** Whether review must come before a lawsuit for an answer of a day. */
export function reviewComesFirst(code: AnswerCode, answeredOn: Day): boolean {
  return answeredOn >= REVIEW_FIRST_SINCE && (answers[code].group === 'refused' || answers[code].group === 'partly');
}
