// The program as text, for the rules of the house: its files, what each imports, and what its migrations make.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { transform } from 'esbuild';
import { projectFile } from '../../src/platform/project.ts';

export interface Import {
  /** `src/town/day.ts`, or the name of a package. */
  to: string;
  typeOnly: boolean;
  ours: boolean;
}

export interface SourceFile {
  path: string;
  text: string;
  lines: number;
  imports: readonly Import[];
}

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[\w$*\s{},]+?\s+from\s+)?'([^']+)'|\bimport\(\s*'([^']+)'\s*\)|new URL\(\s*'(\.[^']+)'/g;

function importsOf(path: string, text: string): Import[] {
  return [...text.matchAll(IMPORT)].map((m) => {
    const name = (m[2] ?? m[3] ?? m[4]) as string;
    const ours = name.startsWith('.');
    return { to: ours ? join(dirname(path), name) : packageOf(name), typeOnly: m[1] !== undefined, ours };
  });
}

function packageOf(name: string): string {
  return name.startsWith('node:')
    ? name
    : name
        .split('/')
        .slice(0, name.startsWith('@') ? 2 : 1)
        .join('/');
}

/** Source files below a folder, tests left out, as `src/…` with forward slashes. */
export function sourceFiles(folder: string, options: { tests?: boolean } = {}): SourceFile[] {
  const root = projectFile();
  return readdirSync(projectFile(folder), { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile() && /\.(tsx?|mjs)$/.test(e.name) && (options.tests || !/\.test\.tsx?$/.test(e.name)))
    .map((e) =>
      join(e.parentPath, e.name)
        .slice(root.length)
        .replace(/^[\\/]|\\/g, (m) => (m === '\\' ? '/' : ''))
        .replace(/^\//, ''),
    )
    .sort()
    .map((path) => {
      const text = readFileSync(projectFile(path), 'utf8');
      return { path, text, lines: text.split('\n').length - 1, imports: importsOf(path, text) };
    });
}

/** What runs: comments and types removed, so that a word in a comment is never taken for code. */
export async function codeOf(file: SourceFile): Promise<string> {
  const made = await transform(file.text, {
    loader: file.path.endsWith('.tsx') ? 'tsx' : 'ts',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    minifyWhitespace: true,
    legalComments: 'none',
    charset: 'utf8',
  });
  return made.code;
}

export interface Migration {
  name: string;
  kind: 'town' | 'shared';
  /** Statements without comments. */
  statements: readonly string[];
}

export function migrations(): Migration[] {
  return (['town', 'shared'] as const).flatMap((kind) =>
    readdirSync(projectFile('migrations', kind))
      .filter((n) => n.endsWith('.sql'))
      .sort()
      .map((n) => ({
        name: `${kind}/${n}`,
        kind,
        statements: readFileSync(projectFile('migrations', kind, n), 'utf8')
          .replace(/--[^\n]*/g, '')
          .split(/;\s*\n/)
          .map((s) => s.replace(/\s+/g, ' ').trim())
          .filter((s) => s !== ''),
      })),
  );
}

export function exists(path: string): boolean {
  return existsSync(projectFile(path));
}

/** Circles among the edges given, each as the list of its members; none when the graph is a proper order. */
export function circles(edges: ReadonlyMap<string, ReadonlySet<string>>): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (v: string): void => {
    index.set(v, index.size);
    low.set(v, index.get(v)!);
    stack.push(v);
    for (const w of edges.get(v) ?? []) {
      if (!index.has(w)) visit(w);
      if (stack.includes(w)) low.set(v, Math.min(low.get(v)!, low.get(w)!));
    }
    if (low.get(v) !== index.get(v)) return;
    const members = stack.splice(stack.indexOf(v));
    if (members.length > 1 || edges.get(v)?.has(v)) found.push(members.sort());
  };
  for (const v of edges.keys()) if (!index.has(v)) visit(v);
  return found;
}
