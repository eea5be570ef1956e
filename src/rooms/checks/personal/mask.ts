// Covers what would point at a person, and leaves what a reader needs to recognise himself: 510104********0002, 138****8000.
import { findNumbers } from './numbers.ts';
import type { NumberFound } from './resident-id.ts';
import { findTraces, type TraceFound } from './traces.ts';

export interface Masking {
  start: number;
  end: number;
  masked: string;
}

export function maskNumber(found: NumberFound): string {
  const { kind, value } = found;
  if (kind === 'mobile') return cover(value, 3, 4);
  if (kind === 'resident-id' || kind === 'resident-id-suspect') return cover(value, 6, value.length === 15 ? 3 : 4);
  return cover(value, 4, 3);
}

function cover(value: string, head: number, tail: number): string {
  return value.slice(0, head) + '*'.repeat(Math.max(1, value.length - head - tail)) + value.slice(-tail);
}

/** What masking would replace: the numbers, passports and doors of homes. E-mail and plates are often an office's own and are left to a person. */
export function maskingsOf(numbers: readonly NumberFound[], traces: readonly TraceFound[]): Masking[] {
  const all = [
    ...numbers.map((n) => ({ start: n.start, end: n.end, masked: maskNumber(n) })),
    ...traces
      .filter((t) => t.kind === 'passport' || t.kind === 'home-address')
      .map(({ start, end, masked }) => ({ start, end, masked })),
  ].sort((a, b) => a.start - b.start);
  return all.filter((m, i) => i === 0 || all.slice(Math.max(0, i - 3), i).every((before) => before.end <= m.start));
}

export function applyMaskings(text: string, maskings: readonly Masking[], from = 0, to = text.length): string {
  let out = '';
  let at = from;
  for (const m of maskings) {
    if (m.end <= from || m.start >= to) continue;
    out += text.slice(at, m.start) + m.masked;
    at = m.end;
  }
  return out + text.slice(at, to);
}

/**
 * For 处理后公开. Repeating it changes nothing: what is left of glued numbers can look like one again, so it is looked at until there
 * is nothing. Each round covers digits and brings none.
 */
export function maskPersonalData(text: string, columnHead = ''): { text: string; count: number } {
  let [masked, count] = [text, 0];
  for (;;) {
    const maskings = maskingsOf(findNumbers(masked, columnHead), findTraces(masked));
    const next = applyMaskings(masked, maskings);
    if (next === masked) return { text: masked, count };
    masked = next;
    count += maskings.length;
  }
}

const AROUND = 18;

/** The words around a place, with every number in sight covered and none cut in two. */
export function maskedExcerpt(text: string, maskings: readonly Masking[], start: number, end: number): string {
  let from = Math.max(0, start - AROUND);
  let to = Math.min(text.length, Math.min(end, start + 120) + AROUND);
  for (const m of maskings) {
    if (m.start < from && m.end > from) from = m.start;
    if (m.start < to && m.end > to) to = m.end;
  }
  const words = applyMaskings(text, maskings, from, to).replace(/\s+/g, ' ').trim();
  return `${from > 0 ? '…' : ''}${words}${to < text.length ? '…' : ''}`;
}
