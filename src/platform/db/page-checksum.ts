// PostgreSQL's own checksum of a data page, so that a page gone bad is met when a copy is made and not years later.
// Format of the engine: src/include/storage/checksum_impl.h, 32 running FNV sums over the page, its own field taken as 0.

export const PAGE_BYTES = 8192;
const PAGES_A_FILE = 131_072;
const WORDS = PAGE_BYTES / 4;
const LANES = 32;
const PRIME = 16_777_619;

// biome-ignore format: thirty-two starting values, one for each lane
const START = Int32Array.from([
  0x5b1f36e9, 0xb8525960, 0x02ab50aa, 0x1de66d2a, 0x79ff467a, 0x9bb9f8a3, 0x217e7cd2, 0x83e13d2c,
  0xf8d4474f, 0xe39eb970, 0x42c6ae16, 0x993216fa, 0x7b093b5d, 0x98daff3c, 0xf718902a, 0x0b1c9cdb,
  0xe58f764b, 0x187636bc, 0x5d7b3bb1, 0xe73de7de, 0x92bec979, 0xcca6c0b2, 0x304a0979, 0x85aa43d4,
  0x783125bb, 0x6ca8eaa2, 0xe407eac6, 0x4b5cfc3e, 0x9fbf8c76, 0x15ca20be, 0xf2ca9fd3, 0x959bd756,
]);
const sums = new Int32Array(LANES);

/** Sum of the page that begins at word `from`; `block` is its number in the whole relation. */
function checksum(words: Int32Array, from: number, block: number): number {
  sums.set(START);
  const own = from + 2;
  const kept = words[own]!;
  words[own] = kept & ~0xffff;
  for (let i = from; i < from + WORDS; i += LANES)
    for (let lane = 0; lane < LANES; lane++) {
      const mixed = sums[lane]! ^ words[i + lane]!;
      sums[lane] = Math.imul(mixed, PRIME) ^ (mixed >>> 17);
    }
  words[own] = kept;
  let all = 0;
  for (let lane = 0; lane < LANES; lane++) {
    // Two more rounds of zeros, so that the last words are mixed like the first.
    let sum = sums[lane]!;
    sum = Math.imul(sum, PRIME) ^ (sum >>> 17);
    all ^= Math.imul(sum, PRIME) ^ (sum >>> 17);
  }
  return (((all ^ block) >>> 0) % 65_535) + 1;
}

const RELATION = /^(?:base\/\d+|global)\/\d+(?:_(?:fsm|vm|init))?(?:\.(\d+))?$/;

/** Whether a file of a database directory is made of pages, by its path inside it. */
export function isPaged(path: string): boolean {
  return RELATION.test(path);
}

/** Numbers of the pages whose content does not fit their checksum. A page never written to is empty and has none. */
export function badPages(path: string, content: Buffer): number[] {
  const first = Number(RELATION.exec(path)?.[1] ?? 0) * PAGES_A_FILE;
  const whole = Math.floor(content.byteLength / PAGE_BYTES);
  const aligned = content.byteOffset % 4 === 0 ? content : new Uint8Array(content);
  const words = new Int32Array(aligned.buffer, aligned.byteOffset, whole * WORDS);
  const bad: number[] = [];
  for (let page = 0; page < whole; page++) {
    const from = page * WORDS;
    const isNew = words[from + 3]! >>> 16 === 0;
    if (!isNew && checksum(words, from, first + page) !== (words[from + 2]! & 0xffff)) bad.push(first + page);
  }
  return bad;
}
