// One process holds a data directory. PGlite does not refuse a second opener and both would lose rows, so we do.
// The lock is a listening socket: it dies with its process and cannot go stale by age. An O_EXCL file settles the race
// between two starters that both find a dead socket.
import { openSync, closeSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createHash } from 'node:crypto';
import { makeDirectory } from '../make-directory.ts';

export class DirectoryHeld extends Error {
  constructor(
    readonly dir: string,
    readonly pid: number | null,
  ) {
    super(`the data directory is held by another process${pid === null ? '' : ` (pid ${pid})`}`);
    this.name = 'DirectoryHeld';
  }
}

export interface DirectoryLock {
  release(): Promise<void>;
}

/** Socket addresses are limited to about 100 bytes, so a deep directory gets one in the temporary folder. */
function socketPath(dir: string): string {
  if (process.platform === 'win32') return `\\\\.\\pipe\\gongkai-${createHash('sha256').update(dir).digest('hex').slice(0, 24)}`;
  const near = join(dir, 'lock.sock');
  return near.length <= 90 ? near : join(tmpdir(), `gongkai-${createHash('sha256').update(dir).digest('hex').slice(0, 24)}.sock`);
}

function holderAnswers(path: string): Promise<boolean> {
  return new Promise((resolveAnswer) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolveAnswer(true);
    });
    socket.once('error', () => resolveAnswer(false));
  });
}

function listen(path: string): Promise<Server | null> {
  return new Promise((resolveServer, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (e: NodeJS.ErrnoException) => (e.code === 'EADDRINUSE' ? resolveServer(null) : reject(e)));
    server.listen(path, () => {
      server.unref();
      resolveServer(server);
    });
  });
}

function holderPid(dir: string): number | null {
  try {
    const pid = Number(readFileSync(join(dir, 'lock.pid'), 'utf8'));
    return Number.isInteger(pid) && pid > 0 ? pid : null;
  } catch {
    return null;
  }
}

/** Takes over a dead socket, one starter at a time: whoever creates the O_EXCL file removes the socket and listens. */
async function takeOver(dir: string, path: string): Promise<Server | null> {
  const marker = join(dir, 'lock.takeover');
  try {
    closeSync(openSync(marker, 'wx'));
  } catch {
    // A marker left by a starter that was killed inside takeover is older than any takeover lasts.
    if (Date.now() - statSync(marker).mtimeMs > 30_000) rmSync(marker, { force: true });
    return null;
  }
  try {
    if (await holderAnswers(path)) return null;
    if (process.platform !== 'win32') rmSync(path, { force: true });
    return await listen(path);
  } finally {
    rmSync(marker, { force: true });
  }
}

/** Holds `dir` for this process until release or death. Throws DirectoryHeld when somebody alive has it. */
export async function lockDirectory(dirGiven: string): Promise<DirectoryLock> {
  const dir = resolve(dirGiven);
  makeDirectory(dir);
  const path = socketPath(dir);
  let server = await listen(path);
  if (!server && !(await holderAnswers(path))) server = await takeOver(dir, path);
  if (!server) throw new DirectoryHeld(dir, holderPid(dir));
  writeFileSync(join(dir, 'lock.pid'), `${process.pid}\n`);
  return {
    release: () =>
      new Promise((done) => {
        rmSync(join(dir, 'lock.pid'), { force: true });
        server.close(() => done());
      }),
  };
}
