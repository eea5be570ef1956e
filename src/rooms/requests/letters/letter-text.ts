// What a letter says, as an officer reads and changes it before it is signed. Kept with the request, printed by letter-paper.ts.
import type { PaperCell, PaperTable } from '../../../platform/paper/paper.ts';

export interface LetterTable {
  /** Stands after so many paragraphs. */
  after: number;
  /** Widths as shares. */
  columns: readonly number[];
  rows: readonly (readonly PaperCell[])[];
  size: PaperTable['size'];
}

export interface LetterText {
  title: string;
  /** Without its colon; empty on forms. */
  salutation: string;
  paragraphs: string[];
  table?: LetterTable;
  /** 附注, with its brackets. */
  note?: string;
}
