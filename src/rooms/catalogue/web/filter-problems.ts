// What the address of a list of duties says wrongly, in sentences for whoever typed or followed it.
import type { Fields } from '../../../platform/http/form.ts';
import { parseDay } from '../../../town/day.ts';
import type { Organ } from '../../people/door.ts';
import type { CatalogueItem } from '../item.ts';
import { isDutyState } from './duty-filter.ts';

/** Long enough to be recognised, short enough to be read. */
const quoted = (text: string): string => `“${text.length > 20 ? `${text.slice(0, 20)}…` : text}”`;

export function filterProblems(
  query: Fields,
  organs: readonly Pick<Organ, 'code'>[],
  items: readonly Pick<CatalogueItem, 'code'>[],
): string[] {
  const problems: string[] = [];
  const given = (name: string): string => query.line(name);
  for (const [name, label] of [
    ['from', '到期日从'],
    ['to', '到期日到'],
  ] as const) {
    if (given(name) !== '' && parseDay(given(name)) === null) {
      problems.push(`“${label}”写的${quoted(given(name))}不是一个日期，没有按它筛选。请写成 2026-03-31 的样子。`);
    }
  }
  const [from, to] = [parseDay(given('from')), parseDay(given('to'))];
  if (from !== null && to !== null && from > to) problems.push(`“到期日从”${from} 晚于“到”${to}，所以一件也没有。`);
  if (given('state') !== '' && !isDutyState(given('state'))) {
    problems.push(`没有${quoted(given('state'))}这种状态，没有按它筛选。`);
  }
  if (given('item') !== '' && !items.some((i) => i.code === given('item'))) {
    problems.push(`公开目录里没有编号${quoted(given('item'))}的事项。`);
  }
  for (const name of ['organ', 'village']) {
    const code = given(name);
    if (code !== '' && !(name === 'village' && code === 'all') && !organs.some((o) => o.code === code)) {
      problems.push(`没有代码是${quoted(code)}的单位。`);
    }
  }
  return problems;
}
