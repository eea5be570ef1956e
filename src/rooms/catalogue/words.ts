// Catalogue's refusals in the words people read.
import type { RefusalWords } from '../../kit/problem-summary/part.tsx';
import type { CatalogueRefusal } from './item.ts';

export const catalogueWords: RefusalWords<CatalogueRefusal> = {
  'item-unknown': () => '没有这一项公开目录。',
  'code-shape': () => '编号应是两位或三位数字，例如 34。',
  'code-taken': (f) => `编号 ${f.code} 已经用过。停用的编号也不能再用于别的事项。`,
  'name-needed': () => '请填写类别、公开事项和四字简称。',
  'elements-needed': () => '请至少写一个公开要素。',
  'basis-needed': () => '请写明公开依据。',
  'limit-wrong': (f) => `公开时限“${f.given}”不能识别。请写 WD20（20个工作日内）或 CD20（20日内）这样的代码。`,
  'channels-needed': () => '请至少选择一个公开渠道。',
  'organ-unknown': () => '请选择责任部门。',
  'cadence-wrong': () => '周期设置有误：每个周期都要有名称、责任单位和能够识别的到期规则，且代号不能重复。',
  'revision-conflict': () => '这一项刚刚被别人修改过，请刷新后再改；您的修改没有覆盖它。',
  'item-closed': () => '这一项已经停用。',
  'open-duties': (f) => `这一项还有 ${f.count} 个应公开任务没有办结，逐个办结后才能停用。`,
  'duty-unknown': () => '没有找到这个应公开任务。',
  'duty-ended': () => '这个任务已经办结，可能刚刚被别人办理。',
  'duty-other-organ': () => '这个任务由别的单位负责。',
  'duty-open': () => '这个任务没有办结，不用重新打开。',
  'period-has-document': () => '这一期已经有公开的文件，不能再报“本期无”。',
  'note-needed': () => '请写明是怎么核实的，读者会看到。',
  'ground-needed': () => '请选择不予公开的法定依据，并写明理由。',
  'not-office': () => '这一步由政务公开办办理。',
  'created-future': () => '形成日期不能晚于今天。',
};
