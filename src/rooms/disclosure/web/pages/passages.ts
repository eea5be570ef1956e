// Where in the text beside the check column each finding stands: what is marked, and what the column leads to.
import type { Passage } from '../../../../town/body-html.ts';
import type { EditionFinding } from '../../check-edition.ts';

/** By the path of a paragraph in the body; `title` and `summary` stand above it. Findings elsewhere (attachments) have no passage. */
export type Passages = ReadonlyMap<string, readonly Passage[]>;

export function passageId(fingerprint: string, n: number): string {
  return `found-${fingerprint.slice(0, 12)}-${n}`;
}

function placeOf(f: EditionFinding): string | null {
  if (f.where === 'body' || f.where === 'table') return f.anchor ?? null;
  return f.where === 'title' || f.where === 'summary' ? f.where : null;
}

export function passagesOf(findings: readonly EditionFinding[]): Passages {
  const byPlace = new Map<string, Passage[]>();
  for (const f of findings) {
    const place = placeOf(f);
    if (place === null) continue;
    const passages = (f.matches ?? []).map(
      ({ start, end }, i): Passage => ({
        start,
        end,
        id: passageId(f.fingerprint, i + 1),
        // `手机号 2 处` names the kind and the count; one mark is one place.
        kind: f.title.replace(/ \d+ 处$/, ''),
        grave: f.secondPersonMayRelease || f.level === 'stop',
      }),
    );
    byPlace.set(place, [...(byPlace.get(place) ?? []), ...passages]);
  }
  return byPlace;
}
