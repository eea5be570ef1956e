// What dispatches need of the vault: an address is stored under the key of its case and is gone with it.

export interface SealedPlace {
  table: string;
  column: string;
  row: string;
}

export interface Sealer {
  /** Within an act: may not ask the town for another connection. */
  seal(keyId: string, place: SealedPlace, text: string): Promise<string>;
  /** Null once the key is destroyed. */
  open(keyId: string, place: SealedPlace, sealed: string): Promise<string | null>;
}

/** Where the address of a dispatch lies; its seal holds at this place only. */
export function placeOf(id: string): SealedPlace {
  return { table: 'platform_dispatches', column: 'to_sealed', row: id };
}
