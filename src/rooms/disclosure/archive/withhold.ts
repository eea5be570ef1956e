// What an archive leaves out where the text itself may not be handed over: every sentence somebody typed about it, since any of
// them may repeat it. Who did what and when stays, and so does what the withdrawal's own public page says.
import type { Life } from './life.ts';

const told: readonly Life['events'][number]['kind'][] = ['published', 'withdrawn'];

export function withheldFrom(life: Life): Life {
  return {
    ...life,
    editions: life.editions.map((e) => ({
      ...e,
      changeNote: '',
      attachments: [],
      images: [],
      review: e.review && { ...e.review, filing: null },
      reviewEvents: e.reviewEvents.map((r) => ({ ...r, opinion: '' })),
    })),
    events: life.events.map((e) => (told.includes(e.kind) ? e : { ...e, note: '' })),
    audit: life.audit.map((row) => ({ ...row, entry: null })),
    duty: life.duty && {
      ...life.duty,
      title: '',
      duty: { ...life.duty.duty, subject: null, note: null, proposedNote: null },
      history: life.duty.history.map((h) => ({ ...h, detail: {} })),
    },
  };
}
