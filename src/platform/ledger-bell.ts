// Between acts and the sequencer of a town's ledger: rung when there is something to write, told how far the public may see.

/** Longer than writing, signing and asking witnesses takes; whoever waited then reads 待公开. */
const PATIENCE_MS = 8_000;

/** About as long as one round takes. */
const GATHER_MS = 40;

export interface LedgerBell {
  ring(): void;
  /** Returns the way to stop listening. */
  onRing(listen: () => void): () => void;
  /** Said by the sequencer: everything below is covered by a published checkpoint, and shown. */
  moveTo(size: number): void;
  /** Said by the sequencer: nothing is signed until somebody has seen to it. Whoever waits need not wait on. */
  giveUp(): void;
  /** Said of each act as it begins; what it answers is called when the act is over. */
  began(): () => void;
  /**
   * Resolves when the acts now under way are over, or after `GATHER_MS`: a round that takes them all along is one round for
   * all of them, where going at once makes the slower wait for two.
   */
  gathered(): Promise<void>;
  /** Rings, and resolves once everything below `size` is covered and shown: true. False when that takes too long or nobody listens. */
  covered(size: number): Promise<boolean>;
}

export function ledgerBell(patienceMs = PATIENCE_MS): LedgerBell {
  const listeners = new Set<() => void>();
  let waiting: { size: number; done: (covered: boolean) => void }[] = [];
  let reached = 0;
  const acts = new Set<Promise<void>>();
  const bell: LedgerBell = {
    ring() {
      for (const listen of listeners) listen();
    },
    onRing(listen) {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
    moveTo(size) {
      reached = Math.max(reached, size);
      const due = waiting.filter((w) => w.size <= reached);
      waiting = waiting.filter((w) => w.size > reached);
      for (const w of due) w.done(true);
    },
    giveUp() {
      const due = waiting;
      waiting = [];
      for (const w of due) w.done(false);
    },
    began() {
      let over = (): void => {};
      const act = new Promise<void>((resolve) => {
        over = resolve;
      });
      acts.add(act);
      return () => {
        acts.delete(act);
        over();
      };
    },
    async gathered() {
      if (acts.size === 0) return;
      let timer: NodeJS.Timeout | undefined;
      const enough = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, GATHER_MS);
      });
      await Promise.race([Promise.all(acts), enough]);
      clearTimeout(timer);
    },
    async covered(size) {
      if (reached >= size) return true;
      if (listeners.size === 0) return false;
      return new Promise((resolve) => {
        const done = (covered: boolean): void => {
          clearTimeout(timer);
          resolve(covered);
        };
        const waiter = { size, done };
        const timer = setTimeout(() => {
          waiting = waiting.filter((w) => w !== waiter);
          resolve(false);
        }, patienceMs);
        waiting.push(waiter);
        bell.ring();
      });
    },
  };
  return bell;
}
