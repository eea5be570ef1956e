// The hidden field every form carries: without it, or with a foreign one, nothing is done.
import type { VNode } from 'preact';
import type { Ctx } from '../../platform/http/route.ts';

export function TokenField({ ctx }: { ctx: Pick<Ctx, 'formToken'> }): VNode {
  return <input type="hidden" name="_token" value={ctx.formToken} />;
}
