// The desk over HTTP, as each person in the town hall meets it.
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { publicTown, type PublicTown } from '../../../test/support/public-town.ts';
import { actorFor, granted, samplePerson } from '../../../test/support/people.ts';
import { serveRoom, type ServedRoom } from '../../../test/support/serve-room.ts';
import { perform } from '../../platform/act/act.ts';
import { dutiesOf, proposeWithholding, registerFormation } from '../../rooms/catalogue/door.ts';
import { blankDraft, editionById, saveDraft, startDraft, submit, takeStep, forceThrough } from '../../rooms/disclosure/door.ts';
import { proposeRole } from '../../rooms/people/door.ts';
import { bodyFromText } from '../../town/body.ts';
import { day } from '../../town/day.ts';
import type { DutyId, EditionId } from '../../town/ids.ts';
import { type Role, roles } from '../../town/roles.ts';
import { deskNav, deskRoutes } from './routes.ts';
import { waitingCounter } from './waiting.ts';

const drafts = { key: 'drafts', group: '', label: '拟稿与审查', href: '/console/drafts', policy: 'staff' } as const;

let it: PublicTown;
let served: ServedRoom;
beforeAll(async () => {
  it = await publicTown();
  served = await serveRoom(it.town, it.people, {
    routes: deskRoutes,
    consoleNav: [...deskNav, drafts],
    waiting: waitingCounter(),
  });
});
afterAll(() => served.app.close());

const desk = async (as: Role, query = ''): Promise<string> => {
  const answer = await served.get(`/console${query}`, as);
  expect(answer.statusCode).toBe(200);
  return answer.body;
};

/** The text of each row of the list, tags taken out. */
async function rowsOf(as: Role, query = ''): Promise<string[]> {
  const body = /<tbody>(.*?)<\/tbody>/s.exec(await desk(as, query))?.[1] ?? '';
  return [...body.matchAll(/<tr>(.*?)<\/tr>/gs)].map((m) => m[1]!.replace(/<[^>]+>/g, ' '));
}

async function draft(title: string, dutyId: DutyId | null): Promise<EditionId> {
  const by = it.people.actors.drafter;
  const started = granted(
    await perform(it.town, by, 'test', (act) => startDraft(act, { itemCode: '11', organId: it.people.finance.id, dutyId })),
  );
  const text = {
    ...blankDraft,
    title,
    genre: '报告',
    summary: '决算情况',
    createdOn: day('2026-11-20'),
    body: bodyFromText(`${title}的正文，共计收入样例金额若干。\n支出情况见下文说明，收支平衡。`),
  };
  granted(await perform(it.town, by, 'test', (act) => saveDraft(act, started.editionId, 1, text)));
  return started.editionId;
}

async function hand(id: EditionId): Promise<void> {
  const edition = (await editionById(it.town.db, id))!;
  granted(await perform(it.town, it.people.actors.drafter, 'test', (act) => submit(act, id, edition.revision)));
}

async function decide(id: EditionId, as: Role, decision: 'pass' | 'send-back', more: object = {}): Promise<void> {
  const { contentHash } = (await editionById(it.town.db, id))!;
  const d = { editionId: id, contentHash, decision, opinion: '同意', ...more };
  granted(await perform(it.town, it.people.actors[as], 'test', (act) => takeStep(act, d)));
}

