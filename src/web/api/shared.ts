// What the routes of the read API share.
import type { Site } from '../../platform/http/route.ts';
import type { Town } from '../../platform/town.ts';
import type { OrganId } from '../../town/ids.ts';
import { ApiRefusal, PROBLEM_TYPE } from './problem.ts';
import { answers } from './schemas.ts';
import type { Names } from './views.ts';

export interface ReadApiDeps {
  town: Town;
  site: Pick<Site, 'publicUrl' | 'version'>;
}

export const PROBLEM = { description: '参数不正确', content: { [PROBLEM_TYPE.split(';')[0]!]: { schema: answers.problem } } };
export const ABSENT = { ...PROBLEM, description: '没有这一份' };

export function organIdOf(names: Names, code: string | undefined): OrganId | null {
  if (code === undefined) return null;
  const organ = [...names.organs.values()].find((o) => o.code === code);
  if (!organ) throw new ApiRefusal(400, `organ：没有代码为“${code}”的机构，全部机构见 /api/v1/organs。`, 'organ');
  return organ.id;
}

export function checkItem(names: Names, code: string | undefined): string | null {
  if (code === undefined || names.items.has(code)) return code ?? null;
  throw new ApiRefusal(400, `item：目录中没有编码为“${code}”的事项，全部事项见 /api/v1/catalogue。`, 'item');
}
