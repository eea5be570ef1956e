// HTTP at the edge: Fastify speaks it, our handlers return values. Order of a request: kept pages → host and origin
// checks → who is looking → policy → form → handler → reply. A route without a policy keeps the program from starting.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import fastifyCookie from '@fastify/cookie';
import fastifyFormbody from '@fastify/formbody';
import fastifyMultipart from '@fastify/multipart';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { renderToString } from 'preact-render-to-string';
import type { Instant } from '../../town/day.ts';
import { dayReader } from '../clock.ts';
import { isUnavailable } from '../db/faults.ts';
import type { Assets } from './assets.ts';
import { Fields, hasControls } from './form.ts';
import { type ContextOptions, contexts } from './context.ts';
import { checkFormToken } from './form-token.ts';
import { Front, headOf, hostProblem, type Rendering, variantOf } from './front.ts';
import { commonHeaders, consolePolicy, filePolicy, publicPolicy } from './headers.ts';
import type { Policy } from './policy.ts';
import { readUpload } from './read-upload.ts';
import { RateLimit } from './rate-limit.ts';
import type { CookieChange, Reply } from './reply.ts';
import type { Ctx, Route, Site } from './route.ts';
import { sendText } from './send-text.ts';
import { maySendAgain, turnedBack, typedFields } from './turned-back.ts';
import { answerUnreadable } from './unreadable.ts';
import type { Visitor } from './visitor.ts';

export interface ErrorPages {
  /** 403: signed in, but not allowed; 401 becomes a redirect to the sign-in page. */
  forbidden(ctx: Ctx): Reply;
  notFound(ctx: Ctx): Reply;
  /** What the reader can quote; the fault itself is in the log under the same id. */
  fault(ctx: Ctx, id: string): Reply;
  /** A request we cannot take: too large, malformed, too many, expired form. What `ctx.form` holds can be sent again. */
  refused(ctx: Ctx, status: number, sentence: string): Reply;
}

export interface ServerOptions extends ContextOptions {
  routes: readonly Route[];
  policies: Readonly<Record<string, Policy>>;
  /** Called once for each refused request, so that every refusal is on record. */
  denied(ctx: Ctx, route: string): Promise<void>;
  /** Whether the holder proved who they are recently enough for a sensitive act. */
  isFresh(visitor: Visitor, at: Instant): boolean;
  /** May this visitor pass? The rule itself is in the policy table. */
  allows(policy: Policy, visitor: Visitor | null): 'yes' | 'sign-in' | 'second-factor' | 'no';
  errors: ErrorPages;
  /** What is answered before routing: style sheets and scripts, the ledger's tiles. */
  early?: readonly Pick<Assets, 'answer'>[];
  /** Why nothing can be taken now (disk full), as a sentence, or null when it can. */
  whyNoPosts?(isUpload: boolean): string | null;
  hosts: readonly string[];
  trustedProxies: readonly string[];
  /** Hears of the finished pages that are kept, so that they can be looked through. */
  onFront?(front: Pick<Front, 'check'>): void;
  /** Adds routes that speak Fastify themselves (the read API); they too need policies. */
  plugins?: (app: FastifyInstance) => Promise<void>;
}

const LIMIT = 1024 * 1024;

