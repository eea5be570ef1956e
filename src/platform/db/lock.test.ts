import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { child } from '../../../test/support/child.ts';
import { openEmbedded } from './embedded.ts';
import { DirectoryHeld, lockDirectory } from './lock.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'gongkai-lock-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const hold = (dir: string): string => `
  const { lockDirectory } = await import(source('platform/db/lock.ts'));
  await lockDirectory(${JSON.stringify(dir)});
  console.log('held');
  setInterval(() => {}, 1000);`;

describe('a data directory', () => {
  test('is refused to a second process, which is told the pid of the holder', async () => {
    const dir = join(root, 'a');
    const holder = child(hold(dir));
    await holder.says('held');
    await expect(lockDirectory(dir)).rejects.toMatchObject({ name: 'DirectoryHeld', pid: holder.process.pid });
    holder.process.kill('SIGKILL');
    await holder.ended;
  });

  test('is free again after its holder was killed, and for one of several that want it', async () => {
    const dir = join(root, 'b');
    const holder = child(hold(dir));
    await holder.says('held');
    holder.process.kill('SIGKILL');
    await holder.ended;
    const tries = await Promise.allSettled([lockDirectory(dir), lockDirectory(dir), lockDirectory(dir)]);
    const won = tries.filter((t) => t.status === 'fulfilled');
    expect(won).toHaveLength(1);
    for (const t of tries) if (t.status === 'rejected') expect(t.reason).toBeInstanceOf(DirectoryHeld);
    await won[0]!.value.release();
  });

  test('is free again after it was given back', async () => {
    const lock = await lockDirectory(join(root, 'c'));
    await lock.release();
    await (await lockDirectory(join(root, 'c'))).release();
  });
});

describe('the embedded database', () => {
  test('keeps every acknowledged row through five kills at any moment', async () => {
    const dir = join(root, 'killed');
    const first = await openEmbedded(dir);
    await first.script(
      'public',
      'create table marks (n bigint primary key, filler text not null); create index on marks (filler);',
    );
    await first.close();
    const writer = `
      const { openEmbedded } = await import(source('platform/db/embedded.ts'));
      const { sql } = await import(ours('kysely'));
      const engine = await openEmbedded(${JSON.stringify(dir)});
      const db = engine.owner('public');
      const { rows } = await sql\`select coalesce(max(n), 0) as n from marks\`.execute(db);
      console.log('ready');
      for (let n = rows[0].n + 1; ; n++) {
        await sql\`insert into marks values (\${n}, \${'x'.repeat(n % 500)})\`.execute(db);
        process.stdout.write('+' + n + '\\n');
      }`;
    let acknowledged = 0;
    for (let kill = 0; kill < 5; kill++) {
      const process = child(writer);
      await process.says('ready');
      await process.says('+');
      await new Promise((r) => setTimeout(r, 50 + Math.random() * 400));
      process.process.kill('SIGKILL');
      await process.ended;
      // A line cut off by the kill was not acknowledged in full.
      const whole = process.said().slice(0, process.said().lastIndexOf('\n'));
      acknowledged = Math.max(acknowledged, ...[...whole.matchAll(/\+(\d+)/g)].map((m) => Number(m[1])));
    }
    const engine = await openEmbedded(dir);
    const { rows } = await sql<{ n: number; most: number }>`select count(*) as n, max(n) as most from marks`.execute(
      engine.owner('public'),
    );
    await engine.close();
    expect(acknowledged).toBeGreaterThan(20);
    expect(rows[0]!.most).toBeGreaterThanOrEqual(acknowledged);
    expect(rows[0]!.n).toBe(rows[0]!.most);
  }, 120_000);
});
