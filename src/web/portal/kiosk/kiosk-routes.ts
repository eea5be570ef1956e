// Every address of the touch screen. All below /kiosk, all without a way out.
import type { Route } from '../../../platform/http/route.ts';
import { showDocument } from './kiosk-document.tsx';
import { showItem, showNewest, showOrgan, showOrgans, showStart } from './kiosk-lists.tsx';
import { showSearch } from './kiosk-search.tsx';

export const kioskRoutes: readonly Route[] = [
  { method: 'GET', path: '/kiosk', kept: true, handle: showStart },
  { method: 'GET', path: '/kiosk/newest', kept: true, handle: showNewest },
  { method: 'GET', path: '/kiosk/items/:code', kept: true, handle: showItem },
  { method: 'GET', path: '/kiosk/organs', kept: true, handle: showOrgans },
  { method: 'GET', path: '/kiosk/organs/:code', kept: true, handle: showOrgan },
  { method: 'GET', path: '/kiosk/documents/:code/:serial', kept: true, handle: showDocument },
  { method: 'GET', path: '/kiosk/search', handle: showSearch },
];
