// Lists for the desk: what somebody may see, by what is due. Nothing personal is opened for a list.
import { type RawBuilder, sql } from 'kysely';
import type { Actor } from '../../platform/act/actor.ts';
import type { Db } from '../../platform/db/engine.ts';
import type { Day } from '../../town/day.ts';
import type { OrganId } from '../../town/ids.ts';
import type { AnswerCode } from './answers.ts';
import type { Channel } from './history.ts';
import type { ApplicantKind, InfoRequest, RequestId } from './info-request.ts';
import { piecesSought, sketchSimilarity } from './sketch.ts';
import { openStates, type RequestState, requestStates } from './standing.ts';
import { REQUEST_NUMBER } from './submit.ts';

export interface ListedRequest {
  id: RequestId;
  number: string;
  title: string;
  applicantKind: ApplicantKind;
  channel: Channel;
  organName: string | null;
  handlerName: string | null;
  state: RequestState;
  submittedOn: Day;
  receivedOn: Day | null;
  dueOn: Day | null;
  draftOn: Day | null;
  promiseOn: Day | null;
  waitingUntil: Day | null;
  extended: boolean;
  extensionPending: boolean;
  answerCode: AnswerCode | null;
  endedOn: Day | null;
}

export interface ListFilter {
  /** Open ones unless asked otherwise. */
  which: 'open' | 'turn' | 'late' | 'soon' | 'extension' | 'mine' | 'watched' | 'ended' | 'all';
  state: RequestState | null;
  organId: OrganId | null;
  kind: ApplicantKind | null;
  /** Number or words of the title. */
  words: string;
  page: number;
}

export const PAGE_SIZE = 50;
/** Due within so many days, rest days included. */
const SOON_DAYS = 7;

/** The same rule as partiesOf, for many rows at once. */
export function visibleTo(actor: Pick<Actor, 'roles' | 'organId'>): RawBuilder<unknown> {
  const sees = (role: Actor['roles'][number]): boolean => actor.roles.includes(role);
  if (sees('openness-office') || sees('deputy-leader') || sees('principal')) return sql`true`;
  const own = sees('drafter') || sees('department-head') ? sql`r.organ_id = ${actor.organId}` : sql`false`;
  const window = sees('window') ? sql`r.state in ('unconfirmed', 'received', 'correcting', 'fee', 'signed')` : sql`false`;
  return sql`(${own} or ${window})`;
}

/** Those of these requests that somebody may see. */
export async function visibleOf(
  db: Db,
  actor: Pick<Actor, 'roles' | 'organId'>,
  ids: readonly RequestId[],
): Promise<RequestId[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{
    id: RequestId;
  }>`select r.id from requests_requests r where r.id = any(${[...ids]}::text[]) and ${visibleTo(actor)}`.execute(db);
  return rows.map((r) => r.id);
}

/** Open requests whose next step is this person's, by the roles held; null for those who have none in it. */
function turnOf(actor: Pick<Actor, 'roles' | 'organId' | 'staffId'>, today: Day): RawBuilder<unknown> | null {
  const run = sql`r.waiting_until < ${today}::date`;
  const parts: RawBuilder<unknown>[] = [];
  if (actor.roles.includes('openness-office')) {
    parts.push(sql`r.state in ('unconfirmed', 'received', 'signed') or r.extension_pending`);
    parts.push(sql`(r.state in ('correcting', 'fee') and ${run}) or (r.state = 'handling' and r.organ_id is null)`);
  }
  if (actor.roles.includes('deputy-leader') || actor.roles.includes('principal'))
    parts.push(sql`r.state = 'signing' or r.extension_pending`);
  if (actor.roles.includes('drafter'))
    parts.push(sql`(r.organ_id = ${actor.organId} and (r.handler_id is null or r.handler_id = ${actor.staffId})
      and (r.state = 'handling' or (r.state = 'consulting' and ${run})))`);
  if (actor.roles.includes('window')) parts.push(sql`r.state in ('unconfirmed', 'signed')`);
  return parts.length === 0 ? null : sql`r.ended_on is null and (${sql.join(parts, sql` or `)})`;
}

