// A town with a ledger and nothing else: entries are said to it by plain acts, rounds are run by hand.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { perform } from '../../src/platform/act/act.ts';
import { systemActor } from '../../src/platform/act/actor.ts';
import { createLedger } from '../../src/ledger/create-ledger.ts';
import { type Disk, diskAt } from '../../src/ledger/disk.ts';
import { logEntries } from '../../src/ledger/log-entry.ts';
import { logFiles } from '../../src/ledger/log-files.ts';
import type { SequencerDeps, Witnesses } from '../../src/ledger/sequencer.ts';
import { openSigner, signerFolder } from '../../src/ledger/signer.ts';
import { readHead } from '../../src/ledger/store.ts';
import { done } from '../../src/town/outcome.ts';
import { type ForeignLog, readForeignLog } from './independent-log.ts';
import { granted } from './people.ts';
import { TEST_ORIGIN } from './stand-ins.ts';
import { type TestTown, testTown } from './town.ts';

export interface LedgerTown {
  town: TestTown;
  vkey: string;
  /** Says so many entries in one act. */
  say(count: number): Promise<void>;
  /** What a process that has just started works with. */
  deps(more?: { log?: (d: Disk) => Disk; signer?: (d: Disk) => Disk; witnesses?: Witnesses }): SequencerDeps;
  /** The log as somebody reads it who has only the specifications. Throws where it is not whole. */
  foreign(): ForeignLog;
  pointer(): Promise<number>;
}

let made = 0;
const same = (d: Disk): Disk => d;

export async function ledgerTown(): Promise<LedgerTown> {
  const town = await testTown({ ledger: false });
  const { vkey } = granted(await createLedger(town, town.ledgerFolder, TEST_ORIGIN));
  const read = (path: string): Uint8Array | null => {
    try {
      return readFileSync(join(town.ledgerFolder, path));
    } catch {
      return null;
    }
  };
  return {
    town,
    vkey,
    async say(count) {
      await perform(town, systemActor, 'test', async (act) => {
        const sayings = Array.from({ length: count }, () => ({
          type: 'register' as const,
          org: 'office',
          id: `duty-${made++}`,
          claimedAt: act.at,
          fresh: true,
        }));
        await logEntries(act, sayings);
        return done(null);
      });
    },
    deps({ log = same, signer = same, witnesses } = {}) {
      return {
        town,
        files: logFiles(log(diskAt(town.ledgerFolder))),
        signer: openSigner(town.ledgerFolder, TEST_ORIGIN, signer(diskAt(signerFolder(town.ledgerFolder)))),
        witnesses: witnesses ?? null,
      };
    },
    foreign: () => readForeignLog(read, [vkey]),
    pointer: async () => (await readHead(town.db))!.size,
  };
}
