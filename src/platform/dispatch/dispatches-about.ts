// What pages may show of dispatches: by which way, how it stands, since when. Never the address, never the text.
import { sql } from 'kysely';
import type { Instant } from '../../town/day.ts';
import type { Db } from '../db/engine.ts';
import type { Channel } from './channel.ts';
import { DISPATCH_CHORE, type StoredState } from './store.ts';

/** Parked: the chore has had its last try and waits for a person. */
export type DispatchState = StoredState | 'parked';

export interface DispatchLine {
  id: string;
  channel: Channel;
  state: DispatchState;
  tries: number;
  /** A reason and a code, `refused 451`; see `dispatchWords`. */
  lastError: string | null;
  createdAt: Instant;
  sentAt: Instant | null;
}

/** The earliest first. */
export async function dispatchesAbout(db: Db, about: string): Promise<DispatchLine[]> {
  const { rows } = await sql<DispatchLine>`select d.id, d.channel, d.tries, d.last_error as "lastError",
      d.created_at as "createdAt", d.sent_at as "sentAt",
      case when d.state in ('queued', 'sending') and c.state = 'parked' then 'parked' else d.state end as state
    from platform_dispatches d
    left join platform_chores c on c.kind = ${DISPATCH_CHORE} and c.key = d.id
    where d.about = ${about} order by d.created_at, d.id`.execute(db);
  return rows;
}
