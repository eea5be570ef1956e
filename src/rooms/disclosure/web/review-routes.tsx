// Review at the desk: what waits for me, one edition with its checks, and the decisions on it.
import type { RefusalGround } from '../../../town/refusal-grounds.ts';
import { consolePage } from '../../../kit/console-page/part.tsx';
import { notFoundReply } from '../../../kit/not-found/part.tsx';
import { type Problem, problemsOf } from '../../../kit/problem-summary/part.tsx';
import { perform } from '../../../platform/act/act.ts';
import { calendarOf } from '../../../platform/calendar/calendar-store.ts';
import { type Reply, seeOther } from '../../../platform/http/reply.ts';
import type { Ctx, Route } from '../../../platform/http/route.ts';
import { timeLeft } from '../../../town/deadline.ts';
import { type Instant, instant } from '../../../town/day.ts';
import type { EditionId } from '../../../town/ids.ts';
import type { Outcome } from '../../../town/outcome.ts';
import { itemByCode } from '../../catalogue/door.ts';
import { organById, staffNames } from '../../people/door.ts';
import {
  channels,
  currentStep,
  type Decision,
  isOfficeHead,
  isWaiting,
  latestReview,
  type ReviewWithEvents,
  reviewWords,
  type SecrecyResult,
  secondLook,
  whyNot,
} from '../../review/door.ts';
import { checkEdition } from '../check-edition.ts';
import { dismiss } from '../dismiss.ts';
import type { DisclosureRefusal } from '../document.ts';
import { mayEdit } from '../may-edit.ts';
import { publishedEditionOf } from '../reads.ts';
import { cancelRelease, releaseAt, releaseNow } from '../release.ts';
import { forceThrough, type StepRefusal, takeStep } from '../take-step.ts';
import { disclosureWords } from '../words.ts';
import { documentPath, reviewPath } from './addresses.ts';
import { type Found, findEdition } from './desk-routes.tsx';
import { dueTimeliness } from './load-view.ts';
import { ReviewPage } from './pages/review-page.tsx';
import type { ReviewView } from './pages/review-view.ts';

const words = { ...reviewWords, ...disclosureWords };

async function viewOf(ctx: Ctx, { edition, document }: Found, problems: readonly Problem[]): Promise<ReviewView> {
  const { db, files } = ctx.town;
  const actor = ctx.actor();
  const item = await itemByCode(db, document.itemCode);
  const organ = await organById(db, document.organId);
  if (!item || !organ) throw new Error(`edition ${edition.id} has no item or organ`);
  const review = await latestReview(db, edition.id);
  const calendar = await calendarOf(db);
  const names = await staffNames(db, [edition.authorId]);
  const waiting = review !== null && isWaiting(review.review);
  const office = actor.roles.includes('openness-office');
  const forced = review?.review.forced === true && review.row.second_look_by === null;
  const leader = actor.roles.includes('deputy-leader') || actor.roles.includes('principal');
  return {
    document,
    edition,
    item,
    organ,
    authorName: names.get(edition.authorId) ?? '',
    review,
    findings: await checkEdition(db, files, edition, document, ctx.today),
    whyNot: waiting ? obstacles(ctx, review) : [],
    left: waiting ? timeLeft(calendar, review.row.step_due_on, ctx.today) : null,
    timeliness: document.indexNo === null ? await dueTimeliness(ctx, document, edition) : null,
    mayForce: waiting && isOfficeHead(actor) && actor.staffId !== edition.authorId,
    mayRelease: office && (edition.state === 'approved' || edition.state === 'scheduled'),
    maySecondLook: forced && leader && actor.staffId !== edition.authorId && !isOfficeHead(actor),
    mayEdit:
      mayEdit(actor, edition, document) &&
      edition.state !== 'published' &&
      edition.state !== 'superseded' &&
      edition.state !== 'not-public',
    problems,
    typed: {
      opinion: ctx.form.text('opinion'),
      secrecy: ctx.form.line('secrecy'),
      ground: ctx.form.line('ground'),
      scope: ctx.form.line('scope') || '全文公开',
      channels: ctx.form.has('channels') ? ctx.form.list('channels') : [channels[0]],
      audience: ctx.form.line('audience') || edition.audience,
      attribute: ctx.form.line('attribute') || (edition.attribute === '依申请公开' ? '依申请公开' : '主动公开'),
      releaseAt: ctx.form.line('releaseAt'),
    },
  };
}

