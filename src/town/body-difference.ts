// What a correction changed, in words a reader can follow: block by block, and inside a changed block by character or word.
import type { Block, Body, Inline } from './body.ts';
import { sequenceDifference } from './sequence-difference.ts';

export type PieceKind = 'paragraph' | 'heading' | 'item' | 'row' | 'image' | 'rule';

export interface TextPart {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** `text` of a table row parts its cells with ` │ `. A change of type, emphasis or link alone has no added or removed part. */
export type BodyChange =
  | { readonly kind: 'same' | 'added' | 'removed'; readonly piece: PieceKind; readonly text: string }
  | {
      readonly kind: 'changed';
      readonly piece: PieceKind;
      readonly parts: readonly TextPart[];
      readonly only?: 'link' | 'format';
    };

interface Piece {
  readonly piece: PieceKind;
  readonly text: string;
  readonly links: string;
  readonly form: string;
}

function inlinePiece(piece: PieceKind, block: unknown, content: readonly Inline[]): Piece {
  const text = content.map((n) => (n.type === 'text' ? n.text : '\n')).join('');
  const links = content
    .flatMap((n) => (n.type === 'text' ? (n.marks ?? []) : []))
    .flatMap((mark) => (mark.type === 'link' ? [mark.attrs.href] : []));
  return { piece, text, links: links.join('\n'), form: JSON.stringify(block) };
}

/** All inline content below, a break between blocks. */
function inlineOf(blocks: readonly Block[]): readonly Inline[] {
  const found: Inline[] = [];
  for (const block of blocks) {
    const inside: readonly Inline[] =
      block.type === 'paragraph' || block.type === 'heading'
        ? (block.content ?? [])
        : block.type === 'image'
          ? [{ type: 'text', text: `［图片 ${block.attrs.file.slice(0, 8)} ${block.attrs.alt}］` }]
          : block.type === 'bulletList' || block.type === 'orderedList'
            ? inlineOf(block.content.flatMap((item) => item.content))
            : block.type === 'blockquote'
              ? inlineOf(block.content)
              : [];
    if (inside.length > 0 && found.length > 0) found.push({ type: 'hardBreak' });
    found.push(...inside);
  }
  return found;
}

function pieces(blocks: readonly Block[], place: 'paragraph' | 'item'): readonly Piece[] {
  return blocks.flatMap((block) => piecesOf(block, place));
}

function piecesOf(block: Block, place: 'paragraph' | 'item'): readonly Piece[] {
  switch (block.type) {
    case 'paragraph':
      return [inlinePiece(place, [place, block], block.content ?? [])];
    case 'heading':
      return [inlinePiece('heading', block, block.content ?? [])];
    case 'bulletList':
    case 'orderedList':
      return block.content.flatMap((item) =>
        pieces(item.content, 'item').map((p) => ({ ...p, form: `${block.type} ${p.form}` })),
      );
    case 'blockquote':
      return pieces(block.content, place).map((p) => ({ ...p, form: `quote ${p.form}` }));
    case 'horizontalRule':
      return [{ piece: 'rule', text: '', links: '', form: 'rule' }];
    case 'image':
      return [{ piece: 'image', text: block.attrs.alt || '图片', links: block.attrs.file, form: JSON.stringify(block) }];
    case 'table':
      return block.content.map((row) =>
        inlinePiece(
          'row',
          row,
          row.content.flatMap((cell, i): readonly Inline[] => [
            ...(i > 0 ? [{ type: 'text', text: ' │ ' } as const] : []),
            ...inlineOf(cell.content),
          ]),
        ),
      );
  }
}

/** A run of Latin letters or digits is one token, so that 120 → 125 reads as one change; any other character is its own. */
function tokens(text: string): string[] {
  return text.match(/[0-9]+(?:[.,][0-9]+)*|[A-Za-z]+|[\s\S]/gu) ?? [];
}

/** A lone character kept between two changes makes the reader stumble; it joins them. */
function textParts(earlier: string, later: string): readonly TextPart[] {
  const a = tokens(earlier);
  const b = tokens(later);
  const parts: TextPart[] = [];
  let removed = '';
  let added = '';
  const flush = (): void => {
    if (removed !== '') parts.push({ kind: 'removed', text: removed });
    if (added !== '') parts.push({ kind: 'added', text: added });
    removed = '';
    added = '';
  };
  const steps = sequenceDifference(a, b);
  steps.forEach((step, i) => {
    const text = (step.kind === 'added' ? b : a).slice(step.from, step.to).join('');
    if (step.kind === 'removed') removed += text;
    else if (step.kind === 'added') added += text;
    else if (i > 0 && i < steps.length - 1 && text.length < 2 && removed + added !== '' && /[\p{L}\p{N}]/u.test(text)) {
      removed += text;
      added += text;
    } else {
      flush();
      parts.push({ kind: 'same', text });
    }
  });
  flush();
  return parts;
}

/** Share of neighbouring character pairs that two texts have in common, 0 to 1. */
function likeness(a: string, b: string): number {
  const pairs = (text: string): string[] =>
    text.length < 2 ? [text] : Array.from({ length: text.length - 1 }, (_, i) => text.slice(i, i + 2));
  const left = pairs(a.slice(0, 2000));
  const right = pairs(b.slice(0, 2000));
  const count = new Map<string, number>();
  for (const pair of left) count.set(pair, (count.get(pair) ?? 0) + 1);
  let common = 0;
  for (const pair of right) {
    const n = count.get(pair) ?? 0;
    if (n > 0) common++;
    count.set(pair, n - 1);
  }
  return (2 * common) / (left.length + right.length);
}

function paired(before: Piece, after: Piece): BodyChange {
  if (before.piece === 'image' || before.text === after.text) {
    const parts: TextPart[] = [{ kind: 'same', text: after.text }];
    return { kind: 'changed', piece: after.piece, parts, only: before.links === after.links ? 'format' : 'link' };
  }
  return { kind: 'changed', piece: after.piece, parts: textParts(before.text, after.text) };
}

/** Between two runs of unchanged blocks: match each removed block with the first sufficiently like added one, in order. */
function hunk(removed: readonly Piece[], added: readonly Piece[]): readonly BodyChange[] {
  const changes: BodyChange[] = [];
  let next = 0;
  for (const before of removed) {
    const window = added.slice(next, next + 12);
    const found = window.findIndex(
      (after) =>
        after.text === before.text ||
        (before.piece !== 'image' && after.piece === before.piece && likeness(before.text, after.text) >= 0.4),
    );
    if (found < 0) changes.push({ kind: 'removed', piece: before.piece, text: before.text });
    else {
      for (const after of window.slice(0, found)) changes.push({ kind: 'added', piece: after.piece, text: after.text });
      changes.push(paired(before, window[found]!));
      next += found + 1;
    }
  }
  for (const after of added.slice(next)) changes.push({ kind: 'added', piece: after.piece, text: after.text });
  return changes;
}

/**
 * Changes from the earlier body to the later one, in reading order. Reading the `same` and `added` texts gives the later body,
 * reading the `same` and `removed` texts the earlier one.
 */
export function bodyDifference(earlier: Body, later: Body): readonly BodyChange[] {
  const blank = (p: Piece): boolean => p.piece !== 'rule' && p.text.trim() === '';
  const a = pieces(earlier.content, 'paragraph').filter((p) => !blank(p));
  const b = pieces(later.content, 'paragraph').filter((p) => !blank(p));
  const changes: BodyChange[] = [];
  let removed: readonly Piece[] = [];
  let added: readonly Piece[] = [];
  const steps = sequenceDifference(
    a.map((p) => p.form),
    b.map((p) => p.form),
  );
  for (const step of steps) {
    if (step.kind === 'removed') removed = [...removed, ...a.slice(step.from, step.to)];
    else if (step.kind === 'added') added = [...added, ...b.slice(step.from, step.to)];
    else {
      changes.push(...hunk(removed, added));
      removed = [];
      added = [];
      for (const p of a.slice(step.from, step.to)) changes.push({ kind: 'same', piece: p.piece, text: p.text });
    }
  }
  changes.push(...hunk(removed, added));
  return changes;
}

/** For the sentence above the comparison. */
export function hasDifference(changes: readonly BodyChange[]): boolean {
  return changes.some((change) => change.kind !== 'same');
}
