// That a document's record was handed over stands in the record itself; the archive just made already holds the line.
import type { Act } from '../../../platform/act/act.ts';
import type { DocumentId } from '../../../town/ids.ts';
import { done, type Outcome } from '../../../town/outcome.ts';

export function noteArchived(act: Act, documents: readonly { id: DocumentId; indexNo: string }[]): Outcome<null> {
  for (const d of documents) act.record(`document:${d.id}`, { archived: d.indexNo });
  return done(null);
}
