// Living sessions, each with a button that ends it.
import type { VNode } from 'preact';
import { type Column, DataTable } from '../../../kit/data-table/part.tsx';
import { EmptyState } from '../../../kit/empty-state/part.tsx';
import { TokenField } from '../../../kit/token-field/part.tsx';
import type { SessionLine } from '../../../platform/auth/sessions.ts';
import type { Ctx } from '../../../platform/http/route.ts';
import { type Instant, isoShanghai, shortTime } from '../../../town/day.ts';

export interface ShownSession extends SessionLine {
  /** Name of the holder; left out in one's own list. */
  who?: string;
}

export interface SessionTableProps {
  ctx: Ctx;
  sessions: readonly ShownSession[];
  /** Page to come back to. */
  from: 'account' | 'sessions';
}

const moment = (at: Instant): VNode => <time dateTime={isoShanghai(at)}>{shortTime(at)}</time>;

export function SessionTable({ ctx, sessions, from }: SessionTableProps): VNode {
  const who: Column<ShownSession> = {
    label: '人员',
    cell: (s) => (
      <>
        {s.who} <span class="muted small">{s.username}</span>
      </>
    ),
  };
  const columns: readonly Column<ShownSession>[] = [
    ...(from === 'sessions' ? [who] : []),
    { label: '设备', cell: (s) => s.device },
    { label: '网络地址', cell: (s) => s.address },
    { label: '登录时间', cell: (s) => moment(s.createdAt) },
    { label: '最近操作', cell: (s) => moment(s.seenAt) },
    {
      label: '操作',
      cell: (s) => (s.tokenHash === ctx.visitor?.session.tokenHash ? '本机' : <EndForm ctx={ctx} session={s} from={from} />),
    },
  ];
  const empty = <EmptyState title={from === 'sessions' ? '没有符合条件的登录' : '没有正在登录的设备'} />;
  return (
    <DataTable caption="正在登录的设备" captionHidden columns={columns} rows={sessions} rowKey={(s) => s.id} empty={empty} />
  );
}

function EndForm({ ctx, session, from }: { ctx: Ctx; session: ShownSession; from: string }): VNode {
  return (
    <form method="post" action={`/console/account/sessions/${session.id}/end`}>
      <TokenField ctx={ctx} />
      <input type="hidden" name="from" value={from} />
      <button class="btn danger" type="submit" aria-label={`结束 ${session.username} 在 ${session.device} 的登录`}>
        结束
      </button>
    </form>
  );
}
