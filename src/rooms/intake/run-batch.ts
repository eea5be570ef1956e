// The background work of a set from the desk: a file at a time, each with its own act. Killed and begun again, it goes on
// with the files that have no end yet.
import { perform } from '../../platform/act/act.ts';
import type { Actor } from '../../platform/act/actor.ts';
import { today } from '../../platform/clock.ts';
import type { Town } from '../../platform/town.ts';
import { done, refuse } from '../../town/outcome.ts';
import { staffIdentity } from '../people/door.ts';
import { type Batch, batchById, type BatchLine, figuresOf, linesOf } from './batches.ts';
import type { FileBox } from './file-box.ts';
import { importOne, startRun } from './import-one.ts';
import type { BatchId, Entry } from './intake.ts';
import { lockBatch, setBatchState, settleLine } from './store.ts';

/** Whoever began the import, with the roles they hold today: a post lost meanwhile imports nothing. */
async function actorOf(town: Town, batch: Batch): Promise<Actor> {
  const identity = batch.accountId ? await staffIdentity(town.db, batch.accountId, today(town.clock)) : null;
  return {
    kind: 'staff',
    accountId: batch.accountId,
    staffId: batch.staffId,
    organId: identity?.organId ?? null,
    name: batch.staffName,
    roles: identity?.roles ?? [],
    address: null,
  };
}

function storedBox(town: Town, lines: readonly BatchLine[]): FileBox {
  const shaOf = new Map(lines.flatMap((l) => (l.sha256 && l.role !== 'sheet' ? [[l.name, l.sha256] as const] : [])));
  return {
    names: [...shaOf.keys()],
    async read(name) {
      const sha = shaOf.get(name);
      const bytes = sha ? await town.files.read(sha) : null;
      return bytes ? done(bytes) : refuse({ code: 'row-file-missing', facts: { file: name } });
    },
  };
}

export async function runBatch(town: Town, payload: Readonly<Record<string, unknown>>): Promise<void> {
  const id = String(payload.batchId) as BatchId;
  const batch = await batchById(town.db, id);
  if (!batch || (batch.state !== 'looking' && batch.state !== 'importing')) return;
  const lines = await linesOf(town.db, id);
  const run = await startRun(town, await actorOf(town, batch), storedBox(town, lines), {
    choices: { item: batch.itemCode, organ: batch.organId },
    via: '工作台',
    pretend: batch.state === 'looking',
  });
  for (const line of lines.filter((l) => l.role === 'document' && l.state === 'waiting')) {
    const { rowKey, keyed, name, row, wish, release } = line;
    const entry: Entry = { lineId: line.id, rowKey, keyed, name, row, wish, release };
    const settled = await importOne(run, entry);
    await settleLine(town.db, town.clock.now(), line.id, settled);
  }
  await perform(town, run.actor, batch.state === 'looking' ? 'intake.looked' : 'intake.finished', async (act) => {
    const now = await lockBatch(act.db, id);
    if (now?.state === batch.state && now.run === batch.run)
      await setBatchState(act, id, batch.state === 'looking' ? 'ready' : 'done', now.run);
    act.record(`batch:${id}`, { ...(await figuresOf(act.db, id)) });
    return done(null);
  });
}
