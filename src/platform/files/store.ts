// Files under the hash of their content. A file is written once, synced, and never replaced; reading checks the hash. What the
// law wants erased is the one thing that leaves.
import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export interface StoredFile {
  sha256: string;
  size: number;
}

export interface FileStore {
  /** Durable when it returns. Putting the same bytes again is the same file. */
  put(bytes: Uint8Array): Promise<StoredFile>;
  /** The bytes, or null when there is no such file. Throws when the disk gives other bytes than were stored. */
  read(sha256: string): Promise<Uint8Array | null>;
  has(sha256: string): boolean;
  /** Takes a file away for good, name and all; only an erasure the law demands does so. Gone already is well, too. */
  erase(sha256: string): Promise<void>;
  path(sha256: string): string;
}

const SHA = /^[0-9a-f]{64}$/;

export function sha256Hex(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function syncDirectory(dir: string): Promise<void> {
  const handle = await open(dir, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export function openFileStore(dir: string): FileStore {
  const path = (sha: string): string => {
    if (!SHA.test(sha)) throw new RangeError('not a file digest');
    return join(dir, sha.slice(0, 2), sha.slice(2, 4), sha);
  };
  return {
    path,
    has: (sha) => SHA.test(sha) && existsSync(path(sha)),
    async put(bytes) {
      const sha256 = sha256Hex(bytes);
      const target = path(sha256);
      if (existsSync(target)) return { sha256, size: bytes.byteLength };
      const made = await mkdir(dirname(target), { recursive: true });
      const temporary = `${target}.${randomBytes(6).toString('hex')}.part`;
      const handle = await open(temporary, 'wx', 0o440);
      try {
        await handle.writeFile(bytes);
        await handle.sync();
      } finally {
        await handle.close();
      }
      // A crash here leaves a .part file that nothing refers to; link() below never overwrites.
      await link(temporary, target).catch((fault: NodeJS.ErrnoException) => {
        if (fault.code !== 'EEXIST') throw fault;
      });
      await rm(temporary, { force: true });
      await syncDirectory(dirname(target));
      // A new folder is itself an entry that a power cut can lose.
      if (made !== undefined) for (const up of [dirname(dirname(target)), dir]) await syncDirectory(up);
      return { sha256, size: bytes.byteLength };
    },
    async erase(sha) {
      await rm(path(sha), { force: true });
      if (existsSync(dirname(path(sha)))) await syncDirectory(dirname(path(sha)));
    },
    async read(sha) {
      if (!SHA.test(sha) || !existsSync(path(sha))) return null;
      const bytes = await readFile(path(sha));
      if (sha256Hex(bytes) !== sha) throw new Error(`stored file ${sha} no longer has its content`);
      return bytes;
    },
  };
}
