// How much of a stranger's file we are willing to look at.

export const fileLimits = {
  packedBytes: 50 * 1024 * 1024,
  unpackedBytes: 200 * 1024 * 1024,
  parts: 2_000,
  /** Unpacked to packed. Small parts compress well by chance, so a part alone is judged only above `ratioFrom` bytes. */
  ratio: 200,
  ratioFrom: 1024 * 1024,
  xmlDepth: 64,
  pixels: 25_000_000,
  wallMs: 10_000,
  heapMb: 512,
} as const;
