// npm test: everything that can be checked, in one command, ending with one line `N passed, N failed`.
// GONGKAI_TEST_REQUIRE=postgres,chromium makes parts mandatory that a machine may lack.
import { rmSync } from 'node:fs';
import { findChromium } from './find-chromium.mjs';
import { install, nodeProblem } from './prepared.mjs';
import { bin, say, testRun, testFiles } from './run-tests.mjs';
import { findPostgres, startPostgres } from './temporary-postgres.mjs';

const began = Date.now();
const required = (process.env.GONGKAI_TEST_REQUIRE ?? '').split(',').map((s) => s.trim());
const { scratch, total, gate, run, tests } = testRun(12 * 60_000);

const outside = (f) => !/^test[\\/](browser|journeys)[\\/]/.test(f);
const { town, plain } = testFiles(['src', 'seed', 'test'], /\.test\.tsx?$/);
const unit = { town: town.filter(outside), plain: plain.filter(outside) };

/** With both engines to go over, long tables of values are divided between them. */
const halves = () => (process.env.TEST_DATABASE_URL || findPostgres() ? { GONGKAI_TEST_HALVES: '1' } : {});

async function onPostgres() {
  const given = process.env.TEST_DATABASE_URL;
  const env = (url) => ({ GONGKAI_TEST_ENGINE: 'postgres', TEST_DATABASE_URL: url, ...halves() });
  if (given) return tests('PostgreSQL（TEST_DATABASE_URL）', 'unit', env(given), unit.town);
  const binaries = findPostgres();
  if (!binaries) {
    if (required.includes('postgres'))
      gate('PostgreSQL', false, '没有找到 PostgreSQL 15 或更新的程序，也没有设置 TEST_DATABASE_URL');
    else say('\n── PostgreSQL：没有找到，跳过（装上 PostgreSQL ≥ 15 或设置 TEST_DATABASE_URL 即可运行这一部分）');
    return;
  }
  const server = await startPostgres(binaries);
  const clean = () => server.stop();
  process.once('SIGINT', clean);
  process.once('SIGTERM', clean);
  try {
    await tests(binaries.version, 'unit', env(server.url), unit.town);
  } finally {
    await server.stop();
  }
}

async function inBrowser() {
  const found = await findChromium(say);
  if (found.problem) return gate('浏览器测试', false, found.problem);
  say(`\n── Chromium：${found.path}`);
  return tests('浏览器测试', 'browser', { CHROMIUM_PATH: found.path });
}

/** A part that cannot run is a failure, and the parts after it still run. */
async function part(name, work) {
  try {
    await work();
  } catch (fault) {
    gate(name, false, fault instanceof Error ? fault.message : String(fault));
  }
}

try {
  const old = nodeProblem();
  if (old) gate('Node.js', false, old);
  else {
    install(say);
    await part('类型检查', async () => gate('类型检查（tsc）', (await run(bin('tsc'), ['-p', '.'])) === 0));
    await part('代码规范', async () =>
      gate('代码规范（biome）', (await run(bin('biome'), ['check', '--diagnostic-level=error'])) === 0),
    );
    await part('不用数据库的', () => tests('不用数据库的', 'unit', { GONGKAI_TEST_ENGINE: 'embedded' }, unit.plain));
    await part('嵌入式数据库', () => tests('嵌入式数据库', 'unit', { GONGKAI_TEST_ENGINE: 'embedded', ...halves() }, unit.town));
    await part('PostgreSQL', onPostgres);
    await part('浏览器测试', inBrowser);
  }
} catch (fault) {
  gate('准备', false, fault instanceof Error ? fault.message : String(fault));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
say(`\n用时 ${Math.round((Date.now() - began) / 1000)} 秒`);
process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);
