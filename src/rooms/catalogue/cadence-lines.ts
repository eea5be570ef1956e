// Cadences as the openness office writes them, a line each: `补贴发放汇总 | 每季度 | WD20 | 财政所、农业农村办`.
import type { Organ } from '../people/door.ts';
import { newId } from '../../town/ids.ts';
import type { Refusal } from '../../town/outcome.ts';
import { type Cadence as Rhythm, cadenceNames } from '../../town/periods.ts';
import type { CadenceWish } from './define-item.ts';
import type { CadenceDue, ItemCadence, ItemRefusal } from './item.ts';

/** Stands for every open village, now and when it is read again. */
export const ALL_VILLAGES = '各村';

export function printDue(due: CadenceDue): string {
  switch (due.kind) {
    case 'after-period':
      return due.limit;
    case 'day-of-month':
      return `当月${due.day}日`;
    case 'fixed':
      return `${due.years === 0 ? '当年' : '次年'}${due.monthDay}`;
    case 'term':
      return `学期${due.spring}、${due.autumn}`;
    case 'annual-report':
      return '年报';
  }
}

function readDue(text: string): CadenceDue | null {
  const after = /^(?:期满后)?((?:WD|CD)[1-9]\d{0,2})$/i.exec(text);
  if (after) return { kind: 'after-period', limit: after[1]!.toUpperCase() };
  const monthly = /^当月(\d{1,2})日前?$/.exec(text);
  if (monthly) return { kind: 'day-of-month', day: Number(monthly[1]) };
  const fixed = /^(当年|次年)(\d\d-\d\d)前?$/.exec(text);
  if (fixed) return { kind: 'fixed', years: fixed[1] === '当年' ? 0 : 1, monthDay: fixed[2]! };
  const term = /^学期(\d\d-\d\d)[、,，](\d\d-\d\d)$/.exec(text);
  if (term) return { kind: 'term', spring: term[1]!, autumn: term[2]! };
  return text === '年报' ? { kind: 'annual-report' } : null;
}

export function printCadences(cadences: readonly ItemCadence[], organs: readonly Organ[]): string {
  const villages = organs.filter((o) => o.kind === 'village' && o.closedOn === null);
  const names = new Map(organs.map((o) => [o.id, o.name]));
  return cadences
    .map((c) => {
      const owing = new Set(c.organs.map((o) => o.organId));
      const all = villages.length > 1 && villages.every((v) => owing.has(v.id));
      const rest = c.organs
        .filter((o) => !all || !villages.some((v) => v.id === o.organId))
        .map((o) => names.get(o.organId) ?? '');
      const who = [...(all ? [ALL_VILLAGES] : []), ...rest].filter((n) => n !== '').join('、');
      return [c.name, cadenceNames[c.rhythm], printDue(c.due), who].join(' | ');
    })
    .join('\n');
}

function readRhythm(text: string): Rhythm | null {
  return (Object.keys(cadenceNames) as Rhythm[]).find((r) => cadenceNames[r] === text) ?? null;
}

/** A line whose name the item already has keeps that cadence's key, so that its duties stay its own. */
export function readCadences(
  text: string,
  field: string,
  before: readonly ItemCadence[],
  organs: readonly Organ[],
): { wishes: CadenceWish[]; refusals: Refusal<ItemRefusal>[] } {
  const wishes: CadenceWish[] = [];
  const refusals: Refusal<ItemRefusal>[] = [];
  const open = organs.filter((o) => o.closedOn === null);
  for (const line of text.split('\n').filter((l) => l.trim() !== '')) {
    const cells = line.split(/[|｜]/).map((c) => c.trim());
    const [name = '', rhythmText = '', dueText = '', who = ''] = cells;
    const facts = { name: (name || line.trim()).slice(0, 40) };
    if (cells.length !== 4 || name === '') {
      refusals.push({ code: 'cadence-line', field, facts });
      continue;
    }
    if (wishes.some((w) => w.name === name)) refusals.push({ code: 'cadence-twice', field, facts });
    const rhythm = readRhythm(rhythmText);
    const due = readDue(dueText.normalize('NFKC'));
    if (rhythm === null || due === null) refusals.push({ code: 'cadence-due', field, facts });
    const named = who.split(/[、,，;；\s]+/).filter((n) => n !== '');
    const owing = named.map((n) =>
      n === ALL_VILLAGES
        ? open.filter((o) => o.kind === 'village')
        : open.filter((o) => [o.name, o.shortName, o.code].includes(n)),
    );
    if (named.length === 0 || owing.some((found) => found.length === 0)) refusals.push({ code: 'cadence-organs', field, facts });
    if (rhythm === null || due === null) continue;
    const key = before.find((c) => c.name === name)?.key ?? `c-${newId().slice(-8)}`;
    wishes.push({ key, name, rhythm, due, organIds: owing.flat().map((o) => o.id) });
  }
  return { wishes, refusals };
}
