// A TrueType font of empty glyphs, for the text that lies unseen over the picture of a page: it can be searched and copied,
// and needs no typeface, which for Chinese would be megabytes.

function table(size: number, fill: (b: Buffer) => void): Buffer {
  const b = Buffer.alloc(size);
  fill(b);
  return b;
}

function checksum(bytes: Buffer): number {
  let sum = 0;
  for (let i = 0; i + 3 < bytes.length; i += 4) sum = (sum + bytes.readUInt32BE(i)) >>> 0;
  return sum;
}

const EM = 1000;

/** `glyphs` empty glyphs, each one em wide. Deterministic. */
export function blankFont(glyphs: number): Buffer {
  const tables: readonly (readonly [string, Buffer])[] = [
    // No outline at all: the offsets in loca are all 0.
    ['glyf', Buffer.alloc(4)],
    [
      'head',
      table(54, (b) => {
        b.writeUInt32BE(0x00010000, 0);
        b.writeUInt32BE(0x00010000, 4);
        b.writeUInt32BE(0x5f0f3cf5, 12);
        b.writeUInt16BE(EM, 18);
        b.writeInt16BE(EM, 40);
        b.writeInt16BE(EM, 42);
        b.writeUInt16BE(8, 46);
        b.writeInt16BE(2, 48);
      }),
    ],
    [
      'hhea',
      table(36, (b) => {
        b.writeUInt32BE(0x00010000, 0);
        b.writeInt16BE(880, 4);
        b.writeInt16BE(-120, 6);
        b.writeUInt16BE(EM, 10);
        b.writeUInt16BE(1, 34);
      }),
    ],
    ['hmtx', table(4 + (glyphs - 1) * 2, (b) => b.writeUInt16BE(EM, 0))],
    ['loca', Buffer.alloc((glyphs + 1) * 2)],
    [
      'maxp',
      table(32, (b) => {
        b.writeUInt32BE(0x00010000, 0);
        b.writeUInt16BE(glyphs, 4);
        b.writeUInt16BE(1, 14);
      }),
    ],
  ];
  const head = Buffer.alloc(12 + tables.length * 16);
  head.writeUInt32BE(0x00010000, 0);
  head.writeUInt16BE(tables.length, 4);
  head.writeUInt16BE(64, 6);
  head.writeUInt16BE(2, 8);
  head.writeUInt16BE(tables.length * 16 - 64, 10);
  const bodies: Buffer[] = [];
  let offset = head.length;
  for (const [i, [tag, bytes]] of tables.entries()) {
    const padded = Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
    const at = 12 + i * 16;
    head.write(tag, at, 'latin1');
    head.writeUInt32BE(checksum(padded), at + 4);
    head.writeUInt32BE(offset, at + 8);
    head.writeUInt32BE(bytes.length, at + 12);
    bodies.push(padded);
    offset += padded.length;
  }
  const font = Buffer.concat([head, ...bodies]);
  const headAt = font.readUInt32BE(12 + 16 + 8);
  font.writeUInt32BE((0xb1b0afba - checksum(font)) >>> 0, headAt + 8);
  return font;
}
