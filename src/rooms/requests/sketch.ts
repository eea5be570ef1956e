// Whether two wishes say much the same, without reading either: a text's sketch is the least keyed number of its shingles in each
// of thirty-two classes; the share of equal numbers estimates how alike the texts are.
import type { Vault } from '../../platform/vault/vault.ts';

const CLASSES = 32;
const SHINGLE = 4;

/** Signed 32-bit numbers, as the database keeps them; each carries its class, so that equal numbers mean the same class. */
export function sketchOf(vault: Pick<Vault, 'blindNumber'>, text: string): readonly number[] {
  const letters = [...text.normalize('NFKC').toLowerCase()].filter((c) => /[\p{L}\p{N}]/u.test(c));
  const least: (number | undefined)[] = Array.from({ length: CLASSES });
  const shingles = new Set(
    letters.slice(0, Math.max(1, letters.length - SHINGLE + 1)).map((_, i) => letters.slice(i, i + SHINGLE).join('')),
  );
  for (const shingle of shingles) {
    const n = vault.blindNumber('wish', shingle) >>> 0;
    const at = n % CLASSES;
    if (least[at] === undefined || n < least[at]) least[at] = n;
  }
  return least.filter((n) => n !== undefined).map((n) => n | 0);
}

function piecesOf(text: string, width: number): string[] {
  const letters = [...text];
  return letters.slice(width - 1).map((_, i) => letters.slice(i, i + width).join(''));
}

/** Every two and every three characters side by side, each once. */
export function titlePieces(title: string): string[] {
  return [...new Set([...piecesOf(title, 2), ...piecesOf(title, 3)])];
}

/** What a title that has these words must have among its pieces; nothing for a single character. */
export function piecesSought(words: string): string[] {
  return [...new Set(piecesOf(words, [...words].length > 2 ? 3 : 2))];
}

/** From 0 (nothing shared) to 1 (the same). */
export function sketchSimilarity(a: readonly number[], b: readonly number[]): number {
  if (a.length === 0 || b.length === 0) return 0;
  const other = new Set(b);
  const shared = a.filter((n) => other.has(n)).length;
  return shared / (a.length + b.length - shared);
}
