// What is frozen when a report is signed: the printed text, the tables, and every figure the text or a table rests on, with
// where it came from that day. Records may change later; what was signed does not.
import { createHash } from 'node:crypto';
import { canonicalJson } from '../../town/canonical-json.ts';
import type { Day } from '../../town/day.ts';
import type { Era } from './era.ts';
import type { Counted, YearFigures } from './figures/collect.ts';
import type { Tables } from './annual-report.ts';
import { paragraphsOf, type Piece, piecesOf, printedPiece, type Section, sectionsOf } from './text.ts';
import { sheetApplies, sheetIndicators } from './statistics-sheet.ts';

export interface FrozenFigure {
  key: string;
  name: string;
  unit: string;
  value: number | null;
  /** `records`, `computed`, `hand`, `none`. */
  origin: 'records' | 'computed' | 'hand' | 'none';
  /** The room, or the source given with an entry. */
  source: string;
}

export interface FrozenClaim {
  key: string;
  name: string;
  value: number | null;
  /** Where it is printed: offset and length in the paragraph, in UTF-16 units. */
  at: number;
  length: number;
}

/** A paragraph as signed, with the figures in it in their order. */
export interface FrozenParagraph {
  text: string;
  claims: readonly FrozenClaim[];
}

export interface FrozenSection {
  id: string;
  title: string;
  paragraphs: readonly FrozenParagraph[];
}

export interface FrozenReport {
  v: 1;
  unit: string;
  title: string;
  fiscalYear: number;
  era: Era;
  takenOn: Day;
  sections: readonly FrozenSection[];
  tables: Tables;
  /** Rows of the statistics sheet; empty where the year has none. */
  sheet: readonly FrozenFigure[];
  figures: readonly FrozenFigure[];
}

/** The earlier reports spoke of a 年度, the forms since 2019 of a 年. */
export function reportTitle(unit: string, fiscalYear: number, era: Era): string {
  return `${unit}${fiscalYear}年${era === '2007' ? '度' : ''}政府信息公开工作年度报告`;
}

function frozen(c: Counted): FrozenFigure {
  const { key, name, unit, value, origin } = c;
  const source = origin.kind === 'records' ? origin.source.name : origin.kind === 'hand' ? origin.entry.source : '';
  return { key, name, unit, value, origin: origin.kind, source };
}

function printed(pieces: readonly Piece[]): FrozenParagraph {
  const claims: FrozenClaim[] = [];
  let text = '';
  for (const piece of pieces) {
    const shown = printedPiece(piece);
    if (piece.kind === 'claim')
      claims.push({ key: piece.key, name: piece.name, value: piece.value, at: text.length, length: shown.length });
    text += shown;
  }
  return { text, claims };
}

export function freezeReport(
  figures: YearFigures,
  sections: readonly Section[],
  made: { unit: string; takenOn: Day },
): FrozenReport {
  const named = new Map([...figures.all.values()].map((c) => [c.name, c]));
  const texts = new Map(sections.map((s) => [s.id, s.text]));
  const parts = sectionsOf(figures.era).map(
    (form): FrozenSection => ({
      id: form.id,
      title: form.title,
      paragraphs: paragraphsOf(texts.get(form.id) ?? '').map((p) => printed(piecesOf(p, named))),
    }),
  );
  const claimed = new Set(parts.flatMap((s) => s.paragraphs).flatMap((p) => p.claims.map((c) => c.key)));
  const used = [...figures.all.values()].filter(
    (c) => claimed.has(c.key) || /^table[234]\./.test(c.key) || (c.value !== null && c.value > 0),
  );
  return {
    v: 1,
    unit: made.unit,
    title: reportTitle(made.unit, figures.fiscalYear, figures.era),
    fiscalYear: figures.fiscalYear,
    era: figures.era,
    takenOn: made.takenOn,
    sections: parts,
    tables: figures.tables,
    sheet: sheetApplies(figures.fiscalYear)
      ? sheetIndicators.flatMap((i) => {
          const counted = figures.all.get(i.key);
          return counted ? [frozen(counted)] : [];
        })
      : [],
    figures: used.map(frozen),
  };
}

export function frozenHash(frozen: FrozenReport): string {
  return createHash('sha256').update(canonicalJson(frozen)).digest('hex');
}
