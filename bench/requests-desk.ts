// The desk of 200,000 requests: every list its filters can ask for, total included, as everybody who works there sees it.
import { sql } from 'kysely';
import type { Actor } from '../src/platform/act/actor.ts';
import { deskFigures, type ListFilter, listRequests, requestsWaiting } from '../src/rooms/requests/reads.ts';
import { today } from '../src/platform/clock.ts';
import { loadRequests } from './requests-load.ts';
import { atMost, quantile, type Row } from './row.ts';
import type { World } from './world.ts';
import { addDays } from '../src/town/day.ts';

const REQUESTS = 200_000;
const ROUNDS = 3;
const LIMIT = 30;

const whiches: readonly ListFilter['which'][] = ['open', 'turn', 'late', 'soon', 'mine', 'watched', 'ended', 'all'];

function filters({ people }: World): (ListFilter & { name: string })[] {
  const plain = { state: null, organId: null, kind: null, words: '', page: 1 } as const;
  const more: readonly (Partial<ListFilter> & { name: string })[] = [
    { name: '' },
    { name: '第 3 页', page: 3 },
    { name: '状态', state: 'handling' },
    { name: '状态', state: 'archived' },
    { name: '单位', organId: people.finance.id },
    { name: '申请人类型', kind: 'business' },
    { name: '单位和类型', organId: people.finance.id, kind: 'natural' },
    { name: '编号', words: 'SQ-2026-0123456' },
    { name: '常见的词', words: '通知' },
    { name: '少见的词', words: '通知199' },
    { name: '没有的词', words: '鸀鳿' },
  ];
  return whiches.flatMap((which) => more.map((m) => ({ ...plain, ...m, which, name: `${which} ${m.name}`.trim() })));
}

export async function requestsDesk(world: World): Promise<Row[]> {
  const { town, people } = world;
  const now = today(town.clock);
  await loadRequests(world, {
    count: REQUESTS,
    from: addDays(now, -3 * 365),
    to: now,
    open: 0.1,
    shapes: 5_000,
    whole: true,
    year: 2026,
  });
  await sql`insert into requests_watchers select id, ${people.staff['openness-office'].id} from requests_requests
    where ended_on is null and right(id, 2) = '07'`.execute(town.db);
  const who: readonly Actor[] = [
    people.actors['openness-office'],
    people.actors.drafter,
    people.actors.window,
    people.actors.principal,
  ];
  const took: { name: string; ms: number }[] = [];
  const figures: number[] = [];
  for (let round = 0; round < ROUNDS; round++)
    for (const actor of who) {
      for (const { name, ...filter } of filters(world)) {
        const began = performance.now();
        await listRequests(town.db, actor, filter, now);
        took.push({ name: `${actor.roles[0]} ${name}`, ms: performance.now() - began });
      }
      const began = performance.now();
      await deskFigures(town.db, actor, now);
      await requestsWaiting(town.db, actor, now);
      figures.push(performance.now() - began);
    }
  const slowest = [...took].sort((a, b) => b.ms - a.ms)[0]!;
  const ms = took.map((t) => t.ms);
  if (process.env.BENCH_EACH)
    for (const t of [...took].sort((a, b) => b.ms - a.ms).slice(0, 60)) process.stderr.write(`${t.ms.toFixed(1)} ${t.name}\n`);
  const each = `一半快于 ${quantile(ms, 0.5).toFixed(1)} ms，最慢 ${slowest.ms.toFixed(0)} ms：${slowest.name}`;
  return [
    atMost(`${REQUESTS} 件申请的台账，${took.length} 次查询（${each}），含总数，p95`, quantile(ms, 0.95), LIMIT, 'ms'),
    atMost('台账上方的数字和等我办的件数，p95', quantile(figures, 0.95), LIMIT, 'ms'),
  ];
}
