// The console of this room, over HTTP, as each office meets it.
import ExcelJS from 'exceljs';
import { sql } from 'kysely';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { samplePeople, type SamplePeople } from '../../../../test/support/people.ts';
import { serveRoom, type ServedRoom } from '../../../../test/support/serve-room.ts';
import { testTown, type TestTown } from '../../../../test/support/town.ts';
import { staffAccess } from '../../../platform/auth/staff-access.ts';
import { day } from '../../../town/day.ts';
import type { Role } from '../../../town/roles.ts';
import { mandatesOf, staffById } from '../door.ts';
import { listStaff, roleGrants } from '../read-staff.ts';
import { peopleRoom } from '../room.ts';

let town: TestTown;
let people: SamplePeople;
let served: ServedRoom;
const get: ServedRoom['get'] = (url, as) => served.get(url, as);
const post: ServedRoom['post'] = (url, as, fields) => served.post(url, as, fields);
beforeAll(async () => {
  town = await testTown();
  people = await samplePeople(town);
  served = await serveRoom(town, people, peopleRoom(staffAccess));
});
afterAll(() => served.app.close());

const organFields = {
  code: 'economy',
  name: '经济发展办公室',
  shortName: '经发办',
  kind: 'department',
  creditCode: '',
  sort: '30',
  functions: '统计调查。\n联系企业。',
  address: '振兴路 18 号',
  hours: '工作日 8:30—17:30',
  telephone: '0563-4000103',
  headName: '徐示例',
  headPost: '主任',
};

