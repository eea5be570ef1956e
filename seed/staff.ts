// Everybody who can sign in. Names are invented and look it; sign-in names say what the person is for.
import { organs, windows } from './organs.ts';
import type { SeedDeputy, SeedStaff } from './types.ts';

const telephoneOf = (organ: string): string => organs.find((o) => o.code === organ)?.telephone ?? '0563-4000001';

const DRAFTERS: readonly (readonly [organ: string, name: string])[] = [
  ['office', '毛演示'],
  ['finance', '吴演示'],
  ['economy', '孙样例'],
  ['planning', '朱演示'],
  ['agriculture', '韩样例'],
  ['land', '冯试用'],
  ['civil-affairs', '董样例'],
  ['social-security', '曹示范'],
  ['party-building', '邓样例'],
  ['discipline', '傅示范'],
  ['enforcement', '曾样例'],
  ['justice', '吕范例'],
  ['emergency', '卢样例'],
  ['health', '蔡试用'],
  ['school', '丁样例'],
  ['environment', '薛演示'],
  ['petition-centre', '阎样例'],
  ['tender-centre', '潘样例'],
  ['service-centre', '戴演示'],
  ['job-platform', '钟样例'],
  ['veterans', '田样例'],
];

const AGENTS: readonly (readonly [organ: string, name: string])[] = [
  ['gangxi', '姜样例'],
  ['gangdong', '方演示'],
  ['shanmen', '李样例'],
  ['shitan', '谭样例'],
  ['fenglin', '邹示范'],
  ['qingxi', '金样例'],
  ['qiaotou', '郝示例'],
  ['yunling', '白样例'],
  ['shuangtang', '康范例'],
];

const WINDOW_STAFF = ['史样例', '顾示范', '侯演示', '邵试用', '孟样例', '龙示例'] as const;

/** Sign-in name of whoever drafts for an organ. */
export function drafterOf(organ: string): string {
  if (organ === 'town') return 'office-drafter';
  return AGENTS.some(([code]) => code === organ) ? `${organ}-agent` : `${organ}-drafter`;
}

/** Sign-in name of the head who reviews what an organ drafts. */
export function headOf(organ: string): string {
  return organ === 'town' ? 'office-head' : `${organ}-head`;
}

const DEMO: Readonly<Record<string, string>> = {
  'finance-drafter': '财政所拟稿人：有一条决算公开事项已经逾期，等着拟稿。',
  'environment-drafter': '城建办拟稿人：十一月的检查评分还没有公布，看得到逾期提示。',
  'finance-head': '财政所所长：复审本所的稿件，写意见，通过或者退回。',
  'office-head': '党政办主任，兼政务公开办主任：紧急时可以先行发布，会留下标记，须由领导复核。',
  'shanmen-agent': '山门村代办员：替村民跑腿，也起草本村的季度公开。',
  'window-2': '民政窗口：受理低保、临时救助和残疾人补贴。',
};

const leadersAndOffice: readonly SeedStaff[] = [
  {
    key: 'secretary',
    name: '高示范',
    organ: 'town',
    roles: ['principal'],
    post: '党委书记',
    telephone: '0563-4000002',
  },
  {
    key: 'mayor',
    name: '林样例',
    organ: 'town',
    roles: ['principal'],
    post: '镇长',
    telephone: '0563-4000001',
    demo: '镇长：签发重要文件，看全镇哪些公开事项逾期。',
  },
  {
    key: 'congress-chair',
    name: '何演示',
    organ: 'town',
    roles: ['deputy-leader'],
    post: '人大主席',
    telephone: '0563-4000003',
  },
  {
    key: 'deputy-secretary',
    name: '郭示例',
    organ: 'town',
    roles: ['deputy-leader'],
    post: '党委副书记',
    telephone: '0563-4000004',
  },
  {
    key: 'discipline-secretary',
    name: '马试用',
    organ: 'town',
    roles: ['deputy-leader', 'supervisor'],
    post: '纪委书记',
    telephone: '0563-4000005',
  },
  {
    key: 'deputy-mayor',
    name: '罗模拟',
    organ: 'town',
    roles: ['deputy-leader'],
    post: '常务副镇长，分管政务公开',
    telephone: '0563-4000006',
    demo: '分管领导：审核分管部门的稿件，一般文件由她签发。',
  },
  {
    key: 'vice-mayor',
    name: '梁范例',
    organ: 'town',
    roles: ['deputy-leader'],
    post: '副镇长',
    telephone: '0563-4000007',
  },
  {
    key: 'openness-clerk',
    name: '王样例',
    organ: 'office',
    roles: ['openness-office'],
    post: '政务公开办公室专职人员',
    telephone: '0563-4000131',
    demo: '政务公开办：维护三十三项目录，做预审备案，发布、更正和撤回。',
  },
  {
    key: 'openness-clerk-b',
    name: '江范例',
    organ: 'office',
    roles: ['openness-office'],
    post: '政务公开办公室兼职人员',
    telephone: '0563-4000132',
  },
  {
    key: 'secrecy-reviewer',
    name: '邱示范',
    organ: 'office',
    roles: ['secrecy-reviewer'],
    post: '机要保密员',
    telephone: '0563-4000133',
    demo: '保密审查员：逐项审查拟公开的内容，决定可以公开还是处理后公开。',
  },
  {
    key: 'secrecy-reviewer-b',
    name: '秦样例',
    organ: 'office',
    roles: ['secrecy-reviewer'],
    post: '档案员、保密审查 B 岗',
    telephone: '0563-4000134',
  },
  {
    key: 'supervisor',
    name: '万示范',
    organ: 'discipline',
    roles: ['supervisor'],
    post: '政务公开监督员',
    telephone: '0563-4000135',
    demo: '监督员：抽查公开内容是否真实、及时，提出整改意见并复查。',
  },
  {
    key: 'social-supervisor',
    name: '段样例',
    organ: 'town',
    roles: ['supervisor'],
    post: '社会监督员（聘请，桥头村村民）',
    telephone: '0563-4000136',
  },
  {
    key: 'system-admin',
    name: '雷样例',
    organ: 'office',
    roles: ['system-admin'],
    post: '信息化管理员',
    telephone: '0563-4000137',
    demo: '系统管理员：维护机构、目录参数和节假日，不能看审计记录。',
  },
  {
    key: 'security-admin',
    name: '钱示范',
    organ: 'office',
    roles: ['security-admin'],
    post: '安全管理员',
    telephone: '0563-4000138',
    demo: '安全管理员：开通和停用账号、分配角色，不参与发布。',
  },
  {
    key: 'audit-admin',
    name: '汤演示',
    organ: 'discipline',
    roles: ['audit-admin'],
    post: '审计管理员',
    telephone: '0563-4000139',
    demo: '审计管理员：查阅全部操作记录并核对记录链是否完整。',
  },
];

