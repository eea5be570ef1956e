// As much of the tar format as our archives need: plain files, names up to 100 bytes (or prefix + 100 when read).
import { createReadStream } from 'node:fs';
import type { Writable } from 'node:stream';
import { createGunzip } from 'node:zlib';

const BLOCK = 512;
const MOST = 8 * 1024 ** 3 - 1;

function header(name: string, size: number, seconds: number, isFolder = false): Buffer {
  if (Buffer.byteLength(name) > 100) throw new RangeError(`name too long for an archive: ${name}`);
  if (size > MOST) throw new RangeError(`too large for an archive: ${name}`);
  const b = Buffer.alloc(BLOCK);
  b.write(name, 0);
  b.write(isFolder ? '0000700\0' : '0000600\0', 100);
  b.write('0000000\0', 108);
  b.write('0000000\0', 116);
  b.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  b.write(`${seconds.toString(8).padStart(11, '0')}\0`, 136);
  b.write('        ', 148);
  b.write(isFolder ? '5' : '0', 156);
  b.write('ustar\0', 257);
  b.write('00', 263);
  let sum = 0;
  for (const byte of b) sum += byte;
  b.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return b;
}

export class TarWriter {
  constructor(
    readonly to: Writable,
    readonly seconds: number,
  ) {}

  async #write(chunk: Uint8Array): Promise<void> {
    if (chunk.byteLength === 0 || this.to.write(chunk)) return;
    await new Promise<void>((resolve, reject) => {
      const failed = (fault: Error): void => reject(fault);
      this.to.once('error', failed);
      this.to.once('drain', () => {
        this.to.off('error', failed);
        resolve();
      });
    });
  }

  /** `size` must be what the chunks amount to. */
  async add(name: string, size: number, chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void> {
    await this.#write(header(name, size, this.seconds));
    let written = 0;
    for await (const chunk of chunks) {
      written += chunk.byteLength;
      await this.#write(chunk);
    }
    if (written !== size) throw new Error(`${name} changed its size while being archived`);
    await this.#write(Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK));
  }

  async addFolder(name: string): Promise<void> {
    await this.#write(header(`${name}/`, 0, this.seconds, true));
  }

  async end(): Promise<void> {
    await this.#write(Buffer.alloc(2 * BLOCK));
    await new Promise<void>((resolve, reject) => {
      this.to.once('error', reject);
      this.to.end(resolve);
    });
  }
}

export interface TarEntry {
  name: string;
  isFolder: boolean;
  size: number;
  /** To be read before the next entry is asked for; what is left is skipped. */
  chunks(): AsyncGenerator<Buffer>;
}

function text(b: Buffer, from: number, length: number): string {
  const end = b.indexOf(0, from);
  return b.toString('utf8', from, end === -1 || end > from + length ? from + length : end);
}

/** An archive file, unpacked as it is read. A file that cannot be read fails the reading, not the program. */
export function unzipped(path: string): AsyncIterable<Buffer> {
  const gunzip = createGunzip();
  createReadStream(path)
    .on('error', (fault) => gunzip.destroy(fault))
    .pipe(gunzip);
  return gunzip;
}

/** Throws on anything that is not a tar of plain files and folders. */
export async function* readTar(source: AsyncIterable<Buffer>): AsyncGenerator<TarEntry> {
  const input = source[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);
  const take = async (most: number): Promise<Buffer> => {
    while (rest.byteLength === 0) {
      const next = await input.next();
      if (next.done) throw new Error('the archive ends too early');
      rest = next.value;
    }
    const piece = rest.subarray(0, most);
    rest = rest.subarray(piece.byteLength);
    return piece;
  };
  const exactly = async (size: number): Promise<Buffer> => {
    const pieces: Buffer[] = [];
    for (let left = size; left > 0; ) {
      const piece = await take(left);
      pieces.push(piece);
      left -= piece.byteLength;
    }
    return Buffer.concat(pieces);
  };
  for (;;) {
    const head = await exactly(BLOCK);
    if (head.every((byte) => byte === 0)) break;
    const stated = Number.parseInt(text(head, 148, 8).trim(), 8);
    let sum = 0;
    for (let i = 0; i < BLOCK; i++) sum += i >= 148 && i < 156 ? 32 : head[i]!;
    if (sum !== stated) throw new Error('not a tar archive, or a damaged one');
    const size = Number.parseInt(text(head, 124, 12).trim() || '0', 8);
    const kind = String.fromCharCode(head[156]!);
    if (!Number.isSafeInteger(size) || size < 0 || !'05\0'.includes(kind))
      throw new Error('an entry of a kind archives of ours do not hold');
    const prefix = text(head, 345, 155);
    let left = size;
    yield {
      name: prefix === '' ? text(head, 0, 100) : `${prefix}/${text(head, 0, 100)}`,
      isFolder: kind === '5',
      size,
      async *chunks() {
        while (left > 0) {
          const piece = await take(left);
          left -= piece.byteLength;
          yield piece;
        }
      },
    };
    while (left > 0) left -= (await take(left)).byteLength;
    await exactly((BLOCK - (size % BLOCK)) % BLOCK);
  }
  // Reads on to the end, so that the checksum of the compression is checked too.
  for (let next = await input.next(); !next.done; next = await input.next());
}
