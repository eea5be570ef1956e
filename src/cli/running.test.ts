import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Config, readConfig } from '../config.ts';
import { serveAdmin } from '../platform/admin-socket.ts';
import { askRunning, meantFor } from './running.ts';

let data: string;
let admin: Awaited<ReturnType<typeof serveAdmin>>;
const gangkou = { slug: 'gangkou', schema: 'town_gangkou', name: '港口镇', demo: false };

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'gongkai-running-'));
  admin = await serveAdmin(data, {
    async backup(asked) {
      meantFor(gangkou, asked);
      return 'done';
    },
    async full() {
      throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC', path: '/mnt/usb/x' });
    },
  });
});
afterAll(async () => {
  await admin.close();
  rmSync(data, { recursive: true, force: true });
});

function config(more: Readonly<Record<string, string>> = {}): Config {
  const read = readConfig({ GONGKAI_DATA: data, ...more });
  if (!read.ok) throw new Error('the test environment is wrong');
  return read.value;
}
const ask = (c: Config, verb: string) => askRunning(c, verb, {}, () => {});

describe('the running program', () => {
  test('does nothing for another town than its own, and says so', async () => {
    await expect(ask(config({ GONGKAI_TOWN: 'shanmen' }), 'backup')).rejects.toMatchObject({
      code: 1,
      message: expect.stringMatching(/港口镇.*shanmen/),
    });
  });

  test('is not asked where the database is PostgreSQL: it may be another town’s, or of another database', async () => {
    expect(await ask(config({ DATABASE_URL: 'postgres://gongkai@db/gongkai' }), 'backup')).toBeUndefined();
  });

  test('hands its own trouble with the disk on in words', async () => {
    await expect(ask(config(), 'full')).rejects.toMatchObject({
      code: 1,
      message: expect.stringMatching(/\/mnt\/usb\/x.*磁盘已满/),
    });
  });

  test('answers for its own town, named or not', async () => {
    expect(await ask(config({ GONGKAI_TOWN: 'gangkou' }), 'backup')).toEqual({ value: 'done' });
    expect(await ask(config(), 'backup')).toEqual({ value: 'done' });
  });
});
