// Bytes of a text file → text. Chinese offices send UTF-8 and GB18030, rarely UTF-16; a guess that yields rubbish is refused.
import { done, type Outcome, refuse } from '../../town/outcome.ts';
import type { ReadRefusal } from './words.ts';

export interface DecodedText {
  readonly text: string;
  readonly encoding: 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be';
}

function decodedAs(bytes: Uint8Array, encoding: DecodedText['encoding']): DecodedText | null {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return /[\u0000-\u0008\u000e-\u001a\u001c-\u001f\ufffd]/.test(text) ? null : { text, encoding };
  } catch {
    return null;
  }
}

/** The charset an HTML page declares, when it is one of ours. */
function declared(bytes: Uint8Array): DecodedText['encoding'] | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 4096)).toString('latin1');
  const charset = /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)/i.exec(head)?.[1]?.toLowerCase();
  if (charset === 'utf-8' || charset === 'utf8') return 'utf-8';
  return charset !== undefined && /^gb(?:2312|k|18030)$/.test(charset) ? 'gb18030' : null;
}

export function decodeText(bytes: Uint8Array): Outcome<DecodedText, ReadRefusal> {
  const mark = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 2)).toString('hex');
  const utf16 = mark === 'fffe' ? 'utf-16le' : mark === 'feff' ? 'utf-16be' : null;
  const first = utf16 ?? declared(bytes) ?? 'utf-8';
  // A page may declare one encoding and be written in another; both ours are tried.
  const found = decodedAs(bytes, first) ?? (utf16 ? null : (decodedAs(bytes, 'utf-8') ?? decodedAs(bytes, 'gb18030')));
  return found ? done(found) : refuse({ code: 'read-encoding-unknown' });
}
