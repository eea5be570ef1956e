// Finished pages under load, beside a bare node:http server that sends the same bytes, while a document is published every
// second and a reader of its own checks that no answer is older than the last acknowledged publication.
import { setTimeout as sleep } from 'node:timers/promises';
import { type Approved, approvedDrafts } from './drafts.ts';
import { get, load, type Load, loader } from './load.ts';
import { bare, serve, type Serving } from './processes.ts';
import { atMost, none, quantile, type Row, rounded } from './row.ts';
import { someDocuments, type World } from './world.ts';

const ROUNDS = 3;
const SECONDS = 8;
/** The connection's own headers, which every node:http server adds by itself. */
const OWN = new Set(['date', 'connection', 'keep-alive']);

interface Reading {
  answers: number;
  stale: number;
}

/** Reads the two lists; each answer must show what was acknowledged before it was asked for. */
async function check(serving: Serving, newest: () => Approved | null, reading: Reading): Promise<void> {
  for (const path of ['/', '/documents']) {
    const expected = newest();
    const answer = await get(`${serving.url}${path}`);
    if (!expected) continue;
    reading.answers++;
    if (!answer.body.includes(expected.title)) reading.stale++;
  }
}

async function publishing<T>(serving: Serving, drafts: Approved[], reading: Reading, work: () => Promise<T>): Promise<T> {
  let newest: Approved | null = null;
  const ending = new AbortController();
  const publisher = (async () => {
    while (!ending.signal.aborted) {
      const next = drafts.pop();
      if (!next) throw new Error('the approved drafts ran out');
      await serving.publish(next.id);
      newest = next;
      await check(serving, () => newest, reading);
      await sleep(1000, undefined, { signal: ending.signal }).catch(() => {});
    }
  })();
  const reader = (async () => {
    for (; !ending.signal.aborted; await sleep(40)) await check(serving, () => newest, reading);
  })();
  try {
    return await work();
  } finally {
    ending.abort();
    await Promise.all([publisher, reader]);
  }
}

export async function keptPages(world: World): Promise<Row[]> {
  const serving = await serve(world);
  const yardstick = await bare();
  const reading: Reading = { answers: 0, stale: 0 };
  const rows: Row[] = [];
  try {
    const [document] = await someDocuments(world, 1);
    const drafts = await approvedDrafts(world, 2 * ROUNDS * (SECONDS + 4));
    for (const [name, path] of [
      ['首页', '/'],
      ['文件页', document as string],
    ] as const) {
      const page = await get(`${serving.url}${path}`, { 'accept-encoding': 'br, gzip' });
      if (page.status !== 200) throw new Error(`${path}: ${page.status}`);
      const headers: string[] = [];
      for (let i = 0; i < page.rawHeaders.length; i += 2) {
        if (!OWN.has(page.rawHeaders[i]!.toLowerCase())) headers.push(page.rawHeaders[i]!, page.rawHeaders[i + 1]!);
      }
      await yardstick.show({ headers, body: page.body.toString('base64') });
      const ours: Load[] = [];
      const theirs: Load[] = [];
      await load(`${yardstick.url}/`, 2);
      await load(`${serving.url}${path}`, 2);
      for (let round = 0; round < ROUNDS; round++) {
        theirs.push(await load(`${yardstick.url}/`, SECONDS));
        ours.push(await publishing(serving, drafts, reading, () => load(`${serving.url}${path}`, SECONDS)));
      }
      const our = quantile(
        ours.map((l) => l.perSecond),
        0.5,
      );
      const their = quantile(
        theirs.map((l) => l.perSecond),
        0.5,
      );
      rows.push({
        what: `${name}，32 连接，每秒发布一件（${loader()}）`,
        measured: `${rounded(our)} 次/秒`,
        limit: `≥ 0.75 × ${rounded(their)} 次/秒`,
        ratio: our / their,
        met: our / their >= 0.75,
      });
      rows.push(
        atMost(
          `${name} p99`,
          quantile(
            ours.map((l) => l.p99Ms),
            0.5,
          ),
          20,
          'ms',
        ),
      );
      rows.push(
        none(
          `${name}出错的应答`,
          ours.reduce((n, l) => n + l.errors, 0),
          '次',
        ),
      );
    }
    rows.push(none(`发布确认之后的旧页面（查 ${reading.answers} 次）`, reading.stale, '次'));
  } finally {
    await serving.stop();
    await yardstick.stop();
  }
  return rows;
}
