// How the ledger stands, for those who watch over the program: how long, how old, what waits, what was found amiss.
import type { RunningLedger } from '../../ledger/run-ledger.ts';
import { latestCheckpoints, mismatches, readHead } from '../../ledger/store.ts';
import { lineCount, linesFrom } from '../../platform/act/outbox.ts';
import { standings } from '../../platform/standing.ts';
import type { Town } from '../../platform/town.ts';
import type { Instant } from '../../town/day.ts';

export interface LedgerStatus {
  origin: string;
  size: number;
  checkpointAt: Instant | null;
  witnessedAt: Instant | null;
  /** Entries no published checkpoint covers yet, and how long the oldest has waited. */
  waiting: number;
  waitingSeconds: number | null;
  /** Code of what keeps the ledger from signing; null when nothing does. */
  refusal: string | null;
  selfCheck: { at: Instant; documents: number; mismatches: number } | null;
}

/** Null while the town has no ledger. */
export async function ledgerStatus(town: Town, running: RunningLedger | null): Promise<LedgerStatus | null> {
  const head = await readHead(town.db);
  if (head === null) return null;
  const [latest] = await latestCheckpoints(town.db, 1);
  const waiting = (await lineCount(town.db)) - head.size;
  const oldest = waiting > 0 ? (await linesFrom(town.db, head.size, 1))[0] : undefined;
  const standing = running?.standing();
  const checked = (await standings(town.db))['self-check'];
  return {
    origin: head.origin,
    size: head.size,
    checkpointAt: latest?.signedAt ?? null,
    witnessedAt: latest?.witnessedAt ?? null,
    waiting,
    waitingSeconds: oldest ? Math.max(0, Math.round((Date.parse(town.clock.now()) - Date.parse(oldest.at)) / 1000)) : null,
    refusal: standing?.refusal?.code ?? (standing?.fault ? 'fault' : null),
    selfCheck: checked ? { ...checked, mismatches: (await mismatches(town.db)).length } : null,
  };
}
