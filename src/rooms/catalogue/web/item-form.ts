// The form of an item as a typed draft, and an item as the values of its form.
import type { Fields } from '../../../platform/http/form.ts';
import { type OrganId, parseId } from '../../../town/ids.ts';
import type { Refusal } from '../../../town/outcome.ts';
import type { Organ } from '../../people/door.ts';
import { printCadences, readCadences } from '../cadence-lines.ts';
import type { ItemWish } from '../define-item.ts';
import type { CatalogueItem, Channel, ItemAudience, ItemRefusal } from '../item.ts';

/** Several values of one name are joined by line ends. */
export type ItemValues = Readonly<Record<string, string>>;

export const blankItem: ItemValues = {
  limits: 'WD20',
  limitText: '自信息形成或者变更之日起20个工作日内',
  audience: '全社会',
  mode: '主动',
  level: '镇',
  channels: '网',
};

export function valuesOf(item: CatalogueItem, organs: readonly Organ[]): ItemValues {
  return {
    code: item.code,
    revision: String(item.revision),
    category: item.category,
    name: item.name,
    shortName: item.shortName,
    elements: item.elements.join('\n'),
    basis: item.basis.join('\n'),
    limits: item.limits.join('\n'),
    limitText: item.limitText,
    organ: item.organId,
    coOrgans: item.coOrganIds.join('\n'),
    cadences: printCadences(item.cadences, organs),
    villageCadences: printCadences(item.villageCadences, organs),
    channels: item.channels.join('\n'),
    audience: item.audience,
    mode: item.mode,
    level: item.level,
    notes: item.notes,
  };
}

export function typedItem(form: Fields): ItemValues {
  return Object.fromEntries(
    form.names().map((n) => [n, n === 'channels' || n === 'coOrgans' ? form.list(n).join('\n') : form.text(n)]),
  );
}

/** What cannot be read is refused beside what the verb will find wrong, so everything is said at once. */
export function readItem(
  form: Fields,
  before: CatalogueItem | null,
  organs: readonly Organ[],
): { wish: ItemWish; refusals: Refusal<ItemRefusal>[] } {
  const lines = (name: string): string[] =>
    form
      .text(name)
      .split('\n')
      .map((l) => l.trim())
      .filter((l) => l !== '');
  // An id that no organ has: the verb says what is missing.
  const id = (text: string): OrganId => parseId<OrganId>(text) ?? ('-' as OrganId);
  const known = before ? [...before.cadences, ...before.villageCadences] : [];
  const town = readCadences(form.text('cadences'), 'cadences', known, organs);
  const village = readCadences(form.text('villageCadences'), 'villageCadences', known, organs);
  return {
    refusals: [...town.refusals, ...village.refusals],
    wish: {
      category: form.line('category'),
      name: form.line('name'),
      shortName: form.line('shortName'),
      elements: lines('elements'),
      organId: id(form.line('organ')),
      coOrganIds: form.list('coOrgans').map(id),
      basis: lines('basis'),
      limits: lines('limits').map((l) => l.normalize('NFKC').toUpperCase().replace('≥', '>=')),
      limitText: form.line('limitText'),
      cadences: town.wishes,
      villageCadences: village.wishes,
      channels: form.list('channels') as Channel[],
      audience: form.line('audience') as ItemAudience,
      mode: form.line('mode') as ItemWish['mode'],
      level: form.line('level') as ItemWish['level'],
      notes: form.text('notes'),
    },
  };
}
