import type { Example } from '../example.ts';
import { exampleCtx } from '../example-ctx.ts';
import { publicPage } from './part.tsx';

const crumbs = [{ label: '网站首页', href: '/' }, { label: '信息公开', href: '/catalogue' }, { label: '06 政策解读' }];
const body = (
  <article class="sheet">
    <h1>政策解读</h1>
    <div class="prose">
      <p>谁起草谁解读，解读材料与文件同时公布。</p>
    </div>
  </article>
);

export const examples: readonly Example[] = [
  {
    name: 'a page',
    whole: true,
    html: publicPage(exampleCtx(), { title: '政策解读', crumbs, current: 'catalogue', feed: '/feed.atom' }, body).html,
  },
  {
    name: '长辈版',
    whole: true,
    html: publicPage(
      exampleCtx({ preferences: { size: 'medium', elder: true } }),
      { title: '政策解读', crumbs, current: 'catalogue' },
      body,
    ).html,
  },
  {
    name: 'large type',
    whole: true,
    html: publicPage(
      exampleCtx({ preferences: { size: 'large', elder: false } }),
      { title: '政策解读', crumbs, current: 'catalogue' },
      body,
    ).html,
  },
];
