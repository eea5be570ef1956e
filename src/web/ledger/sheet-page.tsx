// The checkpoint on paper, for the notice board: a witness nobody can edit. One A4 page, readable from a step away.
import type { VNode } from 'preact';
import { Qr } from '../../kit/qr/part.tsx';
import { dayOf, type Instant, longDay, shortTime } from '../../town/day.ts';

export interface SheetView {
  town: string;
  origin: string;
  size: number;
  root: string;
  signedAt: Instant | null;
  vkey: string;
  witnesses: readonly { label: string; at: Instant | null }[];
  /** The three lines of the checkpoint, as a telephone reads them. */
  text: string;
  publicUrl: string;
  at: Instant;
}

/** In groups of four, so that two people can compare it aloud. */
function groups(text: string): string {
  return (text.match(/.{1,4}/g) ?? []).join(' ');
}

export function SheetPage({ view }: { view: SheetView }): VNode {
  return (
    <article class="sheet ledger-sheet">
      <h1>{view.town}公开存证快照</h1>
      <p class="lead">
        截至 {longDay(dayOf(view.at))}，本镇公开存证共 <b>{view.size}</b> 条，根散列如下。存证只会增加：以后任何一天，前{' '}
        {view.size} 条都应算出同一个根散列。
      </p>
      <dl class="meta">
        <dt>名称</dt>
        <dd class="wide break">{view.origin}</dd>
        <dt>条数</dt>
        <dd class="wide">
          <b class="figure">{view.size}</b>
        </dd>
        <dt>根散列</dt>
        <dd class="wide break">
          <code class="figure">{groups(view.root)}</code>
        </dd>
        <dt>签名时间</dt>
        <dd class="wide">{view.signedAt ? shortTime(view.signedAt) : '还没有条目'}</dd>
        <dt>公钥</dt>
        <dd class="wide break">
          <code>{view.vkey}</code>
        </dd>
        <dt>见证</dt>
        <dd class="wide">
          {view.witnesses.length === 0
            ? '没有外部见证方'
            : view.witnesses.map((w) => `${w.label}（${w.at ? shortTime(w.at) : '未签'}）`).join('；')}
        </dd>
      </dl>
      <div class="ledger-codes">
        <Qr text={view.text} label="快照：名称、条数、根散列" />
        <Qr text={`${view.publicUrl}/ledger`} label="网上的公开存证" />
      </div>
      <p>
        请把这一页张贴在公开栏，旧的不要撕，按日期叠放或存档。谁都可以拿手机扫左边的码，与网上的存证核对；对不上，请拍照并告诉县政务公开主管部门。
      </p>
      <p class="ledger-signature">张贴人（签字）：　　　　　　　　　张贴日期：　　　　　　　</p>
    </article>
  );
}
