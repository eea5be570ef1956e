// A leadership group is formed on the ground of a notice, gets posts with dates, and ends when the next one is formed.
// Former compositions stay readable.
import type { Act } from '../../platform/act/act.ts';
import { addDays, type Day } from '../../town/day.ts';
import { newId, type OrganId } from '../../town/ids.ts';
import { done, type Outcome, type Refusal, refuse } from '../../town/outcome.ts';
import { mayAct, tellsPublic } from './authority.ts';
import type { Group, GroupId, LeadershipCode } from './leadership.ts';
import { allGroups } from './read-leadership.ts';
import { organById } from './read-organs.ts';
import { overlap } from './role-rules.ts';
import { insertGroup, lockPeople, markGroupEnded, note } from './store.ts';

export interface NewGroup {
  name: string;
  officeName: string;
  /** The organ the office sits in. */
  officeOrganId: OrganId | null;
  basis: string;
  from: Day;
  /** Last day; null while it stands. */
  to?: Day | null;
  /** Ends the composition in force, of the same name, the day before. */
  replacePresent?: boolean;
}

function long(text: string, most: number): boolean {
  return text.trim() === '' || text.length > most;
}

export async function formGroup(act: Act, input: NewGroup): Promise<Outcome<Group, LeadershipCode>> {
  if (!mayAct(act, tellsPublic)) return refuse({ code: 'not-allowed' });
  await lockPeople(act);
  const to = input.to ?? null;
  const refusals: Refusal<LeadershipCode>[] = [];
  if (long(input.name, 60)) refusals.push({ code: 'group-name', field: 'name' });
  if (long(input.officeName, 60)) refusals.push({ code: 'group-office-name', field: 'officeName' });
  if (long(input.basis, 100)) refusals.push({ code: 'group-basis', field: 'basis' });
  if (input.officeOrganId !== null && !(await organById(act.db, input.officeOrganId)))
    refusals.push({ code: 'group-organ', field: 'officeOrganId' });
  const datesRight = input.from <= addDays(act.today, 366) && (to === null || to >= input.from);
  if (!datesRight) refusals.push({ code: 'group-dates', field: 'from' });
  const sameName = (await allGroups(act.db)).filter((g) => g.name === input.name.trim());
  const present = input.replacePresent ? sameName.find((g) => g.to === null && g.from < input.from) : undefined;
  const clash = sameName.find((g) => g !== present && overlap(g, { from: input.from, to }));
  if (clash && datesRight)
    refusals.push({ code: 'group-overlaps', field: 'from', facts: { from: clash.from, basis: clash.basis } });
  if (refusals.length > 0) return { ok: false, refusals };
  if (present) await end(act, present, addDays(input.from, -1));
  const group: Group = {
    id: newId(),
    name: input.name.trim(),
    officeName: input.officeName.trim(),
    officeOrganId: input.officeOrganId,
    basis: input.basis.trim(),
    from: input.from,
    to,
    posts: [],
  };
  await insertGroup(act, group);
  await note(act, 'group-formed', `group:${group.id}`, null, group);
  act.publicChanged();
  return done(group);
}

/** Ends a composition and its posts; `to` is its last day. */
export async function endGroup(act: Act, input: { groupId: GroupId; to: Day }): Promise<Outcome<Group, LeadershipCode>> {
  if (!mayAct(act, tellsPublic)) return refuse({ code: 'not-allowed' });
  await lockPeople(act);
  const group = (await allGroups(act.db)).find((g) => g.id === input.groupId);
  if (!group) return refuse({ code: 'group-unknown' });
  if (group.to !== null && group.to <= input.to) return refuse({ code: 'group-ended', facts: { day: group.to } });
  if (input.to < group.from || input.to > addDays(act.today, 366)) return refuse({ code: 'group-dates', field: 'to' });
  const after = await end(act, group, input.to);
  act.publicChanged();
  return done(after);
}

async function end(act: Act, group: Group, to: Day): Promise<Group> {
  const after: Group = { ...group, to };
  await markGroupEnded(act, group.id, to);
  await note(act, 'group-ended', `group:${group.id}`, group, after);
  return after;
}
