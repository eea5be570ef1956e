// The thread in which one file is redacted. It has no database and no secrets, and is ended when the file is done.
import { parentPort } from 'node:worker_threads';
import { done, type Outcome, refuse } from '../../town/outcome.ts';
import { decodeText } from '../reading/decode-text.ts';
import type { Passage } from './passage.ts';
import { redactText } from './redact-text.ts';
import type { RedactableFile, RedactedFile, RedactionJob, RedactionMessage } from './redaction-job.ts';
import type { RedactionRefusal } from './words.ts';

const port = parentPort;
if (!port) throw new Error('redaction-worker runs in a worker thread only');
const send = (message: RedactionMessage): void => port.postMessage(message);
const step = (): void => send('step');

function redactPlain(bytes: Uint8Array, passages: readonly Passage[]): Outcome<RedactedFile, RedactionRefusal> {
  const decoded = decodeText(bytes);
  if (!decoded.ok) return refuse({ code: 'cannot-read' });
  const redacted = redactText(decoded.value.text, passages);
  if (!redacted.ok) return redacted;
  const { text, hidden, proof } = redacted.value;
  return done({ bytes: Buffer.from(text, 'utf8'), hidden, pictures: 0, proof });
}

function readPlain(bytes: Uint8Array): Outcome<{ text: string }, RedactionRefusal> {
  const decoded = decodeText(bytes);
  return decoded.ok ? done({ text: decoded.value.text }) : refuse({ code: 'cannot-read' });
}

// Each library is loaded by the file that needs it.
async function redact(
  { kind, bytes }: RedactableFile,
  passages: readonly Passage[],
): Promise<Outcome<unknown, RedactionRefusal>> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (kind === 'txt') return redactPlain(buffer, passages);
  if (kind === 'docx') return (await import('./redact-docx.ts')).redactDocx(buffer, passages);
  return (await import('./redact-pdf.ts')).redactPdf(buffer, passages, step);
}

async function read({ kind, bytes }: RedactableFile): Promise<Outcome<unknown, RedactionRefusal>> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (kind === 'txt') return readPlain(buffer);
  if (kind === 'docx') return (await import('./redact-docx.ts')).readWord(buffer);
  return (await import('./redact-pdf.ts')).readPdfText(buffer, step);
}

/** Libraries answer hostile input with exceptions of every kind; a file that breaks them is one we cannot read. */
async function answer(job: RedactionJob): Promise<RedactionMessage> {
  try {
    return { answer: job.deed === 'redact' ? await redact(job.file, job.passages) : await read(job.file) };
  } catch (fault) {
    const code = (fault as NodeJS.ErrnoException | null)?.code;
    if (code === 'ERR_MODULE_NOT_FOUND' || code === 'ERR_DLOPEN_FAILED' || code === 'ENOENT') return { fault: String(fault) };
    const why = String(fault instanceof Error ? fault.message : fault).slice(0, 200);
    return { answer: refuse({ code: 'cannot-read', facts: { why } }) };
  }
}

port.on('message', (job: RedactionJob) => void answer(job).then(send));
send('ready');