const heads: readonly SeedStaff[] = organs
  .filter((o) => o.kind !== 'town')
  .map((o) => ({
    key: `${o.code}-head`,
    name: o.head,
    organ: o.code,
    // The head of the office where openness sits heads both.
    roles: o.code === 'office' ? ['department-head', 'openness-office'] : ['department-head'],
    post: o.kind === 'village' ? o.headPost : `${o.shortName}${o.headPost}`,
    telephone: o.telephone,
    demo: DEMO[`${o.code}-head`],
  }));

const drafters: readonly SeedStaff[] = DRAFTERS.map(([organ, name]) => ({
  key: `${organ}-drafter`,
  name,
  organ,
  roles: ['drafter'],
  post: '科员、信息员',
  telephone: telephoneOf(organ),
  demo: DEMO[`${organ}-drafter`],
}));

const agents: readonly SeedStaff[] = AGENTS.map(([organ, name]) => ({
  key: `${organ}-agent`,
  name,
  organ,
  roles: ['agent'],
  post: '代办员',
  telephone: telephoneOf(organ),
  demo: DEMO[`${organ}-agent`],
}));

const windowStaff: readonly SeedStaff[] = windows.map((w, i) => ({
  key: `window-${w.number}`,
  name: WINDOW_STAFF[i] ?? '窗口样例',
  organ: w.organ,
  roles: ['window'],
  post: `${w.name}工作人员`,
  telephone: `0563-4000${150 + w.number}`,
  demo: DEMO[`window-${w.number}`],
}));

export const staff: readonly SeedStaff[] = [...leadersAndOffice, ...heads, ...drafters, ...agents, ...windowStaff];

/** The one-click sign-in list of demo mode, every role at least once. */
export const demoAccounts: readonly SeedStaff[] = staff.filter((s) => s.demo !== undefined);

export const deputies: readonly SeedDeputy[] = [
  {
    of: 'secrecy-reviewer',
    by: 'secrecy-reviewer-b',
    role: 'secrecy-reviewer',
    from: '2026-01-05',
    until: '2026-12-31',
    reason: '保密审查 AB 岗',
  },
  {
    of: 'openness-clerk',
    by: 'openness-clerk-b',
    role: 'openness-office',
    from: '2026-01-05',
    until: '2026-12-31',
    reason: '政务公开办 AB 岗',
  },
  {
    of: 'mayor',
    by: 'deputy-mayor',
    role: 'principal',
    from: '2026-09-07',
    until: '2026-09-18',
    reason: '镇长参加党校学习期间代为签发',
  },
  {
    of: 'environment-head',
    by: 'planning-head',
    role: 'department-head',
    from: '2026-11-16',
    until: '2026-11-27',
    reason: '城建办主任休年假',
  },
  {
    of: 'shanmen-agent',
    by: 'shitan-agent',
    role: 'agent',
    from: '2026-07-01',
    until: '2026-12-31',
    reason: '相邻两村代办员互为 B 岗',
  },
];
