// The tallies of what is public, against somebody who goes through the documents one by one: after every deed that changes what the
// public sees, in any order, folded or not, and while others publish.
import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { granted } from '../../../test/support/people.ts';
import { draft, edition, pass, publishingTown, publishNow, type PublishingTown } from '../../../test/support/publishing.ts';
import { type Act, perform } from '../../platform/act/act.ts';
import { type Day, day, dayOf, type Instant, yearOf } from '../../town/day.ts';
import type { DocumentId } from '../../town/ids.ts';
import type { Outcome } from '../../town/outcome.ts';
import { startCorrection } from './correct.ts';
import { normativeCounts, publicCounts } from './count-public.ts';
import type { DisclosureRefusal, Draft } from './document.ts';
import { markValidity, withdraw } from './end.ts';
import { saveDraft } from './save-draft.ts';
import { publicTallies } from './public-tallies.ts';

const YEARS = [2024, 2025, 2026, 2027];
const NORMATIVE = ['05'];

let w: PublishingTown;
beforeAll(async () => {
  w = await publishingTown();
});

async function publish(more: Partial<Draft> = {}): Promise<DocumentId> {
  const id = await draft(w, more);
  await pass(w, id);
  return granted(await publishNow(w, id)).documentId;
}

async function correct(id: DocumentId, more: Partial<Draft>): Promise<void> {
  const { drafter } = w.people.actors;
  const { editionId } = granted(await perform(w.town, drafter, 'test', (act) => startCorrection(act, id)));
  const e = await edition(w, editionId);
  const text = { ...e, ...more, changeNote: '更正样例。' };
  granted(await perform(w.town, drafter, 'test', (act) => saveDraft(act, editionId, e.revision, text)));
  await pass(w, editionId);
  granted(await publishNow(w, editionId));
}

const office = (deed: (act: Act) => Promise<Outcome<null, DisclosureRefusal>>) =>
  perform(w.town, w.people.actors['openness-office'], 'test', deed);

/** Every document by itself, with a pencil. */
async function byHand(): Promise<unknown> {
  const { rows } = await sql<{
    item: string;
    organ: string;
    genre: string;
    docNo: string;
    at: Instant;
    made: Day | null;
    repealed: Day | null;
  }>`
    select d.item_code as item, d.organ_id as organ, e.genre, e.doc_no as "docNo", d.first_published_at as at,
      e.created_on as made, e.repealed_on as repealed
    from disclosure_documents d, disclosure_editions e where e.id = d.current_edition_id and d.state = 'published'`.execute(
    w.town.db,
  );
  return YEARS.map((year) => {
    const found: Record<string, number> = { made: 0, repealed: 0, inForce: 0 };
    for (const r of rows) {
      const on = dayOf(r.at);
      if (yearOf(on) === year) {
        const key = `${r.item} ${r.organ} ${r.genre} ${Number(on.slice(5, 7))}`;
        found[key] = (found[key] ?? 0) + 1;
      }
      if (!NORMATIVE.includes(r.item) || r.docNo === '') continue;
      if (r.made !== null && yearOf(r.made) === year) found.made!++;
      if (r.repealed !== null && yearOf(r.repealed) === year) found.repealed!++;
      if (r.made !== null && yearOf(r.made) <= year && (r.repealed === null || yearOf(r.repealed) > year)) found.inForce!++;
    }
    return found;
  });
}

async function bySums(): Promise<unknown> {
  return Promise.all(
    YEARS.map(async (year) => ({
      ...(await normativeCounts(w.town.db, NORMATIVE, year)),
      ...Object.fromEntries(
        (await publicCounts(w.town.db, year)).map((c) => [`${c.itemCode} ${c.organId} ${c.genre} ${c.month}`, c.count]),
      ),
    })),
  );
}

const tallied = async (): Promise<number> =>
  (await sql<{ n: number }>`select count(*)::int as n from disclosure_tallies`.execute(w.town.db)).rows[0]!.n;

