// An organ ends (撤销、合并、更名重组). Its page and its documents stay, with a note; its code is never given again.
import type { Act } from '../../platform/act/act.ts';
import { addDays, type Day } from '../../town/day.ts';
import type { OrganId } from '../../town/ids.ts';
import { done, type Outcome, type Refusal, refuse } from '../../town/outcome.ts';
import { keepsOrgans, mayAct } from './authority.ts';
import type { Organ, OrganCode } from './organ.ts';
import { listOrgans } from './read-organs.ts';
import { staffOfOrgan } from './read-staff.ts';
import { lockPeople, markOrganClosed, note } from './store.ts';

export interface OrganClosing {
  id: OrganId;
  /** From this day on it no longer exists; not in the future, because everybody would still be in it. */
  on: Day;
  /** For the reader: why, and who does its work now. */
  note: string;
}

export async function closeOrgan(act: Act, input: OrganClosing): Promise<Outcome<Organ, OrganCode>> {
  if (!mayAct(act, keepsOrgans)) return refuse({ code: 'not-allowed' });
  await lockPeople(act);
  const all = await listOrgans(act.db, { includeClosed: true });
  const organ = all.find((o) => o.id === input.id);
  if (!organ) return refuse({ code: 'organ-unknown' });
  if (organ.closedOn !== null) return refuse({ code: 'organ-closed', facts: { day: organ.closedOn } });
  const refusals: Refusal<OrganCode>[] = [];
  if (input.on > act.today || input.on <= organ.openedOn)
    refusals.push({ code: 'organ-closing-day', field: 'on', facts: { earliest: addDays(organ.openedOn, 1), latest: act.today } });
  if (input.note.trim().length < 2 || input.note.length > 500) refusals.push({ code: 'organ-closing-note', field: 'note' });
  const staff = await staffOfOrgan(act.db, organ.id, act.today);
  if (staff.length > 0)
    refusals.push({
      code: 'organ-has-staff',
      facts: {
        count: staff.length,
        names: staff
          .slice(0, 5)
          .map((s) => s.name)
          .join('、'),
      },
    });
  const children = all.filter((o) => o.parentId === organ.id && o.closedOn === null);
  if (children.length > 0)
    refusals.push({
      code: 'organ-has-children',
      facts: {
        count: children.length,
        names: children
          .slice(0, 5)
          .map((o) => o.name)
          .join('、'),
      },
    });
  if (refusals.length > 0) return { ok: false, refusals };
  const after: Organ = { ...organ, closedOn: input.on, closedNote: input.note.trim(), revision: organ.revision + 1 };
  await markOrganClosed(act, organ.id, input.on, after.closedNote);
  await note(act, 'organ-closed', `organ:${organ.id}`, organ, after);
  act.publicChanged();
  return done(after);
}
