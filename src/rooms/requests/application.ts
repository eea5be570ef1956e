// An application as it is filled in, by the applicant or for them, and everything that may be wrong with it, said at once.
import type { Day } from '../../town/day.ts';
import { regulationOn } from '../../town/law.ts';
import type { Refusal } from '../../town/outcome.ts';
import type { Channel } from './history.ts';
import { emailProblem, idProblem, organCodeProblem, telephoneProblem } from './person-id.ts';
import type { RequestRefusal } from './refusals.ts';
import type { Applicant, ApplicantKind, Carrier, Obtaining, Wish } from './info-request.ts';

/** What comes from a form: nothing chosen is null. */
export interface ApplicationDraft extends Omit<Applicant, 'kind'>, Omit<Wish, 'carrier' | 'obtaining'> {
  kind: ApplicantKind | null;
  carrier: Carrier | null;
  obtaining: Obtaining | null;
}

export const WISH_MOST = 5_000;
const WISH_LEAST = 6;
const LINE_MOST = 200;
const OTHER_ID_MOST = 40;

type Found = Refusal<RequestRefusal>[];

/** Whether a text is more than one sign repeated, or signs without a word. */
function saysNothing(text: string): boolean {
  const letters = [...text].filter((c) => /[\p{L}\p{N}]/u.test(c));
  return letters.length < 2 || new Set(letters).size < 2;
}

/**
 * What an application must say (条例2019#29, before it 条例2007#20): who, with proof of identity, how to be reached; what, by name,
 * number or other signs; in which form. Without an agent's mandate (委托书, handed in as a file) nobody applies for somebody else.
 */
export function applicationProblems(
  a: ApplicationDraft,
  more: { channel: Channel | null; submittedOn: Day | null; today: Day; hasMandate: boolean },
): readonly Refusal<RequestRefusal>[] {
  return [...timeProblems(more), ...whoProblems(a, more), ...reachProblems(a), ...wishProblems(a)];
}

function timeProblems({ channel, submittedOn, today }: { channel: Channel | null; submittedOn: Day | null; today: Day }): Found {
  const found: Found = [];
  if (!channel) found.push({ code: 'channel-missing', field: 'channel' });
  if (!submittedOn) found.push({ code: 'day-missing', field: 'submittedOn' });
  else if (submittedOn > today) found.push({ code: 'day-future', field: 'submittedOn' });
  else if (regulationOn(submittedOn) === null) found.push({ code: 'day-before-law', field: 'submittedOn' });
  return found;
}

function whoProblems(a: ApplicationDraft, more: { submittedOn: Day | null; hasMandate: boolean }): Found {
  const found: Found = [];
  if (!a.kind) found.push({ code: 'kind-missing', field: 'kind' });
  if (a.name === '') found.push({ code: 'name-missing', field: 'name' });
  else if ([...a.name].length > LINE_MOST) found.push({ code: 'name-long', field: 'name', facts: { most: LINE_MOST } });
  const identity = more.submittedOn === null || regulationOn(more.submittedOn) === '条例2019';
  if (a.idNumber === '') {
    if (identity) found.push({ code: 'id-missing', field: 'idNumber', law: '条例2019#29' });
  } else if (a.idKind === 'other') {
    if (a.idNumber.length > OTHER_ID_MOST) found.push({ code: 'text-long', field: 'idNumber', facts: { most: OTHER_ID_MOST } });
  } else if (a.kind === 'natural') {
    const wrong = idProblem(a.idNumber);
    if (wrong) found.push({ code: 'id-wrong', field: 'idNumber', facts: { why: wrong } });
  } else if (a.kind) {
    const wrong = organCodeProblem(a.idNumber);
    if (wrong) found.push({ code: 'credit-code-wrong', field: 'idNumber', facts: { why: wrong } });
  }
  if (a.kind && a.kind !== 'natural' && a.contact === '') found.push({ code: 'contact-missing', field: 'contact' });
  if (a.agent) {
    if (a.agent.name === '' || idProblem(a.agent.idNumber) !== null) found.push({ code: 'agent-incomplete', field: 'agentName' });
    if (!more.hasMandate) found.push({ code: 'mandate-missing', field: 'mandate' });
  }
  return found;
}

function reachProblems(a: ApplicationDraft): Found {
  const found: Found = [];
  const telephone = a.telephone === '' ? null : telephoneProblem(a.telephone);
  const email = a.email === '' ? null : emailProblem(a.email);
  if (a.telephone === '' && a.email === '' && a.address === '') found.push({ code: 'contact-missing', field: 'telephone' });
  if (telephone) found.push({ code: 'telephone-wrong', field: 'telephone', facts: { why: telephone } });
  if (email) found.push({ code: 'email-wrong', field: 'email', facts: { why: email } });
  if (a.obtaining === 'e-mail' && a.email === '') found.push({ code: 'email-missing', field: 'email' });
  if (a.obtaining === 'post' && a.address === '') found.push({ code: 'address-missing', field: 'address' });
  for (const field of ['address', 'fax', 'postcode', 'representative', 'contact'] as const)
    if ([...a[field]].length > LINE_MOST) found.push({ code: 'text-long', field, facts: { most: LINE_MOST } });
  if ([...a.help].length > LINE_MOST * 2) found.push({ code: 'text-long', field: 'help', facts: { most: LINE_MOST * 2 } });
  return found;
}

export function wishProblems(a: Pick<ApplicationDraft, 'content' | 'carrier' | 'obtaining' | 'purpose'>): Found {
  const found: Found = [];
  const length = [...a.content].length;
  if (length === 0) found.push({ code: 'wish-missing', field: 'content', law: '条例2019#29' });
  else if (length > WISH_MOST) found.push({ code: 'wish-long', field: 'content', facts: { most: WISH_MOST, now: length } });
  else if (saysNothing(a.content)) found.push({ code: 'wish-absurd', field: 'content' });
  else if (length < WISH_LEAST) found.push({ code: 'wish-short', field: 'content', facts: { least: WISH_LEAST } });
  if (!a.carrier) found.push({ code: 'carrier-missing', field: 'carrier' });
  if (!a.obtaining) found.push({ code: 'obtaining-missing', field: 'obtaining' });
  if ([...a.purpose].length > WISH_MOST) found.push({ code: 'text-long', field: 'purpose', facts: { most: WISH_MOST } });
  return found;
}
