// Ids are made by the application, so that a row can be written without asking the database first
// and so that no sequence is shared between towns.
import { randomBytes } from 'node:crypto';

declare const idBrand: unique symbol;
export type Id<Kind extends string> = string & { readonly [idBrand]: Kind };

export type OrganId = Id<'organ'>;
export type StaffId = Id<'staff'>;
export type AccountId = Id<'account'>;
export type DocumentId = Id<'document'>;
export type EditionId = Id<'edition'>;
export type DutyId = Id<'duty'>;
export type FileId = Id<'file'>;
export type ReviewId = Id<'review'>;

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** 26 characters, time first (so rows made together lie together), then 80 random bits. */
export function newId<I extends Id<string>>(): I {
  let time = Date.now();
  let text = '';
  for (let i = 0; i < 10; i++) {
    text = ALPHABET[time % 32]! + text;
    time = Math.floor(time / 32);
  }
  for (const byte of randomBytes(16)) text += ALPHABET[byte % 32]!;
  return text as I;
}

const SHAPE = /^[0-9a-hjkmnp-tv-z]{26}$/;

/** An id from an address or a form, or null when the text cannot be one. */
export function parseId<I extends Id<string>>(text: string): I | null {
  return SHAPE.test(text) ? (text as I) : null;
}
