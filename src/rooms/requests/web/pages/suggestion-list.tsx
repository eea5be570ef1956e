// Suggestions that came from one request, each with what was decided, for staff and applicant alike.
import type { VNode } from 'preact';
import { dayOf } from '../../../../town/day.ts';
import type { Suggestion } from '../../suggestions.ts';

export function SuggestionList({ suggestions }: { suggestions: readonly Suggestion[] }): VNode {
  return (
    <ul class="plain-list">
      {suggestions.map((s) => (
        <li key={s.id}>
          {dayOf(s.raisedAt)}　{s.title}：{decisionOf(s)}
        </li>
      ))}
    </ul>
  );
}

function decisionOf(s: Suggestion): string {
  if (s.decision === null) return '尚未决定';
  return s.decision === 'publish'
    ? `决定主动公开，列入目录第 ${s.itemCode} 项，${s.dueOn} 前完成`
    : `决定不转为主动公开，理由：${s.reason}`;
}
