// Everything that needs no browser, what is done in a real one, and faults that take long. scripts/test.mjs and scripts/faults.mjs
// decide which run where.
import { defineConfig } from 'vitest/config';

const inBrowser = ['test/browser/**/*.test.ts', 'test/journeys/**/*.test.ts'];
const shared = { pool: 'threads', isolate: false, testTimeout: 30_000, hookTimeout: 60_000 } as const;

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...shared,
          name: 'unit',
          include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'seed/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: [...inBrowser, 'node_modules/**'],
        },
      },
      // A browser and a whole town are shared by the tests of a worker, so one worker is enough and quicker.
      { test: { ...shared, name: 'browser', include: inBrowser, testTimeout: 120_000, hookTimeout: 180_000, fileParallelism: false } },
      // A hundred deaths of a process need the machine for themselves.
      { test: { ...shared, name: 'faults', include: ['test/faults/**/*.faults.ts'], testTimeout: 900_000, fileParallelism: false } },
    ],
  },
});
