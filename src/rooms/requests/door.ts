// All that others may see of requests.
export { addFiles } from './add-files.ts';
export { type AnswerWords, noWords, proposeAnswer, sendBackAnswer, signAnswer } from './answer.ts';
export { answers, type AnswerCode } from './answers.ts';
export type { ApplicationDraft } from './application.ts';
export { assign, confirmReceipt, giveTitle } from './begin-handling.ts';
export { askFee, feesPaid, paymentsBehind, recordPayment, waiveFee } from './charge.ts';
export { consult, letterReceived, recordOpinion } from './consult.ts';
export { askCorrection, receiveCorrection } from './correct.ts';
export { remediesBehind, remedyCounts, requestCounts, requestsBehind, type CountedRequest } from './counts.ts';
export { deliver } from './deliver.ts';
export { eraseRequest, keptUntil, retentionTimetable } from './erase.ts';
export { type GivenFile, keepFiles } from './files.ts';
export { abandon, archiveRequest, unlist, withdrawRequest } from './finish.ts';
export { gatherFacts } from './gather-facts.ts';
export type { Channel, Delivery, Opinion } from './history.ts';
export { beginLetter, signLetter } from './letter.ts';
export { draftLetter } from './letters/draft-letter.ts';
export type { LetterKind } from './letters/kinds.ts';
export type { LetterFacts } from './letters/letter-facts.ts';
export { missingForLetter } from './letters/missing-facts.ts';
export { lookAt } from './look.ts';
export { askExtension, askReasons, decideExtension, postpone, recordReasons } from './prolong.ts';
export { decideSuggestion, raiseSuggestion, suggestions } from './suggestions.ts';
export { requestsWaiting } from './reads.ts';
export { recomputeRequests } from './recompute.ts';
export { type MaskedFile, maskFile, releaseFile } from './release-file.ts';
export { nameRemedyOrgans } from './remedy-organs.ts';
export { endRemedy, openRemedy, remediesOf } from './remedy.ts';
export {
  applicantKindNames,
  applicantKinds,
  type ApplicantKind,
  type LetterId,
  type RequestId,
} from './info-request.ts';
export { requestStateNames } from './standing.ts';
export { type Application, newFormKey, type Receipt, submitRequest } from './submit.ts';
export { leaveMessage, takeNote } from './texts.ts';
export { casePath } from './web/addresses.ts';
export { requestWords } from './words.ts';
export { logPath } from './web/addresses.ts';
