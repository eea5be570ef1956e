// npm run bench: measures speed and size against what we promise and prints one table. Saves nothing; a missed target is a
// line of the table and no failure. Parts by name: npm run bench -- search publish
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { install, needsBuild, nodeProblem, root } from './prepared.mjs';
import { findPostgres, startPostgres } from './temporary-postgres.mjs';

const say = (line) => process.stderr.write(`${line}\n`);

/** As a town would run it: nothing acknowledged before it is on disk. */
const durable = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  shared_buffers: '256MB',
  max_wal_size: '2GB',
};

async function cluster() {
  if (process.env.BENCH_DATABASE_URL) return { url: process.env.BENCH_DATABASE_URL, stop: async () => {} };
  const binaries = findPostgres();
  if (!binaries) throw new Error('没有找到 PostgreSQL 15 或更新的程序。请安装，或设置 BENCH_DATABASE_URL（可以建库的账号）。');
  say(binaries.version);
  return startPostgres(binaries, durable);
}

function run(url) {
  const child = spawn(process.execPath, ['--import', 'tsx', join(root, 'bench', 'run.ts'), ...process.argv.slice(2)], {
    cwd: root,
    env: { ...process.env, BENCH_DATABASE_URL: url },
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}

let code = 1;
try {
  const old = nodeProblem();
  if (old) throw new Error(old);
  install(say);
  if (needsBuild()) await (await import('./build.mjs')).build();
  const server = await cluster();
  try {
    code = await run(server.url);
  } finally {
    await server.stop();
  }
} catch (fault) {
  say(fault instanceof Error ? fault.message : String(fault));
}
process.exit(code);
