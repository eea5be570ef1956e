// All that is wrong with a form, on top, each line leading to its field.
import type { VNode } from 'preact';
import type { Refusal } from '../../town/outcome.ts';

/** A refusal in the reader's words. */
export interface Problem {
  field?: string;
  sentence: string;
}

/** Words of a room: one sentence for each refusal it can give. A missing one does not compile. */
export type RefusalWords<Code extends string> = Readonly<Record<Code, (facts: NonNullable<Refusal['facts']>) => string>>;

export function problemsOf<Code extends string>(refusals: readonly Refusal<Code>[], words: RefusalWords<Code>): Problem[] {
  return refusals.map((r) => ({ field: r.field, sentence: words[r.code](r.facts ?? {}) }));
}

export function ProblemSummary({ problems }: { problems: readonly Problem[] }): VNode | null {
  if (problems.length === 0) return null;
  return (
    <div class="problem-summary" role="alert" aria-labelledby="problem-title" tabIndex={-1}>
      <h2 id="problem-title">有 {problems.length} 处需要修改，尚未保存</h2>
      <ul>
        {problems.map((p) => (
          <li key={p.sentence}>{p.field ? <a href={`#field-${p.field}`}>{p.sentence}</a> : p.sentence}</li>
        ))}
      </ul>
    </div>
  );
}
