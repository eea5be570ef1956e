// The catalogue as it stood on the last day of the year, and how its duties of the year ended.
import type { Db } from '../../../platform/db/engine.ts';
import type { Day } from '../../../town/day.ts';
import { type CatalogueItem, dutyTitle, endedBetween, endedDuties, listItems } from '../../catalogue/door.ts';
import type { FigureDefinition, FigurePeriod, FigureRecords, FigureSource } from './figure.ts';

const definitions: readonly FigureDefinition[] = [
  { key: 'catalogueItems', name: '公开目录', unit: '项' },
  { key: 'duties.ended', name: '了结公开任务', unit: '件' },
  { key: 'duties.late', name: '逾期公开任务', unit: '件' },
];

function heldOn(items: readonly CatalogueItem[], on: Day): CatalogueItem[] {
  return items.filter((i) => i.openedOn <= on && (i.closedOn === null || i.closedOn > on));
}

async function count(db: Db, period: FigurePeriod): Promise<ReadonlyMap<string, number>> {
  const { total, onTime } = await endedBetween(db, period);
  return new Map([
    ['catalogueItems', heldOn(await listItems(db), period.to).length],
    ['duties.ended', total],
    ['duties.late', total - onTime],
  ]);
}

async function records(db: Db, key: string, period: FigurePeriod, limit: number): Promise<FigureRecords> {
  const total = (await count(db, period)).get(key) ?? 0;
  if (key === 'catalogueItems') {
    const items = heldOn(await listItems(db), period.to).slice(0, limit);
    return {
      total,
      lines: items.map((i) => ({ title: `${i.code} ${i.name}`, href: `/catalogue/${i.code}`, detail: `${i.openedOn} 起` })),
    };
  }
  const duties = await endedDuties(db, { ...period, late: key === 'duties.late', limit });
  const lines = duties.map((d) => ({
    title: dutyTitle(d),
    href: `/catalogue/${d.itemCode}`,
    detail: `应于 ${d.dueOn}，${d.endedOn} 了结`,
  }));
  return { total, lines };
}

export const fromCatalogue: FigureSource = { name: '公开目录', define: async () => definitions, count, records };
