// What both `npm start` and `npm test` need first: a Node that is new enough, the packages of the lock file.
import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** A sentence when this Node is too old, else null. */
export function nodeProblem() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  return major > 20 || (major === 20 && minor >= 19)
    ? null
    : `需要 Node.js 20.19 或更新，现在是 ${process.versions.node}。请从 nodejs.org 安装新的版本。`;
}

const stampFile = () => join(root, 'node_modules', '.gongkai-lock');
const lockDigest = () =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');

function isInstalled() {
  const made = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(made)) return false;
  if (existsSync(stampFile()) && readFileSync(stampFile(), 'utf8').trim() === lockDigest()) return true;
  // Somebody installed by hand: trust it as long as the lock file has not changed since.
  return statSync(made).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs;
}

/** Installs exactly the lock file when node_modules is missing or older. No install scripts are run. Throws a sentence. */
export function install(say) {
  if (isInstalled()) return;
  say('正在按 package-lock.json 安装依赖（npm ci），第一次约需一分钟……');
  // npm tells its children where it is; a bare `node scripts/start.mjs` finds it by name.
  const npm = process.env.npm_execpath;
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
  const run = npm?.endsWith('.js')
    ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: ['ignore', 2, 2] })
    : spawnSync('npm', args, { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
  if (run.status !== 0) throw new Error('依赖没有装好，见上面 npm 的说明。请检查网络后再试。');
  writeFileSync(stampFile(), `${lockDigest()}\n`);
}

function newestIn(dir) {
  let newest = 0;
  for (const entry of readdirSync(dir, { withFileTypes: true, recursive: true })) {
    if (entry.isFile()) newest = Math.max(newest, statSync(join(entry.parentPath ?? entry.path, entry.name)).mtimeMs);
  }
  return newest;
}

/** Whether dist/ is missing or older than what it is made of. */
export function needsBuild() {
  const built = join(root, 'dist', 'built');
  if (!existsSync(built)) return true;
  const at = statSync(built).mtimeMs;
  const sources = ['src', 'seed'].map((d) => join(root, d)).filter(existsSync);
  const files = ['package.json', 'package-lock.json', 'tsconfig.json', 'scripts/build.mjs', 'scripts/write-assets.ts'].map((f) =>
    join(root, f),
  );
  return sources.some((d) => newestIn(d) > at) || files.some((f) => existsSync(f) && statSync(f).mtimeMs > at);
}
