// The day under a signature: a line of its own among the last of a text.
import { type Body, bodyBlocks } from '../../town/body.ts';
import type { Day } from '../../town/day.ts';
import { anyDay } from './any-day.ts';

const LAST = 6;
const ALONE = /^[（(]?([0-9〇○零一二三四五六七八九]{4}\s*年.{1,8}日)[）)]?$/;

export function signatureDay(body: Body): Day | null {
  const lines = bodyBlocks(body)
    .filter((b) => b.kind === 'paragraph')
    .slice(-LAST)
    .map((b) => ALONE.exec(b.text.normalize('NFKC').trim())?.[1]);
  return lines.reduceRight<Day | null>((found, line) => found ?? (line ? anyDay(line) : null), null);
}
