// The two ends without a document, and the way back: nothing arose (本期无), not public (不予公开), open again.
import type { Act } from '../../platform/act/act.ts';
import type { Day } from '../../town/day.ts';
import type { DutyId } from '../../town/ids.ts';
import { done, type Outcome, type Refusal, refuse } from '../../town/outcome.ts';
import { mayKeepCatalogue, speaksFor } from './authority.ts';
import { isRefusalGround, type RefusalGround } from '../../town/refusal-grounds.ts';
import { type DutyRefusal, isPeriodOver } from './duty.ts';
import { publishedInPeriod } from './reads.ts';
import { sayDeclined, sayOwed } from './say.ts';
import { clearSubject, endDuties, lockDuty, noteDuty, openAgain, setProposal } from './store.ts';

const MOST_TEXT = 1000;

/**
 * The responsible organ says that nothing arose in the period. What was registered as having arisen can only be struck out by
 * the openness office. A document of the same item and period speaks against it until the clerk says that it is another matter.
 * @param options.on only for the system, when it writes down the past.
 */
export async function declareNil(
  act: Act,
  dutyId: DutyId,
  note: string,
  options: { despiteDocument?: boolean; on?: Day } = {},
): Promise<Outcome<null, DutyRefusal>> {
  const duty = await lockDuty(act.db, dutyId);
  if (!duty) return refuse({ code: 'duty-unknown' });
  const formed = duty.cadenceKey === 'formation';
  if (formed && !mayKeepCatalogue(act)) return refuse({ code: speaksFor(act, duty.organId) ? 'nil-formation' : 'not-allowed' });
  if (!formed && !speaksFor(act, duty.organId)) return refuse({ code: 'not-allowed' });
  if (duty.state !== 'open') return refuse({ code: 'duty-ended', facts: { by: duty.endedBy ?? '' } });
  const refusals: Refusal<DutyRefusal>[] = [];
  if (note.trim().length < 5 || note.length > MOST_TEXT)
    refusals.push({ code: 'nil-note', field: 'note', facts: { most: MOST_TEXT } });
  const on = act.actor.kind === 'system' ? (options.on ?? act.today) : act.today;
  if (!isPeriodOver(duty, on)) {
    refusals.push({ code: 'nil-period-running', facts: { period: duty.periodName ?? '', to: duty.periodTo ?? '' } });
  }
  const against = formed || options.despiteDocument ? null : await publishedInPeriod(act.db, duty);
  if (against) refusals.push({ code: 'nil-period-has-document', field: 'despite', facts: { title: against } });
  if (refusals.length > 0) return { ok: false, refusals };
  await endDuties(act, [{ id: dutyId, state: 'nil', on, note: note.trim(), detail: { note: note.trim() } }]);
  await sayDeclined(act, duty, 'nil');
  act.publicChanged();
  act.record(`duty:${dutyId}`, { what: 'nil', note: note.trim() });
  return done(null);
}

export interface Withholding {
  ground: string;
  /** Shown to the public: which rule, what is still published. */
  explanation: string;
  /** The review has decided; it asked its own people. */
  decidedByReview?: boolean;
  /** Only for the system, when it writes down the past. */
  on?: Day;
}

/** Not for the public, and the public is told so: the notice of non-publication stands at an address of its own. */
export async function withhold(act: Act, dutyId: DutyId, w: Withholding): Promise<Outcome<null, DutyRefusal>> {
  const duty = await lockDuty(act.db, dutyId);
  if (!duty) return refuse({ code: 'duty-unknown' });
  if (!w.decidedByReview && !mayKeepCatalogue(act)) return refuse({ code: 'not-allowed' });
  if (duty.state !== 'open') return refuse({ code: 'duty-ended', facts: { by: duty.endedBy ?? '' } });
  const refusals = withholdingRefusals(w.ground, w.explanation);
  if (refusals.length > 0) return { ok: false, refusals };
  const on = act.actor.kind === 'system' ? (w.on ?? act.today) : act.today;
  const note = w.explanation.trim();
  const noted = { ground: w.ground, note, byReview: w.decidedByReview === true };
  await endDuties(act, [{ id: dutyId, state: 'withheld', on, ground: w.ground as RefusalGround, note, detail: noted }]);
  await sayDeclined(act, duty, w.ground as RefusalGround);
  act.publicChanged();
  act.record(`duty:${dutyId}`, { what: 'withheld', ground: w.ground, note });
  return done(null);
}

