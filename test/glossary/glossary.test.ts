// The words GLOSSARY.md forbids are in no name, and its laws are listed.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectFile } from '../../src/platform/project.ts';

const glossary = readFileSync(projectFile('GLOSSARY.md'), 'utf8');
const rows = glossary
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (Word|---)/.test(line))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

/** Forbidden words in code font; what stands in brackets after a word is talk. */
const never = rows.flatMap((cells) =>
  [...(cells[4] ?? '').replace(/（[^）]*）|\([^)]*\)/g, '').matchAll(/`([^`]+)`/g)].map((m) => m[1]!),
);
const forbiddenParts = new Set(never.filter((w) => /^[a-z]+$/.test(w)));
const forbiddenNames = new Set(never.filter((w) => w.startsWith('=')).map((w) => w.slice(1)));

interface Name {
  name: string;
  where: string;
}

/** `NilReturn`, `nil-return`, `nil_return` → nil, return. */
function partsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((w) => w !== '');
}

function filesIn(dir: string): string[] {
  return readdirSync(projectFile(dir), { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile())
    .map((e) => join(e.parentPath ?? e.path, e.name));
}

/** File names, exported names, tables and columns. Tests may speak of what is forbidden. */
function names(): Name[] {
  const found: Name[] = [];
  for (const file of [...filesIn('src'), ...filesIn('migrations')]) {
    if (/\.test\./.test(file)) continue;
    found.push({
      name: basename(file)
        .replace(/^\d+_/, '')
        .replace(/\.[a-z]+$/, ''),
      where: file,
    });
    const text = readFileSync(file, 'utf8');
    const patterns = file.endsWith('.sql')
      ? [/create table ([a-z_]+)/g, /^ {2}([a-z_]+) (?:text|bigint|integer|smallint|date|timestamptz|boolean|jsonb|tsvector)\b/gm]
      : [/export (?:async )?(?:const|let|function\*?|class|interface|type) ([A-Za-z0-9_]+)/g];
    if (/\.(tsx?|sql)$/.test(file)) {
      for (const pattern of patterns) for (const m of text.matchAll(pattern)) found.push({ name: m[1]!, where: file });
    }
  }
  return found;
}

describe('GLOSSARY.md', () => {
  it('gives each word one row of five cells', () => {
    expect(rows.filter((r) => r.length !== 5).map((r) => r[0])).toEqual([]);
    const words = rows.map((r) => r[0]!);
    expect(words.filter((w, i) => words.indexOf(w) !== i)).toEqual([]);
    expect(rows.filter((r) => r[1] === '').map((r) => r[0])).toEqual([]);
  });

  it('forbids no word it uses itself', () => {
    const own = new Set(rows.flatMap((r) => r[0]!.split(/[,/]/).flatMap((w) => partsOf(w.trim()))));
    expect([...forbiddenParts].filter((w) => own.has(w))).toEqual([]);
  });

  it('holds in every file name, exported name, table and column', () => {
    expect(forbiddenParts.size).toBeGreaterThan(20);
    const broken = names().filter(
      ({ name }) => partsOf(name).some((part) => forbiddenParts.has(part)) || forbiddenNames.has(name.toLowerCase()),
    );
    expect(broken.map(({ name, where }) => `${name} in ${where}`)).toEqual([]);
  });

  it('notices a forbidden word', () => {
    expect(partsOf('openTicket').some((p) => forbiddenParts.has(p))).toBe(true);
    expect(partsOf('public_articles').some((p) => forbiddenParts.has(p))).toBe(true);
    expect(forbiddenNames.has('report')).toBe(true);
  });

  it('cites only law that docs/law.md lists', () => {
    const law = readFileSync(projectFile('docs', 'law.md'), 'utf8');
    const cited = rows.flatMap(
      (r) => r[3]!.match(/[\u4e00-\u9fff]+(?:20\d\d)?#\d+|国办(?:公开办)?[发函]〔\d{4}〕\d+号|GB(?:\/T)? \d+/g) ?? [],
    );
    expect(cited.length).toBeGreaterThan(10);
    expect(cited.filter((c) => !law.includes(`| ${c} |`))).toEqual([]);
  });
});
