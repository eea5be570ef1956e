// Forms of this room as typed drafts. What does not read as a day, number or id becomes a refusal beside the verb's own.
import { type Problem, problemsOf } from '../../../kit/problem-summary/part.tsx';
import type { Fields } from '../../../platform/http/form.ts';
import { type Day, parseDay } from '../../../town/day.ts';
import { type Id, parseId } from '../../../town/ids.ts';
import type { Outcome, Refusal } from '../../../town/outcome.ts';
import { type FormCode, type PeopleCode, peopleWords } from '../words.ts';

/** What was typed, for showing a form again. */
export type Values = Readonly<Record<string, string>>;

export function typed(form: Fields): Values {
  return Object.fromEntries(form.names().map((n) => [n, form.text(n)]));
}

/** Reads fields and remembers what could not be read. */
export class FormReader {
  readonly problems: Refusal<FormCode>[] = [];
  constructor(readonly form: Fields) {}

  /** Null when left empty or unreadable; the latter is remembered. */
  day(name: string, label: string): Day | null {
    const text = this.form.line(name);
    const found = text === '' ? null : parseDay(text);
    if (text !== '' && found === null) this.problems.push({ code: 'form-day', field: name, facts: { label } });
    return found;
  }
  number(name: string, label: string): number {
    const text = this.form.line(name);
    if (/^\d{1,9}$/.test(text)) return Number(text);
    this.problems.push({ code: 'form-number', field: name, facts: { label } });
    return 0;
  }
  /** Null when left empty; an impossible id stays a text no row has, so that the verb says what is missing. */
  id<I extends Id<string>>(name: string): I | null {
    const text = this.form.line(name);
    return text === '' ? null : (parseId<I>(text) ?? ('-' as I));
  }
  lines(name: string): string[] {
    return this.form
      .text(name)
      .split('\n')
      .map((l) => l.trim())
      .filter((l) => l !== '');
  }
  /** The verb's answer, refused too when the form itself could not be read: everything wrong is said at once. */
  judge<T, C extends string>(outcome: Outcome<T, C>): Outcome<T, C | FormCode> {
    if (this.problems.length === 0) return outcome;
    return { ok: false, refusals: [...this.problems, ...(outcome.ok ? [] : outcome.refusals)] };
  }
}

export function peopleProblems(refusals: readonly Refusal<PeopleCode>[]): Problem[] {
  return problemsOf(refusals, peopleWords);
}

/** Refusals of this room and of accounts in one list. */
export function mixedProblems(refusals: readonly Refusal[], accountWords: (r: Refusal) => string): Problem[] {
  return refusals.map((r) => ({
    field: r.field,
    sentence: Object.hasOwn(peopleWords, r.code) ? peopleWords[r.code as PeopleCode](r.facts ?? {}) : accountWords(r),
  }));
}
