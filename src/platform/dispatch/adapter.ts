// What a way out must be able to do. Adapters know nothing of tables, towns and tries; main.ts chooses them by the
// operator's settings. A worked example for SMS and WeChat stands in README.md and docs/manual/运维.md.
import type { Instant } from '../../town/day.ts';
import type { Channel } from './channel.ts';

/** One dispatch on its way. The same id always comes with the same content. */
export interface Outgoing {
  /** Given to the provider so that a second try is known for one: sending is at least once, arriving at most once by id. */
  readonly id: string;
  /** Personal data: sent on, never kept, logged or put into a fault. */
  readonly to: string;
  readonly subject: string;
  readonly body: string;
  /** When it was written, not when it goes. */
  readonly at: Instant;
}

export interface DispatchAdapter {
  readonly channel: Channel;
  /**
   * Resolves when the provider has taken it over, within 20 seconds; throws DispatchFault. Keeps no connection open
   * afterwards that would hold up a stop.
   */
  send(outgoing: Outgoing): Promise<{ providerId: string | null }>;
}
