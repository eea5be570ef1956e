// The desk's pages of duties: the board, one's own, and one duty with what may be done about it.
import { consolePage } from '../../../kit/console-page/part.tsx';
import { notFoundReply } from '../../../kit/not-found/part.tsx';
import { type Problem, problemsOf } from '../../../kit/problem-summary/part.tsx';
import { type Act, perform } from '../../../platform/act/act.ts';
import { calendarOf } from '../../../platform/calendar/calendar-store.ts';
import { type Reply, seeOther } from '../../../platform/http/reply.ts';
import type { Ctx, Route } from '../../../platform/http/route.ts';
import { sheetReply } from '../../../platform/http/sheet.ts';
import { parseDay } from '../../../town/day.ts';
import { type DutyId, parseId } from '../../../town/ids.ts';
import type { Outcome, Refusal } from '../../../town/outcome.ts';
import { draftingRoles } from '../../../town/roles.ts';
import { listOrgans } from '../../people/door.ts';
import { clerks } from '../authority.ts';
import { type Duty, type DutyRefusal, dutyTitle } from '../duty.ts';
import { declareNil, declineProposal, proposeWithholding, reopen, withhold } from '../end-duty.ts';
import { boardByOrgan } from '../figures.ts';
import { organNames } from '../organ-names.ts';
import { dutiesOf, dutyById, dutyHistory, listItems } from '../reads.ts';
import { registerFormation } from '../register-formation.ts';
import { catalogueWords } from '../words.ts';
import { filterOf, filtersFor, selectsFor } from './duty-filter.ts';
import { dutyColumnHeads, dutyRow } from './duty-rows.ts';
import { BoardPage } from './pages/board-page.tsx';
import { DutyPage } from './pages/duty-page.tsx';
import { MyDutiesPage } from './pages/my-duties-page.tsx';

const PAGE = 50;
/** A download holds at most so many; the public CSV holds all. */
const MOST_ROWS = 20_000;

export const dutyRoutes: readonly Route[] = [
  { method: 'GET', path: '/console/duties', handle: showBoard },
  { method: 'GET', path: '/console/duties/export.xlsx', handle: exportBoard },
  { method: 'GET', path: '/console/my-duties', handle: (ctx) => showMine(ctx) },
  { method: 'GET', path: '/console/my-duties/export.xlsx', handle: exportMine },
  { method: 'POST', path: '/console/my-duties', handle: register },
  { method: 'GET', path: '/console/duties/:id', handle: (ctx) => showOne(ctx) },
  { method: 'POST', path: '/console/duties/:id/nil', handle: deed('nil', (act, id, ctx) => nil(act, id, ctx)) },
  {
    method: 'POST',
    path: '/console/duties/:id/proposal',
    handle: deed('proposed', (act, id, ctx) => proposeWithholding(act, id, ended(ctx))),
  },
  {
    method: 'POST',
    path: '/console/duties/:id/withholding',
    handle: deed('withheld', (act, id, ctx) => withhold(act, id, ended(ctx))),
  },
  {
    method: 'POST',
    path: '/console/duties/:id/declining',
    handle: deed('declined', (act, id, ctx) => declineProposal(act, id, ctx.form.text('why'))),
  },
  {
    method: 'POST',
    path: '/console/duties/:id/reopening',
    handle: deed('reopened', (act, id, ctx) => reopen(act, id, ctx.form.text('why'), { returnsOnly: true })),
  },
];

const notices: Readonly<Record<string, string>> = {
  nil: '已声明本期无，公开页面即时更新。',
  proposed: '建议已提交政务公开办，决定以前时限照算。',
  withheld: '已发布不予公开说明。',
  declined: '建议未采纳，任务仍须公开。',
  reopened: '任务已重新打开，到期日不变。',
  registered: '已登记，时限从形成之日起算。',
};

function ended(ctx: Ctx): { ground: string; explanation: string } {
  return { ground: ctx.form.line('ground'), explanation: ctx.form.text('explanation') };
}

function nil(act: Act, id: DutyId, ctx: Ctx): Promise<Outcome<null, DutyRefusal>> {
  return declareNil(act, id, ctx.form.text('note'), { despiteDocument: ctx.form.checked('despite') });
}

/** A form on the page of one duty: done and back to it, or the page again with what is wrong. */
function deed(
  name: string,
  work: (act: Act, id: DutyId, ctx: Ctx) => Promise<Outcome<unknown, DutyRefusal>>,
): (ctx: Ctx) => Promise<Reply> {
  return async (ctx) => {
    const id = parseId<DutyId>(ctx.params.id ?? '');
    if (!id || !(await dutyById(ctx.town.db, id))) return notFoundReply(ctx);
    const outcome = await perform(ctx.town, ctx.actor(), `duty-${name}`, (act) => work(act, id, ctx));
    if (!outcome.ok) return showOne(ctx, outcome.refusals);
    return seeOther(`/console/duties/${id}?done=${name}`);
  };
}

