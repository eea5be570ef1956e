// Personal data is sealed under a key of its own for each case, and erased by destroying that key. The database, its copies and its
// backups hold what is sealed and never a key. See README.md here, and docs/adr for why.
import type { Exclusively } from '../db/engine.ts';
import { blindBy } from './blind.ts';
import { caseKeysOn } from './case-keys.ts';
import { VaultFault } from './fault.ts';
import { keyDiskAt } from './key-disk.ts';
import type { CaseKeyId } from './key-names.ts';
import { type Keyring, openKeyring } from './keyring.ts';
import { openPacked, openRecord, sealPacked, sealRecord } from './record.ts';
import { type RotationProgress, rotateKeys } from './rotate-keys.ts';

/** Where a sealed value stands. It opens there and nowhere else. */
export interface SealedPlace {
  readonly table: string;
  readonly column: string;
  readonly row: string;
}

export interface Vault {
  /**
   * A new case key, on disk before this returns; the room stores its id in the row. Made before or inside the act: a key whose act
   * was refused seals nothing and harms nothing.
   */
  newKey(): Promise<CaseKeyId>;
  /** `v1.<id of the case key>.<nonce>.<ciphertext>.<tag>`. Throws under a destroyed key, and for a text that is not whole Unicode. */
  seal(key: CaseKeyId, place: SealedPlace, text: string): Promise<string>;
  /** Null when the key was destroyed; throws when the key is lost, or the text was altered or moved from another place. */
  open(key: CaseKeyId, place: SealedPlace, sealed: string): Promise<string | null>;
  /** The same for the content of files. */
  sealBytes(key: CaseKeyId, place: SealedPlace, bytes: Uint8Array): Promise<Uint8Array>;
  openBytes(key: CaseKeyId, place: SealedPlace, sealed: Uint8Array): Promise<Uint8Array | null>;
  /** 22 characters; equal for equal values of one purpose, whatever the master key is by now. The caller makes like values alike first. */
  blindIndex(purpose: string, value: string): string;
  /** From 0 to 2³² − 1; equal for equal values of one purpose, unguessable without the keys. */
  blindNumber(purpose: string, value: string): number;
  /**
   * For good: on disk when it returns, and refused from then on by every process at its next call. Can be repeated. Called after
   * the act has committed (by a chore): a rollback could not bring the key back.
   */
  destroy(key: CaseKeyId): Promise<void>;
  /** Throws for a key that is neither here nor destroyed. */
  isDestroyed(key: CaseKeyId): Promise<boolean>;
  /** A new master key; every case key is wrapped anew, then the former one is destroyed. Cut off, it is gone on with by the next call. */
  rotate(progress?: RotationProgress): Promise<{ rewrapped: number }>;
}

export interface VaultParts {
  /** Mark of the keys the town is known to have; null when it is not known to have any. */
  mark?: string | null;
  /** Lets one rotation or copy at a time work on these keys. */
  exclusively: Exclusively;
}

/** Held by whoever rotates or copies keys. */
export const KEYS_WORK = 'vault-keys';

/** The vault over a folder. Makes nothing before it is used. */
export function openVault(folder: string, { mark = null, exclusively }: VaultParts): Vault {
  return vaultOver(openKeyring(keyDiskAt(folder), mark), exclusively);
}

/** @param ring on a disk of another kind only in tests. */
export function vaultOver(ring: Keyring, exclusively: Exclusively): Vault {
  const cases = caseKeysOn(ring);
  const blind = blindBy(ring.blindRoot);

  const sealing = (id: CaseKeyId) => {
    const key = cases.key(id);
    if (key === null) throw new VaultFault('key-destroyed', `nothing can be sealed under a destroyed key: ${id}`, [id]);
    return key;
  };
  const opened = (place: SealedPlace, plain: Buffer | null): Buffer => {
    if (plain === null) throw new VaultFault('not-as-sealed', `not what was sealed for ${place.table}.${place.column}`);
    return plain;
  };

  return {
    newKey: () => cases.make(),
    async seal(id, place, text) {
      if (!isWhole(text)) throw new RangeError('half a character cannot be sealed: it would come back as another');
      return sealRecord(id, sealing(id), belonging(place, id), Buffer.from(text, 'utf8'));
    },
    async open(id, place, sealed) {
      const key = cases.key(id);
      return key === null ? null : opened(place, openRecord(id, key, belonging(place, id), sealed)).toString('utf8');
    },
    async sealBytes(id, place, bytes) {
      return sealPacked(id, sealing(id), `${belonging(place, id)}|bytes`, bytes);
    },
    async openBytes(id, place, sealed) {
      const key = cases.key(id);
      return key === null ? null : opened(place, openPacked(id, key, `${belonging(place, id)}|bytes`, sealed));
    },
    blindIndex: blind.index,
    blindNumber: blind.number,
    destroy: (id) => cases.destroy(id),
    isDestroyed: async (id) => cases.isDestroyed(id),
    async rotate(progress) {
      const turned = await exclusively(KEYS_WORK, () => rotateKeys(ring, progress));
      if (turned === null) throw new VaultFault('busy', 'these keys are being rotated or copied already');
      return turned.value;
    },
  };
}

const NAME = /^[a-z][a-z0-9_]{0,62}$/;

/** What is authenticated with the text. Only the row may hold a bar, and what follows it has a fixed length: no two places read alike. */
function belonging({ table, column, row }: SealedPlace, id: CaseKeyId): string {
  if (!NAME.test(table) || !NAME.test(column) || row === '') throw new RangeError('not a place: a table, a column and a row');
  return `${table}|${column}|${row}|${id}`;
}

/** No half of a surrogate pair stands alone. */
function isWhole(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}
