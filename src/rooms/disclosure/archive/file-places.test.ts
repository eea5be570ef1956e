import { describe, expect, test } from 'vitest';
import { archiveFolder, filePlaces, hrefOf } from './file-places.ts';

const sha = (n: number): string => n.toString(16).padStart(64, '0');
const placed = (...names: string[]): string[] => [...filePlaces(names.map((name, i) => ({ sha256: sha(i), name }))).values()];

describe('where files of an archive lie', () => {
  test('no name leads out of the folder, hides itself or is one that some system refuses', () => {
    const names = [
      '../../etc/passwd',
      '..',
      '/root/.ssh/id',
      'C:\\Windows\\x.pdf',
      'CON.pdf',
      '.htaccess',
      'a\u202efdp.exe',
      'x\ny.pdf',
      '',
    ];
    for (const path of placed(...names)) {
      expect(path).toMatch(/^files\/[^/\\\u0000-\u001f\u202e]+$/);
      expect(path.slice(6)).not.toMatch(/^\.|^con\.|[<>:"|?*]/i);
    }
  });

  test('no two files lie under names that a disk takes for one', () => {
    const paths = placed('明细.pdf', '明细.PDF', '明细.pdf', 'Ａ.pdf', 'a.pdf', '明细（2）.pdf');
    expect(new Set(paths.map((p) => p.normalize('NFKC').toLowerCase())).size).toBe(paths.length);
    expect(paths[0]).toBe('files/明细.pdf');
    expect(paths[2]).toBe('files/明细（3）.pdf');
  });

  test('the same bytes lie there once, under the first of their names', () => {
    const places = filePlaces([
      { sha256: sha(1), name: '甲.pdf' },
      { sha256: sha(1), name: '乙.pdf' },
    ]);
    expect([...places]).toEqual([[sha(1), 'files/甲.pdf']]);
  });

  test('a long name keeps its ending and fits a disk that counts bytes', () => {
    const [path] = placed(`${'长'.repeat(200)}.docx`);
    expect(Buffer.byteLength(path!.slice(6))).toBeLessThanOrEqual(180);
    expect(path).toMatch(/\.docx$/);
  });

  test('an index number becomes one folder name, and links name files and nothing else', () => {
    expect(archiveFolder('11341899999900011F/202611-00012')).toBe('归档-11341899999900011F_202611-00012');
    expect(archiveFolder('../x')).toBe('归档-___x');
    expect(hrefOf('files/a?b#c%.pdf')).toBe('files/a%3Fb%23c%25.pdf');
  });
});
