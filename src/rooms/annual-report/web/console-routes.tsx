// The openness office makes the year's report; leaders look at it.
import { consolePage } from '../../../kit/console-page/part.tsx';
import { DataTable } from '../../../kit/data-table/part.tsx';
import { DueDate } from '../../../kit/due-date/part.tsx';
import { EmptyState } from '../../../kit/empty-state/part.tsx';
import { notFoundReply } from '../../../kit/not-found/part.tsx';
import { problemsOf } from '../../../kit/problem-summary/part.tsx';
import { TokenField } from '../../../kit/token-field/part.tsx';
import { perform } from '../../../platform/act/act.ts';
import { calendarOf } from '../../../platform/calendar/calendar-store.ts';
import { type Reply, seeOther } from '../../../platform/http/reply.ts';
import type { Ctx, Route } from '../../../platform/http/route.ts';
import { shortTime } from '../../../town/day.ts';
import { explainDue, timeLeft } from '../../../town/deadline.ts';
import { annualReportDue } from '../../../town/law.ts';
import type { Refusal } from '../../../town/outcome.ts';
import { dismissFinding } from '../dismiss-finding.ts';
import { enterFigures } from '../enter-figures.ts';
import { eraNames, eraOf } from '../era.ts';
import { collectFigures } from '../figures/collect.ts';
import { handGroups } from '../figures/by-hand.ts';
import type { FigureSource } from '../figures/figure.ts';
import { gridOf } from '../grid.ts';
import { judgeReport } from '../judge.ts';
import { reportItem, writesReport } from '../may-write.ts';
import { figureBehind, publicReport, type ReportYear, reportYearsOf } from '../reads.ts';
import type { ReportRefusal } from '../refusals.ts';
import { signReport } from '../sign-report.ts';
import { tableForms } from '../tables.ts';
import { annualReportWords } from '../words.ts';
import { beginAnother, beginText, saveText } from '../write-text.ts';
import { figurePath, foreignReportsPath, publicReportPath, reportPath } from './addresses.ts';
import { FigureRecordsView } from './pages/figure-records.tsx';
import type { TypedReason } from './pages/findings-list.tsx';
import { FiguresPage } from './pages/figures-page.tsx';
import { ReportPage } from './pages/report-page.tsx';

const crumb = { label: '年度报告', href: '/console/annual-reports' };
const notices: Readonly<Record<string, string>> = {
  begun: '已建好，可以写了。表格里的数字已由记录填上。',
  saved: '已保存。',
  entered: '数字已保存。',
  dismissed: '说明已保存，重新核对时不再提出这一条。',
  signed: '已签署，稿件已交付公开，请按审查流程送审。',
  another: '已另起一稿。改好后签署：还没有公开的，稿件换成新的，审查从头开始；已经公开的，出新的一版。',
};

type Refusals = readonly Refusal<ReportRefusal>[];

export function consoleRoutes(sources: readonly FigureSource[]): readonly Route[] {
  const post = (path: string, handle: (ctx: Ctx, year: number) => Promise<Reply>): Route => ({
    method: 'POST',
    path: `/console/annual-reports/:year${path}`,
    handle: (ctx) => {
      const year = yearAsked(ctx);
      return year === null ? notFoundReply(ctx) : handle(ctx, year);
    },
  });
  return [
    { method: 'GET', path: '/console/annual-reports', handle: showYears },
    { method: 'GET', path: '/console/annual-reports/:year', handle: (ctx) => showReport(ctx, sources) },
    { method: 'GET', path: '/console/annual-reports/:year/figures', handle: (ctx) => showFigures(ctx, sources) },
    { method: 'GET', path: '/console/annual-reports/:year/figures/:figure', handle: (ctx) => showFigure(ctx, sources) },
    post('', (ctx, year) => begin(ctx, sources, year)),
    post('/text', (ctx, year) => save(ctx, sources, year)),
    post('/figures', (ctx, year) => enter(ctx, sources, year)),
    post('/dismissals', (ctx, year) => dismiss(ctx, sources, year)),
    post('/signing', (ctx, year) => sign(ctx, sources, year)),
    post('/corrections', (ctx, year) => correct(ctx, sources, year)),
  ];
}

/** A year a report was ever owed for; null for anything else in the address. */
export function yearAsked(ctx: Ctx): number | null {
  const asked = ctx.params.year ?? '';
  return /^\d{4}$/.test(asked) && eraOf(Number(asked)) !== null ? Number(asked) : null;
}

function stateOf({ text }: ReportYear): string {
  if (!text) return '没有开始';
  const draft = text.number > 1 ? `另起的第 ${text.number} 稿` : '';
  return text.state === 'signed'
    ? `${text.signedBy}已签署`
    : `${draft || '编写中'}，${text.changedBy} ${shortTime(text.changedAt)} 保存`;
}

