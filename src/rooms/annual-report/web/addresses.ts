// Addresses of reports and their figures, spelled once.
export function publicReportPath(fiscalYear: number): string {
  return `/annual-reports/${fiscalYear}`;
}
export function publicFigurePath(fiscalYear: number, figure: string): string {
  return `${publicReportPath(fiscalYear)}/figures/${encodeURIComponent(figure)}`;
}
export const foreignReportsPath = '/console/annual-reports/others';
export function reportPath(fiscalYear: number): string {
  return `/console/annual-reports/${fiscalYear}`;
}
export function figurePath(fiscalYear: number, figure: string): string {
  return `${reportPath(fiscalYear)}/figures/${encodeURIComponent(figure)}`;
}
