// 核对存证: the one public page with a script. It says in two sentences what is checked and what cannot be, and is whole in one
// file when it is saved, so that it works later without the town and without a network.
import type { VNode } from 'preact';
import { Breadcrumb, DemoBanner } from '../../kit/public-page/part.tsx';
import type { Ctx } from '../../platform/http/route.ts';

export interface VerifyPageProps {
  /** Null for a copy that belongs to no town: it knows no key and has no menu. */
  ctx: Ctx | null;
  /** The script as it stands in the page; its hash is in the page's policy. */
  script: string;
  /** Style sheets by address, or their text for a copy. */
  styles: { hrefs: readonly string[] } | { text: string; policy: string };
}

export function VerifyDocument({ ctx, script, styles }: VerifyPageProps): VNode {
  const elder = ctx?.preferences.elder === true;
  const name = ctx ? `${ctx.town.name}政务公开` : '政务公开';
  return (
    <html
      lang="zh-CN"
      class={`size-${ctx?.preferences.size ?? 'medium'}${elder ? ' elder' : ''}`}
      data-copy={ctx === null ? '' : undefined}
    >
      <head>
        <meta charset="utf-8" />
        {'policy' in styles && <meta http-equiv="content-security-policy" content={styles.policy} />}
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <title>{ctx ? `核对存证 - ${name}` : '核对存证（离线副本）'}</title>
        <meta name="description" content="核对一份公开文件是不是和写进公开存证的一字不差，在您自己的浏览器里完成。" />
        {'hrefs' in styles && styles.hrefs.map((href) => <link key={href} rel="stylesheet" href={href} />)}
        {'text' in styles && <style dangerouslySetInnerHTML={{ __html: styles.text }} />}
        {ctx && <link rel="icon" href={ctx.site.asset('icon.svg')} type="image/svg+xml" />}
      </head>
      <body>
        <a class="skip" href="#main">
          跳到正文
        </a>
        {ctx && <Top ctx={ctx} elder={elder} name={name} />}
        {!ctx && (
          <>
            <header class="masthead">
              <div class="wrap">
                <span class="name">核对存证</span>
              </div>
            </header>
            <hr class="wenwu" />
          </>
        )}
        <main id="main" class="wrap verify">
          <VerifyBody isCopy={ctx === null} />
        </main>
        <footer>
          <div class="wrap">
            <p class="muted">这是公开页面中唯一使用脚本的一页：脚本只在您的浏览器里计算，不收集、不保存任何东西。</p>
            {ctx && (
              <p class="print-only">
                本页地址：{ctx.site.publicUrl}
                {ctx.path}
              </p>
            )}
          </div>
        </footer>
        <script dangerouslySetInnerHTML={{ __html: script }} />
      </body>
    </html>
  );
}

/** As on every public page, but for the search box: no form of this page may be sent anywhere. */
function Top({ ctx, elder, name }: { ctx: Ctx; elder: boolean; name: string }): VNode {
  const here = encodeURIComponent(ctx.path);
  return (
    <>
      {ctx.town.demo && <DemoBanner today={ctx.today} />}
      <nav class="utility" aria-label="版本与工具">
        <div class="wrap">
          <a href={`/preferences?elder=${elder ? '0' : '1'}&next=${here}`}>{elder ? '普通版' : '长辈版'}</a>
          <a href="/accessibility">无障碍</a>
          <a href="/site-map">网站地图</a>
        </div>
      </nav>
      <header class="masthead">
        <div class="wrap">
          <a class="name" href="/">
            {name}
          </a>
        </div>
      </header>
      <hr class="wenwu" />
      <nav class="main" aria-label="主导航">
        <div class="wrap">
          {ctx.site.publicNav.map((e) => (
            <a key={e.key} href={e.href}>
              {e.label}
            </a>
          ))}
        </div>
      </nav>
      <Breadcrumb crumbs={[{ label: '网站首页', href: '/' }, { label: '公开存证', href: '/ledger' }, { label: '核对存证' }]} />
    </>
  );
}

const LIMITS = '它说不出内容是不是属实，也查不出从来没有登记过的文件。';

