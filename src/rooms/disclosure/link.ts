// Documents that belong together: an interpretation and what it interprets, a rule and the one it replaces.
// A link is made once and read both ways.
import type { Act } from '../../platform/act/act.ts';
import type { DocumentId } from '../../town/ids.ts';
import { done, type Outcome, type Refusal } from '../../town/outcome.ts';
import type { DisclosureRefusal } from './document.ts';
import { documentByIndexNo } from './reads.ts';
import { insertLink, removeLinks } from './store.ts';

const kinds = ['interprets', 'supersedes'] as const;

/** Replaces this document's outward links by the numbers given, one a line. Unknown numbers are all named. */
export async function setLinks(
  act: Act,
  from: DocumentId,
  given: Readonly<Record<(typeof kinds)[number], string>>,
): Promise<Outcome<null, DisclosureRefusal>> {
  const refusals: Refusal<DisclosureRefusal>[] = [];
  for (const kind of kinds) {
    await removeLinks(act, from, kind);
    const numbers = given[kind].split(/[\s,，;；]+/).filter((n) => n !== '');
    for (const indexNo of new Set(numbers)) {
      const to = await documentByIndexNo(act.db, indexNo);
      if (to && to.id !== from) await insertLink(act, from, to.id, kind);
      else refusals.push({ code: 'link-unknown', field: kind, facts: { indexNo: indexNo.slice(0, 40) } });
    }
  }
  return refusals.length > 0 ? { ok: false, refusals } : done(null);
}
