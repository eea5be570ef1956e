// Sentences that stand almost the same in another report: the instruction forbids repeating oneself year after year.
import type { Db } from '../../platform/db/engine.ts';
import { plainText } from '../../town/body.ts';
import { shinglesIn } from '../checks/door.ts';
import { publishedLines, shownEdition } from '../disclosure/door.ts';

export interface OtherReport {
  title: string;
  sentences: readonly string[];
}

export interface SimilarSentence {
  sentence: string;
  other: string;
  /** Title of the report it stands in. */
  in: string;
  /** 0 … 1 of shared shingles. */
  similarity: number;
}

const SHORTEST = 18;
const ALIKE = 0.6;
const REPORTS = 6;

export function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=[。！？；])|\n/u)
    .map((s) => s.trim())
    .filter((s) => s.length >= SHORTEST);
}

/** Without figures: a sentence that only changed its numbers is the same sentence. */
function worded(sentence: string): string {
  return sentence.replace(/[\d.,%％〇一二三四五六七八九十百千万]+/g, '');
}

/** The most similar sentence elsewhere for each that has one, in the order of the text; of equals the first. */
export function similarSentences(text: string, others: readonly OtherReport[]): SimilarSentence[] {
  const known = others.flatMap((r) => r.sentences.map((other) => ({ other, in: r.title, shingles: shinglesIn(worded(other)) })));
  const holders = new Map<string, number[]>();
  for (const [i, { shingles }] of known.entries())
    for (const shingle of shingles) {
      const those = holders.get(shingle);
      if (those) those.push(i);
      else holders.set(shingle, [i]);
    }
  return sentencesOf(text).flatMap((sentence) => {
    const own = shinglesIn(worded(sentence));
    const shared = new Map<number, number>();
    for (const shingle of own) for (const i of holders.get(shingle) ?? []) shared.set(i, (shared.get(i) ?? 0) + 1);
    const alike = [...shared]
      .map(([i, n]) => ({ i, similarity: n / (own.size + known[i]!.shingles.size - n) }))
      .filter((a) => a.similarity >= ALIKE)
      .sort((a, b) => b.similarity - a.similarity || a.i - b.i);
    const [best] = alike;
    return best ? [{ sentence, other: known[best.i]!.other, in: known[best.i]!.in, similarity: best.similarity }] : [];
  });
}

/** The newest public reports of other years. */
export async function otherReports(db: Db, itemCode: string, exceptTitle: string): Promise<OtherReport[]> {
  const lines = await publishedLines(db, { itemCode, genre: '年报' }, REPORTS + 1);
  const editions = await Promise.all(lines.filter((l) => l.title !== exceptTitle).map((l) => shownEdition(db, l.id, l.editions)));
  return editions.flatMap((e) => (e ? [{ title: e.title, sentences: sentencesOf(plainText(e.body)) }] : [])).slice(0, REPORTS);
}
