// Who may change a draft: its author, and drafters of the same organ who stand in for the author.
import type { Actor } from '../../platform/act/act.ts';
import type { DocumentRow, Edition } from './document.ts';

export function mayEdit(
  actor: Pick<Actor, 'staffId' | 'organId' | 'roles'>,
  edition: Pick<Edition, 'authorId'>,
  document: Pick<DocumentRow, 'organId'>,
): boolean {
  if (actor.staffId !== null && actor.staffId === edition.authorId) return true;
  return actor.organId === document.organId && actor.roles.includes('drafter');
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