/** Sends a reply value over Fastify. Waits until it is out: a handler that ends before its stream has begun ends the stream. */
async function send(reply: FastifyReply, answer: Reply, ctx: Ctx, site: Site): Promise<void> {
  if (answer.kind === 'see-other') {
    for (const c of answer.cookies ?? []) setCookie(reply, c, site);
    reply.code(303).header('location', answer.to).header('cache-control', 'no-store').send('');
    await reply;
    return;
  }
  for (const [name, value] of Object.entries(answer.headers ?? {})) reply.header(name, value);
  if (answer.kind === 'page') {
    reply.code(answer.status).type('text/html; charset=utf-8');
    if (!reply.hasHeader('content-security-policy')) reply.header('content-security-policy', consolePolicy(ctx.nonce));
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
    // Where something broke nothing more is asked: the page that says so must come out.
    const waiting = answer.counted && answer.status < 500 ? await site.waiting?.(ctx) : undefined;
    const html = (waiting && answer.counted?.(waiting)) ?? answer.html;
    sendText(reply, `<!doctype html>${renderToString(html)}`, ctx);
  } else if (answer.kind === 'text') {
    sendText(reply.code(answer.status).type(answer.type), answer.body, ctx);
  } else if (answer.kind === 'bytes') {
    reply.type(answer.type).send(Buffer.from(answer.body.buffer, answer.body.byteOffset, answer.body.byteLength));
  } else {
    reply.type(answer.type).send(Readable.from(answer.chunks));
  }
  await reply;
}

function setCookie(reply: FastifyReply, c: CookieChange, site: Site): void {
  reply.setCookie(c.name, c.value, {
    path: '/',
    httpOnly: c.httpOnly,
    secure: site.secureCookies,
    sameSite: 'lax',
    ...(c.maxAge === null ? {} : { maxAge: c.maxAge }),
  });
}

/** A cross-site form or script, told by the browser's own headers. Same-site tools without them pass on to the token check. */
function isCrossSite(request: FastifyRequest, hosts: ReadonlySet<string>): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site === 'cross-site' || site === 'same-site') return true;
  const origin = request.headers.origin;
  if (origin === undefined) return false;
  if (origin === 'null' || !URL.canParse(origin)) return true;
  const from = new URL(origin).host;
  return from !== request.headers.host && !hosts.has(from);
}

