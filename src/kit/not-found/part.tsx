// There is nothing at this address: say so, and offer the ways on that people usually want.
import type { VNode } from 'preact';
import type { Reply } from '../../platform/http/reply.ts';
import type { Ctx } from '../../platform/http/route.ts';
import { consolePage } from '../console-page/part.tsx';
import { publicPage } from '../public-page/part.tsx';
import { nearAddress } from './near-address.ts';

/** In the shell the reader came from: the console for those at work there, the public page for everybody else. */
export function notFoundReply(ctx: Ctx): Reply {
  if (ctx.visitor?.session.stage === 'full' && /^\/console(?:[/?]|$)/.test(ctx.path))
    return consolePage(
      ctx,
      { title: '工作台没有这一页', status: 404 },
      <>
        <p>网址可能抄错了；要找的这件工作也可能已经不在，或者属于别的机构，不由您的岗位办理。没有任何内容被改动。</p>
        <p>
          <a href="/console">回到我的待办</a>
        </p>
      </>,
    );
  return publicPage(
    ctx,
    { title: '没有找到这一页', crumbs: [{ label: '网站首页', href: '/' }, { label: '没有找到' }], status: 404 },
    <NotFound near={nearAddress(ctx.path)} />,
  );
}

function NotFound({ near }: { near: string | null }): VNode {
  return (
    <article class="sheet">
      <h1>没有找到这一页</h1>
      <p>地址可能输错了，或者这里从来没有过内容。本站公开过的文件不会消失：撤回的文件，原地址也会说明撤回的原因。</p>
      {near && (
        <p class="notice">
          您要看的是不是 <a href={near}>{near}</a>？
        </p>
      )}
      <form class="search" role="search" action="/search">
        <input type="search" name="q" aria-label="搜索标题、文号、索引号或关键词" placeholder="输入标题、文号、索引号或关键词" />
        <button type="submit">搜索</button>
      </form>
      <ul>
        <li>
          <a href="/catalogue">按三十三项公开目录查找</a>
        </li>
        <li>
          <a href="/organs">按部门、村（社区）查找</a>
        </li>
        <li>
          <a href="/guide">看公开指南，或申请公开</a>
        </li>
      </ul>
    </article>
  );
}
