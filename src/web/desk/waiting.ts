// How much waits for the visitor, for the figures in the console's menu: counted from the worklist itself, and requests by the
// rule of their own list (轮到我办的), so that menu and list never differ.
import { newestAuditRow } from '../../platform/act/audit.ts';
import type { Ctx } from '../../platform/http/route.ts';
import { requestsWaiting } from '../../rooms/requests/door.ts';
import type { Day } from '../../town/day.ts';
import type { AccountId } from '../../town/ids.ts';
import { deskOf } from './desk.ts';
import type { WorkLine } from './work.ts';

export type Waiting = ReadonlyMap<string, number>;

interface Kept {
  auditSeq: number;
  today: Day;
  waiting: Waiting;
}

const MOST_KEPT = 500;

function isText(line: WorkLine): boolean {
  return line.href.startsWith('/console/drafts/') || line.href.startsWith('/console/reviews/');
}

export function countsOf(lines: readonly WorkLine[]): Waiting {
  return new Map([
    ['desk', lines.length],
    ['drafts', lines.filter(isText).length],
    ['staff', lines.filter((l) => l.kind === '岗位').length],
  ]);
}

/** By key of the menu's entries. One query while nothing has happened in the town since the last page. */
export function waitingCounter(): (ctx: Ctx) => Promise<Waiting> {
  const kept = new Map<AccountId, Kept>();
  return async (ctx) => {
    const { visitor, town, today } = ctx;
    if (visitor?.session.stage !== 'full') return new Map();
    const { accountId } = visitor.session;
    const auditSeq = await newestAuditRow(town.db);
    const known = kept.get(accountId);
    if (known?.auditSeq === auditSeq && known.today === today) return known.waiting;
    const { lines } = await deskOf(town, ctx.actor(), today);
    const waiting = new Map([...countsOf(lines), ['requests', await requestsWaiting(town.db, ctx.actor(), today)]]);
    kept.delete(accountId);
    kept.set(accountId, { auditSeq, today, waiting });
    if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!);
    return waiting;
  };
}
