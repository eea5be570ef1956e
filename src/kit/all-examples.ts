// Every state of every part, for the tests that look at all of them.
import { examples as clock } from './clock/examples.tsx';
import { examples as consolePage } from './console-page/examples.tsx';
import { examples as dataTable } from './data-table/examples.tsx';
import { examples as decisionLine } from './decision-line/examples.tsx';
import { examples as difference } from './difference/examples.tsx';
import { examples as dueDate } from './due-date/examples.tsx';
import { examples as emptyState } from './empty-state/examples.tsx';
import type { Example } from './example.ts';
import { examples as factRow } from './fact-row/examples.tsx';
import { examples as filterBar } from './filter-bar/examples.tsx';
import { examples as formField } from './form-field/examples.tsx';
import { examples as pager } from './pager/examples.tsx';
import { examples as problemSummary } from './problem-summary/examples.tsx';
import { examples as publicPage } from './public-page/examples.tsx';
import { examples as qr } from './qr/examples.tsx';
import { examples as squares } from './squares/examples.tsx';
import { examples as statusTag } from './status-tag/examples.tsx';
import { examples as svgBars } from './svg-bars/examples.tsx';
import { examples as tokenField } from './token-field/examples.tsx';

/** Folder of the part → its examples. */
export const allExamples: Readonly<Record<string, readonly Example[]>> = {
  'public-page': publicPage,
  'console-page': consolePage,
  clock,
  'data-table': dataTable,
  'decision-line': decisionLine,
  difference,
  'due-date': dueDate,
  'empty-state': emptyState,
  'fact-row': factRow,
  'filter-bar': filterBar,
  'form-field': formField,
  pager,
  'problem-summary': problemSummary,
  qr,
  squares,
  'status-tag': statusTag,
  'svg-bars': svgBars,
  'token-field': tokenField,
};
