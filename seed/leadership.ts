// Who leads the town, and who sits on the 政务服务和政务公开领导小组 and in its office.
import { staff } from './staff.ts';
import { organs } from './organs.ts';
import type { SeedLeader, SeedLeadershipTerm, SeedPost } from './types.ts';

export const leaders: readonly SeedLeader[] = [
  {
    staff: 'secretary',
    name: '高示范',
    posts: ['党委书记'],
    photo: null,
    cv: '1978 年生，大学学历，中共党员。历任乡镇农技员、副镇长、镇长，2024 年 6 月任现职。',
    duties: '主持镇党委全面工作。',
    inCharge: ['party-building'],
    telephone: '0563-4000002',
    receptionDay: '每月 15 日',
    sort: 1,
  },
  {
    staff: 'mayor',
    name: '林样例',
    posts: ['党委副书记', '镇长'],
    photo: null,
    cv: '1983 年生，研究生学历，中共党员。历任市直部门科员、街道办事处副主任、镇党委副书记，2026 年 1 月当选镇长。',
    duties: '主持镇政府全面工作，负责财政、审计；任镇政务服务和政务公开领导小组组长。',
    inCharge: ['finance', 'office'],
    telephone: '0563-4000001',
    receptionDay: '每月 5 日、25 日',
    sort: 2,
  },
  {
    staff: 'congress-chair',
    name: '何演示',
    posts: ['人大主席'],
    photo: null,
    cv: '1971 年生，大专学历，中共党员。历任村党总支书记、镇农业办主任、副镇长，2021 年 12 月任现职。',
    duties: '主持镇人大工作，联系重大行政决策和民生工程票决。',
    inCharge: ['veterans'],
    telephone: '0563-4000003',
    receptionDay: '每月 8 日',
    sort: 3,
  },
  {
    staff: 'deputy-secretary',
    name: '郭示例',
    posts: ['党委副书记', '政法委员'],
    photo: null,
    cv: '1985 年生，大学学历，中共党员。历任司法所司法助理员、所长、党委委员，2023 年 9 月任现职。',
    duties: '负责信访、平安建设、司法和基层党建日常工作。',
    inCharge: ['petition-centre', 'justice'],
    telephone: '0563-4000004',
    receptionDay: '每月 10 日',
    sort: 4,
  },
  {
    staff: 'discipline-secretary',
    name: '马试用',
    posts: ['党委委员', '纪委书记'],
    photo: null,
    cv: '1982 年生，大学学历，中共党员。历任市纪委科员、派驻纪检组副组长，2022 年 3 月任现职。',
    duties: '负责纪检监察和机关效能建设，监督政务公开。',
    inCharge: ['discipline'],
    telephone: '0563-4000005',
    receptionDay: '每月 12 日',
    sort: 5,
  },
  {
    staff: 'deputy-mayor',
    name: '罗模拟',
    posts: ['党委委员', '常务副镇长'],
    photo: null,
    cv: '1986 年生，大学学历，中共党员。历任镇经发办主任、副镇长，2025 年 7 月任现职。',
    duties: '负责政务公开、政务服务、招标采购、经济发展、应急管理和综合行政执法。',
    inCharge: ['service-centre', 'tender-centre', 'job-platform', 'economy', 'emergency', 'enforcement', 'social-security'],
    telephone: '0563-4000006',
    receptionDay: '每月 18 日',
    sort: 6,
  },
  {
    staff: 'vice-mayor',
    name: '梁范例',
    posts: ['副镇长'],
    photo: null,
    cv: '1990 年生，研究生学历，民盟盟员。历任高校教师、市直部门副科级干部，2024 年 11 月任现职。',
    duties: '负责规划建设、自然资源、农业农村、民政、教育、卫生健康和生态环保。',
    inCharge: ['planning', 'land', 'agriculture', 'civil-affairs', 'school', 'health', 'environment'],
    telephone: '0563-4000007',
    receptionDay: '每月 22 日',
    sort: 7,
  },
];

const MEMBERS = [
  'finance',
  'party-building',
  'agriculture',
  'planning',
  'civil-affairs',
  'social-security',
  'enforcement',
  'environment',
] as const;

const members: readonly SeedPost[] = organs
  .filter((o) => (MEMBERS as readonly string[]).includes(o.code))
  .map((o) => ({
    name: o.head,
    post: '成员',
    work: `${o.name}${o.headPost}`,
    duty: `负责${o.name}承担的公开事项按期、真实公开`,
  }));

const work = (key: string): string => staff.find((s) => s.key === key)?.post ?? '';

export const leadershipTerms: readonly SeedLeadershipTerm[] = [
  {
    key: 'group-2026',
    basis: '港政办〔2026〕1号',
    from: '2026-01-05',
    until: null,
    posts: [
      { name: '林样例', post: '组长', work: '镇长', duty: '负总责，每季度主持一次领导小组会议' },
      { name: '罗模拟', post: '副组长', work: '常务副镇长', duty: '具体负责，审定公开目录和预审备案中的疑难事项' },
      { name: '马试用', post: '副组长', work: '纪委书记', duty: '负责监督检查和责任追究' },
      ...members,
      { name: '陈示范', post: '办公室主任', work: '党政办主任', duty: '主持领导小组办公室工作' },
      { name: '杜范例', post: '办公室副主任', work: '政务服务中心主任', duty: '负责政务服务和代办点建设' },
      { name: '王样例', post: '办公室成员', work: work('openness-clerk'), duty: '目录、预审备案、发布和年度报告' },
      { name: '邱示范', post: '办公室成员', work: work('secrecy-reviewer'), duty: '保密审查' },
    ],
  },
  {
    key: 'group-2023',
    basis: '港政办〔2023〕6号',
    from: '2023-03-01',
    until: '2025-12-31',
    posts: [
      { name: '宋旧例', post: '组长', work: '时任镇长', duty: '负总责' },
      { name: '罗模拟', post: '副组长', work: '时任副镇长', duty: '具体负责' },
      { name: '马试用', post: '副组长', work: '纪委书记', duty: '负责监督检查' },
      ...members.slice(0, 6),
      { name: '陈示范', post: '办公室主任', work: '党政办主任', duty: '主持领导小组办公室工作' },
      { name: '王样例', post: '办公室成员', work: '党政办科员', duty: '目录、发布和年度报告' },
    ],
  },
];
