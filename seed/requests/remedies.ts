// 行政复议, a lawsuit and a complaint; and what the requests made the town publish, or why not.
import type { SeedSuggestion, SeedRemedy } from './types.ts';

const COUNTY = '宁国市人民政府';
const COURT = '宁国市人民法院';

/** As letters name them, and since when. */
export const remedyOrgans = { at: '2022-01-04 09:30', reviewOrgan: COUNTY, court: COURT };

export const remedies: readonly SeedRemedy[] = [
  {
    of: '2023-03',
    kind: 'review',
    openedOn: '2023-04-28',
    organ: COUNTY,
    reference: '宁政复〔2023〕样例7号',
    ended: {
      on: '2023-06-21',
      result: 'upheld',
      whatWasDone: '维持；指出答复引用条款不全。已统一文书模板，由司法所核稿。',
    },
  },
  {
    of: '2024-04',
    kind: 'review',
    openedOn: '2024-05-20',
    organ: COUNTY,
    reference: '宁政复〔2024〕样例12号',
    ended: { on: '2024-07-15', result: 'upheld', whatWasDone: '维持，认为征求第三方意见的程序完整。' },
  },
  {
    of: '2025-13',
    kind: 'complaint',
    openedOn: '2025-11-28',
    organ: '宁国市政务公开工作主管部门',
    reference: '样例投诉〔2025〕3号',
    ended: { on: '2025-12-12', result: 'other', whatWasDone: '已向投诉人说明逾期原因，建立申请件交接清单，每周核对一次期限。' },
  },
  {
    of: '2026-02',
    kind: 'review',
    openedOn: '2026-03-16',
    organ: COUNTY,
    reference: '宁政复〔2026〕样例5号',
    ended: { on: '2026-05-13', result: 'upheld', whatWasDone: '维持。已在答复书模板中写明处罚决定书的查阅位置。' },
  },
  { of: '2026-02', kind: 'afterReview', openedOn: '2026-06-02', organ: COURT, reference: '（2026）样例行初18号' },
  { of: '2026-24', kind: 'review', openedOn: '2026-10-19', organ: COUNTY, reference: '宁政复〔2026〕样例31号' },
];

export const suggestions: readonly SeedSuggestion[] = [
  {
    of: '2026-23',
    title: '危房改造申请户家庭经济状况核查表',
    by: 'planning-drafter',
    at: '2026-09-04 10:20',
    decided: {
      at: '2026-09-08 15:30',
      refuse:
        '核查表载有申请户的收入、疾病等情况，属于个人隐私，不能主动公开；名单、鉴定等级、补助金额和评审结果已经按批次公开。',
    },
  },
  {
    of: '2026-29',
    title: '2025年高标准农田建设项目分村工程量和验收情况',
    by: 'the program',
    decided: { at: '2026-11-12 10:30', publish: { item: '26', owner: 'agriculture', dueOn: '2026-12-18' } },
  },
  { of: '2026-28', title: '各村高标准农田管护责任人和联系电话', by: null, at: '2026-11-18 20:30' },
];
