// Figures of the demo: invented, the same every time, and adding up because totals are computed.
import type { SeedCell } from './types.ts';

export interface VillageFacts {
  code: string;
  name: string;
  households: number;
  persons: number;
  /** 耕地, 亩 */
  land: number;
  groups: number;
}

export const villages: readonly VillageFacts[] = [
  { code: 'gangxi', name: '港西社区', households: 1820, persons: 5010, land: 1960, groups: 14 },
  { code: 'gangdong', name: '港东社区', households: 1560, persons: 4290, land: 1540, groups: 12 },
  { code: 'shanmen', name: '山门村', households: 1410, persons: 3880, land: 4620, groups: 23 },
  { code: 'shitan', name: '石滩村', households: 1280, persons: 3520, land: 4150, groups: 20 },
  { code: 'fenglin', name: '枫林村', households: 1150, persons: 3160, land: 3870, groups: 18 },
  { code: 'qingxi', name: '清溪村', households: 1240, persons: 3410, land: 4310, groups: 19 },
  { code: 'qiaotou', name: '桥头村', households: 1330, persons: 3660, land: 4480, groups: 21 },
  { code: 'yunling', name: '云岭村', households: 980, persons: 2690, land: 3240, groups: 16 },
  { code: 'shuangtang', name: '双塘村', households: 1090, persons: 3000, land: 3630, groups: 17 },
];

/** A whole number in [min, max], always the same for the same name (FNV-1a). */
export function figure(name: string, min: number, max: number): number {
  let h = 2166136261;
  for (const c of name) h = Math.imul(h ^ (c.codePointAt(0) ?? 0), 16777619) >>> 0;
  h = Math.imul(h ^ (h >>> 15), 2246822507) >>> 0;
  h = (h ^ (h >>> 13)) >>> 0;
  return min + (h % (max - min + 1));
}

export function pick<T>(name: string, list: readonly [T, ...T[]]): T {
  return list[figure(name, 0, list.length - 1)] ?? list[0];
}

const SURNAMES = '王李张刘陈杨黄赵周吴徐孙胡朱高林何郭罗梁宋郑谢韩唐冯于董程曹';
const LAST = '例范样试演模拟用';

/** A person's name with the middle covered, `王*例`; invented. */
export function masked(name: string): string {
  return `${SURNAMES[figure(`${name}姓`, 0, SURNAMES.length - 1)]}*${LAST[figure(`${name}名`, 0, LAST.length - 1)]}`;
}

/** Two decimals at most, without the tail binary fractions leave. */
export function round2(n: number): number {
  return Math.round(n * 100) / 100;
}

/** The rows followed by 合计: numeric columns summed, the others blank. */
export function withTotal(rows: readonly (readonly SeedCell[])[], skip: readonly number[] = []): SeedCell[][] {
  const first = rows[0] ?? [];
  const total: SeedCell[] = first.map((_, i) => {
    if (i === 0) return '合计';
    if (skip.includes(i) || !rows.every((r) => typeof r[i] === 'number')) return '';
    return round2(rows.reduce((sum, r) => sum + Number(r[i]), 0));
  });
  return [...rows.map((r) => [...r]), total];
}
