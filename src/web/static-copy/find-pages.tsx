// What stands in for the search in a copy: every document by the first letter of its title and by its item.
import type { VNode } from 'preact';
import { type PublicPageProps, publicPage } from '../../kit/public-page/part.tsx';
import type { PageReply } from '../../platform/http/reply.ts';
import type { Ctx } from '../../platform/http/route.ts';
import type { CatalogueItem } from '../../rooms/catalogue/door.ts';
import { documentPath } from '../../rooms/disclosure/door.ts';
import { dayOf, type Instant } from '../../town/day.ts';

export interface FoundDocument {
  indexNo: string;
  title: string;
  itemCode: string;
  publishedAt: Instant;
}

const collator = new Intl.Collator('zh-Hans-CN-u-co-pinyin');
/** The first character of each initial in the order of pinyin; no syllable begins with I, U or V. */
const firsts: readonly (readonly [letter: string, first: string])[] = [
  ['A', '阿'],
  ['B', '八'],
  ['C', '嚓'],
  ['D', '哒'],
  ['E', '妸'],
  ['F', '发'],
  ['G', '旮'],
  ['H', '哈'],
  ['J', '讥'],
  ['K', '咔'],
  ['L', '垃'],
  ['M', '痳'],
  ['N', '拏'],
  ['O', '噢'],
  ['P', '妑'],
  ['Q', '七'],
  ['R', '呥'],
  ['S', '扨'],
  ['T', '它'],
  ['W', '穵'],
  ['X', '夕'],
  ['Y', '丫'],
  ['Z', '帀'],
];
export const OTHER = '其他';

/** What a title is filed under: marks, the town's own name and 关于 are passed over, or nearly all would stand together. */
export function sortKey(title: string, town: string): string {
  const bare = title.replace(/[《》“”（）〔〕\s]/g, '');
  const rest = bare.startsWith(town) ? bare.slice(town.length).replace(/^人民政府/, '') : bare;
  const key = rest.replace(/^关于(?:印发|公布|调整|做好)?/, '');
  return key === '' ? bare : key;
}

export function letterOf(key: string): string {
  const c = [...key][0] ?? '';
  if (/[A-Za-z]/.test(c)) return c.toUpperCase();
  if (/[0-9]/.test(c)) return '0-9';
  if (!/\p{Script=Han}/u.test(c)) return OTHER;
  let letter = OTHER;
  for (const [name, first] of firsts) if (collator.compare(c, first) >= 0) letter = name;
  return letter;
}

interface Shelf {
  label: string;
  file: string;
  documents: readonly FoundDocument[];
}

function listPage(ctx: Ctx, shelf: Shelf): PageReply {
  const props: PublicPageProps = {
    title: shelf.label,
    crumbs: [{ label: '网站首页', href: '/' }, { label: '查找', href: '/search' }, { label: shelf.label }],
  };
  return publicPage(
    ctx,
    props,
    <>
      <div class="head">
        <h1>{shelf.label}</h1>
        <span class="muted">{shelf.documents.length} 件</span>
      </div>
      <ul class="list">
        {shelf.documents.map((d) => (
          <li key={d.indexNo}>
            <a href={documentPath(d.indexNo)}>{d.title}</a>
            <time dateTime={dayOf(d.publishedAt)}>{dayOf(d.publishedAt)}</time>
          </li>
        ))}
      </ul>
    </>,
  );
}

function Shelves({ id, title, shelves }: { id: string; title: string; shelves: readonly Shelf[] }): VNode {
  return (
    <section aria-labelledby={id}>
      <div class="head">
        <h2 id={id}>{title}</h2>
      </div>
      <ul class="chips">
        {shelves.map((s) => (
          <li key={s.file}>
            <a href={`/${s.file.replace(/\/index\.html$/, '')}`}>
              {s.label}（{s.documents.length}）
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function findPages(
  ctx: Ctx,
  documents: readonly FoundDocument[],
  items: readonly CatalogueItem[],
): Map<string, PageReply> {
  const keyed = documents
    .map((d) => ({ d, key: sortKey(d.title, ctx.town.name) }))
    .sort((a, b) => collator.compare(a.key, b.key));
  const letters = new Map<string, FoundDocument[]>();
  for (const { d, key } of keyed) {
    const letter = letterOf(key);
    const some = letters.get(letter);
    if (some) some.push(d);
    else letters.set(letter, [d]);
  }
  const order = ['0-9', ...'ABCDEFGHIJKLMNOPQRSTUVWXYZ', OTHER];
  const byLetter = order.flatMap((letter): Shelf[] => {
    const some = letters.get(letter);
    return some
      ? [{ label: letter, file: `search/letter-${letter === OTHER ? 'other' : letter}/index.html`, documents: some }]
      : [];
  });
  const byItem = items.map((item): Shelf => {
    const some = documents.filter((d) => d.itemCode === item.code).sort((a, b) => (a.publishedAt < b.publishedAt ? 1 : -1));
    return { label: `${item.code} ${item.name}`, file: `search/item-${item.code}/index.html`, documents: some };
  });
  const start = publicPage(
    ctx,
    { title: '查找', crumbs: [{ label: '网站首页', href: '/' }, { label: '查找' }] },
    <>
      <h1>查找</h1>
      <p>
        这是离线副本，不能搜索。共 {documents.length}{' '}
        件公开文件，可以按标题的拼音首字母，或者按目录查找；也可以在列出的页面上用浏览器的“在页面中查找”（Ctrl+F）。
      </p>
      <Shelves id="letters" title="按标题首字母（略去镇名和“关于”）" shelves={byLetter} />
      <Shelves id="items" title="按目录" shelves={byItem} />
    </>,
  );
  return new Map([
    ['search/index.html', start],
    ...[...byLetter, ...byItem].map((s): [string, PageReply] => [s.file, listPage(ctx, s)]),
  ]);
}
