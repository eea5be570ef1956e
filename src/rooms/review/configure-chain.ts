// The office sets the chain of an item, or of all items without one ('*'). Running reviews keep the chain they began with.
import type { Act } from '../../platform/act/act.ts';
import { done, type Outcome } from '../../town/outcome.ts';
import { chainProblems, type ChainStep, type ReviewRefusal } from './chain.ts';
import { writeChain } from './store.ts';

export async function configureChain(
  act: Act,
  itemCode: string,
  steps: readonly ChainStep[],
): Promise<Outcome<null, ReviewRefusal>> {
  const refusals = chainProblems(steps);
  if (refusals.length > 0) return { ok: false, refusals };
  await writeChain(act, itemCode, steps);
  act.record(`chain:${itemCode}`, { steps });
  return done(null);
}
