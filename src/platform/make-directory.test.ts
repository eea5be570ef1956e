import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeDirectory } from './make-directory.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'gongkai-folder-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('a folder', () => {
  test('that is a file, or lies under one, is refused with its path', () => {
    writeFileSync(join(root, 'file'), '');
    expect(() => makeDirectory(join(root, 'file'))).toThrow(/EEXIST.*file/);
    expect(() => makeDirectory(join(root, 'file', 'below'))).toThrow(/file/);
  });

  test.runIf(existsSync('/proc/self'))('where none can be made is refused and does not go on for ever', () => {
    expect(() => makeDirectory('/proc/gongkai/data')).toThrow(/ENOENT.*\/proc\/gongkai/);
  });

  test('is made with those above it, for its owner alone, once', () => {
    const path = join(root, 'a', 'b', 'c');
    makeDirectory(path);
    makeDirectory(path);
    expect(statSync(path).mode & 0o777).toBe(0o700);
  });
});
