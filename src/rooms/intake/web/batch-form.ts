// The preview form, read: what the office chose for each file. What cannot be read is said with the file's name.
import type { Fields } from '../../../platform/http/form.ts';
import type { Refusal } from '../../../town/outcome.ts';
import { anyDay } from '../any-day.ts';
import type { BatchLine } from '../batches.ts';
import { organNamed } from '../guess-organ.ts';
import { itemNamed, type Known } from '../proposal.ts';
import type { LineChoice } from '../start-batch.ts';
import type { IntakeRefusal } from '../words.ts';

export interface ReadChoices {
  choices: readonly LineChoice[];
  refusals: readonly Refusal<IntakeRefusal>[];
}

export function readChoices(form: Fields, lines: readonly BatchLine[], known: Pick<Known, 'items' | 'organs'>): ReadChoices {
  const refusals: Refusal<IntakeRefusal>[] = [];
  const choices = lines
    .filter((l) => form.has(`item-${l.id}`))
    .map((line): LineChoice => {
      const take = form.checked(`take-${line.id}`);
      const typed = {
        item: form.line(`item-${line.id}`),
        organ: form.line(`organ-${line.id}`),
        date: form.line(`date-${line.id}`),
      };
      const item = typed.item === '' ? null : itemNamed(typed.item, known.items);
      const organ = typed.organ === '' ? null : organNamed(typed.organ, known.organs);
      const publishedOn = typed.date === '' ? null : anyDay(typed.date);
      if (take) {
        const given = (text: string): string => text.slice(0, 40);
        if (typed.item !== '' && item === null)
          refusals.push({ code: 'item-not-found', field: `item-${line.id}`, facts: { given: given(typed.item) } });
        if (typed.organ !== '' && organ === null)
          refusals.push({ code: 'organ-not-found', field: `organ-${line.id}`, facts: { given: given(typed.organ) } });
        if (typed.date !== '' && publishedOn === null)
          refusals.push({ code: 'wish-date', field: `date-${line.id}`, facts: { name: line.name, given: given(typed.date) } });
      }
      return { id: line.id, take, item: item ?? '', organ: organ?.id ?? null, publishedOn };
    });
  return { choices, refusals };
}
