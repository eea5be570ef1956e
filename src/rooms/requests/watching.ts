// Who keeps an eye on a request that is not theirs to handle.
import { sql } from 'kysely';
import type { Actor } from '../../platform/act/actor.ts';
import type { Db } from '../../platform/db/engine.ts';
import type { RequestId } from './info-request.ts';

export async function isWatching(db: Db, id: RequestId, actor: Pick<Actor, 'staffId'>): Promise<boolean> {
  const { rows } = await sql`select 1 from requests_watchers where request_id = ${id} and staff_id = ${actor.staffId}`.execute(
    db,
  );
  return rows.length > 0;
}
