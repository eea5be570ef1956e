// The public pages of this room. All are kept: they depend on the tables, the day and the reader's preferences only.
import { notFoundReply } from '../../../kit/not-found/part.tsx';
import { publicPage } from '../../../kit/public-page/part.tsx';
import type { Route } from '../../../platform/http/route.ts';
import { parseId } from '../../../town/ids.ts';
import type { LeaderId } from '../leadership.ts';
import { allGroups, leaderById, leaders } from '../read-leadership.ts';
import { listOrgans, organByCode, organById, organTree } from '../read-organs.ts';
import type { PeopleDeps } from './deps.ts';
import { LeadersPage } from './pages/leaders-page.tsx';
import { LeadingGroupPage } from './pages/leading-group-page.tsx';
import { OrganPage, organStructured } from './pages/organ-page.tsx';
import { OrgansPage } from './pages/organs-page.tsx';

const home = { label: '网站首页', href: '/' };
const organsCrumb = { label: '机构设置', href: '/organs' };

export function publicRoutes(deps: Pick<PeopleDeps, 'organDocuments'>): Route[] {
  return [
    {
      method: 'GET',
      path: '/organs',
      kept: true,
      handle: async (ctx) => {
        const description = `${ctx.town.name}各部门、村（社区）的职能、办公地址、办公时间和联系电话`;
        const tree = await organTree(ctx.town.db);
        return publicPage(
          ctx,
          { title: '机构设置', description, current: 'organs', crumbs: [home, { label: '机构设置' }] },
          OrgansPage({ tree }),
        );
      },
    },
    {
      method: 'GET',
      path: '/organs/leaders',
      kept: true,
      handle: async (ctx) => {
        const props = { leaders: await leaders(ctx.town.db, ctx.today), organs: await listOrgans(ctx.town.db) };
        const title = '领导信息与分工';
        return publicPage(ctx, { title, current: 'organs', crumbs: [home, organsCrumb, { label: title }] }, LeadersPage(props));
      },
    },
    {
      method: 'GET',
      path: '/organs/leaders/:id/photo',
      handle: async (ctx) => {
        const id = parseId<LeaderId>(ctx.params.id ?? '');
        const leader = id === null ? null : await leaderById(ctx.town.db, id);
        const bytes = leader?.photo ? await ctx.town.files.read(leader.photo) : null;
        if (bytes === null) return notFoundReply(ctx);
        // Kept in the store as the image inspection drew it anew: JPEG or PNG, nothing else.
        const type = bytes[0] === 0xff ? 'image/jpeg' : 'image/png';
        return { kind: 'bytes', type, body: bytes, headers: { 'cache-control': 'public, max-age=300' } };
      },
    },
    {
      method: 'GET',
      path: '/organs/leading-group',
      kept: true,
      handle: async (ctx) => {
        const organs = await listOrgans(ctx.town.db, { includeClosed: true });
        const props = { groups: await allGroups(ctx.town.db), organs, today: ctx.today };
        const title = '政务公开领导小组';
        return publicPage(
          ctx,
          { title, current: 'organs', crumbs: [home, organsCrumb, { label: title }] },
          LeadingGroupPage(props),
        );
      },
    },
    {
      method: 'GET',
      path: '/organs/:code',
      kept: true,
      handle: async (ctx) => {
        const { db } = ctx.town;
        const organ = await organByCode(db, ctx.params.code ?? '');
        if (!organ) return notFoundReply(ctx);
        const parent = organ.parentId === null ? null : await organById(db, organ.parentId);
        const children = (await listOrgans(db)).filter((o) => o.parentId === organ.id);
        const documents = (await deps.organDocuments?.(db, organ, ctx.today)) ?? undefined;
        return publicPage(
          ctx,
          {
            title: organ.name,
            description: `${organ.name}的职能、办公地址、办公时间、联系电话和负责人`,
            current: 'organs',
            crumbs: [home, organsCrumb, { label: organ.name }],
            structured: organStructured(organ, ctx.site.publicUrl),
          },
          OrganPage({ organ, parent, children, documents }),
        );
      },
    },
  ];
}
