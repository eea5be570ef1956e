// Pasted or submitted HTML, cleaned in the worker because a megabyte of clipboard is a stranger's file too.
import { done, type Outcome } from '../../town/outcome.ts';
import type { Body } from '../../town/body.ts';
import { htmlToBody } from './html-to-body.ts';
import type { ReadWarning } from './words.ts';

export function readPaste(bytes: Uint8Array): Outcome<{ body: Body; warnings: readonly ReadWarning[] }, never> {
  return done(htmlToBody(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')));
}
