// 政府信息公开情况统计表, the sheet of the reports on 2014 to 2018: each indicator found becomes a figure.
import type { Figure } from '../annual-report.ts';
import { sheetIndicators } from '../statistics-sheet.ts';
import { cellNumber } from './numerals.ts';
import { bare, type Line, plain } from './plain.ts';
import { rowCells } from './table-tokens.ts';

export interface ReadSheet {
  figures: readonly Figure[];
  isSheet(line: number): boolean;
}

const TITLE = /统计表|统计指标|单位统计数/;
const UNIT = /^(?:条|件|次|个|人|人次|篇|万元|元)$/;
const NUMBERING = /^[一二三四五六七八九十]、|^\([一二三四五六七八九十]\)|^\d{1,2}[.、]|^[:：其中]{2,3}[:：]?/;

const labelOf = (text: string): string => {
  let said = text.normalize('NFKC').replace(/\s/g, '');
  for (let next = said.replace(NUMBERING, ''); next !== said; next = said.replace(NUMBERING, '')) said = next;
  return bare(said)
    .replace(/\((?:单位)?(?:条|件|次|个|人|人次|篇|万元)\)/g, '')
    .replace(/^其中/, '');
};

/** Labels that stand twice, for reviews and for suits, are told by the heading above. */
const SHARED: Readonly<Record<string, readonly string[]>> = {
  被依法纠错数: ['sheet.reviewCorrected', 'sheet.suitCorrected'],
  其他情形数: ['sheet.reviewOther', 'sheet.suitOther'],
};
const SHORT: Readonly<Record<string, string>> = {
  政府公报公开政府信息数: 'sheet.byGazette',
  其中主动公开规范性文件数: 'sheet.normativePublished',
  举报投诉数量: 'sheet.complaints',
};
const byLabel = new Map([...sheetIndicators.map((i) => [bare(i.label), i.key] as const), ...Object.entries(SHORT)]);
const units = new Map(sheetIndicators.map((i) => [i.key, i.unit]));

function keyOf(label: string, inSuits: boolean): string | null {
  const shared = SHARED[label];
  return shared ? shared[inSuits ? 1 : 0]! : (byLabel.get(label) ?? null);
}

interface Cell {
  text: string;
  line: number;
}

/** Label, unit, number: in a row, or one under the other. */
function cellsIn(lines: readonly Line[]): Cell[] {
  return lines.flatMap((l) =>
    (rowCells(l.text) ?? l.text.trim().split(/\s{2,}|\u3000+/))
      .filter((c) => c.trim() !== '')
      .map((text) => ({ text, line: l.number })),
  );
}

export function readSheet(lines: readonly Line[]): ReadSheet {
  const from = lines.findIndex((l) => TITLE.test(plain(l.text)) && plain(l.text).length < 40);
  if (from < 0) return { figures: [], isSheet: () => false };
  const cells = cellsIn(lines.slice(from));
  const figures: Figure[] = [];
  let inSuits = false;
  cells.forEach((cell, i) => {
    const label = labelOf(cell.text);
    if (/^行政诉讼/.test(label)) inSuits = true;
    const key = keyOf(label, inSuits);
    if (key === null || figures.some((f) => f.key === key)) return;
    const hasUnit = UNIT.test(cells[i + 1]?.text.trim() ?? '');
    const said = cells[i + (hasUnit ? 2 : 1)]?.text ?? '';
    const unit = units.get(key) ?? '';
    const value =
      keyOf(labelOf(said), inSuits) !== null || said === '' ? null : cellNumber(said, unit === '万元' ? '万元' : 'count');
    if (value !== null) figures.push({ key, value, unit, line: cell.line });
  });
  const last = Math.max(0, ...figures.map((f) => f.line));
  const first = lines[from]!.number;
  return { figures, isSheet: (line) => figures.length > 0 && line >= first && line <= last + 3 };
}
