// 添加材料: what was found, what others wrote back, what the applicant hands in later.
import type { Act } from '../../platform/act/act.ts';
import { done, type Outcome } from '../../town/outcome.ts';
import { addedProblems, type GivenFile, keepFiles } from './files.ts';
import type { RequestRefusal } from './refusals.ts';
import type { RequestId } from './info-request.ts';
import { take, type Taken } from './take.ts';

export async function addFiles(act: Act, id: RequestId, files: readonly GivenFile[]): Promise<Outcome<Taken, RequestRefusal>> {
  return take(act, id, 'file', async ({ request }) => {
    const problems = addedProblems(files);
    if (problems.length > 0) return { ok: false, refusals: problems };
    await keepFiles(act, request, files);
    return done([]);
  });
}
