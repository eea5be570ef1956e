// 三员分立 and the rules of deputies, as pure functions over spans of days. Whoever is an administrator is nothing else
// (GB/T 22239), so that nobody can give themselves the right to publish, or wipe away what they did.
import { addDays, type Day } from '../../town/day.ts';
import type { StaffId } from '../../town/ids.ts';
import type { Refusal } from '../../town/outcome.ts';
import { adminRoles, type Role } from '../../town/roles.ts';
import type { DeputyCode, RoleCode } from './staff.ts';

/** First and last day, the last one included. */
export interface Span {
  from: Day;
  to: Day | null;
}

export interface RoleSpan extends Span {
  role: Role;
}

export interface DeputySpan extends Span {
  staffId: StaffId;
  standsInFor: StaffId;
  role: Role | null;
}

export function overlap(a: Span, b: Span): boolean {
  return (a.to === null || a.to >= b.from) && (b.to === null || b.to >= a.from);
}

export function isAdministrator(role: Role): boolean {
  return adminRoles.includes(role);
}

/** The part of a span that is left when it is cut off from a day on, or null when nothing is left. */
export function cutOff(span: Span, on: Day | null): Span | null {
  if (on === null) return span;
  const last = addDays(on, -1);
  if (last < span.from) return null;
  return { from: span.from, to: span.to === null || span.to > last ? last : span.to };
}

/** Why a role may not be added to what this person holds and stands in for. */
export function grantRefusals(wanted: RoleSpan, held: readonly RoleSpan[], deputyships: readonly Span[]): Refusal<RoleCode>[] {
  const found: Refusal<RoleCode>[] = [];
  const together = held.filter((h) => overlap(h, wanted));
  const field = 'role';
  if (together.some((h) => h.role === wanted.role)) found.push({ code: 'role-held', field });
  const others = together.filter((h) => h.role !== wanted.role);
  if (isAdministrator(wanted.role)) {
    if (others.some((h) => isAdministrator(h.role))) found.push({ code: 'role-two-administrators', field });
    if (others.some((h) => !isAdministrator(h.role))) found.push({ code: 'role-administrator-alone', field });
    if (deputyships.some((d) => overlap(d, wanted))) found.push({ code: 'role-administrator-deputy', field });
  } else if (others.some((h) => isAdministrator(h.role))) {
    found.push({ code: 'role-administrator-alone', field });
  }
  return found;
}

/** The longest a deputy may be set for: one year, the same day of the next year excluded. */
export function longestTo(from: Day): Day {
  const next = `${Number(from.slice(0, 4)) + 1}${from.slice(4)}`;
  return addDays((next.endsWith('02-29') ? `${next.slice(0, 4)}-03-01` : next) as Day, -1);
}

/**
 * Why nobody may be set as this deputy. `mine` are the roles of who stands in, `theirs` of who is stood in for,
 * `all` every deputyship of the town that is still to be counted.
 */
export function deputyRefusals(
  wanted: DeputySpan & { to: Day },
  mine: readonly RoleSpan[],
  theirs: readonly RoleSpan[],
  all: readonly DeputySpan[],
): Refusal<DeputyCode>[] {
  const found: Refusal<DeputyCode>[] = [];
  if (wanted.to < wanted.from) return [{ code: 'deputy-dates', field: 'to' }];
  if (wanted.to > longestTo(wanted.from)) found.push({ code: 'deputy-too-long', field: 'to' });
  if (wanted.staffId === wanted.standsInFor) return [...found, { code: 'deputy-oneself', field: 'standsInFor' }];
  const during = (r: RoleSpan): boolean => overlap(r, wanted);
  const administrator = (r: RoleSpan): boolean => during(r) && isAdministrator(r.role);
  if (mine.some(administrator) || theirs.some(administrator) || (wanted.role !== null && isAdministrator(wanted.role))) {
    found.push({ code: 'deputy-administrator', field: 'standsInFor' });
  } else if (!theirs.some((r) => during(r) && (wanted.role === null || r.role === wanted.role))) {
    found.push({ code: 'deputy-nothing-to-do', field: wanted.role === null ? 'standsInFor' : 'role' });
  }
  const same = (d: DeputySpan): boolean => d.staffId === wanted.staffId && d.standsInFor === wanted.standsInFor;
  if (all.some((d) => same(d) && overlap(d, wanted) && (d.role === null || wanted.role === null || d.role === wanted.role))) {
    found.push({ code: 'deputy-exists', field: 'standsInFor' });
  }
  if (closesCircle(wanted, all)) found.push({ code: 'deputy-circle', field: 'standsInFor' });
  return found;
}

/** Whether, on some day, following "stands in for" from the person stood in for leads back to who would stand in. */
function closesCircle(wanted: DeputySpan, all: readonly DeputySpan[]): boolean {
  const walk = (at: StaffId, days: Span, seen: readonly StaffId[]): boolean => {
    if (at === wanted.staffId) return true;
    if (seen.includes(at)) return false;
    return all.some((d) => {
      if (d.staffId !== at || !overlap(d, days)) return false;
      return walk(d.standsInFor, common(d, days), [...seen, at]);
    });
  };
  return walk(wanted.standsInFor, wanted, []);
}

function common(a: Span, b: Span): Span {
  const to = a.to === null ? b.to : b.to === null || a.to < b.to ? a.to : b.to;
  return { from: later(a.from, b.from), to };
}

export function later(a: Day, b: Day): Day {
  if (a > b) return a;
  return b;
}
