// The name by which a finding is known again after the draft was edited elsewhere.
import { createHmac } from 'node:crypto';
import type { Remark } from './finding.ts';

/** Width, case, spaces and invisible characters do not make a content another one. */
export function normalised(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{Cf}]/gu, '');
}

/**
 * 24 hex digits over rule, kind of place and content; never over an offset. Equal content in the same kind of place has the
 * same fingerprint, so one ruling settles every copy of it.
 * The content may be a phone number, which anybody could find again by trying them all: hence the keyed hash.
 */
export function fingerprintOf(remark: Remark, pepper: string): string {
  const content = [...new Set(remark.about.map(normalised))].sort();
  return createHmac('sha256', `gongkai checks ${pepper}`)
    .update(JSON.stringify([remark.rule, remark.where ?? null, content]))
    .digest('hex')
    .slice(0, 24);
}
