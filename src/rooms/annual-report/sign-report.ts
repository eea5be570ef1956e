// Signing freezes: text, tables and figures are kept with their hash and handed to disclosure as a draft, which then goes its
// way through review like any other.
import type { Act } from '../../platform/act/act.ts';
import { dayOf } from '../../town/day.ts';
import type { DocumentId, EditionId } from '../../town/ids.ts';
import { done, type Outcome, type Refusal, refuse } from '../../town/outcome.ts';
import { dutyOfPeriod } from '../catalogue/door.ts';
import {
  blankDraft,
  type DisclosureRefusal,
  type Draft,
  disclosureWords,
  renewText,
  startCorrection,
  startDraft,
  type TextFrom,
  textHash,
} from '../disclosure/door.ts';
import { townOrgan } from '../people/door.ts';
import { reportBody } from './compose.ts';
import { periodOf } from './era.ts';
import type { FigureSource } from './figures/figure.ts';
import { needsChangeNote } from './handing.ts';
import { type Judged, judgeReport } from './judge.ts';
import { mayWrite } from './may-write.ts';
import type { ReportRefusal } from './refusals.ts';
import { type FrozenClaim, type FrozenReport, frozenHash } from './frozen.ts';
import { keepSigned, lockText, type ReportText } from './store.ts';
import { formatFigure } from './text.ts';
import { reportPath } from './web/addresses.ts';

export interface SignWish {
  fiscalYear: number;
  revision: number;
  /** The sentences too like others were looked at. */
  seenSimilar: boolean;
}

interface Handed {
  documentId: DocumentId;
  editionId: EditionId;
}

export interface Signed {
  documentId: DocumentId;
  editionId: EditionId;
  hash: string;
}

export async function signReport(
  act: Act,
  sources: readonly FigureSource[],
  wish: SignWish,
): Promise<Outcome<Signed, ReportRefusal>> {
  if (!(await mayWrite(act))) return refuse({ code: 'not-allowed' });
  const text = await lockText(act, wish.fiscalYear);
  if (!text) return refuse({ code: 'text-none' });
  if (text.state === 'signed') return refuse({ code: 'text-signed' });
  if (text.revision !== wish.revision) return refuse({ code: 'text-changed-meanwhile', facts: { by: text.changedBy } });
  const asked = { fiscalYear: wish.fiscalYear, today: act.today, unit: act.town.name };
  const judged = await judgeReport(act.db, sources, asked);
  if (!judged) return refuse({ code: 'year-unknown' });
  const refusals = whyNot(judged, text, wish, act.today);
  if (refusals.length > 0) return { ok: false, refusals };
  const hash = frozenHash(judged.frozen);
  const draft = draftOf(judged.frozen, act, text.changeNote);
  const handed = await handIn(act, judged, draft);
  if (!handed.ok) return handed;
  await keepSigned(act, text, { frozen: judged.frozen, hash, ...handed.value, editionHash: textHash(draft) });
  act.record(`annual-report:${wish.fiscalYear}`, { what: 'signed', number: text.number, hash });
  const { documentId, editionId } = handed.value;
  return done({ documentId, editionId, hash });
}

function whyNot(judged: Judged, text: ReportText, wish: SignWish, today: string): Refusal<ReportRefusal>[] {
  const refusals: Refusal<ReportRefusal>[] = [];
  if (today <= periodOf(wish.fiscalYear).to) refusals.push({ code: 'year-running', facts: { year: wish.fiscalYear } });
  for (const name of new Set(judged.unknownClaims)) refusals.push({ code: 'claim-unknown', facts: { name } });
  for (const name of new Set(judged.emptyClaims)) refusals.push({ code: 'claim-empty', facts: { name } });
  for (const f of judged.findings) if (f.blocks) refusals.push({ code: 'check-failed', facts: { message: f.message } });
  if (judged.similar.length > 0 && !wish.seenSimilar) refusals.push({ code: 'similar-unseen', field: 'seenSimilar' });
  if (judged.handing.how === 'not-now') refusals.push({ code: 'not-published' });
  if (needsChangeNote(judged.handing) && text.changeNote.length < 5) refusals.push({ code: 'change-note', field: 'changeNote' });
  return refusals;
}