export async function buildServer(options: ServerOptions): Promise<FastifyInstance> {
  const { town, site } = options;
  const front = new Front({ version: () => town.publicVersion.current(), day: dayReader(town.clock) });
  options.onFront?.(front);
  const hosts = new Set(options.hosts);
  const common = commonHeaders(site.secureCookies);
  const posts = new RateLimit(60, 60_000);
  const staffPosts = new RateLimit(300, 60_000);
  const heavyReads = new RateLimit(240, 60_000);
  const { contextOf, bareContext } = contexts(options);
  let httpServer: Server;

  const app = Fastify({
    logger: false,
    bodyLimit: LIMIT,
    trustProxy: options.trustedProxies.length > 0 ? [...options.trustedProxies] : false,
    requestTimeout: 60_000,
    clientErrorHandler: answerUnreadable(site.secureCookies),
    routerOptions: { maxParamLength: 400, ignoreTrailingSlash: false },
    // Addresses the router itself cannot read never reach a route, a hook or a cookie: they are not found, with the usual headers.
    frameworkErrors: (_fault, request, reply) => {
      const ctx = bareContext(request);
      for (const [header, value] of Object.entries(common)) reply.header(header, value);
      reply.header('content-security-policy', publicPolicy);
      void send(reply, options.errors.notFound(ctx), ctx, site);
    },
    serverFactory: (handler) => {
      httpServer = createServer(
        { maxHeaderSize: 16_384, headersTimeout: 15_000, requestTimeout: 60_000 },
        (request: IncomingMessage, response: ServerResponse) => {
          const head = headOf(request);
          if (hostProblem(head, hosts)) {
            response.writeHead(421, {
              'content-type': 'text/plain; charset=utf-8',
              'content-security-policy': filePolicy,
              ...common,
            });
            response.end('本服务器不以这个主机名提供服务。\n');
            return;
          }
          if (options.early?.some((e) => e.answer(request, response, common))) return;
          front.answer(head, request, response, handler);
        },
      );
      httpServer.maxConnections = 2_000;
      return httpServer;
    },
  });

  const declared = new Set<string>();
  app.addHook('onRoute', (route) => {
    for (const method of [route.method].flat()) {
      if (method === 'HEAD') continue;
      const name = `${method} ${route.url}`;
      declared.add(name);
      if (!options.policies[name]) throw new Error(`no policy for route: ${name} (see src/web/policy.ts)`);
    }
  });
  app.addHook('onReady', async () => {
    const idle = Object.keys(options.policies).filter((name) => !declared.has(name));
    if (idle.length > 0) throw new Error(`policies without a route: ${idle.join(', ')}`);
  });

  await app.register(fastifyCookie);
  await app.register(fastifyFormbody, { bodyLimit: LIMIT });
  await app.register(fastifyMultipart);

  const fail = async (request: FastifyRequest, reply: FastifyReply, status: number, sentence: string): Promise<void> => {
    const ctx = await contextOf(request, Fields.from({}));
    await send(reply, options.errors.refused(ctx, status, sentence), ctx, site);
  };

  app.addHook('onSend', async (_request, reply) => {
    for (const [name, value] of Object.entries(common)) if (!reply.hasHeader(name)) reply.header(name, value);
    if (!reply.hasHeader('content-security-policy')) reply.header('content-security-policy', publicPolicy);
  });

  // What stands for something in an address is looked up as it came; no address of ours holds such characters.
  app.addHook('onRequest', async (request, reply) => {
    const given = Object.values((request.params ?? {}) as Record<string, string>);
    if (!request.is404 && given.some((v) => hasControls(v) || /\s/.test(v.replaceAll(' ', '')))) return reply.callNotFound();
  });

  for (const route of options.routes) {
    const name = `${route.method} ${route.path}`;
    const policy = options.policies[name];
    if (!policy) throw new Error(`no policy for route: ${name} (see src/web/policy.ts)`);
    const answerRoute = async (request: FastifyRequest, reply: FastifyReply, rendering: Rendering | null): Promise<unknown> => {
      if (route.method === 'POST') {
        if (isCrossSite(request, hosts))
          return fail(request, reply, 403, '这个请求来自别的网站，没有执行。请回到本网站的页面上再提交一次。');
        const full = options.whyNoPosts?.(request.isMultipart());
        if (full) return fail(request, reply, 507, full);
      } else if (!route.kept && policy === 'public') {
        const wait = heavyReads.take(request.ip);
        if (wait > 0) {
          reply.header('retry-after', String(wait));
          return fail(request, reply, 429, `查询得太频繁了，请 ${wait} 秒后再试。`);
        }
      }
      // Who is asking is settled before a body is read: nobody uploads fifty megabytes to be told no.
      let ctx = await contextOf(request, Fields.from({}));
      if (route.method === 'POST') {
        // A colleague's machine behind the same address is not a stranger's: staff are counted one by one.
        const wait = ctx.visitor ? staffPosts.take(ctx.visitor.session.accountId) : posts.take(request.ip);
        if (wait > 0) {
          reply.header('retry-after', String(wait));
          return fail(
            request,
            reply,
            429,
            `提交得太频繁了，请 ${wait} 秒后再试。您填写的内容没有被保存，请按浏览器“返回”键回到原页。`,
          );
        }
      }
      const again = route.method === 'POST' && maySendAgain(request, policy);
      const verdict = options.allows(policy, ctx.visitor);
      if (verdict === 'sign-in' || verdict === 'second-factor') {
        const next = route.method === 'GET' ? `?next=${encodeURIComponent(request.url)}` : '';
        if (route.method === 'POST') {
          await options.denied(ctx, name);
          const form = again ? await typedFields(request, LIMIT) : ctx.form;
          return send(reply, options.errors.refused({ ...ctx, form }, 401, turnedBack('signed-out', form)), ctx, site);
        }
        return send(reply, { kind: 'see-other', to: `/console/sign-in${next}` }, ctx, site);
      }
      if (verdict === 'no') {
        await options.denied(ctx, name);
        return send(reply, options.errors.forbidden(ctx), ctx, site);
      }
      const form =
        route.method === 'POST'
          ? request.isMultipart()
            ? await readUpload(request, route.bodyLimit ?? LIMIT)
            : Fields.from(request.body)
          : ctx.form;
      ctx = { ...ctx, form };
      if (route.method === 'POST' && !tokenHolds(ctx, form, options.secret)) {
        await options.denied(ctx, `${name} (form token)`);
        const kept = again ? form : Fields.from({});
        return send(reply, options.errors.refused({ ...ctx, form: kept }, 403, turnedBack('old-page', kept)), ctx, site);
      }
      if (route.sensitive && ctx.visitor && !options.isFresh(ctx.visitor, ctx.at)) {
        const kept = again ? form : Fields.from({});
        return send(reply, options.errors.refused({ ...ctx, form: kept }, 403, turnedBack('unconfirmed', kept)), ctx, site);
      }
      const answer = await route.handle(ctx);
      if (rendering && answer.kind === 'page' && answer.status === 200) {
        const html = `<!doctype html>${renderToString(answer.html)}`;
        reply.hijack();
        const headers = {
          'content-type': 'text/html; charset=utf-8',
          'cache-control': 'no-cache',
          'content-security-policy': publicPolicy,
          ...common,
          ...answer.headers,
        };
        front.keep(rendering, html, headers, request.raw, reply.raw);
        return;
      }
      // Public pages are complete without script, kept or not.
      if (answer.kind === 'page' && policy === 'public') reply.header('content-security-policy', publicPolicy);
      await send(reply, answer, ctx, site);
      // Awaited by Fastify until the last piece is out; without it a streamed body would be cut off empty.
      return reply;
    };
    app.route({
      method: route.method,
      url: route.path,
      bodyLimit: route.bodyLimit ?? LIMIT,
      handler: async (request, reply) => {
        const rendering = route.kept ? front.begin(variantOf(request.headers.cookie), request.url) : null;
        try {
          return await answerRoute(request, reply, rendering);
        } finally {
          if (rendering) front.over(rendering);
        }
      },
    });
  }

  app.setNotFoundHandler(async (request, reply) => {
    const ctx = await contextOf(request, Fields.from({}));
    await send(reply, options.errors.notFound(ctx), ctx, site);
  });

  app.setErrorHandler(async (fault: Error & { statusCode?: number; code?: string; validation?: unknown }, request, reply) => {
    const status = fault.statusCode ?? 500;
    if (status < 500) {
      await fail(request, reply, status, sentenceFor(status));
      return;
    }
    const id = randomBytes(5).toString('hex');
    town.log.error(
      { id, method: request.method, path: request.url.split('?')[0], fault: fault.stack ?? String(fault) },
      'request failed',
    );
    if (isUnavailable(fault)) {
      const ctx = bareContext(request);
      reply.header('retry-after', '30');
      return send(reply, options.errors.refused(ctx, 503, AWAY), ctx, site);
    }
    const ctx = await contextOf(request, Fields.from({})).catch(() => bareContext(request));
    await send(reply, options.errors.fault(ctx, id), ctx, site);
  });

  await options.plugins?.(app);
  return app;
}

const AWAY = '数据库暂时连接不上，这一页现在打不开，刚才提交的内容没有保存。请过一会儿按浏览器“返回”键回到原页再试。';

function sentenceFor(status: number): string {
  if (status === 413) return '提交的内容太大，没有保存。请减小文件或分几次提交。';
  if (status === 415) return '提交的格式不受支持。请使用本网站页面上的表单。';
  if (status === 414) return '网址太长。';
  return '请求的格式不正确，没有执行。请回到原页检查后再试。';
}

function tokenHolds(ctx: Ctx, form: Fields, secret: Buffer): boolean {
  const given = form.line('_token');
  return ctx.visitor ? given === ctx.visitor.session.csrf : checkFormToken(secret, given, ctx.at);
}
