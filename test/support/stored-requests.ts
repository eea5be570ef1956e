// Requests put straight into the tables, many at once, with what the fold makes of their events: for counts, clocks and lists, where
// nobody asks what was written in them.
import { sql } from 'kysely';
import { perform } from '../../src/platform/act/act.ts';
import { systemActor } from '../../src/platform/act/actor.ts';
import type { History } from '../../src/rooms/requests/history.ts';
import type { ApplicantKind, RequestId } from '../../src/rooms/requests/info-request.ts';
import { requestTallies } from '../../src/rooms/requests/request-tallies.ts';
import { fold, waitingUntil } from '../../src/rooms/requests/store.ts';
import { type Calendar, nationalCalendar } from '../../src/town/calendar.ts';
import { newId } from '../../src/town/ids.ts';
import { done } from '../../src/town/outcome.ts';
import { granted } from './people.ts';
import type { TestTown } from './town.ts';

export interface StoredRequest {
  history: History;
  kind?: ApplicantKind;
}

/** Numbered from `from` on, in the year 2026. */
export async function storeRequests(
  town: TestTown,
  requests: readonly StoredRequest[],
  from = 1,
  calendar: Calendar = nationalCalendar,
): Promise<readonly RequestId[]> {
  const rows = requests.map(({ history, kind = 'natural' }, i) => {
    const { standing, clock } = fold(history, calendar);
    return {
      id: newId<RequestId>(),
      number: `SQ-2026-${String(from + i).padStart(4, '0')}`,
      kind,
      clock,
      channel: history[0]!.kind === 'submitted' ? history[0]!.channel : '',
      regulation: clock.regulation,
      submitted: history[0]!.on,
      received: clock.receivedOn,
      due: clock.law?.due ?? null,
      draft: clock.draft?.due ?? null,
      promise: clock.promise?.due ?? null,
      waiting: waitingUntil(clock),
      provisional: clock.law?.provisional ?? false,
      state: standing.state,
      extended: standing.extended,
      pending: standing.extensionPending,
      code: standing.answer,
      ended: standing.endedOn,
    };
  });
  const events = requests.flatMap(({ history }, i) =>
    history.map(({ kind, on, ...facts }, n) => ({ id: rows[i]!.id, seq: n + 1, kind, on, facts })),
  );
  granted(
    await perform(town, systemActor, 'test', async (act) => {
      await sql`insert into requests_requests (id, number, year, channel, applicant_kind, regulation, state, clock, submitted_on,
          submitted_at, received_on, due_on, draft_on, promise_on, waiting_until, provisional, extended, extension_pending, answer_code,
          ended_on, key_id, applicant_sealed, wish_sealed, salt_sealed, code_hash, form_hash)
        select id, number, 2026, channel, kind, regulation, state, clock, submitted, now(), received, due, draft, promise, waiting,
          provisional, extended, pending, code, ended, 'none', '', '', '', '', id
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id text, number text, kind text, clock jsonb, channel text,
          regulation text, submitted date, received date, due date, draft date, promise date, waiting date, provisional boolean,
          state text, extended boolean, pending boolean, code text, ended date)`.execute(act.db);
      await sql`insert into requests_events (request_id, seq, kind, on_day, facts, at, by_name)
        select id, seq, kind, "on", facts, now(), '样例'
        from jsonb_to_recordset(${JSON.stringify(events)}::jsonb) as e(id text, seq integer, kind text, "on" date, facts jsonb)`.execute(
        act.db,
      );
      await requestTallies.recount(act.db);
      return done(null);
    }),
  );
  return rows.map((r) => r.id);
}
