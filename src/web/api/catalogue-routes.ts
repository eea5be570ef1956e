// Addresses of the catalogue, its duties and the organs in the read API.
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { calendarOf } from '../../platform/calendar/calendar-store.ts';
import { cadenceWords, type CatalogueItem, dutiesAfter, itemsWithStatus, type ItemStatus } from '../../rooms/catalogue/door.ts';
import { type Day, dayOf, parseDay } from '../../town/day.ts';
import { dutyAfter, dutyCursor } from './cursor.ts';
import { ApiRefusal } from './problem.ts';
import { dutiesQuery, noQuery } from './query.ts';
import { answers } from './schemas.ts';
import { ABSENT, checkItem, organIdOf, PROBLEM, type ReadApiDeps } from './shared.ts';
import { dutyView, itemView, type Names, namesOf, organView } from './views.ts';

export function catalogueRoutes(scope: FastifyInstance, { town, site }: ReadApiDeps): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  const today = (): Day => dayOf(town.clock.now());
  const view = (names: Names, item: CatalogueItem, statuses: readonly ItemStatus[]) =>
    itemView(
      names,
      item,
      statuses.find((s) => s.item.code === item.code),
      [...item.cadences, ...item.villageCadences].map(cadenceWords),
    );
  app.get(
    '/api/v1/catalogue',
    {
      schema: { summary: '公开目录', tags: ['catalogue'], querystring: noQuery, response: { 200: answers.items, 400: PROBLEM } },
    },
    async () => {
      const names = await namesOf(town.db, site.publicUrl);
      const statuses = await itemsWithStatus(town.db, await calendarOf(town.db), today());
      return { items: [...names.items.values()].map((item) => view(names, item, statuses)) };
    },
  );
  app.get(
    '/api/v1/catalogue/:code',
    {
      schema: {
        summary: '一个目录事项',
        tags: ['catalogue'],
        querystring: noQuery,
        response: { 200: answers.item, 404: ABSENT },
      },
    },
    async (request) => {
      const names = await namesOf(town.db, site.publicUrl);
      const item = names.items.get((request.params as Record<string, string>).code ?? '');
      if (!item) throw new ApiRefusal(404, '目录中没有这个编码的事项。');
      return view(names, item, await itemsWithStatus(town.db, await calendarOf(town.db), today()));
    },
  );
  app.get(
    '/api/v1/duties',
    {
      schema: {
        summary: '应公开任务，办结的和未办结的',
        tags: ['duties'],
        querystring: dutiesQuery,
        response: { 200: answers.duties, 400: PROBLEM },
      },
    },
    async ({ query }) => {
      const names = await namesOf(town.db, site.publicUrl);
      const day = today();
      const filters = {
        item: checkItem(names, query.item) ?? undefined,
        organ: organIdOf(names, query.organ) ?? undefined,
        state: query.state,
        from: (query.from && parseDay(query.from)) || undefined,
        to: (query.to && parseDay(query.to)) || undefined,
        today: day,
      };
      const after = query.cursor === undefined ? null : dutyAfter(query.cursor);
      const duties = await dutiesAfter(town.db, after, query.limit + 1, filters);
      const shown = duties.slice(0, query.limit);
      const last = duties.length > query.limit ? shown.at(-1) : undefined;
      const calendar = await calendarOf(town.db);
      return { items: shown.map((d) => dutyView(names, d, calendar, day)), next: last ? dutyCursor(last.id) : null };
    },
  );
}

export function organRoutes(scope: FastifyInstance, { town, site }: ReadApiDeps): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  app.get(
    '/api/v1/organs',
    { schema: { summary: '机构', tags: ['organs'], querystring: noQuery, response: { 200: answers.organs, 400: PROBLEM } } },
    async () => {
      const names = await namesOf(town.db, site.publicUrl);
      return { items: [...names.organs.values()].map((organ) => organView(names, organ)) };
    },
  );
  app.get(
    '/api/v1/organs/:code',
    { schema: { summary: '一个机构', tags: ['organs'], querystring: noQuery, response: { 200: answers.organ, 404: ABSENT } } },
    async (request) => {
      const names = await namesOf(town.db, site.publicUrl);
      const { code } = request.params as Record<string, string>;
      const organ = [...names.organs.values()].find((o) => o.code === code);
      if (!organ) throw new ApiRefusal(404, '没有这个代码的机构。');
      return organView(names, organ);
    },
  );
}
