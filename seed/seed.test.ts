// What the demo town promises: a real township's year, nothing missing by accident, figures that add up, nobody real.
import { genres, topics } from '../src/rooms/disclosure/door.ts';
import chineseDays from 'chinese-days';
import { describe, expect, test } from 'vitest';
import { addDays, dayOf, day, instant } from '../src/town/day.ts';
import { adminRoles, draftingRoles, roles } from '../src/town/roles.ts';
import { documents } from './documents/all.ts';
import { applicantColumns, table3, years } from './documents/04-annual-reports.ts';
import { formations, returns } from './duties.ts';
import { items } from './items.ts';
import { leaders, leadershipTerms } from './leadership.ts';
import { organs, villageCodes } from './organs.ts';
import { demoAccounts, deputies, headOf, staff } from './staff.ts';
import type { SeedDocument } from './types.ts';

const byKey = new Map(documents.map((d) => [d.key, d]));
const organCodes = new Set(organs.map((o) => o.code));

function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(strings);
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(strings) : [];
}
const textOf = (d: SeedDocument): string => strings(d.body).join('\n');

describe('the catalogue', () => {
  test('has thirty-three items with codes 01 to 33, four-character names and all ten columns', () => {
    expect(items.map((i) => i.code)).toEqual(Array.from({ length: 33 }, (_, i) => String(i + 1).padStart(2, '0')));
    for (const i of items) {
      expect([...i.short].length, i.short).toBeGreaterThanOrEqual(3);
      expect([...i.short].length, i.short).toBeLessThanOrEqual(4);
      expect(i.elements.length, i.code).toBeGreaterThanOrEqual(2);
      expect(i.basis.length, i.code).toBeGreaterThan(0);
      expect(
        i.organs.every((o) => organCodes.has(o)),
        i.code,
      ).toBe(true);
      expect([...i.cadences, ...i.villageCadences].every((c) => c.organs.every((o) => organCodes.has(o)))).toBe(true);
      expect(new Set([...i.cadences, ...i.villageCadences].map((c) => c.key)).size).toBe(
        i.cadences.length + i.villageCadences.length,
      );
    }
    expect(items.filter((i) => i.villageCadences.length > 0).map((i) => i.code)).toEqual(['12', '13']);
  });

  test('every item has at least three documents, one of them published in 2026', () => {
    for (const i of items) {
      const own = documents.filter((d) => d.item === i.code);
      expect(own.length, i.code).toBeGreaterThanOrEqual(3);
      expect(
        own.some((d) => d.publishedAt.startsWith('2026')),
        i.code,
      ).toBe(true);
    }
  });
});

