// 遮蔽: every number of a person in title, summary and text gives way to its masked form, in one saved step.
// Attachments are not rewritten here: their author masks them in the program they were made with.
import type { Act } from '../../platform/act/act.ts';
import type { Block, Body, Inline, ListItem, TableCell, TableRow } from '../../town/body.ts';
import type { EditionId } from '../../town/ids.ts';
import { done, type Outcome, refuse } from '../../town/outcome.ts';
import { maskPersonalData } from '../checks/door.ts';
import type { DisclosureRefusal } from './document.ts';
import { saveDraft } from './save-draft.ts';
import { editionById } from './store.ts';

interface Counter {
  count: number;
}

function maskText(text: string, seen: Counter): string {
  const masked = maskPersonalData(text);
  seen.count += masked.count;
  return masked.text;
}

function maskInline(nodes: readonly Inline[] | undefined, seen: Counter): readonly Inline[] | undefined {
  return nodes?.map((n) => (n.type === 'text' ? { ...n, text: maskText(n.text, seen) } : n));
}

function maskBlock(block: Block, seen: Counter): Block {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return { ...block, content: maskInline(block.content, seen) } as Block;
    case 'bulletList':
    case 'orderedList':
      return {
        ...block,
        content: block.content.map((i): ListItem => ({ ...i, content: i.content.map((b) => maskBlock(b, seen)) })),
      } as Block;
    case 'blockquote':
      return { ...block, content: block.content.map((b) => maskBlock(b, seen)) } as Block;
    case 'table':
      return {
        ...block,
        content: block.content.map(
          (r): TableRow => ({
            ...r,
            content: r.content.map((c): TableCell => ({ ...c, content: c.content.map((b) => maskBlock(b, seen)) }) as TableCell),
          }),
        ),
      } as Block;
    default:
      return block;
  }
}

export function maskBody(body: Body): { body: Body; count: number } {
  const seen: Counter = { count: 0 };
  return { body: { ...body, content: body.content.map((b) => maskBlock(b, seen)) } as Body, count: seen.count };
}

/** Masks what the checks would stop. Answers how many numbers were masked; none is no refusal. */
export async function maskDraft(
  act: Act,
  editionId: EditionId,
  expectedRevision: number,
): Promise<Outcome<{ count: number }, DisclosureRefusal>> {
  const edition = await editionById(act.db, editionId);
  if (!edition) return refuse({ code: 'not-found' });
  const { body, count } = maskBody(edition.body);
  const title = maskPersonalData(edition.title);
  const summary = maskPersonalData(edition.summary);
  const all = count + title.count + summary.count;
  if (all === 0) return done({ count: 0 });
  const saved = await saveDraft(act, editionId, expectedRevision, { ...edition, body, title: title.text, summary: summary.text });
  if (!saved.ok) return saved;
  act.record(`edition:${editionId}`, { masked: all });
  return done({ count: all });
}
