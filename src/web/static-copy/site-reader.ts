// Asks the program's own public routes for what a reader would get, without a server in between.
import { randomBytes } from 'node:crypto';
import { renderToString } from 'preact-render-to-string';
import { Fields } from '../../platform/http/form.ts';
import type { Policy } from '../../platform/http/policy.ts';
import type { Reply } from '../../platform/http/reply.ts';
import type { Ctx, Imprint, Route, Site } from '../../platform/http/route.ts';
import type { Town } from '../../platform/town.ts';
import { dayOf } from '../../town/day.ts';

export interface PublicSite {
  site: Site;
  routes: readonly Route[];
  policies: Readonly<Record<string, Policy>>;
  imprint(town: Town): Promise<Imprint | null>;
}

export type Answer =
  | { kind: 'page'; status: number; html: string }
  | { kind: 'file'; chunks: AsyncIterable<string | Uint8Array> };

function matches(pattern: readonly string[], given: readonly string[]): Record<string, string> | null {
  if (pattern.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [i, part] of pattern.entries()) {
    if (part.startsWith(':')) params[part.slice(1)] = given[i]!;
    else if (part !== given[i]) return null;
  }
  return params;
}

async function* once(body: string | Uint8Array): AsyncIterable<string | Uint8Array> {
  yield body;
}

export class SiteReader {
  readonly #routes: readonly { route: Route; pattern: readonly string[] }[];
  readonly #town: Town;
  readonly #site: Site;
  readonly #imprint: Imprint | null;

  static async open(town: Town, site: PublicSite): Promise<SiteReader> {
    return new SiteReader(town, site, await site.imprint(town));
  }

  private constructor(town: Town, { site, routes, policies }: PublicSite, imprint: Imprint | null) {
    this.#town = town;
    this.#imprint = imprint;
    this.#site = site;
    this.#routes = routes
      .filter((r) => r.method === 'GET' && policies[`GET ${r.path}`] === 'public')
      .map((route) => ({ route, pattern: route.path.split('/') }))
      // A fixed word wins over a parameter in its place, as the router has it.
      .sort((a, b) => a.pattern.filter((p) => p.startsWith(':')).length - b.pattern.filter((p) => p.startsWith(':')).length);
  }

  /** What the address answers with; null when there is nothing, or only a way to somewhere else. */
  async answer(address: string): Promise<Answer | null> {
    const url = new URL(address, 'http://own.invalid');
    const given = url.pathname.split('/').map(plain);
    for (const { route, pattern } of this.#routes) {
      const params = matches(pattern, given);
      if (params) return this.#read(await route.handle(this.context(address, params)));
    }
    return null;
  }

  /** A reader nobody knows, with the usual preferences. */
  context(address: string, params: Readonly<Record<string, string>> = {}): Ctx {
    const url = new URL(address, 'http://own.invalid');
    const query: Record<string, string[]> = {};
    for (const name of url.searchParams.keys()) query[name] = url.searchParams.getAll(name);
    const at = this.#town.clock.now();
    return {
      town: this.#town,
      visitor: null,
      params,
      query: Fields.from(query),
      form: Fields.from({}),
      at,
      today: dayOf(at),
      address: '',
      path: url.pathname + url.search,
      preferences: { size: 'medium', elder: false },
      formToken: '',
      nonce: randomBytes(8).toString('hex'),
      cookies: {},
      site: this.#site,
      imprint: this.#imprint,
      actor: () => {
        throw new Error('a copy of the public site acts for nobody');
      },
    };
  }

  #read(reply: Reply): Answer | null {
    if (reply.kind === 'page') {
      // Withdrawn documents answer 410 with their page; nothing else but a plain answer belongs to the site.
      return reply.status === 200 || reply.status === 410
        ? { kind: 'page', status: reply.status, html: renderToString(reply.html) }
        : null;
    }
    if (reply.kind === 'text') return reply.status === 200 ? { kind: 'file', chunks: once(reply.body) } : null;
    if (reply.kind === 'bytes') return { kind: 'file', chunks: once(reply.body) };
    return reply.kind === 'stream' ? { kind: 'file', chunks: reply.chunks } : null;
  }
}

function plain(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