/** Why this person cannot take the step, in words; empty when they can. */
function obstacles(ctx: Ctx, found: ReviewWithEvents): string[] {
  const actor = ctx.actor();
  if (!actor.staffId || !actor.organId || !currentStep(found.review)) return [''];
  const openedAt = found.row.opened_at;
  const earlier = found.events.filter((e) => e.decision === 'pass' && e.at >= openedAt).map((e) => e.staffId);
  const refusals = whyNot(
    found.review,
    { id: actor.staffId, organId: actor.organId, roles: actor.roles },
    earlier,
    found.review.contentHash,
  );
  return problemsOf(refusals, reviewWords).map((p) => p.sentence);
}

const notices: Readonly<Record<string, string>> = {
  waiting: '已发布，正在写入公开存证；写入以前读者看不到（待公开）。通常几秒，超过一分钟请联系运维。',
  submitted: '已送审。下一环节的审查人会在待办里看到这一稿。',
  decided: '已记录您的决定。',
  scheduled: '已定时。',
  cancelled: '已取消定时发布。',
  forced: '已先行放行，请在下方发布；须由另一位领导复核。',
  looked: '已记录复核意见。',
  dismissed: '已记录理由。',
};

async function reviewReply(ctx: Ctx, found: Found, problems: readonly Problem[] = []): Promise<Reply> {
  const view = await viewOf(ctx, found, problems);
  return consolePage(
    ctx,
    {
      title: found.edition.title || '未命名稿件',
      current: 'drafts',
      crumbs: [{ label: '拟稿与审查', href: '/console/drafts' }, { label: found.edition.title || '未命名稿件' }],
      notice: problems.length === 0 ? ctx.query.wordFrom('done', notices) : undefined,
      status: problems.length > 0 ? 422 : 200,
    },
    <ReviewPage view={view} ctx={ctx} />,
  );
}

async function showReview(ctx: Ctx): Promise<Reply> {
  const found = await findEdition(ctx);
  return found ? reviewReply(ctx, found) : notFoundReply(ctx);
}

/** Runs one verb on the edition an address names; a refusal shows the page again with what was typed. */
async function act<T>(
  ctx: Ctx,
  next: string,
  run: (found: Found) => Promise<Outcome<T, StepRefusal>>,
  after?: (value: T, found: Found) => Promise<string>,
): Promise<Reply> {
  const found = await findEdition(ctx);
  if (!found) return notFoundReply(ctx);
  const outcome = await run(found);
  if (!outcome.ok) return reviewReply(ctx, (await findEdition(ctx)) ?? found, problemsOf(outcome.refusals, words));
  return seeOther(after ? await after(outcome.value, found) : `${reviewPath(found.edition.id)}?done=${next}`);
}

function decisionOf(ctx: Ctx, editionId: EditionId): Decision {
  const { form } = ctx;
  const attribute = form.line('attribute');
  return {
    editionId,
    contentHash: form.line('hash'),
    decision: form.line('decision') === 'send-back' ? 'send-back' : 'pass',
    opinion: form.text('opinion').slice(0, 1000),
    secrecy: (form.line('secrecy') || undefined) as SecrecyResult | undefined,
    ground: (form.line('ground') || undefined) as RefusalGround | undefined,
    filing:
      attribute === ''
        ? undefined
        : {
            attribute: attribute === '依申请公开' ? '依申请公开' : '主动公开',
            scope: form.line('scope').slice(0, 200),
            channels: form.list('channels').filter((c) => (channels as readonly string[]).includes(c)),
            audience: form.line('audience').slice(0, 20),
          },
  };
}

