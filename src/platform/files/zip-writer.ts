// Packs the cleaned parts anew, so that nothing of the sender's container (gaps, comments, times, attributes) is passed on.
import { crc32, deflateRawSync } from 'node:zlib';
import type { Parts } from './zip-guard.ts';

const UTF8_NAMES = 0x0800;
/** 1980-01-01 00:00, the earliest time the format knows: the same parts always give the same bytes. */
const NO_TIME = 0;
const NO_DATE = 0x0021;

export function packParts(parts: Parts): Buffer {
  const chunks: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, bytes] of parts) {
    const raw = Buffer.from(name, 'utf8');
    const deflated = deflateRawSync(bytes);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(UTF8_NAMES, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt16LE(NO_TIME, 6);
    common.writeUInt16LE(NO_DATE, 8);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(deflated.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(raw.length, 22);
    chunks.push(Buffer.from('PK\x03\x04', 'latin1'), common, raw, deflated);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, rest, raw);
    offset += 30 + raw.length + deflated.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(parts.size, 8);
  end.writeUInt16LE(parts.size, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...chunks, central, end]);
}
