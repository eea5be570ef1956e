// The year an annual report is about, as its title says it; the year before it was written when the title is silent.
import { type Day, yearOf } from '../../town/day.ts';

export function fiscalYearOf(report: { title: string; createdOn: Day | null; publishedOn: Day }): number {
  const named = /((?:19|20)\d\d)\s*年/.exec(report.title)?.[1];
  return named ? Number(named) : yearOf(report.createdOn ?? report.publishedOn) - 1;
}
