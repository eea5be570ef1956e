// How an entry of the catalogue is written down; the thirty-three entries are in items-01-14.ts and items-15-33.ts.
import type { SeedCadence, SeedChannel, SeedItem, SeedLimit } from './types.ts';

type Spec = {
  category: string;
  name: string;
  short: string;
  elements: string;
  organs: SeedItem['organs'];
  basis: string;
  limits?: SeedItem['limits'];
  limitText: string;
  channels: string;
  audience?: SeedItem['audience'];
  level?: SeedItem['level'];
  cadences?: readonly SeedCadence[];
  villageCadences?: readonly SeedCadence[];
  notes: string;
};

export function item(code: string, s: Spec): SeedItem {
  return {
    code,
    category: s.category,
    name: s.name,
    short: s.short,
    elements: s.elements.split('、'),
    organs: s.organs,
    basis: s.basis.split('；'),
    limits: s.limits ?? ['WD20'],
    limitText: s.limitText,
    cadences: s.cadences ?? [],
    villageCadences: s.villageCadences ?? [],
    channels: [...s.channels] as SeedChannel[],
    audience: s.audience ?? '全社会',
    mode: '主动',
    level: s.level ?? '镇',
    notes: s.notes,
  };
}

export function cadence(
  key: string,
  name: string,
  rhythm: SeedCadence['rhythm'],
  due: SeedLimit & (`WD${number}` | `CD${number}`),
  organs: readonly string[],
): SeedCadence {
  return { key, name, rhythm, due: { kind: 'after-period', limit: due }, organs };
}

export const FORMED = '自信息形成或者变更之日起20个工作日内';
