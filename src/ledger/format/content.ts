// What a published edition says, as one text with one spelling: the bytes whose salted digest stands in the log.
import { type Body, parseBody } from '../../town/body.ts';
import { canonicalJson } from '../../town/canonical-json.ts';
import { type Bytes, fromUtf8, utf8 } from './bytes.ts';
import { readCanonical } from './canonical.ts';
import { type Hash, isSize, type Sha256 } from './merkle.ts';

export const CONTENT_MEDIA = 'application/json';
export const SALT_BYTES = 16;

export interface ContentAttachment {
  name: string;
  /** Of the file's bytes, in hex; the file has no salt of its own. */
  sha256: string;
  size: number;
}

export interface DocumentContent {
  v: 1;
  indexNo: string;
  edition: number;
  /** Code of the organ and of the catalogue's item: their names may change, what was said under them does not. */
  organ: string;
  item: string;
  title: string;
  docNo: string;
  genre: string;
  topic: string;
  sourceUnit: string;
  createdOn: string | null;
  effectiveOn: string | null;
  repealedOn: string | null;
  validity: string;
  audience: string;
  keywords: readonly string[];
  summary: string;
  body: Body;
  attachments: readonly ContentAttachment[];
  changeNote: string;
  /** The day a paper from elsewhere says it was public; null for what was published here. */
  claimedOn: string | null;
}

type Is = (x: unknown) => boolean;
const isText: Is = (x) => typeof x === 'string';
const isCount: Is = (x) => typeof x === 'number' && isSize(x);
const isDay: Is = (x) => x === null || (typeof x === 'string' && /^\d{4}-\d\d-\d\d$/.test(x));
const isListOf =
  (is: Is): Is =>
  (x) =>
    Array.isArray(x) && x.every(is);
const isRecord =
  (fields: Readonly<Record<string, Is>>): Is =>
  (x) => {
    if (typeof x !== 'object' || x === null || Array.isArray(x)) return false;
    const given = Object.entries(x);
    const names = Object.keys(fields);
    return given.length === names.length && given.every(([k, v]) => names.includes(k) && fields[k]!(v));
  };

const shape: Readonly<Record<keyof DocumentContent, Is>> = {
  v: (x) => x === 1,
  indexNo: isText,
  edition: (x) => isCount(x) && x !== 0,
  organ: isText,
  item: isText,
  title: isText,
  docNo: isText,
  genre: isText,
  topic: isText,
  sourceUnit: isText,
  createdOn: isDay,
  effectiveOn: isDay,
  repealedOn: isDay,
  validity: isText,
  audience: isText,
  keywords: isListOf(isText),
  summary: isText,
  body: isBody,
  attachments: isListOf(
    isRecord({ name: isText, sha256: (x) => typeof x === 'string' && /^[0-9a-f]{64}$/.test(x), size: isCount }),
  ),
  changeNote: isText,
  claimedOn: isDay,
};
const isWhole = isRecord(shape);

function isContent(x: unknown): x is DocumentContent {
  return isWhole(x);
}

function isBody(x: unknown): boolean {
  const read = parseBody(x);
  return read.ok && canonicalJson(read.value) === canonicalJson(x);
}

/** The bytes that are hashed, stored and served. Throws RangeError on a wrong shape: the caller has made it. */
export function encodeContent(c: DocumentContent): Bytes {
  const wrong = Object.keys(shape).filter((name) => !shape[name as keyof DocumentContent](c[name as keyof DocumentContent]));
  if (wrong.length > 0 || !isContent(c)) throw new RangeError(`not a content: ${wrong.join(' ') || 'a field too many'}`);
  return utf8(canonicalJson(c));
}

/** Null for all bytes that encodeContent would not have written. */
export function parseContent(b: Bytes): DocumentContent | null {
  const text = fromUtf8(b);
  return text === null ? null : readCanonical(text, isContent);
}

/** Without the salt nobody can try out what an erased text was. */
export function saltedDigest(sha: Sha256, salt: Bytes, content: Bytes): Hash {
  if (salt.length !== SALT_BYTES) throw new RangeError(`a salt has ${SALT_BYTES} bytes`);
  return sha(salt, content);
}
