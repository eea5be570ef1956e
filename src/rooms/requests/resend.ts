// 外发通知 that were tried in vain and stand still, tried anew by the office.
import type { Act } from '../../platform/act/act.ts';
import { tryAgain } from '../../platform/dispatch/try-again.ts';
import { done, type Outcome, refuse } from '../../town/outcome.ts';
import type { RequestId } from './info-request.ts';
import type { RequestRefusal } from './refusals.ts';
import { take, type Taken } from './take.ts';
import { dispatchesOf } from './tell.ts';

export async function resend(act: Act, id: RequestId): Promise<Outcome<Taken, RequestRefusal>> {
  return take(act, id, 'resend', async ({ request }) =>
    (await tryAgain(act, dispatchesOf(request))) > 0 ? done([]) : refuse({ code: 'dispatch-none' }),
  );
}
