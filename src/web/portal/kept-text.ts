// Feeds and site maps are read by machines again and again; each is made once per public version and day.
import { type TextReply, text } from '../../platform/http/reply.ts';
import type { Ctx } from '../../platform/http/route.ts';
import type { Town } from '../../platform/town.ts';

interface Shelf {
  version: number;
  day: string;
  texts: Map<string, string>;
}

const shelves = new WeakMap<Town, Shelf>();
const MOST = 300;

function shelfOf(ctx: Ctx): Shelf {
  const version = ctx.town.publicVersion.current();
  const present = shelves.get(ctx.town);
  if (present && present.version === version && present.day === ctx.today) return present;
  const fresh: Shelf = { version, day: ctx.today, texts: new Map() };
  shelves.set(ctx.town, fresh);
  return fresh;
}

/** Answers with the text under this key; made anew whenever the public version has moved. */
export async function keptText(ctx: Ctx, key: string, type: string, make: () => Promise<string>): Promise<TextReply> {
  // The shelf of before the reading: if the version moves meanwhile, the text ends on a shelf nobody looks at any more.
  const shelf = shelfOf(ctx);
  let body = shelf.texts.get(key);
  if (body === undefined) {
    body = await make();
    if (shelf.texts.size < MOST) shelf.texts.set(key, body);
  }
  return text(body, type, 200, { 'cache-control': 'no-cache' });
}