describe('the system administrator', () => {
  test('gets a form back with everything typed and every problem, and nothing stored', async () => {
    const page = await post('/console/organs', 'system-admin', {
      ...organFields,
      parentId: '',
      telephone: '没有',
      fax: '没有传真',
      mail: '没有邮箱',
      sort: 'x',
      openedOn: '2026-02-30',
    });
    expect(page.statusCode).toBe(422);
    for (const said of [
      '不是有效的日期',
      '排序应为整数',
      '请填写联系电话',
      '传真号码格式不对',
      '电子邮箱格式不对',
      '请选择上级机构',
    ])
      expect(page.body).toContain(said);
    expect(page.body).toContain('value="经济发展办公室"');
    expect((await get('/organs/economy')).statusCode).toBe(404);
  });

  test('sets up an organ that the public sees at once, finds it in the list, and downloads the list', async () => {
    const page = await post('/console/organs', 'system-admin', {
      ...organFields,
      parentId: people.town.id,
      fax: '0563-4000100',
      mail: 'economy@gangkou.example',
    });
    expect(page.statusCode).toBe(303);
    const shownToAll = (await get('/organs/economy')).body;
    for (const fact of ['0563-4000100', 'mailto:economy@gangkou.example']) expect(shownToAll).toContain(fact);
    expect((await get('/organs/finance')).body).not.toMatch(/传真|电子邮箱/);
    expect((await get('/organs')).body).toContain('经济发展办公室');
    const list = (await get('/console/organs?q=经发&kind=department', 'system-admin')).body;
    expect(list).toContain('经济发展办公室');
    expect(list).not.toContain('财政所</a>');
    const sheet = await get('/console/organs/export.xlsx?q=经发', 'system-admin');
    expect(sheet.rawPayload.subarray(0, 2).toString()).toBe('PK');
    const shown = await get(page.headers.location as string, 'system-admin');
    expect(shown.body).toContain('机构已设立');
  });

  test('registers a person whose roles wait, sees the link once, and cannot give a role', async () => {
    // Sign-in names are unique in the installation, which the tests of a run share.
    const username = `new${Math.random().toString(36).slice(2, 12)}`;
    const fields = {
      name: '新来样例',
      organId: people.finance.id,
      title: '科员',
      telephone: '',
      joinedOn: '',
      username,
      roles: ['drafter'],
    };
    const bad = await post('/console/staff', 'system-admin', { ...fields, username: '不行', name: '' });
    expect(bad.statusCode).toBe(422);
    for (const said of ['用户名为 3 到 32 个字符', '请填写姓名']) expect(bad.body).toContain(said);
    const mixed = await post('/console/staff', 'system-admin', { ...fields, roles: ['drafter', 'audit-admin'] });
    expect(mixed.statusCode).toBe(422);
    expect((await listStaff(town.db)).map((s) => s.name)).not.toContain('新来样例');
    const page = await post('/console/staff', 'system-admin', fields);
    expect(page.statusCode).toBe(200);
    expect(page.body).toMatch(/value="http:\/\/127\.0\.0\.1:8787\/console\/invitations\/[^"]{20,}"/);
    expect(page.headers['cache-control']).toBe('no-store');
    const made = (await listStaff(town.db)).find((s) => s.name === '新来样例')!;
    expect(await mandatesOf(town.db, made.id, day('2026-11-23'))).toEqual([]);
    const [waiting] = await roleGrants(town.db, made.id);
    const refused = await post(`/console/staff/${made.id}/roles/${waiting!.id}/approval`, 'system-admin', {});
    expect(refused.statusCode).toBe(403);
    expect((await get('/console/staff?state=waiting', 'security-admin')).body).toContain('新来样例');
    const approved = await post(`/console/staff/${made.id}/roles/${waiting!.id}/approval`, 'security-admin', {});
    expect(approved.statusCode).toBe(303);
    expect((await mandatesOf(town.db, made.id, day('2026-11-23'))).map((m) => m.role)).toEqual(['drafter']);
  });

  test('gives a new link to whoever lost theirs, and ends somebody’s service, their account with it', async () => {
    const person = (await listStaff(town.db)).find((s) => s.name === '新来样例')!;
    const again = await post(`/console/staff/${person.id}/invitation`, 'system-admin', {});
    expect(again.body).toContain('http://127.0.0.1:8787/console/invitations/');
    const silent = await post(`/console/staff/${person.id}/leaving`, 'system-admin', { leavingOn: '', leavingReason: '' });
    expect(silent.statusCode).toBe(422);
    expect(silent.body).toContain('请写明离任原因');
    const page = await post(`/console/staff/${person.id}/leaving`, 'system-admin', {
      leavingOn: '2026-11-23',
      leavingReason: '退休',
    });
    expect(page.statusCode).toBe(303);
    const { rows } = await sql<{
      off: string | null;
    }>`select disabled_at as off from accounts where id = ${person.accountId}`.execute(town.shared);
    expect(rows[0]!.off).not.toBeNull();
    expect((await staffById(town.db, person.id))?.leftOn).toBe('2026-11-23');
    const shown = (await get(`/console/staff/${person.id}`, 'system-admin')).body;
    expect(shown).toContain('2026-11-23 离任');
    expect(shown).not.toContain('/leaving"');
  });
});

describe('the security administrator', () => {
  test('reads why a second administrator’s role is refused, with the choice still selected', async () => {
    const page = await post(`/console/staff/${people.staff['system-admin'].id}/roles`, 'security-admin', { role: 'audit-admin' });
    expect(page.statusCode).toBe(422);
    expect(page.body).toContain('三员分立');
    expect(page.body).toContain('<option value="audit-admin" selected');
  });

  test('sets a deputy by dates and is told every problem at its own field', async () => {
    const at = `/console/staff/${people.staff.drafter.id}/deputies`;
    const bad = await post(at, 'security-admin', {
      standsInFor: '',
      deputyFrom: '昨天',
      deputyTo: '2026-12-01',
      deputyReason: '',
    });
    expect(bad.statusCode).toBe(422);
    expect(bad.body).toContain('#field-deputyFrom');
    const fields = {
      standsInFor: people.staff['department-head'].id,
      deputyRole: '',
      deputyFrom: '2026-11-23',
      deputyTo: '2026-11-27',
      deputyReason: '年休假',
    };
    expect((await post(at, 'security-admin', fields)).statusCode).toBe(303);
    expect((await get(`/console/staff/${people.staff.drafter.id}`, 'security-admin')).body).toContain('代岗中');
  });

  test('takes a role away, effective with the next request', async () => {
    const person = people.staff.supervisor;
    const [grant] = await roleGrants(town.db, person.id);
    const page = await post(`/console/staff/${person.id}/roles/${grant!.id}/revocation`, 'security-admin', {
      revocationReason: '聘期届满',
    });
    expect(page.statusCode).toBe(303);
    expect(await mandatesOf(town.db, person.id, day('2026-11-23'))).toEqual([]);
  });

  test('signs somebody out everywhere, on record', async () => {
    const { id } = people.staff.window;
    expect((await post(`/console/staff/${id}/sessions/ending`, 'security-admin', {})).statusCode).toBe(303);
    const { rows } = await sql<{
      n: number;
    }>`select count(*) as n from platform_audit where verb = 'end-sessions' and subject = ${`staff:${id}`}`.execute(town.db);
    expect(rows[0]!.n).toBe(1);
  });
});

