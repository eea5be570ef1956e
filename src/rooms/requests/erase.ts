// 销毁个人信息: two years after its end, put away or not, what an applicant wrote about themselves can be read by nobody any more. The
// case's key is destroyed; days, numbers and answers stay, so that statistics and the ledger's proofs stand.
import { sql } from 'kysely';
import { type Act, perform } from '../../platform/act/act.ts';
import { systemActor } from '../../platform/act/actor.ts';
import type { ChoreKind, Timetable } from '../../platform/room.ts';
import type { CaseKeyId } from '../../platform/vault/key-names.ts';
import type { Db } from '../../platform/db/engine.ts';
import { logEntry } from '../../ledger/log-entry.ts';
import { addDays, type Day } from '../../town/day.ts';
import { done, type Outcome, refuse } from '../../town/outcome.ts';
import { today } from '../../platform/clock.ts';
import type { RequestRefusal } from './refusals.ts';
import type { InfoRequest, RequestId } from './info-request.ts';
import { remediesOf } from './remedy.ts';
import { lockRequest } from './store.ts';
import { hold, ledgerOrgan } from './take.ts';

/** Days an ended request keeps what is personal in it: twenty-four months. */
export const RETENTION_DAYS = 730;

/** The last day what is personal may still be kept; null while the request is open. */
export function keptUntil(endedOn: Day | null): Day | null {
  return endedOn === null ? null : addDays(endedOn, RETENTION_DAYS);
}

/** By the office, for an applicant who asks for it earlier; never while a review or a lawsuit is under way. */
export async function eraseRequest(act: Act, id: RequestId): Promise<Outcome<null, RequestRefusal>> {
  const held = await hold(act, id, 'erase');
  return held.ok ? eraseHeld(act, held.value.request) : held;
}

async function eraseHeld(act: Act, request: InfoRequest): Promise<Outcome<null, RequestRefusal>> {
  if ((await remediesOf(act.db, request.id)).some((r) => r.result === null)) return refuse({ code: 'retention' });
  await sql`update requests_requests set erased_on = ${act.today}, person_index = null, contact_index = null where id = ${request.id}`.execute(
    act.db,
  );
  await sql`update requests_sketches set sketch = '{}' where request_id = ${request.id}`.execute(act.db);
  // The key goes after the commit, and again should the process end before: destroying it twice is destroying it once.
  await act.enqueue('requests.destroy-key', request.id, { keyId: request.keyId });
  await logEntry(act, { type: 'erase', org: await ledgerOrgan(act), id: request.number, claimedAt: act.at });
  act.record(`request:${request.number}`, { deed: 'erase' });
  return done(null);
}

export const destroyKeyChore: ChoreKind = {
  kind: 'requests.destroy-key',
  run: async (town, payload) => town.vault.destroy(payload.keyId as CaseKeyId),
};

async function overdueForErasure(db: Db, endedBefore: Day): Promise<RequestId[]> {
  const { rows } = await sql<{ id: RequestId }>`select id from requests_requests r
    where erased_on is null and ended_on < ${endedBefore}
      and not exists (select 1 from requests_remedies m where m.request_id = r.id and m.result is null)
    order by ended_on limit 500`.execute(db);
  return rows.map((r) => r.id);
}

export const retentionTimetable: Timetable = {
  name: 'requests.retention',
  cron: '20 3 * * *',
  async run(town) {
    for (let erased = 1; erased > 0; ) {
      erased = 0;
      for (const id of await overdueForErasure(town.db, addDays(today(town.clock), -RETENTION_DAYS))) {
        const outcome = await perform(town, systemActor, 'requests.retention', async (act) => {
          const held = await lockRequest(act.db, id);
          return held && held.request.erasedOn === null ? eraseHeld(act, held.request) : done(null);
        });
        if (outcome.ok) erased++;
      }
    }
  },
};
