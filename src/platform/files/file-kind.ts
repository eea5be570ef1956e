// Which kind a file is, by its first bytes and its name together. The parse that must agree comes after, in inspect-bytes.ts.
import { done, type Outcome, refuse } from '../../town/outcome.ts';
import { fileLimits } from './limits.ts';
import type { FileRefusal } from './words.ts';

export const fileKinds = ['docx', 'xlsx', 'pdf', 'jpg', 'png'] as const;
export type FileKind = (typeof fileKinds)[number];

export const mediaTypes: Readonly<Record<FileKind, string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
  jpg: 'image/jpeg',
  png: 'image/png',
};

type Magic = 'zip' | 'pdf' | 'jpg' | 'png' | 'compound' | 'other';

const magics: readonly (readonly [Magic, readonly number[]])[] = [
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['jpg', [0xff, 0xd8, 0xff]],
  ['png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['compound', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
];

function magicOf(bytes: Uint8Array): Magic {
  return magics.find(([, start]) => start.every((byte, i) => bytes[i] === byte))?.[0] ?? 'other';
}

/** The extension in small letters, without the dot; jpeg counts as jpg. */
export function extensionOf(name: string): string {
  const ext = /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  return ext === 'jpeg' ? 'jpg' : ext;
}

/** True when a reader of another format would also find its own file in these bytes. */
function alsoReadsAs(other: 'zip' | 'pdf', bytes: Buffer): boolean {
  if (other === 'pdf') return bytes.subarray(0, 1024).includes('%PDF-');
  for (let at = bytes.lastIndexOf('PK\x05\x06', undefined, 'latin1'); at >= 0 && at >= bytes.length - 65_557; ) {
    const directory = at + 22 <= bytes.length ? bytes.readUInt32LE(at + 12) : 0;
    if (
      at + 22 <= bytes.length &&
      directory <= at &&
      bytes.subarray(at - directory, at - directory + 4).equals(Buffer.from('PK\x01\x02', 'latin1'))
    )
      return true;
    at = at === 0 ? -1 : bytes.lastIndexOf('PK\x05\x06', at - 1, 'latin1');
  }
  return false;
}

/** First look, cheap enough for the request thread: size, extension, first bytes, no second format hidden inside. */
export function sniff(name: string, given: Uint8Array): Outcome<FileKind, FileRefusal> {
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength);
  if (bytes.length === 0) return refuse({ code: 'file-empty' });
  if (bytes.length > fileLimits.packedBytes) return refuse({ code: 'file-too-large', facts: { bytes: bytes.length } });
  const ext = extensionOf(name);
  const magic = magicOf(bytes);
  const kind = fileKinds.find((k) => k === ext);
  if (magic === 'compound') {
    const locked = bytes.includes(Buffer.from('EncryptedPackage', 'utf16le'));
    return refuse({ code: locked ? 'file-encrypted' : 'file-kind-not-allowed', facts: { extension: ext } });
  }
  if (!kind)
    return refuse({
      code: /^(?:docm|xlsm|dotm|xltm|xlsb)$/.test(ext) ? 'file-has-macros' : 'file-kind-not-allowed',
      facts: { extension: ext },
    });
  if (magic !== (kind === 'docx' || kind === 'xlsx' ? 'zip' : kind))
    return refuse({ code: 'file-kind-mismatch', facts: { extension: ext } });
  if ((magic !== 'zip' && alsoReadsAs('zip', bytes)) || (magic !== 'pdf' && alsoReadsAs('pdf', bytes)))
    return refuse({ code: 'file-disguised' });
  return done(kind);
}
