// A duty as a row of a download, the same for the public and the office.
import type { SheetCell, SheetColumn } from '../../../platform/http/sheet.ts';
import type { Day } from '../../../town/day.ts';
import { explainDue } from '../../../town/deadline.ts';
import { type Duty, dutyKindNames, dutyTitle, standingNames } from '../duty.ts';
import { nameOf, type OrganNames } from '../organ-names.ts';
import { standingOf } from '../standing.ts';

export const dutyColumnHeads: readonly SheetColumn[] = [
  { title: '事项编号', width: 10 },
  { title: '公开事项', width: 24 },
  { title: '应公开的内容', width: 44 },
  { title: '责任单位', width: 20 },
  { title: '周期', width: 10 },
  { title: '起算日', width: 12 },
  { title: '到期日', width: 12 },
  { title: '到期日是否暂算', width: 16 },
  { title: '状态', width: 12 },
  { title: '了结日期', width: 12 },
  { title: '索引号', width: 34 },
  { title: '不予公开理由', width: 14 },
  { title: '说明', width: 40 },
  { title: '到期日怎么算', width: 60 },
];

export function dutyRow(d: Duty, organs: OrganNames, today: Day): SheetCell[] {
  return [
    d.itemCode,
    d.itemName,
    dutyTitle(d),
    nameOf(organs, d.organId),
    dutyKindNames[d.kind],
    d.eventOn,
    d.dueOn,
    d.provisional ? '是' : '否',
    standingNames[standingOf(d, today)],
    d.endedOn,
    d.indexNo,
    d.ground,
    d.note,
    explainDue(d.steps).join(''),
  ];
}
