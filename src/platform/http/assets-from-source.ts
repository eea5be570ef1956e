// Makes style sheets and scripts from their sources. Used while we run from source, and once by scripts/build.mjs.
import { readFile } from 'node:fs/promises';
import { styleSheets } from '../../kit/styles.ts';
import { projectFile } from '../project.ts';

export interface MadeAsset {
  name: string;
  content: Buffer;
}

/** Browsers of the last five years; Chromium 109 is the last one on the towns' older Windows machines. */
const browsers = ['chrome109', 'firefox115', 'safari15.6'];

/** Residents' telephones: BigInt, which the check of a signature needs, and named classes of letters are the oldest it can be. */
const olderBrowsers = ['chrome73', 'firefox78', 'safari14.1'];

/** Scripts: name → source below src/web/scripts. Public pages have none but verify.js, which stands inside its page. */
const scripts: Readonly<Record<string, { source: string; target: readonly string[]; format: 'esm' | 'iife' }>> = {
  'console.js': { source: 'console.ts', target: browsers, format: 'esm' },
  'editor.js': { source: 'editor.ts', target: browsers, format: 'esm' },
  'verify.js': { source: 'verify.ts', target: olderBrowsers, format: 'iife' },
};

/** A square of cinnabar with 公 in strokes; drawn by hand, so that no font is needed. */
const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#b3261e" d="M0 0h32v32H0z"/>' +
  '<path fill="none" stroke="#fff" stroke-width="3" d="M12.5 6C11.5 10.500 9 14 5.500 16.500M19.500 6c1 4.500 3.500 8 7 10.500M15.500 14c-1.500 5-3.500 8.500-6 11l13-1M19 18.500c2 2.500 3.500 5 4.500 8"/></svg>';

export async function assetsFromSource(): Promise<readonly MadeAsset[]> {
  const esbuild = await import('esbuild');
  const styles = Object.entries(styleSheets).map(async ([name, files]) => {
    const text = (await Promise.all(files.map((file) => readFile(projectFile('src', 'kit', file), 'utf8')))).join('\n');
    const made = await esbuild.transform(text, { loader: 'css', minify: true, target: browsers });
    return { name, content: Buffer.from(made.code) };
  });
  const bundles = Object.entries(scripts).map(async ([name, { source, target, format }]) => {
    const made = await esbuild.build({
      entryPoints: [projectFile('src', 'web', 'scripts', source)],
      absWorkingDir: projectFile(),
      bundle: true,
      write: false,
      minify: true,
      format,
      charset: 'utf8',
      platform: 'browser',
      target: [...target],
      legalComments: 'none',
      logLevel: 'silent',
    });
    return { name, content: Buffer.from(made.outputFiles[0]!.contents) };
  });
  return Promise.all([...styles, ...bundles, Promise.resolve({ name: 'icon.svg', content: Buffer.from(icon) })]);
}
