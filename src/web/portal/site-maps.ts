// For search engines: which addresses there are. A large town's map is an index with parts of 10,000 addresses.
import { notFoundReply } from '../../kit/not-found/part.tsx';
import { type Reply, text } from '../../platform/http/reply.ts';
import type { Ctx, Route } from '../../platform/http/route.ts';
import { publicReportPath, publicReportYears } from '../../rooms/annual-report/door.ts';
import { listItems } from '../../rooms/catalogue/door.ts';
import { documentPath, editionPath, publicAddressCount, publicAddresses } from '../../rooms/disclosure/door.ts';
import { listOrgans } from '../../rooms/people/door.ts';
import { isoShanghai } from '../../town/day.ts';
import { keptText } from './kept-text.ts';
import { standingPages } from './standing-pages.ts';
import { xml } from './xml.ts';

export const PART = 10_000;
const TYPE = 'application/xml; charset=utf-8';
const HEAD = '<?xml version="1.0" encoding="utf-8"?>\n';
const SCHEMA = 'http://www.sitemaps.org/schemas/sitemap/0.9';

/** Pages that are not documents: they all stand in the first part. */
async function fixedAddresses(ctx: Ctx): Promise<string[]> {
  const items = await listItems(ctx.town.db);
  const organs = await listOrgans(ctx.town.db, { includeClosed: true });
  return [
    ...standingPages.map((p) => p.href),
    ...items.map((i) => `/catalogue/${i.code}`),
    ...organs.map((o) => `/organs/${o.code}`),
    ...(await publicReportYears(ctx.town.db)).map(publicReportPath),
  ];
}

async function part(ctx: Ctx, n: number): Promise<string> {
  const { publicUrl } = ctx.site;
  const fixed = n === 1 ? await fixedAddresses(ctx) : [];
  const documents = await publicAddresses(ctx.town.db, PART, (n - 1) * PART);
  const lines = [
    ...fixed.map((path) => `<url><loc>${xml(publicUrl + path)}</loc></url>`),
    ...documents.map((a) => {
      const path = a.edition === null ? documentPath(a.indexNo) : editionPath(a.indexNo, a.edition);
      return `<url><loc>${xml(publicUrl + path)}</loc><lastmod>${isoShanghai(a.changedAt)}</lastmod></url>`;
    }),
  ];
  return `${HEAD}<urlset xmlns="${SCHEMA}">\n${lines.join('\n')}\n</urlset>\n`;
}

function index(ctx: Ctx, parts: number): string {
  const lines = Array.from(
    { length: parts },
    (_, i) => `<sitemap><loc>${xml(`${ctx.site.publicUrl}/sitemap.xml?part=${i + 1}`)}</loc></sitemap>`,
  );
  return `${HEAD}<sitemapindex xmlns="${SCHEMA}">\n${lines.join('\n')}\n</sitemapindex>\n`;
}

/** The protocol lets a map name only addresses below its own folder, so the parts are told apart by query. */
async function siteMap(ctx: Ctx): Promise<Reply> {
  const parts = Math.max(1, Math.ceil((await publicAddressCount(ctx.town.db)) / PART));
  const asked = ctx.query.line('part');
  const n = asked === '' ? null : Number(asked);
  if (n !== null && (!Number.isInteger(n) || n < 1 || n > parts)) return notFoundReply(ctx);
  if (n === null && parts > 1) return keptText(ctx, 'sitemap', TYPE, async () => index(ctx, parts));
  return keptText(ctx, `sitemap ${n ?? 1}`, TYPE, () => part(ctx, n ?? 1));
}

function robots(ctx: Ctx): Reply {
  return text(
    `User-agent: *\nDisallow: /console\nDisallow: /preferences\nDisallow: /search\nDisallow: /kiosk\nSitemap: ${ctx.site.publicUrl}/sitemap.xml\n`,
  );
}

export const siteMapRoutes: readonly Route[] = [
  { method: 'GET', path: '/sitemap.xml', kept: true, handle: siteMap },
  { method: 'GET', path: '/robots.txt', kept: true, handle: robots },
];
