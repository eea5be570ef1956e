// Two witnesses inside the demonstration's own process, so that its pages are complete. They prove nothing to anybody, and
// the demonstration says so; a real town is witnessed by others.
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../platform/clock.ts';
import { formatVkey, type VerifierKey } from '../format/note.ts';
import { sha256 } from '../crypto.ts';
import { parsePolicy } from '../format/policy.ts';
import { localWitness, type WitnessPort } from './client.ts';
import { type OpenWitness, openWitness } from './open-witness.ts';
import { createWitness } from './witness-key.ts';

/** Names as the policy shows them, and as they sign. */
const invented = [
  { label: '样例县档案馆', name: 'archives.example/witness' },
  { label: '样例县一中', name: 'school.example/witness' },
] as const;

const placeOf = (folder: string, i: number): string => join(folder, 'demo-witnesses', String(i + 1));

/** Makes them and writes them into the policy beside the log. Repeating it changes nothing. */
export async function makeDemoWitnesses(folder: string): Promise<void> {
  const file = join(folder, 'policy');
  if ((await readFile(file, 'utf8')).includes('\nwitness ')) return;
  const lines: string[] = [];
  for (const [i, { label, name }] of invented.entries()) {
    const made = await createWitness(placeOf(folder, i), name);
    if (!made.ok) throw new Error(`demo witness: ${made.refusals.map((r) => r.code).join(', ')}`);
    lines.push(`witness ${label} ${formatVkey(made.value)}`);
  }
  const policy = (await readFile(file, 'utf8')).replace('quorum none\n', '');
  await writeFile(file, `${policy}${lines.join('\n')}\ngroup 见证 any ${invented.map((w) => w.label).join(' ')}\nquorum 见证\n`);
}

export interface DemoWitnesses {
  ports: readonly WitnessPort[];
  close(): Promise<void>;
}

/** None where the ledger has none of its own. */
export async function openDemoWitnesses(folder: string, clock: Clock): Promise<DemoWitnesses> {
  const read = existsSync(join(folder, 'policy')) ? parsePolicy(sha256, await readFile(join(folder, 'policy'), 'utf8')) : null;
  const logs: VerifierKey[] = read?.ok ? read.policy.logs.map((l) => l.key) : [];
  const opened: OpenWitness[] = [];
  for (const [i] of invented.entries()) {
    if (!existsSync(placeOf(folder, i))) continue;
    const witness = await openWitness(placeOf(folder, i), logs, clock);
    if (witness.ok) opened.push(witness.value);
  }
  return {
    ports: opened.map((w) => localWitness(w.witness)),
    close: async () => {
      for (const w of opened) await w.close();
    },
  };
}
