// A paper as a Word document that an office can go on writing: its fonts go by their names, none is inside.
import type { Paper } from './paper.ts';
import { press } from './paper-press.ts';

export function paperDocx(paper: Paper): Promise<Uint8Array> {
  return press('docx', paper);
}
