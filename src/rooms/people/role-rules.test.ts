// 三员分立 against brute force: whatever is asked for in whatever order, no day ever shows an administrator who is
// anything else.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codesOf, samplePeople, samplePerson } from '../../../test/support/people.ts';
import { testTown } from '../../../test/support/town.ts';
import { perform } from '../../platform/act/act.ts';
import { systemActor } from '../../platform/act/actor.ts';
import { addDays, type Day, day } from '../../town/day.ts';
import type { StaffId } from '../../town/ids.ts';
import type { Outcome } from '../../town/outcome.ts';
import { adminRoles, type Role, roles } from '../../town/roles.ts';
import { grantRole } from './grant-role.ts';
import { staffIdentity } from './read-staff.ts';
import type { StaffMember } from './staff.ts';
import { cutOff, deputyRefusals, type DeputySpan, grantRefusals, longestTo, overlap, type RoleSpan } from './role-rules.ts';
import { setDeputy } from './set-deputy.ts';

const start = day('2026-11-23');
const LENGTH = 12;
const days = Array.from({ length: LENGTH }, (_, i) => addDays(start, i));

const span = fc.tuple(fc.nat(LENGTH - 1), fc.option(fc.nat(LENGTH - 1), { freq: 3 })).map(([a, b]) => ({
  from: days[a] as Day,
  to: b === null ? null : (days[Math.max(a, b)] as Day),
}));
const bounded = span.map((s) => ({ from: s.from, to: s.to ?? addDays(start, LENGTH) }));
const role = fc.constantFrom(...roles);
const who = fc.nat(3).map((n) => `staff${n}` as StaffId);

type Step = { kind: 'grant'; staff: StaffId; grant: RoleSpan } | { kind: 'deputy'; deputy: DeputySpan & { to: Day } };
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('grant' as const),
    staff: who,
    grant: fc.tuple(role, span).map(([r, s]) => ({ role: r, ...s })),
  }),
  fc.record({
    kind: fc.constant('deputy' as const),
    deputy: fc.tuple(who, who, fc.option(role), bounded).map(([a, b, r, s]) => ({ staffId: a, standsInFor: b, role: r, ...s })),
  }),
);

function on(s: { from: Day; to: Day | null }, d: Day): boolean {
  return s.from <= d && (s.to === null || d <= s.to);
}

/** All that a person may do on a day, counted the slow way. */
function everything(staff: StaffId, d: Day, grants: ReadonlyMap<StaffId, RoleSpan[]>, deputies: readonly DeputySpan[]): Role[] {
  const own = (s: StaffId): Role[] => (grants.get(s) ?? []).filter((g) => on(g, d)).map((g) => g.role);
  const lent = deputies
    .filter((x) => x.staffId === staff && on(x, d))
    .flatMap((x) => own(x.standsInFor).filter((r) => x.role === null || x.role === r));
  return [...own(staff), ...lent];
}

function brokenOn(held: readonly Role[]): boolean {
  const administrators = new Set(held.filter((r) => adminRoles.includes(r)));
  return administrators.size > 1 || (administrators.size === 1 && new Set(held).size > 1);
}