async function showBoard(ctx: Ctx): Promise<Reply> {
  const { db } = ctx.town;
  const filter = filterOf(ctx.query);
  const known = await listOrgans(db, { includeClosed: true });
  const { duties, total } = await dutiesOf(db, filtersFor(filter, known, ctx.today), { page: filter.page, pageSize: PAGE });
  return consolePage(
    ctx,
    { title: '督办板', current: 'duties' },
    <BoardPage
      lines={await boardByOrgan(db, ctx.today)}
      known={known}
      filter={filter}
      selects={selectsFor(filter, known, await listItems(db), true)}
      duties={duties}
      total={total}
      pageSize={PAGE}
      calendar={await calendarOf(db)}
      today={ctx.today}
      organs={new Map(known.map((o) => [o.id, o.name]))}
    />,
  );
}

async function sheetOf(ctx: Ctx, name: string, duties: readonly Duty[]): Promise<Reply> {
  const organs = await organNames(ctx.town.db);
  return sheetReply(
    `${name}${ctx.today}.xlsx`,
    dutyColumnHeads,
    duties.map((d) => dutyRow(d, organs, ctx.today)),
  );
}

async function exportBoard(ctx: Ctx): Promise<Reply> {
  const { db } = ctx.town;
  const filters = filtersFor(filterOf(ctx.query), await listOrgans(db, { includeClosed: true }), ctx.today);
  return sheetOf(ctx, '公开任务', (await dutiesOf(db, filters, { page: 1, pageSize: MOST_ROWS })).duties);
}

async function mine(ctx: Ctx, text: string): Promise<Duty[]> {
  const organ = ctx.actor().organId;
  if (!organ) return [];
  return (await dutiesOf(ctx.town.db, { organ, state: 'open', text }, { page: 1, pageSize: 1000 })).duties;
}

async function showMine(ctx: Ctx, refusals: readonly Refusal<DutyRefusal>[] = []): Promise<Reply> {
  const { db } = ctx.town;
  const q = ctx.query.line('q').slice(0, 100);
  const all = await mine(ctx, '');
  return consolePage(
    ctx,
    {
      title: '我的应公开',
      current: 'my-duties',
      notice: ctx.query.wordFrom('done', notices),
      status: refusals.length > 0 ? 422 : 200,
    },
    <MyDutiesPage
      ctx={ctx}
      organName={ctx.visitor?.staff.organName ?? ''}
      all={all}
      shown={q === '' ? all : await mine(ctx, q)}
      q={q}
      items={(await listItems(db)).filter((i) => i.closedOn === null)}
      problems={problemsOf(refusals, catalogueWords)}
      mayDraft={ctx.actor().roles.some((role) => draftingRoles.includes(role))}
      calendar={await calendarOf(db)}
      organs={await organNames(db)}
    />,
  );
}

async function exportMine(ctx: Ctx): Promise<Reply> {
  return sheetOf(ctx, '我的应公开', await mine(ctx, ctx.query.line('q').slice(0, 100)));
}

async function register(ctx: Ctx): Promise<Reply> {
  const actor = ctx.actor();
  const createdOn = parseDay(ctx.form.line('createdOn'));
  if (!actor.organId) return showMine(ctx, [{ code: 'organ-unknown' }]);
  if (!createdOn) return showMine(ctx, [{ code: 'created-missing', field: 'createdOn' }]);
  const formation = {
    itemCode: ctx.form.line('item'),
    organId: actor.organId,
    createdOn,
    subject: ctx.form.line('subject'),
    limit: ctx.form.line('limit') || null,
  };
  const outcome = await perform(ctx.town, actor, 'register-formation', (act) => registerFormation(act, formation));
  return outcome.ok ? seeOther('/console/my-duties?done=registered') : showMine(ctx, outcome.refusals);
}

async function showOne(ctx: Ctx, refusals: readonly Refusal<DutyRefusal>[] = []): Promise<Reply> {
  const { db } = ctx.town;
  const id = parseId<DutyId>(ctx.params.id ?? '');
  const duty = id && (await dutyById(db, id));
  if (!duty) return notFoundReply(ctx);
  const actor = ctx.actor();
  const problems: Problem[] = problemsOf(refusals, catalogueWords);
  const office = actor.roles.includes('openness-office');
  const clerk = !office && clerks.some((r) => actor.roles.includes(r));
  const own = actor.organId === duty.organId && clerks.some((r) => actor.roles.includes(r));
  return consolePage(
    ctx,
    {
      title: dutyTitle(duty),
      current: clerk ? 'my-duties' : 'duties',
      crumbs: [
        clerk ? { label: '我的应公开', href: '/console/my-duties' } : { label: '督办板', href: '/console/duties' },
        { label: dutyTitle(duty) },
      ],
      notice: ctx.query.wordFrom('done', notices),
      status: problems.length > 0 ? 422 : 200,
    },
    <DutyPage
      ctx={ctx}
      duty={duty}
      history={await dutyHistory(db, duty.id)}
      calendar={await calendarOf(db)}
      organs={await organNames(db)}
      own={own}
      office={office}
      mayDraft={office || actor.roles.some((role) => draftingRoles.includes(role))}
      problems={problems}
    />,
  );
}
