// Where dismissals are kept: one for each document and fingerprint, so that a re-run finds the person's reason again.
import { sql } from 'kysely';
import type { Act } from '../../platform/act/act.ts';
import type { Db } from '../../platform/db/engine.ts';
import type { DocumentId, StaffId } from '../../town/ids.ts';
import type { Dismissal } from './dismissals.ts';

/** `by` is the member of staff, so that an author's own dismissal of personal data never counts. */
export async function dismissalsOf(db: Db, documentId: DocumentId): Promise<(Dismissal & { name: string })[]> {
  const { rows } = await sql<Dismissal & { name: string }>`
    select fingerprint, reason, staff_id as by, staff_name as name, at, nullif(ground, '') as ground
    from checks_dismissals where document_id = ${documentId} order by at`.execute(db);
  return rows;
}

/** Saying it again replaces what was said before. Whether the person may is decided by the caller. */
export async function keepDismissal(
  act: Act,
  documentId: DocumentId,
  d: { fingerprint: string; rule: string; reason: string; ground: string; by: { staffId: StaffId | null; name: string } },
): Promise<void> {
  await sql`insert into checks_dismissals (document_id, fingerprint, rule, reason, ground, staff_id, staff_name, at)
    values (${documentId}, ${d.fingerprint}, ${d.rule}, ${d.reason}, ${d.ground}, ${d.by.staffId ?? ''}, ${d.by.name}, ${act.at})
    on conflict (document_id, fingerprint) do update set reason = excluded.reason, ground = excluded.ground,
      staff_id = excluded.staff_id, staff_name = excluded.staff_name, at = excluded.at`.execute(act.db);
}
