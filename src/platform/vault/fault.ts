// What can be wrong with keys or with what they sealed. Always a fault: a null would be read as "nothing was written there".

export type VaultTrouble =
  /** The folder of keys is not here, or not whole, although this town has had keys. */
  | 'keys-missing'
  /** Keys are here, of another town or another installation. */
  | 'other-keys'
  /** One case's key is not here, and nobody destroyed it. */
  | 'key-missing'
  /** Asked to seal under a key that was destroyed. */
  | 'key-destroyed'
  /** A key file does not hold what was written. */
  | 'key-damaged'
  /** A sealed text was altered, or moved to another place. */
  | 'not-as-sealed'
  /** Another rotation or copy is at work on these keys. */
  | 'busy'
  /** A rotation has done what it could, and the former master key is still needed. */
  | 'rotation-unfinished';

export class VaultFault extends Error {
  constructor(
    readonly why: VaultTrouble,
    message: string,
    /** Names of files or ids the sentence is about; never content. */
    readonly about: readonly string[] = [],
  ) {
    super(message);
    this.name = 'VaultFault';
  }
}
