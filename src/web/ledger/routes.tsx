// The ledger's pages and the two texts that go with the log: its key and its policy.
import { readFile } from 'node:fs/promises';
import { EmptyState } from '../../kit/empty-state/part.tsx';
import { notFoundReply } from '../../kit/not-found/part.tsx';
import { publicPage } from '../../kit/public-page/part.tsx';
import { policyFile, readPolicy } from '../../ledger/ask-witnesses.ts';
import { fromUtf8, toBase64 } from '../../ledger/format/bytes.ts';
import { formatCheckpoint } from '../../ledger/format/checkpoint.ts';
import { parseEntry } from '../../ledger/format/entry.ts';
import { quorumMet } from '../../ledger/format/policy.ts';
import type { PublishedCheckpoint } from '../../ledger/log-files.ts';
import { entryReader, publishedCheckpoint, publishedLog, standingNow } from '../../ledger/read-log.ts';
import { overdueOn } from '../../ledger/standing-fold.ts';
import { checkpointAt, type LedgerHead, mismatches, readHead } from '../../ledger/store.ts';
import { lineCount } from '../../platform/act/outbox.ts';
import { csvReply, type SheetCell } from '../../platform/http/sheet.ts';
import { type Reply, text } from '../../platform/http/reply.ts';
import type { Ctx, Route } from '../../platform/http/route.ts';
import { standings } from '../../platform/standing.ts';
import { dutiesNamed, dutyTitle, overdueCount } from '../../rooms/catalogue/door.ts';
import { lastPage, pageWithin, readPage } from '../../rooms/disclosure/door.ts';
import { listOrgans } from '../../rooms/people/door.ts';
import type { Instant } from '../../town/day.ts';
import { LedgerPage, type LedgerView, type WitnessLine } from './ledger-page.tsx';
import { type OverdueLine, OverduePage } from './overdue-page.tsx';
import { SheetPage } from './sheet-page.tsx';

const RECENT = 12;
const PAGE = 30;
const home = { label: '网站首页', href: '/' };
const open = { 'access-control-allow-origin': '*', 'cache-control': 'no-cache' };

async function organNames(ctx: Ctx): Promise<Map<string, string>> {
  return new Map((await listOrgans(ctx.town.db, { includeClosed: true })).map((o) => [o.code, o.name]));
}

/** Who of the policy's witnesses has signed a checkpoint, and when. */
async function witnessLines(
  ctx: Ctx,
  size: number,
): Promise<{ lines: WitnessLine[]; quorum: LedgerView['quorum']; signedAt: Instant | null }> {
  const policy = await readPolicy(ctx.town.ledgerFolder);
  const row = await checkpointAt(ctx.town.db, size);
  const signed = new Map(row?.witnesses.map((w) => [w.name, w.at]) ?? []);
  const lines = policy.witnesses.map((w) => ({ label: w.name, name: w.key.name, at: signed.get(w.key.name) ?? null }));
  const met = quorumMet(policy, new Set(policy.witnesses.filter((w) => signed.has(w.key.name)).map((w) => w.name)));
  const quorum = policy.quorum === 'none' ? 'none' : met ? 'met' : 'missing';
  return { lines, quorum, signedAt: row?.signedAt ?? null };
}

async function recentEntries(ctx: Ctx, size: number): Promise<LedgerView['recent']> {
  const read = entryReader(publishedLog(ctx.town), size);
  const found: { index: number; entry: LedgerView['recent'][number]['entry'] }[] = [];
  for (let index = size - 1; index >= Math.max(0, size - RECENT); index--) {
    const entry = parseEntry((await read(index)) ?? '');
    if (entry) found.push({ index, entry });
  }
  return found;
}

async function ledgerOf(ctx: Ctx): Promise<{ head: LedgerHead; checkpoint: PublishedCheckpoint } | null> {
  const head = await readHead(ctx.town.db);
  const checkpoint = head && (await publishedCheckpoint(ctx.town));
  return head && checkpoint ? { head, checkpoint } : null;
}

/** A town is prepared before its ledger is made; its pages all link here. */
function notYet(ctx: Ctx): Reply {
  return publicPage(
    ctx,
    { title: '公开存证', crumbs: [home, { label: '公开存证' }], current: 'catalogue' },
    <>
      <h1 class="page-title">公开存证</h1>
      <EmptyState title="还没有建立">
        <p>建立以后，每一件公开行为都写在这里，谁都可以核对。</p>
      </EmptyState>
    </>,
  );
}

async function showLedger(ctx: Ctx): Promise<Reply> {
  const ledger = await ledgerOf(ctx);
  if (!ledger) return notYet(ctx);
  const { db } = ctx.town;
  const { size, root } = ledger.checkpoint;
  const { lines, quorum, signedAt } = await witnessLines(ctx, size);
  const checked = (await standings(db))['self-check'];
  const view: LedgerView = {
    origin: ledger.head.origin,
    vkey: ledger.head.vkey,
    size,
    root: toBase64(root),
    signedAt,
    waiting: (await lineCount(db)) - size,
    witnesses: lines,
    quorum,
    overdue: overdueOn(await standingNow(ctx.town), ctx.today).length,
    recent: await recentEntries(ctx, size),
    organs: await organNames(ctx),
    mismatches: await mismatches(db),
    checkedAt: checked?.at ?? null,
    demo: ctx.town.demo,
    publicUrl: ctx.site.publicUrl,
  };
  const description = `${ctx.town.name}的公开存证：每一件公开行为都写进只能追加的存证，谁都可以核对。`;
  return publicPage(
    ctx,
    { title: '公开存证', description, crumbs: [home, { label: '公开存证' }], current: 'catalogue' },
    <LedgerPage view={view} />,
  );
}

