// What the town's requests promise: invented people, titles that name nobody, office work on working days, every answer once.
import { describe, expect, test } from 'vitest';
import { maskPersonalData } from '../../src/rooms/checks/door.ts';
import { answers, type AnswerCode, applicantKinds } from '../../src/rooms/requests/door.ts';
import { nationalCalendar } from '../../src/town/calendar.ts';
import { checkCreditCode } from '../../src/town/credit-code.ts';
import { day } from '../../src/town/day.ts';
import { checkResidentId } from '../../src/town/resident-id.ts';
import { inventedCreditCode, inventedId } from '../invented-ids.ts';
import { organs } from '../organs.ts';
import { staff } from '../staff.ts';
import { requests } from './all.ts';
import { applicants } from './applicants.ts';
import { remedies, suggestions } from './remedies.ts';

describe('invented numbers', () => {
  test('fit their check digits and belong to a region nobody comes from', () => {
    for (let n = 0; n < 200; n++) {
      expect(checkResidentId(inventedId(n)), String(n)).toBe(true);
      for (const kind of ['91', '31', '52']) expect(checkCreditCode(inventedCreditCode(kind, n)), `${kind} ${n}`).toBe(true);
      expect([inventedId(n).slice(0, 6), inventedCreditCode('91', n).slice(2, 8)]).toEqual(['341899', '341899']);
    }
  });
});

describe('applicants', () => {
  const all = Object.values(applicants);

  test('are of every kind, look invented, and are nobody on the staff', () => {
    expect(new Set(all.map((a) => a.kind))).toEqual(new Set(applicantKinds));
    for (const { name, agent } of all) {
      expect(name).toMatch(/样例|示范|演示|试用|模拟|范例|示例/);
      expect(
        staff.some((s) => s.name === name || s.name === agent?.name),
        name,
      ).toBe(false);
    }
    expect(new Set(all.map((a) => a.name)).size).toBe(all.length);
  });

  test('have numbers of their own and telephones of the invented block', () => {
    for (const { kind, idNumber, telephone, email } of all) {
      expect(kind === 'natural' ? checkResidentId(idNumber) : checkCreditCode(idNumber), idNumber).toBe(true);
      expect(telephone).toMatch(/^0563-4000\d{3}$/);
      expect(email === '' || email.endsWith('.example')).toBe(true);
    }
    const taken = [...organs.map((o) => o.creditCode), ...organs.map((o) => o.telephone)];
    const own = all.flatMap((a) => [a.idNumber, a.telephone]);
    expect(new Set(own).size).toBe(own.length);
    expect(own.filter((n) => taken.includes(n))).toEqual([]);
  });
});

describe('requests', () => {
  test('come in order, each of somebody we know, by every channel', () => {
    expect(new Set(requests.map((r) => r.key)).size).toBe(requests.length);
    expect(requests.map((r) => r.at)).toEqual(requests.map((r) => r.at).sort());
    expect(requests.filter((r) => !applicants[r.from]).map((r) => r.key)).toEqual([]);
    expect(new Set(requests.map((r) => r.via)).size).toBe(7);
    expect(new Set(requests.map((r) => r.from))).toEqual(new Set(Object.keys(applicants)));
  });

  test('are taken in by staff on working days only', () => {
    const entered = requests.filter((r) => r.via !== 'internet' && !nationalCalendar.isWorkday(day(r.at.slice(0, 10))));
    expect(entered.map((r) => r.key)).toEqual([]);
    const moments = [...remedies.flatMap((r) => [r.openedOn, r.ended?.on]), ...suggestions.map((s) => s.decided?.at)];
    for (const at of moments) if (at) expect(nationalCalendar.isWorkday(day(at.slice(0, 10))), at).toBe(true);
  });

  test('have titles that name nobody', () => {
    const names = Object.values(applicants).map((a) => a.name);
    for (const { title } of requests) {
      expect(maskPersonalData(title).text).toBe(title);
      expect(names.filter((n) => title.includes(n))).toEqual([]);
    }
  });

  test('end in every way but one: nothing of a township is a state secret here', () => {
    const codes = new Set<AnswerCode>(
      requests.flatMap((r) =>
        r.course.flatMap((s): AnswerCode[] => {
          if (s.do === 'answer') return [s.code];
          if (s.do === 'withdraw') return ['E3'];
          return s.do === 'abandon' ? [r.course.some((o) => o.do === 'ask-fee') ? 'E2' : 'E1'] : [];
        }),
      ),
    );
    expect((Object.keys(answers) as AnswerCode[]).filter((code) => !codes.has(code))).toEqual(['B1']);
  });
});
