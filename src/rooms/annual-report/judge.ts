// The report of a year as it would be signed now, with what the rules say of it and what somebody has answered.
import { createHash } from 'node:crypto';
import type { Db } from '../../platform/db/engine.ts';
import type { Day } from '../../town/day.ts';
import type { CatalogueItem } from '../catalogue/door.ts';
import { publishedLines, shownEdition } from '../disclosure/door.ts';
import { townOrgan } from '../people/door.ts';
import { asRead } from './as-read.ts';
import { type Era, eraOf } from './era.ts';
import { collectFigures, type YearFigures } from './figures/collect.ts';
import type { FigureSource } from './figures/figure.ts';
import { type Handing, handingOf } from './handing.ts';
import { reportItem } from './may-write.ts';
import type { Finding, ReadReport } from './annual-report.ts';
import { readReportBody } from './read-report/read-file.ts';
import { publicReport } from './reads.ts';
import { blocksRelease, checkRules } from './rules/check-rules.ts';
import { foreignTexts } from './foreign-reports.ts';
import { otherReports, type SimilarSentence, similarSentences } from './similar.ts';
import { type FrozenReport, freezeReport } from './frozen.ts';
import { type Dismissal, dismissalsOf, latestText, type ReportText } from './store.ts';
import { paragraphsOf, type Piece, piecesOf } from './text.ts';

/** Titles that name the year. */
const FORMER_MOST = 5;

export interface JudgedFinding extends Finding {
  fingerprint: string;
  /** Arithmetic: nothing is signed while it fails. */
  blocks: boolean;
  dismissal: Dismissal | null;
}

export interface Judged {
  fiscalYear: number;
  era: Era;
  text: ReportText | null;
  figures: YearFigures;
  frozen: FrozenReport;
  findings: readonly JudgedFinding[];
  similar: readonly SimilarSentence[];
  /** Claims no figure bears the name of, and those without a value. */
  unknownClaims: readonly string[];
  emptyClaims: readonly string[];
  /** Numbers typed by hand, a place each. */
  unbound: readonly string[];
  item: CatalogueItem | null;
  /** Where the text goes when it is signed. */
  handing: Handing;
}

/**
 * A finding about other figures is another finding: its answer does not carry over. How late a draft would be changes every day,
 * and why it is late does not.
 */
export function fingerprintOf(f: Finding): string {
  return createHash('sha256')
    .update([f.rule, ...f.cells, f.rule === 'R12' ? '' : f.message].join('\n'))
    .digest('hex')
    .slice(0, 24);
}

export async function judgeReport(
  db: Db,
  sources: readonly FigureSource[],
  asked: { fiscalYear: number; today: Day; unit: string },
): Promise<Judged | null> {
  const { fiscalYear, today } = asked;
  const era = eraOf(fiscalYear);
  if (era === null) return null;
  const [figures, text, dismissals, item, organ, handing] = await Promise.all([
    collectFigures(db, sources, { fiscalYear, era }),
    latestText(db, fiscalYear),
    dismissalsOf(db, fiscalYear),
    reportItem(db),
    townOrgan(db),
    handingOf(db, fiscalYear),
  ]);
  const sections = text?.sections ?? [];
  const frozen = freezeReport(figures, sections, { unit: organ?.name ?? asked.unit, takenOn: today });
  const read = asRead(frozen, today);
  const former = await formerReport(db, fiscalYear - 1, item);
  const known = new Map(dismissals.map((d) => [d.fingerprint, d]));
  const findings = checkRules({ read, former, register: null }).map((f): JudgedFinding => {
    const fingerprint = fingerprintOf(f);
    return { ...f, fingerprint, blocks: blocksRelease(f), dismissal: known.get(fingerprint) ?? null };
  });
  const pieces = piecesIn(sections, figures);
  const whole = frozen.sections.flatMap((s) => s.paragraphs.map((p) => p.text)).join('\n');
  const own = item ? await otherReports(db, item.code, frozen.title) : [];
  const others = [...own, ...(await foreignTexts(db))];
  return {
    fiscalYear,
    era,
    text,
    figures,
    frozen,
    findings,
    similar: similarSentences(whole, others),
    unknownClaims: pieces.flatMap((p) => (p.kind === 'unknown' ? [p.name] : [])),
    emptyClaims: pieces.flatMap((p) => (p.kind === 'claim' && p.value === null ? [p.name] : [])),
    unbound: pieces.flatMap((p) => (p.kind === 'unbound' ? [p.text] : [])),
    item,
    handing,
  };
}

/** Last year's: as it was signed here, or else as the public document says it. */
async function formerReport(db: Db, fiscalYear: number, item: CatalogueItem | null): Promise<ReadReport | null> {
  const signed = await publicReport(db, fiscalYear);
  if (signed?.text.frozen) return asRead(signed.text.frozen, null);
  const lines = item
    ? await publishedLines(db, { itemCode: item.code, genre: '年报', text: String(fiscalYear) }, FORMER_MOST)
    : [];
  for (const line of lines) {
    const edition = await shownEdition(db, line.id, line.editions);
    const read = edition && readReportBody(edition.title, edition.body);
    if (read?.report.fiscalYear === fiscalYear) return read;
  }
  return null;
}

function piecesIn(sections: readonly { text: string }[], figures: YearFigures): Piece[] {
  const named = new Map([...figures.all.values()].map((c) => [c.name, c]));
  return sections.flatMap((s) => paragraphsOf(s.text)).flatMap((p) => piecesOf(p, named));
}
