// All figures of a year: counted by rooms, computed from others, or entered by hand and marked so.
import type { Db } from '../../../platform/db/engine.ts';
import { type Era, periodOf } from '../era.ts';
import { type HandEntry, entriesOf } from '../entry-store.ts';
import { type Cells, cellName, columnsOf, emptyCells, resultKeys, type TableForm, tableForms } from '../tables.ts';
import { noTables, type Tables } from '../annual-report.ts';
import { handGroups } from './by-hand.ts';
import type { FigureDefinition, FigureSource } from './figure.ts';

export type Origin =
  | { kind: 'records'; source: FigureSource }
  | { kind: 'computed'; from: readonly string[] }
  | { kind: 'hand'; entry: HandEntry }
  /** Nobody has entered it. */
  | { kind: 'none' };

export interface Counted extends FigureDefinition {
  value: number | null;
  origin: Origin;
}

export interface YearFigures {
  fiscalYear: number;
  era: Era;
  all: ReadonlyMap<string, Counted>;
  tables: Tables;
}

/** Sums of figures entered by hand, which a sentence may need. */
const computed: readonly (FigureDefinition & { from: readonly string[] })[] = [
  { key: 'trainings', name: '培训总次数', unit: '次', from: ['trainingsByCity', 'trainingsTown', 'trainingsVillage'] },
];

export async function collectFigures(
  db: Db,
  sources: readonly FigureSource[],
  { fiscalYear, era }: { fiscalYear: number; era: Era },
): Promise<YearFigures> {
  const all = new Map<string, Counted>();
  const counted = await Promise.all(
    sources.map((source) => Promise.all([source, source.define(db), source.count(db, periodOf(fiscalYear))])),
  );
  for (const [source, definitions, values] of counted) {
    for (const d of definitions) all.set(d.key, { ...d, value: values.get(d.key) ?? 0, origin: { kind: 'records', source } });
  }
  const entries = new Map((await entriesOf(db, fiscalYear)).map((e) => [e.figure, e]));
  for (const f of handGroups(era, fiscalYear, new Set(all.keys())).flatMap((g) => g.figures)) {
    const entry = entries.get(f.key);
    all.set(f.key, { ...f, value: entry?.value ?? null, origin: entry ? { kind: 'hand', entry } : { kind: 'none' } });
  }
  for (const { from, ...d } of computed) all.set(d.key, { ...d, value: sumOf(all, from), origin: { kind: 'computed', from } });
  const tables = tablesOf(era, all);
  for (const c of tableTotals(era, tables)) all.set(c.key, c);
  return { fiscalYear, era, all, tables };
}

function sumOf(all: ReadonlyMap<string, Counted>, keys: readonly string[]): number | null {
  const values = keys.map((k) => all.get(k)?.value ?? null);
  return values.every((v) => v === null) ? null : values.reduce<number>((sum, v) => sum + (v ?? 0), 0);
}

type Grid = Record<string, Record<string, number | null>>;

function tablesOf(era: Era, all: ReadonlyMap<string, Counted>): Tables {
  const made = tableForms(era).map((form): [string, Cells] => {
    const cells: Grid = emptyCells(form);
    for (const row of form.rows)
      for (const c of columnsOf(form, row)) cells[row.key]![c.key] = all.get(`${form.id}.${row.key}.${c.key}`)?.value ?? null;
    if (era !== '2007') deriveTotals(form, era, cells);
    return [form.id, cells];
  });
  return { ...noTables, ...Object.fromEntries(made) };
}

/** What the form adds up is added up here: R2, R3 and R5 hold by construction. */
function deriveTotals(form: TableForm, era: '60' | '30', cells: Grid): void {
  if (form.id === 'table3')
    for (const c of form.columns) cells.handled![c.key] = added(resultKeys(era).map((r) => cells[r]![c.key] ?? null));
  if (form.id === 'table2') return;
  for (const row of form.rows) {
    const parts = form.columns.filter((c) => c.key !== 'total').map((c) => cells[row.key]![c.key] ?? null);
    cells[row.key]!.total = added(parts);
  }
}

/** Null when a part is missing: a sum of half the parts would look like a figure. */
function added(parts: readonly (number | null)[]): number | null {
  return parts.some((p) => p === null) ? null : parts.reduce<number>((sum, p) => sum + (p ?? 0), 0);
}

function tableTotals(era: Era, tables: Tables): Counted[] {
  const found: Counted[] = [];
  for (const form of tableForms(era)) {
    if (form.id === 'table2') continue;
    const cells = tables[form.id];
    for (const row of form.rows) {
      const parts = form.columns.filter((c) => c.key !== 'total').map((c) => `${form.id}.${row.key}.${c.key}`);
      found.push({
        key: `${form.id}.${row.key}.total`,
        name: row.key === 'handled' ? '办理结果总计' : cellName(form, row, 'total'),
        unit: '件',
        value: cells?.[row.key]?.total ?? null,
        origin: { kind: 'computed', from: parts },
      });
      if (row.key !== 'handled') continue;
      for (const c of form.columns.filter((x) => x.key !== 'total'))
        found.push({
          key: `table3.handled.${c.key}`,
          name: `办理结果总计·${c.label}`,
          unit: '件',
          value: cells?.handled?.[c.key] ?? null,
          origin: { kind: 'computed', from: era === '2007' ? [] : resultKeys(era).map((r) => `table3.${r}.${c.key}`) },
        });
    }
  }
  return found;
}
