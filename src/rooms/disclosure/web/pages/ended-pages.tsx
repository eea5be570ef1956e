// What remains readable of a withdrawn document: who took it away, when, why, on what ground.
import type { VNode } from 'preact';
import { citation } from '../../../../town/citation.ts';
import { type Instant, shortTime } from '../../../../town/day.ts';
import type { DocumentRow } from '../../document.ts';

export interface WithdrawalView {
  document: DocumentRow;
  title: string;
  organName: string;
  itemName: string;
  at: Instant;
  byName: string;
  why: string;
  ground: string;
}

/** `个人信息保护（个人信息保护法#47）`, as it is on record, with the statute as people cite it. */
function groundText(ground: string): string {
  return ground.replace(/（([^（）]+#\d+)）/g, (_, law: string) => `（${citation(law)}）`);
}

export function WithdrawnPage({ view }: { view: WithdrawalView }): VNode {
  return (
    <article class="sheet">
      <h1>{view.title}</h1>
      <p class="notice warn">这份文件已经撤回，不再提供全文。撤回本身公开如下。</p>
      <dl class="meta">
        <dt>撤回原因</dt>
        <dd class="wide">{view.why}</dd>
        <dt>撤回依据</dt>
        <dd class="wide">{groundText(view.ground)}</dd>
        <dt>撤回时间</dt>
        <dd>{shortTime(view.at)}</dd>
        <dt>撤回经办</dt>
        <dd>{view.byName}</dd>
        <dt>发布日期</dt>
        <dd>{view.document.firstPublishedAt ? shortTime(view.document.firstPublishedAt) : ''}</dd>
        <dt>发布机构</dt>
        <dd>{view.organName}</dd>
        <dt>索引号</dt>
        <dd>{view.document.indexNo}</dd>
        <dt>公开目录</dt>
        <dd>
          <a href={`/catalogue/${view.document.itemCode}`}>
            {view.document.itemCode} {view.itemName}
          </a>
        </dd>
      </dl>
      <p>
        需要了解其中内容的，可以<a href="/guide#apply">申请公开</a>；认为撤回不当的，可以向
        <a href="/guide#complain">政务公开办</a>反映。
      </p>
      <p>
        <a href={`/catalogue/${view.document.itemCode}`}>看同一目录下的其他文件</a>　<a href="/withdrawals">全部撤回的文件</a>
      </p>
    </article>
  );
}
