// Erasure of what was withdrawn (个人信息保护法#47): text, attachments, pictures and salts are destroyed, and a tombstone stays.
// The ledger's entries stand: without salt and text nobody can tell, or try out, what they were made of.
import { type Act, perform } from '../../platform/act/act.ts';
import { systemActor } from '../../platform/act/actor.ts';
import { forgetFiles, unusedFiles } from '../../platform/files/record-file.ts';
import type { Town } from '../../platform/town.ts';
import { logEntry } from '../../ledger/log-entry.ts';
import type { DocumentId } from '../../town/ids.ts';
import { done, type Outcome, type Refusal, refuse } from '../../town/outcome.ts';
import { forgetSubject } from '../catalogue/door.ts';
import type { DisclosureRefusal } from './document.ts';
import { withdrawalOf } from './reads.ts';
import { organCode } from './seal.ts';
import { eraseEditions, filesInUse, insertEvent, lockDocument, withdrawnBy } from './store.ts';
import { eraseSalts } from './store-seals.ts';

export const eraseFilesChore = 'disclosure.erase-files';

/** Decided by a leader who did not withdraw it himself. The files go by a chore: a crash in between leaves work, never half a deed. */
export async function eraseContent(act: Act, id: DocumentId): Promise<Outcome<null, DisclosureRefusal>> {
  const document = await lockDocument(act.db, id);
  const withdrawal = document && (await withdrawalOf(act.db, id));
  if (document?.state !== 'withdrawn' || !withdrawal || document.indexNo === null) return refuse({ code: 'not-withdrawn' });
  const refusals: Refusal<DisclosureRefusal>[] = [];
  const { roles, staffId } = act.actor;
  if (!roles.includes('principal') && !roles.includes('deputy-leader')) refusals.push({ code: 'erasure-leader' });
  if (staffId === (await withdrawnBy(act.db, id))) refusals.push({ code: 'erasure-second-person' });
  if (refusals.length > 0) return { ok: false, refusals };
  const erased = await eraseEditions(act, id);
  if (erased.editions === 0) return refuse({ code: 'erased-already' });
  await eraseSalts(act, id);
  if (document.dutyId !== null) await forgetSubject(act, document.dutyId);
  await act.enqueue(eraseFilesChore, id, { sha256s: erased.files });
  await insertEvent(act, id, null, 'erased', '');
  const said = { org: await organCode(act.db, document), id: document.indexNo, claimedAt: act.at };
  await logEntry(act, { ...said, type: 'erase', ground: '个人信息保护法#47' }, { wait: true });
  act.publicChanged();
  act.record(`document:${id}`, { erased: document.indexNo, editions: erased.editions, files: erased.files.length });
  return done(null);
}

/** The chore: files that no text uses any more leave the disk. Repeating it is harmless. */
export async function runEraseFiles(town: Town, payload: Readonly<Record<string, unknown>>): Promise<void> {
  const asked = (payload.sha256s as string[]).filter((s) => typeof s === 'string');
  await perform(town, systemActor, 'disclosure.erase-files', async (act) => {
    const used = await filesInUse(act.db, asked);
    await forgetFiles(
      act,
      asked.filter((s) => !used.has(s)),
    );
    act.record('files', { erased: asked.length - used.size });
    return done(null);
  });
  // Only what nobody has put on record again meanwhile.
  for (const sha of await unusedFiles(town.db, asked)) await town.files.erase(sha);
}
