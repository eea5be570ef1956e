// Tiles of the log beside a static file of similar size, out of the same process, in turns.
import { TILE_WIDTH, tilePath } from '../src/ledger/format/tiles.ts';
import { publishedCheckpoint } from '../src/ledger/read-log.ts';
import { fillOutbox } from './ledger-fill.ts';
import { get, load, loader } from './load.ts';
import { serve } from './processes.ts';
import { none, quantile, type Row, rounded } from './row.ts';
import type { World } from './world.ts';

const ROUNDS = 5;
const SECONDS = 5;

async function sentBytes(url: string): Promise<number> {
  const answer = await get(url, { 'accept-encoding': 'br, gzip' });
  if (answer.status !== 200) throw new Error(`${url}: ${answer.status}`);
  return answer.body.length;
}

/** The static file of the site whose sent size is nearest. */
async function assetLike(url: string, bytes: number): Promise<{ path: string; bytes: number }> {
  const pages = await Promise.all(['/', '/login'].map((p) => get(`${url}${p}`)));
  const paths = new Set(pages.flatMap((p) => p.body.toString().match(/\/assets\/[\w.-]+/g) ?? []));
  const assets = await Promise.all([...paths].map(async (path) => ({ path, bytes: await sentBytes(`${url}${path}`) })));
  const apart = (a: { bytes: number }): number => Math.abs(Math.log(a.bytes / bytes));
  const [nearest] = assets.sort((a, b) => apart(a) - apart(b));
  if (!nearest) throw new Error('the pages name no static file');
  return nearest;
}

export async function ledgerTiles(world: World): Promise<Row[]> {
  const tile = { level: 0, index: 0, width: TILE_WIDTH } as const;
  if (((await publishedCheckpoint(world.town))?.size ?? 0) < TILE_WIDTH) {
    await fillOutbox(world, TILE_WIDTH);
    await world.town.running?.settle();
  }
  const serving = await serve(world);
  try {
    const ours = `${serving.url}/ledger/${tilePath(tile)}`;
    const bytes = await sentBytes(ours);
    const asset = await assetLike(serving.url, bytes);
    const theirs = `${serving.url}${asset.path}`;
    await load(theirs, 2);
    await load(ours, 2);
    const rates: { our: number; their: number }[] = [];
    let errors = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const [their, our] = [await load(theirs, SECONDS), await load(ours, SECONDS)];
      errors += their.errors + our.errors;
      rates.push({ our: our.perSecond, their: their.perSecond });
    }
    const median = (of: (r: { our: number; their: number }) => number): number => quantile(rates.map(of), 0.5);
    // Of neighbours in time: the machine's other work weighs on both.
    const ratio = median((r) => r.our / r.their);
    return [
      {
        what: `存证哈希块 ${bytes} 字节，32 连接，旁边是 ${asset.bytes} 字节的静态文件（${loader()}）`,
        measured: `${rounded(median((r) => r.our))} 次/秒`,
        limit: `≥ 0.9 × ${rounded(median((r) => r.their))} 次/秒`,
        ratio,
        met: ratio >= 0.9,
      },
      none('其中出错的应答', errors, '次'),
    ];
  } finally {
    await serving.stop();
  }
}
