import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli } from '../../test/support/cli.ts';
import { openEmbedded } from '../platform/db/embedded.ts';
import { ENGINE_MAJOR } from '../platform/db/unopened.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'gongkai-unopened-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function directory(name: string, version: string): string {
  const data = join(root, name);
  mkdirSync(join(data, 'db', 'pg'), { recursive: true, mode: 0o700 });
  writeFileSync(join(data, 'db', 'pg', 'PG_VERSION'), `${version}\n`);
  return data;
}

describe('an embedded database that cannot be opened', () => {
  test('because another PostgreSQL made it is told from a damaged one, with what to do, and is let go of', async () => {
    const data = directory('older', '17');
    await expect(openEmbedded(join(data, 'db'))).rejects.toMatchObject({ name: 'DatabaseUnopened', madeWith: 17 });
    const run = await runCli(['serve', '--data', data, '--port', '0']);
    expect(run).toMatchObject({
      code: 1,
      err: expect.stringMatching(/PostgreSQL 17[\s\S]*gongkai backup[\s\S]*gongkai restore/),
    });
    expect(run.err).not.toMatch(/故障|\n {4}at /);
  });

  test('because its content is gone names the copies to restore from, at once and in doctor', async () => {
    const data = directory('damaged', String(ENGINE_MAJOR));
    mkdirSync(join(data, 'db', 'pg', 'global'));
    const run = await runCli(['serve', '--data', data, '--port', '0']);
    expect(run).toMatchObject({ code: 1, err: expect.stringMatching(/打不开[\s\S]*gongkai restore --data[\s\S]*dumps/) });
    expect(run.err).not.toMatch(/故障|\n {4}at /);
    expect(await runCli(['doctor', '--data', data])).toMatchObject({
      code: 1,
      out: expect.stringMatching(/问题　数据库：.*打不开.*gongkai restore/),
    });
  }, 60_000);
});

test('the version we look for is the one the engine has', async () => {
  const engine = await openEmbedded(null);
  const { rows } = await sql<{ n: number }>`select current_setting('server_version_num')::int / 10000 as n`.execute(
    engine.owner('public'),
  );
  expect(rows[0]!.n).toBe(ENGINE_MAJOR);
  await engine.close();
}, 60_000);
