// Opening a request by its receipt, without an account: number and code. A wrong number and a wrong code are answered alike, and
// guessing is slowed for each number, each network and all together (ten characters would take longer than the universe has).
import { RateLimit } from '../../platform/http/rate-limit.ts';
import type { Town } from '../../platform/town.ts';
import { done, type Outcome, refuse } from '../../town/outcome.ts';
import { hashCode, isCode, readCode } from './receipt-code.ts';
import type { RequestRefusal } from './refusals.ts';
import type { InfoRequest } from './info-request.ts';
import { requestByNumber } from './store.ts';
import { REQUEST_NUMBER } from './submit.ts';

/** Failures let through: five for a number in a quarter of an hour, twenty for a network in an hour, a hundred a minute for all. */
export class ReceiptGuard {
  readonly #perNumber: RateLimit;
  readonly #perNetwork: RateLimit;
  readonly #all: RateLimit;

  constructor(nowMs?: () => number) {
    this.#perNumber = new RateLimit(5, 15 * 60_000, nowMs);
    this.#perNetwork = new RateLimit(20, 60 * 60_000, nowMs);
    this.#all = new RateLimit(100, 60_000, nowMs);
  }

  /** Whether another attempt may be looked at; one that fails then has been counted by this very call. */
  admits(number: string, address: string): boolean {
    const waits = [this.#perNumber.take(`n.${number}`), this.#perNetwork.take(address), this.#all.take('all')];
    return waits.every((w) => w === 0);
  }

  /** A right code gives back what asking has cost. */
  succeeded(number: string, address: string): void {
    this.#perNumber.giveBack(`n.${number}`);
    this.#perNetwork.giveBack(address);
    this.#all.giveBack('all');
  }
}

const guards = new WeakMap<Town, ReceiptGuard>();

/** The guard of a town in this process. */
export function guardOf(town: Town): ReceiptGuard {
  const guard = guards.get(town) ?? new ReceiptGuard();
  guards.set(town, guard);
  return guard;
}

export interface GivenReceipt {
  number: string;
  code: string;
}

/** What was typed, as far as it can be a number. */
export function typedNumber(text: string): string {
  return text.normalize('NFKC').toUpperCase().replace(/\s/g, '').replace(/[–—]/g, '-');
}

export async function openByReceipt(
  town: Town,
  guard: ReceiptGuard,
  given: GivenReceipt,
  address: string,
): Promise<Outcome<InfoRequest, RequestRefusal>> {
  const number = typedNumber(given.number);
  const code = readCode(given.code);
  if (!REQUEST_NUMBER.test(number) || code === null) return refuse({ code: 'code-unknown', field: 'code' });
  if (!guard.admits(number, address)) return refuse({ code: 'too-often' });
  const request = await requestByNumber(town.db, number);
  // As long for a number that is none as for a wrong code.
  const right = request
    ? await isCode(town.vault, { id: request.id, code }, request.codeHash)
    : (await hashCode(town.vault, number, code)) === '';
  if (!request || !right) return refuse({ code: 'code-unknown', field: 'code' });
  guard.succeeded(number, address);
  return done(request);
}
