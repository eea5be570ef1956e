// From request to catalogue (条例2019#44): what several people ask for, or an applicant suggests, is published under an item, with an
// owner and a day, or refused with a reason that stays on record. Nothing of the kind ends in silence.
import { sql } from 'kysely';
import type { Act } from '../../platform/act/act.ts';
import type { Actor } from '../../platform/act/actor.ts';
import type { Db } from '../../platform/db/engine.ts';
import type { Day, Instant } from '../../town/day.ts';
import { type DocumentId, type Id, newId, type OrganId } from '../../town/ids.ts';
import { done, type Outcome, type Refusal, refuse } from '../../town/outcome.ts';
import { itemByCode } from '../catalogue/door.ts';
import { blankDraft, startDraft } from '../disclosure/door.ts';
import { organById } from '../people/door.ts';
import { titleProblem } from './title.ts';
import type { RequestRefusal } from './refusals.ts';
import type { InfoRequest, RequestId } from './info-request.ts';
import { alikeOf, visibleOf, visibleTo } from './reads.ts';
import { take, type Taken } from './take.ts';
import { textProblem } from './texts.ts';

export type SuggestionId = Id<'request-suggestion'>;

export interface Suggestion {
  id: SuggestionId;
  requests: readonly RequestId[];
  byApplicant: boolean;
  title: string;
  raisedAt: Instant;
  raisedBy: string;
  decision: 'publish' | 'refuse' | null;
  reason: string;
  itemCode: string | null;
  documentId: DocumentId | null;
  ownerId: OrganId | null;
  dueOn: Day | null;
  decidedAt: Instant | null;
  decidedBy: string | null;
}

/** `also`: other requests that ask for the same. */
export async function raiseSuggestion(
  act: Act,
  id: RequestId,
  given: { title: string; also: readonly RequestId[] },
): Promise<Outcome<Taken, RequestRefusal>> {
  return take(act, id, 'suggest', async () => {
    const problem = titleProblem(given.title);
    if (problem) return refuse(problem);
    const requests = [...new Set([id, ...given.also])];
    if ((await visibleOf(act.db, act.actor, given.also)).length < new Set(given.also).size) return refuse({ code: 'not-found' });
    await sql`insert into requests_suggestions (id, requests, by_applicant, title, raised_at, raised_by)
      values (${newId<SuggestionId>()}, ${requests}::text[], ${act.actor.kind === 'resident'}, ${given.title.trim()}, ${act.at}, ${act.actor.name})`.execute(
      act.db,
    );
    return done([]);
  });
}

/** How many people must ask for much the same before the program itself asks for a decision. */
const SEVERAL = 3;
const MUCH_THE_SAME = 0.5;
/** The program compares with all there is; who may see them is asked again when they are shown. */
const everything = { roles: ['openness-office'], organId: null } as const;

/** Once several people have asked for much the same, somebody must decide whether to publish it: once for all of them. */
export async function raiseForSeveral(act: Act, request: Pick<InfoRequest, 'id'>, title: string): Promise<void> {
  const alike = (await alikeOf(act.db, everything, request, 50)).filter((a) => !a.samePerson && a.likeness >= MUCH_THE_SAME);
  if (alike.length + 1 < SEVERAL) return;
  const requests = [request.id, ...alike.map((a) => a.id)];
  await sql`insert into requests_suggestions (id, requests, by_applicant, title, raised_at, raised_by)
    select ${newId<SuggestionId>()}, ${requests}::text[], false, ${title}, ${act.at}, '系统'
    where not exists (select 1 from requests_suggestions where requests && ${requests}::text[])`.execute(act.db);
}

const columns = sql`id, requests, by_applicant as "byApplicant", title, raised_at as "raisedAt", raised_by as "raisedBy", decision, reason,
  item_code as "itemCode", document_id as "documentId", owner_id as "ownerId", due_on as "dueOn", decided_at as "decidedAt", decided_by as "decidedBy"`;

