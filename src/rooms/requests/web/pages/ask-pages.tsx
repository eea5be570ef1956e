// The two pages before a request: what is public already, and the form.
import type { VNode } from 'preact';
import { type Problem, ProblemSummary } from '../../../../kit/problem-summary/part.tsx';
import { TokenField } from '../../../../kit/token-field/part.tsx';
import type { Ctx } from '../../../../platform/http/route.ts';
import { dayOf } from '../../../../town/day.ts';
import { documentPath, type SearchResult } from '../../../disclosure/door.ts';
import { applyPath, logPath, progressPath, requestsPath } from '../addresses.ts';
import { ApplicationFields } from './application-form.tsx';

export interface AskPageProps {
  ctx: Ctx;
  q: string;
  found: SearchResult | null;
}

export function AskPage({ ctx, q, found }: AskPageProps): VNode {
  return (
    <article class="sheet prose">
      <h1 class="page-title">申请公开</h1>
      <p>
        网上没有的政府信息，任何人都可以申请，不用说明用途。能当场答复的当场答复；不能的，自收到申请之日起 20
        个工作日内答复。原则上不收费。
      </p>
      <h2>第一步　先查一查是不是已经公开</h2>
      <form method="get" action={requestsPath} class="ask" role="search" aria-label="查已公开的信息">
        <label for="ask-q">要找什么</label>
        <input id="ask-q" name="q" type="search" value={q} placeholder="例如：低保 评议" />
        <button type="submit">查找</button>
      </form>
      {found && (
        <section aria-labelledby="found">
          <h3 id="found">{found.total > 0 ? `已经公开的有 ${found.total} 件` : '没有找到已经公开的'}</h3>
          <ul class="plain-list">
            {found.hits.map((hit) => (
              <li key={hit.indexNo}>
                <a href={documentPath(hit.indexNo)}>{hit.title.map((piece) => piece.text).join('')}</a>　
                <time>{dayOf(hit.publishedAt)}</time>
              </li>
            ))}
          </ul>
          {found.total > found.hits.length && (
            <p>
              <a href={`/search?q=${encodeURIComponent(q)}`}>看全部 {found.total} 件</a>
            </p>
          )}
        </section>
      )}
      <h2>第二步　没有找到，就申请</h2>
      <a class="btn" href={applyPath + (q === '' ? '' : `?content=${encodeURIComponent(q)}`)}>
        填写申请
      </a>
      <p>
        不方便上网的，可以带身份证明到政务公开办当面申请或者口头说明，由工作人员代填；也可以邮寄、传真。地址和电话见
        <a href="/guide#apply">公开指南</a>。
      </p>
      <h2>第三步　凭回执查进度</h2>
      <p>
        提交后得到编号和查询码。<a href={progressPath}>用编号和查询码查进度</a>，可以补正、留言、撤回、下载答复，不用注册。
      </p>
      <p>
        <a href={logPath}>看别人申请过什么、怎样答复、用了几天</a>
      </p>
      <p class="hint">今天是 {ctx.today}。申请提交后，存证里会留下无法删改的收件记录。</p>
    </article>
  );
}

export function ApplyPage({ ctx, formKey, problems }: { ctx: Ctx; formKey: string; problems: readonly Problem[] }): VNode {
  const form = ctx.form.names().length > 0 ? ctx.form : ctx.query;
  return (
    <>
      <h1 class="page-title">信息公开申请表</h1>
      <ProblemSummary problems={problems} />
      <form method="post" action={requestsPath} enctype="multipart/form-data" class="sheet narrow application">
        <TokenField ctx={ctx} />
        <input type="hidden" name="formKey" value={formKey} />
        <ApplicationFields form={form} problems={problems} />
        <p>提交后马上得到回执。公开办会与您联系确认收到，从确认之日起计算 20 个工作日。重复点提交不会变成两件。</p>
        <button type="submit">提交申请</button>
      </form>
    </>
  );
}
