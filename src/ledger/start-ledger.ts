// A town's ledger as a process keeps it running: key, log, witnesses of the policy, and the rooms that show what is covered.
import type { Town } from '../platform/town.ts';
import { askWitnesses, portsOf, readPolicy } from './ask-witnesses.ts';
import { type Covered, type RunningLedger, runLedger } from './run-ledger.ts';
import { openSigner } from './signer.ts';
import { readHead } from './store.ts';
import { openDemoWitnesses } from './witness/demo-witnesses.ts';

export interface StartOptions {
  folder: string;
  covered: readonly Covered[];
  pollMs?: number;
}

/** Throws when the town has no ledger, or its policy cannot be read. */
export async function startLedger(town: Town, options: StartOptions): Promise<RunningLedger> {
  const head = await readHead(town.db);
  if (head === null) throw new Error('the town has no ledger; see gongkai ledger create');
  const policy = await readPolicy(options.folder);
  const own = town.demo ? await openDemoWitnesses(options.folder, town.clock) : null;
  const signer = openSigner(options.folder, head.origin);
  const ports = portsOf(policy, own?.ports ?? []);
  const witnesses = ports.length === 0 ? null : askWitnesses(ports, { signer, log: town.log });
  const running = await runLedger(town, { ...options, signer, witnesses });
  return {
    ...running,
    async stop() {
      await running.stop();
      await own?.close();
    },
  };
}
