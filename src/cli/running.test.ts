import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Child, child } from '../../test/support/child.ts';
import { type Config, readConfig } from '../config.ts';
import { askRunning } from './running.ts';

let data: string;
let program: Child;

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'gongkai-running-'));
  // A process of its own: the socket is made under a umask, which a test thread may not set.
  program = child(`
    const { serveAdmin } = await import(source('platform/admin-socket.ts'));
    const { meantFor } = await import(source('cli/running.ts'));
    await serveAdmin(${JSON.stringify(data)}, {
      async backup(asked) {
        meantFor({ slug: 'gangkou', schema: 'town_gangkou', name: '港口镇', demo: false }, asked);
        return 'done';
      },
      async full() {
        throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC', path: '/mnt/usb/x' });
      },
    });
    console.log('serving');
    setInterval(() => {}, 1000);`);
  await program.says('serving');
}, 60_000);
afterAll(async () => {
  program.process.kill('SIGKILL');
  await program.ended;
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