/** How many wait for this person; the desk lists them as `turn`. */
export async function requestsWaiting(db: Db, actor: Pick<Actor, 'roles' | 'organId' | 'staffId'>, today: Day): Promise<number> {
  const turn = turnOf(actor, today);
  if (!turn) return 0;
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from requests_requests r where ${turn}`.execute(db);
  return rows[0]!.n;
}

/** Titles that are fetched one by one; words that more of them have are sought from the end of the list. */
const FETCHED_MOST = 5_000;
/** Such words are counted so far: they are no help in finding one. */
const COUNTED_MOST = 500;

interface Saying {
  /** What is looked through. */
  among: RawBuilder<unknown>;
  where: RawBuilder<unknown>;
  /** In so many titles that lists are read from their own end, and counted no further than that. */
  common: boolean;
}

/** A number, or words of the title: by their pieces of three characters, which an index knows, unless most titles have them. */
async function saying(db: Db, words: string): Promise<Saying> {
  const among = sql`requests_requests`;
  if (words === '') return { among, where: sql`true`, common: false };
  if (REQUEST_NUMBER.test(words.toUpperCase())) return { among, where: sql`r.number = ${words.toUpperCase()}`, common: false };
  const like = sql`r.title like ${`%${words.replace(/[\\%_]/g, (c) => `\\${c}`)}%`}`;
  const pieces = piecesSought(words);
  if (pieces.length === 0) return { among, where: like, common: true };
  const { rows } = await sql<{ id: RequestId }>`select request_id as id from requests_sketches
    where title_pieces @> ${pieces}::text[] limit ${FETCHED_MOST + 1}::int`.execute(db);
  if (rows.length > FETCHED_MOST) return { among, where: like, common: true };
  // `offset 0`: these are fetched first, whatever the planner believes of the rest.
  const few = sql`(select * from requests_requests where id in (select unnest(${rows.map((r) => r.id)}::text[])) offset 0)`;
  return { among: few, where: like, common: false };
}

function chosen(filter: ListFilter, actor: Pick<Actor, 'roles' | 'organId' | 'staffId'>, today: Day): RawBuilder<unknown> {
  const soon = sql`r.due_on <= ${today}::date + ${SOON_DAYS}::int`;
  const which: Readonly<Record<ListFilter['which'], RawBuilder<unknown>>> = {
    open: inState(openStates),
    turn: turnOf(actor, today) ?? sql`false`,
    late: sql`r.ended_on is null and r.due_on < ${today}::date`,
    soon: sql`r.ended_on is null and r.due_on >= ${today}::date and ${soon}`,
    extension: sql`r.extension_pending`,
    mine: sql`r.ended_on is null and r.handler_id = ${actor.staffId}`,
    watched: sql`r.id in (select request_id from requests_watchers where staff_id = ${actor.staffId})`,
    ended: inState(requestStates.filter((s) => !openStates.includes(s))),
    all: sql`true`,
  };
  const parts = [which[filter.which]];
  if (filter.state) parts.push(sql`r.state = ${filter.state}`);
  if (filter.organId) parts.push(sql`r.organ_id = ${filter.organId}`);
  if (filter.kind) parts.push(sql`r.applicant_kind = ${filter.kind}`);
  return sql.join(parts, sql` and `);
}

/** By state and not by the day it ended: with organ and kind of applicant the index has all that lists ask for. */
function inState(states: readonly RequestState[]): RawBuilder<unknown> {
  return sql`r.state = any(${[...states]}::text[])`;
}

const listed = sql`r.id, r.number, r.title, r.applicant_kind as "applicantKind", r.channel, r.organ_id as "organId", r.handler_id as "handlerId",
  r.state, r.submitted_on as "submittedOn", r.received_on as "receivedOn", r.due_on as "dueOn", r.draft_on as "draftOn",
  r.promise_on as "promiseOn", r.waiting_until as "waitingUntil", r.extended, r.extension_pending as "extensionPending",
  r.answer_code as "answerCode", r.ended_on as "endedOn"`;

export type ListRow = Omit<ListedRequest, 'organName' | 'handlerName'> & Pick<InfoRequest, 'organId' | 'handlerId'>;

/** Open ones by what is due first, ended ones by number, the newest first. `isMore`: than `total`, of which no more were counted. */
export async function listRequests(
  db: Db,
  actor: Actor,
  filter: ListFilter,
  today: Day,
  limit = PAGE_SIZE,
): Promise<{ total: number; isMore: boolean; rows: ListRow[] }> {
  const said = await saying(db, filter.words);
  // Read from the end of the index that has the open ones by their day.
  const end = said.common && filter.which === 'open' ? sql`r.ended_on is null` : sql`true`;
  const where = sql`${visibleTo(actor)} and ${chosen(filter, actor, today)} and ${said.where} and ${end}`;
  const newest = filter.which === 'ended' || filter.which === 'all';
  const page = sql`limit ${limit}::int offset ${(filter.page - 1) * limit}::int`;
  // The numbers of the page come from the index alone, however few of many they are.
  const { rows } = newest
    ? await sql<ListRow>`select ${listed} from requests_requests r where r.number in (
        select r.number from ${said.among} r where ${where} order by r.number desc ${page}) order by r.number desc`.execute(db)
    : await sql<ListRow>`select ${listed} from ${said.among} r where ${where} order by r.due_on, r.number ${page}`.execute(db);
  const counted = said.common
    ? await sql<{ n: number }>`select count(*)::int as n from (
        select from requests_requests r where ${where} limit ${COUNTED_MOST + 1}::int) hit`.execute(db)
    : await sql<{ n: number }>`select count(*)::int as n from ${said.among} r where ${where}`.execute(db);
  const { n } = counted.rows[0]!;
  const isMore = said.common && n > COUNTED_MOST;
  return { total: isMore ? COUNTED_MOST : n, isMore, rows };
}

export interface DeskFigures {
  open: number;
  late: number;
  soon: number;
  unconfirmed: number;
  signing: number;
  /** 待审批的延期 */
  extensions: number;
}

/** What one look at the desk says. */
export async function deskFigures(db: Db, actor: Actor, today: Day): Promise<DeskFigures> {
  const { rows } = await sql<DeskFigures>`select count(*)::int as open,
      count(*) filter (where r.due_on < ${today}::date)::int as late,
      count(*) filter (where r.due_on >= ${today}::date and r.due_on <= ${today}::date + ${SOON_DAYS}::int)::int as soon,
      count(*) filter (where r.state = 'unconfirmed')::int as unconfirmed,
      count(*) filter (where r.state = 'signing')::int as signing,
      count(*) filter (where r.extension_pending)::int as extensions
    from requests_requests r where r.ended_on is null and ${visibleTo(actor)}`.execute(db);
  return rows[0]!;
}

export interface Alike {
  id: RequestId;
  number: string;
  title: string;
  state: RequestState;
  answerCode: AnswerCode | null;
  submittedOn: Day;
  samePerson: boolean;
  /** From 0 to 1. */
  likeness: number;
}

/** Same person or much the same wish, among what the reader may see: hints for D2 and for 转为主动公开, never a judgement. */
export const ALIKE_FROM = 0.35;

export async function alikeOf(
  db: Db,
  actor: Pick<Actor, 'roles' | 'organId'>,
  request: Pick<InfoRequest, 'id'>,
  limit = 8,
): Promise<Alike[]> {
  const { rows } = await sql<Omit<Alike, 'likeness'> & { own: number[]; sketch: number[] }>`
    with own as (select person_index, contact_index, sketch
      from requests_requests join requests_sketches on request_id = id where id = ${request.id})
    select r.id, r.number, r.title, r.state, r.answer_code as "answerCode", r.submitted_on as "submittedOn", own.sketch as own, s.sketch,
      coalesce(r.person_index = own.person_index or r.contact_index = own.contact_index, false) as "samePerson"
    from own join requests_requests r on r.id in (
      select id from requests_requests where person_index = own.person_index
      union select id from requests_requests where contact_index = own.contact_index
      union (select request_id from requests_sketches where sketch && own.sketch limit 500))
    join requests_sketches s on s.request_id = r.id
    where r.id <> ${request.id} and ${visibleTo(actor)}`.execute(db);
  return rows
    .map(({ own, sketch, ...r }) => ({ ...r, likeness: sketchSimilarity(own, sketch) }))
    .filter((r) => r.samePerson || r.likeness >= ALIKE_FROM)
    .sort((a, b) => b.likeness - a.likeness || (a.number < b.number ? 1 : -1))
    .slice(0, limit);
}
