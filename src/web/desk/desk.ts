// What one person's desk holds today, put together from all rooms according to the roles they hold.
import type { Actor } from '../../platform/act/actor.ts';
import { calendarOf } from '../../platform/calendar/calendar-store.ts';
import { standings } from '../../platform/standing.ts';
import type { Town } from '../../platform/town.ts';
import { endedBetween, listItems, overdueCount } from '../../rooms/catalogue/door.ts';
import { listOrgans, listStaff, roleGrants } from '../../rooms/people/door.ts';
import { decidedSince } from '../../rooms/review/door.ts';
import { addWorkingDays, type Calendar } from '../../town/calendar.ts';
import { day, type Day, dayOf, shortTime, startOf } from '../../town/day.ts';
import { draftingRoles, type Role, roleNames } from '../../town/roles.ts';
import type { Fact } from '../../kit/fact-row/part.tsx';
import { dutyWork } from './duty-work.ts';
import { releaseWork, reviewWork, type Surroundings } from './review-work.ts';
import { counted, inOrder, stepDue, type WorkLine } from './work.ts';

export interface Desk {
  calendar: Calendar;
  /** Figures above the list; those of the worklist stand first. */
  facts: readonly Fact[];
  lines: readonly WorkLine[];
}

const dutyRoles: readonly Role[] = ['drafter', 'department-head', 'agent'];
const documentRoles: readonly Role[] = [
  ...draftingRoles,
  'department-head',
  'secrecy-reviewer',
  'openness-office',
  'deputy-leader',
  'principal',
];
const overseers: readonly Role[] = ['deputy-leader', 'principal', 'supervisor'];

function holds(actor: Actor, roles: readonly Role[]): boolean {
  return roles.some((role) => actor.roles.includes(role));
}

export async function deskOf(town: Town, actor: Actor, today: Day): Promise<Desk> {
  const { db } = town;
  const calendar = await calendarOf(db);
  const organs = new Map((await listOrgans(db, { includeClosed: true })).map((o) => [o.id as string, o.shortName]));
  const listed = await listItems(db);
  const items = new Map(listed.map((i) => [i.code, i.name]));
  const limits = new Map(listed.flatMap((i) => (i.limitCode ? [[i.code, i.limitCode] as const] : [])));
  const s: Surroundings = { db, actor, calendar, today, organs, items, limits };
  const office = holds(actor, ['openness-office']);
  const clerk = holds(actor, dutyRoles);
  const documents = holds(actor, documentRoles);
  const lines = [
    ...(documents ? await reviewWork(s) : []),
    ...(office ? await releaseWork(s) : []),
    ...(clerk || office
      ? await dutyWork(s, { organId: clerk || office ? actor.organId : null, everyOverdue: office, drafts: documents })
      : []),
    ...(holds(actor, ['security-admin']) ? await grantWork(s) : []),
  ];
  const facts = [
    ...(documents || clerk ? await workFacts(s, lines, office ? 'all' : clerk ? 'own' : 'none') : []),
    ...(await watchFacts(town, actor, today)),
  ];
  return { calendar, facts, lines: inOrder(lines) };
}

async function workFacts(s: Surroundings, lines: readonly WorkLine[], scope: 'all' | 'own' | 'none'): Promise<Fact[]> {
  const n = counted(lines, s.calendar, s.today);
  const from = day(`${s.today.slice(0, 7)}-01`);
  const organId = scope === 'own' ? (s.actor.organId ?? undefined) : undefined;
  const ended = scope === 'none' ? { total: 0, onTime: 0 } : await endedBetween(s.db, { from, to: s.today, organId });
  const decided = s.actor.staffId ? await decidedSince(s.db, s.actor.staffId, startOf(from)) : 0;
  const share = ended.total === 0 ? '' : `，应公开 ${Math.floor((ended.onTime / ended.total) * 100)}% 按期`;
  return [
    { value: String(n.overdue), label: '已逾期', late: n.overdue > 0 },
    { value: String(n.soon), label: '三个工作日内到期' },
    { value: String(n.open), label: '在办' },
    { value: String(ended.total + decided), label: `本月办结${share}` },
  ];
}

/** The house's own, as the days of review are. */
const APPROVAL_WORKING_DAYS = 3;

/** Roles that wait for the second of the two administrators. */
async function grantWork(s: Surroundings): Promise<WorkLine[]> {
  const waiting = (await roleGrants(s.db)).filter((g) => g.approvedAt === null && g.revokedOn === null);
  if (waiting.length === 0) return [];
  const staff = new Map((await listStaff(s.db)).map((p) => [p.id, p]));
  return waiting.map((grant) => {
    const person = staff.get(grant.staffId);
    const since = dayOf(grant.grantedAt);
    const { day: due } = addWorkingDays(s.calendar, since, APPROVAL_WORKING_DAYS);
    return {
      key: `grant ${grant.id}`,
      title: `${person?.name ?? ''}：${roleNames[grant.role]}`,
      href: `/console/staff/${grant.staffId}`,
      note: `由 ${grant.grantedBy} 提出`,
      kind: '岗位',
      organ: person ? (s.organs.get(person.organId) ?? person.organName) : '',
      step: '待安全管理员批准',
      due: stepDue(s.calendar, { name: '批准岗位', since, due, workingDays: APPROVAL_WORKING_DAYS }, s.today),
    };
  });
}

/** What those who watch or run the program see instead of, or besides, a worklist. */
async function watchFacts(town: Town, actor: Actor, today: Day): Promise<Fact[]> {
  const { db } = town;
  const facts: Fact[] = [];
  if (holds(actor, overseers)) {
    const n = await overdueCount(db, today);
    facts.push({ value: String(n), label: '全镇逾期未公开', href: '/console/duties?state=overdue', late: n > 0 });
  }
  if (holds(actor, ['system-admin', 'security-admin'])) {
    const staff = (await listStaff(db)).filter((p) => p.leftOn === null || p.leftOn > today);
    facts.push({ value: String(staff.length), label: '在岗人员', href: '/console/staff' });
  }
  if (holds(actor, ['system-admin'])) {
    const organs = await listOrgans(db);
    const { to } = (await calendarOf(db)).coverage;
    facts.push({ value: String(organs.length), label: '机构', href: '/console/organs' });
    facts.push({ value: to.slice(0, 4), label: '年度放假安排已录入到', href: '/console/calendar', late: to < today });
  }
  if (holds(actor, ['audit-admin'])) {
    const verified = (await standings(db))['audit-verified'];
    const whole = verified?.brokenAt === null;
    facts.push({
      value: verified ? (whole ? '完整' : '有断裂') : '未核验',
      label: verified ? `审计链，${shortTime(verified.at)} 核验 ${verified.rows} 条` : '审计链',
      href: '/console/audit',
      late: verified !== undefined && !whole,
    });
  }
  return facts;
}
