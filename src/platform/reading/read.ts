// The door to everything that comes from other programs: documents, spreadsheets, clipboards.
import type { Body } from '../../town/body.ts';
import { type Outcome, refuse } from '../../town/outcome.ts';
import { fileLimits } from '../files/limits.ts';
import type { FileRefusal } from '../files/words.ts';
import type { ReadDocument } from './read-document.ts';
import type { ReadSheets } from './read-rows.ts';
import { readInWorker } from './reading-pool.ts';
import type { ReadingJob } from './reading-job.ts';
import type { ReadRefusal, ReadWarning } from './words.ts';

export interface ForeignFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

async function read<T>(task: ReadingJob['task'], { name, bytes }: ForeignFile): Promise<Outcome<T, ReadRefusal | FileRefusal>> {
  if (bytes.byteLength === 0) return refuse({ code: 'file-empty' });
  if (bytes.byteLength > fileLimits.packedBytes) return refuse({ code: 'file-too-large', facts: { bytes: bytes.byteLength } });
  return (await readInWorker({ task, name, bytes })) as Outcome<T, ReadRefusal | FileRefusal>;
}

/** A docx, html or txt file as a document of ours. Answers within about ten seconds, whatever the file. */
export function readForeign(file: ForeignFile): Promise<Outcome<ReadDocument, ReadRefusal | FileRefusal>> {
  return read<ReadDocument>('document', file);
}

/** An xlsx or csv file as rows of text; empty rows and trailing empty cells are left out. */
export function readSheet(file: ForeignFile): Promise<Outcome<ReadSheets, ReadRefusal | FileRefusal>> {
  return read<ReadSheets>('sheet', file);
}

/** HTML from a clipboard as a body. */
export function readPasted(
  html: string,
): Promise<Outcome<{ body: Body; warnings: readonly ReadWarning[] }, ReadRefusal | FileRefusal>> {
  return read('paste', { name: 'paste.html', bytes: Buffer.from(html, 'utf8') });
}
