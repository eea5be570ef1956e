// The text that lies unseen over the picture of a page: what may be copied, in runs that stand where the letters are drawn,
// and a mark at the beginning of each hidden stretch.
import { type Box, type Mapping, type PixelBox, toPixels, type Turn, turnedBack, turnOf, upright } from './geometry.ts';
import { isBlank } from './page-text.ts';
import type { PageChar } from './pdf-document.ts';
import type { TextRun } from './write-pdf.ts';

export interface SpokenMark extends PixelBox {
  readonly says: string;
  /** The first hidden character. */
  readonly before: number;
}

export interface LaidPage {
  readonly mapping: Mapping;
  readonly height: number;
  /** Pixels for a point. */
  readonly scale: number;
}

interface Open {
  text: string;
  /** Upright, in pixels. */
  box: Box;
  readonly isWide: boolean;
  readonly turn: Turn;
}

const joined = (a: Box, b: Box): Box => ({
  left: Math.min(a.left, b.left),
  right: Math.max(a.right, b.right),
  top: Math.min(a.top, b.top),
  bottom: Math.max(a.bottom, b.bottom),
});

class Layer {
  readonly runs: TextRun[] = [];
  private open: Open | null = null;

  constructor(private readonly page: LaidPage) {}

  close(): void {
    if (!this.open) return;
    const { box, text, turn } = this.open;
    const { height, scale } = this.page;
    const size = box.bottom - box.top;
    const [x, y] = turnedBack(box.left, box.bottom - size * 0.15, turn);
    this.runs.push({
      text,
      x: x / scale,
      y: (height - y) / scale,
      width: (box.right - box.left) / scale,
      size: (size * 0.94) / scale,
      turn,
    });
    this.open = null;
  }

  space(): void {
    if (this.open && !this.open.text.endsWith(' ')) this.open.text += ' ';
  }

  add(text: string, box: Box, turn: Turn): void {
    const isWide = box.right - box.left > (box.bottom - box.top) * 0.75;
    const { open } = this;
    const goesOn =
      open !== null &&
      open.turn === turn &&
      open.isWide === isWide &&
      Math.abs(open.box.bottom - box.bottom) < 2 &&
      Math.abs(box.left - open.box.right) < (box.bottom - box.top) * 0.35;
    if (goesOn) {
      open.text += text;
      open.box = joined(open.box, box);
    } else {
      this.close();
      this.open = { text, box, isWide, turn };
    }
  }

  addMark({ x, y, width, height, says }: SpokenMark, turn: Turn): void {
    this.close();
    this.add(says, upright({ left: x, right: x + width, top: y, bottom: y + height }, turn), turn);
    this.close();
  }
}

export function textLayer(
  chars: readonly PageChar[],
  copied: readonly boolean[],
  marks: readonly SpokenMark[],
  page: LaidPage,
): readonly TextRun[] {
  const layer = new Layer(page);
  const marksBefore = new Map(marks.map((mark) => [mark.before, mark]));
  for (const [i, char] of chars.entries()) {
    const mark = marksBefore.get(i);
    const turn = turnOf(char, page.mapping) ?? 0;
    if (mark) layer.addMark(mark, turn);
    if (copied[i] && char.box && !char.isGenerated && !isBlank(char.unicode)) {
      layer.add(String.fromCodePoint(char.unicode), upright(toPixels(page.mapping, char.box), turn), turn);
      continue;
    }
    // A space is kept at the end of a run; where it stands is decided by what follows.
    if (copied[i] && char.unicode === 0x20) layer.space();
    layer.close();
  }
  layer.close();
  return layer.runs;
}
