// Requests for information and remedies against answers: Tables 3 and 4 come from the register, so that R1 to R5 and R9 hold by
// construction. Of years before the tables (2007 form) the same records give the few numbers that were wanted then.
import type { Db } from '../../../platform/db/engine.ts';
import {
  answers,
  type ApplicantKind,
  feesPaid,
  logPath,
  paymentsBehind,
  remedyCounts,
  requestCounts,
  requestsBehind,
  remediesBehind,
} from '../../requests/door.ts';
import { yearOf } from '../../../town/day.ts';
import { eraOf } from '../era.ts';
import { cellName, columnsOf, tableForms } from '../tables.ts';
import type { FigureDefinition, FigurePeriod, FigureRecord, FigureRecords, FigureSource } from './figure.ts';

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

const refusedRows = new Set(
  Object.values(answers)
    .filter((a) => a.group === 'refused')
    .map((a) => a.row),
);
/** Where 收到 and 办理 are not answers. */
const notResults: readonly string[] = ['received', 'carriedIn', 'carriedOut'];

/** What the form of 2007 wanted, by the rows of the tables since that say the same. */
const early: readonly (FigureDefinition & { table: 'table3' | 'table4'; has(row: string): boolean })[] = [
  { key: 'requestsReceived', name: '收到申请', unit: '件', table: 'table3', has: (row) => row === 'received' },
  { key: 'requestsAnswered', name: '答复申请', unit: '件', table: 'table3', has: (row) => !notResults.includes(row) },
  { key: 'requestsRefused', name: '不予公开答复', unit: '件', table: 'table3', has: (row) => refusedRows.has(row) },
  { key: 'reviews', name: '行政复议', unit: '件', table: 'table4', has: (row) => row === 'review' },
  { key: 'lawsuits', name: '行政诉讼', unit: '件', table: 'table4', has: (row) => row === 'direct' || row === 'afterReview' },
];
const fees: FigureDefinition = { key: 'feesCharged', name: '收取费用', unit: '元' };

/** The rows of the register that a cell counts: the form of 2019 and 2020 has one for whatever ended otherwise. */
function rowsFor(row: string, period: FigurePeriod): readonly string[] {
  const isCollected = row === 'otherwise' && eraOf(yearOf(period.from)) === '60';
  return isCollected ? ['otherwise', 'notCorrected', 'feeUnpaid'] : [row];
}

async function count(db: Db, period: FigurePeriod): Promise<ReadonlyMap<string, number>> {
  const requests = await requestCounts(db, yearOf(period.from));
  const remedies = await remedyCounts(db, period);
  const values = new Map<string, number>();
  for (const c of cells) {
    const found = c.table === 'table3' ? requests : remedies;
    values.set(
      c.key,
      rowsFor(c.row, period).reduce((all, row) => all + (found.get(`${row}.${c.column}`) ?? 0), 0),
    );
  }
  for (const { key, table, has } of early) {
    const found = [...(table === 'table3' ? requests : remedies)].filter(([cell]) => has(cell.split('.')[0]!));
    values.set(
      key,
      found.reduce((all, [, n]) => all + n, 0),
    );
  }
  values.set(fees.key, await feesPaid(db, period.from, period.to));
  return values;
}

async function remediesOf(db: Db, row: string, column: string, period: FigurePeriod, limit: number): Promise<FigureRecords> {
  const found = await remediesBehind(db, { kind: row, result: column }, period, limit);
  const lines = found.rows.map((r) => ({
    title: `${r.organ}，${r.openedOn} 受理`,
    href: null,
    detail: r.endedOn ? `${r.endedOn} 审结` : '尚未审结',
  }));
  return { total: found.total, lines };
}

/** One that is not in the public log is counted and not named. */
function named({ number, title }: { number: string; title: string }, isEnded: boolean): Pick<FigureRecord, 'title' | 'href'> {
  return {
    title: title === '' ? `申请 ${number}（没有列入公开办理记录）` : title,
    href: title === '' || !isEnded ? null : `${logPath}?q=${encodeURIComponent(title)}`,
  };
}

async function payments(db: Db, period: FigurePeriod, limit: number): Promise<FigureRecords> {
  const found = await paymentsBehind(db, period, limit);
  return { total: found.total, lines: found.rows.map((r) => ({ ...named(r, true), detail: `${r.paidOn} 缴费 ${r.yuan} 元` })) };
}

async function requestsOf(
  db: Db,
  rows: readonly string[],
  column: string,
  period: FigurePeriod,
  limit: number,
): Promise<FigureRecords> {
  const found = await requestsBehind(db, { rows, kind: column as ApplicantKind }, period, limit);
  const lines = found.rows.map((r) => ({
    ...named(r, r.endedOn !== null),
    detail: `${r.receivedOn} 收到${r.endedOn ? `，${r.endedOn} 办结` : ''}${r.answerCode ? `，${answers[r.answerCode].name}` : ''}`,
  }));
  return { total: found.total, lines };
}

/** What stands behind a figure of 2007 is behind the cells it is the sum of. */
async function behindSum(db: Db, key: string, period: FigurePeriod, limit: number): Promise<FigureRecords> {
  const wanted = early.find((e) => e.key === key);
  const mine = cells.filter((c) => c.table === wanted?.table && wanted.has(c.row));
  const rows = [...new Set(mine.map((c) => c.row))];
  const columns = [...new Set(mine.map((c) => c.column))];
  const found =
    wanted?.table === 'table3'
      ? columns.map((column) => requestsOf(db, rows, column, period, limit))
      : mine.map((c) => remediesOf(db, c.row, c.column, period, limit));
  const parts = await Promise.all(found);
  return { total: parts.reduce((all, p) => all + p.total, 0), lines: parts.flatMap((p) => p.lines).slice(0, limit) };
}

async function records(db: Db, key: string, period: FigurePeriod, limit: number): Promise<FigureRecords> {
  if (key === fees.key) return payments(db, period, limit);
  const cell = cells.find((c) => c.key === key);
  if (!cell) return behindSum(db, key, period, limit);
  return cell.table === 'table4'
    ? remediesOf(db, cell.row, cell.column, period, limit)
    : requestsOf(db, rowsFor(cell.row, period), cell.column, period, limit);
}

export const fromRequests: FigureSource = {
  name: '信息公开申请',
  define: async () => [...cells, ...early, fees],
  count,
  records,
};
