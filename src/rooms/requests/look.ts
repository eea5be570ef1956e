// Everything about one InfoRequest as somebody may see it. Whoever looks at personal data leaves a row in the audit chain, so that
// a look is an act too.
import type { Act } from '../../platform/act/act.ts';
import { type DispatchLine, dispatchesAbout } from '../../platform/dispatch/dispatches-about.ts';
import type { Instant } from '../../town/day.ts';
import { done, type Outcome, refuse } from '../../town/outcome.ts';
import { latestAnswer, type ProposedAnswer } from './answer.ts';
import { chargeOf, type Charge } from './charge.ts';
import { type DeedName, partiesOf, type Party, possible } from './deeds.ts';
import { fileNames, filesOf, type RequestFile } from './files.ts';
import { type Letter, lettersOf } from './letter.ts';
import { type Suggestion, suggestionsOf } from './suggestions.ts';
import { type Alike, alikeOf } from './reads.ts';
import type { RequestRefusal } from './refusals.ts';
import { type Remedy, remediesOf } from './remedy.ts';
import type { InfoRequest, RequestId } from './info-request.ts';
import { openPersonal, type Personal } from './sealed.ts';
import { eventsOf, requestById, type StoredEvent } from './store.ts';
import { dispatchesOf } from './tell.ts';
import { openToApplicant, type StoredText, textsOf } from './texts.ts';

export interface RequestView {
  request: InfoRequest;
  parties: readonly Party[];
  possible: readonly DeedName[];
  /** Null once erased. */
  personal: Personal | null;
  events: readonly StoredEvent[];
  texts: readonly StoredText[];
  files: readonly (RequestFile & { name: string })[];
  answer: ProposedAnswer | null;
  letters: readonly Letter[];
  charge: Charge | null;
  remedies: readonly Remedy[];
  suggestions: readonly Suggestion[];
  alike: readonly Alike[];
  /** 外发通知, each with how it stands. */
  dispatches: readonly DispatchLine[];
}

/** For staff. What they may not see does not exist for them. */
export async function lookAt(act: Act, id: RequestId): Promise<Outcome<RequestView, RequestRefusal>> {
  const request = await requestById(act.db, id);
  const parties = request ? partiesOf(act.actor, request) : [];
  if (!request || parties.length === 0) return refuse({ code: 'not-found' });
  act.record(`request:${request.number}`, { deed: 'look' });
  return done({
    ...(await wholeOf(act, request)),
    parties,
    possible: possible(parties, request.state),
    alike: await alikeOf(act.db, act.actor, request),
  });
}

async function wholeOf(act: Act, request: InfoRequest): Promise<Omit<RequestView, 'parties' | 'possible' | 'alike'>> {
  const { db, town } = act;
  const files = await filesOf(db, request.id);
  const names = await fileNames(town, request.keyId, files);
  return {
    request,
    personal: await openPersonal(town, request),
    events: await eventsOf(db, request.id),
    texts: await textsOf(db, town, request),
    files: files.map((f, i) => ({ ...f, name: names[i]! })),
    answer: await latestAnswer(db, town, request),
    letters: await lettersOf(db, town, request),
    charge: await chargeOf(db, request.id),
    remedies: await remediesOf(db, request.id),
    suggestions: await suggestionsOf(db, request.id),
    dispatches: await dispatchesAbout(db, dispatchesOf(request)),
  };
}

export interface ApplicantView {
  request: InfoRequest;
  personal: Personal | null;
  events: readonly StoredEvent[];
  texts: readonly StoredText[];
  files: readonly (RequestFile & { name: string })[];
  /** Once it is out. */
  answer: ProposedAnswer | null;
  letters: readonly Letter[];
  charge: Charge | null;
  /** Their own, each with what was decided. */
  suggestions: readonly Suggestion[];
  dispatches: readonly DispatchLine[];
  /** What the applicant can do now. */
  possible: readonly DeedName[];
  at: Instant;
}

/** For whoever holds the receipt: their own words and files, what is sent to them, and nothing of the office's own. */
export async function lookAsApplicant(act: Act, id: RequestId): Promise<Outcome<ApplicantView, RequestRefusal>> {
  const request = await requestById(act.db, id);
  if (!request) return refuse({ code: 'code-unknown' });
  act.record(`request:${request.number}`, { deed: 'look' });
  const whole = await wholeOf(act, request);
  const isOut = isAnswerOut(whole.events);
  return done({
    request,
    personal: whole.personal,
    events: whole.events,
    texts: whole.texts.filter((t) => openToApplicant.includes(t.kind)),
    files: whole.files.filter((f) => theirs.includes(f.purpose) || (isOut && f.purpose === 'released')),
    answer: isOut ? whole.answer : null,
    letters: whole.letters.filter((l) => l.state === 'signed' && l.toApplicant && (isOut || l.kind !== 'answer')),
    charge: whole.charge,
    suggestions: whole.suggestions.filter((s) => s.byApplicant),
    dispatches: whole.dispatches,
    possible: possible(['applicant'], request.state),
    at: act.at,
  });
}

/** Sent to the applicant: what was only proposed when they withdrew stays the office's own. */
export function isAnswerOut(events: readonly Pick<StoredEvent, 'kind'>[]): boolean {
  return events.some((e) => e.kind === 'answered');
}

const theirs: readonly RequestFile['purpose'][] = ['application', 'identity', 'mandate'];
