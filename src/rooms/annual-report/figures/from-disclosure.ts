// 主动公开: what was published in the year, by item, organ, kind and channel, and the normative documents of Table 2.
import type { Db } from '../../../platform/db/engine.ts';
import { yearOf } from '../../../town/day.ts';
import { type CatalogueItem, channelNames, listItems } from '../../catalogue/door.ts';
import {
  documentPath,
  genres,
  type NormativeState,
  normativeCounts,
  normativeLines,
  type PublicCount,
  publicCounts,
  type PublicLine,
  publishedCount,
  publishedLines,
} from '../../disclosure/door.ts';
import { listOrgans } from '../../people/door.ts';
import type { FigureDefinition, FigurePeriod, FigureRecord, FigureRecords, FigureSource } from './figure.ts';

/** The clause a normative document is published under; the items that name it hold them. */
const NORMATIVE = '条例2019#20(一)';

const normativeStates: readonly (readonly [NormativeState, string])[] = [
  ['made', '行政规范性文件·本年制发件数'],
  ['repealed', '行政规范性文件·本年废止件数'],
  ['inForce', '行政规范性文件·现行有效件数'],
];

async function normativeItems(db: Db): Promise<string[]> {
  return (await listItems(db)).filter((i) => i.basis.includes(NORMATIVE)).map((i) => i.code);
}

async function define(db: Db): Promise<FigureDefinition[]> {
  const [items, organs] = await Promise.all([listItems(db), listOrgans(db, { includeClosed: true })]);
  return [
    { key: 'published', name: '主动公开政府信息', unit: '条' },
    ...normativeStates.map(([state, name]) => ({ key: `table2.normative.${state}`, name, unit: '件' })),
    ...items.map((i) => ({ key: `published.item.${i.code}`, name: `公开·${i.code}${i.shortName}`, unit: '条' })),
    ...organs.map((o) => ({ key: `published.organ.${o.code}`, name: `公开·${o.name}`, unit: '条' })),
    ...genres.map((g) => ({ key: `published.genre.${g}`, name: `公开·体裁${g}`, unit: '条' })),
    ...Object.entries(channelNames).map(([c, name]) => ({
      key: `published.channel.${c}`,
      name: `公开·经${name}`,
      unit: '条',
    })),
  ];
}

/** A document goes out on every channel its item names. */
function throughChannel(counts: readonly PublicCount[], items: ReadonlyMap<string, CatalogueItem>, channel: string): number {
  return sum(counts.filter((c) => items.get(c.itemCode)?.channels.some((named) => named === channel)));
}

function sum(counts: readonly PublicCount[]): number {
  return counts.reduce((all, c) => all + c.count, 0);
}

function sums(counts: readonly PublicCount[], keyOf: (c: PublicCount) => string): [string, number][] {
  const all = new Map<string, number>();
  for (const c of counts) all.set(keyOf(c), (all.get(keyOf(c)) ?? 0) + c.count);
  return [...all];
}

async function count(db: Db, period: FigurePeriod): Promise<ReadonlyMap<string, number>> {
  const year = yearOf(period.from);
  const [counts, itemList, organs] = await Promise.all([
    publicCounts(db, year),
    listItems(db),
    listOrgans(db, { includeClosed: true }),
  ]);
  const items = new Map(itemList.map((i) => [i.code, i]));
  const codes = new Map(organs.map((o) => [o.id, o.code]));
  const normative = itemList.filter((i) => i.basis.includes(NORMATIVE)).map((i) => i.code);
  const inState = await normativeCounts(db, normative, year);
  return new Map([
    ['published', sum(counts)],
    ...normativeStates.map(([state]): [string, number] => [`table2.normative.${state}`, inState[state]]),
    ...sums(counts, (c) => `published.item.${c.itemCode}`),
    ...sums(counts, (c) => `published.organ.${codes.get(c.organId)}`),
    ...sums(counts, (c) => `published.genre.${c.genre}`),
    ...Object.keys(channelNames).map((c): [string, number] => [`published.channel.${c}`, throughChannel(counts, items, c)]),
  ]);
}

async function records(db: Db, key: string, period: FigurePeriod, limit: number): Promise<FigureRecords> {
  const organs = new Map((await listOrgans(db, { includeClosed: true })).map((o) => [o.id, o]));
  const line = (l: PublicLine): FigureRecord => ({
    title: l.title,
    href: documentPath(l.indexNo),
    detail: `${l.publishedAt.slice(0, 10)}　${organs.get(l.organId)?.name ?? ''}`,
  });
  const [table, kind, value = ''] = key.split('.');
  const year = yearOf(period.from);
  if (table === 'table2') {
    const codes = await normativeItems(db);
    const state = normativeStates.find(([s]) => s === value)?.[0] ?? 'made';
    const { total, lines } = await normativeLines(db, codes, state, year, limit);
    return { total, lines: lines.map(line) };
  }
  if (kind === 'channel') {
    const items = (await listItems(db)).filter((i) => i.channels.some((c) => c === value));
    const found = await Promise.all(items.map((i) => publishedLines(db, { year, itemCode: i.code }, limit)));
    const totals = await Promise.all(items.map((i) => publishedCount(db, { year, itemCode: i.code })));
    const newest = found.flat().sort((a, b) => (a.publishedAt < b.publishedAt ? 1 : -1));
    return { total: totals.reduce((all, n) => all + n, 0), lines: newest.slice(0, limit).map(line) };
  }
  const filters = {
    year,
    itemCode: kind === 'item' ? value : null,
    organId: kind === 'organ' ? ([...organs.values()].find((o) => o.code === value)?.id ?? null) : null,
    genre: kind === 'genre' ? value : null,
  };
  const lines = await publishedLines(db, filters, limit);
  return { total: await publishedCount(db, filters), lines: lines.map(line) };
}

export const fromDisclosure: FigureSource = { name: '公开文件', define, count, records };
