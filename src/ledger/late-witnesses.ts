// Lines of witnesses that did not answer while a checkpoint was being published: asked for again, and added to the same one.
import { perform } from '../platform/act/act.ts';
import { systemActor } from '../platform/act/actor.ts';
import { done } from '../town/outcome.ts';
import { sha256 } from './crypto.ts';
import { publishCheckpoint } from './log-files.ts';
import { type SequencerDeps, withLines, witnessedBy } from './sequencer.ts';
import { checkpointAt, keepCheckpoint } from './store.ts';
import { consistencyProof } from './tree.ts';

/** One look at the newest checkpoint. Whoever sequences meanwhile publishes a newer one, and this look is over. */
export async function askMissing(deps: SequencerDeps, wake: () => Promise<unknown>): Promise<void> {
  const { town, files, signer, witnesses } = deps;
  const published = witnesses && (await files.checkpoint());
  const row = published && published.size > 0 ? await checkpointAt(town.db, published.size) : null;
  if (!witnesses || !published || !row) return;
  const signed = new Set(row.witnesses.map((w) => w.name));
  if (witnesses.names.every((name) => signed.has(name))) return;
  const { note, size } = published;
  const proofFrom = (from: number) => consistencyProof(sha256, files.hashes(size), from, size);
  const got = await witnesses.cosign({ note, size, proofFrom });
  const fresh = got.witnessed.filter((w) => !signed.has(w.name));
  if (got.ahead || fresh.length === 0) return;
  const added = await town.exclusively('ledger', async () => {
    if ((await files.checkpoint())?.note !== note) return false;
    const lines = got.lines.filter((l) => fresh.some((w) => l.startsWith(`— ${w.name} `)));
    const next = { ...row, note: withLines(note, lines), ...witnessedBy([...row.witnesses, ...fresh]) };
    if (!(await signer.whileLast(size, () => publishCheckpoint(files, next.note))).ok) return false;
    await keepCheckpoint(town.db, next);
    return true;
  });
  if (!added?.value) return void (await wake());
  // Pages say who has witnessed since when.
  await perform(town, systemActor, 'ledger.witnessed', async (act) => {
    act.publicChanged();
    act.record('ledger', { what: 'witnessed', size, by: fresh.map((w) => w.name) });
    return done(null);
  });
}
