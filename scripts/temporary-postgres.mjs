// A PostgreSQL of our own for one test run: in a temporary folder, on a Unix socket and a loopback port, without fsync.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** Folder with initdb and postgres, version 15 or newer, or null. Newest first; PATH is asked first. */
export function findPostgres() {
  const places = (process.env.PATH ?? '').split(delimiter).filter((p) => p !== '');
  for (const root of ['/usr/lib/postgresql', '/opt/homebrew/opt', '/usr/local/opt']) {
    if (!existsSync(root)) continue;
    const found = readdirSync(root)
      .filter((d) => /^(postgresql@)?\d+$/.test(d))
      .sort((a, b) => Number(b.replace(/\D/g, '')) - Number(a.replace(/\D/g, '')));
    places.push(...found.map((d) => join(root, d, 'bin')));
  }
  for (const dir of places) {
    if (!existsSync(join(dir, 'initdb')) || !existsSync(join(dir, 'postgres'))) continue;
    const version = spawnSync(join(dir, 'postgres'), ['--version'], { encoding: 'utf8' }).stdout ?? '';
    if (Number(/(\d+)/.exec(version)?.[1] ?? 0) >= 15) return { dir, version: version.trim().replace(/^postgres /, '') };
  }
  return null;
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** PostgreSQL refuses to run as root; the system's postgres or nobody does it for us. */
function unprivileged() {
  if (process.getuid?.() !== 0) return null;
  for (const name of ['postgres', 'nobody']) {
    const uid = spawnSync('id', ['-u', name], { encoding: 'utf8' });
    const gid = spawnSync('id', ['-g', name], { encoding: 'utf8' });
    if (uid.status === 0 && gid.status === 0) return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  }
  throw new Error('root cannot run PostgreSQL and there is no user postgres or nobody to run it');
}

/** Starts a cluster, with settings over ours when given. Returns its address and the way to stop it and remove everything. */
export async function startPostgres(binaries, more = {}) {
  const user = unprivileged();
  const dir = mkdtempSync(join(tmpdir(), 'gongkai-pg-'));
  chmodSync(dir, 0o700);
  if (user) chownSync(dir, user.uid, user.gid);
  const data = join(dir, 'data');
  // LC_ALL=C keeps initdb from asking for locales a bare machine lacks.
  const run = { ...(user ?? {}), cwd: dir, env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' } };
  try {
    execFileSync(
      join(binaries.dir, 'initdb'),
      ['-D', data, '-U', 'gongkai', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
      { ...run, stdio: 'pipe' },
    );
  } catch (fault) {
    rmSync(dir, { recursive: true, force: true });
    throw new Error(`initdb: ${String(fault.stderr ?? fault).trim()}`);
  }
  const port = await freePort();
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: dir,
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '400',
    shared_buffers: '128MB',
    ...more,
  };
  const server = spawn(
    join(binaries.dir, 'postgres'),
    ['-D', data, ...Object.entries(settings).flatMap(([k, v]) => ['-c', `${k}=${v}`])],
    { ...run, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let said = '';
  server.stderr.on('data', (d) => {
    said = (said + d).slice(-4000);
  });
  const gone = new Promise((resolve) => server.once('exit', resolve));
  const stop = async () => {
    // SIGQUIT ends it at once; nothing in it is worth keeping.
    server.kill('SIGQUIT');
    await gone;
    rmSync(dir, { recursive: true, force: true });
  };
  const deadline = Date.now() + 60_000;
  while (!said.includes('ready to accept connections')) {
    if (server.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error(`PostgreSQL did not start: ${said}`);
    }
    await new Promise((r) => setTimeout(r, 50));
  }
  return { url: `postgres://gongkai@127.0.0.1:${port}/postgres`, stop };
}
