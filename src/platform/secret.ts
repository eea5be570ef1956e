// The installation's own secret, which signs forms of people who are not signed in. Losing it only makes open forms stale.
import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { makeDirectory } from './make-directory.ts';

/** From the environment when given (several processes must share it), else from `<data>/secret`, made once. */
export function installationSecret(data: string, given: string | null): Buffer {
  if (given !== null) return Buffer.from(given, 'utf8');
  const file = join(data, 'secret');
  makeDirectory(data);
  try {
    const fd = openSync(file, 'wx', 0o600);
    try {
      writeSync(fd, `${randomBytes(32).toString('hex')}\n`);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== 'EEXIST') throw fault;
  }
  const text = readFileSync(file, 'utf8').trim();
  if (!/^[0-9a-f]{64}$/.test(text)) throw new Error(`the secret file is damaged: ${file}`);
  return Buffer.from(text, 'hex');
}
