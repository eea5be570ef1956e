// Figures that no room brings yet. Each is entered with its source and the name of whoever enters it.
import type { Era } from '../era.ts';
import { cellName, columnsOf, tableForms } from '../tables.ts';
import { sheetApplies, sheetIndicators } from '../statistics-sheet.ts';
import type { FigureDefinition } from './figure.ts';

export interface HandGroup {
  id: string;
  title: string;
  figures: readonly FigureDefinition[];
}

const figure = (key: string, name: string, unit: string): FigureDefinition => ({ key, name, unit });

const always: readonly HandGroup[] = [
  {
    id: 'training',
    title: '培训和指导',
    figures: [
      figure('trainingsByCity', '上级指导培训次数', '次'),
      figure('trainingsTown', '镇集中培训次数', '次'),
      figure('trainingsVillage', '村（社区）培训次数', '次'),
      figure('trainees', '培训人次', '人次'),
    ],
  },
  {
    id: 'oversight',
    title: '督查考核、机构和平台',
    figures: [
      figure('inspections', '督查次数', '次'),
      figure('commended', '表扬单位', '个'),
      figure('rectifications', '整改意见', '条'),
      figure('ordered', '责令改正', '件'),
      figure('meetings', '公开工作会议', '次'),
      figure('centres', '政务服务中心所设中心', '个'),
      figure('platforms', '政务服务中心所设平台', '个'),
      figure('windows', '服务窗口', '个'),
      figure('visits', '查阅点接待', '人次'),
    ],
  },
];

/** Cells that follow from others are computed and never entered. */
function isDerived(table: string, row: string, column: string): boolean {
  return column === 'total' || (table === 'table3' && row === 'handled');
}

function tableGroups(era: Era, counted: ReadonlySet<string>): HandGroup[] {
  return tableForms(era).map((form) => ({
    id: form.id,
    title: form.title,
    figures: form.rows.flatMap((row) =>
      columnsOf(form, row)
        .map((c) => ({ key: `${form.id}.${row.key}.${c.key}`, column: c }))
        .filter(({ key, column }) => !isDerived(form.id, row.key, column.key) && !counted.has(key))
        .map(({ key, column }) => figure(key, cellName(form, row, column.key), '')),
    ),
  }));
}

/** What may be entered for a year, beside what rooms count. */
export function handGroups(era: Era, fiscalYear: number, counted: ReadonlySet<string>): readonly HandGroup[] {
  const sheet: HandGroup[] = sheetApplies(fiscalYear)
    ? [{ id: 'sheet', title: '政府信息公开情况统计表', figures: sheetIndicators.map((i) => figure(i.key, i.label, i.unit)) }]
    : [];
  return [...always, ...tableGroups(era, counted), ...sheet].map((g) => ({
    ...g,
    figures: g.figures.filter((f) => !counted.has(f.key)),
  }));
}
