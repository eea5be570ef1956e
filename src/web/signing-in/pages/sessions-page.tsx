// All living sessions of the town, for the security administrator.
import { consolePage } from '../../../kit/console-page/part.tsx';
import { FilterBar } from '../../../kit/filter-bar/part.tsx';
import { type Problem, ProblemSummary } from '../../../kit/problem-summary/part.tsx';
import type { SessionLine } from '../../../platform/auth/sessions.ts';
import type { PageReply } from '../../../platform/http/reply.ts';
import type { Ctx } from '../../../platform/http/route.ts';
import { SessionTable } from './session-table.tsx';

export interface SessionsPageProps {
  sessions: readonly (SessionLine & { who: string })[];
  query: string;
  problems: readonly Problem[];
  notice?: string;
  status?: number;
}

export function sessionsPage(ctx: Ctx, { sessions, query, problems, notice, status }: SessionsPageProps): PageReply {
  return consolePage(
    ctx,
    { title: '正在登录', current: 'sessions', notice, status },
    <>
      <ProblemSummary problems={problems} />
      <FilterBar
        action="/console/sessions"
        search={{ name: 'q', label: '姓名、用户名或网络地址', value: query }}
        count={sessions.length}
        unit="处登录"
        clearHref={query === '' ? undefined : '/console/sessions'}
        download={{
          href: `/console/sessions/export.xlsx${query === '' ? '' : `?q=${encodeURIComponent(query)}`}`,
        }}
      />
      <SessionTable ctx={ctx} sessions={sessions} from="sessions" />
    </>,
  );
}
