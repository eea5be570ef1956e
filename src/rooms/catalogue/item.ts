// An item of the catalogue: what is published, by whom, on what ground, by when, where and for whom (国办发〔2019〕54号).
import type { Day } from '../../town/day.ts';
import { parseLimit } from '../../town/deadline.ts';
import type { OrganId } from '../../town/ids.ts';
import type { Refusal } from '../../town/outcome.ts';
import type { Cadence as Rhythm } from '../../town/periods.ts';

export const channels = ['网', '栏', '村', '屏', '厅', '微', '媒', '查', '会', '户'] as const;
export type Channel = (typeof channels)[number];

export const channelNames: Readonly<Record<Channel, string>> = {
  网: '政府网站',
  栏: '镇政务公开栏',
  村: '村（社区）公示栏',
  屏: '电子屏',
  厅: '政务服务大厅',
  微: '政务新媒体',
  媒: '报纸等指定媒介',
  查: '查阅点',
  会: '会议、发布会',
  户: '入户、现场',
};

export const audiences = ['全社会', '特定群体', 'both'] as const;
export type ItemAudience = (typeof audiences)[number];

export const audienceNames: Readonly<Record<ItemAudience, string>> = {
  全社会: '全社会',
  特定群体: '特定群体',
  both: '特定群体和全社会',
};

/** When the document of a period is due. */
export type CadenceDue =
  /** So long after the last day of the period, `WD20`. */
  | { kind: 'after-period'; limit: string }
  /** That day of the (monthly) period itself; the last of a shorter month. */
  | { kind: 'day-of-month'; day: number }
  /** That day, so many years after the year of the period. */
  | { kind: 'fixed'; years: number; monthDay: string }
  /** By that day of the year in which the term begins. */
  | { kind: 'term'; spring: string; autumn: string }
  /** The annual report on openness, whose day depends on its year (条例2007#31, 条例2019#49). */
  | { kind: 'annual-report' };

export interface OwingOrgan {
  organId: OrganId;
  /** The first period it owes is the one this day is in: joining late brings no duties of the past. */
  since: Day;
}

export interface ItemCadence {
  /** Unique in the item and never given to another cadence of it. */
  key: string;
  name: string;
  rhythm: Rhythm;
  due: CadenceDue;
  organs: readonly OwingOrgan[];
}

export interface CatalogueItem {
  /** `01`…; never reused. */
  code: string;
  category: string;
  name: string;
  shortName: string;
  /** 公开内容（要素） */
  elements: readonly string[];
  /** The one responsible organ (责任部门). */
  organId: OrganId;
  coOrganIds: readonly OrganId[];
  basis: readonly string[];
  /** For what arises by formation or change: `WD20`, `>=CD7`, `STANDING`, `STAGED`, `IMMEDIATE`. */
  limits: readonly string[];
  limitText: string;
  /** The first of `limits` that says by when at the latest; null when none does and the Regulation's own applies. */
  limitCode: string | null;
  cadences: readonly ItemCadence[];
  villageCadences: readonly ItemCadence[];
  channels: readonly Channel[];
  audience: ItemAudience;
  mode: '主动' | '依申请';
  level: '镇' | '镇村';
  notes: string;
  openedOn: Day;
  closedOn: Day | null;
  closedNote: string;
  revision: number;
}

export type ItemRefusal =
  | 'not-allowed'
  | 'item-unknown'
  | 'item-closed'
  | 'item-code-shape'
  | 'item-code-taken'
  | 'item-changed-meanwhile'
  | 'item-text-missing'
  | 'item-text-long'
  | 'item-elements'
  | 'item-organ'
  | 'item-organ-twice'
  | 'item-basis'
  | 'item-limit'
  | 'item-channels'
  | 'item-choice'
  | 'item-opened'
  | 'item-open-duties'
  | 'item-closing-day'
  | 'item-closing-note'
  | 'cadence-line'
  | 'cadence-due'
  | 'cadence-organs'
  | 'cadence-twice';

const CODE = /^[0-9]{2,3}$/;
const LIMIT_WORDS: readonly string[] = ['STANDING', 'IMMEDIATE', 'STAGED'];
const MONTH_DAY = /^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$/;
const NO_SUCH_DAYS: readonly string[] = ['02-29', '02-30', '02-31', '04-31', '06-31', '09-31', '11-31'];

export function isItemCode(text: string): boolean {
  return CODE.test(text);
}

export function latestLimit(limits: readonly string[]): string | null {
  return limits.find((l) => parseLimit(l) !== null && !parseLimit(l)?.atLeast) ?? null;
}

/** A day every year has, `02-28`. */
export function isMonthDay(text: string): boolean {
  return MONTH_DAY.test(text) && !NO_SUCH_DAYS.includes(text);
}

