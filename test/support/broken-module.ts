// One module of ours as it would run with some of its words changed, for showing that a test of pure rules can fail. What
// broken-build.ts is to a process, this is to a function. Words that are not there exactly once fail the making.
import { readFileSync } from 'node:fs';
import { sep } from 'node:path';
import { build } from 'esbuild';
import { projectFile } from '../../src/platform/project.ts';
import { type Change, changed } from './broken-build.ts';

/** What the entry exports, made anew with the changes in it and in all that it imports. */
export async function brokenModule<T>(entry: string, changes: readonly Change[]): Promise<T> {
  const { outputFiles } = await build({
    entryPoints: [projectFile('src', ...entry.split('/'))],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    logLevel: 'silent',
    plugins: [
      {
        name: 'changes',
        setup: (b) =>
          b.onLoad({ filter: /\.ts$/ }, ({ path }) => ({
            contents: changes
              .filter((c) => path.endsWith(`src/${c.file}`.replaceAll('/', sep)))
              .reduce(changed, readFileSync(path, 'utf8')),
            loader: 'ts',
          })),
      },
    ],
  });
  const code = Buffer.from(outputFiles[0]!.contents).toString('base64');
  return (await import(/* @vite-ignore */ `data:text/javascript;base64,${code}`)) as T;
}
