// Reads the XML parts of a package: no document type, no strange encoding, no bottomless nesting.
import { done, type Outcome, refuse } from '../../town/outcome.ts';
import { fileLimits } from './limits.ts';
import type { FileRefusal } from './words.ts';

/** The text of an XML part. UTF-8 and UTF-16 with a mark, as the package standard demands; anything else is damage. */
function decoded(bytes: Buffer): string | null {
  const mark = bytes.subarray(0, 2).toString('hex');
  const encoding = mark === 'fffe' ? 'utf-16le' : mark === 'feff' ? 'utf-16be' : 'utf-8';
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    const declared = /^\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']/i.exec(text)?.[1]?.toLowerCase() ?? encoding;
    const fits = encoding === 'utf-8' ? /^(?:utf-?8|us-ascii)$/ : /^utf-?16(?:le|be)?$/;
    return fits.test(declared) && !text.includes('\u0000') ? text : null;
  } catch {
    return null;
  }
}

/** Deepest nesting, or -1 when tags do not balance. Comments and CDATA are stepped over. */
function depthOf(xml: string): number {
  let depth = 0;
  let deepest = 0;
  for (let at = xml.indexOf('<'); at >= 0; ) {
    let end: number;
    if (xml.startsWith('<!--', at)) end = xml.indexOf('-->', at + 4) + 2;
    else if (xml.startsWith('<![CDATA[', at)) end = xml.indexOf(']]>', at + 9) + 2;
    else if (xml.startsWith('<?', at)) end = xml.indexOf('?>', at + 2) + 1;
    else {
      end = tagEnd(xml, at);
      if (end > 0 && xml[at + 1] === '/') depth--;
      else if (end > 0 && xml[end - 1] !== '/') depth++;
      if (depth > deepest) deepest = depth;
      if (deepest > fileLimits.xmlDepth) return deepest;
    }
    if (end <= at || depth < 0) return -1;
    at = xml.indexOf('<', end);
  }
  return depth === 0 ? deepest : -1;
}

/** Place of the `>` that closes the tag begun at `at`; quotes may hold `>`. */
function tagEnd(xml: string, at: number): number {
  for (let i = at + 1; i < xml.length; i++) {
    const c = xml.charCodeAt(i);
    if (c === 0x3e) return i;
    if (c === 0x22 || c === 0x27) {
      i = xml.indexOf(c === 0x22 ? '"' : "'", i + 1);
      if (i < 0) return -1;
    } else if (c === 0x3c) return -1;
  }
  return -1;
}

export function readXml(bytes: Buffer, part: string): Outcome<string, FileRefusal> {
  const text = decoded(bytes);
  if (text === null) return refuse({ code: 'file-damaged', facts: { part } });
  if (/<!(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)/i.test(text)) return refuse({ code: 'file-has-dtd', facts: { part } });
  const depth = depthOf(text);
  if (depth < 0) return refuse({ code: 'file-damaged', facts: { part } });
  return depth > fileLimits.xmlDepth ? refuse({ code: 'file-too-deep', facts: { part } }) : done(text);
}
