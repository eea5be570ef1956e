// A Chromium for the browser tests: the named one, an installed one, the one that comes from npm, else Debian's.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const usual = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/usr/local/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** A binary without its system libraries does not even tell its version. */
function runs(path) {
  if (process.platform === 'win32') return existsSync(path);
  return existsSync(path) && spawnSync(path, ['--version'], { timeout: 20_000, stdio: 'ignore' }).status === 0;
}

async function fromNpm() {
  try {
    const { default: chromium } = await import('@sparticuz/chromium');
    const path = await chromium.executablePath();
    return runs(path) ? path : null;
  } catch {
    return null;
  }
}

function fromDebian(say) {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return null;
  say('没有可用的 Chromium，正在安装 Debian 的 chromium……');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [
    ['update', '-q'],
    ['install', '-y', '-q', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'],
  ]) {
    spawnSync('apt-get', args, { stdio: ['ignore', 2, 2], env, timeout: 600_000 });
  }
  return runs('/usr/bin/chromium') ? '/usr/bin/chromium' : null;
}

/** `{ path }`, or `{ problem }` in one sentence. */
export async function findChromium(say) {
  const named = process.env.CHROMIUM_PATH;
  if (named) return runs(named) ? { path: named } : { problem: `CHROMIUM_PATH 指的程序不能运行：${named}` };
  const path = usual.find(runs) ?? (await fromNpm()) ?? fromDebian(say);
  return path
    ? { path }
    : { problem: '没有能运行的 Chromium。请安装 chromium 或 google-chrome（及其系统库），或用 CHROMIUM_PATH 指明。' };
}
