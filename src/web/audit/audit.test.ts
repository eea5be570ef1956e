// The audit reading room over HTTP: who gets in, what is shown, and that reading leaves a trace.
import { readdirSync, readFileSync } from 'node:fs';
import ExcelJS from 'exceljs';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SamplePeople, samplePeople } from '../../../test/support/people.ts';
import { serveRoom, type ServedRoom } from '../../../test/support/serve-room.ts';
import { type TestTown, testTown } from '../../../test/support/town.ts';
import { perform } from '../../platform/act/act.ts';
import { deeds } from '../../rooms/requests/deeds.ts';
import { done } from '../../town/outcome.ts';
import { roles } from '../../town/roles.ts';
import { subjectWord, verbWord } from './audit-words.ts';
import { auditNav, auditRoutes } from './routes.ts';

let town: TestTown;
let people: SamplePeople;
let served: ServedRoom;
beforeAll(async () => {
  town = await testTown();
  people = await samplePeople(town);
  served = await serveRoom(town, people, { routes: auditRoutes, consoleNav: auditNav });
});
afterAll(() => served.app.close());

const see = async (query = ''): Promise<string> => {
  const answer = await served.get(`/console/audit${query}`, 'audit-admin');
  expect(answer.statusCode).toBe(200);
  return answer.body;
};
const seqs = (body: string): number[] => [...body.matchAll(/id="row-(\d+)"/g)].map((m) => Number(m[1]));
const countOf = (body: string): number => Number(/共 <b>(\d+)<\/b>/.exec(body)?.[1]);
const nextOf = (body: string): string | null => /rel="next" href="([^"]+)"/.exec(body)?.[1]?.replaceAll('&amp;', '&') ?? null;
const readings = async (): Promise<number> => {
  const { rows } = await sql<{ n: number }>`select count(*) as n from platform_audit where verb = 'audit.read'`.execute(town.db);
  return rows[0]!.n;
};
const deed = (verb: string, subject: string, detail: object): Promise<unknown> =>
  perform(town, people.actors.drafter, verb, async (act) => {
    act.record(subject, detail as Record<string, unknown>);
    return done(null);
  });

