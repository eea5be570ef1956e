// Builds dist/: the program in one bundle with its worker threads, and the assets. Packages stay in node_modules.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The list of worker threads, read from the one place that has it. */
function workers() {
  const text = readFileSync(join(root, 'src/platform/worker.ts'), 'utf8');
  const list = /export const workerSources = \{([^}]+)\}/.exec(text)?.[1] ?? '';
  return [...list.matchAll(/'?([a-z-]+)'?:\s*'([^']+)'/g)].map(([, name, source]) => [name, source]);
}

/** Builds everything anew. Throws what esbuild says. */
export async function build() {
  const { build: bundle } = await import('esbuild');
  const dist = join(root, 'dist');
  rmSync(dist, { recursive: true, force: true });
  const common = {
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'warning',
  };
  await bundle({
    ...common,
    entryPoints: Object.fromEntries([
      ['gongkai', 'src/cli/entry.ts'],
      ...workers().map(([name, source]) => [`workers/${name}`, `src/${source}`]),
    ]),
    outdir: dist,
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    sourcemap: 'linked',
    sourcesContent: false,
  });
  await bundle({ ...common, entryPoints: ['scripts/write-assets.ts'], outfile: join(dist, '.build/write-assets.js') });
  await import(`${pathToFileURL(join(dist, '.build/write-assets.js')).href}?${Date.now()}`);
  rmSync(join(dist, '.build'), { recursive: true, force: true });
  writeFileSync(join(dist, 'built'), `${new Date().toISOString()}\n`);
}

if (process.argv[1] && fileURLToPath(import.meta.url) === process.argv[1]) await build();
