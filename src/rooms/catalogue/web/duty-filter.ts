// The filter of a list of duties, as it stands in the address. What an address says wrongly is as if it were not there.
import type { Fields } from '../../../platform/http/form.ts';
import { type Day, parseDay } from '../../../town/day.ts';
import type { Organ } from '../../people/door.ts';
import { type Standing, standingNames } from '../duty.ts';
import type { CatalogueItem } from '../item.ts';
import type { DutyFilters } from '../reads.ts';

export interface DutyFilter {
  q: string;
  item: string;
  /** Code of a department or centre. */
  organ: string;
  /** Code of a village, or `all`. */
  village: string;
  state: string;
  from: string;
  to: string;
  page: number;
}

const states: readonly string[] = [...Object.keys(standingNames), 'open', 'proposed'];

export function isDutyState(text: string): boolean {
  return states.includes(text);
}

export function filterOf(query: Fields): DutyFilter {
  const state = query.line('state');
  const dayText = (name: string): string => parseDay(query.line(name)) ?? '';
  const page = /^[1-9]\d{0,4}$/.test(query.line('page')) ? Number(query.line('page')) : 1;
  return {
    q: query.line('q').slice(0, 100),
    item: /^\d{2,3}$/.test(query.line('item')) ? query.line('item') : '',
    organ: query.line('organ').slice(0, 40),
    village: query.line('village').slice(0, 40),
    state: isDutyState(state) ? state : '',
    from: dayText('from'),
    to: dayText('to'),
    page,
  };
}

export function filtersFor(f: DutyFilter, organs: readonly Organ[], today: Day): DutyFilters {
  const chosen = organs.filter(
    (o) =>
      (f.organ !== '' && o.code === f.organ) ||
      (f.village === 'all' ? o.kind === 'village' : f.village !== '' && o.code === f.village),
  );
  return {
    today,
    ...(f.organ !== '' || f.village !== '' ? { organs: chosen.map((o) => o.id) } : {}),
    ...(f.item !== '' ? { item: f.item } : {}),
    ...(f.state !== '' ? { state: f.state as Standing } : {}),
    ...(f.from !== '' ? { from: f.from as Day } : {}),
    ...(f.to !== '' ? { to: f.to as Day } : {}),
    ...(f.q !== '' ? { text: f.q } : {}),
  };
}

/** With its `?`, or empty when nothing is chosen. */
export function queryOf(f: DutyFilter, page = 1): string {
  const { page: _, ...chosen } = f;
  const query = new URLSearchParams(Object.entries(chosen).filter(([, v]) => v !== ''));
  if (page > 1) query.set('page', String(page));
  return query.size === 0 ? '' : `?${query}`;
}

export interface FilterSelect {
  name: string;
  label: string;
  value: string;
  choices: readonly { value: string; label: string }[];
  all?: string;
}

export function selectsFor(
  f: DutyFilter,
  organs: readonly Organ[],
  items: readonly CatalogueItem[],
  proposals: boolean,
): FilterSelect[] {
  const options = (villages: boolean) =>
    organs.filter((o) => (o.kind === 'village') === villages).map((o) => ({ value: o.code, label: o.name }));
  return [
    {
      name: 'state',
      label: '状态',
      value: f.state,
      choices: [
        { value: 'open', label: '全部未了结' },
        ...Object.entries(standingNames).map(([value, label]) => ({ value, label })),
        ...(proposals ? [{ value: 'proposed', label: '建议不予公开' }] : []),
      ],
    },
    {
      name: 'item',
      label: '事项',
      value: f.item,
      choices: items.map((i) => ({ value: i.code, label: `${i.code} ${i.shortName}` })),
    },
    { name: 'organ', label: '部门', value: f.organ, choices: options(false) },
    {
      name: 'village',
      label: '村（社区）',
      value: f.village,
      all: '不限',
      choices: [{ value: 'all', label: '所有村（社区）' }, ...options(true)],
    },
  ];
}