describe('the audit chain', () => {
  test('is read, exported and checked by the audit administrator and by nobody else', async () => {
    const before = await readings();
    for (const role of roles.filter((r) => r !== 'audit-admin')) {
      for (const path of ['/console/audit', '/console/audit?before=5', '/console/audit/export.xlsx']) {
        const answer = await served.get(path, role);
        expect([role, path, answer.statusCode]).toEqual([role, path, 403]);
        expect(answer.body).not.toContain('row-');
      }
      expect((await served.post('/console/audit/verify', role, {})).statusCode).toBe(403);
    }
    expect((await served.get('/console/audit')).statusCode).toBe(303);
    expect(await readings()).toBe(before);
  });

  test('refuses a date that is none and shows nothing instead of everything', async () => {
    for (const query of ['?from=2026-02-30', '?to=gestern', '?from=2026-11-23&to=2026-11-22']) {
      const answer = await served.get(`/console/audit${query}`, 'audit-admin');
      expect(answer.statusCode).toBe(422);
      expect(seqs(answer.body)).toEqual([]);
      expect(answer.body).toMatch(/不是有效的日期|开始日期晚于结束日期/);
    }
    expect((await served.get('/console/audit/export.xlsx?from=x', 'audit-admin')).statusCode).toBe(303);
  });

  test('shows every row there is, newest first, page by page, none twice', async () => {
    for (let i = 0; i < 130; i++) await deed('test-deed', `thing:${i}`, { i });
    const seen: number[] = [];
    let body = await see();
    for (;;) {
      seen.push(...seqs(body));
      const next = nextOf(body);
      if (!next) break;
      body = (await served.get(next, 'audit-admin')).body;
    }
    const { rows } = await sql<{ seq: number }>`select seq from platform_audit order by seq desc`.execute(town.db);
    expect(seen).toEqual(rows.map((r) => r.seq));
    // And back up from the last page.
    const newer = /rel="prev" href="([^"]+)"/.exec(body)?.[1] ?? '';
    const up = seqs((await served.get(newer, 'audit-admin')).body);
    expect(up).toEqual([...up].sort((a, b) => b - a));
    expect(up.at(-1)).toBe(seqs(body)[0]! + 1);
  });

  test('writes one row for a view and none for turning its pages, not even when a page is asked for out of the blue twice', async () => {
    const before = await readings();
    const first = await see('?verb=test-deed');
    expect(await readings()).toBe(before + 1);
    await served.get(nextOf(first)!, 'audit-admin');
    expect(await readings()).toBe(before + 1);
    await see('?verb=add-staff&before=900000');
    expect(await readings()).toBe(before + 2);
    await see('?verb=add-staff&before=90000');
    expect(await readings()).toBe(before + 2);
    const latest = await see();
    expect(latest).toContain('查阅审计记录');
  });

  test('shows everything of a row and runs nothing of it', async () => {
    await deed('unheard-of', 'document:abc', {
      title: '<script>alert(1)</script>',
      quoted: '引号"',
      nested: { deep: [1, '二'] },
    });
    const body = await see('?verb=unheard-of');
    expect(seqs(body)).toHaveLength(1);
    expect(body).toContain('unheard-of');
    expect(body).toContain('文件 abc');
    expect(body).toContain('&lt;script>alert(1)');
    expect(body).not.toContain('<script>alert(1)');
    const { rows } = await sql<{
      entry: string;
      hash: string;
    }>`select entry, hash from platform_audit where verb = 'unheard-of'`.execute(town.db);
    expect(body).toContain(rows[0]!.hash);
    const shown = body.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
    expect(shown).toContain(rows[0]!.entry);
  });

  test('is filtered by day, person, deed and text, quotes and all', async () => {
    expect(countOf(await see('?verb=test-deed'))).toBe(130);
    expect(countOf(await see('?person=拟稿人&verb=test-deed'))).toBe(130);
    expect(countOf(await see('?person=保密&verb=test-deed'))).toBe(0);
    expect(countOf(await see(`?text=${encodeURIComponent('引号"')}&verb=unheard-of`))).toBe(1);
    expect(countOf(await see(`?text=${encodeURIComponent("' or 1=1 --")}`))).toBe(1); // this very view
    expect(countOf(await see('?to=2026-11-22'))).toBe(0);
    town.clock.set('2026-11-23T16:30:00Z');
    await deed('late-deed', 'thing:late', {});
    expect(countOf(await see('?from=2026-11-24&verb=late-deed'))).toBe(1);
    expect(countOf(await see('?to=2026-11-23&verb=late-deed'))).toBe(0);
  });

  test('leaves as a workbook of the same rows, on record', async () => {
    const answer = await served.get('/console/audit/export.xlsx?verb=test-deed', 'audit-admin');
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(answer.rawPayload as unknown as ArrayBuffer);
    expect(book.worksheets[0]!.rowCount).toBe(131);
    const body = await see('?verb=audit.export');
    expect(countOf(body)).toBe(1);
    expect(body).toContain('&quot;rows&quot;: 130');
  });

  test('is checked on demand while acts go on, the result shown and on record; tampering shows where', async () => {
    const busy = Promise.all(Array.from({ length: 20 }, (_, i) => deed('meanwhile', `thing:${i}`, {})));
    const answer = await served.post('/console/audit/verify', 'audit-admin', {});
    await busy;
    expect(answer.headers.location).toBe('/console/audit?done=verified');
    expect(await see('?done=verified')).toContain('审计链完整');
    expect(countOf(await see('?verb=audit.verify'))).toBe(1);

    const own = town.engine.owner(town.schema);
    await sql`update platform_audit set entry = replace(entry, 'test-deed', 'best-deed') where seq = 60`.execute(own);
    await served.post('/console/audit/verify', 'audit-admin', {});
    expect(await see()).toContain('第 60 条断裂');
    await sql`update platform_audit set entry = replace(entry, 'best-deed', 'test-deed') where seq = 60`.execute(own);
    await served.post('/console/audit/verify', 'audit-admin', {});
    expect(await see()).toContain('审计链完整');
  });
});

describe('words for deeds', () => {
  test('are there for every verb the code performs', () => {
    const source = new URL('../../', import.meta.url);
    const files = (readdirSync(source, { recursive: true }) as string[]).filter((f) => /(?<!\.test)\.tsx?$/.test(f));
    const calls = /\b(?:perform|insist|run\(ctx)(?:<[^>(]*>)?[(,]\s*[^;]{0,90}?,\s*'([a-z][a-z.-]+)'/g;
    const verbs = files.flatMap((f) => [...readFileSync(new URL(f, source), 'utf8').matchAll(calls)].map((m) => m[1]!));
    expect(new Set(verbs).size).toBeGreaterThan(60);
    expect([...new Set(verbs)].filter((verb) => !/^[\p{Script=Han}]+$/u.test(verbWord(verb)))).toEqual([]);
  });

  test('are there for every deed on a request, none borrowed from another room’s verb', () => {
    for (const name of [...Object.keys(deeds), 'submit', 'enter', 'look', 'applicant', 'decide-suggestion']) {
      expect(verbWord(`requests.${name}`), name).toMatch(/^\p{Script=Han}+$/u);
      expect(verbWord(`requests.${name}`), name).not.toBe(verbWord(name));
    }
  });

  test('leave what they do not know as it is', () => {
    expect(verbWord('some.new-thing')).toBe('some.new-thing');
    expect(verbWord('constructor')).toBe('constructor');
    expect(subjectWord('wagon:7', new Map())).toBe('wagon 7');
    expect(subjectWord('organ:7', new Map([['organ:7', { name: '财政所' }]]))).toBe('机构 财政所 7');
    expect(subjectWord(null, new Map())).toBe('');
  });
});
