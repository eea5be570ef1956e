// Which contents a report has. In the 2007 form what is said decides, whatever the heading; since 2019 the six parts have to stand
// there, none of them empty.
import { type ContentId, contentsOf } from '../contents.ts';
import type { Era } from '../era.ts';
import type { ContentStatus, FoundContent } from '../annual-report.ts';
import { contentNamed, fullest, type Part, partNamed } from './headings.ts';
import { plain, sentencesOf } from './plain.ts';
import { type Narrative, statesFact } from './said.ts';

const hasText = (part: Part): boolean => part.lines.some((l) => plain(l.text) !== '');

function factLine(id: 'requests' | 'fees' | 'remedies', narrative: Narrative, part: Part | null): number {
  const under = part ? sentencesOf(part.lines).find((s) => statesFact(id, s, true)) : undefined;
  return (under ?? narrative.sentences.find((s) => statesFact(id, s, false)))?.line ?? 0;
}

const PROBLEMS = /存在[^。]{0,24}(?:问题|不足|差距|薄弱)|(?:问题|不足)(?:主要)?(?:表现在|有)|主要不足/;

/** Where a content of the 2007 form is stated, from 1; 0 where it is not. */
function statedAt(id: ContentId, narrative: Narrative, part: Part | null, counted: ReadonlyMap<string, number>): number {
  if (id === 'proactive') return counted.get('published') ?? 0;
  if (id === 'requests') return counted.get('requestsReceived') ?? factLine(id, narrative, part);
  if (id === 'fees') return counted.get('feesCharged') ?? factLine(id, narrative, part);
  if (id === 'remedies') return counted.get('reviews') ?? counted.get('lawsuits') ?? factLine(id, narrative, part);
  if (part && hasText(part)) return part.line;
  // A heading says that there are problems, not which.
  return id === 'problems' ? (narrative.sentences.find((s) => s.line !== part?.line && PROBLEMS.test(s.text))?.line ?? 0) : 0;
}

/** `counted`: kinds of numbers that are said, with the line. */
export function saidContents(
  narrative: Narrative,
  parts: readonly Part[],
  counted: ReadonlyMap<string, number>,
): readonly FoundContent[] {
  return contentsOf('2007').map(({ id, title }) => {
    const own = fullest(parts.filter((p) => contentNamed(p.title) === id));
    const at = statedAt(id, narrative, own, counted);
    const status: ContentStatus = at > 0 ? 'present' : own ? 'empty' : 'missing';
    return { id, title, status, line: own?.line ?? at };
  });
}

/** The parts of the form since 2019. A table is content, so is 无. */
export function partContents(era: Exclude<Era, '2007'>, parts: readonly Part[]): readonly FoundContent[] {
  return contentsOf(era).map(({ id, title }) => {
    const own = fullest(parts.filter((p) => partNamed(p.title) === id));
    return { id, title, status: own === null ? 'missing' : hasText(own) ? 'present' : 'empty', line: own?.line ?? 0 };
  });
}
