// One entry of the ledger as an archive shows it: what it says, the receipt, and what is needed to check it by hand.
import type { VNode } from 'preact';
import { type Instant, shortTime } from '../../../../town/day.ts';
import type { IndexedProof, IndexedSeal } from '../archive-index.ts';
import { hrefOf } from '../file-places.ts';
import { entryName } from './archive-names.ts';

/** @param seal the same entry, where it stands for a text. */
export function Proof({ proof, seal }: { proof: IndexedProof; seal?: IndexedSeal }): VNode {
  const at = (t: string): string => shortTime(t as Instant);
  return (
    <div class="proof">
      <b>№ {proof.index}</b>　{entryName(proof.type)}
      {seal && `　${seal.validity}${seal.repealedOn ? `，自 ${seal.repealedOn} 起` : ''}`}
      {seal?.fits === true && <span class="fits">　内容与存证一致</span>}
      {seal?.fits === false && <span class="differs">　内容与存证不一致</span>}
      <dl>
        <dt>所称时间</dt>
        <dd>{at(proof.claimedAt)}</dd>
        {proof.signedAt && (
          <>
            <dt>写入</dt>
            <dd>
              {at(proof.signedAt)} 签名
              {proof.witnessedAt ? `，${at(proof.witnessedAt)} 见证方会签` : '，没有见证方会签'}
            </dd>
          </>
        )}
        {proof.due && (
          <>
            <dt>应公开</dt>
            <dd>{proof.due}</dd>
          </>
        )}
        {proof.ground && (
          <>
            <dt>依据</dt>
            <dd>{proof.ground}</dd>
          </>
        )}
        <dt>凭据</dt>
        <dd>
          {proof.proof ? <a href={hrefOf(proof.proof)}>{proof.proof}</a> : '快照还没有包括它，凭据以后再取'}
          {proof.firstSeen && (
            <>
              <br />
              <a href={hrefOf(proof.firstSeen)}>{proof.firstSeen}</a>（见证方最早看到它的快照，证明时间）
            </>
          )}
        </dd>
        {seal && (
          <>
            <dt>内容</dt>
            <dd>{seal.content ? <a href={hrefOf(seal.content)}>{seal.content}</a> : '不在本卷'}</dd>
            <dt>指纹</dt>
            <dd>
              <code>{seal.digest}</code>
            </dd>
            <dt>盐值</dt>
            <dd>{seal.salt ? <code>{seal.salt}</code> : '已清除'}</dd>
          </>
        )}
      </dl>
    </div>
  );
}
