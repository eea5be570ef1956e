// The way of a document or a case: what was done by whom and when, what is being done, what is still to come.
import type { ComponentChildren, VNode } from 'preact';

export interface Step {
  /** `skipped`: nobody took it, and nobody will. */
  state: 'done' | 'now' | 'todo' | 'skipped';
  name: string;
  who?: string;
  /** Shown as it is: `11-14 09:30`. */
  when?: string;
  opinion?: ComponentChildren;
}

const says = { done: '已办', now: '正在办', todo: '待办' } as const;

export function DecisionLine({ steps, label = '流程' }: { steps: readonly Step[]; label?: string }): VNode {
  return (
    <ol class="steps" aria-label={label}>
      {steps.map((step) => (
        <li key={`${step.name} ${step.when ?? ''}`} class={step.state} aria-current={step.state === 'now' ? 'step' : undefined}>
          {step.state !== 'skipped' && <span class="sr-only">{says[step.state]}：</span>}
          {step.state === 'now' ? <b>{step.name}</b> : step.name}
          {step.state === 'skipped' && <span class="by">跳过</span>}
          {step.when && <time>{step.when}</time>}
          {step.who && <span class="by">{step.who}</span>}
          {step.opinion && <p>{step.opinion}</p>}
        </li>
      ))}
    </ol>
  );
}
