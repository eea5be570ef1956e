import { describe, expect, it } from 'vitest';
import { entriesOf } from './entries.ts';
import { findInBox } from './file-box.ts';
import { readMetadata } from './metadata.ts';

const codes = (rows: string[][]): string[] => {
  const r = readMetadata(rows);
  return r.ok ? [] : r.refusals.map((x) => x.code);
};

describe('a metadata sheet', () => {
  it('is refused when no column names the file, one stands twice, or nothing follows', () => {
    expect(codes([])).toEqual(['sheet-no-file-column']);
    expect(
      codes([
        ['标题', '日期'],
        ['甲', '2014-01-01'],
      ]),
    ).toEqual(['sheet-no-file-column']);
    expect(
      codes([
        ['文件名', '标题', 'Title'],
        ['a.txt', '甲', '乙'],
      ]),
    ).toEqual(['sheet-column-twice']);
    expect(codes([['文件名', '标题']])).toEqual(['sheet-no-rows']);
  });
  it('says with its number which row has a date that does not exist, no file, or another row’s key', () => {
    const r = readMetadata([
      ['文件名', '编号', '发布日期', '生成日期'],
      ['a.txt', '1', '2014年2月30日', '去年'],
      ['', '2', '2014/5/27'],
      ['b.txt', '1', '2014年5月27日'],
    ]);
    if (!r.ok) throw new Error();
    expect(r.value.rows.map((x) => [x.number, ...x.problems.map((p) => p.code)])).toEqual([
      [2, 'row-date', 'row-date'],
      [3, 'row-no-file'],
      [4, 'row-key-twice'],
    ]);
    expect(r.value.rows[0]!.problems[1]!.facts).toMatchObject({ row: 2, column: '生成日期', given: '去年' });
  });
  it('may have a title line above its head, Chinese or English heads, and columns of its own', () => {
    const r = readMetadata([
      ['某镇信息公开目录'],
      ['序', ' File Name ', '标题（必填）', 'published', '附件', '关键词'],
      ['1', 'a.txt', '甲', '2014-05-27', '表一.xlsx；表二.pdf、图.jpg', '年报 公开、公开'],
    ]);
    if (!r.ok) throw new Error();
    expect(r.value.unknown).toEqual(['序']);
    expect(r.value.rows[0]).toMatchObject({
      number: 3,
      file: 'a.txt',
      title: '甲',
      publishedOn: '2014-05-27',
      attachments: ['表一.xlsx', '表二.pdf', '图.jpg'],
      keywords: ['年报', '公开'],
    });
  });
});

describe('a file named in a sheet', () => {
  const box = { names: ['a.txt', '子/b.docx', '另/b.docx', '子/公告.html'] };
  const code = (name: string) => {
    const r = findInBox(box, name);
    return r.ok ? r.value : r.refusals[0]!.code;
  };
  it('never leads out of the set', () => {
    for (const n of [
      '../a.txt',
      '子/../../a.txt',
      '/etc/passwd',
      'C:\\a.txt',
      '\\\\host\\a.txt',
      '~/a.txt',
      'file:///a.txt',
      'a.txt\0.docx',
      '..',
    ])
      expect(code(n), n).toBe('row-file-outside');
  });
  it('that is not there, or several, is said', () => {
    expect(code('c.txt')).toBe('row-file-missing');
    expect(code('b.docx')).toBe('row-file-several');
    expect(code('__proto__')).toBe('row-file-missing');
  });
  it('is found by path, by name and without its ending', () => {
    expect([code('a.txt'), code('A.TXT'), code('子\\b.docx'), code('./a.txt'), code('公告')]).toEqual([
      'a.txt',
      'a.txt',
      '子/b.docx',
      'a.txt',
      '子/公告.html',
    ]);
  });
});

it('files a sheet does not mention are named, not imported', () => {
  const r = readMetadata([
    ['文件名', '编号'],
    ['a.txt', 'K1'],
  ]);
  if (!r.ok) throw new Error();
  const set = entriesOf({ names: ['a.txt', 'b.txt', '表.xlsx', 'x.pdf'] }, r.value, '表.xlsx');
  expect(set.entries.map((e) => [e.name, e.rowKey, e.keyed])).toEqual([['a.txt', '编号:K1', true]]);
  expect(set.notes.join()).toContain('b.txt');
  expect(set.notes.join()).not.toContain('x.pdf');
});
