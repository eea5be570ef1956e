// The harvest endpoint: what a county that only follows cursors ends up with.
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { publicTown, type PublicTown, publish } from '../../../test/support/public-town.ts';
import { serveApi } from '../../../test/support/serve-api.ts';
import { perform } from '../../platform/act/act.ts';
import { systemActor } from '../../platform/act/actor.ts';
import { markValidity, withdraw } from '../../rooms/disclosure/door.ts';
import { day } from '../../town/day.ts';
import { done } from '../../town/outcome.ts';
import { changeOf } from './changes.ts';

interface Change {
  cursor: string;
  kind: string;
  indexNo: string;
  edition: number | null;
  validity: string | null;
  validityDay: string | null;
  withdrawn: boolean;
  title: string | null;
}

let it: PublicTown;
let app: FastifyInstance;
beforeAll(async () => {
  it = await publicTown();
  app = await serveApi(it.town);
});
afterAll(() => app.close());

async function page(since: string, limit: number): Promise<{ items: Change[]; next: string; more: boolean }> {
  const answer = await app.inject({ method: 'GET', url: `/api/v1/changes?since=${since}&limit=${limit}` });
  expect(answer.statusCode).toBe(200);
  return answer.json();
}

async function all(since: string, limit = 50): Promise<{ items: Change[]; next: string }> {
  const items: Change[] = [];
  for (let next = since; ; ) {
    const got = await page(next, limit);
    items.push(...got.items);
    expect(got.next >= next).toBe(true);
    next = got.next;
    if (!got.more) return { items, next };
  }
}

describe('the change feed', () => {
  test('takes nothing from the audit chain but a kind, a number, a known word and a date', () => {
    expect(changeOf({})).toBeNull();
    expect(changeOf({ item: '05', organ: 'x', duty: null })).toBeNull();
    expect(changeOf({ correcting: 2 })).toBeNull();
    expect(changeOf({ validity: '<script>' })).toBeNull();
    expect(changeOf({ dismissed: 'personal', reason: '秘密' })).toBeNull();
    expect(changeOf({ validity: '废止', since: '秘密', note: '秘密' })).toEqual({
      kind: 'validity',
      edition: null,
      validity: '废止',
      validityDay: null,
    });
    expect(JSON.stringify(changeOf({ withdrawn: '秘密', ground: 'personal' }))).not.toContain('秘密');
  });

  test('tells every publication, correction and withdrawal so far, in order, whatever the size of its pages', async () => {
    const { items, next } = await all('0');
    expect(items.filter((c) => c.kind === 'corrected')).toMatchObject([{ indexNo: it.numbers.corrected, edition: 2 }]);
    expect(items.filter((c) => c.kind === 'withdrawn')).toMatchObject([{ indexNo: it.numbers.withdrawn, title: null }]);
    expect(items.filter((c) => c.indexNo === it.numbers.withdrawn).map((c) => [c.kind, c.title])).toEqual([
      ['published', null],
      ['withdrawn', null],
    ]);
    const cursors = items.map((c) => c.cursor);
    expect(cursors).toEqual([...new Set(cursors)].sort());
    for (const limit of [1, 3, 200]) expect((await all('0', limit)).items).toEqual(items);
    expect(await all(next)).toEqual({ items: [], next });
  });

  test('tells validity with its day, and skips over acts that are nobody’s business', async () => {
    const { next } = await all('0');
    for (let i = 0; i < 5; i++) {
      await perform(it.town, systemActor, 'test', async (act) => {
        act.record('document:none', { validity: '废止', index: 5, private: '内部' });
        return done(null);
      });
    }
    const { office } = it.people;
    const made = await publish(it.town, it.people, { itemCode: '05', organId: office.id, title: '将要废止的样例通知' });
    await perform(it.town, it.people.actors['openness-office'], 'test', (act) =>
      markValidity(act, made.id, '废止', day('2026-11-20'), '机构调整'),
    );
    const fresh = await all(next);
    expect(fresh.items.map((c) => [c.kind, c.validity, c.validityDay])).toEqual([
      ['published', null, null],
      ['validity', '废止', '2026-11-20'],
    ]);
    expect(JSON.stringify(fresh.items)).not.toContain('机构调整');
  });

  test('loses nothing and doubles nothing while eight publish at once and it is read all the time', async () => {
    const { next: from } = await all('0');
    const made: string[] = [];
    const gone: string[] = [];
    const publisher = async (n: number): Promise<void> => {
      for (let i = 0; i < 8; i++) {
        const document = await publish(it.town, it.people, {
          itemCode: '05',
          organId: n % 2 ? it.people.office.id : it.people.finance.id,
          title: `并发样例${n}之${i}`,
        });
        made.push(document.indexNo);
        if (i % 4 !== 3) continue;
        const outcome = await perform(it.town, it.people.actors['openness-office'], 'test', (act) =>
          withdraw(act, document.id, '样例撤回', 'wrong'),
        );
        expect(outcome.ok).toBe(true);
        gone.push(document.indexNo);
      }
    };
    let running = true;
    const harvested: Change[] = [];
    let cursor = from;
    const harvester = async (): Promise<void> => {
      while (running) {
        const got = await page(cursor, 7);
        harvested.push(...got.items);
        cursor = got.next;
      }
    };
    const reading = harvester();
    await Promise.all(Array.from({ length: 8 }, (_, n) => publisher(n)));
    running = false;
    await reading;
    harvested.push(...(await all(cursor)).items);
    const of = (kind: string) =>
      harvested
        .filter((c) => c.kind === kind)
        .map((c) => c.indexNo)
        .sort();
    expect(of('published')).toEqual(made.sort());
    expect(of('withdrawn')).toEqual(gone.sort());
    const cursors = harvested.map((c) => c.cursor);
    expect(cursors).toEqual([...new Set(cursors)].sort());
  });
});
