// The request that examples of whole pages are shown under: an invented town, on a fixed day, no database behind it.
import { Fields } from '../platform/http/form.ts';
import type { Ctx } from '../platform/http/route.ts';
import type { Visitor } from '../platform/http/visitor.ts';
import type { Town } from '../platform/town.ts';
import { dayOf, instant } from '../town/day.ts';
import type { AccountId, OrganId, StaffId } from '../town/ids.ts';

const at = instant('2026-11-23T01:30:00Z');

export const exampleVisitor: Visitor = {
  session: { tokenHash: '', accountId: 'account' as AccountId, username: 'wang', csrf: 'token', stage: 'full', confirmedAt: at },
  staff: {
    id: 'staff' as StaffId,
    name: '王样例',
    organId: 'organ' as OrganId,
    organName: '党政办',
    roles: ['openness-office'],
    standsInFor: ['李样例'],
  },
};

export function exampleCtx(change: Partial<Ctx> = {}): Ctx {
  return {
    // Page shells read the town's names and nothing else.
    town: { slug: 'gangkou', name: '港口镇', schema: 'town', demo: true } as Town,
    visitor: null,
    params: {},
    query: Fields.from({}),
    form: Fields.from({}),
    at,
    today: dayOf(at),
    address: '127.0.0.1',
    path: '/catalogue/06',
    preferences: { size: 'medium', elder: false },
    formToken: 'token',
    nonce: 'nonce',
    cookies: {},
    site: {
      publicUrl: 'https://gangkou.example.gov.cn',
      secureCookies: true,
      marks: ['网站标识码 0000000000'],
      version: '0.1.0',
      asset: (name) => `/assets/${name}`,
      publicNav: [
        { key: 'home', label: '首页', href: '/' },
        { key: 'catalogue', label: '信息公开', href: '/catalogue' },
        { key: 'notices', label: '公示公告', href: '/notices' },
        { key: 'guide', label: '公开指南', href: '/guide' },
      ],
      consoleNav: [
        { key: 'desk', group: '', label: '待办', href: '/console', policy: 'staff' },
        { key: 'documents', group: '公开', label: '拟稿与审查', href: '/console/documents', policy: 'staff' },
        { key: 'audit', group: '监督', label: '审计日志', href: '/console/audit', policy: { roles: ['audit-admin'] } },
      ],
    },
    imprint: {
      town: '港口镇人民政府',
      office: { name: '政务公开办公室', address: '港口镇样例路 1 号', telephone: '0563-4000123' },
    },
    actor: () => {
      throw new Error('an example acts for nobody');
    },
    ...change,
  };
}
