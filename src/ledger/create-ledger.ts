// A town's ledger is made once: key, signature over the empty log, the log's folder, and the town's own note of which log it has.
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Town } from '../platform/town.ts';
import { makeDirectory } from '../platform/make-directory.ts';
import { done, type Outcome, refuse } from '../town/outcome.ts';
import { ed25519Sign, newSigningKey, sha256, writeSigningKey } from './crypto.ts';
import { diskAt } from './disk.ts';
import { utf8 } from './format/bytes.ts';
import { formatCheckpoint } from './format/checkpoint.ts';
import { emptyRoot } from './format/merkle.ts';
import { ED25519, formatNote, formatVkey, isKeyName, keyIdOf, signatureLine, type VerifierKey } from './format/note.ts';
import { logFiles } from './log-files.ts';
import { makeSigner, openSigner } from './signer.ts';
import { insertHead, readHead } from './store.ts';

export type CreateRefusal = 'ledger-exists' | 'folder-used' | 'origin-wrong';

/** `https://gk.example.gov.cn` → `gk.example.gov.cn/ledger`, the log's name for good. */
export function originOf(publicUrl: string): string {
  return `${new URL(publicUrl).host}/ledger`;
}

export interface CreatedLedger {
  origin: string;
  vkey: string;
  folder: string;
}

/** Refuses where there is one already, in the database or on the disk. Repeatable after a crash inside. */
export async function createLedger(town: Town, folder: string, origin: string): Promise<Outcome<CreatedLedger, CreateRefusal>> {
  if (!isKeyName(origin)) return refuse({ code: 'origin-wrong', facts: { origin } });
  const head = await readHead(town.db);
  if (head !== null) return refuse({ code: 'ledger-exists', facts: { origin: head.origin } });
  if (existsSync(folder)) return adopt(town, folder, origin);
  const at = town.clock.now();
  const { privateKey, publicKey } = newSigningKey();
  const key: VerifierKey = { name: origin, type: ED25519, publicKey, keyId: keyIdOf(sha256, origin, ED25519, publicKey) };
  const root = emptyRoot(sha256);
  const text = formatCheckpoint({ origin, size: 0, root });
  const note = formatNote(text, [signatureLine(key.name, key.keyId, ed25519Sign(privateKey, utf8(text)))]);
  const vkey = formatVkey(key);
  // All of it under another name first: a crash leaves a whole ledger, or a folder that the next attempt clears away.
  const making = `${folder}.making`;
  await rm(making, { recursive: true, force: true });
  makeDirectory(join(making, 'signer'));
  const disk = diskAt(making);
  await makeSigner(making, {
    key: { vkey, file: 'key-1.pem', since: at, until: null },
    secretPem: writeSigningKey(privateKey),
    note,
    at,
  });
  await disk.replace('checkpoint', utf8(note));
  await disk.replace('policy', utf8(`log ${vkey}\nquorum none\n`));
  await rename(making, folder);
  if (!(await insertHead(town.db, { origin, vkey, root, at }))) return refuse({ code: 'ledger-exists', facts: { origin } });
  return done({ origin, vkey, folder });
}

/** The folder was finished by an attempt that ended before the town was told; one that has signed anything is somebody's log. */
async function adopt(town: Town, folder: string, origin: string): Promise<Outcome<CreatedLedger, CreateRefusal>> {
  const files = logFiles(diskAt(folder));
  const signer = openSigner(folder, origin);
  const [published, signed] = [await files.checkpoint().catch(() => null), await signer.last()];
  const [key] = await signer.keys(town.clock.now());
  if (published?.size !== 0 || !signed.ok || signed.value.size !== 0 || !key)
    return refuse({ code: 'folder-used', facts: { folder } });
  const root = emptyRoot(sha256);
  if (!(await insertHead(town.db, { origin, vkey: key.vkey, root, at: town.clock.now() })))
    return refuse({ code: 'ledger-exists', facts: { origin } });
  return done({ origin, vkey: key.vkey, folder });
}
