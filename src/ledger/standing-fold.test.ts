// Who owes what, against an oracle that reads the whole history again for every question.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type Day, day, dayOf, instant } from '../town/day.ts';
import type { Entry, EntryType } from './format/entry.ts';
import { applyEntry, emptyStanding, fromSaved, overdueOn, type Standing, toSaved } from './standing-fold.ts';

function entry(type: EntryType, id: string, more: Partial<Entry> = {}): Entry {
  const rest = { due: null, ground: null, digest: null, digestSm3: null, size: null, media: null };
  return {
    v: 1,
    type,
    org: 'A',
    id,
    seq: 1,
    prev: null,
    claimedAt: '2026-11-02T01:00:00.000Z',
    ...rest,
    actorRole: 'x',
    ...more,
  };
}

function folded(entries: readonly Entry[]): Standing {
  return entries.reduce((s, e, i) => applyEntry(s, i, e), emptyStanding());
}

const due = '2026-11-20';
const after = day('2026-11-23');
const overdue = (entries: readonly Entry[], on: Day = after): string[] => overdueOn(folded(entries), on).map((d) => d.id);

describe('a duty', () => {
  test('is overdue from the day after its day, until it is published or declined', () => {
    const registered = entry('register', 'd1', { due });
    expect(overdue([registered], day(due))).toEqual([]);
    expect(overdueOn(folded([registered]), after)).toEqual([{ id: 'd1', org: 'A', due, registeredAt: 0, days: 3 }]);
    expect(overdue([registered, entry('publish', 'n1', { prev: 0 })])).toEqual([]);
    expect(overdue([registered, entry('decline', 'd1', { prev: 0, ground: 'nil' })])).toEqual([]);
    expect(overdue([registered, entry('decline', 'd1', { prev: 0, ground: '条例2019#14' })])).toEqual([]);
  });

  test('is not ended by a publication that names no entry of it', () => {
    const registered = entry('register', 'd1', { due });
    expect(overdue([registered, entry('publish', 'n1')])).toEqual(['d1']);
    expect(overdue([registered, entry('register', 'd2'), entry('publish', 'n1', { prev: 1 })])).toEqual(['d1']);
    expect(overdue([registered, entry('decline', 'd2', { prev: 0 })])).toEqual(['d1']);
  });

  test('is ended by a publication that names its correction or the note that it is late', () => {
    const moved = entry('clock-correction', 'd1', { prev: 0, due: '2026-11-21' });
    const noted = entry('late', 'd1', { prev: 1 });
    const chain = [entry('register', 'd1', { due }), moved, noted];
    expect(overdueOn(folded(chain), after)).toMatchObject([{ id: 'd1', due: '2026-11-21', days: 2 }]);
    for (const prev of [0, 1, 2]) expect(overdue([...chain, entry('publish', 'n1', { prev })])).toEqual([]);
  });

  test('is owed again when it is registered again, and only by what is named after that', () => {
    const again = [
      entry('register', 'd1', { due }),
      entry('publish', 'n1', { prev: 0 }),
      entry('withdraw', 'n1', { prev: 1 }),
      entry('register', 'd1', { prev: 0, due }),
    ];
    expect(overdue(again)).toEqual(['d1']);
    expect(overdue([...again, entry('publish', 'n2', { prev: 0 })])).toEqual(['d1']);
    expect(overdue([...again, entry('publish', 'n2', { prev: 3 })])).toEqual([]);
  });

  test('published after its Shanghai day is late, whatever the hour in Greenwich', () => {
    const at = (claimedAt: string): boolean =>
      folded([entry('register', 'd1', { due }), entry('publish', 'n1', { prev: 0, claimedAt })]).documents.get('n1')!.late;
    expect(at('2026-11-20T15:59:59.999Z')).toBe(false);
    expect(at('2026-11-20T16:00:00.000Z')).toBe(true);
  });
});

describe('the fold', () => {
  test('takes entries in their order only', () => {
    expect(() => applyEntry(emptyStanding(), 1, entry('register', 'd1'))).toThrow(RangeError);
    const s = folded([entry('register', 'd1')]);
    expect(() => applyEntry(s, 0, entry('register', 'd1'))).toThrow(RangeError);
  });

  test('counts for each organ, and sorts texts by size', () => {
    const size = (n: number, bytes: number): Entry => entry('publish', `n${n}`, { size: bytes });
    const s = folded([
      size(1, 100),
      size(2, 512),
      size(3, 513),
      size(4, 1e6),
      entry('decline', 'd', { org: 'B', ground: 'nil' }),
    ]);
    expect(s.orgs.get('A')).toMatchObject({ published: 4, sizes: [2, 1, 0, 0, 0, 0, 1] });
    expect(s.orgs.get('B')).toMatchObject({ nil: 1, declined: 0 });
  });

  test('keeps of a document when it came, changed, went and was erased', () => {
    const s = folded([
      entry('publish', 'n1'),
      entry('revise', 'n1', { prev: 0 }),
      entry('revise', 'n1', { prev: 1 }),
      entry('withdraw', 'n1', { prev: 2 }),
      entry('erase', 'n1', { prev: 3 }),
    ]);
    const record = { publishedAt: 0, revisions: 2, revisedAt: 2, withdrawnAt: 3, erasedAt: 4 };
    expect(s.documents.get('n1')).toMatchObject(record);
  });

  test('lets go of duties that were met and of those under which nothing arose', () => {
    const s = emptyStanding();
    for (let i = 0; i < 1_000; i++) {
      applyEntry(s, 2 * i, entry('register', `d${i}`, { due }));
      applyEntry(s, 2 * i + 1, entry('decline', `d${i}`, { prev: 2 * i, ground: 'nil' }));
    }
    applyEntry(s, 2_000, entry('register', 'd', { due }));
    applyEntry(s, 2_001, entry('publish', 'n', { prev: 2_000 }));
    expect([s.duties.size, s.standing.size, s.documents.size]).toEqual([0, 0, 1]);
    expect(s.documents.get('n')).toMatchObject({ duty: 'd', late: false });
  });
});

