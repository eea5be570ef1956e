// 答复书: what was asked and when, what is answered, how it may be challenged, what goes along.
import { longDay } from '../../../town/day.ts';
import { type AnswerCode, reviewComesFirst } from '../answers.ts';
import { answerBody } from './answer-bodies.ts';
import { letterKinds } from './kinds.ts';
import type { LetterFacts } from './letter-facts.ts';
import type { LetterText } from './letter-text.ts';
import { missingFacts } from './missing-facts.ts';
import { remedyParagraph } from './remedy-paragraph.ts';
import { aboutRequest, attachmentLines, letterTo, you } from './wording.ts';

/** Throws RangeError when the facts lack what the code requires; `missingFacts` says so before. */
export function answerLetter(code: AnswerCode, facts: LetterFacts): LetterText {
  const missing = missingFacts(code, facts);
  if (missing.length > 0 || !facts.answer) throw new RangeError(`the answer ${code} lacks: ${missing.join('；')}`);
  return letterTo(facts, letterKinds.answer.name, facts.applicant.name, [
    opening(facts),
    ...answerBody(code, facts, facts.answer),
    remedyParagraph(facts, { letter: '本答复书', reviewFirst: reviewComesFirst(code, facts.signedOn), who: you(facts) }),
    ...attachmentLines(code === 'A2' || code === 'A3' ? (facts.answer.attachments ?? []) : []),
  ]);
}

function opening(facts: LetterFacts): string {
  const { correctedOn, extendedTo } = facts.request;
  const corrected = correctedOn ? `本机关于${longDay(correctedOn)}收到${you(facts)}补正的内容。` : '';
  const extended = extendedTo ? `答复期限已依法延长至${longDay(extendedTo)}，并已告知${you(facts)}。` : '';
  return `${aboutRequest(facts)}${corrected}${extended}现答复如下：`;
}
