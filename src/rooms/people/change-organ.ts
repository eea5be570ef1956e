// An organ's facts or place change. The openness office keeps the facts true; the frame (name, kind, parent, credit code)
// is the system administrator's. The code never changes.
import type { Act } from '../../platform/act/act.ts';
import { normaliseCreditCode } from '../../town/credit-code.ts';
import type { OrganId } from '../../town/ids.ts';
import { done, type Outcome, type Refusal, refuse } from '../../town/outcome.ts';
import { keepsOrgans, mayAct, tellsPublic } from './authority.ts';
import {
  type Organ,
  type OrganCode,
  type OrganFacts,
  organFactsRefusals,
  type OrganFrame,
  organFrameRefusals,
  placeRefusals,
} from './organ.ts';
import { listOrgans } from './read-organs.ts';
import { lockPeople, note, updateOrgan } from './store.ts';

export interface OrganChange extends Partial<OrganFacts>, Partial<OrganFrame> {
  id: OrganId;
  /** The revision that was on the screen; when it is no longer the present one, nothing is overwritten. */
  revision?: number;
}

const facts: readonly (keyof OrganFacts)[] = [
  'functions',
  'address',
  'hours',
  'telephone',
  'fax',
  'mail',
  'headName',
  'headPost',
];
const frame: readonly (keyof OrganFrame)[] = ['name', 'shortName', 'kind', 'parentId', 'creditCode', 'sort'];

export async function changeOrgan(act: Act, input: OrganChange): Promise<Outcome<Organ, OrganCode>> {
  if (!mayAct(act, [...keepsOrgans, ...tellsPublic])) return refuse({ code: 'not-allowed' });
  await lockPeople(act);
  const all = await listOrgans(act.db, { includeClosed: true });
  const before = all.find((o) => o.id === input.id);
  if (!before) return refuse({ code: 'organ-unknown' });
  if (before.closedOn !== null) return refuse({ code: 'organ-closed', facts: { day: before.closedOn } });
  if (input.revision !== undefined && input.revision !== before.revision) return refuse({ code: 'organ-changed-meanwhile' });
  const { id } = before;
  const after: Organ = { ...before, ...given(input) };
  if (!mayAct(act, keepsOrgans) && frame.some((f) => after[f] !== before[f])) return refuse({ code: 'not-allowed' });
  after.functions = after.functions.map((p) => p.trim()).filter((p) => p !== '');
  const refusals: Refusal<OrganCode>[] = [
    ...organFrameRefusals(after),
    ...organFactsRefusals(after),
    ...placeRefusals(after, all),
  ];
  if (all.some((o) => o.closedOn === null && o.id !== id && o.name === after.name)) {
    refusals.push({ code: 'organ-name-taken', field: 'name', facts: { name: after.name } });
  }
  if (refusals.length > 0) return { ok: false, refusals };
  after.creditCode = after.creditCode === null ? null : normaliseCreditCode(after.creditCode);
  after.revision = before.revision + 1;
  await updateOrgan(act, after);
  await note(act, 'organ-changed', `organ:${id}`, before, after);
  act.publicChanged();
  return done(after);
}

/** What may change and was given; anything else in the input is left aside. */
function given(input: OrganChange): Partial<OrganFacts & OrganFrame> {
  return Object.fromEntries([...frame, ...facts].filter((f) => input[f] !== undefined).map((f) => [f, input[f]]));
}
