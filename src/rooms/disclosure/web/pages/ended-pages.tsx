// What stands in place of a text: it was withdrawn, by whom, when, why and on what ground; or it is not what was logged.
import type { VNode } from 'preact';
import { citation } from '../../../../town/citation.ts';
import { type Instant, shortTime } from '../../../../town/day.ts';
import type { Mismatch } from '../../../../ledger/store.ts';
import type { DocumentRow } from '../../document.ts';
import { withdrawalProofPath } from '../addresses.ts';

export interface WithdrawalView {
  document: DocumentRow;
  title: string;
  organName: string;
  itemName: string;
  at: Instant;
  byName: string;
  why: string;
  ground: string;
  /** The entry that stands for it in the ledger; null while no checkpoint covers it. */
  ending: { index: number; type: string; signedAt: Instant } | null;
  isErased: boolean;
}

/** `个人信息保护（个人信息保护法#47）`, as it is on record, with the statute as people cite it. */
function groundText(ground: string): string {
  return ground.replace(/（([^（）]+#\d+)）/g, (_, law: string) => `（${citation(law)}）`);
}

export function WithdrawnPage({ view }: { view: WithdrawalView }): VNode {
  return (
    <article class="sheet">
      <h1>{view.title}</h1>
      <p class="notice warn">
        {view.isErased ? '这份文件已经撤回，内容也已清除，任何人都不能再提供全文。' : '这份文件已经撤回，不再提供全文。'}
        撤回本身公开如下。
      </p>
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
        <dt>公开存证</dt>
        <dd class="wide">
          {view.ending ? (
            <>
              № {view.ending.index}，{shortTime(view.ending.signedAt)} 写入　
              <a href={withdrawalProofPath(view.document.indexNo ?? '')}>存证凭据</a>　公开时取得的凭据仍可核对
            </>
          ) : (
            '正在写入'
          )}
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

/** The self-check found that the text is not what was logged: better no text than a wrong one. */
export function MismatchPage({ indexNo, mismatch }: { indexNo: string; mismatch: Mismatch }): VNode {
  return (
    <article class="sheet">
      <h1>这份文件暂停展示</h1>
      <p class="notice warn">自查发现这里的内容与公开存证不一致，为免误导，已停止展示，正在查处。</p>
      <dl class="meta">
        <dt>索引号</dt>
        <dd class="wide">{indexNo}</dd>
        <dt>哪里不一致</dt>
        <dd class="wide">{mismatch.what}</dd>
        <dt>发现时间</dt>
        <dd class="wide">{shortTime(mismatch.foundAt)}</dd>
      </dl>
      <p>
        存证记着公开过的是哪一份、什么时候公开的，见<a href="/ledger">公开存证</a>。急用这份文件，请联系
        <a href="/guide#office">政务公开办</a>；手里有当时的文件和存证凭据，可以<a href="/verify">自己核对</a>。
      </p>
    </article>
  );
}
