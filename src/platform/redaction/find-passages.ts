// Finds the passages in a text and decides what is hidden. The same for plain text, Word and PDF.
import { done, type Outcome, type Refusal } from '../../town/outcome.ts';
import { SearchedText, type Sought, sought } from './fold.ts';
import { factsOf, jointGround, markFor, type Passage } from './passage.ts';
import type { RedactionRefusal } from './words.ts';

/** A stretch of the text that goes, and what the mark in its place says. */
export interface Hiding {
  readonly from: number;
  readonly to: number;
  readonly ground: string;
}

/** What the proof asks of the rebuilt file. */
export interface Promised {
  readonly sought: Sought;
  /** How often it may still occur; 0 unless single occurrences were named. */
  readonly mostLeft: number;
  readonly facts: { readonly place: number; readonly passage: string };
}

export interface Found {
  readonly hidings: readonly Hiding[];
  readonly promised: readonly Promised[];
}

interface Wanted {
  readonly sought: Sought;
  readonly index: number;
  all: boolean;
  readonly nths: Set<number>;
}

/** Overlapping stretches become one mark; so do touching ones of the same ground, since two marks would say there were two. */
function merged(stretches: readonly { from: number; to: number; ground: string }[]): readonly Hiding[] {
  const sorted = [...stretches].sort((a, b) => a.from - b.from || a.to - b.to);
  const out: { from: number; to: number; grounds: string[] }[] = [];
  for (const { from, to, ground } of sorted) {
    const last = out.at(-1);
    if (last && (from < last.to || (from === last.to && jointGround(last.grounds) === ground))) {
      last.to = Math.max(last.to, to);
      last.grounds.push(ground);
    } else out.push({ from, to, grounds: [ground] });
  }
  return out.map(({ from, to, grounds }) => ({ from, to, ground: jointGround(grounds.sort()) }));
}

/** Every passage must occur; all that do not are named together. */
export function findPassages(text: string, passages: readonly Passage[]): Outcome<Found, RedactionRefusal> {
  const searched = new SearchedText(text);
  const refusals: Refusal<RedactionRefusal>[] = [];
  const stretches: { from: number; to: number; ground: string }[] = [];
  const wanted = new Map<string, Wanted>();
  for (const [index, passage] of passages.entries()) {
    const needle = sought(passage.text);
    const places = searched.find(needle);
    const facts = factsOf(passages, index);
    const { nth, ground } = passage;
    if (places.length === 0) refusals.push({ code: 'not-found', facts });
    else if (nth !== undefined && nth >= places.length)
      refusals.push({ code: 'no-such-occurrence', facts: { ...facts, wanted: nth + 1, found: places.length } });
    else for (const place of nth === undefined ? places : [places[nth]!]) stretches.push({ ...place, ground });
    const known = wanted.get(needle.text) ?? { sought: needle, index, all: false, nths: new Set<number>() };
    if (nth === undefined) known.all = true;
    else known.nths.add(nth);
    wanted.set(needle.text, known);
  }
  if (refusals.length > 0) return { ok: false, refusals };
  const promised = [...wanted.values()].map((w) => ({
    sought: w.sought,
    mostLeft: w.all ? 0 : searched.count(w.sought) - w.nths.size,
    facts: factsOf(passages, w.index),
  }));
  return done({ hidings: merged(stretches), promised });
}

/** The text as it should read afterwards. */
export function withMarks(text: string, hidings: readonly Hiding[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { from, to, ground } of hidings) {
    parts.push(text.slice(at, from), markFor(ground));
    at = to;
  }
  return parts.join('') + text.slice(at);
}
