// Load on one address: wrk where it is installed, else autocannon. And one request as it comes over the wire.
import { spawn, spawnSync } from 'node:child_process';
import { type IncomingMessage, request } from 'node:http';
import { projectFile } from '../src/platform/project.ts';

export interface Load {
  perSecond: number;
  p99Ms: number;
  errors: number;
}

const CONNECTIONS = 32;
const ENCODINGS = 'br, gzip';

let wrk: boolean | null = null;

export function loader(): 'wrk' | 'autocannon' {
  wrk ??= spawnSync('wrk', ['--version']).error === undefined;
  return wrk ? 'wrk' : 'autocannon';
}

function output(command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    let said = '';
    child.stdout.on('data', (d) => {
      said += d;
    });
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve(said) : reject(new Error(`${command}: exit code ${code}`))));
  });
}

function ms(text: string): number {
  const value = Number.parseFloat(text);
  return text.endsWith('us') ? value / 1000 : text.endsWith('ms') ? value : value * 1000;
}

export async function load(url: string, seconds: number): Promise<Load> {
  if (loader() === 'wrk') {
    const header = `Accept-Encoding: ${ENCODINGS}`;
    const said = await output('wrk', ['-t1', `-c${CONNECTIONS}`, `-d${seconds}s`, '--latency', '-H', header, url]);
    const number = (pattern: RegExp): number => Number(pattern.exec(said)?.[1] ?? 0);
    const socket = /connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(said)?.slice(1).map(Number) ?? [];
    return {
      perSecond: number(/Requests\/sec:\s+([\d.]+)/),
      p99Ms: ms(/99%\s+(\S+)/.exec(said)?.[1] ?? '0ms'),
      errors: number(/Non-2xx or 3xx responses: (\d+)/) + socket.reduce((a, b) => a + b, 0),
    };
  }
  const program = projectFile('node_modules', 'autocannon', 'autocannon.js');
  const args = ['--json', '-c', String(CONNECTIONS), '-d', String(seconds), '-H', `accept-encoding=${ENCODINGS}`, url];
  const said = JSON.parse(await output(process.execPath, [program, ...args])) as {
    requests: { average: number };
    latency: { p99: number };
    errors: number;
    non2xx: number;
  };
  return { perSecond: said.requests.average, p99Ms: said.latency.p99, errors: said.errors + said.non2xx };
}

export interface Answer {
  status: number;
  /** As sent: name, value, name, value. */
  rawHeaders: string[];
  headers: IncomingMessage['headers'];
  /** Still compressed, when it was. */
  body: Buffer;
}

export function get(url: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (d: Buffer) => pieces.push(d));
      response.once('error', reject);
      response.once('end', () => {
        const { statusCode, rawHeaders } = response;
        resolve({ status: statusCode ?? 0, rawHeaders, headers: response.headers, body: Buffer.concat(pieces) });
      });
    });
    sent.once('error', reject);
    sent.end();
  });
}
