// A deed on an InfoRequest, as every verb here does it: hold the row, ask who may do it in this state, ask the verb's own rule,
// append what happened, store what follows from it, tell the ledger, write the audit row.
import type { Act } from '../../platform/act/act.ts';
import { calendarOf } from '../../platform/calendar/calendar-store.ts';
import { logEntry } from '../../ledger/log-entry.ts';
import type { Calendar } from '../../town/calendar.ts';
import { type Day, longDay } from '../../town/day.ts';
import { done, type Outcome, type Refusal, refuse } from '../../town/outcome.ts';
import { townOrgan } from '../people/door.ts';
import { type DeedName, deeds, mayDo, partiesOf, type Party } from './deeds.ts';
import type { History, RequestEvent } from './history.ts';
import type { RequestRefusal } from './refusals.ts';
import type { InfoRequest, RequestId } from './info-request.ts';
import { requestStateNames } from './standing.ts';
import { tellApplicant } from './tell.ts';
import { append, type Folded, type HeldRequest, lockRequest } from './store.ts';

export interface Held extends HeldRequest {
  calendar: Calendar;
  parties: readonly Party[];
}

export type Ruled = Outcome<readonly RequestEvent[], RequestRefusal>;

export interface Taken {
  request: InfoRequest;
  folded: Folded | null;
}

/** The applicant is whoever holds the receipt; the route has looked at it. */
function partiesNow(act: Act, request: InfoRequest): readonly Party[] {
  return act.actor.kind === 'resident' ? ['applicant'] : partiesOf(act.actor, request);
}

/** What can still be done when nothing personal is left: none of it writes about a person. */
const ofErased: readonly DeedName[] = ['remedy', 'archive'];

/** Holds a request for a deed, or says why not. What somebody may not see does not exist for them. */
export async function hold(act: Act, id: RequestId, deed: DeedName): Promise<Outcome<Held, RequestRefusal>> {
  const held = await lockRequest(act.db, id);
  const parties = held ? partiesNow(act, held.request) : [];
  if (!held || parties.length === 0) return refuse({ code: 'not-found' });
  const may = mayDo(deed, parties, held.request.state);
  const facts = { deed: deeds[deed].label, state: requestStateNames[held.request.state] };
  if (may !== 'yes') return refuse({ code: may, facts });
  if (held.request.erasedOn !== null && !ofErased.includes(deed)) return refuse({ code: 'erased' });
  return done({ ...held, calendar: await calendarOf(act.db), parties });
}

/** `rule` says what happens, or every reason why not; it may write what belongs to the deed beside. */
export async function take(
  act: Act,
  id: RequestId,
  deed: DeedName,
  rule: (held: Held) => Promise<Ruled> | Ruled,
): Promise<Outcome<Taken, RequestRefusal>> {
  const held = await hold(act, id, deed);
  if (!held.ok) return held;
  const ruled = await rule(held.value);
  if (!ruled.ok) return ruled;
  const { request, calendar } = held.value;
  const events = ruled.value;
  act.record(`request:${request.number}`, { deed, events: events.map((e) => e.kind) });
  if (events.length === 0) return done({ request, folded: null });
  if (isAhead(events, act.today)) return refuse({ code: 'day-future', field: 'on' });
  const folded = await append(act, held.value, events, calendar);
  // What the public log counts and lists.
  if (folded.clock.receivedOn !== request.receivedOn || folded.standing.endedOn !== request.endedOn) act.publicChanged();
  await tellLedger(act, request, events, folded);
  await tellApplicant(act, request, events);
  return done({ request, folded });
}

/** Nothing is recorded before it happened. */
function isAhead(events: History, today: Day): boolean {
  return events.some((e) => e.on > today);
}

/** A day somebody typed, and the day it cannot lie before; null when it is sound. */
export function dayProblem(on: Day | null, former: Day, today: Day, field = 'on'): Refusal<RequestRefusal> | null {
  if (on === null) return { code: 'day-missing', field };
  if (on > today) return { code: 'day-future', field };
  return on < former ? { code: 'day-before-former', field, facts: { former: longDay(former) } } : null;
}

async function tellLedger(act: Act, request: InfoRequest, events: History, { clock }: Folded): Promise<void> {
  const said = events.find(
    (e) => e.kind === 'extended' || e.kind === 'answered' || e.kind === 'abandoned' || e.kind === 'withdrawn',
  );
  if (!said) return;
  await logEntry(act, {
    type: said.kind === 'extended' ? 'request-extended' : 'request-answered',
    org: await ledgerOrgan(act),
    id: request.number,
    claimedAt: act.at,
    due: clock.law?.due ?? null,
    ground: said.kind === 'extended' ? '条例2019#33' : said.kind === 'withdrawn' ? 'E3' : said.code,
  });
}

/** Requests are made to the town's government, whoever handles them. */
export async function ledgerOrgan(act: Act): Promise<string> {
  const town = await townOrgan(act.db);
  if (!town) throw new Error('a town without its government takes no requests');
  return town.code;
}
