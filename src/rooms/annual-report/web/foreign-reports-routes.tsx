// Reports of other towns to compare with, handed in and taken away.
import { consolePage } from '../../../kit/console-page/part.tsx';
import { notFoundReply } from '../../../kit/not-found/part.tsx';
import { type Problem, problemsOf } from '../../../kit/problem-summary/part.tsx';
import { perform } from '../../../platform/act/act.ts';
import { type Reply, seeOther } from '../../../platform/http/reply.ts';
import type { Ctx, Route } from '../../../platform/http/route.ts';
import { parseId } from '../../../town/ids.ts';
import {
  addForeignReport,
  type ForeignReportId,
  foreignReports,
  readForeignReport,
  removeForeignReport,
} from '../foreign-reports.ts';
import { reportItem, writesReport } from '../may-write.ts';
import { unreadSentence } from '../read-report/unread.ts';
import { annualReportWords } from '../words.ts';
import { foreignReportsPath } from './addresses.ts';
import { ForeignReportsPage } from './pages/foreign-reports-page.tsx';

const UPLOAD_LIMIT = 60 * 1024 * 1024;

async function show(ctx: Ctx, problems: readonly Problem[] = []): Promise<Reply> {
  const { db } = ctx.town;
  const title = '用来比对的报告';
  return consolePage(
    ctx,
    {
      title,
      current: 'annual-reports',
      crumbs: [{ label: '年度报告', href: '/console/annual-reports' }, { label: title }],
      notice: ctx.query.wordFrom('done', { added: '已放入，今后编写报告时一并比对。', removed: '已移除。' }),
      status: problems.length > 0 ? 422 : 200,
    },
    <ForeignReportsPage
      ctx={ctx}
      reports={await foreignReports(db)}
      mayWrite={writesReport(ctx.actor(), await reportItem(db))}
      problems={problems}
    />,
  );
}

async function add(ctx: Ctx): Promise<Reply> {
  const file = ctx.form.files.find((f) => f.field === 'file' && f.name !== '');
  if (!file) return show(ctx, problemsOf([{ code: 'file-missing', field: 'file' }], annualReportWords));
  const read = await readForeignReport(file);
  if (!read.ok)
    return show(
      ctx,
      read.refusals.map((r): Problem => ({ field: 'file', sentence: unreadSentence(r) })),
    );
  const added = await perform(ctx.town, ctx.actor(), 'annual-report.add-foreign', (act) =>
    addForeignReport(act, read.value, ctx.form.line('unit')),
  );
  return added.ok ? seeOther(`${foreignReportsPath}?done=added`) : show(ctx, problemsOf(added.refusals, annualReportWords));
}

async function remove(ctx: Ctx): Promise<Reply> {
  const id = parseId<ForeignReportId>(ctx.params.id ?? '');
  if (!id) return notFoundReply(ctx);
  const removed = await perform(ctx.town, ctx.actor(), 'annual-report.remove-foreign', (act) => removeForeignReport(act, id));
  return removed.ok ? seeOther(`${foreignReportsPath}?done=removed`) : show(ctx, problemsOf(removed.refusals, annualReportWords));
}

export const foreignReportsRoutes: readonly Route[] = [
  { method: 'GET', path: foreignReportsPath, handle: (ctx) => show(ctx) },
  { method: 'POST', path: foreignReportsPath, bodyLimit: UPLOAD_LIMIT, handle: add },
  { method: 'POST', path: `${foreignReportsPath}/:id/removal`, handle: remove },
];
