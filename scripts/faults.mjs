// npm run faults: the long fault tests (test/faults/*.faults.ts), on the embedded database and, where they stand on a town, on
// PostgreSQL as well. Ends with one line `N passed, N failed`. Files by name: npm run faults -- kills
import { rmSync } from 'node:fs';
import { install, nodeProblem } from './prepared.mjs';
import { say, testRun, testFiles } from './run-tests.mjs';
import { findPostgres, startPostgres } from './temporary-postgres.mjs';

const began = Date.now();
const asked = process.argv.slice(2);
const { scratch, total, gate, tests } = testRun(60 * 60_000);

/** As a town would run it: what was acknowledged is on disk. A killed client is no crash of the server, but costs the same. */
const durable = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' };

async function onPostgres() {
  const files = testFiles(['test/faults'], /\.faults\.ts$/).town.filter(
    (f) => asked.length === 0 || asked.some((a) => f.includes(a)),
  );
  if (files.length === 0) return;
  const run = (name, url) => tests(name, 'faults', { GONGKAI_TEST_ENGINE: 'postgres', TEST_DATABASE_URL: url }, files);
  const given = process.env.TEST_DATABASE_URL;
  if (given) return run('PostgreSQL（TEST_DATABASE_URL）', given);
  const binaries = findPostgres();
  if (!binaries) return say('\n── PostgreSQL：没有找到，跳过（装上 PostgreSQL ≥ 15 或设置 TEST_DATABASE_URL 即可运行这一部分）');
  const server = await startPostgres(binaries, durable);
  const clean = () => server.stop();
  process.once('SIGINT', clean);
  process.once('SIGTERM', clean);
  try {
    await run(binaries.version, server.url);
  } finally {
    await server.stop();
  }
}

try {
  const old = nodeProblem();
  if (old) gate('Node.js', false, old);
  else {
    install(say);
    await tests('嵌入式数据库', 'faults', { GONGKAI_TEST_ENGINE: 'embedded' }, asked);
    await onPostgres();
  }
} catch (fault) {
  gate('准备', false, fault instanceof Error ? fault.message : String(fault));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
say(`\n用时 ${Math.round((Date.now() - began) / 1000)} 秒`);
process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);
