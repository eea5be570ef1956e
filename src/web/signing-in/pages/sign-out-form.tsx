// Leaving, as a small button.
import type { VNode } from 'preact';
import { TokenField } from '../../../kit/token-field/part.tsx';
import type { Ctx } from '../../../platform/http/route.ts';

export function SignOutForm({ ctx, label }: { ctx: Ctx; label: string }): VNode {
  return (
    <form method="post" action="/console/sign-out">
      <TokenField ctx={ctx} />
      <button class="link" type="submit">
        {label}
      </button>
    </form>
  );
}
