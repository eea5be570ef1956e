// The only SQL that writes review_*; and the row shapes both verbs and reads use.
import { sql } from 'kysely';
import type { Act } from '../../platform/act/act.ts';
import type { Db } from '../../platform/db/engine.ts';
import type { Day, Instant } from '../../town/day.ts';
import { newId, type OrganId, type StaffId } from '../../town/ids.ts';
import {
  type ChainStep,
  defaultChain,
  type Filing,
  type Review,
  type ReviewDecision,
  type ReviewState,
  type SecrecyResult,
} from './chain.ts';

export interface ReviewRow {
  id: string;
  edition_id: string;
  item_code: string;
  organ_id: OrganId;
  author_id: StaffId;
  content_hash: string;
  steps: ChainStep[];
  step_index: number;
  state: ReviewState;
  forced: boolean;
  second_look_by: StaffId | null;
  secrecy_result: SecrecyResult | null;
  filing: Filing | null;
  opened_at: Instant;
  step_since: Instant;
  step_due_on: Day;
  closed_at: Instant | null;
}

export function reviewOf(row: ReviewRow): Review {
  return {
    id: row.id,
    editionId: row.edition_id,
    itemCode: row.item_code,
    organId: row.organ_id,
    authorId: row.author_id,
    contentHash: row.content_hash,
    steps: row.steps,
    stepIndex: row.step_index,
    state: row.state,
    forced: row.forced,
    secondLookBy: row.second_look_by,
    filing: row.filing,
    secrecyResult: row.secrecy_result,
  };
}

export async function chainFor(db: Db, itemCode: string): Promise<readonly ChainStep[]> {
  const { rows } = await sql<{ steps: ChainStep[] }>`
    select steps from review_chains where item_code in (${itemCode}, '*') order by item_code = '*' limit 1`.execute(db);
  return rows[0]?.steps ?? defaultChain;
}

/** The latest review of an edition, locked so that two decisions on it queue. */
export async function lockLatest(db: Db, editionId: string): Promise<ReviewRow | null> {
  const { rows } = await sql<ReviewRow>`
    select * from review_reviews where edition_id = ${editionId} order by opened_at desc, id desc limit 1 for update`.execute(db);
  return rows[0] ?? null;
}

export async function insertReview(
  act: Act,
  r: {
    editionId: string;
    itemCode: string;
    organId: OrganId;
    authorId: StaffId;
    contentHash: string;
    steps: readonly ChainStep[];
    dueOn: Day;
  },
): Promise<string> {
  const id = newId();
  await sql`insert into review_reviews
    (id, edition_id, item_code, organ_id, author_id, content_hash, steps, step_index, state, opened_at, step_since, step_due_on)
    values (${id}, ${r.editionId}, ${r.itemCode}, ${r.organId}, ${r.authorId}, ${r.contentHash}, ${JSON.stringify(r.steps)}::jsonb, 0, 'open',
      ${act.at}, ${act.at}, ${r.dueOn})`.execute(act.db);
  return id;
}

export async function moveTo(
  act: Act,
  id: string,
  to: {
    state: ReviewState;
    stepIndex: number;
    dueOn: Day;
    filing: Filing | null;
    secrecyResult: SecrecyResult | null;
    forced: boolean;
    closed: boolean;
  },
): Promise<void> {
  await sql`update review_reviews set state = ${to.state}, step_index = ${to.stepIndex}, step_since = ${act.at}, step_due_on = ${to.dueOn},
    filing = ${to.filing === null ? null : JSON.stringify(to.filing)}::jsonb, secrecy_result = ${to.secrecyResult}, forced = ${to.forced},
    closed_at = ${to.closed ? act.at : null} where id = ${id}`.execute(act.db);
}

export async function setSecondLook(act: Act, id: string, by: StaffId): Promise<void> {
  await sql`update review_reviews set second_look_by = ${by}, second_look_at = ${act.at} where id = ${id}`.execute(act.db);
}

export async function insertEvent(
  act: Act,
  e: { reviewId: string; step: string; decision: ReviewDecision; result: string | null; opinion: string; contentHash: string },
): Promise<void> {
  await sql`insert into review_events (id, review_id, step, decision, result, opinion, staff_id, staff_name, content_hash, at)
    values (${newId()}, ${e.reviewId}, ${e.step}, ${e.decision}, ${e.result}, ${e.opinion}, ${act.actor.staffId ?? ''}, ${act.actor.name},
      ${e.contentHash}, ${act.at})`.execute(act.db);
}

export async function writeChain(act: Act, itemCode: string, steps: readonly ChainStep[]): Promise<void> {
  await sql`insert into review_chains (item_code, steps, changed_at, changed_by)
    values (${itemCode}, ${JSON.stringify(steps)}::jsonb, ${act.at}, ${act.actor.name})
    on conflict (item_code) do update set steps = excluded.steps, changed_at = excluded.changed_at, changed_by = excluded.changed_by`.execute(
    act.db,
  );
}

/** Who has passed a step of this review already. */
export async function earlierReviewers(db: Db, reviewId: string): Promise<StaffId[]> {
  const { rows } = await sql<{
    staff_id: StaffId;
  }>`select distinct staff_id from review_events where review_id = ${reviewId} and decision = 'pass'`.execute(db);
  return rows.map((r) => r.staff_id);
}

export async function setStepDue(act: Act, id: string, dueOn: Day): Promise<void> {
  await sql`update review_reviews set step_due_on = ${dueOn} where id = ${id}`.execute(act.db);
}
