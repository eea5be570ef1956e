// Answering a remark of the rules that is right as it stands. Arithmetic cannot be answered, only mended.
import type { Act } from '../../platform/act/act.ts';
import { done, type Outcome, refuse } from '../../town/outcome.ts';
import type { FigureSource } from './figures/figure.ts';
import { judgeReport } from './judge.ts';
import { mayWrite } from './may-write.ts';
import type { ReportRefusal } from './refusals.ts';
import { insertDismissal, lockText } from './store.ts';

export async function dismissFinding(
  act: Act,
  sources: readonly FigureSource[],
  wish: { fiscalYear: number; fingerprint: string; reason: string },
): Promise<Outcome<null, ReportRefusal>> {
  if (!(await mayWrite(act))) return refuse({ code: 'not-allowed' });
  await lockText(act, wish.fiscalYear);
  const asked = { fiscalYear: wish.fiscalYear, today: act.today, unit: act.town.name };
  const judged = await judgeReport(act.db, sources, asked);
  if (!judged) return refuse({ code: 'year-unknown' });
  const finding = judged.findings.find((f) => f.fingerprint === wish.fingerprint);
  if (!finding) return refuse({ code: 'finding-gone' });
  if (finding.blocks) return refuse({ code: 'finding-arithmetic' });
  const reason = wish.reason.trim();
  if (reason.length < 5 || reason.length > 300) return refuse({ code: 'reason-missing', field: `reason-${wish.fingerprint}` });
  await insertDismissal(act, wish.fiscalYear, wish.fingerprint, reason);
  act.record(`annual-report:${wish.fiscalYear}`, { what: 'dismissed', rule: finding.rule, reason });
  return done(null);
}
