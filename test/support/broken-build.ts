// A build in which one thing is broken on purpose: a copy of the source with some words of it changed. A fault test that
// passes there as well tests nothing. Words that are no longer there fail the making, so that no breakage is forgotten.
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectFile } from '../../src/platform/project.ts';

export interface Change {
  /** Below src. */
  file: string;
  from: string;
  to: string;
}

export interface BrokenBuild {
  /** Folder that stands for the project's. */
  root: string;
  remove(): void;
}

/** The text with the change in it. */
export function changed(text: string, { file, from, to }: Change): string {
  const parts = text.split(from);
  if (parts.length !== 2) throw new Error(`“${from}” is ${parts.length - 1} times in ${file}, not once`);
  return parts.join(to);
}

export function brokenBuild(changes: readonly Change[]): BrokenBuild {
  const root = mkdtempSync(join(tmpdir(), 'gongkai-broken-'));
  for (const name of ['src', 'package.json', 'tsconfig.json']) cpSync(projectFile(name), join(root, name), { recursive: true });
  for (const name of ['node_modules', 'migrations']) symlinkSync(projectFile(name), join(root, name));
  for (const change of changes) {
    const path = join(root, 'src', change.file);
    writeFileSync(path, changed(readFileSync(path, 'utf8'), change));
  }
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}
