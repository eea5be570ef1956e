// A Word file with passages hidden: taken apart, stripped, rewritten, packed anew, and read again before anybody gets it.
import { done, type Outcome, refuse } from '../../town/outcome.ts';
import { openOffice } from '../files/office.ts';
import type { FileRefusal } from '../files/words.ts';
import { findPassages, type Hiding, withMarks } from './find-passages.ts';
import type { Passage } from './passage.ts';
import { APART } from './proof.ts';
import type { RedactedFile } from './redaction-job.ts';
import type { RedactionRefusal } from './words.ts';
import { packWord, takeParts, type WordPart, type WordParts } from './word-package.ts';
import { proveWord } from './word-proof.ts';
import { hideInStory, type Story, storiesOf } from './word-stories.ts';
import { Renaming } from './word-values.ts';

const OWN_WORDS: Readonly<Partial<Record<FileRefusal, RedactionRefusal>>> = {
  'file-encrypted': 'encrypted',
  'file-damaged': 'cannot-read',
  'file-kind-mismatch': 'cannot-read',
};

async function taken(bytes: Buffer): Promise<Outcome<WordParts, RedactionRefusal>> {
  const opened = await openOffice(bytes, 'docx');
  if (opened.ok) return takeParts(opened.value);
  return { ok: false, refusals: opened.refusals.map((r) => ({ ...r, code: OWN_WORDS[r.code] ?? r.code })) };
}

interface Read {
  readonly text: string;
  readonly stories: readonly { readonly story: Story; readonly from: number; readonly part: WordPart }[];
}

/** What a page shows by itself stands last: bullets and numbers of lists, which no one would look for. */
const isLabels = (part: WordPart): boolean => part.kind === 'numbering';

function readStories(parts: readonly WordPart[]): Read {
  const stories: { story: Story; from: number; part: WordPart }[] = [];
  let text = '';
  for (const part of parts)
    for (const story of storiesOf(part.root)) {
      stories.push({ story, from: text.length, part });
      text += story.text + APART;
    }
  return { text, stories };
}

/** The text passages are sought in. */
export async function readWord(bytes: Buffer): Promise<Outcome<{ text: string }, RedactionRefusal>> {
  const word = await taken(bytes);
  if (!word.ok) return word;
  const { text } = readStories(word.value.parts.filter((part) => !isLabels(part)));
  return done({ text: text.replaceAll(APART, '\n') });
}

/** `hide` is there for the test that a careless one is caught. */
export async function redactDocx(
  bytes: Buffer,
  passages: readonly Passage[],
  hide: (story: Story, hidings: readonly Hiding[]) => void = hideInStory,
): Promise<Outcome<RedactedFile, RedactionRefusal>> {
  const word = await taken(bytes);
  if (!word.ok) return word;
  const { parts } = word.value;
  const { text, stories } = readStories([...parts.filter((part) => !isLabels(part)), ...parts.filter(isLabels)]);
  if (text.replaceAll(APART, '').trim() === '') return refuse({ code: 'no-text' });
  const found = findPassages(text, passages);
  if (!found.ok) return found;
  const { hidings, promised } = found.value;
  let next = 0;
  const expected = new Map(parts.map((part) => [part.name, [] as string[]]));
  for (const { story, from, part } of stories) {
    const own: Hiding[] = [];
    for (; next < hidings.length && hidings[next]!.from < from + story.text.length; next++) {
      const h = hidings[next]!;
      own.push({ ...h, from: h.from - from, to: h.to - from });
    }
    if (!story.isValue) expected.get(part.name)!.push(withMarks(story.text, own));
    hide(story, own);
  }
  const renaming = new Renaming(promised.filter((p) => p.mostLeft === 0).map((p) => p.sought));
  for (const part of parts) renaming.rename(part.root);
  const made = packWord(word.value);
  const proven = await proveWord(made, expected, promised, passages);
  if (!proven.ok) return { ok: false, refusals: proven.refusals };
  return done({ bytes: made, hidden: hidings.length, pictures: word.value.pictures.size, proof: proven.proof });
}
