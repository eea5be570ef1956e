// The text of any of the seventeen documents, for an officer to read, change and have signed.
// Contract: pure; throws RangeError where `missingForLetter` names something, so what it answers is whole.
import { answerLetter } from './answer-letter.ts';
import {
  consultationNotice,
  correctionNotice,
  extensionNotice,
  feeNotice,
  reasonsNotice,
  rectificationNotice,
} from './applicant-letters.ts';
import { applicationForm, deliveryRecord, receipt, registerForm } from './forms.ts';
import type { LetterKind } from './kinds.ts';
import type { LetterFacts } from './letter-facts.ts';
import type { LetterText } from './letter-text.ts';
import { missingForLetter } from './missing-facts.ts';
import { assistanceLetter, coMakerConsultation, transferLetter } from './organ-letters.ts';
import { disclosureNotice, thirdPartyConfirmation, thirdPartyConsultation } from './third-party-letters.ts';

const drafts: Readonly<Record<LetterKind, (facts: LetterFacts) => LetterText>> = {
  'application-form': applicationForm,
  'register-form': registerForm,
  receipt,
  'correction-notice': correctionNotice,
  'reasons-notice': reasonsNotice,
  'extension-notice': extensionNotice,
  'third-party-consultation': thirdPartyConsultation,
  'third-party-confirmation': thirdPartyConfirmation,
  'consultation-notice': consultationNotice,
  'disclosure-notice': disclosureNotice,
  'co-maker-consultation': coMakerConsultation,
  'assistance-letter': assistanceLetter,
  'fee-notice': feeNotice,
  answer: (facts) => answerLetter(facts.answer!.code, facts),
  'delivery-record': deliveryRecord,
  'rectification-notice': rectificationNotice,
  'transfer-letter': transferLetter,
};

export function draftLetter(kind: LetterKind, facts: LetterFacts): LetterText {
  const missing = missingForLetter(kind, facts);
  if (missing.length > 0) throw new RangeError(`${kind} lacks: ${missing.join('；')}`);
  return drafts[kind](facts);
}
