// What pages ask of reviews.
import { sql } from 'kysely';
import type { Db } from '../../platform/db/engine.ts';
import type { Instant } from '../../town/day.ts';
import type { StaffId } from '../../town/ids.ts';
import { type ChainStep, currentStep, type Review, type ReviewDecision, type Reviewer, whyNot } from './chain.ts';
import { type ReviewRow, reviewOf } from './store.ts';

export interface ReviewEvent {
  id: string;
  step: string;
  decision: ReviewDecision;
  result: string | null;
  opinion: string;
  staffId: StaffId;
  staffName: string;
  at: Instant;
}

export interface ReviewWithEvents {
  review: Review;
  row: ReviewRow;
  events: readonly ReviewEvent[];
}

export async function latestReview(db: Db, editionId: string): Promise<ReviewWithEvents | null> {
  const { rows } =
    await sql<ReviewRow>`select * from review_reviews where edition_id = ${editionId} order by opened_at desc, id desc limit 1`.execute(
      db,
    );
  const row = rows[0];
  if (!row) return null;
  return { row, review: reviewOf(row), events: await eventsOfEdition(db, editionId) };
}

/** Everything that ever happened to an edition in review, earlier rounds included. */
export async function eventsOfEdition(db: Db, editionId: string): Promise<ReviewEvent[]> {
  const { rows } = await sql<ReviewEvent>`
    select e.id, e.step, e.decision, e.result, e.opinion, e.staff_id as "staffId", e.staff_name as "staffName", e.at
    from review_events e join review_reviews r on r.id = e.review_id
    where r.edition_id = ${editionId} order by e.at, e.id`.execute(db);
  return rows;
}

/** Open reviews this person may decide now, most urgent first. */
export async function waitingFor(db: Db, reviewer: Reviewer): Promise<ReviewRow[]> {
  const { rows } = await sql<ReviewRow & { earlier: StaffId[] | null }>`
    select r.*, (select jsonb_agg(distinct e.staff_id) from review_events e where e.review_id = r.id and e.decision = 'pass') as earlier
    from review_reviews r where r.state in ('open', 'referred') order by r.step_due_on, r.opened_at limit 2000`.execute(db);
  return rows.filter((row) => {
    const review = reviewOf(row);
    return currentStep(review) !== null && whyNot(review, reviewer, row.earlier ?? [], review.contentHash).length === 0;
  });
}

/** Forced releases that nobody has looked at a second time. */
export async function awaitingSecondLook(db: Db): Promise<ReviewRow[]> {
  const { rows } =
    await sql<ReviewRow>`select * from review_reviews where forced and second_look_at is null order by closed_at`.execute(db);
  return rows;
}

export async function reviewsOf(db: Db, editionIds: readonly string[]): Promise<Map<string, ReviewRow>> {
  if (editionIds.length === 0) return new Map();
  const { rows } = await sql<ReviewRow>`
    select distinct on (edition_id) * from review_reviews where edition_id in (${sql.join(editionIds)}) order by edition_id, opened_at desc, id desc`.execute(
    db,
  );
  return new Map(rows.map((r) => [r.edition_id, r]));
}

export async function configuredChains(
  db: Db,
): Promise<{ itemCode: string; steps: ChainStep[]; changedAt: Instant; changedBy: string }[]> {
  const { rows } = await sql<{ itemCode: string; steps: ChainStep[]; changedAt: Instant; changedBy: string }>`
    select item_code as "itemCode", steps, changed_at as "changedAt", changed_by as "changedBy" from review_chains order by item_code`.execute(
    db,
  );
  return rows;
}
