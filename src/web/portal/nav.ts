// The public's main menu: the nouns people look for.
import type { PublicEntry } from '../../platform/http/route.ts';

export const publicNav: readonly PublicEntry[] = [
  { key: 'home', label: '首页', href: '/' },
  { key: 'catalogue', label: '信息公开', href: '/catalogue' },
  { key: 'notices', label: '公示公告', href: '/documents?genre=%E5%85%AC%E7%A4%BA' },
  { key: 'requests', label: '申请公开', href: '/requests' },
  { key: 'organs', label: '机构设置', href: '/organs' },
  { key: 'guide', label: '公开指南', href: '/guide' },
  { key: 'rules', label: '公开制度', href: '/rules' },
  { key: 'annual-reports', label: '年度报告', href: '/annual-reports' },
];