describe('the account behind a person', () => {
  const stateOf = async (accountId: string | null) => {
    const { rows } = await sql<{ off: boolean; totp: boolean }>`select disabled_at is not null as off,
      totp_secret is not null as totp from accounts where id = ${accountId}`.execute(town.shared);
    return rows[0]!;
  };
  let at: string;
  let accountId: string | null;
  beforeAll(async () => {
    const username = `acc${Math.random().toString(36).slice(2, 12)}`;
    const fields = { name: '账号样例', organId: people.finance.id, title: '科员', telephone: '', joinedOn: '', username };
    expect((await post('/console/staff', 'system-admin', fields)).statusCode).toBe(200);
    const made = (await listStaff(town.db)).find((s) => s.name === '账号样例')!;
    at = `/console/staff/${made.id}`;
    accountId = made.accountId;
    await sql`update accounts set totp_secret = 'JBSWY3DPEHPK3PXP' where id = ${accountId}`.execute(town.shared);
  });

  test('is touched by the security administrator only, with a reason, and never one’s own', async () => {
    for (const path of ['account/disabling', 'account/enabling', 'second-factor/resetting']) {
      const reason = { disablingReason: '试', enablingReason: '试', resettingReason: '试' };
      for (const role of ['system-admin', 'audit-admin', 'openness-office', 'principal'] as const)
        expect((await post(`${at}/${path}`, role, reason)).statusCode, `${path} ${role}`).toBe(403);
      const own = await post(`/console/staff/${people.staff['security-admin'].id}/${path}`, 'security-admin', reason);
      expect(own.statusCode).toBe(422);
      expect(own.body).toContain('不能对自己的账号做这项操作');
      expect((await post(`/console/staff/x/${path}`, 'security-admin', reason)).statusCode).toBe(404);
    }
    for (const [path, field] of [
      ['account/disabling', 'disablingReason'],
      ['second-factor/resetting', 'resettingReason'],
    ] as const) {
      for (const reason of ['', '   ', '长'.repeat(201)]) {
        const silent = await post(`${at}/${path}`, 'security-admin', { [field]: reason });
        expect(silent.statusCode).toBe(422);
        expect(silent.body).toContain('请写明理由');
        expect(silent.body).toContain(`#field-${field}`);
      }
    }
    const twice = await post(`${at}/account/enabling`, 'security-admin', { enablingReason: '' });
    expect(twice.body).toMatch(/请写明理由[\s\S]*已经是这个状态/);
    expect(await stateOf(accountId)).toEqual({ off: false, totp: true });
    expect((await get(at, 'system-admin')).body).not.toContain('/account/disabling"');
    expect((await get(at, 'audit-admin')).body).not.toContain('/account/disabling"');
  });

  test('is stopped, put back, and freed of a lost telephone, each in the person’s history with its reason', async () => {
    const step = async (path: string, field: string, reason: string) => {
      const done = await post(`${at}/${path}`, 'security-admin', { [field]: reason });
      expect(done.statusCode).toBe(303);
      return (await get(done.headers.location as string, 'security-admin')).body;
    };
    const stopped = await step('account/disabling', 'disablingReason', '电脑中毒待查');
    for (const said of ['账号已停用', '已停用', '/account/enabling"', '电脑中毒待查']) expect(stopped).toContain(said);
    expect(stopped).not.toContain('/account/disabling"');
    expect(await stateOf(accountId)).toEqual({ off: true, totp: true });
    expect(await step('account/enabling', 'enablingReason', '查明无碍')).toContain('账号已恢复');
    expect(await stateOf(accountId)).toEqual({ off: false, totp: true });
    const freed = await step('second-factor/resetting', 'resettingReason', '手机遗失');
    for (const said of ['没有设置动态验证码', '重设二次验证', '手机遗失']) expect(freed).toContain(said);
    expect(freed).not.toContain('/second-factor/resetting"');
    expect(await stateOf(accountId)).toEqual({ off: false, totp: false });
    const { rows } = await sql<{ verb: string }>`select verb from platform_audit where subject = ${`account:${accountId}`}
      and verb <> 'add-staff' order by seq`.execute(town.db);
    expect(rows.map((r) => r.verb)).toEqual(['disable-account', 'enable-account', 'reset-second-factor']);
  });
});