export interface Publishing {
  itemCode: string;
  ownerId: OrganId | null;
  dueOn: Day | null;
}

/** By the openness office. Publishing begins a draft for the owner under the item; a refusal needs its reason. */
export async function decideSuggestion(
  act: Act,
  id: SuggestionId,
  decision: { publish: Publishing } | { refuse: string },
): Promise<Outcome<DocumentId | null, RequestRefusal>> {
  if (!act.actor.roles.includes('openness-office')) return refuse({ code: 'not-yours' });
  const { rows } = await sql<Suggestion>`select ${columns} from requests_suggestions where id = ${id} for update`.execute(act.db);
  const suggestion = rows[0];
  if (!suggestion) return refuse({ code: 'not-found' });
  if (suggestion.decision) return refuse({ code: 'suggestion-decided' });
  act.record(`request-suggestion:${id}`, { deed: 'publish' in decision ? 'publish' : 'refuse' });
  if ('refuse' in decision) {
    const reason = decision.refuse.trim();
    if (reason === '') return refuse({ code: 'reason-missing', field: 'reason', law: '条例2019#44' });
    const long = textProblem(reason, 'reason');
    if (long) return long;
    await sql`update requests_suggestions set decision = 'refuse', reason = ${reason}, decided_at = ${act.at}, decided_by = ${act.actor.name}
      where id = ${id}`.execute(act.db);
    return done(null);
  }
  const { itemCode, ownerId, dueOn } = decision.publish;
  const found: Refusal<RequestRefusal>[] = [];
  if (!(await itemByCode(act.db, itemCode))) found.push({ code: 'item-unknown', field: 'item' });
  const owner = ownerId === null ? null : await organById(act.db, ownerId);
  if (!owner) found.push({ code: 'owner-missing', field: 'owner' });
  if (dueOn === null) found.push({ code: 'day-missing', field: 'dueOn' });
  else if (dueOn < act.today) found.push({ code: 'day-past', field: 'dueOn' });
  if (found.length > 0 || !owner) return { ok: false, refusals: found };
  const started = await startDraft(act, {
    itemCode,
    organId: owner.id,
    dutyId: null,
    draft: { ...blankDraft, title: suggestion.title, sourceUnit: owner.name },
  });
  if (!started.ok) return refuse({ code: 'item-unknown', field: 'item' });
  await sql`update requests_suggestions set decision = 'publish', item_code = ${itemCode}, document_id = ${started.value.documentId},
    owner_id = ${owner.id}, due_on = ${dueOn}, decided_at = ${act.at}, decided_by = ${act.actor.name} where id = ${id}`.execute(
    act.db,
  );
  return done(started.value.documentId);
}

/** Undecided ones first, then the latest. */
export async function suggestions(db: Db, limit = 200): Promise<Suggestion[]> {
  const { rows } = await sql<Suggestion>`select ${columns} from requests_suggestions
    order by decision is not null, raised_at desc limit ${limit}::int`.execute(db);
  return rows;
}

export interface ListedSuggestion extends Suggestion {
  /** Those of its requests that the reader may see. */
  seen: readonly { id: RequestId; number: string }[];
}

/** For the desk: what comes from a request the reader may see, and nothing else. */
export async function suggestionsFor(db: Db, actor: Actor, limit = 200): Promise<ListedSuggestion[]> {
  const { rows } = await sql<ListedSuggestion>`select * from (select ${columns}, (select jsonb_agg(
        jsonb_build_object('id', r.id, 'number', r.number) order by r.number) from requests_requests r
        where r.id = any(s.requests) and ${visibleTo(actor)}) as seen from requests_suggestions s) listed
    where seen is not null order by decision is not null, "raisedAt" desc limit ${limit}::int`.execute(db);
  return rows;
}

export async function suggestionsOf(db: Db, id: RequestId): Promise<Suggestion[]> {
  const { rows } =
    await sql<Suggestion>`select ${columns} from requests_suggestions where ${id} = any(requests) order by raised_at`.execute(db);
  return rows;
}
