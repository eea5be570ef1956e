// Figures no room brings yet, entered by hand: with a source, under a name, never over somebody else's by accident.
import type { Act } from '../../platform/act/act.ts';
import { yearOf } from '../../town/day.ts';
import { done, type Outcome, type Refusal, refuse } from '../../town/outcome.ts';
import { eraOf } from './era.ts';
import { type Counted, collectFigures } from './figures/collect.ts';
import type { FigureSource } from './figures/figure.ts';
import { mayWrite } from './may-write.ts';
import type { ReportRefusal } from './refusals.ts';
import { keepEntries } from './entry-store.ts';

const SOURCE_MOST = 200;
const VALUE_MOST = 1e11;

export interface EntryWish {
  fiscalYear: number;
  /** As typed, by figure; an empty text takes a value away. */
  values: ReadonlyMap<string, string>;
  source: string;
  /** Whether values that stand already may be replaced. */
  replace: boolean;
}

/** Amounts have decimals, counts have none. */
function takesDecimals(figure: string): boolean {
  return /\.amount$|^feesCharged$|^sheet\.(fees|budget)$/.test(figure);
}

/** A number as people type it: full-width digits and commas are fine. Null for anything else. */
export function parseFigure(typed: string, figure: string): number | null {
  const plain = typed.normalize('NFKC').replace(/[,\s]/g, '');
  if (!(takesDecimals(figure) ? /^\d{1,12}(\.\d{1,6})?$/ : /^\d{1,12}$/).test(plain)) return null;
  const value = Number(plain);
  return value <= VALUE_MOST ? value : null;
}

export async function enterFigures(
  act: Act,
  sources: readonly FigureSource[],
  wish: EntryWish,
): Promise<Outcome<{ entered: number }, ReportRefusal>> {
  if (!(await mayWrite(act))) return refuse({ code: 'not-allowed' });
  const era = eraOf(wish.fiscalYear);
  if (era === null || wish.fiscalYear > yearOf(act.today)) return refuse({ code: 'year-unknown', field: 'year' });
  const { all } = await collectFigures(act.db, sources, { fiscalYear: wish.fiscalYear, era });
  const refusals: Refusal<ReportRefusal>[] = [];
  const values = new Map<string, number | null>();
  for (const [figure, typed] of wish.values) {
    const judged = judge(figure, typed.trim(), all.get(figure), wish.replace);
    if (judged === 'same') continue;
    if (judged.ok) values.set(figure, judged.value);
    else refusals.push(...judged.refusals);
  }
  if (refusals.length === 0 && values.size === 0) refusals.push({ code: 'figures-none' });
  const source = wish.source.trim();
  if (values.size > 0 && source.length < 2) refusals.push({ code: 'source-missing', field: 'source' });
  if (source.length > SOURCE_MOST) refusals.push({ code: 'source-long', field: 'source' });
  if (refusals.length > 0) return { ok: false, refusals };
  await keepEntries(act, wish.fiscalYear, values, source);
  act.record(`annual-report:${wish.fiscalYear}`, { entered: Object.fromEntries(values), source });
  return done({ entered: values.size });
}

function judge(
  figure: string,
  typed: string,
  counted: Counted | undefined,
  replace: boolean,
): 'same' | Outcome<number | null, ReportRefusal> {
  const field = `figure-${figure}`;
  if (!counted) return refuse({ code: 'figure-unknown', field, facts: { figure } });
  const { origin, name } = counted;
  if (origin.kind === 'records' || origin.kind === 'computed')
    return refuse({ code: 'figure-counted', field, facts: { figure: name } });
  const value = typed === '' ? null : parseFigure(typed, figure);
  if (typed !== '' && value === null)
    return refuse({
      code: 'figure-value',
      field,
      facts: { name, typed: typed.slice(0, 40), decimals: takesDecimals(figure) ? 1 : 0 },
    });
  if (value === counted.value) return 'same';
  if (origin.kind === 'hand' && !replace) {
    const { enteredBy, source } = origin.entry;
    return refuse({ code: 'figure-taken', field, facts: { name, by: enteredBy, value: origin.entry.value, source } });
  }
  return done(value);
}
