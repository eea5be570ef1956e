// Beginning, saving and correcting the text of a report. Two windows never overwrite each other.
import type { Act } from '../../platform/act/act.ts';
import { yearOf } from '../../town/day.ts';
import { done, type Outcome, type Refusal, refuse } from '../../town/outcome.ts';
import { eraOf } from './era.ts';
import { handingOf } from './handing.ts';
import { mayWrite } from './may-write.ts';
import type { ReportRefusal } from './refusals.ts';
import { insertText, lockText, updateText } from './store.ts';
import { blankSections, type Section, sectionsOf } from './text.ts';

const SECTION_MOST = 20_000;

export async function beginText(act: Act, fiscalYear: number): Promise<Outcome<{ number: number }, ReportRefusal>> {
  if (!(await mayWrite(act))) return refuse({ code: 'not-allowed' });
  const era = eraOf(fiscalYear);
  if (era === null || fiscalYear > yearOf(act.today)) return refuse({ code: 'year-unknown', field: 'year' });
  if (await lockText(act, fiscalYear)) return refuse({ code: 'text-exists' });
  await insertText(act, fiscalYear, 1, blankSections(era));
  act.record(`annual-report:${fiscalYear}`, { what: 'begun' });
  return done({ number: 1 });
}

export interface TextWish {
  fiscalYear: number;
  revision: number;
  /** By section id. */
  texts: ReadonlyMap<string, string>;
  /** Of a correction. */
  changeNote: string;
}

export async function saveText(act: Act, wish: TextWish): Promise<Outcome<{ revision: number }, ReportRefusal>> {
  if (!(await mayWrite(act))) return refuse({ code: 'not-allowed' });
  const text = await lockText(act, wish.fiscalYear);
  const era = eraOf(wish.fiscalYear);
  if (!text || era === null) return refuse({ code: 'text-none' });
  if (text.state === 'signed') return refuse({ code: 'text-signed' });
  if (text.revision !== wish.revision) return refuse({ code: 'text-changed-meanwhile', facts: { by: text.changedBy } });
  const refusals: Refusal<ReportRefusal>[] = [];
  const kept = new Map(text.sections.map((s) => [s.id, s.text]));
  const sections = sectionsOf(era).map((form): Section => {
    const typed = wish.texts.get(form.id) ?? kept.get(form.id) ?? '';
    if (typed.length > SECTION_MOST)
      refusals.push({
        code: 'text-long',
        field: `section-${form.id}`,
        facts: { title: form.title || '引言', most: SECTION_MOST },
      });
    return { id: form.id, text: typed };
  });
  if (refusals.length > 0) return { ok: false, refusals };
  await updateText(act, text, { sections, changeNote: wish.changeNote.trim().slice(0, 300) });
  act.record(`annual-report:${wish.fiscalYear}`, { what: 'saved', revision: text.revision + 1 });
  return done({ revision: text.revision + 1 });
}

/**
 * Another text after a signed one. When it is signed, the draft still on its way takes it, what is public gets another edition,
 * and what has ended is followed by another document.
 */
export async function beginAnother(act: Act, fiscalYear: number): Promise<Outcome<{ number: number }, ReportRefusal>> {
  if (!(await mayWrite(act))) return refuse({ code: 'not-allowed' });
  const text = await lockText(act, fiscalYear);
  if (!text) return refuse({ code: 'text-none' });
  if (text.state !== 'signed') return refuse({ code: 'text-not-signed' });
  if ((await handingOf(act.db, fiscalYear)).how === 'not-now') return refuse({ code: 'not-published' });
  await insertText(act, fiscalYear, text.number + 1, text.sections);
  act.record(`annual-report:${fiscalYear}`, { what: 'another', number: text.number + 1 });
  return done({ number: text.number + 1 });
}
