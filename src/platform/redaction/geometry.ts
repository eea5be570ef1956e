// Rectangles of a page: where characters stand, and which pixels cover them.

export interface Box {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
}

/** Pixels, from the upper left corner; `right` and `bottom` are outside. */
export interface PixelBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const union = (a: Box, b: Box): Box => ({
  left: Math.min(a.left, b.left),
  right: Math.max(a.right, b.right),
  bottom: Math.min(a.bottom, b.bottom),
  top: Math.max(a.top, b.top),
});

/** True when two boxes stand on one line, one after the other. */
function goesOn(a: Box, b: Box): boolean {
  const height = Math.min(a.top - a.bottom, b.top - b.bottom);
  const shared = Math.min(a.top, b.top) - Math.max(a.bottom, b.bottom);
  const gap = Math.max(a.left, b.left) - Math.min(a.right, b.right);
  return shared > height * 0.6 && gap < Math.max(a.top - a.bottom, b.top - b.bottom);
}

/** Boxes of characters in reading order as one box a line. */
export function lineBoxes(boxes: readonly Box[]): readonly Box[] {
  const lines: Box[] = [];
  for (const box of boxes) {
    const last = lines.at(-1);
    if (last && goesOn(last, box)) lines[lines.length - 1] = union(last, box);
    else lines.push(box);
  }
  return lines;
}

/** From the page's own measure to pixels of its picture, turned pages included. */
export interface Mapping {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

export function toPixels({ a, b, c, d, e, f }: Mapping, box: Box): Box {
  const xs = [box.left, box.right].flatMap((x) => [box.bottom, box.top].map((y) => a * x + c * y + e));
  const ys = [box.left, box.right].flatMap((x) => [box.bottom, box.top].map((y) => b * x + d * y + f));
  // Downwards from here on: `top` is the smaller number.
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}

/** Quarter turns, clockwise as the page is shown. */
export type Turn = 0 | 1 | 2 | 3;

/** Which way a character runs on the picture; null for what stands at a slant, like a watermark. */
export function turnOf(char: { readonly angle: number }, { a, b, c, d }: Mapping): Turn | null {
  const [x, y] = [Math.cos(char.angle), Math.sin(char.angle)];
  const quarters = Math.atan2(b * x + d * y, a * x + c * y) / (Math.PI / 2);
  const turn = Math.round(quarters);
  return Math.abs(quarters - turn) < 0.03 ? (((turn + 4) % 4) as Turn) : null;
}

/** A box of the picture as it would be if its text ran from left to right. */
export function upright({ left, right, top, bottom }: Box, turn: Turn): Box {
  if (turn === 0) return { left, right, top, bottom };
  if (turn === 1) return { left: top, right: bottom, top: -right, bottom: -left };
  if (turn === 2) return { left: -right, right: -left, top: -bottom, bottom: -top };
  return { left: -bottom, right: -top, top: left, bottom: right };
}

/** The point of the picture that is (u, v) when upright. */
export function turnedBack(u: number, v: number, turn: Turn): readonly [x: number, y: number] {
  if (turn === 0) return [u, v];
  if (turn === 1) return [-v, u];
  return turn === 2 ? [-u, -v] : [v, -u];
}

/** Whole pixels around a box, and some more for what strokes leave beside it; null when it is not on the page. */
export function covering(box: Box, width: number, height: number, beside: number, above: number): PixelBox | null {
  const x = Math.max(0, Math.floor(box.left) - beside);
  const y = Math.max(0, Math.floor(box.top) - above);
  const right = Math.min(width, Math.ceil(box.right) + beside);
  const bottom = Math.min(height, Math.ceil(box.bottom) + above);
  return right > x && bottom > y ? { x, y, width: right - x, height: bottom - y } : null;
}

export function holds(box: PixelBox, x: number, y: number): boolean {
  return x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height;
}
