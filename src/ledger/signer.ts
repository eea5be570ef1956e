// The only holder of the key, with a memory of its own: it signs what grows from what it signed last, and nothing else. A
// restored database, a second sequencer, a key copied elsewhere: whoever would sign another history is refused here.
import { join } from 'node:path';
import type { KeyObject } from 'node:crypto';
import { DirectoryHeld, lockDirectory } from '../platform/db/lock.ts';
import type { Instant } from '../town/day.ts';
import { done, type Outcome, refuse } from '../town/outcome.ts';
import { ed25519Sign, ed25519Verify, readSigningKey, sha256 } from './crypto.ts';
import { type Disk, diskAt } from './disk.ts';
import { equal, fromUtf8, utf8 } from './format/bytes.ts';
import { formatCheckpoint, parseCheckpoint, type Checkpoint } from './format/checkpoint.ts';
import { type Hash, verifyConsistency } from './format/merkle.ts';
import type { WitnessedBy } from './store.ts';
import { formatNote, openNote, parseVkey, signatureLine, type VerifierKey } from './format/note.ts';

export type SignRefusal =
  | 'state-missing'
  | 'key-missing'
  | 'signed-more'
  | 'signed-other'
  | 'clock-behind'
  | 'clock-behind-witness'
  | 'signer-busy';

/** One key of the log: the file that holds it, and until when it still signs. */
export interface LogKey {
  vkey: string;
  file: string;
  since: Instant;
  /** After a rotation the former key signs along for a while; null for the present one. */
  until: Instant | null;
}

interface SignerState {
  note: string;
  at: Instant;
}

export interface Signer {
  readonly origin: string;
  /** Keys that sign at a moment, the present one first. */
  keys(at: Instant): Promise<readonly LogKey[]>;
  /** What was signed last. */
  last(): Promise<Outcome<Checkpoint & { note: string; at: Instant }, SignRefusal>>;
  /**
   * Signs a checkpoint that grows from the one signed last; the same one again is the same note. What was signed is on disk
   * before it is answered: a crash in between leaves a signature nobody has seen, for a checkpoint that will be asked for again.
   */
  sign(asked: {
    size: number;
    root: Hash;
    proof: readonly Hash[];
    at: Instant;
    /** Who of the witnesses asked signed the checkpoint before at the latest hour, by that witness's own clock. */
    witnessed?: WitnessedBy | null;
  }): Promise<Outcome<string, SignRefusal>>;
  /** After a clock that ran ahead: the last signature counts as made at `at`; what was signed stays. */
  setBack(at: Instant): Promise<Outcome<null, SignRefusal>>;
  /**
   * Publishing, while nobody signs and only if nobody has signed more since: a sequencer that was held up, its lock lost
   * meanwhile, would else put an older checkpoint in place of a newer one.
   */
  whileLast<T>(size: number, work: () => Promise<T>): Promise<Outcome<T, SignRefusal>>;
}

/** A clock this far behind the last signature is not believed. */
export const CLOCK_SLACK_MS = 60_000;
const LOCK_TRIES = 40;
const LOCK_WAIT_MS = 25;

/** A secret key is read by its owner and written by nobody. */
const OWNER_READS = 0o400;
const STATE = 'signed.json';
const KEYS = 'keys.json';

export function signerFolder(folder: string): string {
  return join(folder, 'signer');
}

