// Organs: the town government, its departments and centres, its villages. What 条例2019#20 makes public about each.
import { normaliseCreditCode } from '../../town/credit-code.ts';
import type { Day } from '../../town/day.ts';
import type { OrganId } from '../../town/ids.ts';
import type { Refusal } from '../../town/outcome.ts';

export const organKinds = ['town', 'department', 'centre', 'village'] as const;
export type OrganKind = (typeof organKinds)[number];

export const organKindNames: Readonly<Record<OrganKind, string>> = {
  town: '镇人民政府',
  department: '部门站所',
  centre: '中心平台',
  village: '村（社区）',
};

export function isOrganKind(text: string): text is OrganKind {
  return (organKinds as readonly string[]).includes(text);
}

/** What the public is told about an organ; the openness office may change it. */
export interface OrganFacts {
  /** 职能, a paragraph each. */
  functions: readonly string[];
  address: string;
  hours: string;
  telephone: string;
  /** Empty or left out where the organ has none; 条例2019#12 wants them of the office that answers for openness. */
  fax?: string;
  mail?: string;
  headName: string;
  headPost: string;
}

/** Where the organ stands among the others; only the system administrator changes it. */
export interface OrganFrame {
  name: string;
  /** For tables and tags. */
  shortName: string;
  kind: OrganKind;
  parentId: OrganId | null;
  /** 统一社会信用代码, only where the organ has one of its own. */
  creditCode: string | null;
  sort: number;
}

export interface Organ extends OrganFacts, OrganFrame {
  id: OrganId;
  fax: string;
  mail: string;
  /** Short and stable, stands in addresses: `/organs/caizheng`. */
  code: string;
  openedOn: Day;
  /** From this day on it no longer exists. */
  closedOn: Day | null;
  closedNote: string;
  revision: number;
}

export type OrganCode =
  | 'not-allowed'
  | 'organ-unknown'
  | 'organ-closed'
  | 'organ-code-shape'
  | 'organ-code-taken'
  | 'organ-name'
  | 'organ-name-taken'
  | 'organ-short-name'
  | 'organ-kind'
  | 'organ-parent-required'
  | 'organ-parent-unknown'
  | 'organ-parent-circle'
  | 'organ-second-town'
  | 'organ-credit-code'
  | 'organ-functions'
  | 'organ-address'
  | 'organ-hours'
  | 'organ-telephone'
  | 'organ-fax'
  | 'organ-mail'
  | 'organ-head'
  | 'organ-head-post'
  | 'organ-sort'
  | 'organ-opened'
  | 'organ-changed-meanwhile'
  | 'organ-has-staff'
  | 'organ-has-children'
  | 'organ-closing-day'
  | 'organ-closing-note';

const CODE = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
/** Taken by pages of this room. */
const RESERVED: readonly string[] = ['leaders', 'leading-group', 'new', 'export'];
const TELEPHONE = /^[0-9+][0-9+\-—()（）、，,; 转/]{5,59}$/;
/** An office's mailbox in plain ASCII, as it is printed on a notice. */
const MAIL = /^[a-z0-9](?:[a-z0-9._+-]{0,62}[a-z0-9])?@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}$/i;
const LAW = '条例2019#20';

export function isOrganCode(text: string): boolean {
  return text.length >= 2 && text.length <= 30 && CODE.test(text);
}

export function organCodeRefusals(code: string): Refusal<OrganCode>[] {
  return isOrganCode(code) && !RESERVED.includes(code) ? [] : [{ code: 'organ-code-shape', field: 'code' }];
}

/** Telephone numbers as an office prints them: area code, extension, several of them. */
export function isTelephone(text: string): boolean {
  return TELEPHONE.test(text);
}

export function isMail(text: string): boolean {
  return text.length <= 100 && MAIL.test(text);
}

function between(text: string, least: number, most: number): boolean {
  return text.trim().length >= least && text.length <= most;
}

