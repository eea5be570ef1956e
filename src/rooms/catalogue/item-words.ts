// An item's columns as people read them: limits, rhythms, dues.
import { citation } from '../../town/citation.ts';
import { limitText, parseLimit } from '../../town/deadline.ts';
import { cadenceNames } from '../../town/periods.ts';
import type { CadenceDue, CatalogueItem, ItemCadence } from './item.ts';

const wordLimits: Readonly<Record<string, string>> = { STANDING: '长期公开', IMMEDIATE: '即时公开', STAGED: '分环节公开' };

export function limitWords(limit: string): string {
  const parsed = parseLimit(limit);
  if (parsed === null) return wordLimits[limit] ?? limit;
  return parsed.atLeast ? `公示${limitText(parsed)}` : limitText(parsed);
}

function monthDay(text: string): string {
  return `${Number(text.slice(0, 2))}月${Number(text.slice(3))}日`;
}

export function dueWords(due: CadenceDue): string {
  switch (due.kind) {
    case 'after-period':
      return `期满后${limitWords(due.limit)}`;
    case 'day-of-month':
      return `当月${due.day}日前`;
    case 'fixed':
      return `${due.years === 0 ? '当年' : '次年'}${monthDay(due.monthDay)}前`;
    case 'term':
      return `春季${monthDay(due.spring)}前、秋季${monthDay(due.autumn)}前`;
    case 'annual-report':
      return '次年1月31日前（2018年度及以前为3月31日前）';
  }
}

export function cadenceWords(cadence: ItemCadence): string {
  return `${cadence.name}：${cadenceNames[cadence.rhythm]}，${dueWords(cadence.due)}`;
}

/** In a word or two, for the table of all items. */
export function rhythmWords(item: CatalogueItem): string {
  const rhythms = [...new Set([...item.cadences, ...item.villageCadences].map((c) => cadenceNames[c.rhythm]))];
  return rhythms.length === 0 ? '形成或变更后' : rhythms.join('、');
}

/** `条例2019#20(五)` as a page prints it, the part of the article included. */
export function basisWords(basis: string): string {
  const m = /^([^#]+#\d{1,4})((?:[(（][一二三四五六七八九十]+[)）])+)$/.exec(basis);
  if (!m) return citation(basis);
  const parts = [...m[2]!.matchAll(/[一二三四五六七八九十]+/g)].map((p) => `（${p[0]}）`).join('、');
  return `${citation(m[1]!)}第${parts}项`;
}