const decideStep = (ctx: Ctx): Promise<Reply> =>
  act(ctx, 'decided', ({ edition }) =>
    perform(ctx.town, ctx.actor(), 'review.decide', (a) => takeStep(a, decisionOf(ctx, edition.id))),
  );

const forceStep = (ctx: Ctx): Promise<Reply> =>
  act(ctx, 'forced', ({ edition }) =>
    perform(ctx.town, ctx.actor(), 'review.force', (a) =>
      forceThrough(a, edition.id, ctx.form.line('hash'), ctx.form.text('opinion').slice(0, 1000)),
    ),
  );

const lookAgain = (ctx: Ctx): Promise<Reply> =>
  act(ctx, 'looked', ({ edition }) =>
    perform(ctx.town, ctx.actor(), 'review.second-look', async (a) => {
      const looked = await secondLook(a, edition.id, ctx.form.text('opinion').slice(0, 1000));
      if (looked.ok) a.publicChanged();
      return looked;
    }),
  );

const dismissFinding = (ctx: Ctx): Promise<Reply> =>
  act(ctx, 'dismissed', ({ edition }) =>
    perform(ctx.town, ctx.actor(), 'disclosure.dismiss', (a) =>
      dismiss(a, {
        editionId: edition.id,
        fingerprint: ctx.form.line('fingerprint'),
        reason: ctx.form.text('reason').slice(0, 500),
        ground: ctx.form.line('ground'),
      }),
    ),
  );

/** What a datetime-local field holds, as a moment in Shanghai; null when it is none. */
function momentOf(text: string): Instant | null {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(text) && !Number.isNaN(Date.parse(`${text}+08:00`))
    ? instant(`${text}+08:00`)
    : null;
}

const release = (ctx: Ctx): Promise<Reply> => {
  const when = ctx.form.line('when');
  if (when === 'cancel')
    return act(ctx, 'cancelled', ({ edition }) =>
      perform(ctx.town, ctx.actor(), 'disclosure.cancel-release', (a) => cancelRelease(a, edition.id)),
    );
  if (when === 'later') {
    const at = momentOf(ctx.form.line('releaseAt'));
    return act(ctx, 'scheduled', async ({ edition }) => {
      if (!at)
        return {
          ok: false,
          refusals: [
            {
              code: 'date-wrong' as DisclosureRefusal,
              field: 'releaseAt',
              facts: { given: ctx.form.line('releaseAt').slice(0, 40) || '空' },
            },
          ],
        };
      return perform(ctx.town, ctx.actor(), 'disclosure.schedule', (a) => releaseAt(a, edition.id, at));
    });
  }
  return act(
    ctx,
    'published',
    ({ edition }) => perform(ctx.town, ctx.actor(), 'disclosure.publish', (a) => releaseNow(a, edition.id)),
    // Where the ledger did not answer in time nobody can read it yet: the clerk is told, not sent to a page that is not there.
    async (published, { edition }) => {
      const shown = (await publishedEditionOf(ctx.town.db, published.documentId))?.editionId === edition.id;
      return shown ? documentPath(published.indexNo) : `${reviewPath(edition.id)}?done=waiting`;
    },
  );
};

async function preview(ctx: Ctx): Promise<Reply> {
  const found = await findEdition(ctx);
  return found ? seeOther(reviewPath(found.edition.id)) : notFoundReply(ctx);
}

export const reviewRoutes: readonly Route[] = [
  { method: 'GET', path: '/console/reviews/:id', handle: showReview },
  { method: 'POST', path: '/console/reviews/:id/decide', handle: decideStep },
  { method: 'POST', path: '/console/reviews/:id/dismiss', handle: dismissFinding },
  { method: 'POST', path: '/console/reviews/:id/force', sensitive: true, handle: forceStep },
  { method: 'POST', path: '/console/reviews/:id/second-look', handle: lookAgain },
  { method: 'POST', path: '/console/reviews/:id/release', sensitive: true, handle: release },
  { method: 'GET', path: '/console/drafts/:id/preview', handle: preview },
];
