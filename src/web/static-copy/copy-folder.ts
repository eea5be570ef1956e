// Writes the files of a copy and keeps the list of what was written. A copy is whole when its manifest stands, last.
import { createHash } from 'node:crypto';
import { mkdir, open, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export interface CopiedFile {
  path: string;
  size: number;
  sha256: string;
}

export class CopyFolder {
  readonly #root: string;
  readonly #files = new Map<string, CopiedFile>();
  readonly #folders = new Set<string>();

  constructor(root: string) {
    this.#root = root;
  }

  /** Writes, or writes again, one file below the folder. */
  async write(path: string, chunks: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>): Promise<void> {
    const target = join(this.#root, ...path.split('/'));
    if (!target.startsWith(join(this.#root, '/'))) throw new RangeError(`a copy writes only below its folder: ${path}`);
    const folder = dirname(target);
    if (!this.#folders.has(folder)) {
      await mkdir(folder, { recursive: true });
      this.#folders.add(folder);
    }
    const hash = createHash('sha256');
    let size = 0;
    const handle = await open(target, 'w');
    try {
      for await (const chunk of chunks) {
        const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
        hash.update(bytes);
        size += bytes.byteLength;
        await handle.writeFile(bytes);
      }
    } finally {
      await handle.close();
    }
    this.#files.set(path, { path, size, sha256: hash.digest('hex') });
  }

  async remove(path: string): Promise<void> {
    await rm(join(this.#root, ...path.split('/')), { force: true });
    this.#files.delete(path);
  }

  has(path: string): boolean {
    return this.#files.has(path);
  }

  /** In the order of their paths. */
  files(): CopiedFile[] {
    return [...this.#files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  }
}
