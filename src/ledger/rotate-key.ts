// Another key for the log: the change is an entry of the log itself, and both keys sign for a while, so that those who know
// only the old one can follow.
import { readFile } from 'node:fs/promises';
import { perform } from '../platform/act/act.ts';
import { systemActor } from '../platform/act/actor.ts';
import type { Town } from '../platform/town.ts';
import { type Instant, instantOf } from '../town/day.ts';
import { done } from '../town/outcome.ts';
import { policyFile } from './ask-witnesses.ts';
import { newSigningKey, sha256, writeSigningKey } from './crypto.ts';
import { diskAt } from './disk.ts';
import { toHex, utf8 } from './format/bytes.ts';
import { ED25519, formatVkey, keyIdOf } from './format/note.ts';
import { logEntry } from './log-entry.ts';
import { addSignerKey, signerFolder } from './signer.ts';
import { readHead, setVkey } from './store.ts';

const BOTH_SIGN_DAYS = 90;

export interface RotatedKey {
  vkey: string;
  /** Until when the former key signs along. */
  formerUntil: Instant;
}

/** The key files come first: a crash before the entry leaves two keys that sign, and the entry can be asked for again. */
export async function rotateKey(town: Town, folder: string): Promise<RotatedKey> {
  const head = await readHead(town.db);
  if (head === null) throw new Error('no ledger to change the key of');
  const at = town.clock.now();
  const formerUntil = instantOf(Date.parse(at) + BOTH_SIGN_DAYS * 86_400_000);
  const { privateKey, publicKey } = newSigningKey();
  const key = { name: head.origin, type: ED25519, publicKey, keyId: keyIdOf(sha256, head.origin, ED25519, publicKey) };
  const vkey = formatVkey(key);
  await addSignerKey(signerFolder(folder), { vkey, secretPem: writeSigningKey(privateKey), since: at, formerUntil });
  const policy = await readFile(policyFile(folder), 'utf8');
  await diskAt(folder).replace('policy', utf8(`log ${vkey}\n${policy}`));
  await perform(town, systemActor, 'ledger.rotate-key', async (act) => {
    const digest = toHex(sha256(utf8(vkey)));
    await logEntry(act, { type: 'key-rotation', org: 'ledger', id: head.origin, claimedAt: at, digest });
    await setVkey(act.db, vkey);
    act.record('ledger', { what: 'key', vkey });
    act.publicChanged();
    return done(null);
  });
  return { vkey, formerUntil };
}
