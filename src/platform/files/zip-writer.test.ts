import { fromBufferPromise } from 'yauzl';
import { describe, expect, test } from 'vitest';
import { zipped } from './zip-writer.ts';

async function* filesOf(files: Readonly<Record<string, Uint8Array>>) {
  for (const [path, bytes] of Object.entries(files)) yield { path, bytes };
}

async function whole(files: Readonly<Record<string, Uint8Array>>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of zipped(filesOf(files))) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** As somebody else's reader gives it back; yauzl refuses names that lead out and sums that are wrong. */
async function unpacked(zip: Buffer): Promise<Record<string, string>> {
  const read = await fromBufferPromise(zip, { validateEntrySizes: true });
  const found: Record<string, string> = {};
  for await (const entry of read.eachEntry()) {
    const chunks: Buffer[] = [];
    for await (const c of (await read.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) chunks.push(c);
    found[entry.fileName] = Buffer.concat(chunks).toString('utf8');
  }
  return found;
}

describe('a zip written as its files come', () => {
  test('gives back every file under its name to the byte', async () => {
    const files = { '归档-1/index.html': '<p>港口镇</p>', '归档-1/files/空.pdf': '', '归档-1/大': 'x'.repeat(300_000) };
    const bytes = Object.fromEntries(Object.entries(files).map(([p, t]) => [p, Buffer.from(t)]));
    expect(await unpacked(await whole(bytes))).toEqual(files);
  });

  test('of nothing is an empty zip', async () => {
    expect(await unpacked(await whole({}))).toEqual({});
  });

  test('holds one file at a time: nothing is asked for before the one before it is out', async () => {
    let asked = 0;
    async function* many() {
      for (; asked < 3; asked++) yield { path: `f${asked}`, bytes: Buffer.from('x') };
    }
    const chunks = zipped(many());
    await chunks.next();
    await chunks.next();
    expect(asked).toBe(0);
    await chunks.next();
    expect(asked).toBe(1);
  });

  test('refuses more files than the format can count', async () => {
    async function* many() {
      for (let i = 0; i <= 65_535; i++) yield { path: String(i), bytes: Buffer.alloc(0) };
    }
    const drained = async () => {
      for await (const chunk of zipped(many())) void chunk;
    };
    await expect(drained()).rejects.toThrow(RangeError);
  });
});
