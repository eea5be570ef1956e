// Duties that are not a published document: nil returns, a notice of non-publication, and what has come into being
// but is not out yet. Late: the departmental accounts (18 November). Due within a week: three formations here and the
// homestead list of October (a monthly duty, 27 November). The November scores of item 30 are late by their day alone.
import type { SeedFormation, SeedReturn } from './types.ts';

export const returns: readonly SeedReturn[] = [
  {
    item: '20',
    organ: 'enforcement',
    period: '2026-02',
    cadence: 'results',
    kind: 'nil',
    ground: '本期无',
    explanation: '2026年2月没有作出行政处罚决定，已核对案件管理系统和文书编号台账。',
    on: '2026-03-05',
    by: 'enforcement-drafter',
  },
  {
    item: '25',
    organ: 'agriculture',
    period: '2026-02',
    cadence: 'approvals',
    kind: 'nil',
    ground: '本期无',
    explanation: '2026年2月受理宅基地申请 2 件，均在组内公示，当月没有批准结果。',
    on: '2026-03-10',
    by: 'agriculture-drafter',
  },
  {
    item: '16',
    organ: 'planning',
    period: 'formation',
    kind: 'withheld',
    ground: '三安全一稳定',
    title: '镇区加压泵站和供水管网安全防护施工图',
    formedOn: '2026-04-20',
    explanation:
      '图纸标明供水设施的薄弱点和监控位置，公开可能危及公共安全，依据《政府信息公开条例》第十四条不予公开；项目的批准、投资、施工单位和验收结果照常公开。',
    on: '2026-04-29',
    by: 'openness-clerk',
  },
];

export const formations: readonly SeedFormation[] = [
  {
    key: 'department-accounts-2025',
    item: '11',
    organ: 'finance',
    title: '港口镇人民政府2025年度部门决算',
    formedOn: '2026-10-29',
    limit: 'CD20',
    note: '市财政局 2026-10-29 批复，20 日届满为 2026-11-18，尚未拟稿。',
  },
  {
    key: 'cadre-appointed-2026-10',
    item: '17',
    organ: 'party-building',
    title: '关于吕演示等同志职务任免的通知',
    formedOn: '2026-10-30',
    limit: 'WD20',
    note: '10 月 30 日党委会研究决定，任前公示无异议，2026-11-27 到期。',
  },
  {
    key: 'efficiency-circular-2026-10',
    item: '22',
    organ: 'discipline',
    title: '10月机关效能暗访通报',
    formedOn: '2026-10-30',
    limit: 'WD20',
    note: '通报已印发到各单位，网站公开稿在保密审查，2026-11-27 到期。',
  },
  {
    key: 'transfer-2026-Q3',
    item: '26',
    organ: 'agriculture',
    title: '农村承包地经营权流转合同备案情况（2026年第三季度）',
    formedOn: '2026-11-02',
    limit: 'WD20',
    note: '备案汇总 11 月 2 日完成，2026-11-30 到期。',
  },
];
