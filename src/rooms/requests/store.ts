// The only SQL that writes an InfoRequest and its events; texts, letters, files and the rest have stores of their own. What is
// stored of state and clock is what the fold makes of the events.
import { type RawBuilder, sql } from 'kysely';
import type { Act } from '../../platform/act/act.ts';
import type { Db } from '../../platform/db/engine.ts';
import type { CaseKeyId } from '../../platform/vault/key-names.ts';
import type { Calendar } from '../../town/calendar.ts';
import type { Day, Instant } from '../../town/day.ts';
import type { StaffId } from '../../town/ids.ts';
import { type RequestClock, requestClock } from './clock.ts';
import type { Channel, History, RequestEvent } from './history.ts';
import type { ApplicantKind, InfoRequest, RequestId } from './info-request.ts';
import { received, requestTallies } from './request-tallies.ts';
import type { SealedPersonal } from './sealed.ts';
import { titlePieces } from './sketch.ts';
import { type Standing, standingOf } from './standing.ts';

export const requestColumns = sql`r.id, r.number, r.channel, r.applicant_kind as "applicantKind", r.regulation, r.title,
  r.organ_id as "organId", r.handler_id as "handlerId", r.state, r.clock, r.submitted_on as "submittedOn", r.submitted_at as "submittedAt",
  r.received_on as "receivedOn", r.due_on as "dueOn", r.draft_on as "draftOn", r.promise_on as "promiseOn",
  r.waiting_until as "waitingUntil", r.provisional, r.extended, r.extension_pending as "extensionPending",
  r.answer_code as "answerCode", r.ended_on as "endedOn", r.late_reason as "lateReason", r.unlisted, r.key_id as "keyId",
  r.applicant_sealed as "applicantSealed", r.wish_sealed as "wishSealed", r.salt_sealed as "saltSealed", r.erased_on as "erasedOn",
  r.code_hash as "codeHash", r.revision`;

export interface HeldRequest {
  request: InfoRequest;
  history: History;
}

/** Locked, so that deeds on one request queue. */
export async function lockRequest(db: Db, id: RequestId): Promise<HeldRequest | null> {
  const { rows } =
    await sql<InfoRequest>`select ${requestColumns} from requests_requests r where r.id = ${id} for update`.execute(db);
  return rows[0] ? { request: rows[0], history: await historyOf(db, id) } : null;
}

export async function requestById(db: Db, id: RequestId): Promise<InfoRequest | null> {
  const { rows } = await sql<InfoRequest>`select ${requestColumns} from requests_requests r where r.id = ${id}`.execute(db);
  return rows[0] ?? null;
}

export async function requestByNumber(db: Db, number: string): Promise<InfoRequest | null> {
  const { rows } = await sql<InfoRequest>`select ${requestColumns} from requests_requests r where r.number = ${number}`.execute(
    db,
  );
  return rows[0] ?? null;
}

export interface StoredEvent {
  seq: number;
  kind: RequestEvent['kind'];
  on: Day;
  facts: Readonly<Record<string, unknown>>;
  at: Instant;
  byName: string;
  byStaff: StaffId | null;
}

const eventColumns = sql`seq, kind, on_day as on, facts, at, by_name as "byName", by_staff as "byStaff"`;

export async function eventsOf(db: Db, id: RequestId): Promise<StoredEvent[]> {
  const { rows } =
    await sql<StoredEvent>`select ${eventColumns} from requests_events where request_id = ${id} order by seq`.execute(db);
  return rows;
}

/** Stored events are written by `append` only, so their facts are the event's own fields. */
export function asHistory(events: readonly StoredEvent[]): History {
  return events.map((e) => ({ ...e.facts, kind: e.kind, on: e.on }) as RequestEvent);
}

export async function historyOf(db: Db, id: RequestId): Promise<History> {
  return asHistory(await eventsOf(db, id));
}

function insertingEvents(act: Act, id: RequestId, from: number, events: History): RawBuilder<unknown> {
  const rows = events.map(
    ({ kind, on, ...facts }, i) => sql`(${id}, ${from + i}::int, ${kind}, ${on}::date, ${JSON.stringify(facts)}::jsonb,
      ${act.at}::timestamptz, ${act.actor.name}, ${act.actor.staffId})`,
  );
  return sql`insert into requests_events (request_id, seq, kind, on_day, facts, at, by_name, by_staff) values ${sql.join(rows)}`;
}

export interface Folded {
  standing: Standing;
  clock: RequestClock;
}

export function fold(history: History, calendar: Calendar): Folded {
  return { standing: standingOf(history), clock: requestClock(history, calendar) };
}

/** The last day of whoever is waited for. */
export function waitingUntil({ waiting }: RequestClock): Day | null {
  if (!waiting) return null;
  return waiting.for === 'correction' || waiting.for === 'fee' ? waiting.until.due : waiting.until;
}