/** @param disk of the signer's own folder; another one only in tests. */
export function openSigner(folder: string, origin: string, disk: Disk = diskAt(signerFolder(folder))): Signer {
  const place = signerFolder(folder);
  /** The files are read for every signature; their text is parsed once. */
  const secrets = new Map<string, { pem: string; key: KeyObject }>();

  const readJson = async <T>(file: string): Promise<T | null> => {
    const bytes = await disk.read(file);
    return bytes === null ? null : (JSON.parse(fromUtf8(bytes) ?? '') as T);
  };

  const keys = async (at: Instant): Promise<LogKey[]> =>
    ((await readJson<LogKey[]>(KEYS)) ?? [])
      .filter((k) => k.until === null || k.until > at)
      .sort((a, b) => (a.since < b.since ? 1 : -1));

  const last = async (): Promise<Outcome<Checkpoint & { note: string; at: Instant }, SignRefusal>> => {
    const state = await readJson<SignerState>(STATE);
    if (state === null) return refuse({ code: 'state-missing' });
    const all = ((await readJson<LogKey[]>(KEYS)) ?? []).map((k) => parseVkey(sha256, k.vkey));
    const known = all.filter((k): k is VerifierKey => k !== null);
    // A state somebody typed is not one: it must carry the log's own signature.
    const opened = openNote(state.note, known, ed25519Verify);
    const checkpoint = opened.ok ? parseCheckpoint(opened.text) : null;
    if (checkpoint?.origin !== origin) return refuse({ code: 'state-missing' });
    return done({ ...checkpoint, note: state.note, at: state.at });
  };

  const secretOf = async (file: string): Promise<KeyObject | null> => {
    const pem = await readSecret(disk, file);
    if (pem === null) secrets.delete(file);
    else if (secrets.get(file)?.pem !== pem) secrets.set(file, { pem, key: readSigningKey(pem) });
    return secrets.get(file)?.key ?? null;
  };

  const signText = async (text: string, at: Instant): Promise<string | null> => {
    const lines: string[] = [];
    for (const { vkey, file } of await keys(at)) {
      const key = parseVkey(sha256, vkey);
      const secret = await secretOf(file);
      if (!key || !secret) return null;
      lines.push(signatureLine(key.name, key.keyId, ed25519Sign(secret, utf8(text))));
    }
    return lines.length === 0 ? null : formatNote(text, lines);
  };

  return {
    origin,
    keys,
    last,
    async sign({ size, root, proof, at, witnessed = null }) {
      return alone(place, async () => {
        const known = await last();
        if (!known.ok) return known;
        const before = known.value;
        if (size < before.size) return refuse({ code: 'signed-more', facts: { signed: before.size, asked: size } });
        if (isBehind(at, before.at)) return refuse({ code: 'clock-behind', facts: { signed: before.at, now: at } });
        if (witnessed && isBehind(at, witnessed.at))
          return refuse({ code: 'clock-behind-witness', facts: { witness: witnessed.name, signed: witnessed.at, now: at } });
        if (size === before.size) {
          return equal(root, before.root)
            ? done(before.note)
            : refuse({ code: 'signed-other', facts: { signed: before.size, asked: size } });
        }
        const grows =
          before.size === 0 ||
          verifyConsistency(sha256, { from: before.size, to: size, fromRoot: before.root, toRoot: root, proof });
        if (!grows) return refuse({ code: 'signed-other', facts: { signed: before.size, asked: size } });
        const note = await signText(formatCheckpoint({ origin, size, root }), at);
        if (note === null) return refuse({ code: 'key-missing' });
        // The latest moment stays: else a clock could be walked back by a little less than the slack, again and again.
        const latest = at > before.at ? at : before.at;
        await disk.replace(STATE, utf8(`${JSON.stringify({ note, at: latest } satisfies SignerState)}\n`));
        return done(note);
      });
    },
    async setBack(at) {
      return alone(place, async () => {
        const known = await last();
        if (!known.ok) return known;
        await disk.replace(STATE, utf8(`${JSON.stringify({ note: known.value.note, at } satisfies SignerState)}\n`));
        return done(null);
      });
    },
    async whileLast(size, work) {
      return alone(place, async () => {
        const known = await last();
        if (!known.ok) return known;
        return known.value.size === size ? done(await work()) : refuse({ code: 'signer-busy' });
      });
    },
  };
}

/** Whether a clock is too far behind what was signed to be believed. */
export function isBehind(at: Instant, signed: Instant): boolean {
  return Date.parse(at) < Date.parse(signed) - CLOCK_SLACK_MS;
}

async function readSecret(disk: Disk, file: string): Promise<string | null> {
  const bytes = await disk.read(file);
  return bytes === null ? null : (fromUtf8(bytes) ?? '');
}

/** One signature at a time, whichever process asks. */
async function alone<T>(place: string, work: () => Promise<Outcome<T, SignRefusal>>): Promise<Outcome<T, SignRefusal>> {
  for (let attempt = 1; ; attempt++) {
    try {
      const lock = await lockDirectory(place);
      try {
        return await work();
      } finally {
        await lock.release();
      }
    } catch (fault) {
      if (!(fault instanceof DirectoryHeld)) throw fault;
      if (attempt >= LOCK_TRIES) return refuse({ code: 'signer-busy' });
      await new Promise((resolve) => setTimeout(resolve, LOCK_WAIT_MS));
    }
  }
}

/** The files a signer begins with: its key and the signature over the empty log. Refuses nothing; the caller has looked. */
export async function makeSigner(
  folder: string,
  made: { key: LogKey; secretPem: string; note: string; at: Instant },
): Promise<void> {
  const disk = diskAt(signerFolder(folder));
  await disk.replace(made.key.file, utf8(made.secretPem), OWNER_READS);
  await disk.replace(KEYS, utf8(`${JSON.stringify([made.key], null, 1)}\n`));
  await disk.replace(STATE, utf8(`${JSON.stringify({ note: made.note, at: made.at } satisfies SignerState)}\n`));
}

/** A second key beside the first, which signs along until `formerUntil`. The secret is on disk before it is named. */
export async function addSignerKey(
  place: string,
  added: { vkey: string; secretPem: string; since: Instant; formerUntil: Instant },
): Promise<void> {
  const disk = diskAt(place);
  const known = JSON.parse(fromUtf8((await disk.read(KEYS)) ?? new Uint8Array()) ?? '') as LogKey[];
  const file = `key-${known.length + 1}.pem`;
  await disk.replace(file, utf8(added.secretPem), OWNER_READS);
  const former = known.map((k) => ({ ...k, until: k.until ?? added.formerUntil }));
  await disk.replace(
    KEYS,
    utf8(`${JSON.stringify([...former, { vkey: added.vkey, file, since: added.since, until: null }], null, 1)}\n`),
  );
}
