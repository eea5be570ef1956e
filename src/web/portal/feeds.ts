// Atom feeds: what was published or corrected, newest first, for the whole site and for each item of the catalogue.
import { notFoundReply } from '../../kit/not-found/part.tsx';
import type { Reply } from '../../platform/http/reply.ts';
import type { Ctx, Route } from '../../platform/http/route.ts';
import { itemByCode, organNames } from '../../rooms/catalogue/door.ts';
import { type ChangedLine, documentPath, latestChanges } from '../../rooms/disclosure/door.ts';
import { startOf } from '../../town/day.ts';
import { keptText } from './kept-text.ts';
import { xml } from './xml.ts';

const NEWEST = 50;
const TYPE = 'application/atom+xml; charset=utf-8';

interface FeedHead {
  title: string;
  /** Path of the feed itself. */
  path: string;
  /** Page the feed belongs to. */
  page: string;
}

function entry(line: ChangedLine, publicUrl: string, organ: string): string {
  const address = xml(publicUrl + documentPath(line.indexNo));
  const ended = line.validity === '有效' ? '' : `（${line.validity}）`;
  return `<entry><id>${address}</id><title>${xml(line.title + ended)}</title><link rel="alternate" type="text/html" href="${address}"/>
<published>${line.publishedAt}</published><updated>${line.changedAt}</updated><author><name>${xml(organ)}</name></author>
<category term="${xml(line.itemCode)}"/><summary>${xml(line.summary)}</summary></entry>`;
}

async function atom(ctx: Ctx, head: FeedHead, itemCode: string | null): Promise<string> {
  const { publicUrl } = ctx.site;
  const lines = await latestChanges(ctx.town.db, itemCode, NEWEST);
  const names = await organNames(ctx.town.db);
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN"><id>${xml(publicUrl + head.path)}</id><title>${xml(head.title)}</title>
<link rel="self" type="application/atom+xml" href="${xml(publicUrl + head.path)}"/><link rel="alternate" type="text/html" href="${xml(publicUrl + head.page)}"/>
<updated>${lines[0]?.changedAt ?? startOf(ctx.today)}</updated><author><name>${xml(ctx.town.name)}人民政府</name></author>
${lines.map((line) => entry(line, publicUrl, names.get(line.organId) ?? `${ctx.town.name}人民政府`)).join('\n')}
</feed>
`;
}

function wholeFeed(ctx: Ctx): Promise<Reply> {
  const head = { title: `${ctx.town.name}政务公开 最新公开`, path: '/feed.atom', page: '/documents' };
  return keptText(ctx, head.path, TYPE, () => atom(ctx, head, null));
}

async function itemFeed(ctx: Ctx): Promise<Reply> {
  const item = await itemByCode(ctx.town.db, ctx.params.code ?? '');
  if (!item) return notFoundReply(ctx);
  const page = `/catalogue/${item.code}`;
  const head = { title: `${ctx.town.name}政务公开 ${item.code} ${item.name}`, path: `${page}/feed.atom`, page };
  return keptText(ctx, head.path, TYPE, () => atom(ctx, head, item.code));
}

export const feedRoutes: readonly Route[] = [
  { method: 'GET', path: '/feed.atom', kept: true, handle: wholeFeed },
  { method: 'GET', path: '/catalogue/:code/feed.atom', kept: true, handle: itemFeed },
];