describe('documents', () => {
  test('there are at least 150, with unique keys, titles and document numbers', () => {
    expect(documents.length).toBeGreaterThanOrEqual(150);
    expect(byKey.size).toBe(documents.length);
    expect(new Set(documents.map((d) => d.title)).size).toBe(documents.length);
    const numbers = documents.flatMap((d) => d.docNo ?? []);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  test('summaries are short, bodies are not empty, dates are in order and none lies in the future', () => {
    for (const d of documents) {
      expect([...d.summary].length, d.key).toBeLessThanOrEqual(100);
      expect(textOf(d).length, d.key).toBeGreaterThan(180);
      const published = dayOf(instant(d.publishedAt));
      expect(d.createdOn <= published, d.key).toBe(true);
      expect(published <= '2026-11-22', d.key).toBe(true);
      if (d.effectiveOn) expect(d.effectiveOn >= d.createdOn, d.key).toBe(true);
      if (d.validity && d.effectiveOn) expect(d.validity.on >= d.effectiveOn, d.key).toBe(true);
      expect(genres as readonly string[], d.key).toContain(d.genre);
      expect(topics as readonly string[], `${d.key} ${d.topic}`).toContain(d.topic);
      if (d.corrected) expect(d.corrected.at > d.publishedAt, d.key).toBe(true);
      if (d.withdrawn) expect(d.withdrawn.at > d.publishedAt, d.key).toBe(true);
    }
  });

  test('are published on working days, except warnings', () => {
    const off = documents.filter((d) => !chineseDays.isWorkday(dayOf(instant(d.publishedAt))));
    expect(off.map((d) => d.key)).toEqual(['warning-2026-06-21']);
  });

  test('are drafted by a drafter or agent of their own organ', () => {
    for (const d of documents) {
      const author = staff.find((s) => s.key === d.author);
      expect(
        author?.roles.filter((r) => draftingRoles.includes(r)),
        d.key,
      ).toHaveLength(1);
      expect(staff.find((s) => s.key === headOf(d.organ))?.roles, d.organ).toContain('department-head');
      expect(author?.organ, d.key).toBe(d.organ === 'town' ? 'office' : d.organ);
    }
  });

  test('belong to an item their organ answers for', () => {
    for (const d of documents) {
      const item = items.find((i) => i.code === d.item)!;
      const answers = [...item.organs, ...(item.level === '镇村' ? villageCodes : [])];
      expect(answers, `${d.key} ${d.organ}`).toContain(d.fulfils.organ);
    }
  });

  test('tables have cells for every column, and every total is the sum of its column', () => {
    for (const d of documents) {
      for (const block of d.body) {
        if (typeof block === 'string' || block.kind !== 'table') continue;
        for (const row of block.rows) expect(row.length, `${d.key} ${row[0]}`).toBe(block.head.length);
        const total = block.rows.at(-1);
        if (total?.[0] !== '合计') continue;
        const parts = block.rows.slice(0, -1);
        for (let column = 1; column < block.head.length; column++) {
          const cells = [...parts.map((r) => r[column]), total[column]];
          const numbers = cells.map((c) => Number(String(c).replace('%', '')));
          if (cells.some((c) => c === '') || numbers.some(Number.isNaN) || block.head[column]?.includes('占预算')) continue;
          const sum = numbers.slice(0, -1).reduce((a, b) => a + b, 0);
          expect(sum, `${d.key} ${block.head[column]}`).toBeCloseTo(numbers.at(-1)!, 3);
        }
      }
    }
  });

  test('interpretations, successors and corrections point to something there', () => {
    for (const d of documents) {
      if (d.interprets) expect(byKey.get(d.interprets)?.item, d.key).toBe('05');
      if (d.supersedes) expect(byKey.get(d.supersedes)?.validity?.by, d.key).toBe(d.key);
      if (d.validity?.by) expect(byKey.has(d.validity.by), d.key).toBe(true);
      if (d.corrected) expect(textOf(d).split(d.corrected.bodyChange.before).length, d.key).toBe(2);
    }
    expect(documents.filter((d) => d.interprets).length).toBeGreaterThanOrEqual(2);
    expect(documents.filter((d) => d.withdrawn).map((d) => d.key)).toEqual(['temporary-relief-2026-05']);
    expect(documents.filter((d) => d.supersedes).length).toBeGreaterThanOrEqual(1);
    expect(documents.filter((d) => d.corrected).length).toBeGreaterThanOrEqual(1);
  });

  test('show nobody: no resident number, mobile number or bank card', () => {
    const all = strings([documents, staff, organs, leaders, returns, formations]).join('\n');
    expect(all.match(/(?<!\d)\d{17}[\dXx](?!\d)/g)?.filter((m) => !organs.some((o) => o.creditCode === m)) ?? []).toEqual([]);
    expect(all.match(/(?<!\d)1[3-9]\d{9}(?!\d)/g)).toBeNull();
    expect(all.match(/(?<!\d)6\d{15,18}(?!\d)/g)).toBeNull();
    for (const phone of all.match(/0563-\d+/g) ?? []) expect(phone).toMatch(/^0563-4000\d{3}$/);
  });
});

describe('annual reports 2019 to 2025', () => {
  const sums = (rows: readonly (readonly (string | number)[])[], columns: number) =>
    Array.from({ length: columns }, (_, i) => rows.reduce((n, r) => n + Number(r[i + 1]), 0));

  test('keep R1, R2 and R3 in table 3', () => {
    for (const f of years) {
      const rows = table3(f);
      const numbers = (r: readonly (string | number)[] | undefined) => (r ?? []).slice(1).map(Number);
      expect(rows.length, String(f.year)).toBe(f.year <= 2020 ? 23 : 25);
      const [received, carried] = [numbers(rows[0]), numbers(rows[1])];
      const [total, left] = [numbers(rows.at(-2)), numbers(rows.at(-1))];
      expect(
        received.map((n, i) => n + carried[i]!),
        `R1 ${f.year}`,
      ).toEqual(total.map((n, i) => n + left[i]!));
      expect(sums(rows.slice(2, -2), 7), `R2 ${f.year}`).toEqual(total);
      for (const r of rows) {
        expect(r.length).toBe(applicantColumns.length + 2);
        expect(
          numbers(r)
            .slice(0, 6)
            .reduce((a, b) => a + b, 0),
          `R3 ${r[0]}`,
        ).toBe(Number(r[7]));
      }
    }
  });

  test('carry over what was left (R4) and keep the count of valid rules (R6)', () => {
    for (const [i, f] of years.entries()) {
      const before = years[i - 1];
      if (!before) continue;
      expect(f.carried, String(f.year)).toEqual(before.left);
      expect(f.rules[2], String(f.year)).toBe(before.rules[2] + f.rules[0] - f.rules[1]);
    }
  });

  test('have six parts in order and four review totals that add up (R5)', () => {
    for (const f of years) {
      const d = byKey.get(`annual-report-${f.year}`)!;
      const parts = d.body.filter((b) => typeof b !== 'string' && b.kind === 'heading' && b.level === 1);
      expect(parts.length, d.key).toBe(6);
      const table4 = d.body.findLast((b) => typeof b !== 'string' && b.kind === 'table');
      if (typeof table4 !== 'object' || table4.kind !== 'table') throw new Error(d.key);
      for (const r of table4.rows) expect(r.slice(1, 5).reduce<number>((a, b) => a + Number(b), 0)).toBe(Number(r[5]));
    }
  });

  test('2013: eight chapters, the facts of its year, 57 days late', () => {
    const d = byKey.get('annual-report-2013')!;
    expect(d.body.filter((b) => typeof b !== 'string' && b.kind === 'heading').length).toBe(8);
    for (const fact of ['代办点', '33 项', '9 个', '2 个中心', '1 个平台', '6 个服务窗口']) expect(textOf(d)).toContain(fact);
    expect(addDays(day('2014-03-31'), 57)).toBe(dayOf(instant(d.publishedAt)));
  });
});

describe('organs and people', () => {
  const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
  const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

  test('credit codes are valid under GB 32100 and GB 11714 and belong to an invented region', () => {
    const codes = organs.flatMap((o) => o.creditCode ?? []);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.length).toBe(4 + villageCodes.length);
    for (const code of codes) {
      const sum = WEIGHTS.reduce((n, w, i) => n + w * ALPHABET.indexOf(code[i]!), 0);
      expect(ALPHABET[(31 - (sum % 31)) % 31], code).toBe(code[17]);
      const organisation = [3, 7, 9, 10, 5, 8, 4, 2].reduce((n, w, i) => n + w * Number(code[8 + i]), 0);
      const check = 11 - (organisation % 11);
      expect(check === 10 ? 'X' : check === 11 ? '0' : String(check), code).toBe(code[16]);
      expect(code.slice(2, 8)).toBe('341899');
    }
  });

  test('nine villages, every organ with functions, address, hours, telephone and a head who is on the staff', () => {
    expect(organs.filter((o) => o.kind === 'village').length).toBe(9);
    expect(new Set(organs.map((o) => o.telephone)).size).toBe(organs.length);
    for (const o of organs) {
      expect(o.functions.length, o.code).toBeGreaterThanOrEqual(2);
      expect(
        staff.some((s) => s.name === o.head),
        o.head,
      ).toBe(true);
    }
  });

  test('names and sign-in names are unique and every role is held by someone on the one-click list', () => {
    expect(staff.length).toBeGreaterThanOrEqual(30);
    expect(new Set(staff.map((s) => s.name)).size).toBe(staff.length);
    expect(new Set(staff.map((s) => s.key)).size).toBe(staff.length);
    for (const role of roles)
      expect(
        demoAccounts.some((s) => s.roles.includes(role)),
        role,
      ).toBe(true);
  });

  test('nobody holds two administrators’ roles, and administrators hold no other role', () => {
    for (const s of staff) if (s.roles.some((r) => adminRoles.includes(r))) expect(s.roles.length, s.key).toBe(1);
  });

  test('deputies are real people of other names, within dates', () => {
    for (const d of deputies) {
      expect(d.of).not.toBe(d.by);
      expect(staff.find((s) => s.key === d.of)?.roles, d.of).toContain(d.role);
      expect(
        staff.some((s) => s.key === d.by),
        d.by,
      ).toBe(true);
      expect(d.from <= d.until).toBe(true);
    }
  });

  test('one leadership group stands, an earlier one ended in December 2025', () => {
    expect(leadershipTerms.map((t) => t.until)).toEqual([null, '2025-12-31']);
    for (const t of leadershipTerms) expect(t.posts.filter((p) => p.post === '组长').length).toBe(1);
    expect(leaders.length).toBe(7);
    for (const l of leaders) expect(staff.find((s) => s.key === l.staff)?.name).toBe(l.name);
    const answered = leaders.flatMap((l) => l.inCharge).sort();
    expect(answered).toEqual(
      organs
        .filter((o) => o.kind === 'department' || o.kind === 'centre')
        .map((o) => o.code)
        .sort(),
    );
  });
});
