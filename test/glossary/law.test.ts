// docs/law.md is the list of what the code cites: nothing missing, nothing idle.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectFile } from '../../src/platform/project.ts';

const page = readFileSync(projectFile('docs', 'law.md'), 'utf8');
const rows = page.split('\n').filter((line) => /^\| [^|]*[^|\s-][^|]* \|/.test(line) && !/^\| (Article|Text) \|/.test(line));
const listed = rows.map((row) => row.split('|')[1]!.trim());
const articles = listed.filter((name) => name.includes('#'));
const texts = listed.filter((name) => !name.includes('#'));
const statutes = [...new Set(articles.map((a) => a.split('#')[0]!))].sort((a, b) => b.length - a.length);

const digits = '零一二三四五六七八九';

/** `一百一十九`, `四十七`, `十二`, `203` as numbers. */
function numberOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const [, hundreds = '', rest = text] = /^(.)百零?(.*)$/.exec(text) ?? [];
  const [, tens, ones = ''] = /^(.?)十(.?)$/.exec(rest) ?? [null, null, rest];
  const at = (d: string) => Math.max(0, digits.indexOf(d));
  return (
    (hundreds === '' ? 0 : at(hundreds) * 100) +
    (tens === null ? 0 : (tens === '' ? 1 : at(tens!)) * 10) +
    (ones === '' ? 0 : at(ones))
  );
}

/** The name a book title is listed under; the Regulation without a year is the one in force. */
function shortName(title: string, remark: string): string {
  if (/^(政府信息公开)?条例$/.test(title)) return /2007/.test(remark) ? '条例2007' : '条例2019';
  return title.replace(/^中华人民共和国/, '');
}

function citedIn(text: string): string[] {
  const found: string[] = [];
  for (const [, name, first, more] of text.matchAll(/([\u4e00-\u9fff]+(?:20\d\d)?)#(\d+)((?:[、,]\s*#\d+)*)/g)) {
    const statute = statutes.find((s) => name!.endsWith(s)) ?? name!;
    for (const n of [first!, ...(more!.match(/\d+/g) ?? [])]) found.push(`${statute}#${n}`);
  }
  const printed = /《([^》$]+)》(（[^）]*）)?((?:第[0-9一二三四五六七八九十百零]+条[、和]?)+)/g;
  for (const [, title, remark = '', list] of text.matchAll(printed)) {
    for (const [, n] of list!.matchAll(/第([^条]+)条/g)) found.push(`${shortName(title!, remark)}#${numberOf(n!)}`);
  }
  return found;
}

function sources(): { file: string; text: string }[] {
  return ['src', 'seed'].flatMap((dir) =>
    readdirSync(projectFile(dir), { recursive: true, withFileTypes: true })
      .filter((e) => e.isFile() && /\.tsx?$/.test(e.name))
      .map((e) => join(e.parentPath ?? e.path, e.name))
      .map((file) => ({ file, text: readFileSync(file, 'utf8') })),
  );
}

describe('docs/law.md', () => {
  const all = sources();
  const cited = new Map<string, string>();
  for (const { file, text } of all) for (const c of citedIn(text)) cited.set(c, file);

  it('reads numerals as people write them', () => {
    expect(['一百一十九', '七十八', '十二', '四十', '六', '203'].map(numberOf)).toEqual([119, 78, 12, 40, 6, 203]);
  });

  it('lists every article the code cites', () => {
    expect([...cited].filter(([c]) => !articles.includes(c)).map(([c, file]) => `${c} in ${file}`)).toEqual([]);
  });

  it('lists no article that nothing cites', () => {
    expect(articles.filter((a) => !cited.has(a))).toEqual([]);
  });

  it('lists each article once', () => {
    expect(listed.filter((a, i) => listed.indexOf(a) !== i)).toEqual([]);
  });

  it('lists every standard and circular the code names by number, and no other', () => {
    const named = new Set(all.flatMap(({ text }) => text.match(/国办(?:公开办)?[发函]〔\d{4}〕\d+号|GB(?:\/T)? \d+/g) ?? []));
    expect([...named].sort()).toEqual([...texts].sort());
  });

  it('points only at files that exist', () => {
    const paths = [...page.matchAll(/`((?:src|seed|test)\/[^`]+)`/g)].map((m) => m[1]!);
    expect(paths.filter((p) => !existsSync(projectFile(...p.split('/'))))).toEqual([]);
  });
});