/** The six facts 条例2019#20 names: none may be missing. Fax and mail may be, but not be wrong. */
export function organFactsRefusals(f: OrganFacts): Refusal<OrganCode>[] {
  const found: Refusal<OrganCode>[] = [];
  const functions = f.functions.filter((p) => p.trim() !== '');
  if (functions.length === 0 || functions.length > 60 || functions.some((p) => p.length > 2000)) {
    found.push({ code: 'organ-functions', field: 'functions', law: LAW });
  }
  if (!between(f.address, 2, 200)) found.push({ code: 'organ-address', field: 'address', law: LAW });
  if (!between(f.hours, 2, 200)) found.push({ code: 'organ-hours', field: 'hours', law: LAW });
  if (!isTelephone(f.telephone)) found.push({ code: 'organ-telephone', field: 'telephone', law: LAW });
  if (f.fax && !isTelephone(f.fax)) found.push({ code: 'organ-fax', field: 'fax' });
  if (f.mail && !isMail(f.mail)) found.push({ code: 'organ-mail', field: 'mail' });
  if (!between(f.headName, 1, 40)) found.push({ code: 'organ-head', field: 'headName', law: LAW });
  if (f.headPost.length > 60) found.push({ code: 'organ-head-post', field: 'headPost' });
  return found;
}

export function organFrameRefusals(f: OrganFrame): Refusal<OrganCode>[] {
  const found: Refusal<OrganCode>[] = [];
  if (!between(f.name, 2, 60)) found.push({ code: 'organ-name', field: 'name' });
  if (!between(f.shortName, 1, 12)) found.push({ code: 'organ-short-name', field: 'shortName' });
  if (!isOrganKind(f.kind)) found.push({ code: 'organ-kind', field: 'kind' });
  if (f.creditCode !== null && normaliseCreditCode(f.creditCode) === null)
    found.push({ code: 'organ-credit-code', field: 'creditCode' });
  if (!Number.isSafeInteger(f.sort) || f.sort < 0 || f.sort > 99_999) found.push({ code: 'organ-sort', field: 'sort' });
  return found;
}

/** Where an organ may hang: under an open organ, never under itself; only the town government hangs nowhere, and there is one. */
export function placeRefusals(
  organ: { id: OrganId | null; kind: OrganKind; parentId: OrganId | null },
  all: readonly Organ[],
): Refusal<OrganCode>[] {
  if (organ.kind === 'town') {
    const other = all.some((o) => o.kind === 'town' && o.closedOn === null && o.id !== organ.id);
    const found: Refusal<OrganCode>[] = other ? [{ code: 'organ-second-town', field: 'kind' }] : [];
    if (organ.parentId !== null) found.push({ code: 'organ-parent-circle', field: 'parentId' });
    return found;
  }
  if (organ.parentId === null) return [{ code: 'organ-parent-required', field: 'parentId' }];
  const byId = new Map(all.map((o) => [o.id, o]));
  const parent = byId.get(organ.parentId);
  if (!parent || parent.closedOn !== null) return [{ code: 'organ-parent-unknown', field: 'parentId' }];
  for (let at: Organ | undefined = parent; at; at = at.parentId === null ? undefined : byId.get(at.parentId)) {
    if (at.id === organ.id) return [{ code: 'organ-parent-circle', field: 'parentId' }];
  }
  return [];
}

export interface OrganNode extends Organ {
  children: readonly OrganNode[];
}

/** Organs under their parents, in order; an organ whose parent is not among them stands at the top. */
export function treeOf(organs: readonly Organ[]): OrganNode[] {
  const present = new Set(organs.map((o) => o.id));
  const under = (parent: OrganId | null): OrganNode[] =>
    organs
      .filter((o) => (parent === null ? o.parentId === null || !present.has(o.parentId) : o.parentId === parent))
      .map((o) => ({ ...o, children: under(o.id) }));
  return under(null);
}
