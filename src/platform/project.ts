// Where the project's own files stand, whether we run from TypeScript sources or from the built bundle.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

function findRoot(): string {
  let at = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(at, 'migrations'))) {
    const up = dirname(at);
    if (up === at) throw new Error('the project folder with migrations/ was not found above the program');
    at = up;
  }
  return at;
}

export const projectRoot: string = findRoot();

export function projectFile(...parts: readonly string[]): string {
  return join(projectRoot, ...parts);
}

/** True while TypeScript sources are executed directly (tests, development); false in the built bundle. */
export const runsFromSource: boolean = fileURLToPath(import.meta.url).endsWith('.ts');
