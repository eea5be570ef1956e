// An Act is one deed of one person at one moment, in one transaction: state, events, audit row and background work
// commit together or not at all. Every verb of every room is given one.
import { type Transaction, sql } from 'kysely';
import { type Day, dayOf, type Instant } from '../../town/day.ts';
import { newId } from '../../town/ids.ts';
import type { Outcome } from '../../town/outcome.ts';
import { isRetryable } from '../db/faults.ts';
import { holdingConnection } from '../db/embedded.ts';
import type { Db } from '../db/engine.ts';
import type { Town } from '../town.ts';
import type { Actor } from './actor.ts';
import { type AuditEntry, sealAct } from './audit.ts';
import type { LedgerLine } from './outbox.ts';

export interface Act {
  readonly actor: Actor;
  readonly at: Instant;
  readonly today: Day;
  readonly verb: string;
  /** The town's tables, inside this act's transaction. */
  readonly db: Db;
  readonly town: Town;
  /** What is written to the audit chain at the end of the act. Without a call the verb alone is written. */
  record(subject: string, detail: Readonly<Record<string, unknown>>): void;
  /** Background work, accepted once per kind and key, visible to workers only after commit. */
  enqueue(kind: string, key: string, payload: Readonly<Record<string, unknown>>, runAt?: Instant): Promise<void>;
  /** Says that something the public can see has changed: kept pages are left behind at commit. */
  publicChanged(): void;
  /**
   * What the ledger is to hold of this act, numbered by its last statement. With `wait` the act is acknowledged only when a
   * published checkpoint covers it, or when the ledger's patience ends.
   */
  log(line: LedgerLine, options?: { wait?: boolean }): void;
  /** What this act has logged so far. */
  readonly logged: readonly LedgerLine[];
  /** Runs after a successful commit; failures are logged and do not undo the act. */
  afterCommit(work: () => void): void;
}

class Refused extends Error {
  constructor(readonly outcome: Outcome<never>) {
    super('refused');
  }
}

const ATTEMPTS = 4;

/**
 * Runs a verb as one transaction. A refusal rolls everything back and is returned; a fault rolls back and is thrown.
 * Deadlocks are tried again, so `work` must have no effects outside `act`.
 */
export async function perform<T, C extends string>(
  town: Town,
  actor: Actor,
  verb: string,
  work: (act: Act) => Promise<Outcome<T, C>>,
): Promise<Outcome<T, C>> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await performOnce(town, actor, verb, work);
    } catch (fault) {
      if (attempt >= ATTEMPTS || !isRetryable(fault)) throw fault;
    }
  }
}

async function performOnce<T, C extends string>(
  town: Town,
  actor: Actor,
  verb: string,
  work: (act: Act) => Promise<Outcome<T, C>>,
): Promise<Outcome<T, C>> {
  const at = town.clock.now();
  const entries: AuditEntry[] = [];
  const after: (() => void)[] = [];
  let changesPublic = false;
  let asksForWork = false;
  const ledger: LedgerLine[] = [];
  let awaitsLedger = false;
  const over = town.ledger.began();
  try {
    const { outcome, sealed } = await town.db.transaction().execute(async (tx: Transaction<object>) => {
      const act: Act = {
        actor,
        at,
        today: dayOf(at),
        verb,
        db: tx,
        town,
        record: (subject, detail) => entries.push({ verb, subject, detail }),
        enqueue: (kind, key, payload, runAt = at) => {
          asksForWork = true;
          return enqueue(tx, at, kind, key, payload, runAt);
        },
        publicChanged: () => {
          changesPublic = true;
        },
        log: (line, options = {}) => {
          ledger.push(line);
          awaitsLedger ||= options.wait === true;
        },
        logged: ledger,
        afterCommit: (fn) => after.push(fn),
      };
      const result = await holdingConnection(() => work(act));
      if (!result.ok) throw new Refused(result);
      if (entries.length === 0) entries.push({ verb, subject: null, detail: {} });
      // Last statement of the act: the head row it locks is what all acts of a town queue for.
      return { outcome: result, sealed: await sealAct(tx, actor, at, entries, { changesPublic, ledger }) };
    });
    over();
    if (changesPublic) town.publicVersion.moveTo(sealed.publicVersion);
    if (asksForWork) town.choreBell.ring();
    for (const fn of after) {
      try {
        fn();
      } catch (fault) {
        town.log.error({ fault, verb }, 'after-commit work failed');
      }
    }
    if (awaitsLedger) await town.ledger.covered(sealed.ledgerSize);
    else if (ledger.length > 0) town.ledger.ring();
    return outcome;
  } catch (fault) {
    if (fault instanceof Refused) return fault.outcome as Outcome<T, C>;
    throw fault;
  } finally {
    over();
  }
}

async function enqueue(db: Db, at: Instant, kind: string, key: string, payload: object, runAt: Instant): Promise<void> {
  await sql`insert into platform_chores (id, kind, key, payload, run_at, created_at)
    values (${newId()}, ${kind}, ${key}, ${JSON.stringify(payload)}::jsonb, ${runAt}, ${at})
    on conflict (kind, key) do nothing`.execute(db);
}
