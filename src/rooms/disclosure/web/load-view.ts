// Gathers what a document page shows, in a handful of queries.
import { calendarOf } from '../../../platform/calendar/calendar-store.ts';
import type { Ctx } from '../../../platform/http/route.ts';
import { dutyById, itemByCode } from '../../catalogue/door.ts';
import { organById } from '../../people/door.ts';
import { latestReview } from '../../review/door.ts';
import type { DocumentRow, Edition } from '../document.ts';
import { compare, type Timeliness, timeliness } from '../lateness.ts';
import { documentByIndexNo, editionsOf, publishedLines, relatedOf } from '../reads.ts';
import { sealOf } from '../read-seal.ts';
import type { DocumentView } from './pages/document-page.tsx';

/** The document an address names, or null. */
export async function documentOf(ctx: Ctx): Promise<DocumentRow | null> {
  const { code, serial } = ctx.params;
  return code && serial ? documentByIndexNo(ctx.town.db, `${code}/${serial}`) : null;
}

export async function timelinessOf(ctx: Pick<Ctx, 'town'>, document: DocumentRow, edition: Edition): Promise<Timeliness | null> {
  const publishedAt = document.firstPublishedAt;
  if (!publishedAt) return null;
  const calendar = await calendarOf(ctx.town.db);
  const duty = document.dutyId ? await dutyById(ctx.town.db, document.dutyId) : null;
  if (duty) return compare(calendar, { due: duty.dueOn, provisional: duty.provisional, steps: [...duty.steps] }, publishedAt);
  const item = await itemByCode(ctx.town.db, document.itemCode);
  return timeliness(calendar, edition.createdOn, publishedAt, item?.limitCode ?? null);
}

export async function loadView(ctx: Ctx, document: DocumentRow, edition: Edition): Promise<DocumentView> {
  const { db } = ctx.town;
  const organ = await organById(db, document.organId);
  if (!organ) throw new Error(`document ${document.id} belongs to no organ`);
  const editions = await editionsOf(db, document.id);
  const neighbours = await publishedLines(db, { itemCode: document.itemCode }, 6);
  const review = await latestReview(db, edition.id);
  return {
    document,
    edition,
    editions: editions.filter((e) => e.state === 'published' || e.state === 'superseded').reverse(),
    organ,
    item: await itemByCode(db, document.itemCode),
    related: await relatedOf(db, document.id),
    neighbours: neighbours.filter((n) => n.id !== document.id).slice(0, 5),
    timeliness: await timelinessOf(ctx, document, edition),
    filing: review?.review.filing ?? null,
    seal: await sealOf(db, document.indexNo ?? '', edition.id),
    forced: !review?.review.forced ? 'no' : review.review.secondLookBy ? 'looked' : 'awaiting',
  };
}

/** How a draft stands against its due date if it were published today; null when it has no start day yet. */
export async function dueTimeliness(ctx: Ctx, document: DocumentRow, edition: Edition): Promise<Timeliness | null> {
  return timelinessOf(ctx, { ...document, firstPublishedAt: ctx.at }, edition);
}
