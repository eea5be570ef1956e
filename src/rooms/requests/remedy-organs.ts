// Where somebody who disagrees turns to, as letters name it: the organ that reviews (行政复议法#24) and the court. The office sets both.
import type { Act } from '../../platform/act/act.ts';
import type { Db } from '../../platform/db/engine.ts';
import { settingOf, writeSetting } from '../../platform/setting.ts';
import { done, type Outcome, type Refusal, refuse } from '../../town/outcome.ts';
import type { RequestRefusal } from './refusals.ts';

const SETTING = 'requests.remedies';
const LONGEST = 60;

export interface RemedyOrgans {
  reviewOrgan: string;
  court: string;
}

/** What can be said of any town, until the office has named them. */
export const unnamedRemedyOrgans: RemedyOrgans = { reviewOrgan: '上一级人民政府', court: '有管辖权的人民法院' };

/** Null until the office has named them. */
export async function remedyOrgans(db: Db): Promise<RemedyOrgans | null> {
  return (await settingOf(db, SETTING)) as RemedyOrgans | null;
}

/** Stands in letters drafted from now on; what was drafted or signed stays as it is. */
export async function nameRemedyOrgans(act: Act, given: RemedyOrgans): Promise<Outcome<RemedyOrgans, RequestRefusal>> {
  if (!act.actor.roles.includes('openness-office')) return refuse({ code: 'not-yours' });
  const after = { reviewOrgan: given.reviewOrgan.trim(), court: given.court.trim() };
  const problems = Object.entries(after).flatMap(([field, name]): Refusal<RequestRefusal>[] => {
    if (name === '') return [{ code: 'organ-name-missing', field }];
    return name.length > LONGEST ? [{ code: 'organ-name-long', field, facts: { most: LONGEST } }] : [];
  });
  if (problems.length > 0) return { ok: false, refusals: problems };
  act.record('settings:requests', { before: await remedyOrgans(act.db), after });
  await writeSetting(act, SETTING, after);
  return done(after);
}
