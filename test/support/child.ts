// A real second process that runs a piece of our program, for what only two processes can show.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectFile } from '../../src/platform/project.ts';

export interface Child {
  process: ChildProcess;
  /** Everything it has written so far. */
  said(): string;
  /** Resolves when it has written `text`; rejects when it ends before. */
  says(text: string): Promise<void>;
  ended: Promise<number | null>;
}

/**
 * @param code an ES module; `source('platform/db/embedded.ts')` in it is the address of a file below src,
 * `ours('kysely')` the address of a package.
 * @param root folder of the project, or of a build of it that is broken on purpose.
 */
export function child(code: string, env: Readonly<Record<string, string>> = {}, root = projectFile()): Child {
  const text = code
    .replace(/source\('([^']+)'\)/g, (_, path: string) => `'${pathToFileURL(join(root, 'src', path)).href}'`)
    .replace(/ours\('([^']+)'\)/g, (_, name: string) => `'${import.meta.resolve(name)}'`);
  // A file and not `-e`: options for reading code from the command line would be handed on to worker threads.
  const folder = mkdtempSync(join(tmpdir(), 'gongkai-child-'));
  const file = join(folder, 'child.mjs');
  writeFileSync(file, text);
  const started = watch(spawn(process.execPath, ['--import', 'tsx', file], { cwd: root, env: { ...process.env, ...env } }));
  void started.ended.then(() => rmSync(folder, { recursive: true, force: true }));
  return started;
}

/** The command line in a process of its own. */
export function gongkaiChild(args: readonly string[], env: Readonly<Record<string, string>> = {}): Child {
  return watch(
    spawn(process.execPath, ['--import', 'tsx', projectFile('src', 'cli', 'entry.ts'), ...args], {
      cwd: projectFile(),
      env: { ...process.env, ...env },
    }),
  );
}

function watch(process: ChildProcess): Child {
  let said = '';
  const listeners = new Set<() => void>();
  const take = (chunk: Buffer): void => {
    said += chunk.toString();
    for (const listen of listeners) listen();
  };
  process.stdout?.on('data', take);
  process.stderr?.on('data', take);
  const ended = new Promise<number | null>((resolve) => process.once('close', resolve));
  return {
    process,
    said: () => said,
    says: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (!said.includes(text)) return;
          listeners.delete(look);
          resolve();
        };
        listeners.add(look);
        look();
        void ended.then(() => reject(new Error(`ended without saying “${text}”: ${said}`)));
      }),
    ended,
  };
}
