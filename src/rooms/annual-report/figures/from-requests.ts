// Requests for information and remedies against answers: Tables 3 and 4 come from the register, so that R1 to R5 and R9 hold by
// construction. Of years before the tables (2007 form) the same records give the few numbers that were wanted then.
import type { Db } from '../../../platform/db/engine.ts';
import {
  answers,
  type ApplicantKind,
  feesPaid,
  logPath,
  remedyCounts,
  requestCounts,
  requestsBehind,
  remediesBehind,
} from '../../requests/door.ts';
import { yearOf } from '../../../town/day.ts';
import { eraOf } from '../era.ts';
import { cellName, columnsOf, tableForms } from '../tables.ts';
import type { FigureDefinition, FigurePeriod, FigureRecords, FigureSource } from './figure.ts';

/** The cells of both forms; 60 has fewer rows, under the same keys. */
const cells: readonly (FigureDefinition & { table: 'table3' | 'table4'; row: string; column: string })[] = tableForms('30')
  .filter((form) => form.id !== 'table2')
  .flatMap((form) =>
    form.rows.flatMap((row) =>
      columnsOf(form, row)
        .filter((c) => c.key !== 'total' && row.key !== 'handled')
        .map((c) => ({
          key: `${form.id}.${row.key}.${c.key}`,
          name: cellName(form, row, c.key),
          unit: '件',
          table: form.id as 'table3' | 'table4',
          row: row.key,
          column: c.key,
        })),
    ),
  );

const early: readonly FigureDefinition[] = [
  { key: 'requestsReceived', name: '收到申请', unit: '件' },
  { key: 'requestsAnswered', name: '答复申请', unit: '件' },
  { key: 'requestsRefused', name: '不予公开答复', unit: '件' },
  { key: 'feesCharged', name: '收取费用', unit: '元' },
  { key: 'reviews', name: '行政复议', unit: '件' },
  { key: 'lawsuits', name: '行政诉讼', unit: '件' },
];

const refusedRows = new Set(
  Object.values(answers)
    .filter((a) => a.group === 'refused')
    .map((a) => a.row),
);
/** Where 收到 and 办理 are not answers. */
const notResults: readonly string[] = ['received', 'carriedIn', 'carriedOut'];

/** The rows of the register that a cell counts: the form of 2019 and 2020 has one for whatever ended otherwise. */
function rowsFor(row: string, period: FigurePeriod): readonly string[] {
  const isCollected = row === 'otherwise' && eraOf(yearOf(period.from)) === '60';
  return isCollected ? ['otherwise', 'notCorrected', 'feeUnpaid'] : [row];
}

async function count(db: Db, period: FigurePeriod): Promise<ReadonlyMap<string, number>> {
  const requests = await requestCounts(db, period);
  const remedies = await remedyCounts(db, period);
  const values = new Map<string, number>();
  for (const c of cells) {
    const found = c.table === 'table3' ? requests : remedies;
    values.set(
      c.key,
      rowsFor(c.row, period).reduce((all, row) => all + (found.get(`${row}.${c.column}`) ?? 0), 0),
    );
  }
  const sum = (of: ReadonlyMap<string, number>, wanted: (row: string) => boolean): number =>
    [...of].reduce((all, [key, n]) => all + (wanted(key.split('.')[0]!) ? n : 0), 0);
  values.set(
    'requestsReceived',
    sum(requests, (row) => row === 'received'),
  );
  values.set(
    'requestsAnswered',
    sum(requests, (row) => !notResults.includes(row)),
  );
  values.set(
    'requestsRefused',
    sum(requests, (row) => refusedRows.has(row)),
  );
  values.set('feesCharged', await feesPaid(db, period.from, period.to));
  values.set(
    'reviews',
    sum(remedies, (row) => row === 'review'),
  );
  values.set(
    'lawsuits',
    sum(remedies, (row) => row === 'direct' || row === 'afterReview'),
  );
  return values;
}

async function records(db: Db, key: string, period: FigurePeriod, limit: number): Promise<FigureRecords> {
  const cell = cells.find((c) => c.key === key);
  if (!cell) return { total: 0, lines: [] };
  if (cell.table === 'table4') {
    const found = await remediesBehind(db, { kind: cell.row, result: cell.column }, period, limit);
    const lines = found.rows.map((r) => ({
      title: `${r.organ}，${r.openedOn} 受理`,
      href: null,
      detail: r.endedOn ? `${r.endedOn} 审结` : '尚未审结',
    }));
    return { total: found.total, lines };
  }
  const found = await requestsBehind(db, { rows: rowsFor(cell.row, period), kind: cell.column as ApplicantKind }, period, limit);
  return {
    total: found.total,
    lines: found.rows.map((r) => ({
      title: r.title === '' ? `申请 ${r.number}（没有列入公开办理记录）` : r.title,
      href: r.title === '' || r.endedOn === null ? null : `${logPath}?q=${encodeURIComponent(r.title)}`,
      detail: `${r.receivedOn} 收到${r.endedOn ? `，${r.endedOn} 办结` : ''}${r.answerCode ? `，${answers[r.answerCode].name}` : ''}`,
    })),
  };
}

export const fromRequests: FigureSource = { name: '信息公开申请', define: async () => [...cells, ...early], count, records };
