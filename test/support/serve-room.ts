// Some routes served over HTTP for a test, with one signed-in person for every role of a sample town hall. The cookie's value
// is the role; roles are read from the people room at each request, as the program does.
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { notFoundReply } from '../../src/kit/not-found/part.tsx';
import { allows } from '../../src/platform/http/policy.ts';
import { text } from '../../src/platform/http/reply.ts';
import type { Site } from '../../src/platform/http/route.ts';
import { buildServer } from '../../src/platform/http/server.ts';
import type { Visitor } from '../../src/platform/http/visitor.ts';
import type { Room } from '../../src/platform/room.ts';
import { staffIdentity } from '../../src/rooms/people/door.ts';
import { dayOf } from '../../src/town/day.ts';
import type { Role } from '../../src/town/roles.ts';
import { policies } from '../../src/web/policy.ts';
import type { SamplePeople } from './people.ts';
import type { TestTown } from './town.ts';

export interface ServedRoom {
  app: FastifyInstance;
  get(url: string, as?: Role): Promise<LightMyRequestResponse>;
  /** Sends a form; the form token is added. */
  post(url: string, as: Role, fields: Readonly<Record<string, string | readonly string[]>>): Promise<LightMyRequestResponse>;
  /** Sends a form with one file. */
  upload(
    url: string,
    as: Role,
    fields: Readonly<Record<string, string>>,
    file: { field: string; name: string; bytes: Buffer },
  ): Promise<LightMyRequestResponse>;
}

/** Serves a room under the real policy table. */
export async function serveRoom(
  town: TestTown,
  people: SamplePeople,
  room: Pick<Room, 'routes' | 'consoleNav'> & Pick<Site, 'waiting'>,
): Promise<ServedRoom> {
  const mine = new Set(room.routes.map((r) => `${r.method} ${r.path}`));
  const visitorOf = async (token: string): Promise<Visitor | null> => {
    const accountId = people.staff[token as Role]?.accountId;
    if (!accountId) return null;
    const staff = await staffIdentity(town.db, accountId, dayOf(town.clock.now()));
    const session = {
      tokenHash: token,
      accountId,
      username: token,
      csrf: 'csrf',
      stage: 'full' as const,
      confirmedAt: town.clock.now(),
    };
    return staff && { session, staff };
  };
  const app = await buildServer({
    town,
    site: {
      publicUrl: 'http://127.0.0.1:8787',
      secureCookies: false,
      marks: [],
      version: 'test',
      asset: (name) => `/assets/${name}`,
      publicNav: [{ key: 'organs', label: '机构', href: '/organs' }],
      consoleNav: room.consoleNav,
      waiting: room.waiting,
    },
    routes: room.routes,
    policies: Object.fromEntries(Object.entries(policies).filter(([name]) => mine.has(name))),
    sessionCookie: 's',
    visitorOf,
    denied: async () => {},
    allows,
    isFresh: () => true,
    errors: {
      forbidden: () => text('无权', undefined, 403),
      notFound: notFoundReply,
      fault: (_ctx, id) => text(`故障 ${id}`, undefined, 500),
      refused: (_ctx, status, sentence) => text(sentence, undefined, status),
    },
    secret: Buffer.alloc(32, 7),
    hosts: [],
    trustedProxies: [],
  });
  let caller = 0;
  // Each request from an address of its own: the limit on one address is not what is tested.
  const remoteAddress = (): string => `10.0.${Math.floor(++caller / 250)}.${(caller % 250) + 1}`;
  return {
    app,
    get: (url, as) => app.inject({ method: 'GET', url, remoteAddress: remoteAddress(), ...(as ? { cookies: { s: as } } : {}) }),
    post(url, as, fields) {
      const body = new URLSearchParams({ _token: 'csrf' });
      for (const [name, value] of Object.entries(fields)) for (const v of [value].flat()) body.append(name, v as string);
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      return app.inject({
        method: 'POST',
        url,
        remoteAddress: remoteAddress(),
        cookies: { s: as },
        headers,
        payload: body.toString(),
      });
    },
    upload(url, as, fields, file) {
      const named = (name: string, more = ''): string => `--b\r\ncontent-disposition: form-data; name="${name}"${more}\r\n\r\n`;
      const parts = Object.entries({ _token: 'csrf', ...fields }).map(([n, v]) => Buffer.from(`${named(n)}${v}\r\n`));
      const payload = Buffer.concat([
        ...parts,
        Buffer.from(named(file.field, `; filename="${file.name}"`)),
        file.bytes,
        Buffer.from('\r\n--b--\r\n'),
      ]);
      const headers = { 'content-type': 'multipart/form-data; boundary=b' };
      return app.inject({ method: 'POST', url, remoteAddress: remoteAddress(), cookies: { s: as }, headers, payload });
    },
  };
}