function withholdingRefusals(ground: string, explanation: string): Refusal<DutyRefusal>[] {
  const refusals: Refusal<DutyRefusal>[] = [];
  if (!isRefusalGround(ground)) refusals.push({ code: 'ground-unknown', field: 'ground', law: '条例2019#36' });
  if (explanation.trim() === '') refusals.push({ code: 'explanation-missing', field: 'explanation' });
  if (explanation.length > MOST_TEXT)
    refusals.push({ code: 'explanation-long', field: 'explanation', facts: { most: MOST_TEXT } });
  return refusals;
}

/** The clerk asks that it be withheld; the clock runs on until the openness office has decided. */
export async function proposeWithholding(
  act: Act,
  dutyId: DutyId,
  input: { ground: string; explanation: string },
): Promise<Outcome<null, DutyRefusal>> {
  const duty = await lockDuty(act.db, dutyId);
  if (!duty) return refuse({ code: 'duty-unknown' });
  if (!speaksFor(act, duty.organId)) return refuse({ code: 'not-allowed' });
  if (duty.state !== 'open') return refuse({ code: 'duty-ended', facts: { by: duty.endedBy ?? '' } });
  const refusals = withholdingRefusals(input.ground, input.explanation);
  if (refusals.length > 0) return { ok: false, refusals };
  const proposal = { ground: input.ground as RefusalGround, note: input.explanation.trim() };
  await setProposal(act, dutyId, proposal);
  await noteDuty(act, dutyId, 'proposed', proposal);
  act.record(`duty:${dutyId}`, { what: 'proposed', ...proposal });
  return done(null);
}

export async function declineProposal(act: Act, dutyId: DutyId, why: string): Promise<Outcome<null, DutyRefusal>> {
  const duty = await lockDuty(act.db, dutyId);
  if (!duty) return refuse({ code: 'duty-unknown' });
  if (!mayKeepCatalogue(act)) return refuse({ code: 'not-allowed' });
  if (duty.proposedGround === null) return refuse({ code: 'proposal-none' });
  if (why.trim() === '' || why.length > MOST_TEXT)
    return refuse({ code: 'reopen-why', field: 'why', facts: { most: MOST_TEXT } });
  await setProposal(act, dutyId, null);
  await noteDuty(act, dutyId, 'proposal-declined', { why: why.trim(), ground: duty.proposedGround });
  act.record(`duty:${dutyId}`, { what: 'proposal-declined', why: why.trim() });
  return done(null);
}

/**
 * Owed again, by its old day. Disclosure calls it when it withdraws a document.
 * @param options.returnsOnly for the office's own hand: a duty that a document ended is opened by withdrawing the document.
 */
export async function reopen(
  act: Act,
  dutyId: DutyId,
  why: string,
  options: { returnsOnly?: boolean } = {},
): Promise<Outcome<null, DutyRefusal>> {
  const duty = await lockDuty(act.db, dutyId);
  if (!duty) return refuse({ code: 'duty-unknown' });
  if (!mayKeepCatalogue(act)) return refuse({ code: 'not-allowed' });
  if (duty.state === 'open') return refuse({ code: 'duty-open' });
  if (options.returnsOnly && duty.state === 'published') return refuse({ code: 'duty-has-document' });
  if (why.trim() === '' || why.length > MOST_TEXT)
    return refuse({ code: 'reopen-why', field: 'why', facts: { most: MOST_TEXT } });
  const was = {
    state: duty.state,
    on: duty.endedOn,
    by: duty.endedBy,
    document: duty.documentId,
    indexNo: duty.indexNo,
    note: duty.note,
  };
  await openAgain(act, dutyId);
  await sayOwed(act, [duty], { fresh: false });
  await noteDuty(act, dutyId, 'reopened', { why: why.trim(), was });
  act.publicChanged();
  act.record(`duty:${dutyId}`, { what: 'reopened', why: why.trim(), was });
  return done(null);
}

/**
 * Disclosure calls it when it erases what was published for the duty (个人信息保护法#47): a matter is mostly called what its
 * document was, and the name of a person may stand there. Day, organ and history stay.
 */
export async function forgetSubject(act: Act, dutyId: DutyId): Promise<void> {
  await clearSubject(act, dutyId);
  act.publicChanged();
}
