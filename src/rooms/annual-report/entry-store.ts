// Figures entered by hand: what stands, and what stood before.
import { sql } from 'kysely';
import type { Act } from '../../platform/act/act.ts';
import type { Db } from '../../platform/db/engine.ts';
import type { Instant } from '../../town/day.ts';
import { newId } from '../../town/ids.ts';

export interface HandEntry {
  id: string;
  figure: string;
  value: number;
  source: string;
  enteredBy: string;
  enteredAt: Instant;
  endedAt: Instant | null;
}

const entryColumns = sql`id, figure, value::float8 as value, source, entered_by as "enteredBy", entered_at as "enteredAt", ended_at as "endedAt"`;

/** What stands now. */
export async function entriesOf(db: Db, fiscalYear: number): Promise<HandEntry[]> {
  const { rows } = await sql<HandEntry>`select ${entryColumns} from annual_report_entries
    where fiscal_year = ${fiscalYear} and ended_at is null order by figure`.execute(db);
  return rows;
}

/** All that was ever entered for a figure, the newest first. */
export async function entryHistory(db: Db, fiscalYear: number, figure: string): Promise<HandEntry[]> {
  const { rows } = await sql<HandEntry>`select ${entryColumns} from annual_report_entries
    where fiscal_year = ${fiscalYear} and figure = ${figure} order by entered_at desc, id desc`.execute(db);
  return rows;
}

/** Ends what stood for these figures and keeps the new values; null ends without a new one. */
export async function keepEntries(
  act: Act,
  fiscalYear: number,
  values: ReadonlyMap<string, number | null>,
  source: string,
): Promise<void> {
  await sql`update annual_report_entries set ended_at = ${act.at}
    where fiscal_year = ${fiscalYear} and ended_at is null and figure = any(${[...values.keys()]}::text[])`.execute(act.db);
  const rows = [...values].flatMap(([figure, value]) => (value === null ? [] : [{ id: newId(), figure, value }]));
  await sql`insert into annual_report_entries (id, fiscal_year, figure, value, source, entered_by, entered_by_staff, entered_at)
    select e.id, ${fiscalYear}::int, e.figure, e.value, ${source}::text, ${act.actor.name}::text, ${act.actor.staffId}::text, ${act.at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as e (id text, figure text, value numeric)`.execute(act.db);
}
