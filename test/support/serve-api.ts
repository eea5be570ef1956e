// The read API over HTTP for a test, under the real policy table.
import type { FastifyInstance } from 'fastify';
import { notFoundReply } from '../../src/kit/not-found/part.tsx';
import { allows } from '../../src/platform/http/policy.ts';
import { text } from '../../src/platform/http/reply.ts';
import type { Route } from '../../src/platform/http/route.ts';
import { buildServer } from '../../src/platform/http/server.ts';
import { readApi } from '../../src/web/api/read-api.ts';
import { policies } from '../../src/web/policy.ts';
import type { TestTown } from './town.ts';

export const PUBLIC_URL = 'https://gongkai.example';

export async function serveApi(town: TestTown, routes: readonly Route[] = []): Promise<FastifyInstance> {
  const site = {
    publicUrl: PUBLIC_URL,
    secureCookies: false,
    marks: [],
    version: '0.0.0-test',
    asset: (name: string) => `/assets/${name}`,
    publicNav: [],
    consoleNav: [],
  };
  const mine = new Set(routes.map((r) => `${r.method} ${r.path}`));
  return buildServer({
    town,
    site,
    routes,
    policies: Object.fromEntries(Object.entries(policies).filter(([name]) => mine.has(name) || name.startsWith('GET /api/'))),
    sessionCookie: 's',
    visitorOf: async () => null,
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
    plugins: (app) => readApi(app, { town, site }),
  });
}
