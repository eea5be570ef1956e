// One entry of the log: which organ did what to which number, when it says so, under which article, and the digest of the text.
// Never a sentence, never a name of a person: a shape that cannot hold either.
import { canonicalJson } from '../../town/canonical-json.ts';
import { instant, parseDay } from '../../town/day.ts';
import { utf8 } from './bytes.ts';
import { readCanonical } from './canonical.ts';
import { isSize } from './merkle.ts';

export const entryTypes = [
  'register',
  'publish',
  'revise',
  'withdraw',
  'erase',
  'decline',
  'request-received',
  'request-extended',
  'request-answered',
  'clock-correction',
  'key-rotation',
  'late',
  'anchor',
] as const;
export type EntryType = (typeof entryTypes)[number];

export interface Entry {
  v: 1;
  type: EntryType;
  org: string;
  /** Duty, index number, key name or 'audit', by type. */
  id: string;
  seq: number;
  /** Index of the entry that this one replaces. */
  prev: number | null;
  /** What the server's clock said: a claim, until a witness has signed above it. */
  claimedAt: string;
  due: string | null;
  /** Statute code, or 'nil' where nothing arose. */
  ground: string | null;
  digest: string | null;
  /** SM3 over the bytes of `digest`, for domestic audits. */
  digestSm3: string | null;
  size: number | null;
  media: string | null;
  actorRole: string;
}

/** Bytes of the encoded entry. */
export const ENTRY_MOST = 8192;

/** A code: printable ASCII without spaces, so that no name and no sentence fits in. */
const CODE = /^[\u0021-\u007e]{1,200}$/;
/** `条例2019#26`, `国办发〔2019〕54号`, `nil`: as short as a citation is, and without the marks a sentence needs. */
const GROUND = /^[A-Za-z0-9\u3007\u4e00-\u9fff〔〕《》#.-]{1,40}$/;
const HEX = /^[0-9a-f]{64}$/;
const MEDIA = /^[a-z0-9][a-z0-9.+-]{0,99}\/[a-z0-9][a-z0-9.+-]{0,99}$/;

const isCode = (x: unknown): boolean => typeof x === 'string' && CODE.test(x);
const isCount = (x: unknown): boolean => typeof x === 'number' && isSize(x);
const isDigest = (x: unknown): boolean => typeof x === 'string' && HEX.test(x);
const orNull =
  (is: (x: unknown) => boolean) =>
  (x: unknown): boolean =>
    x === null || is(x);

const shape: Readonly<Record<keyof Entry, (x: unknown) => boolean>> = {
  v: (x) => x === 1,
  type: (x) => (entryTypes as readonly unknown[]).includes(x),
  org: isCode,
  id: isCode,
  seq: isCount,
  prev: orNull(isCount),
  claimedAt: isInstant,
  due: orNull((x) => typeof x === 'string' && parseDay(x) !== null),
  ground: orNull((x) => typeof x === 'string' && GROUND.test(x)),
  digest: orNull(isDigest),
  digestSm3: orNull(isDigest),
  size: orNull(isCount),
  media: orNull((x) => typeof x === 'string' && MEDIA.test(x)),
  actorRole: isCode,
};
const names: readonly string[] = Object.keys(shape);

function isInstant(x: unknown): boolean {
  return (
    typeof x === 'string' &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(x) &&
    !Number.isNaN(Date.parse(x)) &&
    instant(x) === x
  );
}

function isEntry(value: unknown): value is Entry {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const fields = Object.entries(value);
  if (fields.length !== names.length) return false;
  return fields.every(([name, x]) => names.includes(name) && shape[name as keyof Entry](x));
}

/** Canonical JSON, the bytes that are hashed. Throws RangeError on a wrong shape or more than 8 KiB: the caller has made it. */
export function encodeEntry(e: Entry): string {
  const wrong = names.filter((name) => !shape[name as keyof Entry](e[name as keyof Entry]));
  if (wrong.length > 0 || !isEntry(e)) throw new RangeError(`not an entry: ${wrong.join(' ') || 'a field too many'}`);
  const text = canonicalJson(e);
  if (utf8(text).length > ENTRY_MOST) throw new RangeError(`an entry of more than ${ENTRY_MOST} bytes`);
  return text;
}

/** Null for every text that encodeEntry would not have written, to the byte. */
export function parseEntry(text: string): Entry | null {
  if (text.length > ENTRY_MOST || utf8(text).length > ENTRY_MOST) return null;
  return readCanonical(text, isEntry);
}
