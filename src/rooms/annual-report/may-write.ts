// Who makes the report: the openness office, and drafters of the organ the catalogue says owes it. Leaders and supervisors read.
import type { Actor } from '../../platform/act/actor.ts';
import type { Db } from '../../platform/db/engine.ts';
import { draftingRoles } from '../../town/roles.ts';
import { type CatalogueItem, listItems } from '../catalogue/door.ts';

/** The item whose duty is the annual report; the catalogue says so itself. */
export async function reportItem(db: Db): Promise<CatalogueItem | null> {
  const items = await listItems(db);
  return items.find((i) => i.closedOn === null && i.cadences.some((c) => c.due.kind === 'annual-report')) ?? null;
}

export function writesReport(actor: Pick<Actor, 'organId' | 'roles'>, item: CatalogueItem | null): boolean {
  if (actor.roles.includes('openness-office')) return true;
  const owing = item?.cadences.filter((c) => c.due.kind === 'annual-report').flatMap((c) => c.organs.map((o) => o.organId)) ?? [];
  return owing.some((organ) => organ === actor.organId) && actor.roles.some((role) => draftingRoles.includes(role));
}

export async function mayWrite(act: { actor: Actor; db: Db }): Promise<boolean> {
  return act.actor.roles.includes('openness-office') || writesReport(act.actor, await reportItem(act.db));
}
