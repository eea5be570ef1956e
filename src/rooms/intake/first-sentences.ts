// A summary nobody wrote: the first sentences of the text, as many as fit.
import { type Body, bodyBlocks } from '../../town/body.ts';
import { SUMMARY_MOST } from '../disclosure/door.ts';

/** `各村（社区）、镇直各单位：` greets and says nothing. */
const GREETING = /[:：]$/;

/** At most SUMMARY_MOST characters; the title when the text has no sentence. */
export function firstSentences(body: Body, title: string): string {
  const paragraph = bodyBlocks(body).find(
    (b) => b.kind === 'paragraph' && b.text.trim().length >= 10 && !GREETING.test(b.text.trim()),
  );
  const text = (paragraph?.text ?? title).replace(/\s+/g, ' ').trim();
  let kept = '';
  for (const sentence of text.match(/[^。！？]+[。！？]?/g) ?? []) {
    if ([...kept, ...sentence].length > SUMMARY_MOST) break;
    kept += sentence;
  }
  return kept !== '' ? kept : `${[...text].slice(0, SUMMARY_MOST - 1).join('')}…`;
}
