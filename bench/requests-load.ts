// Requests for information by the hundred thousand: a few thousand histories as they happen, folded by the room's own fold, each
// standing for many requests under titles, numbers, organs and applicants of their own. Copied within the database.
import { sql } from 'kysely';
import { answerCodes } from '../src/rooms/requests/answers.ts';
import { channels, type History, type RequestEvent } from '../src/rooms/requests/history.ts';
import { applicantKinds } from '../src/rooms/requests/info-request.ts';
import { requestTallies } from '../src/rooms/requests/request-tallies.ts';
import { fold, waitingUntil } from '../src/rooms/requests/store.ts';
import { nationalCalendar } from '../src/town/calendar.ts';
import { addDays, type Day, daysBetween } from '../src/town/day.ts';
import { randomFrom, titleText } from './texts.ts';
import type { World } from './world.ts';

const TITLES = 3_000;
/** Rows of one statement. */
const BATCH = 20_000;

export interface Asked {
  count: number;
  /** They came in from the first to the last of these days. */
  from: Day;
  to: Day;
  /** Share that has not ended. */
  open: number;
  /** Different histories. */
  shapes: number;
  /** Events and sketches are written too; counts do not read them. */
  whole: boolean;
  year: number;
}

function shape(random: () => number, on: Day, isOpen: boolean): History {
  const nth = (n: number): number => Math.floor(random() * n);
  const submitted: RequestEvent = { kind: 'submitted', on, channel: channels[nth(channels.length)]! };
  if (isOpen && random() < 0.03) return [submitted];
  const events: RequestEvent[] = [submitted, { kind: 'confirmed', on: addDays(on, nth(3)) }];
  let last = events[1]!.on;
  const later = (days: number): Day => {
    last = addDays(last, 1 + nth(days));
    return last;
  };
  const kind = random();
  events.push({ kind: 'assigned', on: later(2) });
  if (kind < 0.12) {
    events.push({ kind: 'correction-asked', on: later(3), period: 15 });
    if (!isOpen || random() < 0.6) events.push({ kind: 'corrected', on: later(12) });
  } else if (kind < 0.22) {
    events.push({ kind: 'consulted', on: later(4), letter: 'L', whom: 'third-party' });
    if (!isOpen || random() < 0.6) events.push({ kind: 'opinion', on: later(12), letter: 'L', opinion: 'agrees' });
  } else if (kind < 0.3) {
    const days = 5 + nth(16);
    events.push(
      { kind: 'extension-asked', on: later(9), days },
      { kind: 'extended', on: later(2), days, approvedBy: '分管领导样例' },
    );
  }
  if (isOpen) {
    if (random() < 0.3) events.push({ kind: 'answer-proposed', on: later(6), code: 'A2' });
    return events;
  }
  const code = answerCodes[nth(19)]!;
  if (random() < 0.05) return [...events, { kind: 'withdrawn', on: later(9) }];
  events.push({ kind: 'answer-proposed', on: later(6), code }, { kind: 'answer-signed', on: later(2), code });
  return [...events, { kind: 'answered', on: later(3), code, delivery: 'post' }, { kind: 'archived', on: later(3) }];
}

