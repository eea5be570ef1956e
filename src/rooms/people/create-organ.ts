// A new organ appears in the tree and on the public pages.
import type { Act } from '../../platform/act/act.ts';
import { normaliseCreditCode } from '../../town/credit-code.ts';
import type { Day } from '../../town/day.ts';
import { newId } from '../../town/ids.ts';
import { done, type Outcome, type Refusal, refuse } from '../../town/outcome.ts';
import { keepsOrgans, mayAct } from './authority.ts';
import {
  type Organ,
  type OrganCode,
  organCodeRefusals,
  type OrganFacts,
  organFactsRefusals,
  type OrganFrame,
  organFrameRefusals,
  placeRefusals,
} from './organ.ts';
import { listOrgans } from './read-organs.ts';
import { insertOrgan, lockPeople, note } from './store.ts';

export interface NewOrgan extends OrganFacts, OrganFrame {
  /** Never given twice, not even after the first holder is closed. */
  code: string;
  /** Today when left out. */
  openedOn?: Day;
}

export async function createOrgan(act: Act, input: NewOrgan): Promise<Outcome<Organ, OrganCode>> {
  if (!mayAct(act, keepsOrgans)) return refuse({ code: 'not-allowed' });
  await lockPeople(act);
  const all = await listOrgans(act.db, { includeClosed: true });
  const openedOn = input.openedOn ?? act.today;
  const refusals: Refusal<OrganCode>[] = [
    ...organCodeRefusals(input.code),
    ...organFrameRefusals(input),
    ...organFactsRefusals(input),
    ...placeRefusals({ id: null, kind: input.kind, parentId: input.parentId }, all),
  ];
  if (all.some((o) => o.code === input.code))
    refusals.push({ code: 'organ-code-taken', field: 'code', facts: { code: input.code } });
  if (all.some((o) => o.closedOn === null && o.name === input.name)) {
    refusals.push({ code: 'organ-name-taken', field: 'name', facts: { name: input.name } });
  }
  if (openedOn > act.today) refusals.push({ code: 'organ-opened', field: 'openedOn' });
  if (refusals.length > 0) return { ok: false, refusals };
  const organ: Organ = {
    id: newId(),
    code: input.code,
    name: input.name,
    shortName: input.shortName,
    kind: input.kind,
    parentId: input.parentId,
    creditCode: input.creditCode === null ? null : normaliseCreditCode(input.creditCode),
    functions: input.functions.map((p) => p.trim()).filter((p) => p !== ''),
    address: input.address,
    hours: input.hours,
    telephone: input.telephone,
    fax: input.fax ?? '',
    mail: input.mail ?? '',
    headName: input.headName,
    headPost: input.headPost,
    sort: input.sort,
    openedOn,
    closedOn: null,
    closedNote: '',
    revision: 1,
  };
  await insertOrgan(act, organ);
  await note(act, 'organ-created', `organ:${organ.id}`, null, organ);
  act.publicChanged();
  return done(organ);
}
