import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { extensionOf } from './file-kind.ts';
import { contentDisposition, safeFileName } from './file-name.ts';
import { openFileStore } from './store.ts';
import { fileRefusals, fileRefusalWords } from './words.ts';

const dir = await mkdtemp(join(tmpdir(), 'gongkai-files-'));
afterAll(() => rm(dir, { recursive: true, force: true }));

describe('stored files', () => {
  it('cannot be read under a name that is not theirs, nor outside the store', async () => {
    const store = openFileStore(join(dir, 'a'));
    for (const name of ['../../etc/passwd', '', 'AB'.repeat(32), `${'a'.repeat(63)}/`]) {
      expect(() => store.path(name)).toThrow(RangeError);
      expect(await store.read(name)).toBeNull();
      expect(store.has(name)).toBe(false);
    }
    const { sha256 } = await store.put(Buffer.from('政府信息公开指南'));
    await chmod(store.path(sha256), 0o640);
    await writeFile(store.path(sha256), 'tampered');
    await expect(store.read(sha256)).rejects.toThrow(sha256);
  });

  it('are kept once under their hash, without leftovers, also when put many times together', async () => {
    const store = openFileStore(join(dir, 'b'));
    const bytes = Buffer.alloc(100_000, 7);
    const puts = await Promise.all(Array.from({ length: 8 }, () => store.put(bytes)));
    const { sha256 } = puts[0]!;
    expect(puts.every((p) => p.sha256 === sha256 && p.size === 100_000)).toBe(true);
    expect(store.path(sha256)).toBe(join(dir, 'b', sha256.slice(0, 2), sha256.slice(2, 4), sha256));
    expect(await readdir(join(dir, 'b', sha256.slice(0, 2), sha256.slice(2, 4)))).toEqual([sha256]);
    expect((await readFile(store.path(sha256))).equals(bytes)).toBe(true);
    expect(store.has(sha256)).toBe(true);
    expect(store.has('0'.repeat(64))).toBe(false);
    expect(await store.read('0'.repeat(64))).toBeNull();
  });
});

describe('file names', () => {
  it('cannot carry folders, line ends, direction overrides or device names', () => {
    expect(safeFileName('../../etc/passwd')).toBe('passwd');
    expect(safeFileName('C:\\fakepath\\年报.docx')).toBe('年报.docx');
    expect(safeFileName('公告\u202excod.exe')).toBe('公告xcod.exe');
    expect(safeFileName('a\r\nSet-Cookie: x=1.pdf')).toBe('aSet-Cookie_ x=1.pdf');
    expect(safeFileName('.htaccess')).toBe('htaccess');
    expect(safeFileName('CON.pdf')).toBe('_CON.pdf');
    expect(safeFileName('\u200b')).toBe('文件');
    expect(safeFileName(`${'长'.repeat(500)}.xlsx`)).toMatch(/^长{115}\.xlsx$/);
    expect(extensionOf('照片.JPEG')).toBe('jpg');
  });

  it('are given in both forms, and never break out of the header', () => {
    expect(contentDisposition('2013年度 年报(终稿).docx')).toBe(
      'attachment; filename="2013__ ______.docx"; filename*=UTF-8\'\'2013%E5%B9%B4%E5%BA%A6%20%E5%B9%B4%E6%8A%A5%28%E7%BB%88%E7%A8%BF%29.docx',
    );
    expect(contentDisposition('公开指南.pdf')).toContain('filename="file.pdf"');
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (name) => {
        expect(contentDisposition(name)).toMatch(
          /^attachment; filename="[A-Za-z0-9 ._-]+"; filename\*=UTF-8''[A-Za-z0-9%._~-]+$/,
        );
      }),
    );
  });
});

it('every refusal of a file has its sentence', () => {
  for (const code of fileRefusals) expect(fileRefusalWords[code]).toMatch(/。$/);
});
