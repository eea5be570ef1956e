// From the rooms' nouns to what the read API says of them.
import type { Calendar } from '../../town/calendar.ts';
import { citation } from '../../town/citation.ts';
import type { Day } from '../../town/day.ts';
import type { Db } from '../../platform/db/engine.ts';
import {
  audienceNames,
  type CatalogueItem,
  channelNames,
  type Duty,
  dutyKindNames,
  dutyTitle,
  type ItemStatus,
  listItems,
  shown,
} from '../../rooms/catalogue/door.ts';
import { documentPath, type PublicLine } from '../../rooms/disclosure/door.ts';
import { listOrgans, type Organ, organKindNames } from '../../rooms/people/door.ts';
import type { Answer } from './schemas.ts';

interface Reference {
  code: string;
  name: string;
  url: string;
}

/** What every line refers to: organs and items by name, and where this installation stands. */
export interface Names {
  publicUrl: string;
  organs: ReadonlyMap<string, Organ>;
  items: ReadonlyMap<string, CatalogueItem>;
}

export async function namesOf(db: Db, publicUrl: string): Promise<Names> {
  const organs = await listOrgans(db, { includeClosed: true });
  const items = await listItems(db);
  return { publicUrl, organs: new Map(organs.map((o) => [o.id, o])), items: new Map(items.map((i) => [i.code, i])) };
}

export function organRef(names: Names, id: string): Reference {
  const organ = names.organs.get(id);
  const code = organ?.code ?? '';
  return { code, name: organ?.name ?? '', url: `${names.publicUrl}/organs/${code}` };
}

export function itemRef(names: Names, code: string): Reference {
  return { code, name: names.items.get(code)?.name ?? '', url: `${names.publicUrl}/catalogue/${code}` };
}

export function addressesOf(names: Names, indexNo: string): { url: string; self: string } {
  return { url: names.publicUrl + documentPath(indexNo), self: `${names.publicUrl}/api/v1/documents/${indexNo}` };
}

export function summaryOf(names: Names, line: PublicLine): Answer<'documents'>['items'][number] {
  return {
    indexNo: line.indexNo,
    title: line.title,
    docNo: line.docNo,
    genre: line.genre,
    summary: line.summary,
    validity: line.validity,
    item: itemRef(names, line.itemCode),
    organ: organRef(names, line.organId),
    createdOn: line.createdOn,
    publishedAt: line.publishedAt,
    edition: line.editions,
    imported: line.imported,
    ...addressesOf(names, line.indexNo),
  };
}

/** A clerk's proposal not to publish stays inside until the office has decided. */
export function dutyView(names: Names, duty: Duty, calendar: Calendar, today: Day): Answer<'duties'>['items'][number] {
  const said = shown(duty, calendar, today);
  const explained = duty.state === 'nil' || duty.state === 'withheld';
  return {
    id: duty.id,
    item: itemRef(names, duty.itemCode),
    organ: organRef(names, duty.organId),
    title: dutyTitle(duty),
    kind: dutyKindNames[duty.kind],
    period: duty.periodName,
    eventOn: duty.eventOn,
    law: citation(duty.law),
    due: duty.dueOn,
    provisional: duty.provisional,
    explanation: [...said.explanation],
    state: said.standing,
    says: said.text,
    endedOn: duty.endedOn,
    indexNo: duty.indexNo,
    ground: explained ? duty.ground : null,
    note: explained ? duty.note : null,
    url: duty.indexNo ? names.publicUrl + documentPath(duty.indexNo) : `${names.publicUrl}/catalogue/${duty.itemCode}`,
  };
}

export function itemView(
  names: Names,
  item: CatalogueItem,
  status: ItemStatus | undefined,
  rhythms: readonly string[],
): Answer<'item'> {
  return {
    code: item.code,
    category: item.category,
    name: item.name,
    elements: [...item.elements],
    basis: item.basis.map(citation),
    limit: item.limitText,
    rhythms: [...rhythms],
    organ: organRef(names, item.organId),
    coOrgans: item.coOrganIds.map((id) => organRef(names, id)),
    channels: item.channels.map((c) => channelNames[c]),
    audience: audienceNames[item.audience],
    mode: item.mode === '主动' ? '主动公开' : '依申请公开',
    level: item.level === '镇' ? '乡级' : '乡级、村级',
    notes: item.notes,
    openedOn: item.openedOn,
    closedOn: item.closedOn,
    status: status ? { ...status } : null,
    url: `${names.publicUrl}/catalogue/${item.code}`,
    self: `${names.publicUrl}/api/v1/catalogue/${item.code}`,
  };
}

export function organView(names: Names, organ: Organ): Answer<'organ'> {
  return {
    code: organ.code,
    name: organ.name,
    shortName: organ.shortName,
    kind: organKindNames[organ.kind],
    parent: organ.parentId ? organRef(names, organ.parentId) : null,
    creditCode: organ.creditCode,
    functions: [...organ.functions],
    address: organ.address,
    hours: organ.hours,
    telephone: organ.telephone,
    fax: organ.fax,
    mail: organ.mail,
    head: organ.headName,
    headPost: organ.headPost,
    openedOn: organ.openedOn,
    closedOn: organ.closedOn,
    url: `${names.publicUrl}/organs/${organ.code}`,
    self: `${names.publicUrl}/api/v1/organs/${organ.code}`,
  };
}
