// Whether entries of one number follow each other: sequence numbers without a gap, each pointing at an earlier one of the same
// number, a publication at the duty it ends.
import type { Entry, EntryType } from '../format/entry.ts';
import type { Findings } from './findings.ts';

/** Chains by number: their ids, sequence numbers and kinds; and of each entry, which chain it is of (base64 of 32-bit numbers). */
export interface SavedChains {
  ids: readonly string[];
  seqs: readonly number[];
  duties: readonly (0 | 1)[];
  chainOf: string;
}

const ofDuty: readonly EntryType[] = ['register', 'clock-correction', 'late', 'decline'];
/** They change something that must have begun. */
const changes: readonly EntryType[] = [
  'revise',
  'withdraw',
  'erase',
  'decline',
  'late',
  'clock-correction',
  'request-extended',
  'request-answered',
];

/** Of an entry that could not be read. */
const NO_CHAIN = 0xffffffff;

export class Chains {
  private readonly numbers = new Map<string, number>();
  private readonly seqs: number[] = [];
  private readonly duties: (0 | 1)[] = [];
  /** By index of the entry. A million of these are four megabytes; a million objects would be a hundred. */
  private chainOf = new Uint32Array(1024).fill(NO_CHAIN);
  private size = 0;

  take(index: number, e: Entry, findings: Findings): void {
    const chain = this.numbers.get(e.id);
    this.lookAtSeq(index, e, chain, findings);
    this.lookAtPrev(index, e, chain, findings);
    const number = chain ?? this.begin(e.id);
    this.seqs[number] = e.seq;
    if (ofDuty.includes(e.type)) this.duties[number] = 1;
    this.put(index, number);
  }

  /** The anchor's number is a row of the audit chain: it rises, with gaps. */
  private lookAtSeq(index: number, e: Entry, chain: number | undefined, findings: Findings): void {
    const should = chain === undefined ? 1 : this.seqs[chain]! + 1;
    const fits = e.type === 'anchor' ? e.seq >= should : e.seq === should;
    if (!fits) findings.add('seq-broken', { index, is: e.seq, should });
  }

  private lookAtPrev(index: number, e: Entry, chain: number | undefined, findings: Findings): void {
    if (e.prev === null) {
      if (chain !== undefined && e.type !== 'publish') findings.add('prev-missing', { index });
      if (chain === undefined && changes.includes(e.type)) findings.add('beginning-missing', { index, is: e.id });
      return;
    }
    const pointedAt = e.prev < this.size ? this.chainOf[e.prev]! : NO_CHAIN;
    if (pointedAt !== NO_CHAIN && pointedAt === chain) return;
    if (e.type !== 'publish') findings.add('prev-broken', { index, is: e.prev });
    else if (pointedAt === NO_CHAIN || this.duties[pointedAt] !== 1) findings.add('duty-unregistered', { index, is: e.prev });
  }

  private begin(id: string): number {
    const number = this.seqs.length;
    this.numbers.set(id, number);
    this.seqs.push(0);
    this.duties.push(0);
    return number;
  }

  private put(index: number, chain: number): void {
    if (index >= this.chainOf.length) {
      const wider = new Uint32Array(2 * index).fill(NO_CHAIN);
      wider.set(this.chainOf);
      this.chainOf = wider;
    }
    this.chainOf[index] = chain;
    this.size = index + 1;
  }

  saved(): SavedChains {
    const { buffer, byteOffset } = this.chainOf;
    const chainOf = Buffer.from(buffer, byteOffset, 4 * this.size).toString('base64');
    return { ids: [...this.numbers.keys()], seqs: [...this.seqs], duties: [...this.duties], chainOf };
  }

  static from({ ids, seqs, duties, chainOf }: SavedChains): Chains {
    const made = new Chains();
    for (const [number, id] of ids.entries()) made.numbers.set(id, number);
    for (const seq of seqs) made.seqs.push(seq);
    for (const duty of duties) made.duties.push(duty);
    const bytes = Uint8Array.from(Buffer.from(chainOf, 'base64'));
    made.chainOf = new Uint32Array(bytes.buffer);
    made.size = made.chainOf.length;
    return made;
  }
}
