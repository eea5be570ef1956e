// Who may begin or change a draft: drafters and agents of the organ it is for, its author, and the office for every organ.
import type { Actor } from '../../platform/act/actor.ts';
import type { OrganId } from '../../town/ids.ts';
import { draftingRoles } from '../../town/roles.ts';
import type { Organ } from '../people/door.ts';
import type { DocumentRow, Edition } from './document.ts';

/** Writes for this organ by post, whether or not a text there was begun by them. */
export function draftsFor(actor: Pick<Actor, 'organId' | 'roles'>, organId: OrganId): boolean {
  return actor.organId === organId && actor.roles.some((role) => draftingRoles.includes(role));
}

/** The town itself has no drafters: its papers are written in its departments, though not in the villages. */
export function mayBegin(actor: Pick<Actor, 'organId' | 'roles'>, organ: Pick<Organ, 'id' | 'kind'>): boolean {
  if (draftsFor(actor, organ.id) || actor.roles.includes('openness-office')) return true;
  return organ.kind === 'town' && actor.roles.includes('drafter');
}

export function mayEdit(
  actor: Pick<Actor, 'staffId' | 'organId' | 'roles'>,
  edition: Pick<Edition, 'authorId'>,
  document: Pick<DocumentRow, 'organId'>,
): boolean {
  if (actor.staffId !== null && actor.staffId === edition.authorId) return true;
  return draftsFor(actor, document.organId);
}

/** Who may read an unpublished text: its organ, and those whose step or office needs every organ's drafts. */
export function maySee(
  actor: Pick<Actor, 'staffId' | 'organId' | 'roles'>,
  edition: Pick<Edition, 'authorId'>,
  document: Pick<DocumentRow, 'organId'>,
): boolean {
  if (mayEdit(actor, edition, document)) return true;
  if (actor.organId === document.organId && actor.roles.includes('department-head')) return true;
  return (['secrecy-reviewer', 'openness-office', 'deputy-leader', 'principal'] as const).some((role) =>
    actor.roles.includes(role),
  );
}
