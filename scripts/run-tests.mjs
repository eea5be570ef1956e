// What `npm test` and `npm run faults` share: a run of vitest that is counted, and which files stand on a town.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './prepared.mjs';

export const say = (line) => process.stderr.write(`${line}\n`);

export const bin = (name) => join(root, 'node_modules', '.bin', name);

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

/** Runs commands and tests; whatever tests leave behind lies in `scratch`, for the caller to remove. */
export function testRun(stageMs) {
  const scratch = mkdtempSync(join(tmpdir(), 'gongkai-test-'));
  const total = { passed: 0, failed: 0 };

  const gate = (name, ok, why = '') => {
    total[ok ? 'passed' : 'failed'] += 1;
    say(`${ok ? '✓' : '✗'} ${name}${why === '' ? '' : `：${why}`}`);
  };

  /** Exit code of a command of ours; its output goes to the terminal. */
  const run = (command, args, env = {}) =>
    new Promise((resolve) => {
      const child = spawn(command, args, {
        cwd: root,
        env: { ...process.env, TMPDIR: scratch, TEMP: scratch, TMP: scratch, ...env },
        stdio: ['ignore', 2, 2],
        shell: process.platform === 'win32',
      });
      const timer = setTimeout(() => {
        say(`超过 ${stageMs / 60_000} 分钟，已停止：${args.join(' ')}`);
        child.kill('SIGKILL');
      }, stageMs);
      child.once('error', () => resolve(127));
      child.once('exit', (code) => {
        clearTimeout(timer);
        resolve(code ?? 1);
      });
    });

  const tests = async (name, project, env = {}, files = []) => {
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
  };

  return { scratch, total, gate, run, tests };
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

/** Files below these folders whose names fit: those that stand on a town, and the others, which would say the same on any engine. */
export function testFiles(folders, named) {
  const helpers = townHelpers();
  const files = { town: [], plain: [] };
  const found = folders
    .filter((d) => existsSync(join(root, d)))
    .flatMap((dir) =>
      readdirSync(join(root, dir), { recursive: true, withFileTypes: true })
        .filter((e) => e.isFile() && named.test(e.name))
        .map((e) => join(e.parentPath ?? e.path, e.name)),
    );
  for (const f of found) {
    const text = readFileSync(f, 'utf8');
    const stands = helpers.some((h) => text.includes(`/support/${h}'`));
    files[stands ? 'town' : 'plain'].push(f.slice(root.length + 1));
  }
  return files;
}
