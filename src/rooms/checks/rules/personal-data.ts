// Personal data in anything the public would receive. 条例2019#15, 个人信息保护法#25, #28.
import {
  type CheckSource,
  type CheckSubject,
  type FindingMatch,
  type FindingRule,
  findingLevels,
  type Remark,
} from '../finding.ts';
import { maskNumber } from '../personal/mask.ts';
import { findPersons } from '../personal/persons.ts';
import { quote, type Reading, readSource } from '../reading.ts';

export const personalRules = [
  'resident-id',
  'mobile',
  'bank-card',
  'resident-id-suspect',
  'bank-account',
  'email',
  'plate',
  'passport',
  'home-address',
  'minor',
  'health',
] as const satisfies readonly FindingRule[];

export type PersonalRule = (typeof personalRules)[number];

interface Hit extends FindingMatch {
  rule: PersonalRule;
  value: string;
}

export function checkPersonalData(subject: CheckSubject, readings: readonly Reading[]): Remark[] {
  const remarks = [...readings, ...acrossSources(subject.sources)].flatMap((reading) => remarksOn(reading, subject));
  const places = readings.length;
  return remarks.length > 0 ? heaviestFirst(remarks) : [{ rule: 'personal-none', about: [], facts: { count: places } }];
}

function remarksOn(reading: Reading, subject: CheckSubject): Remark[] {
  const hits = hitsIn(reading, subject);
  return personalRules.flatMap((rule) => {
    const own = hits.filter((h) => h.rule === rule);
    if (own.length === 0) return [];
    const { where, label, anchor } = reading.source;
    return {
      rule,
      about: own.map((h) => h.value),
      where,
      anchor,
      excerpt: quote(reading, own[0]!.start, own[0]!.end),
      matches: own.map(({ start, end, masked }) => ({ start, end, masked })),
      facts: { label, count: own.length },
    };
  });
}

function hitsIn(reading: Reading, subject: CheckSubject): Hit[] {
  const { numbers, traces, source } = reading;
  const persons = findPersons(source.text, numbers, subject.today);
  return [
    ...numbers.map((n): Hit => ({ rule: n.kind, value: n.value, start: n.start, end: n.end, masked: maskNumber(n) })),
    ...traces.map((t): Hit => ({ rule: t.kind, value: t.value, start: t.start, end: t.end, masked: t.masked })),
    ...persons.map(
      (p): Hit => ({ rule: p.kind, value: p.value, start: p.start, end: p.end, masked: quote(reading, p.start, p.end) }),
    ),
  ];
}

const SEAM = 24;

/** A number torn over two paragraphs of the body or of a read attachment. Only the identity number is strong enough to be joined again. */
function acrossSources(sources: readonly CheckSource[]): Reading[] {
  return sources.slice(1).flatMap((source, i) => {
    const before = sources[i]!;
    if (source.where !== before.where || (source.where !== 'body' && source.where !== 'attachment')) return [];
    const tail = before.text.trimEnd().slice(-SEAM);
    const head = source.text.trimStart().slice(0, SEAM);
    if (!/[\d０-９]$/.test(tail) || !/^[\d０-９xXｘＸ]/.test(head)) return [];
    const joined = readSource({ ...before, text: `${tail}\n${head}` });
    const numbers = joined.numbers.filter(
      (n) => n.kind === 'resident-id' && n.value.length === 18 && n.start < tail.length && n.end > tail.length,
    );
    if (numbers.length === 0) return [];
    const shift = before.text.trimEnd().length - tail.length;
    const moved = numbers.map((n) => ({ ...n, start: n.start + shift, end: before.text.trimEnd().length }));
    const text = before.text;
    return [
      {
        source: before,
        numbers: moved,
        traces: [],
        maskings: moved.map((n) => ({ start: n.start, end: Math.min(n.end, text.length), masked: maskNumber(n) })),
      },
    ];
  });
}

function heaviestFirst(remarks: Remark[]): Remark[] {
  const weight = (r: Remark) => (findingLevels[r.rule] === 'stop' ? 0 : 1);
  return remarks.sort((a, b) => weight(a) - weight(b));
}
