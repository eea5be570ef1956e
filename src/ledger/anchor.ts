// Once a day the head of the audit chain goes into the log: from then on even the owner of the database cannot write the record
// of deeds anew without the log, and everybody's copy of it, saying so.
import { perform } from '../platform/act/act.ts';
import { systemActor } from '../platform/act/actor.ts';
import { auditHead } from '../platform/act/audit.ts';
import type { Town } from '../platform/town.ts';
import { done } from '../town/outcome.ts';
import { logEntry } from './log-entry.ts';

export async function anchorAudit(town: Town): Promise<void> {
  await perform(town, systemActor, 'ledger.anchor', async (act) => {
    const head = await auditHead(act.db);
    await logEntry(act, { type: 'anchor', org: 'audit', id: 'audit', claimedAt: act.at, digest: head.hash, seq: head.seq });
    act.record('ledger', { what: 'anchor', seq: head.seq });
    return done(null);
  });
}
