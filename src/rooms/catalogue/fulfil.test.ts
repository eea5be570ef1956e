// Documents shown together end their duties as they would one after another.
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { sampleItem } from '../../../test/support/catalogue.ts';
import { granted, type SamplePeople, samplePeople } from '../../../test/support/people.ts';
import { testTown, type TestTown } from '../../../test/support/town.ts';
import { perform } from '../../platform/act/act.ts';
import { systemActor } from '../../platform/act/actor.ts';
import { day } from '../../town/day.ts';
import { type DocumentId, type DutyId, newId, type OrganId } from '../../town/ids.ts';
import { done } from '../../town/outcome.ts';
import { defineItem, fulfil, type Fulfilment, registerFormation } from './door.ts';

let town: TestTown;
let people: SamplePeople;

beforeAll(async () => {
  town = await testTown();
  people = await samplePeople(town);
  for (const code of ['12', '27']) {
    const item = { ...sampleItem(people), code };
    granted(await perform(town, systemActor, 'test', (act) => defineItem(act, item)));
  }
});

/** The same numbers each time, so that a failing round can be had again. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

interface Wish {
  subject: number;
  item: string;
  created: string;
  document: number;
  named: number | null;
}

function wishes(seed: number): Wish[] {
  const next = numbers(seed);
  return Array.from({ length: 2 + next(6) }, () => ({
    subject: next(3),
    item: next(8) === 0 ? '99' : ['12', '27'][next(2)]!,
    created: ['2026-11-02', '2026-11-03'][next(2)]!,
    document: next(5),
    named: next(3) === 0 ? next(3) : null,
  }));
}

/** What became of it, in words that do not name what was just made: duties by order of appearance. */
async function told(organId: OrganId, round: number, all: readonly Wish[], atOnce: boolean): Promise<unknown> {
  const documents = Array.from({ length: 5 }, () => newId<DocumentId>());
  const named: DutyId[] = [];
  for (const subject of [0, 1, 2]) {
    const input = { itemCode: '12', organId, createdOn: day('2026-11-02'), subject: `第${round}轮事项${subject}` };
    named.push(granted(await perform(town, systemActor, 'test', (act) => registerFormation(act, input))).id);
  }
  const list = all.map(
    (w): Fulfilment => ({
      dutyId: w.named === null ? null : named[w.named]!,
      itemCode: w.item,
      organId,
      documentId: documents[w.document]!,
      indexNo: `11341881003000000X/202611-${w.document}`,
      publishedOn: day('2026-12-15'),
      createdOn: day(w.created),
      subject: `第${round}轮事项${w.subject}`,
      by: { name: `发布人${w.document}`, staffId: null },
    }),
  );
  const outcomes = granted(
    await perform(town, systemActor, 'test', async (act) => {
      if (atOnce) return done(await fulfil(act, list));
      const out = [];
      for (const f of list) out.push(...(await fulfil(act, [f])));
      return done(out);
    }),
  );
  const seen = [...new Set(outcomes.flatMap((o) => (o.ok ? [o.value.dutyId] : [])))];
  const { rows } = await sql<
    Record<string, string | null>
  >`select id, item_code, cadence_key, subject, state, ended_by, document_id, due_on
    from catalogue_duties where organ_id = ${organId} and subject like ${`第${round}轮%`}`.execute(town.db);
  const { rows: events } = await sql<{ duty_id: DutyId; what: string; who: string; late: string | null }>`
    select e.duty_id, e.what, e.who, e.detail ->> 'late' as late from catalogue_events e join catalogue_duties d on d.id = e.duty_id
    where d.organ_id = ${organId} and d.subject like ${`第${round}轮%`}`.execute(town.db);
  const plain = (id: string | null): number | null => (id === null ? null : documents.indexOf(id as DocumentId));
  const sorted = (lines: unknown[]): string[] => lines.map((l) => JSON.stringify(l)).sort();
  return {
    outcomes: outcomes.map((o) => (o.ok ? { duty: seen.indexOf(o.value.dutyId), late: o.value.late } : o.refusals)),
    duties: sorted(rows.map(({ id, document_id, ...r }) => ({ ...r, at: seen.indexOf(id as DutyId), by: plain(document_id!) }))),
    events: sorted(events.map(({ duty_id, ...e }) => ({ ...e, at: seen.indexOf(duty_id) }))),
  };
}

describe('documents that become public together', () => {
  test('end their duties as one after another would, whatever they name and share', async () => {
    for (let round = 0; round < 60; round++) {
      const all = wishes(20_261_123 + round);
      const together = await told(people.finance.id, round, all, true);
      expect(together, JSON.stringify(all)).toEqual(await told(people.office.id, round, all, false));
    }
  }, 120_000);

  test('have a duty even where a long name ends within a character outside the basic plane', async () => {
    const subject = `名${'𠮷'.repeat(149)}`;
    const one = { dutyId: null, itemCode: '12', organId: people.finance.id, indexNo: '11341881003000000X/202611-00009' };
    const days = { publishedOn: day('2026-11-23'), createdOn: day('2026-11-20') };
    const twice = [newId<DocumentId>(), newId<DocumentId>()].map((documentId) => ({ ...one, ...days, subject, documentId }));
    const outcomes = granted(await perform(town, systemActor, 'test', async (act) => done(await fulfil(act, twice))));
    const ids = outcomes.map((o) => granted(o).dutyId);
    expect(new Set(ids).size).toBe(2);
    const { rows } = await sql<{ subject: string }>`select subject from catalogue_duties where id = any(${ids}::text[])`.execute(
      town.db,
    );
    for (const r of rows) expect(subject.startsWith(r.subject)).toBe(true);
  });
});
