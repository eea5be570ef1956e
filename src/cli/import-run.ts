// The work of `gongkai import`, wherever it runs: in the command's own process, or in the running program that holds the data.
// Asked and answered in plain values, because they may travel over the administrator's socket.
import type { Actor } from '../platform/act/actor.ts';
import type { Said } from '../platform/admin-socket.ts';
import { today } from '../platform/clock.ts';
import type { Town } from '../platform/town.ts';
import { listItems } from '../rooms/catalogue/door.ts';
import { documentById, editionById, timelinessOf } from '../rooms/disclosure/door.ts';
import { gather, importSet, itemNamed, organNamed, type Release, sentences, type SetLine } from '../rooms/intake/door.ts';
import { listOrgans, mandatesOf, type StaffMember, staffWithRole } from '../rooms/people/door.ts';

export interface ImportAsked {
  town: string | null;
  path: string;
  sheet: string | null;
  item: string | null;
  organ: string | null;
  as: string | null;
  dryRun: boolean;
  release: { ground: string; by: string; reason: string } | null;
  /** Who was logged in at the machine. */
  login: string;
}

export interface ImportedLine {
  name: string;
  rowNumber: number | null;
  state: SetLine['state'];
  indexNo: string | null;
  title: string;
  item: string;
  organ: string;
  source: string;
  chapters: number;
  createdOn: string | null;
  publishedOn: string | null;
  /** Null when it was not computed. */
  daysLate: number | null;
  why: readonly string[];
  warnings: readonly string[];
}

export type ImportDone =
  | { ok: true; by: string; notes: readonly string[]; lines: readonly ImportedLine[] }
  | { ok: false; usage: boolean; sentences: readonly string[] };

function no(usage: boolean, ...said: string[]): ImportDone {
  return { ok: false, usage, sentences: said };
}

export async function runImport(town: Town, asked: ImportAsked, say: (said: Said) => void): Promise<ImportDone> {
  if (asked.town !== null && asked.town !== town.slug) return no(false, `正在运行的是“${town.slug}”，不是“${asked.town}”。`);
  const [items, organs] = [(await listItems(town.db)).filter((i) => i.closedOn === null), await listOrgans(town.db)];
  const item = asked.item === null ? null : itemNamed(asked.item, items);
  if (asked.item !== null && item === null) return no(true, `公开目录里没有“${asked.item}”这一项。`);
  const organ = asked.organ === null ? null : organNamed(asked.organ, organs);
  if (asked.organ !== null && organ === null)
    return no(true, `没有“${asked.organ}”这个机构。现有：${organs.map((o) => `${o.code}（${o.name}）`).join('、')}`);
  const staff = await people(town);
  const who = pick(staff, asked.as);
  if (typeof who === 'string') return no(true, who);
  const release = asked.release === null ? null : releaseOf(town, staff, asked.release);
  if (typeof release === 'string') return no(true, release);

  const set = await gather(asked.path, asked.sheet);
  if (!set.ok) return no(false, ...sentences(set.refusals));
  const outcome = await importSet(
    town,
    await actorFor(town, who),
    set.value,
    { choices: { item, organ: organ?.id ?? null }, via: `命令行（${asked.login}）`, dryRun: asked.dryRun, release },
    (done, total, name) => say({ label: name, done, total }),
  );
  if (!outcome.ok) return no(false, ...sentences(outcome.refusals));
  const names = {
    items: new Map(items.map((i) => [i.code, i.name])),
    organs: new Map(organs.map((o) => [o.id as string, o.name])),
  };
  const few = outcome.value.lines.length <= 50;
  const lines: ImportedLine[] = [];
  for (const l of outcome.value.lines) lines.push(await told(town, l, names, few));
  return { ok: true, by: who.name, notes: set.value.notes, lines };
}

async function told(
  town: Town,
  l: SetLine,
  names: { items: ReadonlyMap<string, string>; organs: ReadonlyMap<string, string> },
  timely: boolean,
): Promise<ImportedLine> {
  const { found } = l;
  const document = timely && l.documentId && l.state === 'imported' ? await documentById(town.db, l.documentId) : null;
  const edition = document?.currentEditionId ? await editionById(town.db, document.currentEditionId) : null;
  const late = document && edition ? await timelinessOf({ town }, document, edition) : null;
  return {
    name: l.name,
    rowNumber: l.rowNumber,
    state: l.state,
    indexNo: l.indexNo,
    title: found.title,
    item: found.itemCode ? `${found.itemCode} ${names.items.get(found.itemCode) ?? ''}` : '',
    organ: found.organId ? (names.organs.get(found.organId) ?? '') : '',
    source: found.source,
    chapters: found.chapters,
    createdOn: found.createdOn,
    publishedOn: found.publishedOn,
    daysLate: late?.daysLate ?? null,
    why: found.why,
    warnings: found.warnings,
  };
}

interface Pool {
  office: readonly StaffMember[];
  administrators: readonly StaffMember[];
}

async function people(town: Town): Promise<Pool> {
  const day = today(town.clock);
  return {
    office: await staffWithRole(town.db, 'openness-office', day),
    administrators: await staffWithRole(town.db, 'system-admin', day),
  };
}

function listed(staff: readonly StaffMember[]): string {
  return staff.map((s) => `${s.name}（${s.organName}，编号 ${s.id}）`).join('、');
}

/** The one person meant, or the sentence why there is none. */
function pick({ office, administrators }: Pool, as: string | null): StaffMember | string {
  const all = [...office, ...administrators];
  if (as !== null) {
    const found = all.filter((s) => s.name === as || s.id === as);
    if (found.length === 1) return found[0]!;
    return found.length > 1
      ? `有几位叫“${as}”，请写编号：${listed(found)}。`
      : `“${as}”不在政务公开办，也不是系统管理员。可以导入的：${listed(all) || '（还没有）'}。`;
  }
  const pool = office.length > 0 ? office : administrators;
  if (pool.length === 1) return pool[0]!;
  return pool.length === 0 ? '还没有政务公开办或系统管理员的人员，不能导入。' : `请用 --as 写明由谁导入：${listed(pool)}。`;
}

/** The second person may hold any role the first may; the rule that they differ is the intake's own. */
function releaseOf(town: Town, staff: Pool, asked: NonNullable<ImportAsked['release']>): Release | string {
  const by = pick(staff, asked.by);
  if (typeof by === 'string') return by;
  return { staffId: by.id, name: by.name, ground: asked.ground as Release['ground'], reason: asked.reason, at: town.clock.now() };
}

async function actorFor(town: Town, who: StaffMember): Promise<Actor> {
  const mandates = await mandatesOf(town.db, who.id, today(town.clock));
  return {
    kind: 'staff',
    accountId: who.accountId,
    staffId: who.id,
    organId: who.organId,
    name: who.name,
    roles: [...new Set(mandates.map((m) => m.role))],
    address: null,
  };
}
