// What people ask for often, or suggest, and what was decided: published under an item, or not, with the reason.
import type { VNode } from 'preact';
import { EmptyState } from '../../../../kit/empty-state/part.tsx';
import { SelectField, TextArea, TextField } from '../../../../kit/form-field/part.tsx';
import { type Problem, ProblemSummary } from '../../../../kit/problem-summary/part.tsx';
import { TokenField } from '../../../../kit/token-field/part.tsx';
import type { Ctx } from '../../../../platform/http/route.ts';
import { dayOf } from '../../../../town/day.ts';
import type { ListedSuggestion } from '../../suggestions.ts';
import { casePath, deskPath } from '../addresses.ts';

export interface SuggestionsPageProps {
  ctx: Ctx;
  suggestions: readonly ListedSuggestion[];
  items: readonly { code: string; name: string }[];
  organs: readonly { id: string; name: string }[];
  problems: readonly Problem[];
  mayDecide: boolean;
}

export function SuggestionsPage({ ctx, suggestions, items, organs, problems, mayDecide }: SuggestionsPageProps): VNode {
  if (suggestions.length === 0)
    return (
      <EmptyState title="还没有提出过">
        <p>同类申请多次出现，或者申请人建议的，在申请页提出“转为主动公开”，由政务公开办决定。</p>
      </EmptyState>
    );
  return (
    <>
      <ProblemSummary problems={problems} />
      {suggestions.map((p) => (
        <section class="sheet suggestion" key={p.id}>
          <h2>{p.title}</h2>
          <p>
            {dayOf(p.raisedAt)} {p.byApplicant ? '申请人建议' : `${p.raisedBy} 提出`}，涉及{' '}
            {p.seen.map((r, i) => (
              <span key={r.id}>
                {i > 0 && '、'}
                <a href={casePath(r.id)}>{r.number}</a>
              </span>
            ))}
          </p>
          {p.decision === 'publish' && (
            <p>
              {p.decidedBy} 决定主动公开：列入第 {p.itemCode} 项，{organs.find((o) => o.id === p.ownerId)?.name} 负责，{p.dueOn}{' '}
              前完成。
            </p>
          )}
          {p.decision === 'refuse' && (
            <p>
              {p.decidedBy} 决定不转为主动公开：{p.reason}
            </p>
          )}
          {!p.decision && mayDecide && (
            <DecisionForm ctx={ctx} suggestion={p} items={items} organs={organs} problems={problems} />
          )}
        </section>
      ))}
    </>
  );
}

type DecisionFormProps = Pick<SuggestionsPageProps, 'ctx' | 'items' | 'organs' | 'problems'> & { suggestion: ListedSuggestion };

/** What was typed comes again in the form it was typed in. */
function DecisionForm({ ctx, suggestion, items, organs, problems: all }: DecisionFormProps): VNode {
  const isTyped = ctx.params.id === suggestion.id;
  const problems = isTyped ? all : [];
  const line = (name: string): string => (isTyped ? ctx.form.line(name) : '');
  const action = `${deskPath}/suggestions/${suggestion.id}`;
  return (
    <>
      <form method="post" action={action}>
        <TokenField ctx={ctx} />
        <SelectField
          label="列入哪一项目录"
          name="item"
          required
          blank="请选择"
          value={line('item')}
          choices={items.map((i) => ({ value: i.code, label: `${i.code} ${i.name}` }))}
          problems={problems}
        />
        <SelectField
          label="负责公开的单位"
          name="owner"
          required
          blank="请选择"
          value={line('owner')}
          choices={organs.map((o) => ({ value: o.id, label: o.name }))}
          problems={problems}
        />
        <TextField label="公开期限" name="dueOn" type="date" required value={line('dueOn')} problems={problems} />
        <button type="submit" name="decision" value="publish">
          主动公开
        </button>
      </form>
      <details class="more" open={line('decision') === 'refuse'}>
        <summary>不转为主动公开</summary>
        <form method="post" action={action}>
          <TokenField ctx={ctx} />
          <TextArea
            label="不公开的理由"
            name="reason"
            rows={2}
            required
            value={isTyped ? ctx.form.text('reason') : ''}
            hint="提出的人会看到。"
            problems={problems}
          />
          <button type="submit" class="btn quiet" name="decision" value="refuse">
            不转为主动公开
          </button>
        </form>
      </details>
    </>
  );
}
