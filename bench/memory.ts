// Memory of the built program after some use: the demonstration town, embedded and on PostgreSQL.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { projectFile } from '../src/platform/project.ts';
import { atMost, type Row } from './row.ts';

const REQUESTS = 200;

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

interface Program {
  pid: number;
  /** Resolves with the last it said when it ended well; rejects with it when not. */
  ended: Promise<string>;
  stop(): Promise<void>;
}

function program(args: readonly string[], env: Record<string, string>): Program {
  const child = spawn(process.execPath, [projectFile('dist', 'gongkai.js'), ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (d) => {
    said = (said + d).slice(-2000);
  });
  const ended = new Promise<string>((resolve, reject) => {
    child.once('close', (code) =>
      code === 0 ? resolve(said) : reject(new Error(`gongkai ${args.join(' ')}: ${code}\n${said}`)),
    );
  });
  ended.catch(() => {});
  return {
    pid: child.pid as number,
    ended,
    async stop() {
      child.kill('SIGTERM');
      await ended.catch(() => {});
    },
  };
}

function rssMiB(pid: number): number {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }).trim()) / 1024;
}

async function answering(url: string): Promise<void> {
  for (let i = 0; i < 600; i++) {
    if (
      await fetch(`${url}/readyz`).then(
        (r) => r.ok,
        () => false,
      )
    )
      return;
    await sleep(100);
  }
  throw new Error('the demonstration does not answer');
}

function hidden(html: string, name: string): string {
  return new RegExp(`name="${name}"[^>]*value="([^"]*)"`).exec(html)?.[1] ?? '';
}

/** Pages, a search, a wrong password (which costs what a right one does), one click to sign in, the desk. */
async function use(url: string): Promise<void> {
  const home = await (await fetch(url)).text();
  const paths = [...new Set([...home.matchAll(/href="(\/[^"#]*)"/g)].map((m) => m[1] as string))].filter(
    (p) => !p.startsWith('/console'),
  );
  for (let i = 0; i < REQUESTS - 5; i++) {
    const answer = await fetch(url + paths[i % paths.length]);
    await answer.arrayBuffer();
    if (answer.status >= 500) throw new Error(`${paths[i % paths.length]}: ${answer.status}`);
  }
  await (await fetch(`${url}/search?q=${encodeURIComponent('代办点')}`)).text();
  const entrance = await fetch(`${url}/console/sign-in`);
  const html = await entrance.text();
  const cookie = entrance.headers
    .getSetCookie()
    .map((c) => c.split(';')[0])
    .join('; ');
  const post = (path: string, fields: Record<string, string>): Promise<Response> =>
    fetch(url + path, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie, origin: url },
      body: new URLSearchParams({ _token: hidden(html, '_token'), ...fields }),
    });
  await (await post('/console/sign-in', { username: 'nobody', password: 'not the password' })).text();
  const signedIn = await post('/console/demo-sign-in', { account: hidden(html, 'account') });
  if (signedIn.status !== 303) throw new Error(`the one-click sign-in answered ${signedIn.status}`);
  const session = signedIn.headers
    .getSetCookie()
    .map((c) => c.split(';')[0])
    .join('; ');
  const desk = await fetch(`${url}/console`, { headers: { cookie: session } });
  if (desk.status !== 200) throw new Error(`the desk answered ${desk.status}`);
}

async function measured(name: string, limit: number, env: Record<string, string>): Promise<Row> {
  const data = mkdtempSync(join(tmpdir(), 'gongkai-bench-'));
  const port = await freePort();
  const all = { ...env, GONGKAI_DATA: data, PORT: String(port), HOST: '127.0.0.1' };
  try {
    // As npm start does it: made by one process, served by another. A PostgreSQL is prepared by its administrator first.
    if (env.DATABASE_URL !== '') await program(['migrate'], all).ended;
    await program(['demo', '--prepare'], all).ended;
    const serving = program(['demo'], all);
    try {
      await answering(`http://127.0.0.1:${port}`);
      await use(`http://127.0.0.1:${port}`);
      await sleep(1500);
      return atMost(`${name}常驻内存，${REQUESTS} 次请求之后`, rssMiB(serving.pid), limit, 'MiB');
    } finally {
      await serving.stop();
    }
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

/** @param databaseUrl an empty database */
export async function memory(databaseUrl: string): Promise<Row[]> {
  return [
    await measured('嵌入式演示站', 450, { DATABASE_URL: '' }),
    await measured('PostgreSQL 上的节点', 220, { DATABASE_URL: databaseUrl }),
  ];
}
