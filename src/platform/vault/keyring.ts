// The master keys of one town, `<kid>.key`, and the root of its blind indexes, `blind-index`, wrapped under the newest of them. The
// newest kid writes, older kids still open: there is more than one only while a rotation is under way. Keys are made once, at first
// need; a town that has had keys never gets others in their place, because what the old ones sealed would silently be out of reach.
import { createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { BLIND_INDEX, CASES, kidAfter, kidsIn, masterPath } from './key-names.ts';
import type { KeyDisk } from './key-disk.ts';
import { VaultFault } from './fault.ts';
import { kidOf, openRecord, sealRecord } from './record.ts';

export interface Keyring {
  readonly disk: KeyDisk;
  /** Kids whose keys are here, the oldest first. */
  kids(): readonly string[];
  /** The kid that writes. */
  newest(): string;
  /** Wraps a key under a kid, bound to what it is for. */
  wrap(kid: string, what: string, key: Uint8Array): string;
  unwrap(what: string, wrapped: string): Buffer;
  /** Makes the keys when this is the first need; answers the root of blind indexes. */
  blindRoot(): Buffer;
  /** Tells keys apart without telling anything about them; null when none have been made. */
  mark(): string | null;
  /** A further master key, from now on the newest. */
  addMaster(): string;
}

function markOf(root: Buffer): string {
  return createHmac('sha256', root).update('gongkai vault mark').digest('base64url').slice(0, 22);
}

/** @param expected mark of the keys this town is known to have; null when it is not known to have any. */
export function openKeyring(disk: KeyDisk, expected: string | null): Keyring {
  const kids = (): string[] => kidsIn(disk.list('.'));

  const newest = (): string => {
    const kid = kids().at(-1);
    if (kid === undefined) throw new VaultFault('keys-missing', 'no master key is here');
    return kid;
  };

  // Read from disk each time: a kid that was given up must not live on in some process's memory.
  const master = (kid: string): KeyObject => {
    const text = disk.read(masterPath(kid));
    if (text === null) throw new VaultFault('keys-missing', `master key ${kid} is not here`, [kid]);
    if (!/^[0-9a-f]{64}\n$/.test(text)) throw new VaultFault('key-damaged', `master key ${kid} is damaged`, [kid]);
    return createSecretKey(text.trim(), 'hex');
  };

  const wrap: Keyring['wrap'] = (kid, what, key) => sealRecord(kid, master(kid), what, key);

  const unwrap: Keyring['unwrap'] = (what, wrapped) => {
    const kid = kidOf(wrapped.trimEnd());
    if (kid === null) throw new VaultFault('key-damaged', `not a wrapped key: ${what}`, [what]);
    const key = openRecord(kid, master(kid), what, wrapped.trimEnd());
    if (key?.byteLength !== 32) throw new VaultFault('key-damaged', `does not open under ${kid}: ${what}`, [what]);
    return key;
  };

  const addMaster = (): string => {
    const kid = kidAfter(kids().at(-1) ?? null);
    disk.putNewNow(masterPath(kid), `${randomBytes(32).toString('hex')}\n`);
    return kid;
  };

  /** The root as it lies here; null where nothing shows that there ever were keys. */
  const present = (): Buffer | null => {
    const wrapped = disk.read(BLIND_INDEX);
    if (wrapped !== null) {
      const root = unwrap(BLIND_INDEX, wrapped);
      if (expected !== null && markOf(root) !== expected)
        throw new VaultFault('other-keys', 'the keys here are not the ones this town’s database was written with');
      return root;
    }
    if (expected !== null || disk.list(CASES).length > 0)
      throw new VaultFault('keys-missing', 'this town has had keys, and they are not here');
    return null;
  };

  const make = (): Buffer => {
    if (kids().length === 0) addMaster();
    const root = randomBytes(32);
    disk.putNewNow(BLIND_INDEX, `${wrap(newest(), BLIND_INDEX, root)}\n`);
    // Another process may have been quicker: what lies there is what counts.
    return unwrap(BLIND_INDEX, disk.read(BLIND_INDEX) ?? '');
  };

  let root: Buffer | null = null;
  const blindRoot = (): Buffer => {
    root ??= present() ?? make();
    return root;
  };

  const mark = (): string | null => {
    const here = root ?? present();
    return here === null ? null : markOf(here);
  };

  return { disk, kids, newest, wrap, unwrap, blindRoot, mark, addMaster };
}
