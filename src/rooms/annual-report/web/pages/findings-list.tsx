// What the rules say of the report, the failing ones first; a remark that is right as it stands can be answered.
import type { VNode } from 'preact';
import { TextField } from '../../../../kit/form-field/part.tsx';
import type { Problem } from '../../../../kit/problem-summary/part.tsx';
import { StatusTag } from '../../../../kit/status-tag/part.tsx';
import { TokenField } from '../../../../kit/token-field/part.tsx';
import type { Ctx } from '../../../../platform/http/route.ts';
import { shortTime } from '../../../../town/day.ts';
import type { JudgedFinding } from '../../judge.ts';
import type { Status } from '../../annual-report.ts';
import { reportPath } from '../addresses.ts';

const order: Readonly<Record<Status, number>> = { FAIL: 0, UNCERTAIN: 1, PASS: 2, NOT_ASSESSABLE: 3 };
const names: Readonly<Record<Status, string>> = { FAIL: '不符', UNCERTAIN: '待定', PASS: '相符', NOT_ASSESSABLE: '无从核对' };
const tones = { FAIL: 'late', UNCERTAIN: 'warn', PASS: 'ok', NOT_ASSESSABLE: 'plain' } as const;

export interface TypedReason {
  fingerprint: string;
  reason: string;
}

export function FindingsList({
  ctx,
  fiscalYear,
  findings,
  typed,
  problems,
}: {
  ctx: Ctx;
  fiscalYear: number;
  findings: readonly JudgedFinding[];
  typed: TypedReason | null;
  problems: readonly Problem[];
}): VNode {
  const sorted = [...findings].sort((a, b) => order[a.status] - order[b.status]);
  return (
    <ul class="findings">
      {sorted.map((f) => (
        <li key={f.fingerprint}>
          <StatusTag tone={f.dismissal ? 'plain' : tones[f.status]}>{`${f.rule} ${names[f.status]}`}</StatusTag> {f.message}
          {f.blocks && <b>　改正以后才能签署。</b>}
          {f.dismissal && (
            <p class="muted small">
              {f.dismissal.by} {shortTime(f.dismissal.at)} 说明：{f.dismissal.reason}
            </p>
          )}
          {!f.dismissal && !f.blocks && (f.status === 'FAIL' || f.status === 'UNCERTAIN') && (
            <details open={typed?.fingerprint === f.fingerprint}>
              <summary>说明这样是对的</summary>
              <form method="post" action={`${reportPath(fiscalYear)}/dismissals`}>
                <TokenField ctx={ctx} />
                <input type="hidden" name="fingerprint" value={f.fingerprint} />
                <TextField
                  label="理由"
                  name={`reason-${f.fingerprint}`}
                  value={typed?.fingerprint === f.fingerprint ? typed.reason : ''}
                  required
                  problems={problems}
                />
                <button type="submit" class="btn">
                  保存说明
                </button>
              </form>
            </details>
          )}
        </li>
      ))}
    </ul>
  );
}
