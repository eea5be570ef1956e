// Packs the cleaned parts anew, so that nothing of the sender's container (gaps, comments, times, attributes) is passed on; and
// packs what is larger than memory should hold, one file after the other.
import { crc32, deflateRawSync } from 'node:zlib';
import type { Parts } from './zip-guard.ts';

const UTF8_NAMES = 0x0800;
/** 1980-01-01 00:00, the earliest time the format knows: the same parts always give the same bytes. */
const NO_TIME = 0;
const NO_DATE = 0x0021;
const STORED = 0;
const DEFLATED = 8;
/** What a container without the 64-bit extension can count. */
const MOST_BYTES = 0xffffffff;
const MOST_PARTS = 0xffff;

interface Packed {
  name: Buffer;
  method: typeof STORED | typeof DEFLATED;
  crc: number;
  /** As it lies in the container, and unpacked. */
  length: number;
  size: number;
}

/** What stands in front of a part and again in the list at the end. */
function commonHead(p: Packed): Buffer {
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(UTF8_NAMES, 2);
  common.writeUInt16LE(p.method, 4);
  common.writeUInt16LE(NO_TIME, 6);
  common.writeUInt16LE(NO_DATE, 8);
  common.writeUInt32LE(p.crc, 10);
  common.writeUInt32LE(p.length, 14);
  common.writeUInt32LE(p.size, 18);
  common.writeUInt16LE(p.name.length, 22);
  return common;
}

function listed(p: Packed, offset: number): readonly Buffer[] {
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(offset, 10);
  return [Buffer.from('PK\x01\x02\x14\x00', 'latin1'), commonHead(p), rest, p.name];
}

function ending(parts: number, directory: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(parts, 8);
  end.writeUInt16LE(parts, 10);
  end.writeUInt32LE(directory, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}

export function packParts(parts: Parts): Buffer {
  const chunks: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, bytes] of parts) {
    const deflated = deflateRawSync(bytes);
    const p: Packed = {
      name: Buffer.from(name, 'utf8'),
      method: DEFLATED,
      crc: crc32(bytes),
      length: deflated.length,
      size: bytes.length,
    };
    chunks.push(Buffer.from('PK\x03\x04', 'latin1'), commonHead(p), p.name, deflated);
    directory.push(...listed(p, offset));
    offset += 30 + p.name.length + deflated.length;
  }
  const central = Buffer.concat(directory);
  return Buffer.concat([...chunks, central, ending(parts.size, central.length, offset)]);
}

/**
 * A container written as its files come, each stored as it is: no more than one file is in memory. Throws RangeError beyond
 * 4 GB or 65,535 files, for which another format is needed.
 */
export async function* zipped(files: AsyncIterable<{ path: string; bytes: Uint8Array }>): AsyncGenerator<Uint8Array> {
  const directory: Buffer[] = [];
  let offset = 0;
  let parts = 0;
  for await (const { path, bytes } of files) {
    const p: Packed = {
      name: Buffer.from(path, 'utf8'),
      method: STORED,
      crc: crc32(bytes),
      length: bytes.length,
      size: bytes.length,
    };
    const next = offset + 30 + p.name.length + bytes.length;
    if (next > MOST_BYTES || ++parts > MOST_PARTS) throw new RangeError('too much for one zip');
    yield Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), commonHead(p), p.name]);
    yield bytes;
    directory.push(...listed(p, offset));
    offset = next;
  }
  const central = Buffer.concat(directory);
  yield central;
  yield ending(parts, central.length, offset);
}
