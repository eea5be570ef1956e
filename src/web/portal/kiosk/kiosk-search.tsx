// Searching without a keyboard: words to tap, then villages and departments to narrow them with.
import type { VNode } from 'preact';
import { EmptyState } from '../../../kit/empty-state/part.tsx';
import type { Reply } from '../../../platform/http/reply.ts';
import type { Ctx } from '../../../platform/http/route.ts';
import { search } from '../../../rooms/disclosure/door.ts';
import { listOrgans } from '../../../rooms/people/door.ts';
import { dayOf } from '../../../town/day.ts';
import { kioskPage, pageOf, Turner } from './kiosk-page.tsx';

/** What people ask for at the counter, most asked first. */
const words: readonly string[] = [
  '低保',
  '补贴',
  '医保',
  '养老',
  '宅基地',
  '危房',
  '征地',
  '补偿',
  '流转',
  '救助',
  '残疾人',
  '招聘',
  '公益性岗位',
  '预算',
  '决算',
  '收费',
  '处罚',
  '招标',
  '工程',
  '饮水',
  '道路',
  '环境',
  '防汛',
  '学校',
  '疫苗',
  '代办点',
  '信访',
  '公示',
];
const HITS = 6;
/** Pages somebody turns standing; the search itself ranks the newest hits only. */
const PAGES = 20;

function Words({ label, entries }: { label: string; entries: readonly { text: string; q: string; chosen: boolean }[] }): VNode {
  return (
    <section aria-label={label}>
      <h2>{label}</h2>
      <ul class="chips">
        {entries.map((e) => (
          <li key={e.text}>
            <a href={`/kiosk/search?q=${encodeURIComponent(e.q)}`} aria-current={e.chosen ? 'true' : undefined}>
              {e.text}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function textOf(pieces: readonly { text: string }[]): string {
  return pieces.map((p) => p.text).join('');
}

export async function showSearch(ctx: Ctx): Promise<Reply> {
  const { db } = ctx.town;
  const q = ctx.query.line('q').slice(0, 60);
  const [word = '', place = ''] = q.split(' ');
  const villages = (await listOrgans(db)).filter((o) => o.kind === 'village');
  const all = <Words label="点一个词" entries={words.map((w) => ({ text: w, q: w, chosen: w === word }))} />;
  if (q === '') {
    return kioskPage(
      ctx,
      { title: '搜一搜', back: '/kiosk' },
      <>
        <h1>搜一搜</h1>
        {all}
        {villages.length > 0 && (
          <Words label="或者点一个村（社区）" entries={villages.map((v) => ({ text: v.name, q: v.name, chosen: false }))} />
        )}
      </>,
    );
  }
  const filters = { organId: null, itemCode: null, year: null, validity: null };
  const asked = Number(ctx.query.line('page') || 1);
  const at = Number.isInteger(asked) && asked >= 1 && asked <= PAGES ? asked : 1;
  const result = await search(db, q, filters, at, HITS);
  const pages = Math.min(PAGES, Math.ceil(result.total / HITS));
  const n = pageOf(ctx, 'page', pages);
  const narrower = villages.filter((v) => v.name !== word);
  return kioskPage(
    ctx,
    { title: `搜“${q}”`, back: '/kiosk/search' },
    <>
      <div class="head">
        <h1>“{q}”</h1>
        <span class="muted">{result.capped ? `${result.total} 件以上` : `${result.total} 件`}</span>
      </div>
      {result.hits.length > 0 ? (
        <ul class="list">
          {result.hits.map((hit) => (
            <li key={hit.documentId}>
              <a href={`/kiosk/documents/${hit.indexNo}`}>{textOf(hit.title)}</a>
              <time dateTime={dayOf(hit.publishedAt)}>{dayOf(hit.publishedAt)}</time>
            </li>
          ))}
        </ul>
      ) : (
        <EmptyState title="没有查到，换一个词试试；也可以请工作人员帮忙查。" />
      )}
      <Turner page={n} pages={pages} href={(p) => `/kiosk/search?q=${encodeURIComponent(q)}${p === 1 ? '' : `&page=${p}`}`} />
      {result.total > HITS && place === '' && narrower.length > 0 && (
        <Words
          label="只看一个村（社区）"
          entries={narrower.map((v) => ({ text: v.name, q: `${word} ${v.name}`, chosen: false }))}
        />
      )}
      {all}
    </>,
  );
}