async function showYears(ctx: Ctx): Promise<Reply> {
  const { db } = ctx.town;
  const calendar = await calendarOf(db);
  const years = await reportYearsOf(db, ctx.today);
  const mayWrite = writesReport(ctx.actor(), await reportItem(db));
  const soon = years.find(
    (y) => y.text?.state !== 'signed' && y.dueOn >= ctx.today && y.dueOn.slice(0, 4) === ctx.today.slice(0, 4),
  );
  return consolePage(
    ctx,
    { title: '年度报告', current: 'annual-reports' },
    <>
      {soon && (
        <p class="notice">
          {soon.fiscalYear}年度报告应于 {soon.dueOn} 前公开，{timeLeft(calendar, soon.dueOn, ctx.today).text}。
        </p>
      )}
      <DataTable
        caption="各年度报告"
        captionHidden
        rows={years}
        rowKey={(y) => String(y.fiscalYear)}
        empty={<EmptyState title="没有年度" />}
        columns={[
          { label: '年度', kind: 'main', cell: (y) => <a href={reportPath(y.fiscalYear)}>{y.fiscalYear}年度</a> },
          { label: '体例', cell: (y) => eraNames[eraOf(y.fiscalYear) ?? '30'] },
          { label: '状态', cell: (y) => stateOf(y) },
          {
            label: '应公开',
            cell: (y) => (
              <DueDate
                tag={{ tone: 'plain', text: y.dueOn }}
                steps={explainDue(annualReportDue(y.fiscalYear).steps)}
                provisional={false}
              />
            ),
          },
          {
            label: '',
            cell: (y) =>
              !y.text && mayWrite ? (
                <form method="post" action={reportPath(y.fiscalYear)}>
                  <TokenField ctx={ctx} />
                  <button type="submit" class="btn">
                    开始编写
                  </button>
                </form>
              ) : null,
          },
        ]}
      />
      <p>
        <a href={foreignReportsPath}>用来比对的其他单位的报告</a>
      </p>
    </>,
  );
}

interface Typed {
  refusals?: Refusals;
  texts?: ReadonlyMap<string, string>;
  changeNote?: string;
  reason?: TypedReason;
}

async function showReport(ctx: Ctx, sources: readonly FigureSource[], typed: Typed = {}): Promise<Reply> {
  const fiscalYear = yearAsked(ctx);
  const asked = { fiscalYear: fiscalYear ?? 0, today: ctx.today, unit: ctx.town.name };
  const judged = fiscalYear === null ? null : await judgeReport(ctx.town.db, sources, asked);
  if (!judged) return notFoundReply(ctx);
  const isPublic = (await publicReport(ctx.town.db, judged.fiscalYear))?.asSigned === true;
  const title = `${judged.fiscalYear}年度报告`;
  const refusals = typed.refusals ?? [];
  return consolePage(
    ctx,
    {
      title,
      current: 'annual-reports',
      crumbs: [crumb, { label: title }],
      notice: ctx.query.wordFrom('done', notices),
      status: refusals.length > 0 ? 422 : 200,
    },
    <>
      <p>
        {eraNames[judged.era]}，应于 {annualReportDue(judged.fiscalYear).due} 前公开。
        {isPublic && <a href={publicReportPath(judged.fiscalYear)}>看公开页面</a>}
      </p>
      <ReportPage
        ctx={ctx}
        judged={judged}
        typed={typed.texts ?? new Map()}
        changeNote={typed.changeNote ?? judged.text?.changeNote ?? ''}
        reason={typed.reason ?? null}
        problems={problemsOf(refusals, annualReportWords)}
        mayWrite={writesReport(ctx.actor(), judged.item)}
      />
    </>,
  );
}

interface TypedFigures {
  group: string;
  values: ReadonlyMap<string, string>;
  source: string;
}

const nothingTyped: TypedFigures = { group: '', values: new Map(), source: '' };

async function showFigures(
  ctx: Ctx,
  sources: readonly FigureSource[],
  typed: TypedFigures = nothingTyped,
  refusals: Refusals = [],
): Promise<Reply> {
  const fiscalYear = yearAsked(ctx);
  const era = fiscalYear === null ? null : eraOf(fiscalYear);
  if (fiscalYear === null || era === null) return notFoundReply(ctx);
  const { all, tables } = await collectFigures(ctx.town.db, sources, { fiscalYear, era });
  const counted = new Set([...all.values()].filter((c) => c.origin.kind === 'records').map((c) => c.key));
  return consolePage(
    ctx,
    {
      title: '填写数字',
      current: 'annual-reports',
      crumbs: [crumb, { label: `${fiscalYear}年度报告`, href: reportPath(fiscalYear) }, { label: '填写数字' }],
      notice: ctx.query.wordFrom('done', notices),
      status: refusals.length > 0 ? 422 : 200,
    },
    <FiguresPage
      ctx={ctx}
      fiscalYear={fiscalYear}
      groups={handGroups(era, fiscalYear, counted)}
      all={all}
      grids={new Map(tableForms(era).map((f) => [f.id, gridOf(f, tables[f.id])]))}
      typed={typed}
      problems={problemsOf(refusals, annualReportWords).map((p) =>
        p.field === 'source' ? { ...p, field: `source-${typed.group}` } : p,
      )}
    />,
  );
}

