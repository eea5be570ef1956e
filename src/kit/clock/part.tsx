// Days run, days held and days left of a time limit, as one bar with the same in words.
import type { VNode } from 'preact';

export interface ClockSpan {
  /** `run` counts, `hold` does not (waiting for somebody), `left` is still to come, `over` is past the limit. */
  kind: 'run' | 'hold' | 'left' | 'over';
  days: number;
}

const words = { run: '已用', hold: '不计时', left: '剩余', over: '超过' } as const;

export function Clock({ spans, unit = '个工作日' }: { spans: readonly ClockSpan[]; unit?: string }): VNode {
  const total = Math.max(
    1,
    spans.reduce((sum, s) => sum + s.days, 0),
  );
  let from = 0;
  const bars = spans.map((span) => {
    const bar = { ...span, from, width: span.days };
    from += span.days;
    return bar;
  });
  const label = spans.map((s) => `${words[s.kind]} ${s.days} ${unit}`).join('，');
  return (
    <svg class="clock" viewBox={`0 0 ${total} 1`} preserveAspectRatio="none" role="img" aria-label={label}>
      <title>{label}</title>
      {bars
        .filter((bar) => bar.kind !== 'left')
        .map((bar) => (
          <rect key={`${bar.kind} ${bar.from}`} class={bar.kind} x={bar.from} y="0" width={bar.width} height="1" />
        ))}
    </svg>
  );
}
