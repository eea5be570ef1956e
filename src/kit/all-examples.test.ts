// What holds for every part: it can be shown under our content security policy, and it is among the examples.
import { existsSync, readdirSync } from 'node:fs';
import { renderToString } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import { projectFile } from '../platform/project.ts';
import { allExamples } from './all-examples.ts';
import { styleSheets } from './styles.ts';

const kit = projectFile('src', 'kit');
const folders = readdirSync(kit, { withFileTypes: true }).filter((f) => f.isDirectory());

test('every part with examples is collected', () => {
  const withExamples = folders.map((f) => f.name).filter((name) => existsSync(`${kit}/${name}/examples.tsx`));
  expect(Object.keys(allExamples).sort()).toEqual(withExamples.sort());
});

test('every style file of a part is in a style sheet', () => {
  const files = folders.map((f) => `${f.name}/part.css`).filter((file) => existsSync(`${kit}/${file}`));
  const used = new Set(Object.values(styleSheets).flat());
  expect(files.filter((file) => !used.has(file))).toEqual([]);
});

describe.each(Object.entries(allExamples))('%s', (_part, examples) => {
  test.each(examples.map((e) => [e.name, e] as const))('%s: no inline style, no handler, no id twice', (_name, example) => {
    const html = renderToString(example.html);
    expect(html).not.toMatch(/<[^>]*\s(?:style|on[a-z]+)=/);
    const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map((m) => m[1]);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
