// Password digests: argon2id, 19 MiB, two passes (about 20 ms). Whoever asks about a name that does not exist
// costs and waits the same as for one that does.
import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Each computation holds 19 MiB and a core; more than this at once would only starve pages. */
const AT_ONCE = 2;

let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else running++;
  try {
    return await work();
  } finally {
    // The place is handed on, not given back, when somebody waits.
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}

let nobodys: Promise<string> | null = null;

export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password, COST));
}

/** True when the digest is of this password. Without a digest the same work is done and the answer is false. */
export async function passwordMatches(digest: string | null, password: string): Promise<boolean> {
  nobodys ??= hash(randomBytes(24), COST);
  const against = digest ?? (await nobodys);
  const same = await inTurn(() => verify(against, password));
  return same && digest !== null;
}
