// docs/adr/dependencies.md speaks of exactly the packages that are shipped, under the licences they declare.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { projectFile } from '../../src/platform/project.ts';

const rows = readFileSync(projectFile('docs', 'adr', 'dependencies.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (Package|---)/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()));

function packageJson(...at: string[]): { dependencies?: Record<string, string>; license?: string } {
  return JSON.parse(readFileSync(projectFile(...at, 'package.json'), 'utf8'));
}

describe('docs/adr/dependencies.md', () => {
  it('has one line for each runtime dependency and no other', () => {
    expect(rows.map((r) => r[1]).sort()).toEqual(Object.keys(packageJson().dependencies ?? {}).sort());
  });

  it('names the licence each package declares', () => {
    const wrong = rows.filter((r) => packageJson('node_modules', ...r[1]!.split('/')).license !== r[5]);
    expect(wrong.map((r) => r[1])).toEqual([]);
  });
});
