// A document as the public reads it: breadcrumb, metadata of the trade, the text, and beside it what became of it.
import type { ComponentChildren, VNode } from 'preact';
import { Qr } from '../../../../kit/qr/part.tsx';
import { StatusTag, type Tone } from '../../../../kit/status-tag/part.tsx';
import type { Ctx } from '../../../../platform/http/route.ts';
import type { Body } from '../../../../town/body.ts';
import { bodyHtml } from '../../../../town/body-html.ts';
import { dayOf, type Instant, isoShanghai, shortTime } from '../../../../town/day.ts';
import type { CatalogueItem } from '../../../catalogue/door.ts';
import type { Organ } from '../../../people/door.ts';
import type { Filing } from '../../../review/door.ts';
import type { DocumentRow, Edition, Validity } from '../../document.ts';
import type { Timeliness } from '../../lateness.ts';
import type { PublicLine, RelatedLine } from '../../reads.ts';
import { provenAt, type SealState } from '../../read-seal.ts';
import { SealBox } from './seal-box.tsx';
import { changesPath, documentPath, editionPath, filePath, imagePath } from '../addresses.ts';

const validityTones: Readonly<Record<Validity, Tone>> = {
  有效: 'ok',
  失效: 'late',
  废止: 'late',
  部分废止: 'warn',
  尚未生效: 'warn',
};

export interface DocumentView {
  document: DocumentRow;
  edition: Edition;
  editions: readonly { number: number; publishedAt: string | null; changeNote: string }[];
  organ: Organ;
  item: CatalogueItem | null;
  related: readonly RelatedLine[];
  /** Others under the same item, newest first. */
  neighbours: readonly PublicLine[];
  timeliness: Timeliness | null;
  /** 预审备案, decided before release; null for imports. */
  filing: Filing | null;
  /** Its entry in the ledger. */
  seal: SealState;
  /** Released before its review was complete; the second look is on record or awaited. */
  forced: 'no' | 'awaiting' | 'looked';
}