interface OracleDuty {
  due: string | null;
  state: string;
  late: boolean;
  document?: { id: string; at: number };
}

/** Read from the history each time: the last registration, then the first entry after it that ends it. */
function oracle(history: readonly Entry[], id: string): OracleDuty | null {
  const from = history.findLastIndex((e) => e.type === 'register' && e.id === id);
  if (from < 0) return null;
  const answer: OracleDuty = { due: history[from]!.due, state: 'owed', late: false };
  const names = [from];
  for (const [i, e] of history.entries()) {
    if (i <= from) continue;
    if (answer.state !== 'owed') continue;
    if (e.type === 'late' && e.id === id) answer.late = true;
    if (e.type === 'clock-correction' && e.id === id) answer.due = e.due ?? answer.due;
    if ((e.type === 'late' || e.type === 'clock-correction') && e.id === id) names.push(i);
    if (e.type === 'decline' && e.id === id) answer.state = e.ground === 'nil' ? 'nil' : 'declined';
    if (e.type === 'publish' && e.prev !== null && names.includes(e.prev)) {
      answer.state = 'published';
      answer.document = { id: e.id, at: i };
      if (answer.due !== null && dayOf(instant(e.claimedAt)) > answer.due) answer.late = true;
    }
  }
  return answer;
}

const days = fc.integer({ min: 0, max: 12 }).map((n) => addDays(day('2026-11-10'), n));
const times = fc.tuple(days, fc.constantFrom('01:00', '15:59', '16:00', '23:00')).map(([d, t]) => `${d}T${t}:00.000Z`);
const dutyEntry = fc.record({
  type: fc.constantFrom<EntryType>('register', 'register', 'clock-correction', 'late', 'decline'),
  id: fc.constantFrom('d1', 'd2', 'd3'),
  due: fc.option(days),
  ground: fc.constantFrom('nil', '条例2019#14'),
});
const documentEntry = fc.record({
  type: fc.constantFrom<EntryType>('publish', 'publish', 'revise', 'withdraw', 'erase'),
  id: fc.constantFrom('n1', 'n2', 'n3', 'n4'),
  due: fc.constant(null),
  ground: fc.constant(null),
});
const step = fc.record({
  what: fc.oneof(dutyEntry, documentEntry),
  back: fc.integer({ min: 0, max: 8 }),
  claimedAt: times,
  org: fc.constantFrom('A', 'B'),
});
const history = fc.array(step, { maxLength: 60 }).map((steps) =>
  steps.map(({ what, back, claimedAt, org }, i) => {
    const ground = what.type === 'decline' ? what.ground : null;
    return entry(what.type, what.id, { due: what.due, ground, claimedAt, org, prev: back > i || back === 0 ? null : i - back });
  }),
);

describe('any history', () => {
  test('leaves every duty as an oracle finds it that reads everything again', () => {
    fc.assert(
      fc.property(history, days, (entries, today) => {
        const s = folded(entries);
        for (const id of ['d1', 'd2', 'd3']) {
          const should = oracle(entries, id);
          const is = s.duties.get(id);
          if (should === null || should.state === 'nil' || should.state === 'published') expect(is).toBeUndefined();
          else
            expect({ due: is!.due, state: is!.state, late: is!.late }).toEqual({
              due: should.due,
              state: should.state,
              late: should.late,
            });
          const document = should?.document === undefined ? undefined : s.documents.get(should.document.id);
          if (document?.publishedAt === should?.document?.at && document)
            expect(document).toMatchObject({ duty: id, late: should!.late });
        }
        const owed = ['d1', 'd2', 'd3'].filter((id) => {
          const d = oracle(entries, id);
          return d?.state === 'owed' && d.due !== null && d.due < today;
        });
        const list = overdueOn(s, today);
        expect(list.map((d) => d.id).sort()).toEqual(owed);
        expect(list.map((d) => d.due)).toEqual(list.map((d) => d.due).sort());
      }),
      { numRuns: 1_000 },
    );
  });

  test('leaves every document as an oracle finds it', () => {
    fc.assert(
      fc.property(history, (entries) => {
        const s = folded(entries);
        for (const id of ['n1', 'n2', 'n3', 'n4']) {
          const from = entries.findLastIndex((e) => e.type === 'publish' && e.id === id);
          const later = entries.map((e, i) => ({ ...e, i })).filter((e) => e.i > from && e.id === id);
          const last = (type: EntryType): number | null => later.findLast((e) => e.type === type)?.i ?? null;
          if (from < 0) expect(s.documents.has(id)).toBe(false);
          else
            expect(s.documents.get(id)).toMatchObject({
              org: entries[from]!.org,
              publishedAt: from,
              revisions: later.filter((e) => e.type === 'revise').length,
              revisedAt: last('revise'),
              withdrawnAt: last('withdraw'),
              erasedAt: last('erase'),
            });
        }
      }),
      { numRuns: 500 },
    );
  });

  test('is the same when it is put away as JSON and taken up again anywhere', () => {
    fc.assert(
      fc.property(history, fc.nat(60), (entries, at) => {
        const first = folded(entries.slice(0, at));
        const again = fromSaved(JSON.parse(JSON.stringify(toSaved(first))));
        for (const [i, e] of entries.slice(at).entries()) applyEntry(again, Math.min(at, entries.length) + i, e);
        expect(again).toEqual(folded(entries));
      }),
      { numRuns: 300 },
    );
  });
});
