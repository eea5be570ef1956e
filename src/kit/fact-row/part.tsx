// A few figures in a row, large, each with what it counts.
import type { VNode } from 'preact';

export interface Fact {
  value: string;
  label: string;
  /** The list behind the figure. */
  href?: string;
  late?: boolean;
}

export function FactRow({ facts }: { facts: readonly Fact[] }): VNode {
  return (
    <dl class="facts">
      {facts.map((fact) => (
        <div key={fact.label}>
          <dt>{fact.label}</dt>
          <dd class={fact.late ? 'late' : undefined}>{fact.href ? <a href={fact.href}>{fact.value}</a> : fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}
