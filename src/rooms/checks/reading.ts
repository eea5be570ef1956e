// A source read once for all rules: its text, the numbers in it, and what must be covered before any word of it is quoted.
import type { CheckSource, CheckSubject } from './finding.ts';
import { type Masking, maskedExcerpt, maskingsOf } from './personal/mask.ts';
import { findNumbers } from './personal/numbers.ts';
import type { NumberFound } from './personal/resident-id.ts';
import { findTraces, type TraceFound } from './personal/traces.ts';

export interface Reading {
  source: CheckSource;
  numbers: readonly NumberFound[];
  traces: readonly TraceFound[];
  maskings: readonly Masking[];
}

export function readSource(source: CheckSource): Reading {
  const numbers = findNumbers(source.text, source.where === 'table' ? source.label : '');
  const traces = findTraces(source.text);
  return { source, numbers, traces, maskings: maskingsOf(numbers, traces) };
}

/** Title, summary, file names and link targets are published too, whether or not the caller listed them as sources. */
export function readSubject(subject: CheckSubject): Reading[] {
  const given = new Set(subject.sources.map((s) => `${s.where}\n${s.text}`));
  const extra: CheckSource[] = [
    { where: 'title', label: '标题', text: subject.title },
    { where: 'summary', label: '内容概述', text: subject.summary },
    ...subject.attachments.map((a): CheckSource => ({ where: 'file-name', label: '附件名称', text: a.name })),
    ...subject.links.map((l): CheckSource => ({ where: 'body', label: '链接地址', text: decoded(l.href), anchor: l.anchor })),
  ];
  return [...extra.filter((s) => s.text !== '' && !given.has(`${s.where}\n${s.text}`)), ...subject.sources].map(readSource);
}

function decoded(href: string): string {
  try {
    return decodeURIComponent(href);
  } catch {
    return href;
  }
}

export function quote(reading: Reading, start: number, end: number): string {
  return maskedExcerpt(reading.source.text, reading.maskings, start, end);
}
