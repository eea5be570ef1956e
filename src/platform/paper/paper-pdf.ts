// A paper as PDF: A4, embedded fonts, the same bytes for the same paper and fonts.
import type { Paper } from './paper.ts';
import { press } from './paper-press.ts';

export function paperPdf(paper: Paper): Promise<Uint8Array> {
  return press('pdf', paper);
}
