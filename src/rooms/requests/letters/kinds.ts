// The seventeen documents (文书) of 依申请公开: what each is called, who gets it, which numbers it draws and which deed it comes from.
import type { DeedName } from '../deeds.ts';
import type { LetterSeries } from './number-series.ts';

export const letterKindKeys = [
  'application-form',
  'register-form',
  'receipt',
  'correction-notice',
  'reasons-notice',
  'extension-notice',
  'third-party-consultation',
  'third-party-confirmation',
  'consultation-notice',
  'disclosure-notice',
  'co-maker-consultation',
  'assistance-letter',
  'fee-notice',
  'answer',
  'delivery-record',
  'rectification-notice',
  'transfer-letter',
] as const;
export type LetterKind = (typeof letterKindKeys)[number];

/** `organ`: another organ, of ours or of somebody else; `file`: nobody, it stays in the file. */
export type Addressee = 'applicant' | 'third-party' | 'co-maker' | 'organ' | 'file';

export const addresseeNames: Readonly<Record<Addressee, string>> = {
  applicant: '申请人',
  'third-party': '第三方',
  'co-maker': '共同制作机关',
  organ: '其他机关、机构',
  file: '存卷',
};

export interface KindOfLetter {
  name: string;
  to: Addressee;
  /** Null: it carries no number of its own. */
  series: LetterSeries | null;
  /** The deed it arises from; 'submit' is the application itself. `letter`: made by itself, at any time. */
  arises: DeedName | 'submit';
  /** Whether the organ signs it; what people fill in and sign themselves bears no signature of ours. */
  isSigned: boolean;
}

export const letterKinds: Readonly<Record<LetterKind, KindOfLetter>> = {
  'application-form': { name: '政府信息公开申请表', to: 'organ', series: null, arises: 'submit', isSigned: false },
  'register-form': { name: '政府信息公开申请登记表', to: 'file', series: null, arises: 'confirm', isSigned: false },
  receipt: { name: '政府信息公开申请接收回执', to: 'applicant', series: null, arises: 'confirm', isSigned: true },
  'correction-notice': {
    name: '政府信息公开申请补正告知书',
    to: 'applicant',
    series: 'correction',
    arises: 'ask-correction',
    isSigned: true,
  },
  'reasons-notice': {
    name: '政府信息公开申请说明理由告知书',
    to: 'applicant',
    series: 'reasons',
    arises: 'ask-reasons',
    isSigned: true,
  },
  // Also after 'postpone': 延迟答复 for who asks much and with reason.
  'extension-notice': {
    name: '政府信息公开延期答复告知书',
    to: 'applicant',
    series: 'extension',
    arises: 'decide-extension',
    isSigned: true,
  },
  'third-party-consultation': {
    name: '政府信息公开征求意见书',
    to: 'third-party',
    series: 'consultation',
    arises: 'consult',
    isSigned: true,
  },
  // Goes out with the letter above, comes back filled in: 'record-opinion'.
  'third-party-confirmation': {
    name: '政府信息公开征求意见确认函',
    to: 'third-party',
    series: null,
    arises: 'consult',
    isSigned: false,
  },
  'consultation-notice': {
    name: '政府信息公开征求意见告知书',
    to: 'applicant',
    series: 'consultation-notice',
    arises: 'consult',
    isSigned: true,
  },
  // After the answer is signed and before it is out.
  'disclosure-notice': {
    name: '依申请公开政府信息告知书',
    to: 'third-party',
    series: 'disclosure',
    arises: 'sign-answer',
    isSigned: true,
  },
  'co-maker-consultation': {
    name: '政府信息公开征求意见书',
    to: 'co-maker',
    series: 'consultation',
    arises: 'consult',
    isSigned: true,
  },
  'assistance-letter': { name: '政府信息公开申请协办函', to: 'organ', series: 'assistance', arises: 'assign', isSigned: true },
  'fee-notice': { name: '政府信息公开信息处理费收费通知书', to: 'applicant', series: 'fee', arises: 'ask-fee', isSigned: true },
  // Also of 'abandon' (E1, E2) and 'withdraw' (E3).
  answer: { name: '政府信息公开申请答复书', to: 'applicant', series: 'answer', arises: 'propose-answer', isSigned: true },
  'delivery-record': { name: '政府信息公开文书送达回证', to: 'file', series: null, arises: 'deliver', isSigned: false },
  'rectification-notice': {
    name: '政府信息更正告知书',
    to: 'applicant',
    series: 'rectification',
    arises: 'letter',
    isSigned: true,
  },
  'transfer-letter': { name: '政府信息更正申请移送函', to: 'organ', series: 'transfer', arises: 'letter', isSigned: true },
};
