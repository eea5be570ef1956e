// Addresses of documents in the read API, and of what changed in them.
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { distrusted, documentByIndexNo, publishedAfter } from '../../rooms/disclosure/door.ts';
import { indexNumberAt } from '../../town/index-number.ts';
import { changesSince } from './changes.ts';
import { changeAfter, placeCursor, placeOf } from './cursor.ts';
import { documentView, withdrawnView } from './document-view.ts';
import { ApiRefusal } from './problem.ts';
import { changesQuery, documentsQuery, noQuery } from './query.ts';
import { answers } from './schemas.ts';
import { ABSENT, checkItem, organIdOf, PROBLEM, type ReadApiDeps } from './shared.ts';
import { namesOf, summaryOf } from './views.ts';

export function documentRoutes(scope: FastifyInstance, { town, site }: ReadApiDeps): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  app.get(
    '/api/v1/documents',
    {
      schema: {
        summary: '公开的文件，新的在前',
        tags: ['documents'],
        querystring: documentsQuery,
        response: { 200: answers.documents, 400: PROBLEM },
      },
    },
    async ({ query }) => {
      const names = await namesOf(town.db, site.publicUrl);
      const filters = {
        itemCode: checkItem(names, query.item),
        organId: organIdOf(names, query.organ),
        year: query.year === undefined ? null : Number(query.year),
        genre: query.genre ?? null,
        validity: query.validity ?? null,
      };
      const after = query.cursor === undefined ? null : placeOf(query.cursor);
      const lines = await publishedAfter(town.db, filters, after, query.limit + 1);
      const shown = lines.slice(0, query.limit);
      const last = lines.length > query.limit ? shown.at(-1) : undefined;
      const next = last ? placeCursor({ at: last.publishedAt, id: last.id }) : null;
      return { items: shown.map((line) => summaryOf(names, line)), next };
    },
  );
  app.get(
    '/api/v1/documents/:code/:serial',
    {
      schema: {
        summary: '一份文件：元数据、正文、附件、版本、关系、是否按期',
        tags: ['documents'],
        querystring: noQuery,
        response: {
          200: answers.document,
          404: ABSENT,
          410: { description: '已撤回', content: { 'application/json': { schema: answers.withdrawn } } },
          503: { ...PROBLEM, description: '与公开存证不一致，核对清楚以前不展示' },
        },
      },
    },
    async (request, reply) => {
      const { code = '', serial = '' } = request.params as Record<string, string>;
      // An address holds anything; only a text that can be a number is looked up.
      const isNumber = indexNumberAt(code, serial);
      if (isNumber && (await distrusted(town.db, `${code}/${serial}`)))
        throw new ApiRefusal(503, '这份文件的内容与公开存证不一致，核对清楚以前不展示。');
      const document = isNumber ? await documentByIndexNo(town.db, `${code}/${serial}`) : null;
      if (document?.state === 'withdrawn') {
        reply.code(410).type('application/json');
        return reply.send((await withdrawnView(town, await namesOf(town.db, site.publicUrl), document)) as never);
      }
      if (document?.state !== 'published') throw new ApiRefusal(404, '没有公开过这个索引号的文件。');
      return documentView(town, await namesOf(town.db, site.publicUrl), document);
    },
  );
}

export function changeRoutes(scope: FastifyInstance, { town, site }: ReadApiDeps): void {
  scope.withTypeProvider<ZodTypeProvider>().get(
    '/api/v1/changes',
    {
      schema: {
        summary: '采集：自某个游标以来的全部变化，先后为提交的先后',
        description: '第一次用 since=0；以后用上次的 next。more 为 true 时立即再取。游标只增不减，变化不重不漏。',
        tags: ['changes'],
        querystring: changesQuery,
        response: { 200: answers.changes, 400: PROBLEM },
      },
    },
    async ({ query }) => {
      const names = await namesOf(town.db, site.publicUrl);
      const page = await changesSince(town.db, names, changeAfter(query.since) ?? 0, query.limit);
      if (page) return page;
      throw new ApiRefusal(400, 'since 比现有的变化还要新：数据曾从备份恢复，请用 since=0 从头采集。', 'since');
    },
  );
}
