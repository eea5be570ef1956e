// An application comes in: by the applicant's own form, or entered by staff from a letter, a fax, the counter or by word of mouth.
// Its number, its code and the ledger's commitment are made in one act; a form sent twice answers with the same receipt.
import type { Act } from '../../platform/act/act.ts';
import { calendarOf } from '../../platform/calendar/calendar-store.ts';
import { logEntry, newSalt } from '../../ledger/log-entry.ts';
import { canonicalJson } from '../../town/canonical-json.ts';
import { type Day, type Instant, yearOf } from '../../town/day.ts';
import type { Calendar } from '../../town/calendar.ts';
import type { DueDate } from '../../town/deadline.ts';
import { newId } from '../../town/ids.ts';
import type { Regulation } from '../../town/law.ts';
import { done, type Outcome, refuse } from '../../town/outcome.ts';
import { type ApplicationDraft, applicationProblems } from './application.ts';
import { type GivenFile, keepFiles, fileProblems } from './files.ts';
import { type RequestClock, requestClock } from './clock.ts';
import type { Channel, History } from './history.ts';
import { readCreditCode, readEmail, readResidentId, readTelephone } from './person-id.ts';
import { codeOf, hashCode } from './receipt-code.ts';
import { countsByCalendar } from './recompute.ts';
import type { RequestRefusal } from './refusals.ts';
import type { Applicant, RequestId, Wish } from './info-request.ts';
import { type Personal, sealPersonal } from './sealed.ts';
import { sketchOf } from './sketch.ts';
import { fold, insertRequest, requestOfForm } from './store.ts';
import { ledgerOrgan } from './take.ts';

export interface Application {
  draft: ApplicationDraft;
  channel: Channel | null;
  /** The day it was handed in, signed for or arrived; today for the form on the net. */
  submittedOn: Day | null;
  /** The form's own random secret, see `newFormKey`. */
  formKey: string;
  files: readonly GivenFile[];
  /** What staff call it, without names. */
  title: string;
}

export interface Receipt {
  id: RequestId;
  number: string;
  code: string;
  submittedOn: Day;
  /** Null where it waits for somebody to confirm it. */
  receivedOn: Day | null;
  regulation: Regulation;
  /** By when it must be answered; as long as nobody has confirmed it, as if that were done today. Null while it waits for the applicant. */
  due: DueDate | null;
  /** False when this form had been sent before. */
  isNew: boolean;
}

const FORM_KEY = /^[0-9a-z]{26}$/;

/** For the hidden field of a form: what makes a second sending the same application. */
export function newFormKey(): string {
  return newId();
}

/** `SQ-2026-0012`. */
export const REQUEST_NUMBER = /^SQ-\d{4}-\d{4,7}$/;

export async function submitRequest(act: Act, given: Application): Promise<Outcome<Receipt, RequestRefusal>> {
  if (!FORM_KEY.test(given.formKey)) return refuse({ code: 'form-stale' });
  const { vault } = act.town;
  const formHash = vault.blindIndex('request-form', given.formKey);
  const code = codeOf(vault, given.formKey);
  const before = await requestOfForm(act, formHash);
  if (before) {
    const expected = before.state === 'unconfirmed' ? asConfirmed(before, await calendarOf(act.db), act.today) : before.clock;
    return done({
      id: before.id,
      number: before.number,
      code,
      submittedOn: before.submittedOn,
      receivedOn: before.receivedOn,
      regulation: expected.regulation,
      due: expected.law,
      isNew: false,
    });
  }

  const { draft, channel, submittedOn } = given;
  const hasMandate = given.files.some((f) => f.purpose === 'mandate');
  const problems = [
    ...applicationProblems(draft, { channel, submittedOn, today: act.today, hasMandate }),
    ...fileProblems(given.files),
  ];
  if (problems.length > 0 || !channel || !submittedOn) return { ok: false, refusals: problems };
  const personal = personalOf(draft);

  const id = newId<RequestId>();
  const keyId = await vault.newKey();
  const salt = newSalt();
  const sealed = await sealPersonal(act.town, keyId, id, { ...personal, salt });
  const codeHash = await hashCode(vault, id, code);
  const org = await ledgerOrgan(act);
  await keepFiles(act, { id, keyId }, given.files);
  const history: History = [{ kind: 'submitted', on: submittedOn, channel }];
  await countsByCalendar(act.db);
  const calendar = await calendarOf(act.db);
  const folded = fold(history, calendar);
  const number = await insertRequest(
    act,
    {
      ...sealed,
      id,
      year: yearOf(act.today),
      channel,
      applicantKind: personal.applicant.kind,
      title: given.title,
      submittedAt: act.at,
      keyId,
      codeHash,
      formHash,
      personIndex: personal.applicant.idNumber ? vault.blindIndex('person', personal.applicant.idNumber) : null,
      contactIndex: personal.applicant.telephone ? vault.blindIndex('telephone', personal.applicant.telephone) : null,
      sketch: sketchOf(vault, personal.wish.content),
    },
    history,
    folded,
  );
  if (folded.clock.receivedOn !== null) act.publicChanged();
  await logEntry(
    act,
    {
      type: 'request-received',
      org,
      id: number,
      claimedAt: act.at,
      due: folded.clock.law?.due ?? null,
      content: { text: commitment({ number, submittedOn, submittedAt: act.at, channel }, personal), salt },
      ref: `request:${id}`,
      fresh: true,
    },
    { wait: true },
  );
  act.record(`request:${number}`, { deed: 'submit', channel, files: given.files.length });
  const { regulation, law: due } = folded.clock.receivedOn
    ? folded.clock
    : asConfirmed({ submittedOn, channel }, calendar, act.today);
  return done({ id, number, code, submittedOn, receivedOn: folded.clock.receivedOn, regulation, due, isNew: true });
}

/** The clock as it would be if it were confirmed today. */
function asConfirmed(r: { submittedOn: Day; channel: Channel }, calendar: Calendar, today: Day): RequestClock {
  return requestClock(
    [
      { kind: 'submitted', on: r.submittedOn, channel: r.channel },
      { kind: 'confirmed', on: today },
    ],
    calendar,
  );
}

/** What the ledger's salted digest is made of: enough that neither day nor question can be put in the place of another. */
export function commitment(
  r: { number: string; submittedOn: Day; submittedAt: Instant; channel: Channel },
  { applicant, wish }: Personal,
): string {
  return canonicalJson({
    v: 1,
    number: r.number,
    submittedOn: r.submittedOn,
    submittedAt: r.submittedAt,
    channel: r.channel,
    applicant: applicant.name,
    wish: wish.content,
  });
}

function personalOf({ kind, carrier, obtaining, content, purpose, ...who }: ApplicationDraft): Personal {
  if (!kind || !carrier || !obtaining) throw new TypeError('an application with problems is refused before it is sealed');
  // In one spelling, so that one person has one blind index.
  const applicant: Applicant = {
    ...who,
    kind,
    idNumber: spelled(
      who.idKind === 'other' ? null : (kind === 'natural' ? readResidentId : readCreditCode)(who.idNumber),
      who.idNumber,
    ),
    telephone: spelled(readTelephone(who.telephone), who.telephone),
    email: spelled(readEmail(who.email), who.email),
  };
  const wish: Wish = { content, purpose, carrier, obtaining };
  return { applicant, wish };
}

function spelled(read: ReturnType<typeof readEmail> | null, typed: string): string {
  return read?.ok ? read.value : typed;
}