describe('the openness office', () => {
  test('keeps an organ’s facts and sees no field of its frame', async () => {
    const at = `/console/organs/${people.village.id}`;
    const form = (await get(at, 'openness-office')).body;
    expect(form).toContain('name="telephone"');
    expect(form).not.toContain('name="parentId"');
    const revision = /name="revision" value="(\d+)"/.exec(form)?.[1] ?? '';
    const page = await post(at, 'openness-office', { ...organFields, revision, name: '改名村', telephone: '0563-4000777' });
    expect(page.statusCode).toBe(303);
    const shown = (await get('/organs/shanmen')).body;
    expect(shown).toContain('0563-4000777');
    expect(shown).not.toContain('改名村');
    expect((await post(at, 'openness-office', { ...organFields, revision })).body).toContain('别人已经改过');
  });

  test('forms the leadership group, adds members, and the public reads it', async () => {
    const fields = {
      name: '政务公开领导小组',
      officeName: '领导小组办公室',
      officeOrganId: people.office.id,
      basis: '港政办〔2026〕1号',
      from: '2026-01-05',
    };
    const made = await post('/console/leading-group', 'openness-office', fields);
    expect(made.statusCode).toBe(303);
    const at = (made.headers.location as string).split('?')[0]!;
    const member = { part: 'group', post: '组长', name: '林样例', work: '镇长', duty: '负总责', sort: '10', from: '' };
    expect((await post(`${at}/posts`, 'openness-office', member)).statusCode).toBe(303);
    expect((await post(`${at}/posts`, 'openness-office', { ...member, name: '高示范' })).body).toContain('组长只能有一人');
    expect((await get('/organs/leading-group')).body).toContain('负总责');
    expect((await get(at, 'openness-office')).body).toContain('任职');
    expect((await get('/console/leading-group', 'openness-office')).body).toContain('港政办〔2026〕1号');
  });

  test('puts up a leader’s photograph, drawn anew without what the camera wrote, and no file that only looks like one', async () => {
    const photo = await sharp({ create: { width: 30, height: 40, channels: 3, background: '#888' } })
      .withExif({ IFD0: { Artist: 'canary-artist' } })
      .jpeg()
      .toBuffer();
    const fields = {
      name: '罗模拟',
      posts: '副镇长',
      division: '分管政务公开。',
      telephone: '0563-4000006',
      sort: '6',
      from: '2026-01-05',
    };
    const send = (bytes: Buffer) =>
      served.upload('/console/leaders', 'openness-office', fields, { field: 'photo', name: 'a.jpg', bytes });
    const fake = await send(Buffer.from('<html><script>alert(1)</script>'));
    expect(fake.statusCode).toBe(422);
    expect(fake.body).toContain('value="罗模拟"');
    const made = await send(photo);
    expect(made.statusCode).toBe(303);
    const id = /leaders\/([0-9a-z]{26})/.exec(made.headers.location as string)?.[1];
    const shown = await get(`/organs/leaders/${id}/photo`);
    expect(shown.headers['content-type']).toBe('image/jpeg');
    expect(shown.rawPayload.includes('canary-artist')).toBe(false);
    expect((await get('/console/leaders', 'openness-office')).body).toContain('罗模拟');
  });
});

