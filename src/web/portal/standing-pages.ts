// The public pages that always stand, for the site map people read and the one machines read.

export interface StandingPage {
  href: string;
  label: string;
  /** What is there, in a phrase. */
  says: string;
}

export const standingPages: readonly StandingPage[] = [
  { href: '/', label: '首页', says: '四件事、公开体检、最新公开、正在公示' },
  { href: '/catalogue', label: '信息公开目录', says: '三十三项，每项该公开什么、公开了没有' },
  { href: '/catalogue/duties', label: '公开任务', says: '每一项应公开的内容、到期日和结果' },
  { href: '/catalogue/how', label: '时限和体检怎么算', says: '按期、逾期、不计入的口径' },
  { href: '/documents', label: '全部公开文件', says: '按目录、机构、年份、体裁、有效性筛选，可下载' },
  { href: '/corrections', label: '更正的文件', says: '改了什么、何时更正，逐字对照' },
  { href: '/withdrawals', label: '撤回的文件', says: '撤回的时间、经办、原因和依据' },
  { href: '/ledger', label: '公开存证', says: '只能追加的公开记录、见证、逾期清单' },
  { href: '/verify', label: '核对文件', says: '在自己的浏览器里核对一份文件是否就是公开的那一份' },
  { href: '/organs', label: '机构设置', says: '部门、中心、村（社区）的职能、地址、电话' },
  { href: '/organs/leaders', label: '领导信息与分工', says: '职务、分管工作、接待日' },
  { href: '/organs/leading-group', label: '政务公开领导小组', says: '组成、办公室和历届名单' },
  { href: '/guide', label: '公开指南', says: '怎么查、怎么申请、不满意怎么办' },
  { href: '/requests', label: '申请公开', says: '先查有没有公开，再填写申请、凭回执查进度' },
  { href: '/requests/log', label: '申请办理记录', says: '别人申请过什么、怎样答复、用了几天' },
  { href: '/rules', label: '公开制度', says: '审查、更正、考核等制度文件' },
  { href: '/annual-reports', label: '年度报告', says: '历年政府信息公开工作年度报告' },
  { href: '/open-data', label: '数据下载', says: '全部公开文件和公开任务的数据' },
  { href: '/accessibility', label: '无障碍说明', says: '键盘、读屏、长辈版、打印' },
  { href: '/site-map', label: '网站地图', says: '本站所有栏目' },
];
