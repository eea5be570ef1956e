// A clock that explains itself: days left as a tag, opening into how the day was found.
import type { VNode } from 'preact';
import { StatusTag, type Tone } from '../status-tag/part.tsx';

export interface DueDateProps {
  tag: { tone: Tone; text: string };
  /** From the event to the due day, one sentence a step. Without any, only the tag is shown. */
  steps: readonly string[];
  /** The calendar of a year it crosses is not yet published. */
  provisional: boolean;
}

export function DueDate({ tag, steps, provisional }: DueDateProps): VNode {
  const shown = <StatusTag tone={tag.tone}>{provisional ? `${tag.text}（暂定）` : tag.text}</StatusTag>;
  if (steps.length === 0 && !provisional) return shown;
  return (
    <details class="explain">
      <summary>
        {shown}
        <span class="sr-only">，查看时限怎么算</span>
      </summary>
      <ol>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
        {provisional && <li>所跨年度的节假日安排尚未公布，到期日是暂定的；公布后自动重算。</li>}
      </ol>
    </details>
  );
}
