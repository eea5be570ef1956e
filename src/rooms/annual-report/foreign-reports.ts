// Reports of other towns, handed in to compare with: a sentence that stands in one of them too is shown before signing.
import { sql } from 'kysely';
import type { Act } from '../../platform/act/act.ts';
import type { Db } from '../../platform/db/engine.ts';
import type { ForeignFile } from '../../platform/reading/read.ts';
import type { Instant } from '../../town/day.ts';
import { type Id, newId } from '../../town/ids.ts';
import { done, type Outcome, refuse } from '../../town/outcome.ts';
import { townOrgan } from '../people/door.ts';
import { mayWrite } from './may-write.ts';
import { readReportFile } from './read-report/read-file.ts';
import type { UnreadReason } from './read-report/unread.ts';
import type { ReportRefusal } from './refusals.ts';
import { type OtherReport, sentencesOf } from './similar.ts';

export type ForeignReportId = Id<'foreign-report'>;

export interface ForeignReport {
  id: ForeignReportId;
  unit: string;
  fiscalYear: number;
  sentences: number;
  addedAt: Instant;
  addedBy: string;
}

export interface ReadForeignReport {
  /** Null when the text does not name it. */
  unit: string | null;
  fiscalYear: number;
  sentences: readonly string[];
}

const UNIT_LONGEST = 60;
/** The newest are compared with; more would say nothing new. */
const COMPARED = 30;

/** Outside of any act: reading takes a thread of its own and its time. */
export async function readForeignReport(file: ForeignFile): Promise<Outcome<ReadForeignReport, UnreadReason>> {
  const read = await readReportFile(file);
  if (!read.ok) return read;
  const { report, lines } = read.value;
  // Each once: what a page repeats at its head and foot is no sentence of the report's.
  const sentences = [...new Set(sentencesOf(lines.filter((l) => !l.includes('\t')).join('\n')))];
  return done({ unit: report.unit, fiscalYear: report.fiscalYear!, sentences });
}

/** One of the same unit and year takes the place of the former. `named` goes before what the text says. */
export async function addForeignReport(
  act: Act,
  read: ReadForeignReport,
  named: string,
): Promise<Outcome<ForeignReportId, ReportRefusal>> {
  if (!(await mayWrite(act))) return refuse({ code: 'not-allowed' });
  const unit = named.trim() || read.unit || '';
  if (unit === '') return refuse({ code: 'unit-missing', field: 'unit' });
  if (unit.length > UNIT_LONGEST) return refuse({ code: 'unit-long', field: 'unit', facts: { most: UNIT_LONGEST } });
  // Our own reports of former years are compared with anyway, as they were published.
  if (unit === (await townOrgan(act.db))?.name) return refuse({ code: 'unit-own', field: 'unit' });
  const { rows } = await sql<{ id: ForeignReportId }>`insert into annual_report_foreign
      (id, unit, fiscal_year, sentences, added_at, added_by)
    values (${newId<ForeignReportId>()}, ${unit}, ${read.fiscalYear}, ${[...read.sentences]}::text[], ${act.at}, ${act.actor.name})
    on conflict (unit, fiscal_year) do update
      set sentences = excluded.sentences, added_at = excluded.added_at, added_by = excluded.added_by returning id`.execute(
    act.db,
  );
  act.record(`annual-report:${read.fiscalYear}`, { what: 'foreign report added', unit, sentences: read.sentences.length });
  return done(rows[0]!.id);
}

export async function removeForeignReport(act: Act, id: ForeignReportId): Promise<Outcome<null, ReportRefusal>> {
  if (!(await mayWrite(act))) return refuse({ code: 'not-allowed' });
  const { rows } = await sql<{ unit: string; fiscalYear: number }>`delete from annual_report_foreign where id = ${id}
    returning unit, fiscal_year as "fiscalYear"`.execute(act.db);
  const [gone] = rows;
  if (!gone) return refuse({ code: 'foreign-gone' });
  act.record(`annual-report:${gone.fiscalYear}`, { what: 'foreign report removed', unit: gone.unit });
  return done(null);
}

/** The newest years first. */
export async function foreignReports(db: Db): Promise<ForeignReport[]> {
  const { rows } = await sql<ForeignReport>`select id, unit, fiscal_year as "fiscalYear", cardinality(sentences) as sentences,
      added_at as "addedAt", added_by as "addedBy" from annual_report_foreign order by fiscal_year desc, unit`.execute(db);
  return rows;
}

/** To compare with. */
export async function foreignTexts(db: Db): Promise<OtherReport[]> {
  const { rows } = await sql<{
    unit: string;
    fiscalYear: number;
    sentences: string[];
  }>`select unit, fiscal_year as "fiscalYear", sentences
    from annual_report_foreign order by fiscal_year desc, added_at desc limit ${COMPARED}::int`.execute(db);
  return rows.map((r) => ({ title: `${r.unit}${r.fiscalYear}年度报告`, sentences: r.sentences }));
}
