// Which style files make the style sheets, in order: bare elements first, then parts, then what overrides them.

const parts: readonly string[] = [
  'public-page',
  'status-tag',
  'lists',
  'document',
  'data-table',
  'squares',
  'fact-row',
  'due-date',
  'decision-line',
  'clock',
  'filter-bar',
  'pager',
  'empty-state',
  'form-field',
  'problem-summary',
  'difference',
  'qr',
  'signing-in',
  'svg-bars',
  'annual-report',
  'requests',
  'tree',
  'kiosk',
].map((part) => `${part}/part.css`);

const consoleParts: readonly string[] = ['console-page', 'review', 'editor', 'year', 'case'].map((part) => `${part}/part.css`);

/** Paths below src/kit. */
export const styleSheets: Readonly<Record<'site.css' | 'console.css' | 'verify.css', readonly string[]>> = {
  'site.css': ['base.css', ...parts, 'elder.css', 'print.css'],
  'console.css': ['base.css', ...parts, ...consoleParts, 'print.css'],
  // Beside site.css on the one page that checks proofs, which no other page pays for.
  'verify.css': ['verify/part.css'],
};
