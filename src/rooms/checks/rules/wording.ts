// Common wrong words, from the list beside this file; the list carries the contexts in which a word is right after all.
import { type Day, day } from '../../../town/day.ts';
import type { CheckSubject, FindingMatch, Remark } from '../finding.ts';
import { quote, type Reading } from '../reading.ts';
import { type WordingEntry, wordingList } from './wording-list.ts';

export interface WordingFound {
  entry: WordingEntry;
  start: number;
  end: number;
}

/** `writtenOn` null: as if written today, so that every name counts as current. */
export function findWording(text: string, writtenOn: Day | null): WordingFound[] {
  return wordingList
    .filter((entry) => !entry.since || !writtenOn || writtenOn >= day(entry.since))
    .flatMap((entry) => placesOf(text, entry).map((start) => ({ entry, start, end: start + entry.wrong.length })))
    .sort((a, b) => a.start - b.start);
}

function placesOf(text: string, entry: WordingEntry): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(entry.wrong); at >= 0; at = text.indexOf(entry.wrong, at + entry.wrong.length)) {
    if (isWrongAt(text, at, entry)) places.push(at);
  }
  return places;
}

function isWrongAt(text: string, at: number, entry: WordingEntry): boolean {
  const behind = at + entry.wrong.length;
  if (entry.followedBy && !entry.followedBy.some((w) => text.startsWith(w, behind))) return false;
  return !entry.except?.some((phrase) => {
    const inside = phrase.indexOf(entry.wrong);
    return inside >= 0 && at - inside >= 0 && text.startsWith(phrase, at - inside);
  });
}

export function checkWording(subject: CheckSubject, readings: readonly Reading[]): Remark[] {
  const remarks = readings.filter((r) => r.source.where !== 'metadata').flatMap((r) => remarksOn(r, subject.createdOn));
  if (remarks.length === 0) return [{ rule: 'wording-clean', about: [], facts: { count: wordingList.length } }];
  return remarks;
}

/** One remark a word and source, however often it stands there. */
function remarksOn(reading: Reading, writtenOn: Day | null): Remark[] {
  const all = findWording(reading.source.text, writtenOn);
  return [...new Set(all.map((f) => f.entry))].map((entry): Remark => {
    const found = all.filter((f) => f.entry === entry);
    const first = found[0]!;
    const { where, anchor, label } = reading.source;
    return {
      rule: entry.level === 'error' ? 'wording-error' : 'wording-suggest',
      about: [entry.wrong],
      where,
      anchor,
      excerpt: quote(reading, first.start, first.end),
      matches: found.map(({ start, end }): FindingMatch => ({ start, end, masked: entry.wrong })),
      facts: { wrong: entry.wrong, right: entry.right, why: entry.why ?? '', label, count: found.length },
    };
  });
}
