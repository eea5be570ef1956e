// The ledger of a town while a process serves it: woken by acts, it sequences, lets rooms show what is covered, and tells those
// who wait. What keeps it from going on is said, and tried again.
import { lineCount } from '../platform/act/outbox.ts';
import type { Town } from '../platform/town.ts';
import type { Refusal } from '../town/outcome.ts';
import { diskAt } from './disk.ts';
import { logFiles, type LogFiles } from './log-files.ts';
import { askMissing } from './late-witnesses.ts';
import { type Sequenced, type SequenceRefusal, sequence, type SequencerDeps, type Witnesses } from './sequencer.ts';
import { openSigner, type Signer } from './signer.ts';
import { readHead } from './store.ts';

/** What a room does once entries below `size` are covered by a published checkpoint: shows what it held back. */
export type Covered = (town: Town, size: number) => Promise<void>;

export interface LedgerOptions {
  folder: string;
  covered: readonly Covered[];
  witnesses?: Witnesses | null;
  /** Work of other processes on the same database is looked for this often; 0: not at all. */
  pollMs?: number;
  /** Replaced in tests: storage that fails, a signer that lies. */
  files?: LogFiles;
  signer?: Signer;
  pointer?: SequencerDeps['pointer'];
}

export interface LedgerStanding {
  /** Why nothing is signed, or null. */
  refusal: Refusal<SequenceRefusal> | null;
  /** A fault of disk or database that is being tried again, or null. */
  fault: string | null;
}

export interface RunningLedger {
  readonly files: LogFiles;
  readonly signer: Signer;
  standing(): LedgerStanding;
  /** Ends when a round has run to its end with nothing left to do, or when it cannot go on. */
  settle(): Promise<Sequenced | null>;
  stop(): Promise<void>;
}

const BUSY_MS = 20;
/** How often witnesses whose line is missing are asked again. */
const MISSING_MS = 30_000;
const AGAIN_MS = [250, 1_000, 5_000] as const;

/** Throws when the town has no ledger: nothing is served without one. */
export async function runLedger(town: Town, options: LedgerOptions): Promise<RunningLedger> {
  const head = await readHead(town.db);
  if (head === null) throw new Error('the town has no ledger; see gongkai ledger create');
  const files = options.files ?? logFiles(diskAt(options.folder));
  const signer = options.signer ?? openSigner(options.folder, head.origin);
  const deps: SequencerDeps = { town, files, signer, witnesses: options.witnesses ?? null, pointer: options.pointer };
  let standing: LedgerStanding = { refusal: null, fault: null };
  let running: Promise<Sequenced | null> | null = null;
  let again = false;
  let failures = 0;
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;

  const later = (ms: number): void => {
    if (stopped || timer !== null) return;
    timer = setTimeout(() => {
      timer = null;
      wake();
    }, ms);
    timer.unref();
  };

  const say = (next: LedgerStanding): void => {
    if (next.refusal && next.refusal.code !== standing.refusal?.code)
      town.log.error({ refusal: next.refusal }, 'the ledger does not go on: nothing becomes public');
    if (next.fault && next.fault !== standing.fault)
      town.log.error({ fault: next.fault }, 'the ledger could not be written; tried again');
    if (standing.refusal && !next.refusal) town.log.info({}, 'the ledger goes on');
    standing = next;
  };

  const sayFault = (fault: unknown): void => town.log.warn({ fault: String(fault) }, 'witnesses could not be asked again');

  const once = async (): Promise<Sequenced | null> => {
    for (;;) {
      await town.ledger.gathered();
      again = false;
      const result = await sequence(deps);
      if (result === null) {
        later(BUSY_MS);
        return null;
      }
      if (!result.ok) {
        say({ refusal: result.refusal, fault: null });
        // Another process at the key is done in a moment; anything else needs a person.
        if (result.refusal.code !== 'signer-busy') town.ledger.giveUp();
        later(AGAIN_MS[2]);
        return result;
      }
      for (const show of options.covered) await show(town, result.size);
      town.ledger.moveTo(result.size);
      failures = 0;
      say({ refusal: null, fault: null });
      if (!again && (await lineCount(town.db)) <= result.size) return result;
    }
  };

  const run = async (): Promise<Sequenced | null> => {
    try {
      return await once();
    } catch (fault) {
      say({ refusal: null, fault: fault instanceof Error ? (fault.stack ?? fault.message) : String(fault) });
      later(AGAIN_MS[Math.min(failures++, AGAIN_MS.length - 1)]!);
      return null;
    }
  };

  function wake(): Promise<Sequenced | null> {
    again = true;
    if (stopped) return Promise.resolve(null);
    running ??= run().finally(() => {
      running = null;
    });
    return running;
  }

  // Witnesses that were away sign later: the same checkpoint is published again with their lines.
  const missing = options.witnesses ? setInterval(() => void askMissing(deps, wake).catch(sayFault), MISSING_MS) : null;
  missing?.unref();

  const silence = town.ledger.onRing(() => void wake());
  const poll = options.pollMs ? setInterval(() => void wake(), options.pollMs) : null;
  poll?.unref();
  void wake();

  return {
    files,
    signer,
    standing: () => standing,
    settle: wake,
    async stop() {
      stopped = true;
      silence();
      if (poll) clearInterval(poll);
      if (missing) clearInterval(missing);
      if (timer) clearTimeout(timer);
      await running;
    },
  };
}