async function overdueLines(ctx: Ctx): Promise<OverdueLine[]> {
  const standing = await standingNow(ctx.town);
  const overdue = overdueOn(standing, ctx.today);
  const names = await organNames(ctx);
  const duties = new Map(
    (
      await dutiesNamed(
        ctx.town.db,
        overdue.map((d) => d.id),
      )
    ).map((d) => [d.id as string, d]),
  );
  return overdue.map((d) => {
    const duty = duties.get(d.id);
    return {
      id: d.id,
      title: duty ? dutyTitle(duty) : null,
      itemCode: duty?.itemCode ?? null,
      org: d.org,
      organName: names.get(d.org) ?? d.org,
      due: d.due,
      days: d.days,
      index: d.registeredAt,
    };
  });
}

async function showOverdue(ctx: Ctx): Promise<Reply> {
  const ledger = await ledgerOf(ctx);
  if (!ledger) return notFoundReply(ctx);
  const all = await overdueLines(ctx);
  const organ = ctx.query.line('organ');
  const chosen = organ === '' ? all : all.filter((l) => l.org === organ);
  const asked = readPage(ctx.query);
  const page = pageWithin(asked.page, lastPage(chosen.length, PAGE), []);
  const organs = [...new Map(all.map((l) => [l.org, l.organName]))].map(([value, label]) => ({ value, label }));
  const view = {
    lines: chosen.slice((page - 1) * PAGE, page * PAGE),
    total: chosen.length,
    page,
    pageSize: PAGE,
    organ,
    organs,
    size: ledger.checkpoint.size,
    agrees: (await overdueCount(ctx.town.db, ctx.today)) === all.length,
    today: ctx.today,
  };
  const crumbs = [home, { label: '公开存证', href: '/ledger' }, { label: '逾期未公开清单' }];
  return publicPage(ctx, { title: '逾期未公开清单', crumbs, current: 'catalogue' }, <OverduePage view={view} />);
}

async function overdueCsv(ctx: Ctx): Promise<Reply> {
  if (!(await ledgerOf(ctx))) return notFoundReply(ctx);
  const organ = ctx.query.line('organ');
  const lines = (await overdueLines(ctx)).filter((l) => organ === '' || l.org === organ);
  async function* rows(): AsyncGenerator<readonly SheetCell[]> {
    for (const l of lines) yield [l.title ?? '', l.itemCode ?? '', l.organName, l.due, l.days, l.index, l.id];
  }
  const heads = ['事项', '目录', '责任机构', '到期日', '逾期天数', '存证号', '任务编号'];
  return csvReply(`${ctx.town.name}逾期未公开${ctx.today}`, heads, rows());
}

async function showSheet(ctx: Ctx): Promise<Reply> {
  const ledger = await ledgerOf(ctx);
  if (!ledger) return notFoundReply(ctx);
  const { checkpoint, head } = ledger;
  const { lines, signedAt } = await witnessLines(ctx, checkpoint.size);
  const view = {
    town: ctx.town.name,
    origin: head.origin,
    size: checkpoint.size,
    root: toBase64(checkpoint.root),
    signedAt,
    vkey: head.vkey,
    witnesses: lines,
    text: formatCheckpoint(checkpoint),
    publicUrl: ctx.site.publicUrl,
    at: ctx.at,
  };
  const crumbs = [home, { label: '公开存证', href: '/ledger' }, { label: '存证快照' }];
  return publicPage(ctx, { title: '公开存证快照', crumbs, current: 'catalogue' }, <SheetPage view={view} />);
}

async function sendVkey(ctx: Ctx): Promise<Reply> {
  const head = await readHead(ctx.town.db);
  return head ? text(`${head.vkey}\n`, undefined, 200, open) : notFoundReply(ctx);
}

async function sendPolicy(ctx: Ctx): Promise<Reply> {
  if (!(await ledgerOf(ctx))) return notFoundReply(ctx);
  return text(fromUtf8(await readFile(policyFile(ctx.town.ledgerFolder))) ?? '', undefined, 200, open);
}

export const ledgerRoutes: readonly Route[] = [
  { method: 'GET', path: '/ledger', handle: showLedger },
  { method: 'GET', path: '/ledger/overdue', handle: showOverdue },
  { method: 'GET', path: '/ledger/overdue.csv', handle: overdueCsv },
  { method: 'GET', path: '/ledger/sheet', handle: showSheet },
  { method: 'GET', path: '/ledger/vkey', handle: sendVkey },
  { method: 'GET', path: '/ledger/policy', handle: sendPolicy },
];
