// Something has come into being that must be published: its clock starts on the day it was formed, not the day it is told.
import type { Act } from '../../platform/act/act.ts';
import { calendarOf } from '../../platform/calendar/calendar-store.ts';
import type { Day } from '../../town/day.ts';
import { parseLimit } from '../../town/deadline.ts';
import type { OrganId } from '../../town/ids.ts';
import { done, type Outcome, type Refusal, refuse } from '../../town/outcome.ts';
import { organById } from '../people/door.ts';
import { mayKeepCatalogue, speaksFor } from './authority.ts';
import { formationOwed } from './due.ts';
import type { Duty, DutyRefusal } from './duty.ts';
import { dutyById, itemByCode } from './reads.ts';
import { sayOwed } from './say.ts';
import { insertDuties } from './store.ts';

export interface Formation {
  itemCode: string;
  organId: OrganId;
  createdOn: Day;
  subject: string;
  /** One of the item's limits when it is not the usual one. */
  limit?: string | null;
}

export const MOST_SUBJECT = 200;

export async function registerFormation(act: Act, input: Formation): Promise<Outcome<Duty, DutyRefusal>> {
  if (!mayKeepCatalogue(act) && !speaksFor(act, input.organId)) return refuse({ code: 'not-allowed' });
  const item = await itemByCode(act.db, input.itemCode);
  if (!item) return refuse({ code: 'item-unknown', field: 'item' });
  const subject = input.subject.trim();
  const refusals: Refusal<DutyRefusal>[] = [];
  if (item.closedOn !== null) refusals.push({ code: 'item-closed', field: 'item', facts: { day: item.closedOn } });
  const organ = await organById(act.db, input.organId);
  if (!organ || organ.closedOn !== null) refusals.push({ code: 'organ-unknown', field: 'organ' });
  if (subject === '') refusals.push({ code: 'subject-missing', field: 'subject' });
  if (subject.length > MOST_SUBJECT) refusals.push({ code: 'subject-long', field: 'subject', facts: { most: MOST_SUBJECT } });
  if (input.createdOn > act.today) refusals.push({ code: 'created-in-future', field: 'createdOn' });
  const limit = input.limit ?? null;
  if (limit !== null && (!item.limits.includes(limit) || parseLimit(limit) === null || parseLimit(limit)?.atLeast)) {
    refusals.push({ code: 'limit-not-of-item', field: 'limit', facts: { limit: limit.slice(0, 20) } });
  }
  if (refusals.length > 0) return { ok: false, refusals };
  const owed = formationOwed(await calendarOf(act.db), item, input.createdOn, limit);
  const [id] = await insertDuties(act, [
    {
      itemCode: item.code,
      organId: input.organId,
      kind: 'formation',
      cadenceKey: 'formation',
      cadenceName: null,
      periodKey: `${input.createdOn} ${subject}`,
      period: null,
      subject,
      owed,
    },
  ]);
  if (!id) return refuse({ code: 'formation-known', field: 'subject', facts: { subject } });
  await sayOwed(act, [{ id, organId: input.organId, dueOn: owed.due.due }], { fresh: true });
  act.publicChanged();
  act.record(`duty:${id}`, { what: 'formation', item: item.code, organ: input.organId, subject, due: owed.due.due });
  return done((await dutyById(act.db, id))!);
}
