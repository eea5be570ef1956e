// A token bucket per network: enough for a person, too little for a machine. Answers how long to wait, in seconds.

/** Neighbours in one network share a bucket: IPv4 by address, IPv6 by /64. */
export function networkOf(address: string): string {
  if (!address.includes(':') || address.startsWith('::ffff:')) return address;
  return address.split(':').slice(0, 4).join(':');
}

export class RateLimit {
  #buckets = new Map<string, { tokens: number; at: number }>();

  /** @param most tokens in a full bucket; @param perMs time in which an empty bucket fills. */
  constructor(
    readonly most: number,
    readonly perMs: number,
    readonly nowMs: () => number = () => performance.now(),
  ) {}

  /** 0 when the request may pass, else the seconds until one may. */
  take(address: string): number {
    const now = this.nowMs();
    const key = networkOf(address);
    const bucket = this.#buckets.get(key) ?? { tokens: this.most, at: now };
    bucket.tokens = Math.min(this.most, bucket.tokens + ((now - bucket.at) / this.perMs) * this.most);
    bucket.at = now;
    this.#buckets.delete(key);
    this.#buckets.set(key, bucket);
    if (this.#buckets.size > 50_000) this.#buckets.delete(this.#buckets.keys().next().value as string);
    if (bucket.tokens >= 1) {
      bucket.tokens -= 1;
      return 0;
    }
    return Math.max(1, Math.ceil(((1 - bucket.tokens) / this.most) * (this.perMs / 1000)));
  }

  /** Puts back what a take has taken: it turned out not to count. */
  giveBack(address: string): void {
    const bucket = this.#buckets.get(networkOf(address));
    if (bucket) bucket.tokens = Math.min(this.most, bucket.tokens + 1);
  }
}