describe('the lists of terms', () => {
  const cells = async (url: string): Promise<string[][]> => {
    const answer = await get(url, 'audit-admin');
    expect(answer.statusCode).toBe(200);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(answer.rawPayload as unknown as ArrayBuffer);
    const rows: string[][] = [];
    book.worksheets[0]!.eachRow((row) => rows.push((row.values as unknown[]).slice(1).map(String)));
    return rows;
  };

  test('go to the office and the auditor only, and a nonsense filter is none', async () => {
    for (const url of ['/console/leaders/export.xlsx', '/console/leading-group/export.xlsx'])
      expect((await get(url, 'drafter')).statusCode).toBe(403);
    const all = await get('/console/leaders', 'audit-admin');
    const count = /共 <b[^>]*>(\d+)<\/b> 人次/.exec(all.body)?.[1];
    expect((await get('/console/leaders?state=%27', 'audit-admin')).body).toContain(
      /共 <b[^>]*>\d+<\/b> 人次/.exec(all.body)![0],
    );
    expect(await cells('/console/leaders/export.xlsx')).toHaveLength(Number(count) + 1);
  });

  test('are found by words and by whether the term runs, counted, and downloaded as they are shown', async () => {
    const group = (await cells('/console/leading-group/export.xlsx'))[1]!;
    expect(group[4]).toBe('在任');
    const name = encodeURIComponent(group[0]!);
    expect(await cells(`/console/leading-group/export.xlsx?q=${name}&state=${encodeURIComponent('在任')}`)).toContainEqual(group);
    expect(await cells(`/console/leading-group/export.xlsx?q=${name}&state=${encodeURIComponent('未开始')}`)).toHaveLength(1);
    const none = await get('/console/leading-group?q=%E6%97%A0%E6%AD%A4%E7%BB%84', 'openness-office');
    expect(none.body).toContain('没有符合条件的领导小组');
    expect(none.body).toContain('/console/leading-group/export.xlsx?q=');
  });
});

describe('everybody else', () => {
  test('is kept off every console page of this room, and reading never changes anything', async () => {
    const before = town.publicVersion.current();
    const readers: Record<string, readonly Role[]> = {
      '/console/organs': ['system-admin', 'openness-office', 'audit-admin'],
      '/console/staff': ['system-admin', 'security-admin', 'audit-admin'],
      '/console/leaders': ['openness-office', 'audit-admin'],
      '/console/leading-group': ['openness-office', 'audit-admin'],
    };
    for (const [path, allowed] of Object.entries(readers)) {
      expect((await get(path)).statusCode, path).toBe(303);
      for (const role of Object.keys(people.staff) as Role[]) {
        expect((await get(path, role)).statusCode, `${path} ${role}`).toBe(allowed.includes(role) ? 200 : 403);
      }
    }
    expect(town.publicVersion.current()).toBe(before);
  });

  test('with an address that is no id gets “not found”, never a fault', async () => {
    for (const path of ['/console/organs/x', '/console/staff/x', '/console/staff/%00']) {
      expect((await get(path, 'system-admin')).statusCode, path).toBe(404);
    }
    expect((await get('/console/leaders/x', 'openness-office')).statusCode).toBe(404);
    expect((await post('/console/leading-group/x/posts', 'openness-office', {})).statusCode).toBe(404);
    expect((await post('/console/staff/x/roles', 'security-admin', { role: 'drafter' })).statusCode).toBe(404);
    expect((await post(`/console/staff/${people.staff.agent.id}/roles/x/approval`, 'security-admin', {})).statusCode).toBe(422);
  });

  test('the audit administrator reads and finds no form', async () => {
    const page = (await get(`/console/staff/${people.staff.drafter.id}`, 'audit-admin')).body;
    expect(page).toContain('变更记录');
    expect(page).not.toMatch(/action="\/console\/staff\/[^"]+"/);
    expect((await post(`/console/staff/${people.staff.drafter.id}/roles`, 'audit-admin', { role: 'window' })).statusCode).toBe(
      403,
    );
  });
});
