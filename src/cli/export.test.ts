import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../platform/clock.ts';
import { createTown, openInstallation } from '../platform/installation.ts';
import { quietLog } from '../../test/support/stand-ins.ts';
import type { Io } from './command.ts';
import { runGongkai } from './gongkai.ts';

let root: string;

async function run(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const out: string[] = [];
  const err: string[] = [];
  const io: Io = {
    out: (line) => void out.push(line),
    err: (line) => void err.push(line),
    ask: async () => null,
    progress: () => ({ at() {}, end() {} }),
    isTerminal: false,
    env: { GONGKAI_DATA: join(root, 'data'), GONGKAI_PUBLIC_URL: 'https://gk.example.gov.cn' },
    untilAskedToEnd: async () => {},
  };
  const code = await runGongkai(argv, io);
  return { code, out: out.join('\n'), err: err.join('\n') };
}

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'gongkai-export-'));
  const installation = await openInstallation(
    { data: join(root, 'data'), databaseUrl: null, connections: 1 },
    quietLog,
    systemClock,
  );
  await createTown(installation, { slug: 'gangkou', name: '港口镇', demo: false });
  await installation.close();
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('gongkai export', () => {
  test('says what is missing, and what a folder that is not empty needs', async () => {
    const bare = await run('export');
    expect(bare.code).toBe(2);
    expect(bare.err).toContain('--static');
    writeFileSync(join(root, 'data', 'note.txt'), 'mine');
    const full = await run('export', '--static', join(root, 'data'));
    expect(full.code).toBe(1);
    expect(full.err).toContain('--replace');
    expect(readFileSync(join(root, 'data', 'note.txt'), 'utf8')).toBe('mine');
  });

  test('writes the site even of a town that has published nothing', async () => {
    const made = await run('export', '--static', join(root, 'copy'));
    expect(made.err).toBe('');
    expect(made.code).toBe(0);
    expect(made.out).toContain('0 件公开文件');
    expect(existsSync(join(root, 'copy', 'index.html'))).toBe(true);
    expect(readFileSync(join(root, 'copy', 'index.html'), 'utf8')).toContain('https://gk.example.gov.cn');
  });
});
