// What the office and leaders do with a text outside the steps of its chain: release it, force it, look at it again.
import type { VNode } from 'preact';
import { TextArea, TextField } from '../../../../kit/form-field/part.tsx';
import { TokenField } from '../../../../kit/token-field/part.tsx';
import type { Ctx } from '../../../../platform/http/route.ts';
import { shortTime } from '../../../../town/day.ts';
import type { ReviewView } from './review-view.ts';

interface FormProps {
  view: ReviewView;
  ctx: Ctx;
  /** The review's own address. */
  to: string;
}

export function ReleaseForm({ view, ctx, to }: FormProps): VNode {
  const { edition } = view;
  return (
    <form id="release" method="post" action={`${to}/release`} class="step-form" aria-label="发布">
      <h2>发布</h2>
      <TokenField ctx={ctx} />
      {edition.state === 'scheduled' && edition.releaseAt && <p class="notice">已定于 {shortTime(edition.releaseAt)} 发布。</p>}
      <TextField
        label="定时发布"
        name="releaseAt"
        type="datetime-local"
        value={view.typed.releaseAt}
        problems={view.problems}
        hint="不填就是现在发布。"
      />
      <div class="bar">
        <button type="submit" name="when" value="now">
          现在发布
        </button>
        <button type="submit" class="btn quiet" name="when" value="later">
          定时发布
        </button>
        {edition.state === 'scheduled' && (
          <button type="submit" class="btn danger" name="when" value="cancel">
            取消定时
          </button>
        )}
      </div>
    </form>
  );
}

export function ForceForm({ view, ctx, to }: FormProps): VNode {
  return (
    <details>
      <summary>情况紧急，先行发布</summary>
      <form method="post" action={`${to}/force`}>
        <TokenField ctx={ctx} />
        <input type="hidden" name="hash" value={view.edition.contentHash} />
        <p class="small">跳过余下环节。会留下醒目标记，并须由另一位领导复核；平时请不要使用。</p>
        <TextArea label="紧急的理由" name="opinion" value="" rows={2} required />
        <button class="btn danger" type="submit" data-confirm="确定先行发布？这会留下标记并要求复核。">
          先行发布
        </button>
      </form>
    </details>
  );
}

export function SecondLookForm({ view, ctx, to }: FormProps): VNode {
  return (
    <form id="second-look" method="post" action={`${to}/second-look`} class="step-form" aria-label="先行发布复核">
      <h2>先行发布复核</h2>
      <TokenField ctx={ctx} />
      <TextArea label="复核意见" name="opinion" value={view.typed.opinion} rows={2} required problems={view.problems} />
      <button type="submit">记录复核</button>
    </form>
  );
}
