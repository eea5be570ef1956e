// The town's own places: villages and communities with a service point of their own, departments.
import type { Db } from '../../../platform/db/engine.ts';
import { listOrgans, type OrganKind } from '../../people/door.ts';
import type { FigureDefinition, FigurePeriod, FigureRecords, FigureSource } from './figure.ts';

const definitions: readonly (FigureDefinition & { kind: OrganKind })[] = [
  { key: 'servicePoints', name: '代办点', unit: '个', kind: 'village' },
  { key: 'departments', name: '部门和站所', unit: '个', kind: 'department' },
];

async function heldOn(db: Db, kind: OrganKind, { to }: FigurePeriod) {
  const organs = await listOrgans(db, { includeClosed: true });
  return organs.filter((o) => o.kind === kind && o.openedOn <= to && (o.closedOn === null || o.closedOn > to));
}

async function count(db: Db, period: FigurePeriod): Promise<ReadonlyMap<string, number>> {
  const counts = await Promise.all(definitions.map((d) => heldOn(db, d.kind, period)));
  return new Map(definitions.map((d, i) => [d.key, counts[i]!.length]));
}

async function records(db: Db, key: string, period: FigurePeriod, limit: number): Promise<FigureRecords> {
  const kind = definitions.find((d) => d.key === key)?.kind ?? 'village';
  const organs = await heldOn(db, kind, period);
  const lines = organs.slice(0, limit).map((o) => ({ title: o.name, href: `/organs/${o.code}`, detail: `${o.openedOn} 起` }));
  return { total: organs.length, lines };
}

export const fromPeople: FigureSource = { name: '机构', define: async () => definitions, count, records };
