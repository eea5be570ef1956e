// One report, ours or anybody's, as rules look at it and as `gongkai annual-report check --json` prints it. Keys are stable:
// docs/manual tells others what they mean.
import type { Day } from '../../town/day.ts';
import type { Era } from './era.ts';
import type { Cells } from './tables.ts';

export type ContentStatus = 'present' | 'empty' | 'missing';

/** One of the contents the law demands, or one of the six parts of a form. */
export interface Content {
  id: string;
  title: string;
  status: ContentStatus;
}

/** With the line of its heading in the text, from 1; 0 where it has none. */
export interface FoundContent extends Content {
  line: number;
}

/** A number said in the text, with what it counts. */
export interface Figure {
  key: string;
  value: number;
  unit: string;
  /** Of the text, from 1; 0 where a figure was not read from a text. */
  line: number;
}

export interface Tables {
  table2: Cells | null;
  table3: Cells | null;
  table4: Cells | null;
}

export const noTables: Tables = { table2: null, table3: null, table4: null };

export type RuleId = 'R1' | 'R2' | 'R3' | 'R4' | 'R5' | 'R6' | 'R7' | 'R8' | 'R9' | 'R10' | 'R11' | 'R12' | 'R13';

export type Status = 'PASS' | 'FAIL' | 'UNCERTAIN' | 'NOT_ASSESSABLE';

export interface Finding {
  rule: RuleId;
  status: Status;
  /** A sentence to the report's author. */
  message: string;
  /** `table3.received.natural`, as the JSON of the tables is keyed. */
  cells: readonly string[];
  lines: readonly number[];
}

export interface AnnualReport {
  unit: string | null;
  fiscalYear: number | null;
  era: Era | null;
  publishedOn: Day | null;
  contents: readonly FoundContent[];
  figures: readonly Figure[];
  tables: Tables;
}

/** A report together with what only rules need. */
export interface ReadReport {
  report: AnnualReport;
  /** The text, line by line, tables included; line 1 is the first. */
  lines: readonly string[];
  /** The line each table begins at, from 1; absent where there is none. */
  tableLines: Readonly<Partial<Record<keyof Tables, number>>>;
}

/** As printed: with what follows from the year and the day, and what the rules say. */
export interface CheckedReport extends Omit<AnnualReport, 'contents'> {
  contents: readonly Content[];
  dueOn: Day | null;
  daysLate: number | null;
  findings: readonly Finding[];
}
