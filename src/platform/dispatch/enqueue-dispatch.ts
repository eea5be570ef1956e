// A dispatch is asked for inside the act it belongs to and commits with it. Nothing waits for it: what cannot be sent is a
// row that says so, never a refusal of the act.
import { newId } from '../../town/ids.ts';
import type { Act } from '../act/act.ts';
import { type Channel, isAddress } from './channel.ts';
import { placeOf, type Sealer } from './sealer.ts';
import { DISPATCH_CHORE, insertDispatch, type StoredState } from './store.ts';

export interface NewDispatch {
  /** What it is about, `request:SQ-2026-0012`. */
  about: string;
  channel: Channel;
  /** As its owner typed it. The room's form has asked `isAddress`; one that is none ends here as `failed`. */
  to: string;
  /** Key of the case the address belongs to: with it the address is gone. */
  keyId: string;
  /** One line. Like the body it names no person and nothing a person wrote: a receipt number and where to look it up. */
  subject: string;
  body: string;
}

/** Control characters, and what some readers take for the end of a line. */
const CONTROL = /[\p{Cc}\u2028\u2029]/u;

/** Throws RangeError on a text that breaks the contract: it is written by the program, so that is a fault. */
export async function enqueueDispatch(act: Act, sealer: Sealer, given: NewDispatch): Promise<void> {
  const { about, channel, to, keyId, subject, body } = given;
  if (subject === '' || CONTROL.test(subject) || CONTROL.test(body.replaceAll('\n', '')))
    throw new RangeError('a dispatch has one line of subject and plain lines of text');
  // What is no address may be any word, and quotes nobody.
  if (isAddress(channel, to) && (subject.includes(to) || body.includes(to)))
    throw new RangeError('a dispatch does not quote its address');
  const id = newId();
  const end = endAtOnce(act, channel, to);
  await insertDispatch(act.db, {
    id,
    about,
    channel,
    toSealed: end ? null : await sealer.seal(keyId, placeOf(id), to),
    keyId,
    subject,
    body,
    state: end?.state ?? 'queued',
    lastError: end?.error ?? null,
    createdAt: act.at,
  });
  if (!end) await act.enqueue(DISPATCH_CHORE, id, {});
}

function endAtOnce(act: Act, channel: Channel, to: string): { state: StoredState; error: string | null } | null {
  if (!act.town.dispatchChannels.has(channel)) return { state: 'not-configured', error: null };
  return isAddress(channel, to) ? null : { state: 'failed', error: 'address-malformed' };
}