function LateNote({ t }: { t: Timeliness }): VNode {
  return (
    <details class={t.daysLate > 0 ? 'explain late' : 'explain'}>
      <summary>
        {t.daysLate > 0 ? (
          <StatusTag tone="late">{`迟 ${t.daysLate} 天公开`}</StatusTag>
        ) : (
          <StatusTag tone="ok">按期公开</StatusTag>
        )}
        <span class="small">应于 {t.due} 前公开，怎么算的</span>
      </summary>
      <ol>
        {t.explanation.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
    </details>
  );
}

function Metadata({ view, ctx }: { view: DocumentView; ctx: Ctx }): VNode {
  const { document, edition, organ, item, timeliness } = view;
  const publishedAt = document.firstPublishedAt ?? edition.publishedAt;
  const next = encodeURIComponent(ctx.path);
  return (
    <dl class="meta">
      <dt>索引号</dt>
      <dd>{document.indexNo}</dd>
      <dt>公开目录</dt>
      <dd>
        {item ? (
          <a href={`/catalogue/${item.code}`}>
            {item.code} {item.name}
          </a>
        ) : (
          document.itemCode
        )}
      </dd>
      <dt>发布机构</dt>
      <dd>
        <a href={`/organs/${organ.code}`}>{organ.name}</a>
      </dd>
      <dt>来源</dt>
      <dd data-field="sourceUnit">{edition.sourceUnit || organ.name}</dd>
      <dt>文号</dt>
      <dd data-field="docNo">{edition.docNo || '无'}</dd>
      <dt>体裁</dt>
      <dd data-field="genre">{edition.genre}</dd>
      <dt>主题分类</dt>
      <dd data-field="topic">{edition.topic}</dd>
      <dt>公开对象</dt>
      <dd data-field="audience">{edition.audience}</dd>
      <dt>生成日期</dt>
      <dd data-field="createdOn">{edition.createdOn ?? '未注明'}</dd>
      <dt>发布日期</dt>
      <dd>
        <span data-field="publishedAt">
          <time datetime={publishedAt ? isoShanghai(publishedAt) : undefined}>{publishedAt ? shortTime(publishedAt) : ''}</time>
        </span>
        {document.importedAt && <span class="small muted">（导入，原站标注；{dayOf(document.importedAt)} 导入本站）</span>}
        {edition.claimedOn && !document.importedAt && <span class="small muted">（补录：原公开于 {edition.claimedOn}）</span>}
        {view.seal.kind === 'sealed' && view.seal.seal.isBackfilled && <Backfilled at={provenAt(view.seal.seal)} />}
      </dd>
      <dt>有效性</dt>
      <dd>
        <span data-field="validity">
          <StatusTag tone={validityTones[edition.validity]}>{edition.validity}</StatusTag>
        </span>
        {edition.repealedOn && (
          <span class="small" data-field="repealedOn">
            　自 {edition.repealedOn} 起
          </span>
        )}
      </dd>
      <dt>生效日期</dt>
      <dd data-field="effectiveOn">{edition.effectiveOn ?? '未注明'}</dd>
      <dt>公开时限</dt>
      <dd class="wide">{timeliness ? <LateNote t={timeliness} /> : '不适用'}</dd>
      <dt>内容概述</dt>
      <dd class="wide" data-field="summary">
        {edition.summary}
      </dd>
      {edition.keywords.length > 0 && (
        <>
          <dt>关键词</dt>
          <dd class="wide" data-field="keywords">
            {edition.keywords.join('、')}
          </dd>
        </>
      )}
      <dt class="screen-only">字体</dt>
      <dd class="wide screen-only">
        <a href={`/preferences?size=large&next=${next}`}>大</a>　<a href={`/preferences?size=medium&next=${next}`}>中</a>
        {'　'}
        <a href={`/preferences?size=small&next=${next}`}>小</a>
        {'　'}
        <span class="small muted">打印请用浏览器菜单，版面已按公文排好</span>
      </dd>
    </dl>
  );
}

/** Said by the page itself, from the ledger; nobody can choose it or take it away. */
function Backfilled({ at }: { at: Instant }): VNode {
  return (
    <>
      {'　'}
      <StatusTag tone="warn">补录</StatusTag>
      <span class="small">存证只能证明 {dayOf(at)} 起公开</span>
    </>
  );
}

const relatedWords: Readonly<Record<RelatedLine['kind'], readonly [outward: string, inward: string]>> = {
  interprets: ['解读的文件', '政策解读'],
  supersedes: ['代替的旧文件', '已被新文件代替'],
  related: ['相关文件', '相关文件'],
};

function Aside({ view, ctx }: { view: DocumentView; ctx: Ctx }): VNode {
  const { document, edition, editions, related, neighbours } = view;
  const indexNo = document.indexNo ?? '';
  const address = `${ctx.site.publicUrl}${documentPath(indexNo)}`;
  return (
    <aside class="side" aria-label="文件信息">
      <SealBox
        state={view.seal}
        indexNo={indexNo}
        edition={edition.number}
        publicUrl={ctx.site.publicUrl}
        older={edition.state === 'superseded'}
      />
      {edition.attachments.length > 0 && (
        <>
          <h2>附件</h2>
          <ul>
            {edition.attachments.map((a) => (
              <li key={a.sha256 + a.name}>
                <a href={filePath(a.sha256, a.name)} data-sha256={a.sha256}>
                  {a.name}
                </a>{' '}
                <span class="small muted">{sizeText(a.size)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <h2>版本</h2>
      <ul>
        {editions.map((e) => (
          <li key={e.number}>
            {e.number === edition.number ? (
              <b>第 {e.number} 版（本页）</b>
            ) : (
              <a href={editionPath(indexNo, e.number)}>第 {e.number} 版</a>
            )}
            <span class="small muted">　{e.publishedAt?.slice(0, 10)}</span>
            {e.number > 1 && (
              <>
                <br />
                <span class="small">{e.changeNote} </span>
                <a class="small" href={changesPath(indexNo, e.number)}>
                  改了哪里
                </a>
              </>
            )}
          </li>
        ))}
      </ul>
      {related.length > 0 && (
        <>
          <h2>关联文件</h2>
          <ul>
            {related.map((r) => (
              <li key={r.indexNo + r.kind}>
                <span class="small muted">{relatedWords[r.kind][r.outward ? 0 : 1]}：</span>
                <a href={documentPath(r.indexNo)}>{r.title}</a>
              </li>
            ))}
          </ul>
        </>
      )}
      {neighbours.length > 0 && (
        <>
          <h2>同一目录</h2>
          <ul>
            {neighbours.map((n) => (
              <li key={n.id}>
                <a href={documentPath(n.indexNo)}>{n.title}</a>
              </li>
            ))}
          </ul>
        </>
      )}
      {view.filing && (
        <>
          <h2>公开范围</h2>
          <p class="small">
            {view.filing.scope}；渠道：{view.filing.channels.join('、')}
          </p>
        </>
      )}
      <h2>引用与转发</h2>
      <p class="small break">{address}</p>
      <Qr text={address} label="本页地址的二维码" />
    </aside>
  );
}

export function sizeText(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/** The whole page below the breadcrumb. `note` stands above the text: an older edition, a repealed document. */
export function DocumentPage({ view, ctx, note }: { view: DocumentView; ctx: Ctx; note?: ComponentChildren }): VNode {
  const { edition } = view;
  return (
    <div class="doc">
      <article class="sheet" data-index-no={view.document.indexNo} data-edition={edition.number}>
        <h1>{edition.title}</h1>
        {note && <div class="notice">{note}</div>}
        {view.forced === 'awaiting' && <p class="notice warn">这份文件因情况紧急先行发布，正在由另一位领导复核。</p>}
        <Metadata view={view} ctx={ctx} />
        <Prose body={edition.body} imageSrc={imagePath} />
      </article>
      <Aside view={view} ctx={ctx} />
    </div>
  );
}

/** A text as its readers see it. */
export function Prose({ body, imageSrc }: { body: Body; imageSrc(sha256: string): string }): VNode {
  return <div class="prose" dangerouslySetInnerHTML={{ __html: bodyHtml(body, { imageSrc }) }} />;
}
