// Everything a compressed office file holds, as text, for looking whether something stands in it.
import { inflateRawSync } from 'node:zlib';

/** Contents of all parts of a zip made by ourselves, one after the other. */
export function unzipped(bytes: Buffer): string {
  const parts: string[] = [];
  // From the list at the end: sizes in front of each part may be left out by those who stream.
  const end = bytes.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));
  let at = bytes.readUInt32LE(end + 16);
  for (let n = bytes.readUInt16LE(end + 10); n > 0; n--) {
    const method = bytes.readUInt16LE(at + 10);
    const size = bytes.readUInt32LE(at + 20);
    const names = bytes.readUInt16LE(at + 28);
    const local = bytes.readUInt32LE(at + 42);
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(from, from + size);
    parts.push(
      bytes.toString('utf8', at + 46, at + 46 + names),
      (method === 8 ? inflateRawSync(packed) : packed).toString('utf8'),
    );
    at += 46 + names + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return parts.join('\n');
}