describe('random grants and deputies', () => {
  test('never make anybody two administrators, or an administrator and something else, on any day', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const grants = new Map<StaffId, RoleSpan[]>();
        const deputies: DeputySpan[] = [];
        for (const s of steps) {
          if (s.kind === 'grant') {
            const held = grants.get(s.staff) ?? [];
            const mine = deputies.filter((d) => d.staffId === s.staff || d.standsInFor === s.staff);
            if (grantRefusals(s.grant, held, mine).length === 0) grants.set(s.staff, [...held, s.grant]);
          } else {
            const { deputy } = s;
            const of = (id: StaffId): RoleSpan[] => grants.get(id) ?? [];
            if (deputyRefusals(deputy, of(deputy.staffId), of(deputy.standsInFor), deputies).length === 0) deputies.push(deputy);
          }
        }
        for (const staff of ['staff0', 'staff1', 'staff2', 'staff3'] as StaffId[]) {
          for (const d of days) expect(brokenOn(everything(staff, d, grants, deputies))).toBe(false);
        }
        for (const d of days) expect(hasCircle(deputies.filter((x) => on(x, d)))).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  test('are refused for a clash of roles exactly when some day would show it', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(role, span), { maxLength: 6 }), role, span, (heldPairs, wantedRole, wantedSpan) => {
        const held = heldPairs.map(([r, s]) => ({ role: r, ...s }));
        const wanted = { role: wantedRole, ...wantedSpan };
        const far = [...days, addDays(start, 1000)];
        const clash = far.some((d) => {
          if (!on(wanted, d)) return false;
          const now = held.filter((h) => on(h, d)).map((h) => h.role);
          const others = now.filter((r) => r !== wanted.role);
          const mixes = adminRoles.includes(wanted.role) ? others.length > 0 : others.some((r) => adminRoles.includes(r));
          return mixes || now.includes(wanted.role);
        });
        expect(grantRefusals(wanted, held, []).length > 0).toBe(clash);
      }),
      { numRuns: 500 },
    );
  });
});

/** Walks every chain of "stands in for" of one day. */
function hasCircle(today: readonly DeputySpan[]): boolean {
  const next = (s: StaffId): StaffId[] => today.filter((d) => d.staffId === s).map((d) => d.standsInFor);
  const reaches = (at: StaffId, goal: StaffId, left: number): boolean =>
    left > 0 && next(at).some((n) => n === goal || reaches(n, goal, left - 1));
  return today.some((d) => reaches(d.staffId, d.staffId, 6));
}

describe('spans of days', () => {
  test('overlap exactly when they share a day, and are cut off the day before', () => {
    fc.assert(
      fc.property(span, span, fc.nat(LENGTH - 1), (a, b, cut) => {
        const far = [...days, addDays(start, 1000)];
        expect(overlap(a, b)).toBe(far.some((d) => on(a, d) && on(b, d)));
        const at = days[cut] as Day;
        const left = cutOff(a, at);
        for (const d of far) expect(left !== null && on(left, d)).toBe(on(a, d) && d < at);
      }),
    );
  });

  test('of a deputy are at most a year, leap days included', () => {
    expect(longestTo(day('2026-01-05'))).toBe('2027-01-04');
    expect(longestTo(day('2028-02-29'))).toBe('2029-02-28');
    expect(longestTo(day('2027-03-01'))).toBe('2028-02-29');
  });
});

describe('the verbs themselves, with random input on the database', () => {
  test('never let anybody be an administrator and something else', async () => {
    const town = await testTown();
    const people = await samplePeople(town);
    const staff: StaffMember[] = [];
    for (let i = 0; i < 4; i++) staff.push(await samplePerson(town, people.office, `随机样例${i}`, []));
    const real = (id: StaffId): StaffId => staff[Number(id.slice(5))]!.id;
    let granted = 0;
    for (const s of fc.sample(step, { numRuns: 120, seed: 20_261_123 })) {
      const outcome = await perform(
        town,
        systemActor,
        'random',
        (act): Promise<Outcome<unknown>> =>
          s.kind === 'grant'
            ? grantRole(act, { staffId: real(s.staff), ...s.grant })
            : setDeputy(act, {
                ...s.deputy,
                staffId: real(s.deputy.staffId),
                standsInFor: real(s.deputy.standsInFor),
                reason: '随机',
              }),
      );
      if (codesOf(outcome).length === 0) granted++;
    }
    expect(granted).toBeGreaterThan(10);
    for (const person of staff) {
      for (const d of days) {
        const identity = await staffIdentity(town.db, person.accountId!, d);
        expect(brokenOn(identity?.roles ?? [])).toBe(false);
      }
    }
  });
});
