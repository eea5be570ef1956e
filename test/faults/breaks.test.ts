// Builds broken on purpose are made by `npm run faults` only; that the words they change are still there is seen in every run.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { projectFile } from '../../src/platform/project.ts';
import { changed } from '../support/broken-build.ts';
import { journalBreaks, receiptBreaks } from './breaks.ts';

const breaks = Object.entries({ ...journalBreaks, ...receiptBreaks });

test.each(breaks)('“%s” can still be built', (_name, change) => {
  const text = readFileSync(projectFile('src', ...change.file.split('/')), 'utf8');
  expect(changed(text, change)).not.toBe(text);
});
