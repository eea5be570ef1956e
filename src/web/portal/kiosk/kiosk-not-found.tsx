// Nothing at this address of the touch screen; it says so and stays inside.
import type { Reply } from '../../../platform/http/reply.ts';
import type { Ctx } from '../../../platform/http/route.ts';
import { kioskPage } from './kiosk-page.tsx';

export function kioskNotFound(ctx: Ctx): Reply {
  return kioskPage(ctx, { title: '没有找到', back: '/kiosk', status: 404 }, <h1>没有找到这一页</h1>);
}
