// The console's home: 待办, and the same as a workbook.
import { consolePage } from '../../kit/console-page/part.tsx';
import { allows } from '../../platform/http/policy.ts';
import type { Reply } from '../../platform/http/reply.ts';
import type { ConsoleEntry, Ctx, Route } from '../../platform/http/route.ts';
import { sheetReply } from '../../platform/http/sheet.ts';
import { type Calendar, dayKindNames } from '../../town/calendar.ts';
import { type Day, longDay, weekday } from '../../town/day.ts';
import type { Role } from '../../town/roles.ts';
import { policies } from '../policy.ts';
import { deskOf } from './desk.ts';
import { DeskPage } from './desk-page.tsx';
import { filtered, type WorkFilter, type WorkLine } from './work.ts';

const PAGE = 50;

export const deskNav: readonly ConsoleEntry[] = [{ key: 'desk', group: '', label: '待办', href: '/console', policy: 'staff' }];

export const deskRoutes: readonly Route[] = [
  { method: 'GET', path: '/console', handle: show },
  { method: 'GET', path: '/console/export.xlsx', handle: exported },
];

/** What one may begin from here; each is shown to those whom its own address lets in. */
const actions = [
  { label: '拟稿', href: '/console/drafts/new' },
  { label: '登记新形成的信息', href: '/console/my-duties' },
  { label: '审计记录', href: '/console/audit' },
  { label: '督办板', href: '/console/duties' },
  { label: '公开目录', href: '/console/catalogue' },
  { label: '人员与岗位', href: '/console/staff' },
  { label: '机构', href: '/console/organs' },
  { label: '登录会话', href: '/console/sessions' },
] as const;

const listRoles: readonly Role[] = [
  'drafter',
  'department-head',
  'secrecy-reviewer',
  'openness-office',
  'deputy-leader',
  'principal',
  'agent',
  'security-admin',
];

/** `2026年11月22日 星期日（休息日，法定时限不计）` */
export function dateLine(calendar: Calendar, today: Day): string {
  const kind = dayKindNames[calendar.dayKind(today)];
  const rest = calendar.isWorkday(today) ? '' : '，法定时限不计';
  const doubt = calendar.covers(today) ? '' : '，本年放假安排尚未录入';
  return `${longDay(today)} 星期${'日一二三四五六'[weekday(today)]}（${kind}${rest}${doubt}）`;
}

function filterOf(ctx: Ctx): WorkFilter {
  return { q: ctx.query.line('q').slice(0, 100), kind: ctx.query.line('kind') };
}

function queryOf(filter: WorkFilter, page = 1): string {
  const params = new URLSearchParams(Object.entries(filter).filter(([, v]) => v !== ''));
  if (page > 1) params.set('page', String(page));
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}

async function show(ctx: Ctx): Promise<Reply> {
  const desk = await deskOf(ctx.town, ctx.actor(), ctx.today);
  const filter = filterOf(ctx);
  const shown = filtered(desk.lines, filter);
  const asked = Number(ctx.query.line('page') || 1);
  const pages = Math.max(1, Math.ceil(shown.length / PAGE));
  const { staff } = ctx.visitor ?? {};
  const instead = staff && staff.standsInFor.length > 0 ? `（代 ${staff.standsInFor.join('、')}）` : '';
  return consolePage(
    ctx,
    { title: '待办', current: 'desk' },
    DeskPage({
      desk,
      line: `${dateLine(desk.calendar, ctx.today)} · ${staff?.organName ?? ''} ${staff?.name ?? ''}${instead}`,
      actions: actions.filter((a) => {
        const policy = policies[`GET ${a.href}`];
        return policy !== undefined && allows(policy, ctx.visitor) === 'yes';
      }),
      hasList: listRoles.some((role) => staff?.roles.includes(role)),
      filter,
      shown,
      page: Number.isInteger(asked) ? Math.min(pages, Math.max(1, asked)) : 1,
      pageSize: PAGE,
      href: (page) => `/console${queryOf(filter, page)}`,
      exportHref: `/console/export.xlsx${queryOf(filter)}`,
    }),
  );
}

const head = [
  { title: '事项', width: 50 },
  { title: '说明', width: 36 },
  { title: '类别', width: 12 },
  { title: '责任', width: 18 },
  { title: '环节', width: 22 },
  { title: '到期日', width: 14 },
  { title: '时限', width: 18 },
  { title: '怎么算的', width: 60 },
];

async function exported(ctx: Ctx): Promise<Reply> {
  const desk = await deskOf(ctx.town, ctx.actor(), ctx.today);
  const rows = filtered(desk.lines, filterOf(ctx)).map((l: WorkLine) => [
    l.title,
    l.note,
    l.kind,
    l.organ,
    l.step,
    l.due?.on ?? null,
    l.due?.tag.text ?? null,
    l.due?.steps.join('') ?? null,
  ]);
  return sheetReply(`待办${ctx.today}`, head, rows);
}
