// npm test: everything that can be checked, in one command, ending with one line `N passed, N failed`.
// GONGKAI_TEST_REQUIRE=postgres,chromium makes parts mandatory that a machine may lack.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium } from './find-chromium.mjs';
import { install, nodeProblem, root } from './prepared.mjs';
import { findPostgres, startPostgres } from './temporary-postgres.mjs';

const began = Date.now();
const say = (line) => process.stderr.write(`${line}\n`);
const required = (process.env.GONGKAI_TEST_REQUIRE ?? '').split(',').map((s) => s.trim());
// Whatever tests leave behind lies in here, and goes with it.
const scratch = mkdtempSync(join(tmpdir(), 'gongkai-test-'));
const total = { passed: 0, failed: 0 };

function gate(name, ok, why = '') {
  total[ok ? 'passed' : 'failed'] += 1;
  say(`${ok ? '✓' : '✗'} ${name}${why === '' ? '' : `：${why}`}`);
}

const STAGE_MS = 12 * 60_000;

/** Exit code of a command of ours; its output goes to the terminal. */
function run(command, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, TMPDIR: scratch, TEMP: scratch, TMP: scratch, ...env },
      stdio: ['ignore', 2, 2],
      shell: process.platform === 'win32',
    });
    const timer = setTimeout(() => {
      say(`超过 ${STAGE_MS / 60_000} 分钟，已停止：${args.join(' ')}`);
      child.kill('SIGKILL');
    }, STAGE_MS);
    child.once('error', () => resolve(127));
    child.once('exit', (code) => {
      clearTimeout(timer);
      resolve(code ?? 1);
    });
  });
}

const bin = (name) => join(root, 'node_modules', '.bin', name);

/** Test cases of a vitest report; a file that could not be loaded counts as one failure. */
function count(file) {
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const broken = report.testResults.filter(
    (f) => f.status === 'failed' && f.assertionResults.every((t) => t.status !== 'failed'),
  );
  for (const f of broken) say(`✗ ${f.name}：${(f.message ?? '').split('\n')[0]}`);
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length };
}

async function tests(name, project, env = {}, files = []) {
  say(`\n── ${name}`);
  const started = Date.now();
  const report = join(scratch, `${total.passed}-${project}-${started}.json`);
  const args = [
    'run',
    '--project',
    project,
    '--passWithNoTests',
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...files,
  ];
  const code = await run(bin('vitest'), args, { NO_COLOR: '1', ...env });
  const found = count(report);
  // A fault outside of any test (an error nobody caught) fails the run without failing a test.
  if (code !== 0 && found.failed === 0) found.failed = 1;
  total.passed += found.passed;
  total.failed += found.failed;
  say(
    `${found.failed === 0 ? '✓' : '✗'} ${name}：${found.passed} 通过，${found.failed} 未通过（${Math.round((Date.now() - started) / 1000)} 秒）`,
  );
}

/** Helpers of tests that open a town, themselves or through another one. */
function townHelpers() {
  const dir = join(root, 'test', 'support');
  const texts = new Map(
    readdirSync(dir)
      .filter((f) => /\.tsx?$/.test(f))
      .map((f) => [f, readFileSync(join(dir, f), 'utf8')]),
  );
  const found = new Set(['town.ts']);
  for (let before = 0; before !== found.size; ) {
    before = found.size;
    for (const [file, text] of texts) if ([...found].some((f) => text.includes(`'./${f}'`))) found.add(file);
  }
  return [...found];
}

/** Test files that stand on a town; the others would say the same on any engine. */
function townTests() {
  const helpers = townHelpers();
  const files = ['src', 'seed', 'test']
    .filter((d) => existsSync(join(root, d)))
    .flatMap((dir) =>
      readdirSync(join(root, dir), { recursive: true, withFileTypes: true })
        .filter((e) => e.isFile() && /\.test\.tsx?$/.test(e.name))
        .map((e) => join(e.parentPath ?? e.path, e.name)),
    );
  return files
    .filter((f) => !/[\\/]test[\\/](browser|journeys)[\\/]/.test(f))
    .filter((f) => {
      const text = readFileSync(f, 'utf8');
      return helpers.some((h) => text.includes(`/support/${h}'`));
    })
    .map((f) => f.slice(root.length + 1));
}

async function onPostgres() {
  const given = process.env.TEST_DATABASE_URL;
  const files = townTests();
  const env = (url) => ({ GONGKAI_TEST_ENGINE: 'postgres', TEST_DATABASE_URL: url });
  if (given) return tests('PostgreSQL（TEST_DATABASE_URL）', 'unit', env(given), files);
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
    await tests(binaries.version, 'unit', env(server.url), files);
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
    await part('嵌入式数据库', () => tests('嵌入式数据库', 'unit', { GONGKAI_TEST_ENGINE: 'embedded' }));
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
