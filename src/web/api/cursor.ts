// Cursors: where a list was left. Opaque to readers, checked like any other input, and good for ever.
import type { Place } from '../../rooms/disclosure/door.ts';
import { instantOf } from '../../town/day.ts';
import { type DocumentId, type DutyId, parseId } from '../../town/ids.ts';

function pack(text: string): string {
  return Buffer.from(text).toString('base64url');
}

/** The text a cursor was made of; null when it is not one of ours, letter for letter. */
function unpack(cursor: string): string | null {
  if (!/^[A-Za-z0-9_-]{1,120}$/.test(cursor)) return null;
  const text = Buffer.from(cursor, 'base64url').toString();
  return pack(text) === cursor ? text : null;
}

export function placeCursor(place: Place): string {
  return pack(`d${Date.parse(place.at).toString(36)}.${place.id}`);
}

const MOST_MS = 4_102_444_800_000;

export function placeOf(cursor: string): Place | null {
  const m = /^d([0-9a-z]{1,10})\.([0-9a-z]{26})$/.exec(unpack(cursor) ?? '');
  const id = m ? parseId<DocumentId>(m[2]!) : null;
  const ms = m ? Number.parseInt(m[1]!, 36) : Number.NaN;
  if (!id || !(ms >= 0 && ms <= MOST_MS)) return null;
  const place = { at: instantOf(ms), id };
  return placeCursor(place) === cursor ? place : null;
}

export function dutyCursor(id: DutyId): string {
  return pack(`u${id}`);
}

export function dutyAfter(cursor: string): DutyId | null {
  const text = unpack(cursor);
  return text?.startsWith('u') ? parseId<DutyId>(text.slice(1)) : null;
}

/** Twelve digits, so that cursors of changes also sort as text. */
export function changeCursor(seq: number): string {
  return String(seq).padStart(12, '0');
}

/** `0` is the beginning. */
export function changeAfter(cursor: string): number | null {
  return cursor === '0' || /^\d{12}$/.test(cursor) ? Number(cursor) : null;
}