describe('tallies of what is public', () => {
  test('are what the documents say after any deeds in any order', async () => {
    const texts = fc.record({
      genre: fc.constantFrom('通知', '公告', '意见'),
      docNo: fc.constantFrom('', '港政〔2026〕7号'),
      createdOn: fc.constantFrom(day('2025-12-31'), day('2026-01-01'), day('2026-11-16')),
    });
    const deeds = fc.array(
      fc.oneof(
        fc.record({ kind: fc.constant('publish' as const), text: texts }),
        fc.record({ kind: fc.constant('correct' as const), of: fc.nat(9), text: texts }),
        fc.record({
          kind: fc.constant('mark' as const),
          of: fc.nat(9),
          validity: fc.constantFrom('废止', '失效', '部分废止', '有效'),
          since: fc.constantFrom(day('2026-01-01'), day('2026-12-31'), day('2027-01-01')),
        }),
        fc.record({ kind: fc.constant('withdraw' as const), of: fc.nat(9) }),
        fc.record({ kind: fc.constant('settle' as const) }),
      ),
      { minLength: 6, maxLength: 10 },
    );
    let moved = 0;
    await fc.assert(
      fc.asyncProperty(deeds, async (asked) => {
        const open: DocumentId[] = [await publish({ docNo: '港政〔2026〕1号' })];
        for (const deed of asked) {
          const id = 'of' in deed ? open[deed.of % Math.max(1, open.length)] : undefined;
          const before = JSON.stringify(await bySums());
          if (deed.kind === 'publish') open.push(await publish(deed.text));
          else if (deed.kind === 'settle') await publicTallies.settle(w.town);
          else if (!id) continue;
          else if (deed.kind === 'correct') await correct(id, deed.text);
          else if (deed.kind === 'mark') granted(await office((act) => markValidity(act, id, deed.validity, deed.since, '样例')));
          else {
            granted(await office((act) => withdraw(act, id, '误发', 'wrong')));
            open.splice(open.indexOf(id), 1);
          }
          if (JSON.stringify(await bySums()) !== before) moved++;
          expect(await bySums()).toEqual(await byHand());
        }
        expect(await publicTallies.recount(w.town.db)).toBe(0);
      }),
      { numRuns: 6, seed: 20_261_129 },
    );
    expect(moved).toBeGreaterThan(10);
  });

  test('take a row for each deed, and one for each key once folded', async () => {
    await publicTallies.settle(w.town);
    const before = await tallied();
    await publish({ genre: '决定' });
    await publish({ genre: '决定' });
    expect(await tallied()).toBe(before + 2);
    await publicTallies.settle(w.town);
    expect(await tallied()).toBe(before + 1);
    expect(await bySums()).toEqual(await byHand());
  });

  test('hold while others publish and the night’s count runs', async () => {
    let done = false;
    const night = (async () => {
      while (!done) await publicTallies.settle(w.town);
    })();
    await Promise.all(Array.from({ length: 8 }, (_, i) => publish({ genre: i % 2 === 0 ? '通知' : '公告' })));
    done = true;
    await night;
    expect(await publicTallies.recount(w.town.db)).toBe(0);
    expect(await bySums()).toEqual(await byHand());
  });

  test('put a document into the month it is in Shanghai, to the minute', async () => {
    for (const at of ['2026-11-30T15:59:00Z', '2026-11-30T16:00:00Z', '2026-12-31T15:59:00Z', '2026-12-31T16:00:00Z']) {
      w.town.clock.set(at);
      await publish({ genre: '命令' });
    }
    const months = async (year: number) =>
      (await publicCounts(w.town.db, year))
        .filter((c) => c.genre === '命令')
        .map((c) => [c.month, c.count])
        .sort();
    expect(await months(2026)).toEqual([
      [11, 1],
      [12, 2],
    ]);
    expect(await months(2027)).toEqual([[1, 1]]);
    expect(await bySums()).toEqual(await byHand());
  });

  test('are set right, and the operator told, when somebody wrote to the database by hand', async () => {
    const id = await publish({ genre: '批复' });
    await sql`update disclosure_editions set genre = '意见' where document_id = ${id}`.execute(w.town.db);
    expect(await bySums()).not.toEqual(await byHand());
    const said: unknown[] = [];
    const log = { ...w.town.log, error: (fields: object) => void said.push(fields) };
    await publicTallies.settle({ ...w.town, log });
    expect(said).toEqual([{ table: 'disclosure_tallies', off: 2 }]);
    expect(await bySums()).toEqual(await byHand());
    await publicTallies.settle({ ...w.town, log });
    expect(said).toHaveLength(1);
  });
});
