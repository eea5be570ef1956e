// What a witness remembers: for each log the last checkpoint it put its name to, one file a log, replaced as a whole.
// The file is the cosigned note itself under its digest, so that reading it checks it: an accident breaks the digest, and
// nobody without the key can write another one.
import { sha256, ed25519Verify } from '../crypto.ts';
import type { Disk } from '../disk.ts';
import { fromUtf8, toHex, utf8 } from '../format/bytes.ts';
import { parseCheckpoint } from '../format/checkpoint.ts';
import type { Hash } from '../format/merkle.ts';
import { openNote, type VerifierKey } from '../format/note.ts';

/** The last checkpoint cosigned for a log. */
export interface Seen {
  size: number;
  root: Hash;
  /** Seconds; when it was cosigned. */
  time: number;
  /** With the log's signatures and the witness's own. */
  note: string;
}

export interface WitnessState {
  /** Null when nothing was ever cosigned for this log. Throws StateDamaged when there is something else than was written. */
  read(origin: string): Promise<Seen | null>;
  /** On disk when it returns. When it throws, the former note or this one is there, whole. */
  write(origin: string, note: string): Promise<void>;
  /** Two checkpoints of one size with different roots, both signed by the log: the proof that it shows two histories. */
  readFork(origin: string): Promise<string | null>;
  /** The first such pair is kept for good. */
  writeFork(origin: string, pair: string): Promise<void>;
}

/** The folder says less than it once did, or something nobody here wrote. */
export class StateDamaged extends Error {
  constructor(readonly origin: string) {
    super(`the state of the witness is damaged: ${origin}`);
    this.name = 'StateDamaged';
  }
}

/** How a log is named in addresses and files. */
export function originHash(origin: string): string {
  return toHex(sha256(utf8(origin)));
}

export const STATE_FOLDER = 'logs';

/** One process at a time: whoever makes one holds the folder's lock. Writes of one log are made one after the other. */
export class FolderState implements WitnessState {
  constructor(
    private readonly disk: Disk,
    private readonly key: VerifierKey,
  ) {}

  async read(origin: string): Promise<Seen | null> {
    const bytes = await this.disk.read(fileOf(origin));
    if (bytes === null) return null;
    const text = fromUtf8(bytes);
    const note = text?.slice(DIGEST_LENGTH) ?? '';
    const seen = text === filed(note) ? seenIn(note, origin, this.key) : null;
    if (seen === null) throw new StateDamaged(origin);
    return seen;
  }

  async write(origin: string, note: string): Promise<void> {
    await this.disk.replace(fileOf(origin), utf8(filed(note)));
  }

  async readFork(origin: string): Promise<string | null> {
    const bytes = await this.disk.read(forkOf(origin));
    return bytes === null ? null : fromUtf8(bytes);
  }

  async writeFork(origin: string, pair: string): Promise<void> {
    await this.disk.putNew(forkOf(origin), utf8(pair));
    await this.disk.syncFolders([FORK_FOLDER]);
  }
}

/** Hex and a newline. */
const DIGEST_LENGTH = 65;

function filed(note: string): string {
  return `${toHex(sha256(utf8(note)))}\n${note}`;
}

function fileOf(origin: string): string {
  return `${STATE_FOLDER}/${originHash(origin)}`;
}

const FORK_FOLDER = 'forks';

function forkOf(origin: string): string {
  return `${FORK_FOLDER}/${originHash(origin)}`;
}

/** What a note cosigned by `key` says of `origin`; null when it is none. */
function seenIn(note: string, origin: string, key: VerifierKey): Seen | null {
  const opened = openNote(note, [key], ed25519Verify);
  if (!opened.ok) return null;
  const checkpoint = parseCheckpoint(opened.text);
  const time = opened.verified[0]?.time;
  if (checkpoint?.origin !== origin || typeof time !== 'number') return null;
  return { size: checkpoint.size, root: checkpoint.root, time, note };
}
