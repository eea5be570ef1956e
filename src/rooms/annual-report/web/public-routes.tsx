// The signed report for everybody: text, tables and pictures as frozen, every figure with what is behind it.
import { Fragment, type VNode } from 'preact';
import { notFoundReply } from '../../../kit/not-found/part.tsx';
import { publicPage } from '../../../kit/public-page/part.tsx';
import type { Reply } from '../../../platform/http/reply.ts';
import type { Ctx, Route } from '../../../platform/http/route.ts';
import { attachment } from '../../../platform/http/sheet.ts';
import { canonicalJson } from '../../../town/canonical-json.ts';
import { dayOf } from '../../../town/day.ts';
import { documentPath } from '../../disclosure/door.ts';
import { gridsOf, sheetGrid } from '../compose.ts';
import type { Counted } from '../figures/collect.ts';
import type { FigureSource } from '../figures/figure.ts';
import { picturesOf } from '../pictures.ts';
import { type FigureBehind, figureBehind, publicReport, type PublicReport } from '../reads.ts';
import { reportFile } from '../report-files.ts';
import type { FrozenReport, FrozenParagraph } from '../frozen.ts';
import { formatFigure } from '../text.ts';
import { publicFigurePath, publicReportPath } from './addresses.ts';
import { yearAsked } from './console-routes.tsx';
import { FigureRecordsView } from './pages/figure-records.tsx';
import { GridTable } from './pages/grid-table.tsx';
import { Pictures } from './pages/pictures.tsx';

export function publicRoutes(sources: readonly FigureSource[]): readonly Route[] {
  return [
    { method: 'GET', path: '/annual-reports/:year', kept: true, handle: (ctx) => showReport(ctx) },
    {
      method: 'GET',
      path: '/annual-reports/:year/figures/:figure',
      kept: true,
      handle: (ctx) => showFigure(ctx, sources),
    },
    { method: 'GET', path: '/annual-reports/:year/report.json', handle: download },
    { method: 'GET', path: '/annual-reports/:year/report.xlsx', handle: download },
    { method: 'GET', path: '/annual-reports/:year/report.docx', handle: download },
    { method: 'GET', path: '/annual-reports/:year/report.pdf', handle: download },
  ];
}

const crumbs = (fiscalYear: number) => [
  { label: '网站首页', href: '/' },
  { label: '年度报告', href: '/annual-reports' },
  { label: `${fiscalYear}年`, href: publicReportPath(fiscalYear) },
];

/** Only what is public and still says what was signed. */
async function found(ctx: Ctx): Promise<(PublicReport & { frozen: FrozenReport }) | null> {
  const year = yearAsked(ctx);
  const report = year === null ? null : await publicReport(ctx.town.db, year);
  return report?.asSigned && report.text.frozen ? { ...report, frozen: report.text.frozen } : null;
}

async function showReport(ctx: Ctx): Promise<Reply> {
  const report = await found(ctx);
  if (!report) return notFoundReply(ctx);
  const { frozen } = report;
  const pictured = await picturesOf(ctx.town.db, frozen);
  const path = publicReportPath(frozen.fiscalYear);
  return publicPage(
    ctx,
    {
      title: frozen.title,
      description: `${frozen.title}：文字、表格，每个数字可以点开看记录。`,
      current: 'annual-reports',
      crumbs: crumbs(frozen.fiscalYear)
        .slice(0, 2)
        .concat({ label: `${frozen.fiscalYear}年`, href: path }),
    },
    <article class="annual-report">
      <h1 class="page-title">{frozen.title}</h1>
      <p>
        每个数字都可以点开，看它由哪些记录算出；标“手”的由人填写，点开看来源。本页与公开的
        <a href={documentPath(report.indexNo)}>文件</a>
        一致，存证见文件页。
      </p>
      <p class="bar">
        下载：<a href={`${path}/report.pdf`}>PDF</a> <a href={`${path}/report.docx`}>Word</a>{' '}
        <a href={`${path}/report.xlsx`}>表格（xlsx）</a> <a href={`${path}/report.json`}>数据（JSON）</a>
      </p>
      <Text frozen={frozen} />
      <Pictures pictures={pictured} />
    </article>,
  );
}

function isByHand(frozen: FrozenReport): (figure: string) => boolean {
  const origins = new Map(frozen.figures.map((f) => [f.key, f.origin]));
  return (figure) => origins.get(figure) === 'hand';
}