export async function loadRequests({ installation, town, people }: World, asked: Asked): Promise<void> {
  const { engine } = installation;
  const owner = engine.owner(town.schema);
  const random = randomFrom(2026);
  const days = daysBetween(asked.from, asked.to) + 1;
  const made = Array.from({ length: asked.shapes }, (_, n) => {
    const isOpen = n < asked.shapes * asked.open;
    // What is open came in lately, what has ended at any time.
    const back = isOpen ? Math.floor(random() * Math.min(days, 45)) : Math.floor(random() * days);
    const history = shape(random, addDays(asked.to, -back), isOpen);
    const { standing, clock } = fold(history, nationalCalendar);
    return {
      state: standing.state,
      clock,
      channel: history[0]!.kind === 'submitted' ? history[0]!.channel : '',
      submitted: history[0]!.on,
      received: clock.receivedOn,
      due: clock.law?.due ?? null,
      draft: clock.draft?.due ?? null,
      promise: clock.promise?.due ?? null,
      waiting: waitingUntil(clock),
      provisional: clock.law?.provisional ?? false,
      extended: standing.extended,
      pending: standing.extensionPending,
      code: standing.answer,
      ended: standing.endedOn,
      events: history.map(({ kind, on, ...facts }, i) => ({ seq: i + 1, kind, on, facts })),
    };
  });
  // Numbered as they came in.
  const shapes = made.sort((a, b) => (a.submitted < b.submitted ? -1 : 1)).map((s, n) => ({ ...s, n }));
  await engine.script(
    town.schema,
    `create table bench_shapes (n integer primary key, s jsonb not null);
     create table bench_titles (n integer primary key, title text not null)`,
  );
  for (let at = 0; at < shapes.length; at += 1_000)
    await sql`insert into bench_shapes select (s ->> 'n')::int, s from jsonb_array_elements(${JSON.stringify(
      shapes.slice(at, at + 1_000),
    )}::jsonb) s`.execute(owner);
  const titles = Array.from({ length: TITLES }, () => titleText(random));
  await sql`insert into bench_titles select o - 1, t from jsonb_array_elements_text(${JSON.stringify(titles)}::jsonb) with ordinality x(t, o)`.execute(
    owner,
  );
  const kinds = [...applicantKinds];
  const organs = [people.finance.id, people.office.id, people.village.id];
  const handlers = [people.staff.drafter.id, people.staff['openness-office'].id, null];
  const numberOf = (n: number): string => `SQ-${asked.year}-${String(n).padStart(7, '0')}`;
  for (let first = 1; first <= asked.count; first += BATCH) {
    const last = Math.min(asked.count, first + BATCH - 1);
    await sql`insert into requests_requests (id, number, year, channel, applicant_kind, regulation, title, organ_id, handler_id, state, clock,
        submitted_on, submitted_at, received_on, due_on, draft_on, promise_on, waiting_until, provisional, extended, extension_pending,
        answer_code, ended_on, key_id, applicant_sealed, wish_sealed, salt_sealed, code_hash, form_hash, person_index, contact_index)
      select 'bench' || lpad(g::text, 21, '0'), ${`SQ-${asked.year}-`} || lpad(g::text, 7, '0'), ${asked.year}, s ->> 'channel',
        (${kinds}::text[])[1 + mod(g * 7, ${kinds.length})], '条例2019', t.title || g, (${organs}::text[])[1 + mod(g, 3)],
        (${handlers}::text[])[1 + mod(g, 3)], s ->> 'state', s -> 'clock', (s ->> 'submitted')::date,
        (s ->> 'submitted')::date + interval '9 hours', (s ->> 'received')::date, (s ->> 'due')::date, (s ->> 'draft')::date,
        (s ->> 'promise')::date, (s ->> 'waiting')::date, (s ->> 'provisional')::boolean, (s ->> 'extended')::boolean,
        (s ->> 'pending')::boolean, s ->> 'code', (s ->> 'ended')::date, md5(g::text),
        'v1.' || md5(g::text) || repeat(md5('a' || g), 12), 'v1.' || md5(g::text) || repeat(md5('w' || g), 12), repeat(md5('s' || g), 4),
        md5('c' || g), md5('f' || g), md5('p' || mod(g, 90000)), md5('t' || mod(g, 90000))
      from generate_series(${first}::int, ${last}::int) g
      join bench_shapes b on b.n = (g - 1)::bigint * ${shapes.length} / ${asked.count} join bench_titles t on t.n = mod(g, ${TITLES})`.execute(
      owner,
    );
    if (!asked.whole) continue;
    await sql`insert into requests_events (request_id, seq, kind, on_day, facts, at, by_name)
      select 'bench' || lpad(g::text, 21, '0'), (e ->> 'seq')::int, e ->> 'kind', (e ->> 'on')::date, e -> 'facts', now(), '样例'
      from generate_series(${first}::int, ${last}::int) g join bench_shapes b on b.n = (g - 1)::bigint * ${shapes.length} / ${asked.count},
        jsonb_array_elements(s -> 'events') e`.execute(owner);
    await sql`insert into requests_sketches (request_id, sketch, title_pieces)
      select id, (select array_agg(('x' || substr(md5(r.wish_sealed || i / 4), 1 + 8 * (i % 4), 8))::bit(32)::int) from generate_series(0, 31) i),
        (select array_agg(distinct substr(r.title, i, n)) from generate_series(1, length(r.title) - 1) i, generate_series(2, 3) n)
      from requests_requests r where number between ${numberOf(first)} and ${numberOf(last)}`.execute(owner);
  }
  await sql`insert into requests_series (series, year, last) values ('SQ', ${asked.year}, ${asked.count})`.execute(owner);
  await requestTallies.recount(owner);
  await engine.script(town.schema, 'drop table bench_shapes; drop table bench_titles');
  await engine.script(town.schema, 'vacuum analyze');
}
