// What the subjects of deeds are called, and where their reader may look them up: asked of each room once for a page, and
// only of the rooms whose things stand on it.
import { allows } from '../../platform/http/policy.ts';
import type { Ctx } from '../../platform/http/route.ts';
import { dutiesNamed, dutyTitle, listItems } from '../../rooms/catalogue/door.ts';
import { disclosedSubjects, documentPath } from '../../rooms/disclosure/door.ts';
import { batchLabels } from '../../rooms/intake/door.ts';
import { allGroups, allLeaders, listOrgans, listStaff } from '../../rooms/people/door.ts';
import { policies } from '../policy.ts';

export interface SubjectName {
  name: string;
  /** Only where whoever asks may look. */
  href?: string;
}

export type SubjectNames = ReadonlyMap<string, SubjectName>;

export async function subjectNames(ctx: Ctx, subjects: readonly (string | null)[]): Promise<SubjectNames> {
  const { db } = ctx.town;
  const names = new Map<string, SubjectName>();
  const ids = (kind: string): string[] => [
    ...new Set(subjects.flatMap((s) => (s?.startsWith(`${kind}:`) ? [s.slice(kind.length + 1)] : []))),
  ];
  const any = (...kinds: string[]): boolean => kinds.some((kind) => ids(kind).length > 0);
  const put = (subject: string, name: string, route: string, href: string): void => {
    const policy = policies[route];
    const isOpen = policy !== undefined && allows(policy, ctx.visitor) === 'yes';
    names.set(subject, isOpen ? { name, href } : { name });
  };

  const organs = await listOrgans(db, { includeClosed: true });
  const organName = new Map(organs.map((o) => [o.id, o.shortName]));
  for (const o of organs) put(`organ:${o.id}`, o.shortName, 'GET /console/organs/:id', `/console/organs/${o.id}`);
  if (any('staff', 'account'))
    for (const p of await listStaff(db)) {
      const [route, href] = ['GET /console/staff/:id', `/console/staff/${p.id}`];
      put(`staff:${p.id}`, p.name, route, href);
      if (p.accountId) put(`account:${p.accountId}`, p.name, route, href);
    }
  if (any('leader'))
    for (const l of await allLeaders(db)) put(`leader:${l.id}`, l.name, 'GET /console/leaders/:id', `/console/leaders/${l.id}`);
  if (any('group'))
    for (const g of await allGroups(db))
      put(`group:${g.id}`, g.name, 'GET /console/leading-group/:id', `/console/leading-group/${g.id}`);
  if (any('batch'))
    for (const [id, label] of await batchLabels(db, ids('batch')))
      put(`batch:${id}`, label, 'GET /console/import/:id', `/console/import/${id}`);
  if (any('duty'))
    for (const duty of await dutiesNamed(db, ids('duty'))) {
      const name = `${duty.itemCode} ${duty.itemShortName}：${dutyTitle(duty)}（${organName.get(duty.organId) ?? ''}）`;
      put(`duty:${duty.id}`, name, 'GET /console/duties/:id', `/console/duties/${duty.id}`);
    }
  if (!any('item', 'chain', 'document', 'edition')) return names;

  const items = new Map((await listItems(db)).map((i) => [i.code, `${i.code} ${i.shortName}`]));
  names.set('chain:*', { name: '通用流程' });
  for (const [code, name] of items) {
    put(`item:${code}`, name, 'GET /catalogue/:code', `/catalogue/${code}`);
    put(`chain:${code}`, name, 'GET /console/chains', `/console/chains?item=${code}`);
  }
  for (const d of await disclosedSubjects(db, { documents: ids('document'), editions: ids('edition') })) {
    const whose = `${organName.get(d.organId) ?? ''} ${items.get(d.itemCode) ?? d.itemCode}`;
    if (d.indexNo === null) names.set(d.subject, { name: whose });
    else put(d.subject, d.title ?? whose, 'GET /documents/:code/:serial', documentPath(d.indexNo));
  }
  return names;
}
