// Which document a reader means: a number that was typed, an address that was pasted, or a fragment.

export interface Wanted {
  indexNo: string;
  /** Null: whichever is shown now. */
  edition: number | null;
}

/** Out of a number that was typed, an address that was pasted, or a fragment. */
export function wantedOf(text: string): Wanted | null {
  const m = /([0-9A-Za-z]{6,30}\/[0-9]{4,8}-[0-9]{3,8})(?:\/(?:editions\/)?([1-9][0-9]{0,4}))?(?![0-9])/.exec(text);
  return m ? { indexNo: m[1]!.toUpperCase(), edition: m[2] ? Number(m[2]) : null } : null;
}
