// What was found goes to the applicant: as it is, or with passages hidden and the hiding proved (条例2019#37). Only what is kept here as
// `released` ever leaves with an answer.
import type { Act } from '../../platform/act/act.ts';
import type { Passage } from '../../platform/redaction/passage.ts';
import { redactFile } from '../../platform/redaction/redact-file.ts';
import type { RedactionRefusal } from '../../platform/redaction/words.ts';
import { done, type Outcome, refuse } from '../../town/outcome.ts';
import { filesOf, keepFiles, openFile } from './files.ts';
import type { RequestRefusal } from './refusals.ts';
import type { RequestFileId, RequestId } from './info-request.ts';
import { take, type Taken } from './take.ts';

/** With no passage the file goes out whole. */
export async function releaseFile(
  act: Act,
  id: RequestId,
  given: { file: RequestFileId; passages: readonly Passage[] },
): Promise<Outcome<Taken, RequestRefusal | RedactionRefusal>> {
  const redacted: { refusals: Outcome<never, RedactionRefusal> | null } = { refusals: null };
  const taken = await take(act, id, 'file', async ({ request }) => {
    const file = (await filesOf(act.db, id)).find((f) => f.id === given.file && f.purpose === 'found');
    const content = file && (await openFile(act.town, request.keyId, file));
    if (!file || !content) return refuse({ code: 'not-found' });
    if (given.passages.length === 0) {
      await keepFiles(act, request, [{ purpose: 'released', name: content.name, kind: file.kind, bytes: content.bytes }]);
      return done([]);
    }
    if (file.kind !== 'pdf' && file.kind !== 'docx') {
      redacted.refusals = refuse({ code: 'cannot-read' });
      return refuse({ code: 'redaction-missing' });
    }
    const masked = await redactFile({ kind: file.kind, bytes: content.bytes }, given.passages);
    if (!masked.ok) {
      redacted.refusals = masked;
      return refuse({ code: 'redaction-missing' });
    }
    const { bytes, hidden, proof } = masked.value;
    const name = content.name.replace(/(\.[a-z]+)$/, '（部分遮盖）$1');
    await keepFiles(act, request, [{ purpose: 'released', name, kind: file.kind, bytes }], { ...proof, hidden });
    return done([]);
  });
  return redacted.refusals ?? taken;
}
