// Why the room refused, in the words of the counter.
import type { RefusalWords } from '../../kit/problem-summary/part.tsx';
import type { DutyRefusal } from './duty.ts';
import type { ItemRefusal } from './item.ts';

export type CatalogueRefusal = DutyRefusal | ItemRefusal;

export const catalogueWords: RefusalWords<CatalogueRefusal> = {
  'not-allowed': () => '您的岗位不能办理这一项。公开目录由政务公开办维护，公开任务由责任单位自己的拟稿人或负责人办理。',

  'item-unknown': () => '公开目录里没有这一项。',
  'item-closed': (f) => `这一项已于 ${f.day} 停用。`,
  'item-code-shape': () => '编号为两位或三位数字，例如“07”。',
  'item-code-taken': (f) => `编号 ${f.code} 已经用过。停用的事项编号也不再给别的事项，以免旧链接指错地方。`,
  'item-changed-meanwhile': () => '您打开之后，别人已经改过这一项。请另开一页查看最新内容，再决定是否保存您的修改。',
  'item-text-missing': (f) => `请填写${f.label}。`,
  'item-text-long': (f) => `${f.label}太长，最多 ${f.most} 个字。`,
  'item-elements': () => '请填写公开内容（要素），每行一个，最多 40 个，每个不超过 60 个字。',
  'item-organ': () => '所选的责任部门不存在或已撤销。',
  'item-organ-twice': () => '责任部门不能同时列为协办部门，协办部门不能重复。',
  'item-basis': () => '请填写公开依据，每行一条，最多 20 条，每条不超过 80 个字。',
  'item-limit': (f) =>
    `看不懂时限代码“${f.limit}”。可用：WD20（20个工作日内）、CD20（20日内）、>=CD7（公示不少于7日）、STANDING（长期公开）、IMMEDIATE（即时）、STAGED（分环节）。`,
  'item-channels': () => '请至少选择一个公开渠道。',
  'item-choice': (f) => `请选择${f.label}。`,
  'item-opened': () => '启用日期不能在今天以后。',
  'item-open-duties': (f) => `这一项还有 ${f.n} 件任务没有了结。请先逐件公开、报“本期无”或作出不予公开说明，再停用。`,
  'item-closing-day': () => '停用日期应在启用日期之后、不晚于今天。',
  'item-closing-note': () => '请填写停用的理由，不超过 500 个字。',
  'cadence-line': (f) => `周期任务“${f.name}”写得不完整。每行写：名称 | 周期 | 期限 | 责任单位。`,
  'cadence-due': (f) =>
    `周期任务“${f.name}”：周期或期限不对。周期为每月、每季度、每半年、每年、每学期之一；期限写“WD20”或“CD20”（期满后计算），每月还可写“当月20日”，每年还可写“当年02-28”“次年01-31”或“年报”，每学期还可写“学期02-28、08-31”。`,
  'cadence-organs': (f) => `周期任务“${f.name}”：没有写责任单位，或者所写的单位不存在。`,
  'cadence-twice': (f) => `周期任务“${f.name}”重复了。`,

  'organ-unknown': () => '没有这个单位，或者它已撤销。',
  'duty-unknown': () => '没有这件公开任务。',
  'duty-other': () => '这件公开任务属于别的事项或者别的单位，不能由这份文件了结。',
  'duty-ended': (f) => (f.by ? `这件公开任务已经由${f.by}了结，不能再次了结。` : '这件公开任务已经了结。'),
  'duty-open': () => '这件公开任务本来就没有了结。',
  'duty-has-document': () => '这件公开任务已有公开的文件。要重新打开，请先撤回那份文件。',
  'formation-known': (f) => `“${f.subject}”已经登记过。`,
  'subject-missing': () => '请填写信息名称。',
  'subject-long': (f) => `信息名称太长，最多 ${f.most} 个字。`,
  'created-missing': () => '请填写形成或者变更日期，例如“2026-11-23”。',
  'created-in-future': () => '形成日期不能在今天以后。',
  'limit-not-of-item': (f) => `“${f.limit}”不是这一项规定的公开期限。`,
  'nil-note': (f) => `请说明核对了什么、为什么本期没有，5 到 ${f.most} 个字。`,
  'nil-period-running': (f) => `${f.period}要到 ${f.to} 才结束，现在还不能报“本期无”。`,
  'nil-formation': () => '这是登记过已经形成的信息，不能报“本期无”。登记有误的，请政务公开办核销。',
  'nil-period-has-document': (f) => `同一时期本单位在这一项下公开过“${f.title}”。如果它不属于本任务，请勾选后再提交。`,
  'ground-unknown': () => '请选择不予公开的法定理由。',
  'explanation-missing': () => '请说明不予公开的理由，群众会看到这段话。',
  'explanation-long': (f) => `说明太长，最多 ${f.most} 个字。`,
  'reopen-why': (f) => `请填写理由，不超过 ${f.most} 个字。`,
  'proposal-none': () => '没有待处理的不予公开建议。',
};
