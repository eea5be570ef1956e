// What a handler is told of a request: who is looking, when, in which town, how they want their pages.
import { randomBytes } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { dayOf } from '../../town/day.ts';
import type { Actor } from '../act/actor.ts';
import type { Town } from '../town.ts';
import { Fields } from './form.ts';
import { issueFormToken } from './form-token.ts';
import { variantOf } from './front.ts';
import type { Ctx, Imprint, Preferences, Site } from './route.ts';
import type { Visitor } from './visitor.ts';

export interface ContextOptions {
  town: Town;
  site: Site;
  /** Name of the session cookie. */
  sessionCookie: string;
  /** The visitor a session cookie belongs to, or null; touches the session's idle clock. */
  visitorOf(token: string, at: string): Promise<Visitor | null>;
  /** Who publishes and who answers for it. Asked again after every public change. */
  imprint?(): Promise<Imprint | null>;
  secret: Buffer;
}

export interface Contexts {
  contextOf(request: FastifyRequest, form: Fields): Promise<Ctx>;
  /** For requests that cannot be looked into (the database is gone, the address is unreadable): nobody, nothing looked up. */
  bareContext(request: FastifyRequest): Ctx;
}

export function contexts(options: ContextOptions): Contexts {
  const { town, site } = options;
  let known: { version: number; imprint: Imprint | null } = { version: -1, imprint: null };

  const imprintNow = async (): Promise<Imprint | null> => {
    const version = town.publicVersion.current();
    if (known.version !== version) known = { version, imprint: (await options.imprint?.()) ?? null };
    return known.imprint;
  };

  const contextFor = (request: FastifyRequest, visitor: Visitor | null, given: Partial<Ctx>): Ctx => {
    const at = town.clock.now();
    return {
      town,
      visitor,
      params: {},
      query: Fields.from({}),
      form: Fields.from({}),
      at,
      today: dayOf(at),
      address: request.ip,
      userAgent: request.headers['user-agent'] ?? '',
      path: '/',
      preferences: preferencesOf(request.headers.cookie),
      formToken: '',
      nonce: randomBytes(16).toString('base64url'),
      cookies: {},
      site,
      imprint: known.imprint,
      actor: () => actorOf(visitor, request.ip),
      ...given,
    };
  };

  return {
    async contextOf(request, form) {
      const at = town.clock.now();
      const token = request.cookies[options.sessionCookie];
      const visitor = token ? await options.visitorOf(token, at) : null;
      return contextFor(request, visitor, {
        params: (request.params ?? {}) as Record<string, string>,
        query: Fields.from(request.query),
        form,
        at,
        today: dayOf(at),
        path: request.url,
        formToken: visitor ? visitor.session.csrf : issueFormToken(options.secret, at),
        cookies: request.cookies,
        imprint: await imprintNow(),
      });
    },
    bareContext: (request) => contextFor(request, null, {}),
  };
}

function preferencesOf(cookie: string | undefined): Preferences {
  const variant = variantOf(cookie);
  return {
    size: variant.startsWith('small') ? 'small' : variant.startsWith('large') ? 'large' : 'medium',
    elder: variant.endsWith('+elder'),
  };
}

function actorOf(visitor: Visitor | null, address: string): Actor {
  if (!visitor) throw new Error('an act needs somebody signed in; the policy of this route is wrong');
  return {
    kind: 'staff',
    accountId: visitor.session.accountId,
    staffId: visitor.staff.id,
    organId: visitor.staff.organId,
    name: visitor.staff.name,
    roles: visitor.staff.roles,
    address,
  };
}
