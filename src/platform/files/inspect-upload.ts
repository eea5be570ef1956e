// The door for uploads: nothing a stranger sends is kept or shown before this has answered.
import type { Outcome } from '../../town/outcome.ts';
import { readInWorker } from '../reading/reading-pool.ts';
import { sniff } from './file-kind.ts';
import type { Inspected } from './inspected.ts';
import type { FileRefusal } from './words.ts';

/** Keep the original bytes under `originalSha256`, publish `cleanedBytes`. Repeatable; touches no disk. */
export async function inspectUpload(name: string, bytes: Uint8Array): Promise<Outcome<Inspected, FileRefusal>> {
  const kind = sniff(name, bytes);
  if (!kind.ok) return kind;
  return (await readInWorker({ task: 'inspect', name, bytes })) as Outcome<Inspected, FileRefusal>;
}
