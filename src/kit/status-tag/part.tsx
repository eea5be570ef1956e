// A state in a word or two. Colour never says it alone.
import type { VNode } from 'preact';

export type Tone = 'ok' | 'warn' | 'late' | 'plain';

export function StatusTag({ tone, children }: { tone: Tone; children: string }): VNode {
  return <span class={`tag ${tone}`}>{children}</span>;
}