async function showFigure(ctx: Ctx, sources: readonly FigureSource[]): Promise<Reply> {
  const fiscalYear = yearAsked(ctx);
  const behind = fiscalYear === null ? null : await figureBehind(ctx.town.db, sources, fiscalYear, ctx.params.figure ?? '');
  if (fiscalYear === null || !behind) return notFoundReply(ctx);
  const title = behind.figure.name;
  return consolePage(
    ctx,
    {
      title,
      current: 'annual-reports',
      crumbs: [crumb, { label: `${fiscalYear}年度报告`, href: reportPath(fiscalYear) }, { label: title }],
    },
    <FigureRecordsView {...behind} hrefOf={(figure) => figurePath(fiscalYear, figure)} />,
  );
}

async function begin(ctx: Ctx, sources: readonly FigureSource[], fiscalYear: number): Promise<Reply> {
  const outcome = await perform(ctx.town, ctx.actor(), 'annual-report.begin', (act) => beginText(act, fiscalYear));
  return outcome.ok ? seeOther(`${reportPath(fiscalYear)}?done=begun`) : showReport(ctx, sources, { refusals: outcome.refusals });
}

/** Fields of a form that begin with a word, by what follows it. */
function fieldsOf(ctx: Ctx, prefix: string): ReadonlyMap<string, string> {
  const names = ctx.form.names().filter((n) => n.startsWith(prefix));
  return new Map(names.map((n) => [n.slice(prefix.length), ctx.form.text(n)]));
}

async function save(ctx: Ctx, sources: readonly FigureSource[], fiscalYear: number): Promise<Reply> {
  const texts = fieldsOf(ctx, 'section-');
  const changeNote = ctx.form.text('changeNote');
  const wish = { fiscalYear, revision: Number(ctx.form.line('revision')), texts, changeNote };
  const outcome = await perform(ctx.town, ctx.actor(), 'annual-report.save', (act) => saveText(act, wish));
  return outcome.ok
    ? seeOther(`${reportPath(fiscalYear)}?done=saved`)
    : showReport(ctx, sources, { refusals: outcome.refusals, texts, changeNote });
}

async function enter(ctx: Ctx, sources: readonly FigureSource[], fiscalYear: number): Promise<Reply> {
  const values = fieldsOf(ctx, 'figure-');
  const group = ctx.form.line('group');
  const source = ctx.form.line(`source-${group}`);
  const wish = { fiscalYear, values, source, replace: ctx.form.checked('replace') };
  const outcome = await perform(ctx.town, ctx.actor(), 'annual-report.enter', (act) => enterFigures(act, sources, wish));
  return outcome.ok
    ? seeOther(`${reportPath(fiscalYear)}/figures?done=entered`)
    : showFigures(ctx, sources, { group, values, source }, outcome.refusals);
}

async function dismiss(ctx: Ctx, sources: readonly FigureSource[], fiscalYear: number): Promise<Reply> {
  const fingerprint = ctx.form.line('fingerprint');
  const wish = { fiscalYear, fingerprint, reason: ctx.form.text(`reason-${fingerprint}`) };
  const outcome = await perform(ctx.town, ctx.actor(), 'annual-report.dismiss', (act) => dismissFinding(act, sources, wish));
  return outcome.ok
    ? seeOther(`${reportPath(fiscalYear)}?done=dismissed#checks`)
    : showReport(ctx, sources, { refusals: outcome.refusals, reason: wish });
}

async function sign(ctx: Ctx, sources: readonly FigureSource[], fiscalYear: number): Promise<Reply> {
  const wish = {
    fiscalYear,
    revision: Number(ctx.form.line('revision')),
    seenSimilar: ctx.form.checked('seenSimilar'),
  };
  const outcome = await perform(ctx.town, ctx.actor(), 'annual-report.sign', (act) => signReport(act, sources, wish));
  return outcome.ok
    ? seeOther(`${reportPath(fiscalYear)}?done=signed#signing`)
    : showReport(ctx, sources, { refusals: outcome.refusals });
}

async function correct(ctx: Ctx, sources: readonly FigureSource[], fiscalYear: number): Promise<Reply> {
  const outcome = await perform(ctx.town, ctx.actor(), 'annual-report.correct', (act) => beginAnother(act, fiscalYear));
  return outcome.ok
    ? seeOther(`${reportPath(fiscalYear)}?done=another`)
    : showReport(ctx, sources, { refusals: outcome.refusals });
}
