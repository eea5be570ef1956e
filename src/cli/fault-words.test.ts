import { expect, test } from 'vitest';
import { type Config, readConfig } from '../config.ts';
import { JournalBroken } from '../platform/db/unopened.ts';
import { inWords } from './fault-words.ts';

function config(env: Readonly<Record<string, string>> = {}): Config {
  const read = readConfig(env);
  if (!read.ok) throw new Error('the test environment is wrong');
  return read.value;
}
const fault = (facts: object): Error => Object.assign(new Error('as the system says it'), facts);

test('a fault nobody at the keyboard can mend stays what it is', () => {
  const bug = new TypeError('x is not a function');
  expect(inWords(bug, config())).toBe(bug);
  expect(inWords(null, config())).toBe(null);
});

test.each([
  [
    'a lock that cannot be made',
    { code: 'EACCES', syscall: 'listen', address: '/srv/db/lock.sock', port: -1 },
    '/srv/db/lock.sock',
    '监听',
  ],
  ['a port one may not have', { code: 'EACCES', syscall: 'listen', address: '127.0.0.1', port: 80 }, '监听', '系统用户'],
  ['a port that is taken', { code: 'EADDRINUSE', syscall: 'listen', address: '127.0.0.1', port: 8787 }, '已被占用', '不能读写'],
  ['a full disk', { code: 'ENOSPC', syscall: 'write', path: '/mnt/usb/x' }, '磁盘已满', '监听'],
])('%s is told as that', (_what, facts, said, notSaid) => {
  const stop = inWords(fault(facts), config());
  expect(stop).toMatchObject({ code: 1, message: expect.stringContaining(said) });
  expect((stop as Error).message).not.toContain(notSaid);
});

test.each([
  ['28P01', '口令'],
  ['3D000', '库名'],
  ['ECONNREFUSED', 'DATABASE_URL'],
])('PostgreSQL that does not let us in (%s) is told without the password', (code, said) => {
  const stop = inWords(fault({ code }), config({ DATABASE_URL: 'postgres://someone:geheim@db.example/gongkai' }));
  expect(stop).toMatchObject({ code: 1, message: expect.stringContaining(said) });
  expect((stop as Error).message).not.toContain('geheim');
});

test('a broken journal names its file and line, what is lost, and the copies to restore from', () => {
  const stop = inWords(new JournalBroken('/srv/data/db/journal/000000000012.ndjson', 7), config());
  expect(stop).toMatchObject({ code: 1 });
  expect((stop as Error).message).toMatch(
    /000000000012\.ndjson 第 7 行[\s\S]*没有改动[\s\S]*restore --data[\s\S]*\/srv\/data\/dumps/,
  );
});

test.each(['53100', 'ENOSPC'])(
  'a disk that is full under the embedded database (%s, no file named) says so, and that nothing is lost',
  (code) => {
    const said = { code: 1, message: expect.stringMatching(/磁盘已满[\s\S]*\/srv\/data[\s\S]*已确认的操作都在/) };
    expect(inWords(fault({ code }), config({ GONGKAI_DATA: '/srv/data' }))).toMatchObject(said);
  },
);
