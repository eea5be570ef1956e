// The demo town's deeds in the order in which they happened: each is a real act, at its own moment.
import { type Act, perform } from '../../platform/act/act.ts';
import { type Actor, systemActor } from '../../platform/act/actor.ts';
import type { Town } from '../../platform/town.ts';
import { instantOf, type Instant } from '../../town/day.ts';
import type { Outcome } from '../../town/outcome.ts';

export interface Deed {
  at: Instant;
  /** Deeds of the same moment keep the order they were planned in. */
  run(): Promise<void>;
}

/** A town whose clock the loader sets; everything else is the real town. */
export interface PastTown extends Town {
  setClock(at: Instant): void;
}

/** Makes and runs the ledger of a town whose clock stands in the past. */
export type PastLedger = (past: PastTown) => Promise<{ settle(): Promise<unknown>; stop(): Promise<void> }>;

export function inThePast(town: Town): PastTown {
  let now = town.clock.now();
  return {
    ...town,
    clock: { now: () => now },
    setClock(at) {
      now = at;
    },
  };
}

/** Runs a verb and insists: a demo world that its own rules refuse is a fault of the seed. */
export async function insist<T, C extends string>(
  town: Town,
  actor: Actor,
  verb: string,
  what: string,
  work: (act: Act) => Promise<Outcome<T, C>>,
): Promise<T> {
  const outcome = await perform(town, actor, verb, work);
  if (outcome.ok) return outcome.value;
  throw new Error(
    `seed refused: ${what}: ${outcome.refusals.map((r) => `${r.code} ${r.field ?? ''} ${JSON.stringify(r.facts ?? {})}`).join('; ')}`,
  );
}

export const bySystem = systemActor;

export class Timeline {
  #deeds: Deed[] = [];

  plan(at: Instant, run: () => Promise<void>): void {
    this.#deeds.push({ at, run });
  }

  /** In order of time; deeds of the future are left out. */
  async play(town: PastTown, until: Instant, progress: (done: number, all: number) => void): Promise<void> {
    const deeds = this.#deeds
      .map((d, i) => ({ ...d, i }))
      .filter((d) => d.at <= until)
      .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.i - b.i));
    for (const [i, deed] of deeds.entries()) {
      town.setClock(deed.at);
      await deed.run();
      progress(i + 1, deeds.length);
    }
  }
}

export function shift(at: Instant, ms: number): Instant {
  return instantOf(Date.parse(at) + ms);
}
