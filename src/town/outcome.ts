// Refusals are values: a verb answers with what it did, or with every reason why it did not, all at once.
// Faults (broken disk, lost database) are thrown and never travel this way.

/** One reason for refusing. `code` is from the room's closed list; its sentence stands in the room's words.ts. */
export interface Refusal<Code extends string = string> {
  code: Code;
  /** Name of the form field it concerns, when it concerns one. */
  field?: string;
  /** Statute that demands it, written like `条例2019#33`. */
  law?: string;
  /** Values the sentence may quote. */
  facts?: Readonly<Record<string, string | number>>;
}

export type Outcome<T, Code extends string = string> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusals: readonly Refusal<Code>[] };

export function done<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function refuse<Code extends string>(
  first: Refusal<Code>,
  ...more: readonly Refusal<Code>[]
): { readonly ok: false; readonly refusals: readonly Refusal<Code>[] } {
  return { ok: false, refusals: [first, ...more] };
}

/** All refusals found by a list of rules, or the value when there are none. */
export function unless<T, Code extends string>(refusals: readonly Refusal<Code>[], value: () => T): Outcome<T, Code> {
  return refusals.length > 0 ? { ok: false, refusals } : done(value());
}