describe('the desk', () => {
  test('is for those signed in only', async () => {
    expect((await served.get('/console')).headers.location).toBe('/console/sign-in?next=%2Fconsole');
    expect((await served.get('/console/export.xlsx')).statusCode).toBe(303);
  });

  test('opens for every role, says the day, and never shows another role’s work', async () => {
    for (const role of roles) {
      const body = await desk(role);
      expect(body).toContain('2026年11月23日 星期一（工作日）');
      expect(body).toContain('样例</p>');
    }
    expect(await desk('window')).toContain('您的岗位没有排队的待办');
    expect(await desk('secrecy-reviewer')).toContain('没有待办');
    expect(await desk('system-admin')).toContain('href="/console/organs"');
    expect(await desk('audit-admin')).toContain('href="/console/audit"');
    expect(await desk('drafter')).not.toContain('href="/console/audit"');
    expect(await desk('secrecy-reviewer')).not.toContain('href="/console/drafts/new"');
    expect(await rowsOf('agent')).toEqual([]);
  });

  test('follows a duty from nothing to release, one line all the way', async () => {
    const { duties } = await dutiesOf(it.town.db, { organ: it.people.finance.id, item: '11', state: 'open' });
    const duty = duties[0]!;
    const mine = async (as: Role): Promise<string[]> =>
      (await rowsOf(as)).filter((r) => r.includes('待公开的样例事项') && r.includes('11 '));
    expect(await mine('drafter')).toHaveLength(1);
    expect((await mine('drafter'))[0]).toMatch(/未拟稿.*逾期/s);
    expect(await desk('drafter')).toContain(`/console/duties/${duty.id}`);

    const id = await draft('二〇二五年度部门决算样例', duty.id);
    expect((await mine('drafter'))[0]).toContain('拟稿');
    expect(await desk('drafter')).toContain(`/console/drafts/${id}`);
    // A line of another organ does not show.
    expect(await mine('agent')).toEqual([]);

    await hand(id);
    expect((await mine('drafter'))[0]).toContain('部门负责人审核');
    const waiting = (await rowsOf('department-head')).filter((r) => r.includes('二〇二五年度部门决算样例'));
    expect(waiting).toHaveLength(1);
    expect(waiting[0]).toMatch(/审查.*财政所.*部门负责人审核.*剩 2 个工作日.*次日起算/s);
    for (const role of ['secrecy-reviewer', 'deputy-leader'] as const) expect(await rowsOf(role)).toEqual([]);

    await decide(id, 'department-head', 'pass');
    expect((await rowsOf('secrecy-reviewer'))[0]).toContain('保密审查');
    await decide(id, 'secrecy-reviewer', 'send-back', { opinion: '请核对' });
    expect((await mine('drafter'))[0]).toContain('保密审查退回');
    expect(await rowsOf('secrecy-reviewer')).toEqual([]);
    expect((await desk('secrecy-reviewer')).replace(/<[^>]+>/g, ' ')).toMatch(/本月办结\s+1 /);

    await hand(id);
    await decide(id, 'department-head', 'pass');
    await decide(id, 'secrecy-reviewer', 'pass', { secrecy: '可以公开' });
    const filing = { attribute: '主动公开', scope: '全文公开', channels: ['网站'], audience: '全社会' };
    expect((await rowsOf('openness-office')).some((r) => r.includes('预审备案'))).toBe(true);
    await decide(id, 'openness-office', 'pass', { filing });
    await decide(id, 'deputy-leader', 'pass');
    const release = (await rowsOf('openness-office')).filter((r) => r.includes('二〇二五年度部门决算样例'));
    expect(release).toHaveLength(1);
    expect(release[0]).toContain('待发布');
  });

  test('a text no duty asks for has its clock too: the day it must be public, drafted, sent back or waiting for release', async () => {
    const id = await draft('新形成的通知样例', null);
    const mine = async (as: Role): Promise<string> => (await rowsOf(as)).find((r) => r.includes('新形成的通知样例')) ?? '';
    expect(await mine('drafter')).toMatch(/拟稿.*剩 \d+ 个工作日.*2026年11月20日/s);
    expect(await mine('drafter')).not.toContain('不限');
    await hand(id);
    await decide(id, 'department-head', 'send-back', { opinion: '请补充标准' });
    expect(await mine('drafter')).toMatch(/退回.*剩 \d+ 个工作日/s);
    await hand(id);
    await decide(id, 'department-head', 'pass');
    await decide(id, 'secrecy-reviewer', 'pass', { secrecy: '可以公开' });
    const filing = { attribute: '主动公开', scope: '全文公开', channels: ['网站'], audience: '全社会' };
    await decide(id, 'openness-office', 'pass', { filing });
    await decide(id, 'deputy-leader', 'pass');
    expect(await mine('openness-office')).toMatch(/待发布.*剩 \d+ 个工作日/s);
  });

  test('shows the office what is overdue everywhere and what somebody proposes to withhold', async () => {
    const village = it.people.village.id;
    const on = { itemCode: '30', organId: village, createdOn: day('2026-09-01'), subject: '村里逾期的样例' };
    granted(await perform(it.town, it.people.actors['openness-office'], 'test', (act) => registerFormation(act, on)));
    expect((await rowsOf('openness-office')).filter((r) => r.includes('村里逾期的样例') && r.includes('山门村'))).toHaveLength(1);
    expect((await rowsOf('drafter')).some((r) => r.includes('村里逾期的样例'))).toBe(false);
    const { duties } = await dutiesOf(it.town.db, { organ: village, state: 'open' });
    const proposal = { ground: '个人隐私', explanation: '涉及个人的样例情况' } as const;
    granted(
      await perform(it.town, it.people.actors.agent, 'test', (act) =>
        proposeWithholding(act, duties.find((d) => d.subject === on.subject)!.id, proposal),
      ),
    );
    const proposed = (await rowsOf('openness-office')).filter((r) => r.includes('村里逾期的样例'));
    expect(proposed).toHaveLength(1);
    expect(proposed[0]).toContain('待政务公开办决定');
    expect((await rowsOf('agent'))[0]).toContain('已建议不予公开');
    expect((await desk('principal')).replace(/<[^>]+>/g, ' ')).toMatch(/全镇逾期未公开\s+[1-9]/);
  });

  test('shows the security administrator roles that wait for approval', async () => {
    const staffId = it.people.staff.drafter.id;
    granted(
      await perform(it.town, it.people.actors['system-admin'], 'test', (act) => proposeRole(act, { staffId, role: 'window' })),
    );
    expect((await rowsOf('security-admin'))[0]).toMatch(/拟稿人样例：窗口.*待安全管理员批准.*剩 3 个工作日.*次日起算/s);
    expect((await desk('system-admin')).includes('拟稿人样例：窗口')).toBe(false);
  });

  test('gives the second look at a forced release its clock: the next working day', async () => {
    const id = await draft('紧急的样例', null);
    await hand(id);
    const held = ['openness-office', 'department-head'] as const;
    const head = actorFor(await samplePerson(it.town, it.people.office, '周主任', held), held);
    const { contentHash } = (await editionById(it.town.db, id))!;
    granted(await perform(it.town, head, 'test', (act) => forceThrough(act, id, contentHash, '强降雨红色预警')));
    const line = (await rowsOf('principal')).find((r) => r.includes('紧急的样例'));
    expect(line).toMatch(/复核.*剩 1 个工作日.*进入“复核”环节，当日不计.*限1个工作日/s);
    expect(await rowsOf('secrecy-reviewer')).toEqual([]);
  });

  test('says in the menu how much waits, as many as the list has, from the moment it waits', async () => {
    const menu = async (as: Role): Promise<string> => {
      const nav = /<nav class="nav".*?<\/nav>/s.exec(await desk(as))![0];
      return nav.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
    };
    expect(await menu('window')).toMatch(/ 待办 拟稿与审查 /);
    expect(await menu('secrecy-reviewer')).toMatch(/ 待办 拟稿与审查 /);
    const before = (await rowsOf('drafter')).length;
    const id = await draft('菜单里数得到的样例', null);
    expect(await menu('drafter')).toContain(` 待办 ${before + 1} 件等您办`);
    await hand(id);
    await decide(id, 'department-head', 'pass');
    expect(await menu('secrecy-reviewer')).toMatch(/ 待办 1 件等您办 拟稿与审查 1 件等您办 /);
    await decide(id, 'secrecy-reviewer', 'pass', { secrecy: '可以公开' });
    expect(await menu('secrecy-reviewer')).toMatch(/ 待办 拟稿与审查 /);
    for (const as of ['drafter', 'openness-office', 'deputy-leader'] as const) {
      const n = (await rowsOf(as)).length;
      expect([as, await menu(as)]).toEqual([as, expect.stringContaining(n === 0 ? ' 待办 拟稿' : ` 待办 ${n} 件等您办`)]);
    }
  });

  test('filters, counts, escapes what is typed, and comes as a workbook of the same lines', async () => {
    expect(await rowsOf('openness-office', '?q=村里逾期')).toHaveLength(1);
    expect(await desk('openness-office', '?q=没有这样的事')).toContain('没有符合条件的待办');
    expect(await desk('openness-office', '?q=%3Cscript%3E&kind=%00&page=-4')).not.toContain('<script>');
    const sheet = await served.get('/console/export.xlsx?q=村里逾期', 'openness-office');
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(sheet.rawPayload as unknown as ArrayBuffer);
    expect(book.worksheets[0]!.rowCount).toBe(2);
    expect(String(book.worksheets[0]!.getRow(2).getCell(1).value)).toContain('村里逾期的样例');
  });
});