/** Every bound figure leads to what is behind it. */
function SignedParagraph(props: {
  paragraph: FrozenParagraph;
  hrefOf(figure: string): string;
  isByHand(figure: string): boolean;
}): VNode {
  const { paragraph, hrefOf, isByHand } = props;
  const { text, claims } = paragraph;
  const ends = [0, ...claims.map((c) => c.at + c.length)];
  return (
    <p>
      {claims.map((c, i) => (
        <Fragment key={c.at}>
          {text.slice(ends[i], c.at)}
          <a href={hrefOf(c.key)} title={c.name}>
            {text.slice(c.at, c.at + c.length)}
          </a>
          {isByHand(c.key) && <sup title="手工填写">手</sup>}
        </Fragment>
      ))}
      {text.slice(ends.at(-1))}
    </p>
  );
}

function Text({ frozen }: { frozen: FrozenReport }): VNode {
  const grids = gridsOf(frozen);
  const sheet = sheetGrid(frozen);
  const hrefOf = (figure: string): string => publicFigurePath(frozen.fiscalYear, figure);
  const hand = isByHand(frozen);
  return (
    <>
      {frozen.sections.map((s) => {
        const grid = grids.get(s.id);
        return (
          <section key={s.id}>
            {s.title && <h2>{s.title}</h2>}
            {s.paragraphs.map((p) => (
              <SignedParagraph key={p.text} paragraph={p} hrefOf={hrefOf} isByHand={hand} />
            ))}
            {grid && <GridTable grid={grid} hrefOf={hrefOf} isByHand={hand} />}
          </section>
        );
      })}
      {sheet && (
        <section>
          <h2>附表　{sheet.caption}</h2>
          <GridTable grid={sheet} hrefOf={hrefOf} isByHand={hand} />
        </section>
      )}
    </>
  );
}

async function showFigure(ctx: Ctx, sources: readonly FigureSource[]): Promise<Reply> {
  const report = await found(ctx);
  const key = ctx.params.figure ?? '';
  const frozen = report?.frozen.figures.find((f) => f.key === key);
  const behind = report && frozen ? await figureBehind(ctx.town.db, sources, report.frozen.fiscalYear, key) : null;
  if (!report || !frozen || !behind) return notFoundReply(ctx);
  const { fiscalYear } = report.frozen;
  return publicPage(
    ctx,
    {
      title: `${frozen.name}（${fiscalYear}年）`,
      current: 'annual-reports',
      crumbs: [...crumbs(fiscalYear), { label: frozen.name }],
    },
    <>
      <h1 class="page-title">{frozen.name}</h1>
      {behind.records && behind.figure.value !== frozen.value && (
        <p class="notice">
          报告签署时是 <b>{frozen.value === null ? '未填' : formatFigure(frozen.value)}</b>，以后记录有变动，下面是现在的记录。
        </p>
      )}
      <FigureRecordsView {...asSigned(behind, report.frozen)} hrefOf={(figure) => publicFigurePath(fiscalYear, figure)} />
      {frozen.origin === 'hand' && <p>来源：{frozen.source}</p>}
    </>,
  );
}

/** Public records may be looked at as they are now. What was entered by hand since went through no review and stays inside. */
function asSigned(behind: FigureBehind, report: FrozenReport): FigureBehind {
  const signed = new Map(report.figures.map((f) => [f.key, f.value]));
  const then = (figure: Counted): Counted => ({ ...figure, value: signed.get(figure.key) ?? null });
  return {
    figure: behind.records ? behind.figure : then(behind.figure),
    records: behind.records,
    parts: behind.parts.filter((p) => signed.has(p.key)).map(then),
    entries: [],
  };
}

async function download(ctx: Ctx): Promise<Reply> {
  const report = await found(ctx);
  if (!report) return notFoundReply(ctx);
  const { frozen, text } = report;
  const kind = ctx.path.split('?')[0]!.split('.').pop() ?? '';
  const name = `${frozen.title}.${kind}`;
  if (kind === 'json') {
    const body = canonicalJson({ frozen, sha256: text.frozenHash, signedAt: text.signedAt, indexNo: report.indexNo });
    return { kind: 'text', status: 200, type: 'application/json; charset=utf-8', body, headers: attachment(name) };
  }
  const file = await reportFile(kind, frozen, dayOf(text.signedAt ?? ctx.at));
  return file ? { kind: 'bytes', type: file.type, body: file.bytes, headers: attachment(name) } : notFoundReply(ctx);
}
