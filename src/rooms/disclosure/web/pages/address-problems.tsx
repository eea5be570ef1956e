// What the address of a list says wrongly, above the list.
import type { VNode } from 'preact';

export function AddressProblems({ problems }: { problems: readonly string[] }): VNode | null {
  if (problems.length === 0) return null;
  return (
    <div class="notice warn" role="status">
      {problems.map((p) => (
        <p key={p}>{p}</p>
      ))}
    </div>
  );
}
