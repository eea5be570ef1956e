// Every address of the portal.
import type { Route } from '../../platform/http/route.ts';
import { aboutRoutes } from './about-pages.tsx';
import { annualReportRoutes } from './annual-reports.tsx';
import { correctionRoutes } from './corrections.tsx';
import { feedRoutes } from './feeds.ts';
import { guideRoutes } from './guide.tsx';
import { homeRoutes } from './home.tsx';
import { kioskRoutes } from './kiosk/kiosk-routes.ts';
import { preferenceRoutes } from './preferences.ts';
import { ruleRoutes } from './rules.tsx';
import { siteMapRoutes } from './site-maps.ts';
import { withdrawalRoutes } from './withdrawals.tsx';

export const portalRoutes: readonly Route[] = [
  ...homeRoutes,
  ...guideRoutes,
  ...ruleRoutes,
  ...annualReportRoutes,
  ...aboutRoutes,
  ...feedRoutes,
  ...siteMapRoutes,
  ...preferenceRoutes,
  ...correctionRoutes,
  ...withdrawalRoutes,
  ...kioskRoutes,
];
