// What people see when something is not there, not theirs, too much, or broken. Each says what happened to what they
// did and what to do now; none says how the program is made.
import type { ComponentChildren, VNode } from 'preact';
import { consolePage } from '../kit/console-page/part.tsx';
import { notFoundReply } from '../kit/not-found/part.tsx';
import { kioskNotFound } from './portal/kiosk/kiosk-not-found.tsx';
import { publicPage } from '../kit/public-page/part.tsx';
import { TokenField } from '../kit/token-field/part.tsx';
import { publicPolicy } from '../platform/http/headers.ts';
import type { Reply } from '../platform/http/reply.ts';
import type { Ctx } from '../platform/http/route.ts';
import type { ErrorPages } from '../platform/http/server.ts';

/**
 * What was typed, in a form that sends it again to the same address. In the encoding of uploads: percent-encoded Chinese would be
 * three times as long. Where staff have to sign in first there is no token yet; the first sending then comes back with one.
 */
function SendAgain({ ctx, signedOut }: { ctx: Ctx; signedOut: boolean }): VNode {
  const names = ctx.form.names().filter((name) => name !== '_token');
  return (
    <form method="post" action={ctx.path} enctype="multipart/form-data">
      {!signedOut && <TokenField ctx={ctx} />}
      {names.flatMap((name) =>
        ctx.form.all(name).map((value, i) => <input key={`${name} ${i}`} type="hidden" name={name} value={value} />),
      )}
      {ctx.form.files.length > 0 && (
        <p>选择的文件（{ctx.form.files.map((f) => f.name).join('、')}）不在其中，提交以后请重新添加。</p>
      )}
      <button type="submit">再次提交</button>
    </form>
  );
}

const headers = { 'content-security-policy': publicPolicy, 'cache-control': 'no-store' };

/** In the shell the reader came from: the console for those signed in there, the public page for everybody else. */
function shell(ctx: Ctx, title: string, status: number, body: ComponentChildren): Reply {
  if (ctx.visitor?.session.stage === 'full' && ctx.path.startsWith('/console')) return consolePage(ctx, { title, status }, body);
  return publicPage(
    ctx,
    { title, status, headers },
    <div class="prose">
      <h1>{title}</h1>
      {body}
    </div>,
  );
}

const titles: Readonly<Record<number, string>> = {
  401: '需要先登录',
  403: '没有执行',
  413: '内容太大',
  414: '网址太长',
  415: '格式不受支持',
  429: '请稍后再试',
  503: '暂时不能使用',
  507: '暂停接收提交',
};

/** In a new window, so that this page and what it keeps stay where they are. */
function elsewhere(status: number, sentence: string): ComponentChildren {
  if (status === 401)
    return (
      <a href="/console/sign-in" target="_blank" rel="noopener">
        在新窗口登录
      </a>
    );
  if (sentence.includes('确认身份'))
    return (
      <a href="/console/confirm" target="_blank" rel="noopener">
        在新窗口确认身份
      </a>
    );
  return null;
}

export const errorPages: ErrorPages = {
  forbidden: (ctx) =>
    shell(
      ctx,
      '您没有这一页的权限',
      403,
      <>
        <p>
          您以 {ctx.visitor?.staff.organName} {ctx.visitor?.staff.name}{' '}
          的身份登录，这个身份不能使用这一页。您没有做错什么，也没有任何内容被改动。
        </p>
        <p>如果这是您的工作，请联系本镇安全管理员调整岗位。这次访问已记入审计。</p>
        <p>
          <a href="/console">回到我的待办</a>
        </p>
      </>,
    ),
  notFound: (ctx) => (/^\/kiosk(?:[/?]|$)/.test(ctx.path) ? kioskNotFound(ctx) : notFoundReply(ctx)),
  fault: (ctx, id) =>
    shell(
      ctx,
      '系统出了故障',
      500,
      <>
        <p>不是您的操作有误。这次操作没有完成，也没有只完成一半；稍后可以再试一次。</p>
        <p>
          如果一直这样，请把故障编号 <strong>{id}</strong> 告诉本镇系统管理员，凭编号可以查到原因。
        </p>
        <p>
          <a href="/">回首页</a>
        </p>
      </>,
    ),
  refused: (ctx, status, sentence) =>
    shell(
      ctx,
      titles[status] ?? '请求没有执行',
      status,
      <>
        <p role="alert">{sentence}</p>
        {ctx.form.names().length > 0 && <SendAgain ctx={ctx} signedOut={status === 401} />}
        <p>
          {elsewhere(status, sentence)} <a href="/">回首页</a>
        </p>
      </>,
    ),
};
