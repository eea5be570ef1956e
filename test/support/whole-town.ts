// The whole program over a small town: one person for every role with a real session, papers in every state, one example
// address for every route. Requests are answered in the process, each from a network address of its own.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LightMyRequestResponse } from 'fastify';
import { sql } from 'kysely';
import type { Config } from '../../src/config.ts';
import { buildProgram } from '../../src/main.ts';
import type { Installation } from '../../src/platform/installation.ts';
import { policies } from '../../src/web/policy.ts';
import { publishingTown, type PublishingTown } from './publishing.ts';
import { examples } from './sample-papers.ts';
import type { SampleRequests } from './sample-requests.ts';
import { holdersOf, signedIn, signIn, type Who } from './sample-sessions.ts';

export interface Form {
  fields?: Readonly<Record<string, string>>;
  token?: string | null;
  headers?: Readonly<Record<string, string>>;
  payload?: string | Buffer;
}

export interface WholeTown {
  w: PublishingTown;
  installation: Installation;
  config: Config;
  app: Awaited<ReturnType<typeof buildProgram>>['app'];
  /** `GET /console/drafts/:id` → `/console/drafts/019…`, of the finance office where organs differ. */
  example(route: string): string;
  /** Requests for information of one applicant in every state. */
  requests: SampleRequests;
  get(url: string, as?: Who, headers?: Readonly<Record<string, string>>): Promise<LightMyRequestResponse>;
  post(url: string, as?: Who, form?: Form): Promise<LightMyRequestResponse>;
  /** Signs in again whoever was signed out by what a test did. */
  renew(as: Who): Promise<void>;
  /** The form token the person's own session has. */
  csrf(as: Who): string;
  /** Digest of every row of the town and of its accounts, the audit chain left out. */
  digest(): Promise<string>;
  audits(): Promise<{ seq: number; verb: string; subject: string | null; account: string | null }[]>;
  stop(): Promise<void>;
}

const HOST = '127.0.0.1:8787';

export async function wholeTown(): Promise<WholeTown> {
  const plain = await publishingTown();
  // Accounts are the whole installation's; a name of its own keeps this town's apart from those of tests beside it.
  const town = { ...plain.town, slug: plain.town.schema };
  const w: PublishingTown = { ...plain, town };
  const holders = await holdersOf(w);
  const sessions = await signedIn(town, holders);
  const { example, requests } = await examples(w);
  const data = mkdtempSync(join(tmpdir(), 'gongkai-whole-'));
  const installation: Installation = {
    engine: town.engine,
    data,
    shared: town.shared,
    clock: town.clock,
    log: town.log,
    async close() {},
  };
  const config: Config = {
    host: '127.0.0.1',
    port: 8787,
    data,
    databaseUrl: null,
    connections: 4,
    publicUrl: `http://${HOST}`,
    hosts: [],
    trustedProxies: [],
    siteMarks: [],
    town: null,
    secret: 's'.repeat(40),
  };
  const { app, disk } = await buildProgram(installation, town, config);
  await app.ready();
  // Whoever sends thousands of forms is told to wait; here every form comes a second after the one before.
  const realNow = performance.now.bind(performance);
  let later = 0;
  performance.now = () => realNow() + later;
  let caller = 0;
  const from = (): string => `10.${(++caller >> 16) & 255}.${(caller >> 8) & 255}.${caller & 255}`;
  const cookies = (as: Who): Record<string, string> => {
    const session = sessions.get(as);
    return session ? { gongkai: session.token } : {};
  };
  const csrf = (as: Who): string => sessions.get(as)?.csrf ?? '';
  const { rows: named } = await sql<{ name: string }>`select tablename as name from pg_tables where schemaname = ${town.schema}
    and tablename <> 'platform_audit' order by tablename`.execute(town.engine.owner(town.schema));
  return {
    w,
    installation,
    config,
    app,
    example,
    requests,
    csrf,
    async renew(as) {
      const holder = holders.get(as);
      if (holder) sessions.set(as, await signIn(town, holder));
    },
    get: (url, as = 'nobody', headers = {}) =>
      app.inject({ method: 'GET', url, remoteAddress: from(), headers: { host: HOST, ...headers }, cookies: cookies(as) }),
    post(url, as = 'nobody', form = {}) {
      later += 1_000;
      const token = form.token === undefined ? csrf(as) : form.token;
      const body = new URLSearchParams({ ...(token === null ? {} : { _token: token }), ...form.fields });
      return app.inject({
        method: 'POST',
        url,
        remoteAddress: from(),
        cookies: cookies(as),
        headers: { host: HOST, 'content-type': 'application/x-www-form-urlencoded', ...form.headers },
        payload: form.payload ?? body.toString(),
      });
    },
    async digest() {
      const parts: string[] = [];
      for (const { name } of named) {
        // The head of the audit chain moves with every record of a refusal; the public version beside it must not.
        const row = name === 'platform_heads' ? sql`t.public_version::text` : sql`t::text`;
        const { rows } = await sql<{
          d: string | null;
        }>`select md5(string_agg(${row}, '|' order by ${row})) as d from ${sql.table(name)} t`.execute(town.db);
        parts.push(`${name}:${rows[0]?.d}`);
      }
      const own = sql`select id from gongkai.accounts where town = ${town.slug}`;
      for (const [name, column] of Object.entries({
        accounts: 'id',
        sessions: 'account_id',
        invitations: 'account_id',
        backup_codes: 'account_id',
      })) {
        const { rows } = await sql<{ d: string | null }>`select md5(string_agg(t::text, '|' order by t::text)) as d
          from ${sql.table(name)} t where ${sql.ref(column)} in (${own})`.execute(town.shared);
        parts.push(`${name}:${rows[0]?.d}`);
      }
      return parts.join('\n');
    },
    async audits() {
      const { rows } = await sql<{ seq: number; verb: string; subject: string | null; account: string | null }>`
        select seq, verb, subject, account_id as account from platform_audit order by seq`.execute(town.db);
      return rows;
    },
    async stop() {
      performance.now = realNow;
      disk.stop();
      await app.close();
    },
  };
}

/** Every method and address the router answers, told by the router. */
export function routesOf(app: WholeTown['app']): string[] {
  const found: string[] = [];
  const above: string[] = [];
  for (const line of app.printRoutes({ commonPrefix: false, includeHooks: false }).split('\n')) {
    const m = /^([│ ]*)[├└]── (\S*) ?(?:\(([A-Z, ]+)\))?/.exec(line);
    if (!m) continue;
    const depth = (m[1] as string).length / 4;
    above.length = depth;
    above.push(m[2] as string);
    for (const method of (m[3] ?? '').split(', '))
      if (method !== '' && method !== 'HEAD') found.push(`${method} ${above.join('')}`);
  }
  return [...new Set(found)].sort();
}

export function policyRoutes(): string[] {
  return Object.keys(policies).sort();
}