export type ItemText = Omit<CatalogueItem, 'code' | 'limitCode' | 'openedOn' | 'closedOn' | 'closedNote' | 'revision'>;

/** All that is wrong with an item as written, whoever writes it. */
export function itemRefusals(item: ItemText, organs: ReadonlySet<OrganId>): Refusal<ItemRefusal>[] {
  const found: Refusal<ItemRefusal>[] = [];
  const text = (field: string, label: string, value: string, most: number): void => {
    if (value.trim() === '') found.push({ code: 'item-text-missing', field, facts: { label } });
    else if (value.length > most) found.push({ code: 'item-text-long', field, facts: { label, most } });
  };
  const lines = (values: readonly string[], most: number, longest: number): boolean =>
    values.length > 0 && values.length <= most && values.every((v) => v.trim() !== '' && v.length <= longest);
  text('category', '类别', item.category, 20);
  text('name', '公开事项', item.name, 60);
  text('shortName', '简称', item.shortName, 6);
  text('limitText', '公开时限', item.limitText, 120);
  if (item.notes.length > 1000) found.push({ code: 'item-text-long', field: 'notes', facts: { label: '说明', most: 1000 } });
  if (!lines(item.elements, 40, 60)) found.push({ code: 'item-elements', field: 'elements' });
  if (!lines(item.basis, 20, 80)) found.push({ code: 'item-basis', field: 'basis' });
  if (!organs.has(item.organId)) found.push({ code: 'item-organ', field: 'organ' });
  if (item.coOrganIds.some((id) => !organs.has(id))) found.push({ code: 'item-organ', field: 'coOrgans' });
  if (new Set([item.organId, ...item.coOrganIds]).size !== item.coOrganIds.length + 1) {
    found.push({ code: 'item-organ-twice', field: 'coOrgans' });
  }
  const badLimit =
    item.limits.length === 0 ? '（空）' : item.limits.find((l) => parseLimit(l) === null && !LIMIT_WORDS.includes(l));
  if (badLimit !== undefined) found.push({ code: 'item-limit', field: 'limits', facts: { limit: badLimit.slice(0, 20) } });
  const known = new Set<string>(channels);
  if (
    item.channels.length === 0 ||
    item.channels.some((c) => !known.has(c)) ||
    new Set(item.channels).size !== item.channels.length
  ) {
    found.push({ code: 'item-channels', field: 'channels' });
  }
  if (!audiences.includes(item.audience)) found.push({ code: 'item-choice', field: 'audience', facts: { label: '公开对象' } });
  if (item.mode !== '主动' && item.mode !== '依申请')
    found.push({ code: 'item-choice', field: 'mode', facts: { label: '公开方式' } });
  if (item.level !== '镇' && item.level !== '镇村')
    found.push({ code: 'item-choice', field: 'level', facts: { label: '公开层级' } });
  found.push(...cadenceRefusals(item.cadences, 'cadences', organs));
  found.push(...cadenceRefusals(item.villageCadences, 'villageCadences', organs));
  const all = [...item.cadences, ...item.villageCadences];
  const twice = all.find((c, i) => all.findIndex((o) => o.key === c.key) !== i);
  if (twice) found.push({ code: 'cadence-twice', field: 'cadences', facts: { name: twice.name } });
  return found;
}

function cadenceRefusals(cadences: readonly ItemCadence[], field: string, organs: ReadonlySet<OrganId>): Refusal<ItemRefusal>[] {
  return cadences.flatMap((c) => {
    const found: Refusal<ItemRefusal>[] = [];
    const facts = { name: c.name.slice(0, 40) };
    const named = c.name.trim() !== '' && c.name.length <= 60 && /^[a-z0-9-]{1,40}$/.test(c.key) && c.key !== 'formation';
    if (!named) found.push({ code: 'cadence-line', field, facts });
    if (!dueFits(c)) found.push({ code: 'cadence-due', field, facts });
    if (c.organs.length === 0 || c.organs.some((o) => !organs.has(o.organId)))
      found.push({ code: 'cadence-organs', field, facts });
    return found;
  });
}

function dueFits({ due, rhythm }: ItemCadence): boolean {
  switch (due.kind) {
    case 'after-period': {
      const limit = parseLimit(due.limit);
      return limit !== null && !limit.atLeast;
    }
    case 'day-of-month':
      return rhythm === 'monthly' && Number.isInteger(due.day) && due.day >= 1 && due.day <= 31;
    case 'fixed':
      return rhythm === 'yearly' && (due.years === 0 || due.years === 1) && isMonthDay(due.monthDay);
    case 'term':
      return rhythm === 'per-term' && isMonthDay(due.spring) && isMonthDay(due.autumn);
    case 'annual-report':
      return rhythm === 'yearly';
  }
}
