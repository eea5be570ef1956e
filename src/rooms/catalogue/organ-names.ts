// Names of organs for lists and tables, closed ones too: what they owed stays on record.
import type { Db } from '../../platform/db/engine.ts';
import type { OrganId } from '../../town/ids.ts';
import { listOrgans } from '../people/door.ts';

export type OrganNames = ReadonlyMap<string, string>;

export async function organNames(db: Db): Promise<OrganNames> {
  return new Map((await listOrgans(db, { includeClosed: true })).map((o) => [o.id, o.name]));
}

export function nameOf(names: OrganNames, id: OrganId): string {
  return names.get(id) ?? '（单位已不存在）';
}
