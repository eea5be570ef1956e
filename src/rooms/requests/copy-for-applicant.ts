// A copy of everything personal that is kept about one applicant, for that applicant: all their requests, found by the keyed hash of
// their identity number, and nobody else's. What is the office's own (notes, opinions of others) is not theirs.
import { sql } from 'kysely';
import type { Act } from '../../platform/act/act.ts';
import { done, type Outcome } from '../../town/outcome.ts';
import type { RequestId } from './info-request.ts';
import { isAnswerOut, lookAt, type RequestView } from './look.ts';
import type { RequestRefusal } from './refusals.ts';
import { openToApplicant } from './texts.ts';

/** Plain values, ready to be printed as JSON. The request asked for comes first. */
export async function copyForApplicant(act: Act, id: RequestId): Promise<Outcome<readonly object[], RequestRefusal>> {
  const { rows } = await sql<{ id: RequestId }>`select o.id from requests_requests r join requests_requests o
      on o.id = r.id or o.person_index = r.person_index
    where r.id = ${id} order by o.id <> r.id, o.number`.execute(act.db);
  const copies: object[] = [];
  for (const row of rows) {
    const looked = await lookAt(act, row.id);
    if (looked.ok) copies.push(copyOf(looked.value));
    else if (row.id === id) return looked;
  }
  return done(copies);
}

function copyOf({
  request,
  personal,
  events,
  texts,
  files,
  letters,
  answer,
  charge,
  remedies,
  suggestions,
}: RequestView): object {
  const isOut = isAnswerOut(events);
  return {
    number: request.number,
    submittedAt: request.submittedAt,
    channel: request.channel,
    erasedOn: request.erasedOn,
    applicant: personal?.applicant ?? null,
    wish: personal?.wish ?? null,
    events: events.map(({ kind, on }) => ({ kind, on })),
    texts: texts.filter((t) => openToApplicant.includes(t.kind)),
    files: files
      .filter((f) => f.purpose !== 'opinion' && f.purpose !== 'found' && (isOut || f.purpose !== 'released'))
      .map(({ name, purpose, size, at }) => ({ name, purpose, size, at })),
    letters: letters
      .filter((l) => l.toApplicant && l.state === 'signed')
      .map(({ title, number, signedOn, text }) => ({ title, number, signedOn, text })),
    answer: isOut ? answer : null,
    charge,
    remedies,
    suggestions: suggestions
      .filter((s) => s.byApplicant)
      .map(({ title, raisedAt, decision, reason }) => ({ title, raisedAt, decision, reason })),
  };
}
