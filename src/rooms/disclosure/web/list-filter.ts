// The filter of the public lists of documents as it stands in the address, and what the address says wrongly, in sentences
// for whoever typed or followed it. What is wrong is not filtered by, so that a list never says "none" for a slip.
import type { Choice } from '../../../kit/form-field/part.tsx';
import type { Fields } from '../../../platform/http/form.ts';
import type { Day } from '../../../town/day.ts';
import type { OrganId } from '../../../town/ids.ts';
import type { CatalogueItem } from '../../catalogue/door.ts';
import type { Organ } from '../../people/door.ts';
import { genres, validities } from '../document.ts';

/** The year in which the first regulation on openness came into force (条例2007#38). */
const FIRST_YEAR = 2008;
/** Characters of what is looked for. */
const TEXT_MOST = 200;
const PAGE_MOST = 100_000;

export type Select = 'item' | 'organ' | 'year' | 'genre' | 'validity';

export interface ListFilter extends Readonly<Record<Select, string>> {
  q: string;
  page: number;
}

/** What there is to choose from. */
export interface Known {
  items: readonly Pick<CatalogueItem, 'code' | 'name' | 'shortName'>[];
  organs: readonly Pick<Organ, 'id' | 'code' | 'name' | 'shortName'>[];
  today: Day;
}

/** Long enough to be recognised, short enough to be read. */
export function cut(text: string, most = 20): string {
  const letters = [...text];
  return letters.length > most ? `${letters.slice(0, most).join('')}…` : text;
}

function years(today: Day): string[] {
  const out: string[] = [];
  for (let y = Number(today.slice(0, 4)); y >= FIRST_YEAR; y--) out.push(String(y));
  return out;
}

const wrong: Readonly<Record<Select, (value: string, known: Known) => string>> = {
  item: (value) => `公开目录里没有编号“${cut(value)}”的事项，没有按它筛选。`,
  organ: (value) => `没有代码是“${cut(value)}”的机构，没有按它筛选。`,
  year: (value, { today }) => `年份可以选 ${FIRST_YEAR} 到 ${today.slice(0, 4)} 年，没有按“${cut(value)}”筛选。`,
  genre: (value) => `没有“${cut(value)}”这种体裁，没有按它筛选。`,
  validity: (value) => `没有“${cut(value)}”这种有效性，没有按它筛选。`,
};

function choices(name: Select, known: Known): Choice[] {
  switch (name) {
    case 'item':
      return known.items.map((i) => ({ value: i.code, label: `${i.code} ${i.shortName}` }));
    case 'organ':
      return known.organs.map((o) => ({ value: o.code, label: o.shortName }));
    case 'year':
      return years(known.today).map((y) => ({ value: y, label: `${y} 年` }));
    case 'genre':
      return genres.map((g) => ({ value: g, label: g }));
    case 'validity':
      return validities.map((v) => ({ value: v, label: v }));
  }
}

const labels: Readonly<Record<Select, string>> = { item: '目录', organ: '机构', year: '年份', genre: '体裁', validity: '有效性' };

/** Reads those selects that the list has; the others are as if they were not in the address. */
export function readFilter(query: Fields, selects: readonly Select[], known: Known): { filter: ListFilter; problems: string[] } {
  const problems: string[] = [];
  const filter = { q: '', item: '', organ: '', year: '', genre: '', validity: '', page: 1 };
  const letters = [...query.line('q')];
  if (letters.length > TEXT_MOST) problems.push(`要找的话写了 ${letters.length} 个字，太长了，只按开头的部分找。`);
  filter.q = letters.slice(0, TEXT_MOST).join('').trim();
  for (const name of selects) {
    const value = query.line(name);
    if (value === '') continue;
    if (choices(name, known).some((c) => c.value === value)) filter[name] = value;
    else problems.push(wrong[name](value, known));
  }
  const { page, problem } = readPage(query);
  filter.page = page;
  if (problem) problems.push(problem);
  return { filter, problems };
}

export function readPage(query: Fields): { page: number; problem: string | null } {
  const asked = query.line('page');
  if (asked === '') return { page: 1, problem: null };
  if (!/^[1-9]\d*$/.test(asked)) return { page: 1, problem: `没有第“${cut(asked)}”页，下面是第一页。` };
  return { page: Math.min(Number(asked), PAGE_MOST), problem: null };
}

/** The page that can be shown: the last one in place of one beyond it, which is said. */
export function pageWithin(asked: number, last: number, problems: string[]): number {
  if (asked <= last) return asked;
  problems.push(`只有 ${last} 页，没有您要的那一页；下面是最后一页。`);
  return last;
}

export function lastPage(total: number, size: number): number {
  return Math.max(1, Math.ceil(total / size));
}

export function filtersOf(f: ListFilter, { organs }: Known) {
  return {
    itemCode: f.item || null,
    organId: (organs.find((o) => f.organ !== '' && o.code === f.organ)?.id ?? null) as OrganId | null,
    year: f.year === '' ? null : Number(f.year),
    genre: f.genre || null,
    validity: f.validity || null,
    text: f.q || null,
  };
}

/** With its `?`, or empty when nothing is chosen. */
export function queryOf(f: ListFilter, page = 1): string {
  const { page: _, ...chosen } = f;
  const query = new URLSearchParams(Object.entries(chosen).filter(([, v]) => v !== ''));
  if (page > 1) query.set('page', String(page));
  return query.size === 0 ? '' : `?${query}`;
}

export function selectsOf(f: ListFilter, names: readonly Select[], known: Known) {
  return names.map((name) => ({ name, label: labels[name], value: f[name], choices: choices(name, known) }));
}
