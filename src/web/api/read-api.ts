// The read API: what the portal shows, for programs. Anybody may read it, from any page; it knows no cookies and nobody.
import fastifySwagger from '@fastify/swagger';
import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import {
  hasZodFastifySchemaValidationErrors,
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod';
import { RateLimit } from '../../platform/http/rate-limit.ts';
import type { Town } from '../../platform/town.ts';
import { catalogueRoutes, organRoutes } from './catalogue-routes.ts';
import { changeRoutes, documentRoutes } from './document-routes.ts';
import { packed } from '../../platform/http/send-text.ts';
import { ApiRefusal, problem, sendProblem } from './problem.ts';
import type { ReadApiDeps } from './shared.ts';

/** Requests a minute from one network: the whole of a large town in some minutes, and no more than the database bears. */
const MOST_A_MINUTE = 600;

/** What `plugins` of the server takes. */
export async function readApi(app: FastifyInstance, deps: ReadApiDeps): Promise<void> {
  await app.register(async (scope) => {
    scope.setValidatorCompiler(validatorCompiler);
    scope.setSerializerCompiler(serializerCompiler);
    await scope.register(fastifySwagger, {
      openapi: {
        openapi: '3.1.0',
        info: {
          title: `${deps.town.name}政务公开读接口`,
          version: deps.site.version,
          description:
            '读取已公开的文件、公开目录、应公开任务和机构。只读，不需要登录，可以从任何网页调用。列表按 next 游标翻页；上级平台采集请用 /api/v1/changes。',
        },
        servers: [{ url: deps.site.publicUrl }],
      },
      transform: jsonSchemaTransform,
      transformObject: (document) => {
        const whole = jsonSchemaTransformObject(document) as { components: { schemas: Record<string, unknown> } };
        // Answers only: what may be asked stands with each parameter.
        for (const name of Object.keys(whole.components.schemas))
          if (name.endsWith('Input')) delete whole.components.schemas[name];
        return whole as ReturnType<typeof jsonSchemaTransformObject>;
      },
    });
    answerErrors(scope, deps.town);
    const heavy = new RateLimit(MOST_A_MINUTE, 60_000);
    scope.addHook('onRequest', async (request, reply) => {
      reply.header('access-control-allow-origin', '*');
      reply.header('cross-origin-resource-policy', 'cross-origin');
      reply.header('cache-control', 'no-cache');
      const wait = heavy.take(request.ip);
      if (wait === 0) return;
      reply.header('retry-after', String(wait));
      await sendProblem(reply, problem(429, pathOf(request.url), `每分钟最多 ${MOST_A_MINUTE} 次，请 ${wait} 秒后再试。`));
    });
    scope.addHook('onSend', async (_request, reply, payload) => {
      if (typeof payload !== 'string') return payload;
      reply.removeHeader('content-length');
      return packed(reply, payload);
    });
    scope.get('/api/openapi.json', { schema: { hide: true } as object }, async (_request, reply) => {
      reply.type('application/json; charset=utf-8');
      return JSON.stringify(scope.swagger());
    });
    documentRoutes(scope, deps);
    catalogueRoutes(scope, deps);
    organRoutes(scope, deps);
    changeRoutes(scope, deps);
  });
  // Addresses that nobody has given: answered like every other mistake here, not with a page.
  await app.register(
    async (scope) => {
      scope.setNotFoundHandler((request, reply) => {
        reply.header('access-control-allow-origin', '*');
        return sendProblem(reply, problem(404, pathOf(request.url), '接口没有这个地址。全部地址见 /api/openapi.json。'));
      });
    },
    { prefix: '/api' },
  );
}

function pathOf(url: string): string {
  return url.split('?')[0]!.slice(0, 200);
}

function answerErrors(scope: FastifyInstance, town: Town): void {
  scope.setErrorHandler(async (fault: FastifyError | ApiRefusal, request, reply: FastifyReply) => {
    const path = pathOf(request.url);
    if (fault instanceof ApiRefusal) {
      const errors = fault.parameter === null ? [] : [{ parameter: fault.parameter, detail: fault.detail }];
      return sendProblem(reply, problem(fault.status, path, fault.detail, errors));
    }
    if (hasZodFastifySchemaValidationErrors(fault)) {
      const errors = fault.validation.map((v) => ({
        parameter: v.instancePath.slice(1).slice(0, 40) || 'query',
        detail: v.message ?? '',
      }));
      return sendProblem(reply, problem(400, path, `${errors.map((e) => e.detail).join('；')}。`, errors));
    }
    const status = 'statusCode' in fault && fault.statusCode ? fault.statusCode : 500;
    if (status < 500) return sendProblem(reply, problem(status, path, '请求的格式不正确。'));
    town.log.error({ method: request.method, path, fault: fault.stack ?? String(fault) }, 'read API failed');
    return sendProblem(reply, problem(500, path, '不是您的请求有误，请稍后再试。'));
  });
}