const FIGURES_TOLD = 6;

/** The first figures of the text that are not nothing. */
function claimsOf(frozen: FrozenReport): FrozenClaim[] {
  const claims = frozen.sections.flatMap((s) => s.paragraphs.flatMap((p) => p.claims));
  const known = new Map(claims.map((c) => [c.key, c]));
  return [...known.values()].filter((c) => c.value !== null && c.value > 0).slice(0, FIGURES_TOLD);
}

/** By its first figures, as people look for it. */
function summaryOf(frozen: FrozenReport): string {
  const units = new Map(frozen.figures.map((f) => [f.key, f.unit]));
  const told = claimsOf(frozen).map((c) => `${c.name} ${formatFigure(c.value ?? 0)} ${units.get(c.key) ?? ''}`.trim());
  return `${frozen.fiscalYear}年政府信息公开工作情况：${told.length > 0 ? `${told.join('，')}。` : ''}文字和数字以签署为准，每个数字可查依据。`;
}

function draftOf(frozen: FrozenReport, act: Act, changeNote: string): Draft {
  return {
    ...blankDraft,
    title: frozen.title,
    genre: '年报',
    sourceUnit: frozen.unit,
    createdOn: dayOf(act.at),
    keywords: ['政府信息公开', '年度报告', `${frozen.fiscalYear}年`, ...claimsOf(frozen).map((c) => c.name)],
    summary: summaryOf(frozen),
    body: reportBody(frozen),
    changeNote,
  };
}

async function handIn(act: Act, judged: Judged, draft: Draft): Promise<Outcome<Handed, ReportRefusal>> {
  const { handing, fiscalYear } = judged;
  const from: TextFrom = { name: `${fiscalYear}年度报告`, href: reportPath(fiscalYear) };
  if (handing.how === 'anew') return handAnew(act, judged, { draft, from });
  if (handing.how === 'not-now') return refuse({ code: 'not-published' });
  const { documentId } = handing;
  const correcting = handing.how === 'again' ? done(handing) : await startCorrection(act, documentId, from);
  if (!correcting.ok) return passedOn(correcting.refusals);
  const { editionId } = correcting.value;
  const { title, body, summary, keywords, createdOn, changeNote } = draft;
  const text = { title, body, summary, keywords, changeNote };
  const renewed = await renewText(act, editionId, handing.isCorrection ? text : { ...text, createdOn }, from);
  return renewed.ok ? done({ documentId, editionId }) : passedOn(renewed.refusals);
}

/** Under the item whose duty is the report, for the year's duty where it is open. */
async function handAnew(
  act: Act,
  { item, fiscalYear }: Judged,
  given: { draft: Draft; from: TextFrom },
): Promise<Outcome<Handed, ReportRefusal>> {
  const organ = await townOrgan(act.db);
  const cadence = item?.cadences.find((c) => c.due.kind === 'annual-report');
  if (!organ || !item || !cadence)
    return refuse({ code: 'disclosure-refused', facts: { sentence: '公开目录里没有“年度报告”这一项。' } });
  const organId = cadence.organs[0]?.organId ?? organ.id;
  const duty = await dutyOfPeriod(act.db, {
    itemCode: item.code,
    organId,
    cadenceKey: cadence.key,
    periodKey: String(fiscalYear),
  });
  const started = await startDraft(act, {
    itemCode: item.code,
    organId: organ.id,
    dutyId: duty?.state === 'open' ? duty.id : null,
    draft: given.draft,
    textFrom: given.from,
  });
  return started.ok ? started : passedOn(started.refusals);
}

function passedOn(refusals: readonly Refusal<DisclosureRefusal>[]): Outcome<never, ReportRefusal> {
  const [first, ...more] = refusals.map(
    (r): Refusal<ReportRefusal> => ({
      code: 'disclosure-refused',
      facts: { sentence: disclosureWords[r.code](r.facts ?? {}) },
    }),
  );
  return refuse(first!, ...more);
}
