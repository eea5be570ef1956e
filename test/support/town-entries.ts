// Entries as a town's ledger has them, as many as asked: duties registered, published, corrected, declined, documents revised
// and withdrawn, a row of the audit chain now and then. The same each time, and right in every sequence number.
import { createHash } from 'node:crypto';
import { type Entry, type EntryType, encodeEntry } from '../../src/ledger/format/entry.ts';
import { addDays, day, instantOf } from '../../src/town/day.ts';

const ORGS = ['11341899999900011F', '11341899999900012D', '12341899999900013B', '54341899999900014A'];
const BEGAN = Date.parse('2026-01-05T00:30:00.000Z');
/** Between two entries of a town, so that a million fill some decades. */
const STEP_MS = 1_200_000;

interface Open {
  id: string;
  org: string;
  at: number;
  seq: number;
}

/** Makes one entry after the other; `next` never gives one that breaks a rule. */
export class TownEntries {
  private count = 0;
  private readonly owed: Open[] = [];
  private readonly shown: Open[] = [];
  private anchor: { at: number; seq: number } | null = null;

  next(): Entry {
    const i = this.count++;
    const kind = i % 10;
    if (kind === 9 && i % 100 === 99) return this.anchored(i);
    if (kind === 7 && this.shown.length > 3) return this.revised(i);
    if (kind === 8 && this.owed.length > 3) return this.ended(i, 'decline');
    if (kind % 2 === 1 && this.owed.length > 2) return this.ended(i, 'publish');
    if (kind === 6 && this.owed.length > 6) return this.corrected(i);
    return this.registered(i);
  }

  private made(i: number, type: EntryType, id: string, org: string, seq: number, more: Partial<Entry>): Entry {
    const at = instantOf(BEGAN + i * STEP_MS);
    const empty = { prev: null, due: null, ground: null, digest: null, digestSm3: null, size: null, media: null };
    return { v: 1, type, org, id, seq, claimedAt: at, ...empty, actorRole: 'openness-office', ...more };
  }

  private content(i: number): Partial<Entry> {
    const digest = createHash('sha256').update(`${i}`).digest('hex');
    return { digest, digestSm3: [...digest].reverse().join(''), size: 400 + (i % 9_000), media: 'application/json' };
  }

  private registered(i: number): Entry {
    const open = { id: `0duty${String(i).padStart(21, '0')}`, org: ORGS[i % ORGS.length]!, at: i, seq: 1 };
    // Some are never published: there is something overdue.
    if (i % 250 !== 0) this.owed.push(open);
    const due = addDays(day(instantOf(BEGAN + i * STEP_MS).slice(0, 10)), 28);
    return this.made(i, 'register', open.id, open.org, 1, { due });
  }

  private corrected(i: number): Entry {
    const open = this.owed[this.owed.length - 1]!;
    const made = this.made(i, 'clock-correction', open.id, open.org, ++open.seq, { prev: open.at, due: '2026-12-31' });
    open.at = i;
    return made;
  }

  private ended(i: number, how: 'publish' | 'decline'): Entry {
    const open = this.owed.splice(i % 7 === 0 ? 1 : 0, 1)[0]!;
    if (how === 'decline') return this.made(i, 'decline', open.id, open.org, ++open.seq, { prev: open.at, ground: 'nil' });
    const id = `${open.org}/2026${String((i % 12) + 1).padStart(2, '0')}-${String(i).padStart(5, '0')}`;
    this.shown.push({ id, org: open.org, at: i, seq: 1 });
    if (this.shown.length > 50) this.shown.shift();
    return this.made(i, 'publish', id, open.org, 1, { prev: open.at, due: '2026-12-31', ...this.content(i) });
  }

  private revised(i: number): Entry {
    const shown = this.shown[i % this.shown.length]!;
    const isLast = shown.seq > 3;
    const type = isLast ? 'withdraw' : 'revise';
    const more = isLast ? { ground: '个人信息保护法#47' } : this.content(i);
    const made = this.made(i, type, shown.id, shown.org, ++shown.seq, { prev: shown.at, ...more });
    shown.at = i;
    if (isLast) this.shown.splice(i % this.shown.length, 1);
    return made;
  }

  private anchored(i: number): Entry {
    const seq = (this.anchor?.seq ?? 0) + 37;
    const { digest } = this.content(i);
    const made = this.made(i, 'anchor', 'audit', ORGS[0]!, seq, { prev: this.anchor?.at ?? null, digest });
    this.anchor = { at: i, seq };
    return made;
  }
}

export function townEntries(count: number): Entry[] {
  const town = new TownEntries();
  return Array.from({ length: count }, () => town.next());
}

export function encoded(entries: readonly Entry[]): Uint8Array[] {
  return entries.map((e) => new TextEncoder().encode(encodeEntry(e)));
}
