// The lists of people in office by terms: found by words and by whether the term runs today, counted, downloaded.
import type { VNode } from 'preact';
import { FilterBar } from '../../../kit/filter-bar/part.tsx';
import type { Ctx } from '../../../platform/http/route.ts';
import type { Day } from '../../../town/day.ts';
import { holdsOn } from '../leadership.ts';

interface Span {
  from: Day;
  to: Day | null;
}

const states = ['在任', '未开始', '已卸任'] as const;
export type SpanState = (typeof states)[number];

export interface SpanFilter {
  q: string;
  state: '' | SpanState;
}

export function spanFilter(ctx: Ctx): SpanFilter {
  const asked = ctx.query.line('state');
  return { q: ctx.query.line('q').slice(0, 100), state: states.find((s) => s === asked) ?? '' };
}

export function isSet(filter: SpanFilter): boolean {
  return filter.q !== '' || filter.state !== '';
}

export function spanWord(span: Span, today: Day): SpanState {
  if (holdsOn(span, today)) return '在任';
  return span.from > today ? '未开始' : '已卸任';
}

export function fits(span: Span, texts: readonly string[], { q, state }: SpanFilter, today: Day): boolean {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  const text = texts.join(' ').toLowerCase();
  return words.every((w) => text.includes(w)) && (state === '' || state === spanWord(span, today));
}

export interface SpanFilterBarProps {
  action: string;
  label: string;
  filter: SpanFilter;
  count: number;
  unit: string;
}

export function SpanFilterBar({ action, label, filter, count, unit }: SpanFilterBarProps): VNode {
  const query = isSet(filter) ? `?${new URLSearchParams({ ...filter }).toString()}` : '';
  const choices = states.map((state) => ({ value: state, label: state }));
  return (
    <FilterBar
      action={action}
      search={{ name: 'q', label, value: filter.q }}
      selects={[{ name: 'state', label: '状态', value: filter.state, choices }]}
      count={count}
      unit={unit}
      clearHref={isSet(filter) ? action : undefined}
      download={{ href: `${action}/export.xlsx${query}` }}
    />
  );
}
