// A process of its own that serves the measured town with the real program and, told to, publishes through the real verb.
import { perform } from '../src/platform/act/act.ts';
import type { Actor } from '../src/platform/act/actor.ts';
import { startServer } from '../src/main.ts';
import { openInstallation, openTown, listTowns } from '../src/platform/installation.ts';
import { releaseNow } from '../src/rooms/disclosure/door.ts';
import type { EditionId } from '../src/town/ids.ts';
import { quietLog } from '../test/support/stand-ins.ts';
import { configFor } from './world.ts';

export interface ServingOrder {
  publish: EditionId;
  actor: Actor;
}

export type ServingReport = { url: string } | { published: EditionId };

const place = JSON.parse(process.argv[2] ?? '{}') as { url: string; data: string; slug: string };
const config = configFor(place);
const installation = await openInstallation(config, { ...quietLog, error: (fields, said) => console.error(said, fields) });
const row = (await listTowns(installation)).find((t) => t.slug === place.slug);
if (!row) throw new Error(`no town ${place.slug}`);
const town = await openTown(installation, row);
const running = await startServer(installation, town, config);
const tell = (report: ServingReport): void => void process.send?.(report);

process.on('message', async (order: ServingOrder) => {
  const outcome = await perform(town, order.actor, 'disclosure.release', (act) => releaseNow(act, order.publish));
  if (!outcome.ok) throw new Error(`not published: ${JSON.stringify(outcome.refusals)}`);
  tell({ published: order.publish });
});
process.on('disconnect', () => process.exit(0));
tell({ url: running.url });
