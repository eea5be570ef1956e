// What was found goes to the applicant: as it is, or with passages hidden and the hiding proved (条例2019#37). Only what is kept here as
// `released` ever leaves with an answer. Masking takes seconds, so that it is done before the act and handed to it.
import type { Act } from '../../platform/act/act.ts';
import type { Passage } from '../../platform/redaction/passage.ts';
import { redactFile } from '../../platform/redaction/redact-file.ts';
import type { RedactedFile } from '../../platform/redaction/redaction-job.ts';
import type { RedactionRefusal } from '../../platform/redaction/words.ts';
import { done, type Outcome, refuse } from '../../town/outcome.ts';
import { filesOf, type GivenFile, keepFiles, openFile } from './files.ts';
import type { RequestRefusal } from './refusals.ts';
import type { RequestFileId, RequestId } from './info-request.ts';
import { take, type Taken } from './take.ts';

/** A file with passages hidden, and the bytes it was made from: it stands for no other. */
export interface MaskedFile {
  from: Uint8Array;
  redacted: RedactedFile;
}

/** Outside of any act. Its refusals quote what is to be hidden: shown to the clerk, never logged. */
export async function maskFile(
  file: Pick<GivenFile, 'kind' | 'bytes'>,
  passages: readonly Passage[],
): Promise<Outcome<MaskedFile, RedactionRefusal>> {
  const { kind, bytes } = file;
  if (kind !== 'pdf' && kind !== 'docx') return refuse({ code: 'cannot-read' });
  const redacted = await redactFile({ kind, bytes }, passages);
  return redacted.ok ? done({ from: bytes, redacted: redacted.value }) : redacted;
}

/** Without a masked one the file goes out whole. */
export async function releaseFile(
  act: Act,
  id: RequestId,
  given: { file: RequestFileId; masked: MaskedFile | null },
): Promise<Outcome<Taken, RequestRefusal>> {
  return take(act, id, 'file', async ({ request }) => {
    const file = (await filesOf(act.db, id)).find((f) => f.id === given.file && f.purpose === 'found');
    const content = file && (await openFile(act.town, request.keyId, file));
    if (!file || !content) return refuse({ code: 'not-found' });
    if (given.masked === null) {
      await keepFiles(act, request, [{ purpose: 'released', name: content.name, kind: file.kind, bytes: content.bytes }]);
      return done([]);
    }
    const { from, redacted } = given.masked;
    if (Buffer.compare(from, content.bytes) !== 0) return refuse({ code: 'changed-meanwhile' });
    const { bytes, hidden, pictures, proof } = redacted;
    // The name it came by may name somebody too.
    const name = `提供的信息（部分遮盖）.${file.kind}`;
    await keepFiles(act, request, [{ purpose: 'released', name, kind: file.kind, bytes }], { ...proof, hidden, pictures });
    return done([]);
  });
}
