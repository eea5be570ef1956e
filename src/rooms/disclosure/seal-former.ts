// For a town that published before it had a ledger: every edition the public may read is sealed, with the day it says it was
// public. Nobody can prove those days any more, and the pages say so.
import { sql } from 'kysely';
import { perform } from '../../platform/act/act.ts';
import { systemActor } from '../../platform/act/actor.ts';
import type { Town } from '../../platform/town.ts';
import type { Instant } from '../../town/day.ts';
import type { EditionId } from '../../town/ids.ts';
import { done } from '../../town/outcome.ts';
import { organCode, sealEdition } from './seal.ts';
import { lockEdition } from './store.ts';

/** Repeating it seals nothing twice. Answers how many it sealed. */
export async function sealFormer(town: Town, each: (done: number, all: number) => void = () => {}): Promise<number> {
  const { rows } = await sql<{
    id: EditionId;
  }>`select e.id from disclosure_editions e join disclosure_documents d on d.id = e.document_id
    where e.state in ('published', 'superseded') and d.state = 'published'
      and not exists (select from disclosure_seals s where s.edition_id = e.id)
    order by e.published_at, e.number, e.id`.execute(town.db);
  for (const [i, { id }] of rows.entries()) {
    each(i, rows.length);
    await perform(town, systemActor, 'disclosure.seal-former', async (act) => {
      const found = await lockEdition(act.db, id);
      const indexNo = found?.document.indexNo;
      if (!found || !indexNo) throw new Error(`edition ${id} is public without a number`);
      const { edition, document } = found;
      const type = edition.number === 1 ? 'publish' : 'revise';
      const organ = await organCode(act.db, document);
      const claimedAt = edition.publishedAt as Instant;
      await sealEdition(act, { type, indexNo, organ, edition, document, claimedAt });
      act.record(`document:${document.id}`, { sealed: indexNo, edition: edition.number });
      return done(null);
    });
  }
  return rows.length;
}
