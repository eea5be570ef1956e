// All that others may see of the annual report.
export { checkedReport, formerAmong } from './check-report.ts';
export { isTooLarge, readReportFile } from './read-report/read-file.ts';
export { unreadSentence, type UnreadReason } from './read-report/unread.ts';
export { hasFailed, remarksOn } from './remarks.ts';
export type { CheckedReport, ReadReport, Tables } from './annual-report.ts';
export { dismissFinding } from './dismiss-finding.ts';
export { enterFigures } from './enter-figures.ts';
export { figureSources } from './own-sources.ts';
export { judgeReport } from './judge.ts';
export { publicReportYears } from './reads.ts';
export { signReport } from './sign-report.ts';
export { latestText } from './store.ts';
export { publicReportPath } from './web/addresses.ts';
export { beginText, saveText } from './write-text.ts';
export { rollUp } from './roll-up.ts';
export { cellName, tableForms } from './tables.ts';
