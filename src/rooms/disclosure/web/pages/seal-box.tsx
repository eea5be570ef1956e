// 公开存证: the seal beside a document, with its number, since when, what changed, and the ways to check it without us.
import type { VNode } from 'preact';
import { Qr } from '../../../../kit/qr/part.tsx';
import { isoShanghai, shortTime } from '../../../../town/day.ts';
import { provenAt, type SealState } from '../../read-seal.ts';
import { contentPath, proofPath, verifyPath } from '../addresses.ts';

export interface SealBoxProps {
  state: SealState;
  indexNo: string;
  edition: number;
  publicUrl: string;
  /** The reader is looking at an older edition. */
  older: boolean;
}

export function SealBox({ state, indexNo, edition, publicUrl, older }: SealBoxProps): VNode | null {
  if (state.kind === 'none') return null;
  if (state.kind === 'pending') {
    return (
      <div class="seal">
        <b>公开存证</b>
        <span class="small">正在写入，几秒后可以验证</span>
      </div>
    );
  }
  const { seal } = state;
  const at = provenAt(seal);
  return (
    <div class="seal">
      <b>公开存证 № {seal.index}</b>
      <span class="small">
        <time datetime={isoShanghai(at)}>{shortTime(at)}</time> {seal.witnessedAt ? '起有外部见证' : '写入，待外部见证'}
        <br />
        {older ? '历史版本，原样保存' : seal.revisions === 0 ? '从未改动' : `已修订 ${seal.revisions} 次，逐次可查`}
      </span>
      <br />
      <code>sha256 {seal.digest.slice(0, 16)}…</code>
      <br />
      <a class="small" href={verifyPath(indexNo, edition)}>
        自己验证
      </a>
      {'　'}
      <a class="small" href={proofPath(indexNo, edition)}>
        存证凭据
      </a>
      <details class="small">
        <summary>摘要、盐值和原文</summary>
        <p class="break">
          摘要 <code>{seal.digest}</code>
        </p>
        <p class="break">
          盐值 <code>{seal.salt}</code>
        </p>
        <p>
          摘要 = SHA-256（盐值 ‖ <a href={contentPath(indexNo, edition)}>内容</a>）
        </p>
      </details>
      <Qr text={`${publicUrl}${verifyPath(indexNo, edition)}`} label="扫码验证" />
    </div>
  );
}
