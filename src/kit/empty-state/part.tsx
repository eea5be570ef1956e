// What a list says when it is empty: why, and what to do.
import type { ComponentChildren, VNode } from 'preact';

export function EmptyState({ title, children }: { title: string; children?: ComponentChildren }): VNode {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      {children}
    </div>
  );
}
