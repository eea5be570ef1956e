import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { diskLevel, type DiskReport, watchDisk } from './disk.ts';

const MIB = 1024 * 1024;
const GIB = 1024 * MIB;
const report = (freeBytes: number, totalBytes = 10 * GIB): DiskReport => ({
  level: diskLevel(freeBytes, totalBytes),
  freeBytes,
  totalBytes,
});

describe('a disk that fills up', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('stops uploads below 1 GB or 5 %, and everything below 256 MB', () => {
    expect(diskLevel(255 * MIB, 10 * GIB)).toBe('read-only');
    expect(diskLevel(256 * MIB, 10 * GIB)).toBe('no-uploads');
    expect(diskLevel(GIB - 1, 10 * GIB)).toBe('no-uploads');
    expect(diskLevel(GIB, 10 * GIB)).toBe('ok');
    expect(diskLevel(4 * GIB, 100 * GIB)).toBe('no-uploads');
    expect(diskLevel(5 * GIB, 100 * GIB)).toBe('ok');
  });

  test('says so in words, first for files only, and takes them again when there is room', async () => {
    const reads = [report(2 * GIB), report(500 * MIB), report(100 * MIB), report(3 * GIB)];
    const changes: string[] = [];
    const watch = await watchDisk(
      '/',
      (r) => changes.push(r.level),
      async () => reads.shift()!,
    );
    expect([watch.refusal(false), watch.refusal(true)]).toEqual([null, null]);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(watch.refusal(false)).toBeNull();
    expect(watch.refusal(true)).toMatch(/暂停接收文件/);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(watch.refusal(false)).toMatch(/暂停接收任何提交/);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(watch.refusal(true)).toBeNull();
    expect(changes).toEqual(['no-uploads', 'read-only', 'ok']);
    watch.stop();
  });

  test('that cannot even be asked is not written to', async () => {
    let first = true;
    const watch = await watchDisk(
      '/',
      () => {},
      async () => {
        if (!first) throw new Error('gone');
        first = false;
        return report(2 * GIB);
      },
    );
    await vi.advanceTimersByTimeAsync(30_000);
    expect(watch.refusal(false)).toMatch(/暂停接收任何提交/);
    watch.stop();
  });
});
