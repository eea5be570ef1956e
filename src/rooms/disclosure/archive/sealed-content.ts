// The bytes a seal was made of, and whether they still are: an archive hands over what is there and says when it does not fit.
import { sha256 } from '../../../ledger/crypto.ts';
import { fromHex, toHex, utf8 } from '../../../ledger/format/bytes.ts';
import { saltedDigest } from '../../../ledger/format/content.ts';
import { parseEntry } from '../../../ledger/format/entry.ts';
import type { Edition } from '../document.ts';
import { contentText, type LoggedSeal } from '../seal.ts';
import type { Life } from './life.ts';

export function sealedContent(life: Life, edition: Edition, seal: LoggedSeal): { bytes: Uint8Array; fits: boolean } {
  const { document, organ, item } = life;
  const bytes = utf8(contentText(edition, { indexNo: document.indexNo, organ: organ.code, item: item.code, mark: seal }));
  const salt = seal.salt === null ? null : fromHex(seal.salt);
  const entry = parseEntry(seal.line.entry);
  return { bytes, fits: salt !== null && entry?.digest === toHex(saltedDigest(sha256, salt, bytes)) };
}
