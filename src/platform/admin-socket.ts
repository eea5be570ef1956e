// A running program takes a few orders from its own administrator, over a socket in the data directory that only the
// owner of the directory can open. One JSON line asks; JSON lines answer, the last one with `end`.
import { createHash } from 'node:crypto';
import { chmodSync, rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Said {
  label: string;
  done: number;
  total: number | null;
}

/** Does what was asked; what it returns is told to the asker. */
export type AdminVerb = (asked: Readonly<Record<string, unknown>>, say: (said: Said) => void) => Promise<unknown>;

/** An order the running program will not carry out; its message is for the person who gave it. */
export class AdminRefused extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = 'AdminRefused';
  }
}

interface Answer {
  say?: Said;
  end?: { ok: true; value: unknown } | { ok: false; message: string; refused?: true; code?: string; path?: string };
}

/** A fault as the asker gets it: what the machine said, with what it was about. */
function toldFault(fault: unknown): Answer {
  if (fault instanceof AdminRefused) return { end: { ok: false, message: fault.message, refused: true } };
  if (!(fault instanceof Error)) return { end: { ok: false, message: String(fault) } };
  const { message, code, path } = fault as NodeJS.ErrnoException;
  return {
    end: {
      ok: false,
      message,
      ...(typeof code === 'string' ? { code } : {}),
      ...(typeof path === 'string' ? { path } : {}),
    },
  };
}

/** Socket addresses are limited to about 100 bytes, so a deep directory gets one in the temporary folder. */
function socketPath(data: string): string {
  const short = createHash('sha256').update(data).digest('hex').slice(0, 24);
  if (process.platform === 'win32') return `\\\\.\\pipe\\gongkai-admin-${short}`;
  const near = join(data, 'admin.sock');
  return near.length <= 90 ? near : join(tmpdir(), `gongkai-admin-${short}.sock`);
}

const MOST = 64 * 1024;

async function answerOne(socket: Socket, verbs: Readonly<Record<string, AdminVerb>>, line: string): Promise<void> {
  const send = (answer: Answer): void => void (socket.writable && socket.write(`${JSON.stringify(answer)}\n`));
  try {
    const asked = JSON.parse(line) as Record<string, unknown>;
    const name = String(asked.verb);
    const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
    if (!verb) throw new Error(`no such verb: ${name}`);
    const value = await verb(asked, (say) => send({ say }));
    send({ end: { ok: true, value } });
  } catch (fault) {
    send(toldFault(fault));
  }
  socket.end();
}

/** Called by the process that holds the data directory of an embedded database: there is never a second one. */
export async function serveAdmin(data: string, verbs: Readonly<Record<string, AdminVerb>>): Promise<{ close(): Promise<void> }> {
  const path = socketPath(data);
  const server = createServer((socket) => {
    let text = '';
    socket.setEncoding('utf8');
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk: string) => {
      text += chunk;
      const end = text.indexOf('\n');
      if (end === -1) {
        if (text.length > MOST) socket.destroy();
        return;
      }
      socket.removeAllListeners('data');
      void answerOne(socket, verbs, text.slice(0, end));
    });
  });
  if (process.platform !== 'win32') rmSync(path, { force: true });
  const before = process.umask(0o177);
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(path, resolve);
    });
  } finally {
    process.umask(before);
  }
  if (process.platform !== 'win32') chmodSync(path, 0o600);
  server.unref();
  return { close: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** The answer of the running program, or undefined when none runs. Throws what it could not do. */
export function askAdmin(
  data: string,
  verb: string,
  asked: object,
  hear: (said: Said) => void,
): Promise<{ value: unknown } | undefined> {
  return new Promise((resolve, reject) => {
    const socket = connect(socketPath(data));
    let text = '';
    let asking = false;
    socket.setEncoding('utf8');
    socket.once('connect', () => {
      asking = true;
      socket.write(`${JSON.stringify({ ...asked, verb })}\n`);
    });
    socket.once('error', (fault) => (asking ? reject(fault) : resolve(undefined)));
    socket.on('data', (chunk: string) => {
      text += chunk;
      for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n')) {
        const answer = JSON.parse(text.slice(0, end)) as Answer;
        text = text.slice(end + 1);
        if (answer.say) hear(answer.say);
        if (answer.end?.ok) resolve({ value: answer.end.value });
        else if (answer.end?.refused) reject(new AdminRefused(answer.end.message));
        else if (answer.end)
          reject(Object.assign(new Error(answer.end.message), { code: answer.end.code, path: answer.end.path }));
      }
    });
    socket.once('close', () => reject(new Error('the running program ended before it answered')));
  });
}
