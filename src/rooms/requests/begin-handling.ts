// The first deeds of the office: both sides confirm that it came in, it is given a title without names, and somebody to handle it.
import { sql } from 'kysely';
import type { Act } from '../../platform/act/act.ts';
import type { Day } from '../../town/day.ts';
import type { OrganId, StaffId } from '../../town/ids.ts';
import { done, type Outcome, refuse } from '../../town/outcome.ts';
import { organById, staffById } from '../people/door.ts';
import type { RequestRefusal } from './refusals.ts';
import type { RequestId } from './info-request.ts';
import { writeTitle } from './store.ts';
import { raiseForSeveral } from './suggestions.ts';
import { dayProblem, take, type Taken } from './take.ts';
import { titleProblem } from './title.ts';

/** 收到申请之日 for what came by net, fax, mail or plain letter: the day both sides confirmed it (条例2019#31). */
export async function confirmReceipt(act: Act, id: RequestId, on: Day | null): Promise<Outcome<Taken, RequestRefusal>> {
  return take(act, id, 'confirm', ({ request }) => {
    const problem = dayProblem(on, request.submittedOn, act.today);
    return problem || on === null ? refuse(problem ?? { code: 'day-missing' }) : done([{ kind: 'confirmed', on }]);
  });
}

/** The title is what lists, the public log and statistics show, so that nobody is named in it. */
export async function giveTitle(act: Act, id: RequestId, title: string): Promise<Outcome<Taken, RequestRefusal>> {
  return take(act, id, 'title', async ({ request }) => {
    const problem = titleProblem(title);
    if (problem) return refuse(problem);
    if (request.endedOn !== null) act.publicChanged();
    await writeTitle(act.db, id, title);
    await raiseForSeveral(act, request, title);
    return done([]);
  });
}

/** 分办: to an organ, and to a person in it if one is named. */
export async function assign(
  act: Act,
  id: RequestId,
  to: { organId: OrganId; handlerId: StaffId | null },
): Promise<Outcome<Taken, RequestRefusal>> {
  return take(act, id, 'assign', async () => {
    if (!(await organById(act.db, to.organId))) return refuse({ code: 'organ-unknown', field: 'organ' });
    if (to.handlerId !== null) {
      const handler = await staffById(act.db, to.handlerId);
      if (!handler || handler.organId !== to.organId || handler.leftOn !== null)
        return refuse({ code: 'handler-unknown', field: 'handler' });
    }
    await sql`update requests_requests set organ_id = ${to.organId}, handler_id = ${to.handlerId} where id = ${id}`.execute(
      act.db,
    );
    return done([{ kind: 'assigned', on: act.today }]);
  });
}

/** On or off somebody's own list of requests watched. */
export async function watch(act: Act, id: RequestId, on: boolean): Promise<Outcome<Taken, RequestRefusal>> {
  return take(act, id, 'watch', async () => {
    const who = act.actor.staffId;
    if (on)
      await sql`insert into requests_watchers (request_id, staff_id) values (${id}, ${who}) on conflict do nothing`.execute(
        act.db,
      );
    else await sql`delete from requests_watchers where request_id = ${id} and staff_id = ${who}`.execute(act.db);
    return done([]);
  });
}
