// 外发通知 about one request, each with how it stands. A way the town has not opened is said once, not for every notice.
import type { VNode } from 'preact';
import type { DispatchLine } from '../../../../platform/dispatch/dispatches-about.ts';
import { channelWords, dispatchWords } from '../../../../platform/dispatch/words.ts';
import { shortTime } from '../../../../town/day.ts';

export function DispatchList({ dispatches }: { dispatches: readonly DispatchLine[] }): VNode {
  const closed = new Set(dispatches.filter((d) => d.state === 'not-configured').map((d) => channelWords[d.channel]));
  return (
    <ul class="plain-list">
      {dispatches
        .filter((d) => d.state !== 'not-configured')
        .map((d) => (
          <li key={d.id}>
            {shortTime(d.createdAt)} {channelWords[d.channel]}：{dispatchWords(d)}
          </li>
        ))}
      {closed.size > 0 && <li>本镇没有开通{[...closed].join('、')}通知，进展以凭回执查到的为准。</li>}
    </ul>
  );
}
