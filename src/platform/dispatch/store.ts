// The SQL of dispatches. An address is stored only as long as something may still be sent to it.
import { sql } from 'kysely';
import type { Instant } from '../../town/day.ts';
import type { Db } from '../db/engine.ts';
import type { Channel } from './channel.ts';

export const DISPATCH_CHORE = 'dispatch.send';

export type StoredState = 'queued' | 'sending' | 'sent' | 'failed' | 'not-configured';

export interface DispatchRow {
  id: string;
  about: string;
  channel: Channel;
  toSealed: string | null;
  keyId: string;
  subject: string;
  body: string;
  state: StoredState;
  lastError: string | null;
  createdAt: Instant;
}

export async function insertDispatch(db: Db, row: DispatchRow): Promise<void> {
  await sql`insert into platform_dispatches (id, about, channel, to_sealed, key_id, subject, body, state, last_error, created_at)
    values (${row.id}, ${row.about}, ${row.channel}, ${row.toSealed}, ${row.keyId}, ${row.subject}, ${row.body}, ${row.state},
      ${row.lastError}, ${row.createdAt})`.execute(db);
}

export type TakenDispatch = Pick<DispatchRow, 'channel' | 'toSealed' | 'keyId' | 'subject' | 'body' | 'createdAt'>;

/** Begins a try. Null when it has ended. */
export async function takeDispatch(db: Db, id: string): Promise<TakenDispatch | null> {
  const { rows } = await sql<TakenDispatch>`update platform_dispatches set state = 'sending', tries = tries + 1
    where id = ${id} and state in ('queued', 'sending')
    returning channel, to_sealed as "toSealed", key_id as "keyId", subject, body, created_at as "createdAt"`.execute(db);
  return rows[0] ?? null;
}

export async function endSent(db: Db, id: string, at: Instant, providerId: string | null): Promise<void> {
  await sql`update platform_dispatches
    set state = 'sent', sent_at = ${at}, provider_id = ${providerId}, last_error = null, to_sealed = null
    where id = ${id} and state in ('queued', 'sending')`.execute(db);
}

export async function endUnsent(db: Db, id: string, state: 'failed' | 'not-configured', error: string | null): Promise<void> {
  await sql`update platform_dispatches set state = ${state}, last_error = ${error}, to_sealed = null
    where id = ${id} and state in ('queued', 'sending')`.execute(db);
}

/** It will be tried again, or its chore is parked. */
export async function putDispatchBack(db: Db, id: string, error: string): Promise<void> {
  await sql`update platform_dispatches set state = 'queued', last_error = ${error}
    where id = ${id} and state = 'sending'`.execute(db);
}
