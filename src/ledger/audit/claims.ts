// Whether the times entries claim can be true: an entry was not there yet when an earlier checkpoint was witnessed, and was
// there when the present one was. A claim a day older than that is a back-filling, whatever the page says.
import { type Instant, instantOf } from '../../town/day.ts';
import type { Entry } from '../format/entry.ts';
import type { Findings } from './findings.ts';

const DAY_MS = 86_400_000;
/** Clocks of witnesses and towns may differ so much. */
const SLACK_MS = 300_000;

export interface ClaimBounds {
  /** A moment at which somebody else saw the log without these entries. */
  unseenAt: Instant | null;
  /** A moment at which these entries had been seen: a witness's time, or the auditor's own. */
  seenAt: Instant | null;
}

export class Claims {
  private readonly oldest: string;
  private readonly newest: string;

  constructor(
    readonly bounds: ClaimBounds,
    /** The latest claim so far. */
    public latest: string,
  ) {
    this.oldest = bounds.unseenAt === null ? '' : instantOf(Date.parse(bounds.unseenAt) - DAY_MS);
    this.newest = bounds.seenAt === null ? '9' : instantOf(Date.parse(bounds.seenAt) + SLACK_MS);
  }

  /** Instants compare as text; only what steps out of line is taken apart. */
  take(index: number, { claimedAt }: Entry, findings: Findings): void {
    if (claimedAt > this.newest) {
      findings.add('claimed-ahead', { index, is: claimedAt, should: this.bounds.seenAt! });
      return;
    }
    if (claimedAt < this.oldest) findings.add('claimed-unseen', { index, is: claimedAt, should: this.bounds.unseenAt! });
    else if (claimedAt < this.latest && Date.parse(this.latest) - Date.parse(claimedAt) > DAY_MS)
      findings.add('claimed-before', { index, is: claimedAt, should: this.latest });
    if (claimedAt > this.latest) this.latest = claimedAt;
  }
}
