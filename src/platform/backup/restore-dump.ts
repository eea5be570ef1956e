// Putting an hourly dump back: the database directory as it was, into a data directory that has none.
import { existsSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeDirectory } from '../make-directory.ts';
import { readTar, unzipped } from './tar.ts';

/** Path inside the directory, or null for names that would lead out of it. */
function safe(name: string): string | null {
  const parts = name.split('/').filter((p) => p !== '' && p !== '.');
  return parts.includes('..') || name.includes('\\') || name.includes('\0') ? null : parts.join('/');
}

/** Null when done, else a sentence. The directory appears whole or not at all. */
export async function restoreDump(file: string, data: string): Promise<string | null> {
  const target = join(data, 'db');
  const present = existsSync(target) ? (await readdir(target)).filter((n) => !n.startsWith('lock.')) : [];
  if (present.length > 0) return `要恢复到的地方不是空的：${target} 里已有数据库。恢复不覆盖任何内容，请换一个数据目录。`;
  const folder = join(data, '.restore-db');
  makeDirectory(data);
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(folder, 'pg'), { recursive: true, mode: 0o700 });
  try {
    for await (const entry of readTar(unzipped(file))) {
      const name = safe(entry.name);
      if (name === null) return `副本里有不该有的文件名：${entry.name.slice(0, 80)}`;
      if (name === '') continue;
      const path = join(folder, 'pg', name);
      if (entry.isFolder) await mkdir(path, { recursive: true, mode: 0o700 });
      else {
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        const handle = await open(path, 'w', 0o600);
        try {
          for await (const chunk of entry.chunks()) await handle.write(chunk);
          await handle.sync();
        } finally {
          await handle.close();
        }
      }
    }
    if (!existsSync(join(folder, 'pg', 'PG_VERSION'))) return '这个文件不是数据库副本。';
    await rm(target, { recursive: true, force: true });
    await rename(folder, target);
    return null;
  } catch (fault) {
    return `副本读不完整，可能损坏：${(fault as Error).message}`;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