function VerifyBody({ isCopy }: { isCopy: boolean }): VNode {
  return (
    <>
      <h1>核对存证</h1>
      <p class="lead">
        {`本页在您自己的浏览器里核对：一份公开文件的标题、信息、正文和附件，和公开那一刻写进存证的是不是一字不差，存证有没有被人事后改过。${LIMITS}`}
      </p>
      <noscript>
        <div class="notice warn">
          <p>
            您的浏览器关闭了脚本，本页没法核对。可以请会用电脑的人运行公开发行的程序 <code>gongkai verify 文件页网址</code>
            ，核对的内容相同；也可以自己算：SHA-256（盐值 ‖ 内容文件）应等于文件页上写的摘要。
          </p>
        </div>
      </noscript>
      <p id="not-started" class="notice warn screen-only">
        如果这行字一直在，说明您的浏览器没有运行本页的脚本，或者太旧（早于 2020 年）。请换一个浏览器，或者用下面说的命令行程序。
      </p>
      <div id="tool" hidden>
        <div class="ways screen-only">
          <ByNumber />
          <ByFiles />
        </div>
        <Keys isCopy={isCopy} />
      </div>
      <section id="answer" aria-live="polite" aria-label="核对结果" tabIndex={-1} />
      <Meaning isCopy={isCopy} />
    </>
  );
}

function ByNumber(): VNode {
  return (
    <form id="by-number" class="way" noValidate>
      <h2>核对网上的文件</h2>
      <div class="field">
        <label for="index-no">索引号</label>
        <p class="hint" id="index-no-hint">
          在文件页的信息表里，也可以粘贴文件页的网址
        </p>
        <input id="index-no" autocomplete="off" autocapitalize="characters" spellcheck={false} aria-describedby="index-no-hint" />
      </div>
      <div class="field short">
        <label for="edition">
          版次<span class="optional">（不填就是现行版本）</span>
        </label>
        <input id="edition" inputMode="numeric" autocomplete="off" />
      </div>
      <button type="submit">核对</button>
    </form>
  );
}

function ByFiles(): VNode {
  return (
    <form id="by-files" class="way">
      <h2>核对手里的文件</h2>
      <div class="field">
        <label for="files">选择文件</label>
        <p class="hint" id="files-hint">
          存证凭据（.tlog-proof）和内容（content.json）必须有；保存的网页、附件、图片、公钥可以一起选。不用联网，文件不会离开您的设备。
        </p>
        <input id="files" type="file" multiple aria-describedby="files-hint" />
        <ul id="chosen" class="chosen" aria-label="已选的文件" />
      </div>
      <button type="submit">核对这些文件</button>
    </form>
  );
}

/** What stands here is what a saved copy takes along. */
function Keys({ isCopy }: { isCopy: boolean }): VNode {
  return (
    <details class="keys" open={isCopy}>
      <summary>信谁的公钥</summary>
      <p>
        存证由公钥辨认真假。{isCopy ? '这份副本带着的' : '本站给出的'}公钥是：
        <code id="site-key" class="vkey" />
        <span id="site-key-missing" hidden>
          （没有）
        </span>
      </p>
      <p>请与村务公开栏上张贴的存证单，或县里公布的公钥逐字核对。不一样，就把纸上的那一行填在下面，本页改用您填的。</p>
      <div class="field screen-only">
        <label for="own-key">您自己的公钥</label>
        <textarea id="own-key" rows={2} spellcheck={false} autocomplete="off" autocapitalize="none" />
      </div>
      <code id="site-policy" hidden />
    </details>
  );
}

function Meaning({ isCopy }: { isCopy: boolean }): VNode {
  return (
    <section class="meaning" aria-labelledby="meaning">
      <h2 id="meaning">这能说明什么</h2>
      <div class="cols-2">
        <div>
          <h3>查得出</h3>
          <ul>
            <li>文件公开以后，标题、正文、表格里的数字、链接、图片、附件被改过一个字</li>
            <li>存证被增、删、改，或者日期被提前</li>
            <li>给您看的和见证方看到的不是同一份存证</li>
          </ul>
        </div>
        <div>
          <h3>查不出</h3>
          <ul>
            <li>内容本身是不是属实</li>
            <li>从来没有登记过的文件</li>
            <li>网页上的提示、侧栏和版面样式，它们不在存证里</li>
          </ul>
        </div>
      </div>
      <h3>假如网站存心骗人</h3>
      <p>本页也是网站发给您的。一个存心骗人的网站，可以发来一张骗人的核对页，什么都说“一致”。要稳妥，不要只信网站上的这一页：</p>
      <ul>
        {isCopy ? (
          <li>您打开的是离线副本，不连任何网站；可以和县里、邻镇或熟人的副本比一比，它们应当一模一样</li>
        ) : (
          <li>
            <a href="/verify?copy=1" download="核对存证.html">
              存一份本页的离线副本
            </a>
            ，以后断网打开它来核对；也可以用县里、邻镇或熟人给您的副本，它们应当一模一样
          </li>
        )}
        <li>
          用命令行程序：<code>gongkai verify 文件页网址</code>，公钥用 <code>--vkey</code> 写纸上的那一行
        </li>
        <li>公钥与公开栏上张贴的存证单核对，那张纸谁也没法事后改</li>
      </ul>
    </section>
  );
}
