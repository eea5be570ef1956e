// The audit administrator's reading room. Reading is itself a deed: one row for each view, and nothing is shown before it is written.
import { consolePage } from '../../kit/console-page/part.tsx';
import { perform } from '../../platform/act/act.ts';
import { verifyAuditAtOnce } from '../../platform/act/audit.ts';
import { type Reply, seeOther } from '../../platform/http/reply.ts';
import type { ConsoleEntry, Ctx, Route } from '../../platform/http/route.ts';
import { sheetReply } from '../../platform/http/sheet.ts';
import { noteStanding, standings } from '../../platform/standing.ts';
import { canonicalJson } from '../../town/canonical-json.ts';
import { instantOf, parseDay } from '../../town/day.ts';
import { done } from '../../town/outcome.ts';
import { AuditPage, toTheSecond, type TypedFilter } from './audit-page.tsx';
import { subjectWord, verbWord } from './audit-words.ts';
import { auditCount, type AuditFilter, auditRows, type AuditRow, auditVerbs, wasRead } from './read-audit.ts';
import { type SubjectNames, subjectNames } from './subject-names.ts';

const PAGE = 50;
const MOST_EXPORTED = 50_000;
const VIEW_HOLDS_MS = 8 * 3_600_000;

export const auditNav: readonly ConsoleEntry[] = [
  { key: 'audit', group: '监督', label: '审计记录', href: '/console/audit', policy: { roles: ['audit-admin'] } },
];

export const auditRoutes: readonly Route[] = [
  { method: 'GET', path: '/console/audit', handle: (ctx) => show(ctx) },
  { method: 'GET', path: '/console/audit/export.xlsx', handle: exported },
  { method: 'POST', path: '/console/audit/verify', handle: verify },
];

function read(ctx: Ctx): { typed: TypedFilter; filter: AuditFilter; problems: string[] } {
  const line = (name: string): string => ctx.query.line(name).slice(0, 200);
  const typed = { from: line('from'), to: line('to'), person: line('person'), verb: line('verb'), text: line('text') };
  const filter = { ...typed, from: parseDay(typed.from), to: parseDay(typed.to) };
  const problems: string[] = [];
  for (const [name, label] of [
    ['from', '开始日期'],
    ['to', '结束日期'],
  ] as const) {
    if (typed[name] !== '' && filter[name] === null)
      problems.push(`${label}“${typed[name]}”不是有效的日期，请按 2026-11-23 的样子填写。`);
  }
  if (filter.from && filter.to && filter.from > filter.to) problems.push('开始日期晚于结束日期，请调整。');
  return { typed, filter, problems };
}

function numberOf(ctx: Ctx, name: string): number | null {
  const text = ctx.query.line(name);
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null;
}

function address(typed: TypedFilter, more: Readonly<Record<string, string>> = {}, path = '/console/audit'): string {
  const params = new URLSearchParams(Object.entries({ ...typed, ...more }).filter(([, v]) => v !== ''));
  return params.size === 0 ? path : `${path}?${params}`;
}

/** Turning pages of a view that is on record is no new view. */
async function recordView(ctx: Ctx, filter: AuditFilter, turning: boolean): Promise<void> {
  const accountId = ctx.visitor?.session.accountId ?? null;
  const since = instantOf(Date.parse(ctx.at) - VIEW_HOLDS_MS);
  if (turning && (await wasRead(ctx.town.db, accountId, `"filter":${canonicalJson(filter)}`, since))) return;
  await perform(ctx.town, ctx.actor(), 'audit.read', async (act) => {
    act.record('audit', { filter });
    return done(null);
  });
}

/** Names of what the rows were done to, and of the organs of who did it. */
function namesOf(ctx: Ctx, rows: readonly AuditRow[]): Promise<SubjectNames> {
  return subjectNames(
    ctx,
    rows.map((r) => r.subject),
  );
}

async function show(ctx: Ctx): Promise<Reply> {
  const { db } = ctx.town;
  const { typed, filter, problems } = read(ctx);
  const [before, after] = [numberOf(ctx, 'before'), numberOf(ctx, 'after')];
  let rows: readonly AuditRow[] = [];
  let count = 0;
  if (problems.length === 0) {
    await recordView(ctx, filter, before !== null || after !== null);
    count = await auditCount(db, filter);
    rows = await auditRows(db, filter, { before, after }, PAGE);
  }
  const [first, last] = [rows[0], rows.at(-1)];
  const hasNewer = first !== undefined && (await auditRows(db, filter, { after: first.seq }, 1)).length > 0;
  const hasOlder = last !== undefined && (await auditRows(db, filter, { before: last.seq }, 1)).length > 0;
  const { 'audit-verified': verified } = await standings(db);
  return consolePage(
    ctx,
    {
      title: '审计记录',
      current: 'audit',
      notice: ctx.query.line('done') === 'verified' ? '已重新核验整条审计链，结果如下。' : undefined,
      status: problems.length > 0 ? 422 : 200,
    },
    AuditPage({
      ctx,
      typed,
      problems,
      verbs: await auditVerbs(db),
      rows,
      count,
      names: await namesOf(ctx, rows),
      verified,
      newest: address(typed),
      newer: hasNewer ? address(typed, { after: String(first.seq) }) : null,
      older: hasOlder ? address(typed, { before: String(last.seq) }) : null,
      exportHref: address(typed, {}, '/console/audit/export.xlsx'),
      mostExported: MOST_EXPORTED,
    }),
  );
}

const head = [
  { title: '序号', width: 10 },
  { title: '时间', width: 20 },
  { title: '何人', width: 14 },
  { title: '单位', width: 16 },
  { title: '网络地址', width: 18 },
  { title: '动作', width: 20 },
  { title: '动作代码', width: 24 },
  { title: '对象', width: 40 },
  { title: '内容', width: 80 },
  { title: '哈希', width: 20 },
];

async function exported(ctx: Ctx): Promise<Reply> {
  const { db } = ctx.town;
  const { typed, filter, problems } = read(ctx);
  if (problems.length > 0) return seeOther(address(typed));
  const count = Math.min(await auditCount(db, filter), MOST_EXPORTED);
  await perform(ctx.town, ctx.actor(), 'audit.export', async (act) => {
    act.record('audit', { filter, rows: count });
    return done(null);
  });
  const cells: (string | number | null)[][] = [];
  for (let before: number | null = null; cells.length < count; ) {
    const rows: AuditRow[] = await auditRows(db, filter, { before }, Math.min(2_000, count - cells.length));
    if (rows.length === 0) break;
    const names = await namesOf(ctx, rows);
    for (const r of rows) {
      const who = [r.actor, r.organId ? (names.get(`organ:${r.organId}`)?.name ?? '') : null, r.from];
      const what = [verbWord(r.verb), r.verb, subjectWord(r.subject, names), JSON.stringify(r.detail), r.hash];
      cells.push([r.seq, toTheSecond(r.at), ...who, ...what]);
    }
    before = rows.at(-1)!.seq;
  }
  return sheetReply(`审计记录${ctx.today}`, head, cells);
}

async function verify(ctx: Ctx): Promise<Reply> {
  const { town } = ctx;
  const report = await verifyAuditAtOnce(town.db);
  await perform(town, ctx.actor(), 'audit.verify', async (act) => {
    act.record('audit', { ...report });
    return done(null);
  });
  await noteStanding(town, 'audit-verified', { at: ctx.at, ...report });
  if (report.brokenAt !== null) town.log.error({ brokenAt: report.brokenAt }, 'the audit chain does not hold');
  return seeOther('/console/audit?done=verified');
}
