// Our own report as rules look at anybody's: what is checked before release is what others would check after it.
import type { Day } from '../../town/day.ts';
import type { FoundContent, ReadReport } from './annual-report.ts';
import type { FrozenReport, FrozenSection } from './frozen.ts';

/** The lead is no part of the law's list. */
const LEAD = 'lead';

export function linesOf(frozen: FrozenReport): { lines: string[]; headings: Map<string, number> } {
  const lines: string[] = [frozen.title];
  const headings = new Map<string, number>();
  for (const s of frozen.sections) {
    if (s.title !== '') lines.push(s.title);
    headings.set(s.id, lines.length);
    lines.push(...s.paragraphs.map((p) => p.text));
  }
  return { lines, headings };
}

/** In the 2007 form the overview is custom, not law. */
function isContent(s: FrozenSection, frozen: FrozenReport): boolean {
  return s.id !== LEAD && !(frozen.era === '2007' && s.id === 'overview');
}

function hasTable(s: FrozenSection, frozen: FrozenReport): boolean {
  const tables = { proactive: frozen.tables.table2, requests: frozen.tables.table3, remedies: frozen.tables.table4 };
  return (tables[s.id as keyof typeof tables] ?? null) !== null;
}

export function asRead(frozen: FrozenReport, publishedOn: Day | null): ReadReport {
  const { lines, headings } = linesOf(frozen);
  const contents = frozen.sections
    .filter((s) => isContent(s, frozen))
    .map((s): FoundContent => {
      const said = s.paragraphs.length > 0 || hasTable(s, frozen);
      return { id: s.id, title: s.title, status: said ? 'present' : 'empty', line: headings.get(s.id) ?? 0 };
    });
  const claims = frozen.sections.flatMap((s) => s.paragraphs.flatMap((p) => p.claims.map((c) => ({ ...c, text: p.text }))));
  const figures = claims.flatMap((c) => {
    const unit = frozen.figures.find((f) => f.key === c.key)?.unit ?? '';
    return c.value === null ? [] : [{ key: c.key, value: c.value, unit, line: lines.indexOf(c.text) + 1 }];
  });
  return {
    report: {
      unit: frozen.unit,
      fiscalYear: frozen.fiscalYear,
      era: frozen.era,
      publishedOn,
      contents,
      figures,
      tables: frozen.tables,
    },
    lines,
    tableLines: {},
  };
}
