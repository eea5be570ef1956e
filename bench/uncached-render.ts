// A document page made anew: reads, rendering and compression of a page that nobody has kept.
import { perform } from '../src/platform/act/act.ts';
import { systemActor } from '../src/platform/act/actor.ts';
import { done } from '../src/town/outcome.ts';
import { servePublic } from '../test/support/public-town.ts';
import { atMost, quantile, type Row } from './row.ts';
import { someDocuments, type World } from './world.ts';

const WARM = 50;
const MEASURED = 300;

export async function uncachedRender(world: World): Promise<Row[]> {
  const app = await servePublic(world.town);
  const paths = await someDocuments(world, WARM + MEASURED);
  const times: number[] = [];
  for (const [i, path] of paths.entries()) {
    // The public version moves, so that nothing kept can answer.
    await perform(world.town, systemActor, 'bench', async (act) => {
      act.publicChanged();
      return done(null);
    });
    const began = performance.now();
    const answer = await app.inject({ method: 'GET', url: path, headers: { host: '127.0.0.1', 'accept-encoding': 'br' } });
    const took = performance.now() - began;
    if (answer.statusCode !== 200) throw new Error(`${path}: ${answer.statusCode}`);
    if (i >= WARM) times.push(took);
  }
  await app.close();
  return [atMost('文件页重新生成，中位数', quantile(times, 0.5), 10, 'ms')];
}
