// Reads a rebuilt Word package the plain way: every tag squeezed out of every part. It shares nothing with the code that
// rebuilds, so that a mistake there is seen here.
import mammoth from 'mammoth';
import { openOffice, unescapeXml } from '../files/office.ts';
import type { Promised } from './find-passages.ts';
import type { Refusal } from '../../town/outcome.ts';
import { fold } from './fold.ts';
import type { Passage } from './passage.ts';
import { APART, type Extract, type Proof, proofOf, stillHeld, whatIsLeft } from './proof.ts';
import { SideValues } from './word-values.ts';
import type { RedactionRefusal } from './words.ts';

const ALLOWED =
  /^(?:\[Content_Types\]\.xml|_rels\/\.rels|word\/(?:_rels\/)?(?:document|header\d+|footer\d+|footnotes|endnotes|styles|numbering|settings|fontTable)\.xml(?:\.rels)?|word\/theme\/(?:_rels\/)?theme1\.xml(?:\.rels)?|word\/media\/image\d+\.(?:png|jpeg))$/;

/** Numbers and page instructions that are values written as text. */
const MEASURES =
  /<wp:(posOffset|align)\b[^>]*>(?:-?\d{1,9}|left|right|center|inside|outside|top|bottom)<\/wp:\1>|<w:instrText\b[^>]*>(?:PAGE|NUMPAGES|SECTIONPAGES)<\/w:instrText>/g;
const INNERMOST_BOX = /<w:txbxContent\b[^>]*>((?:(?!<w:txbxContent\b)[\s\S])*?)<\/w:txbxContent>/;

const squeezed = (xml: string): string =>
  unescapeXml(
    xml
      .replace(/<w:softHyphen\b[^>]*>/g, '\u00ad')
      .replace(/<w:noBreakHyphen\b[^>]*>/g, '\u2011')
      .replace(/<[^>]*>/g, ''),
  );

/** The text of a part, and apart from it that of each text box: the text around goes on over a box. */
function textsOf(xml: string): readonly string[] {
  const boxes: string[] = [];
  let rest = xml.replace(MEASURES, '');
  for (let box = INNERMOST_BOX.exec(rest); box; box = INNERMOST_BOX.exec(rest)) {
    boxes.push(squeezed(box[1]!));
    rest = rest.slice(0, box.index) + rest.slice(box.index + box[0].length);
  }
  return [squeezed(rest), ...boxes];
}

/** Characters that are written as the value of an attribute. */
function symbolsAsText(xml: string): string {
  return xml.replace(/<w:sym\b[^>]*?w:char="([0-9a-fA-F]{4})"[^>]*>/g, (_, hex: string) => {
    const code = Number.parseInt(hex, 16);
    return code > 0x20 && code < 0xd800 ? `&#${code};` : APART;
  });
}

function valueLeaks(part: string, xml: string, values: SideValues, gone: readonly Promised[]): Refusal<RedactionRefusal>[] {
  const leaks: Refusal<RedactionRefusal>[] = [];
  for (const [tag] of xml.matchAll(/<[^/?!](?:"[^"]*"|'[^']*'|[^>"'])*>/g)) {
    const name = /^<([^\s/>]+)/.exec(tag)![1]!;
    for (const [, key, double, single] of tag.matchAll(/([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g))
      for (const i of values.tellsOf(name, key!, unescapeXml(double ?? single ?? '')))
        leaks.push({ code: 'still-there', facts: { ...gone[i]!.facts, part } });
  }
  return leaks;
}

export type WordProof =
  | { readonly ok: true; readonly proof: Proof }
  | { readonly ok: false; readonly refusals: readonly Refusal<RedactionRefusal>[] };

const unproven = (...refusals: readonly Refusal<RedactionRefusal>[]): WordProof => ({ ok: false, refusals });

const foldedAll = (texts: readonly string[]): string =>
  texts
    .map((text) => fold(text).text)
    .filter((text) => text !== '')
    .sort()
    .join(APART);

/** `expected`: of each part, the texts that should be in it, and no others. */
export async function proveWord(
  bytes: Buffer,
  expected: ReadonlyMap<string, readonly string[]>,
  promised: readonly Promised[],
  passages: readonly Passage[],
): Promise<WordProof> {
  const opened = await openOffice(bytes, 'docx');
  if (!opened.ok) return unproven({ code: 'cannot-rebuild' });
  const { xml, parts } = opened.value;
  const stray = [...parts.keys()].find((name) => !ALLOWED.test(name));
  if (stray !== undefined) return unproven({ code: 'cannot-rebuild', facts: { part: stray } });
  const extracts: Extract[] = [];
  const leaks: Refusal<RedactionRefusal>[] = [];
  const gone = promised.filter((p) => p.mostLeft === 0);
  const values = new SideValues(gone.map((p) => p.sought));
  for (const [part, text] of xml) {
    const texts = textsOf(symbolsAsText(text));
    extracts.push({ part, text: texts.join(APART) });
    // Half a name is left when the whole is not, so what is there is compared with what should be.
    if (foldedAll(texts) !== foldedAll(expected.get(part) ?? [])) leaks.push({ code: 'text-differs', facts: { part } });
    leaks.push(...valueLeaks(part, text, values, gone));
  }
  const typed = gone.map((p) => passages[p.facts.place - 1]!.text);
  for (const [part, raw] of parts)
    for (const i of xml.has(part) ? [] : stillHeld(raw, typed))
      leaks.push({ code: 'still-there', facts: { ...gone[i]!.facts, part } });
  leaks.push(...whatIsLeft(extracts, promised));
  if (leaks.length > 0) return unproven(...leaks);
  const read = await mammoth.extractRawText({ buffer: bytes }).catch(() => null);
  if (read === null) return unproven({ code: 'cannot-rebuild' });
  // Its lines are looked at one by one, since it puts what stands beside a text into it.
  const left = whatIsLeft([{ part: 'mammoth', text: read.value.replaceAll('\n', APART) }], gone);
  if (left.length > 0) return unproven(...left);
  return { ok: true, proof: proofOf(extracts) };
}
