// What is asked of a witness and what it answers, as text (C2SP tlog-witness, add-checkpoint).
import { fromBase64, toBase64 } from '../format/bytes.ts';
import { type Checkpoint, parseCheckpoint } from '../format/checkpoint.ts';
import { type Hash, readSize } from '../format/merkle.ts';
import { parseNote } from '../format/note.ts';

export interface AddCheckpoint {
  old: number;
  proof: readonly Hash[];
  /** The checkpoint as sent, with all its signatures. */
  note: string;
  /** The signed part of the note. */
  text: string;
  checkpoint: Checkpoint;
}

export interface WitnessAnswer {
  status: number;
  type: string;
  body: string;
}

export const SIZE_TYPE = 'text/x.tlog.size';
export const TEXT_TYPE = 'text/plain; charset=utf-8';

const PROOF_MOST = 63;

export function formatAddCheckpoint(old: number, proof: readonly Hash[], note: string): string {
  return `old ${old}\n${proof.map((h) => `${toBase64(h)}\n`).join('')}\n${note}`;
}

/** Null for whatever is not exactly the format. */
export function parseAddCheckpoint(body: string): AddCheckpoint | null {
  const split = body.indexOf('\n\n');
  if (split === -1) return null;
  const [first = '', ...lines] = body.slice(0, split).split('\n');
  const old = first.startsWith('old ') ? readSize(first.slice(4)) : null;
  if (old === null || lines.length > PROOF_MOST) return null;
  const proof = lines.map(fromBase64).filter((h): h is Hash => h !== null && h.length === 32);
  if (proof.length !== lines.length) return null;
  const note = body.slice(split + 2);
  const text = parseNote(note)?.text;
  const checkpoint = text === undefined ? null : parseCheckpoint(text);
  return text === undefined || checkpoint === null ? null : { old, proof, note, text, checkpoint };
}
