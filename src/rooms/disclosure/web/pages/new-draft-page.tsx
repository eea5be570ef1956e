// Before the form: which item, for which organ, answering which duty.
import type { VNode } from 'preact';
import { SelectField } from '../../../../kit/form-field/part.tsx';
import { type Problem, ProblemSummary } from '../../../../kit/problem-summary/part.tsx';
import { TokenField } from '../../../../kit/token-field/part.tsx';
import type { Ctx } from '../../../../platform/http/route.ts';
import { type CatalogueItem, type Duty, dutyTitle } from '../../../catalogue/door.ts';
import type { Organ } from '../../../people/door.ts';

export interface NewDraftProps {
  ctx: Ctx;
  items: readonly CatalogueItem[];
  organs: readonly Organ[];
  duty: Duty | null;
  typed: { item: string; organ: string };
  problems: readonly Problem[];
}

export function NewDraftPage({ ctx, items, organs, duty, typed, problems }: NewDraftProps): VNode {
  return (
    <form method="post" action="/console/drafts/new" class="sheet narrow">
      <ProblemSummary problems={problems} />
      <TokenField ctx={ctx} />
      {duty && (
        <p class="notice">
          对应任务：{dutyTitle(duty)}，应于 {duty.dueOn} 前公开。
        </p>
      )}
      <input type="hidden" name="duty" value={duty?.id ?? ''} />
      <SelectField
        label="公开目录"
        name="item"
        value={typed.item}
        blank="请选择"
        required
        problems={problems}
        choices={items.map((i) => ({ value: i.code, label: `${i.code} ${i.name}` }))}
      />
      <SelectField
        label="公开主体"
        name="organ"
        value={typed.organ}
        required
        problems={problems}
        choices={organs.map((o) => ({ value: o.id, label: o.name }))}
      />
      <button type="submit">开始拟稿</button>
    </form>
  );
}
