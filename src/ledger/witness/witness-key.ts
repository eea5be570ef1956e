// The one key of a witness, made once: `key.pem` readable by its owner alone, and `vkey`, the public half with the name.
import type { KeyObject } from 'node:crypto';
import { link, open, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { lockDirectory } from '../../platform/db/lock.ts';
import { makeDirectory } from '../../platform/make-directory.ts';
import { done, type Outcome, refuse } from '../../town/outcome.ts';
import { ed25519Sign, newSigningKey, publicKeyOf, readSigningKey, sha256, writeSigningKey } from '../crypto.ts';
import { diskAt } from '../disk.ts';
import { type Bytes, equal, utf8 } from '../format/bytes.ts';
import { COSIGNATURE, formatVkey, isKeyName, keyIdOf, parseVkey, type VerifierKey } from '../format/note.ts';
import { STATE_FOLDER } from './state.ts';

export interface WitnessKey {
  key: VerifierKey;
  sign(message: Bytes): Bytes;
}

export type WitnessKeyRefusal = 'bad-name' | 'already-made' | 'not-made' | 'key-damaged';

const NAME_MOST = 200;
const SECRET = 'key.pem';
const PUBLIC = 'vkey';

function keyFrom(name: string, privateKey: KeyObject): WitnessKey {
  const publicKey = publicKeyOf(privateKey);
  const key = { name, keyId: keyIdOf(sha256, name, COSIGNATURE, publicKey), type: COSIGNATURE, publicKey };
  return { key, sign: (message) => ed25519Sign(privateKey, message) };
}

/** For witnesses that live as long as their process. */
export function newWitnessKey(name: string): WitnessKey {
  return keyFrom(name, newSigningKey().privateKey);
}

/**
 * Makes the key, the folder and what else a witness needs; a second time is refused, whatever else lies there. The secret
 * comes last, by a link that never overwrites: where it is, everything is. Throws DirectoryHeld while a witness runs there.
 */
export async function createWitness(dir: string, name: string): Promise<Outcome<VerifierKey, WitnessKeyRefusal>> {
  if (!isKeyName(name) || name.length > NAME_MOST) return refuse({ code: 'bad-name' });
  const lock = await lockDirectory(dir);
  try {
    return await make(dir, name);
  } finally {
    await lock.release();
  }
}

async function make(dir: string, name: string): Promise<Outcome<VerifierKey, WitnessKeyRefusal>> {
  const disk = diskAt(dir);
  if ((await disk.read(SECRET)) !== null) return refuse({ code: 'already-made' });
  const { privateKey } = newSigningKey();
  const made = keyFrom(name, privateKey);
  makeDirectory(join(dir, STATE_FOLDER));
  await disk.replace(PUBLIC, utf8(`${formatVkey(made.key)}\n`));
  if (!(await putSecret(join(dir, SECRET), writeSigningKey(privateKey)))) return refuse({ code: 'already-made' });
  await disk.syncFolders([STATE_FOLDER]);
  await diskAt(dirname(resolve(dir))).syncFolders([]);
  const read = await readWitnessKey(dir);
  return read.ok ? done(read.value.key) : read;
}

/** False when there is one already. */
async function putSecret(path: string, pem: string): Promise<boolean> {
  const temporary = `${path}.part`;
  await rm(temporary, { force: true });
  const handle = await open(temporary, 'wx', 0o400);
  try {
    await handle.writeFile(pem);
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    await link(temporary, path);
    return true;
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw fault;
  } finally {
    await rm(temporary, { force: true });
  }
}

/** The key with its name; refused when the two files do not belong together. */
export async function readWitnessKey(dir: string): Promise<Outcome<WitnessKey, WitnessKeyRefusal>> {
  const text = async (file: string): Promise<string | null> => {
    const bytes = await diskAt(dir).read(file);
    return bytes === null ? null : new TextDecoder().decode(bytes).trimEnd();
  };
  const [pem, vkey] = [await text(SECRET), await text(PUBLIC)];
  if (pem === null) return refuse({ code: 'not-made' });
  const told = parseVkey(sha256, vkey ?? '');
  const secret = secretIn(pem);
  if (told === null || secret === null) return refuse({ code: 'key-damaged' });
  const key = keyFrom(told.name, secret);
  const same = told.type === COSIGNATURE && equal(told.publicKey, key.key.publicKey);
  return same ? done(key) : refuse({ code: 'key-damaged' });
}

function secretIn(pem: string): KeyObject | null {
  try {
    return readSigningKey(pem);
  } catch {
    // Whatever is wrong with it, it is no key of ours; the caller says so.
    return null;
  }
}
