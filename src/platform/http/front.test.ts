import { createServer, request, type Server } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { Front, type Handler, headOf, hostProblem } from './front.ts';

interface Answer {
  status: number;
  body: string;
  headers: NodeJS.Dict<string | string[]>;
}

/** A site of one front whose pages are made when the test says so. */
function site() {
  let version = 1;
  const front = new Front({ version: () => version, day: () => '2026-11-23' });
  const made: { finish(html: string | null): void }[] = [];
  const router: Handler = (req, res) => {
    const rendering = front.begin('', req.url as string);
    const under = version;
    made.push({
      finish(html) {
        if (html === null) res.writeHead(404).end(`none at ${under}`);
        else front.keep(rendering, html, { 'content-type': 'text/html' }, req, res);
        front.over(rendering);
      },
    });
  };
  const server = createServer((req, res) => front.answer(headOf(req), req, res, router));
  return {
    server,
    made,
    publish: () => {
      version++;
    },
  };
}

let open: Server | null = null;
afterEach(() => open?.close());

async function address(server: Server): Promise<string> {
  open = server;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as { port: number }).port}`;
}

function get(url: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers, agent: false }, (res) => {
      let body = '';
      res.on('data', (d) => {
        body += d;
      });
      res.once('end', () => resolve({ status: res.statusCode ?? 0, body, headers: res.headers }));
    });
    sent.once('error', reject);
    sent.end();
  });
}

const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 2));
};
const aMoment = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 40));

describe('finished pages', () => {
  test('never answer a reader who asks after a publication with what was begun before it', async () => {
    const { server, made, publish } = site();
    const url = await address(server);
    const early = get(`${url}/`);
    await until(() => made.length === 1);
    publish();
    const late = get(`${url}/`);
    await until(() => made.length === 2);
    made[0]!.finish('old');
    expect((await early).body).toBe('old');
    made[1]!.finish('new');
    expect((await late).body).toBe('new');
    expect((await get(`${url}/`)).body).toBe('new');
    expect(made).toHaveLength(2);
  });

  test('are made once for all who ask at the same time', async () => {
    const { server, made } = site();
    const url = await address(server);
    const asked = Array.from({ length: 12 }, () => get(`${url}/a`));
    await until(() => made.length === 1);
    await aMoment();
    made[0]!.finish('page');
    expect((await Promise.all(asked)).map((a) => a.body)).toEqual(Array(12).fill('page'));
    expect(made).toHaveLength(1);
  });

  test('that turn out to be none leave everybody an answer of their own', async () => {
    const { server, made } = site();
    const url = await address(server);
    const asked = Array.from({ length: 3 }, () => get(`${url}/gone`));
    await until(() => made.length === 1);
    await aMoment();
    made[0]!.finish(null);
    await until(() => made.length === 3);
    for (const m of made.slice(1)) m.finish(null);
    expect((await Promise.all(asked)).map((a) => a.status)).toEqual([404, 404, 404]);
  });

  test('are not sent again to a reader who has them', async () => {
    const { server, made } = site();
    const url = await address(server);
    const first = get(`${url}/`);
    await until(() => made.length === 1);
    made[0]!.finish('page');
    const { etag } = (await first).headers;
    expect(await get(`${url}/`, { 'if-none-match': String(etag) })).toMatchObject({ status: 304, body: '' });
  });

  test('are compressed as the reader’s program says', async () => {
    const { server, made } = site();
    const url = await address(server);
    const first = get(`${url}/`);
    await until(() => made.length === 1);
    made[0]!.finish('page');
    await first;
    const encoding = async (accept: string) => (await get(`${url}/`, { 'accept-encoding': accept })).headers['content-encoding'];
    expect(await encoding('br, gzip')).toBe('br');
    expect(await encoding('gzip')).toBe('gzip');
    expect(await encoding('br;q=0, gzip')).toBe('gzip');
    expect(await encoding('identity')).toBeUndefined();
  });
});

test('a request for another host, for two hosts or for none is not for us', () => {
  const of = (...rawHeaders: string[]) => hostProblem(headOf({ rawHeaders } as never), new Set(['gk.example']));
  expect(of('Host', 'gk.example')).toBe(false);
  expect(of('Host', 'evil.example')).toBe(true);
  expect(of('Host', 'gk.example', 'HOST', 'evil.example')).toBe(true);
  expect(of('Accept', '*/*')).toBe(true);
});