/** Adds events to a held request and stores what follows from them. */
export async function append(act: Act, held: HeldRequest, events: History, calendar: Calendar): Promise<Folded> {
  if (events.length > 0) await insertingEvents(act, held.request.id, held.history.length + 1, events).execute(act.db);
  const folded = fold([...held.history, ...events], calendar);
  await writeFold(act.db, held.request.id, folded);
  return folded;
}

export async function writeFold(db: Db, id: RequestId, { standing, clock }: Folded): Promise<void> {
  await sql`with r as (
      update requests_requests set state = ${standing.state}, clock = ${JSON.stringify(clock)}::jsonb, regulation = ${clock.regulation},
        received_on = ${clock.receivedOn}, due_on = ${clock.law?.due ?? null}, draft_on = ${clock.draft?.due ?? null},
        promise_on = ${clock.promise?.due ?? null}, waiting_until = ${waitingUntil(clock)}, provisional = ${clock.law?.provisional ?? false},
        extended = ${standing.extended}, extension_pending = ${standing.extensionPending}, answer_code = ${standing.answer},
        ended_on = ${standing.endedOn}, revision = revision + 1 where id = ${id} returning *
    ) ${requestTallies.move(sql`${received} and r.id = ${id}`, sql`from r where r.received_on is not null`)}`.execute(db);
}

export interface NewRequest extends SealedPersonal {
  id: RequestId;
  year: number;
  channel: Channel;
  applicantKind: ApplicantKind;
  title: string;
  submittedAt: Instant;
  keyId: CaseKeyId;
  codeHash: string;
  formHash: string;
  personIndex: string | null;
  contactIndex: string | null;
  sketch: readonly number[];
}

/** The series of 登记编号. */
const REQUESTS = 'SQ';

/**
 * Draws the number and writes all of it in one statement, and gives the number: whoever has drawn one holds up all who come after
 * until the commit.
 */
export async function insertRequest(act: Act, n: NewRequest, history: History, { standing, clock }: Folded): Promise<string> {
  const { rows } = await sql<{ number: string }>`with drawn as (${drawing(REQUESTS, n.year)}),
    found_by as (insert into requests_sketches (request_id, sketch, title_pieces)
      values (${n.id}, ${[...n.sketch]}::integer[], ${titlePieces(n.title)}::text[])),
    happened as (${insertingEvents(act, n.id, 1, history)}),
    r as (insert into requests_requests (id, number, year, channel, applicant_kind, regulation, title, state, clock, submitted_on, submitted_at,
      received_on, due_on, draft_on, promise_on, waiting_until, provisional, key_id, applicant_sealed, wish_sealed, salt_sealed, code_hash, form_hash,
      person_index, contact_index)
    select ${n.id}, ${`${REQUESTS}-${n.year}-`} || lpad(last::text, greatest(4, length(last::text)), '0'), ${n.year}::int, ${n.channel}, ${n.applicantKind}, ${clock.regulation}, ${n.title}, ${standing.state},
      ${JSON.stringify(clock)}::jsonb, ${history[0]!.on}::date, ${n.submittedAt}::timestamptz, ${clock.receivedOn}::date, ${clock.law?.due ?? null}::date, ${clock.draft?.due ?? null}::date,
      ${clock.promise?.due ?? null}::date, ${waitingUntil(clock)}::date, ${clock.law?.provisional ?? false}::boolean, ${n.keyId}, ${n.applicantSealed}, ${n.wishSealed},
      ${n.saltSealed}, ${n.codeHash}, ${n.formHash}, ${n.personIndex}, ${n.contactIndex} from drawn returning *),
    counted as (${requestTallies.add(sql`from r where r.received_on is not null`)})
    select number from r`.execute(act.db);
  return rows[0]!.number;
}

export async function writeTitle(db: Db, id: RequestId, title: string): Promise<void> {
  await sql`update requests_requests set title = ${title} where id = ${id}`.execute(db);
  await sql`update requests_sketches set title_pieces = ${titlePieces(title)}::text[] where request_id = ${id}`.execute(db);
}

/** A form sent twice is one request: whoever comes second waits here and then finds the first. */
export async function requestOfForm(act: Act, formHash: string): Promise<InfoRequest | null> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`requests ${formHash}`}, 0))`.execute(act.db);
  const { rows } =
    await sql<InfoRequest>`select ${requestColumns} from requests_requests r where r.form_hash = ${formHash}`.execute(act.db);
  return rows[0] ?? null;
}

function drawing(series: string, year: number): RawBuilder<{ last: number }> {
  return sql`insert into requests_series (series, year, last) values (${series}, ${year}::int, 1)
    on conflict (series, year) do update set last = requests_series.last + 1 returning last`;
}

/** The next number of a series in a year; numbers have no gaps, for a rolled back act gives its number back. */
export async function nextInSeries(act: Act, series: string, year: number): Promise<number> {
  const { rows } = await drawing(series, year).execute(act.db);
  return rows[0]!.last;
}
