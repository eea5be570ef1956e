// The history of one organ, one member of staff, one group or leader, newest first.
import { sql } from 'kysely';
import type { Db } from '../../platform/db/engine.ts';
import type { Instant } from '../../town/day.ts';
import type { EventKind } from './events.ts';

export interface PeopleEvent {
  id: string;
  at: Instant;
  what: EventKind;
  who: string;
  before: Readonly<Record<string, unknown>> | null;
  after: Readonly<Record<string, unknown>> | null;
}

export async function historyOf(db: Db, subject: string, most = 200): Promise<PeopleEvent[]> {
  const { rows } = await sql<PeopleEvent>`select id, at, what, who, before, after from people_events
    where subject = ${subject} order by at desc, id desc limit ${most}`.execute(db);
  return rows;
}

/** Names of the fields that an event changed, for one line of history. */
export function changedFields(event: PeopleEvent): string[] {
  const { before, after } = event;
  if (before === null || after === null) return [];
  return Object.keys(after).filter((k) => k !== 'revision' && JSON.stringify(after[k]) !== JSON.stringify(before[k]));
}
