// All addresses of signing in and of one's own account.
import type { AuthDeps } from '../../platform/auth/account.ts';
import type { ConsoleEntry, Route } from '../../platform/http/route.ts';
import { entranceRoutes } from './entrance.ts';
import { invitationRoutes } from './invitation.ts';
import { ownAccountRoutes } from './own-account.ts';
import { settingsRoutes } from './settings.ts';

export function authRoutes(deps: AuthDeps): Route[] {
  return [...entranceRoutes(deps), ...invitationRoutes(deps), ...ownAccountRoutes(deps), ...settingsRoutes];
}

export const authConsoleNav: readonly ConsoleEntry[] = [
  { key: 'sessions', group: '安全', label: '正在登录', href: '/console/sessions', policy: { roles: ['security-admin'] } },
  { key: 'settings', group: '安全', label: '安全设置', href: '/console/settings', policy: { roles: ['security-admin'] } },
];
