// The signed report as a public document: headings, paragraphs and tables of its form.
import type { Block, Body, Paragraph } from '../../town/body.ts';
import { gridOf, bodyTable, type Grid } from './grid.ts';
import type { FrozenReport } from './frozen.ts';
import { sheetIndicators } from './statistics-sheet.ts';
import { tableForms } from './tables.ts';
import { formatFigure, sectionsOf } from './text.ts';

const paragraph = (text: string): Paragraph => ({ type: 'paragraph', content: [{ type: 'text', text }] });

/** The tables of a frozen by the section they stand in. */
export function gridsOf(frozen: FrozenReport): ReadonlyMap<string, Grid> {
  const forms = new Map(tableForms(frozen.era).map((f) => [f.id, f]));
  const found = new Map<string, Grid>();
  for (const s of sectionsOf(frozen.era)) {
    const form = s.table && forms.get(s.table);
    if (form) found.set(s.id, gridOf(form, frozen.tables[form.id]));
  }
  return found;
}

/** 政府信息公开情况统计表; null for a year without one. */
export function sheetGrid(frozen: FrozenReport): Grid | null {
  if (frozen.sheet.length === 0) return null;
  const values = new Map(frozen.sheet.map((f) => [f.key, f]));
  const cell = (text: string, head: boolean, figure: string | null = null, colSpan = 1) => ({
    text,
    colSpan,
    rowSpan: 1,
    head,
    figure,
  });
  const rows = sheetIndicators.flatMap((i) => {
    const value = values.get(i.key)?.value ?? null;
    return [
      ...(i.heading ? [[cell(i.heading, true, null, 3)]] : []),
      [
        cell(`${'　'.repeat(i.depth)}${i.label}`, true),
        cell(i.unit, true),
        cell(value === null ? '' : formatFigure(value), false, i.key),
      ],
    ];
  });
  const head = [cell('统计指标', true), cell('单位', true), cell('统计数', true)];
  return { caption: '政府信息公开情况统计表', widths: [5, 1, 1], headRows: 1, rows: [head, ...rows] };
}

export function reportBody(frozen: FrozenReport): Body {
  const grids = gridsOf(frozen);
  const blocks: Block[] = frozen.sections.flatMap((s): Block[] => {
    const grid = grids.get(s.id);
    return [
      ...(s.title === ''
        ? []
        : [{ type: 'heading' as const, attrs: { level: 2 as const }, content: [{ type: 'text' as const, text: s.title }] }]),
      ...s.paragraphs.map((p) => paragraph(p.text)),
      ...(grid ? [bodyTable(grid)] : []),
    ];
  });
  const sheet = sheetGrid(frozen);
  const attached: Block[] = sheet
    ? [{ type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: `附表　${sheet.caption}` }] }, bodyTable(sheet)]
    : [];
  return { type: 'doc', content: [...blocks, ...attached] };
}
