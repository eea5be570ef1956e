// The pages and forms of this room, over HTTP, as each office and the public meet them.
import type { FastifyInstance } from 'fastify';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { granted, sampleOrgan, samplePeople, type SamplePeople, samplePerson } from '../../../../test/support/people.ts';
import { testTown, type TestTown } from '../../../../test/support/town.ts';
import { notFoundReply } from '../../../kit/not-found/part.tsx';
import { perform, systemActor } from '../../../platform/act/act.ts';
import { allows } from '../../../platform/http/policy.ts';
import { text } from '../../../platform/http/reply.ts';
import { buildServer } from '../../../platform/http/server.ts';
import type { Visitor } from '../../../platform/http/visitor.ts';
import { day } from '../../../town/day.ts';
import { type AccountId, newId } from '../../../town/ids.ts';
import { done, refuse } from '../../../town/outcome.ts';
import type { Role } from '../../../town/roles.ts';
import { policies } from '../../../web/policy.ts';
import { addPost, closeOrgan, createOrgan, formGroup, grantRole, mandatesOf, setLeader, staffById } from '../door.ts';
import { listStaff, roleGrants } from '../read-staff.ts';
import { peopleRoom } from '../room.ts';
import type { PeopleDeps } from './deps.ts';

let town: TestTown;
let people: SamplePeople;
let app: FastifyInstance;
const ended: string[] = [];

/** Stand-in for the accounts of signing in, which this room is given from outside. */
const deps: PeopleDeps = {
  invite: async (act, username) => {
    if (!/^[a-z]+$/.test(username)) return refuse({ code: 'username-shape', field: 'username' });
    act.record(`account:${username}`, { created: username });
    return done({ accountId: newId<AccountId>(), path: '/console/invitations/once', expiresAt: act.at });
  },
  inviteAgain: async (act, accountId) => done({ accountId, path: '/console/invitations/again', expiresAt: act.at }),
  endSessions: async (_act, accountId) => void ended.push(accountId),
  endAccess: async (_act, accountId) => void ended.push(accountId),
  accountWords: () => '登录名格式不对。',
};

beforeAll(async () => {
  town = await testTown();
  people = await samplePeople(town);
  const room = peopleRoom(deps);
  const mine = new Set(room.routes.map((r) => `${r.method} ${r.path}`));
  const visitorOf = async (token: string): Promise<Visitor | null> => {
    const staff = people.staff[token as Role];
    if (!staff) return null;
    const roles = (await mandatesOf(town.db, staff.id, day('2026-11-23'))).map((m) => m.role);
    return {
      session: {
        tokenHash: token,
        accountId: staff.accountId as AccountId,
        username: token,
        csrf: 'csrf',
        stage: 'full',
        confirmedAt: town.clock.now(),
      },
      staff: { id: staff.id, name: staff.name, organId: staff.organId, organName: staff.organName, roles, standsInFor: [] },
    };
  };
  app = await buildServer({
    town,
    site: {
      publicUrl: 'http://127.0.0.1:8787',
      secureCookies: false,
      version: 'test',
      asset: (name) => `/assets/${name}`,
      publicNav: [{ key: 'organs', label: '机构', href: '/organs' }],
      consoleNav: room.consoleNav,
    },
    routes: room.routes,
    policies: Object.fromEntries(Object.entries(policies).filter(([name]) => mine.has(name))),
    sessionCookie: 's',
    visitorOf,
    denied: async () => {},
    allows,
    errors: {
      forbidden: () => text('无权', undefined, 403),
      notFound: notFoundReply,
      fault: (_ctx, id) => text(`故障 ${id}`, undefined, 500),
      refused: (_ctx, status, sentence) => text(sentence, undefined, status),
    },
    secret: Buffer.alloc(32, 7),
    hosts: [],
    trustedProxies: [],
  });
});
afterAll(() => app.close());

let caller = 0;
/** Each request from an address of its own, so that the limit on posts of one address is not what is tested. */
const remoteAddress = (): string => `10.0.${Math.floor(++caller / 250)}.${(caller % 250) + 1}`;

const get = (url: string, as?: Role) =>
  app.inject({ method: 'GET', url, remoteAddress: remoteAddress(), ...(as ? { cookies: { s: as } } : {}) });
const post = (url: string, as: Role, fields: Record<string, string | string[]>) => {
  const body = new URLSearchParams({ _token: 'csrf' });
  for (const [name, value] of Object.entries(fields)) for (const v of [value].flat()) body.append(name, v);
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return app.inject({
    method: 'POST',
    url,
    remoteAddress: remoteAddress(),
    cookies: { s: as },
    headers,
    payload: body.toString(),
  });
};

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

describe('the public', () => {
  test('finds nothing at an organ that never was, whatever is put into the address', async () => {
    for (const code of ['nobody', '..%2f..%2fetc', '%00', "'--", 'x'.repeat(390)]) {
      const page = await get(`/organs/${code}`);
      expect(page.statusCode, code).toBe(404);
    }
    expect((await get('/organs/leaders/-/photo')).statusCode).toBe(404);
  });

  test('reads every organ with its telephone and hours, and one organ with all the law names', async () => {
    const all = (await get('/organs')).body;
    for (const name of ['港口镇人民政府', '财政所', '山门村']) expect(all).toContain(name);
    expect(all).toContain('tel:05634000123');
    const page = await get('/organs/finance');
    expect(page.statusCode).toBe(200);
    for (const fact of ['承担样例工作。', '样例路 1 号', '工作日 8:30—17:30', '0563-4000123', '赵示范'])
      expect(page.body).toContain(fact);
    expect(page.body).not.toContain('<script src');
  });

  test('still reads the page of a closed organ, with when and why', async () => {
    const input = { ...sampleOrgan('old-station', 'department', people.town, '广播站'), openedOn: day('2020-01-01') };
    const old = granted(await perform(town, systemActor, 'create', (act) => createOrgan(act, input)));
    const closing = { id: old.id, on: day('2026-11-20'), note: '职能并入党政办公室。' };
    granted(await perform(town, systemActor, 'close', (act) => closeOrgan(act, closing)));
    const page = await get('/organs/old-station');
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('2026年11月20日撤销');
    expect(page.body).toContain('职能并入党政办公室。');
    expect((await get('/organs')).body).not.toContain('广播站');
  });

  test('reads who leads, what each is in charge of, and who sat in the leadership group before', async () => {
    await perform(town, systemActor, 'leader', (act) =>
      setLeader(act, {
        name: '林样例',
        posts: ['镇长'],
        division: '主持镇政府全面工作。',
        inCharge: [people.finance.id],
        cv: '',
        telephone: '0563-4000001',
        officeHours: '每月 5 日',
        photo: null,
        sort: 1,
        from: day('2026-01-05'),
      }),
    );
    const leaders = (await get('/organs/leaders')).body;
    expect(leaders).toContain('主持镇政府全面工作。');
    expect(leaders).toContain('/organs/finance');
    const base = { name: '政务公开领导小组', officeName: '领导小组办公室', officeOrganId: people.office.id };
    const old = granted(
      await perform(town, systemActor, 'group', (act) =>
        formGroup(act, { ...base, basis: '港政办〔2023〕6号', from: day('2023-03-01'), to: day('2025-12-31') }),
      ),
    );
    const member = { part: 'group' as const, post: '组长', work: '时任镇长', duty: '', sort: 1 };
    granted(await perform(town, systemActor, 'post', (act) => addPost(act, { ...member, groupId: old.id, name: '宋旧例' })));
    const page = (await get('/organs/leading-group')).body;
    expect(page).toContain('目前没有在任的领导小组');
    expect(page).toContain('宋旧例');
    expect(page).toContain('港政办〔2023〕6号');
  });
});

describe('the system administrator', () => {
  test('gets a form back with everything typed and every problem, and nothing stored', async () => {
    const page = await post('/console/organs', 'system-admin', {
      ...organFields,
      parentId: '',
      telephone: '没有',
      sort: 'x',
      openedOn: '2026-02-30',
    });
    expect(page.statusCode).toBe(422);
    for (const said of ['不是有效的日期', '排序应为整数', '请填写联系电话', '请选择上级机构']) expect(page.body).toContain(said);
    expect(page.body).toContain('value="经济发展办公室"');
    expect((await get('/organs/economy')).statusCode).toBe(404);
  });

  test('sets up an organ that the public sees at once, finds it in the list, and downloads the list', async () => {
    const page = await post('/console/organs', 'system-admin', { ...organFields, parentId: people.town.id });
    expect(page.statusCode).toBe(303);
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
    const fields = {
      name: '新来样例',
      organId: people.finance.id,
      title: '科员',
      telephone: '',
      joinedOn: '',
      username: 'newcomer',
      roles: ['drafter'],
    };
    const bad = await post('/console/staff', 'system-admin', { ...fields, username: '不行', name: '' });
    expect(bad.statusCode).toBe(422);
    for (const said of ['登录名格式不对。', '请填写姓名']) expect(bad.body).toContain(said);
    const mixed = await post('/console/staff', 'system-admin', { ...fields, roles: ['drafter', 'audit-admin'] });
    expect(mixed.statusCode).toBe(422);
    expect((await listStaff(town.db)).map((s) => s.name)).not.toContain('新来样例');
    const page = await post('/console/staff', 'system-admin', fields);
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('http://127.0.0.1:8787/console/invitations/once');
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

  test('ends somebody’s service, and their access with it', async () => {
    const person = await samplePerson(town, people.office, '要走样例', ['window']);
    const silent = await post(`/console/staff/${person.id}/leaving`, 'system-admin', { leavingOn: '', leavingReason: '' });
    expect(silent.statusCode).toBe(422);
    expect(silent.body).toContain('请写明离任原因');
    const page = await post(`/console/staff/${person.id}/leaving`, 'system-admin', {
      leavingOn: '2026-11-23',
      leavingReason: '退休',
    });
    expect(page.statusCode).toBe(303);
    expect(ended).toContain(person.accountId);
    expect((await staffById(town.db, person.id))?.leftOn).toBe('2026-11-23');
    expect((await get(`/console/staff/${person.id}`, 'system-admin')).body).toContain('办理离任');
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

  test('signs somebody out everywhere', async () => {
    await post(`/console/staff/${people.staff.window.id}/sessions/ending`, 'security-admin', {});
    expect(ended).toContain(people.staff.window.accountId);
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
    const send = (bytes: Buffer) => {
      const fields = {
        _token: 'csrf',
        name: '罗模拟',
        posts: '副镇长',
        division: '分管政务公开。',
        telephone: '0563-4000006',
        sort: '6',
        from: '2026-01-05',
      };
      const parts = Object.entries(fields).map(([n, v]) =>
        Buffer.from(`--b\r\ncontent-disposition: form-data; name="${n}"\r\n\r\n${v}\r\n`),
      );
      const head = Buffer.from(
        '--b\r\ncontent-disposition: form-data; name="photo"; filename="a.jpg"\r\ncontent-type: image/jpeg\r\n\r\n',
      );
      const payload = Buffer.concat([...parts, head, bytes, Buffer.from('\r\n--b--\r\n')]);
      const headers = { 'content-type': 'multipart/form-data; boundary=b' };
      return app.inject({
        method: 'POST',
        url: '/console/leaders',
        cookies: { s: 'openness-office' },
        remoteAddress: remoteAddress(),
        headers,
        payload,
      });
    };
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

test('a role given by the system from a past day is in force at once', async () => {
  const person = await samplePerson(town, people.office, '旧例', []);
  granted(
    await perform(town, systemActor, 'grant', (act) =>
      grantRole(act, { staffId: person.id, role: 'window', from: day('2024-01-01') }),
    ),
  );
  expect(await mandatesOf(town.db, person.id, day('2026-11-23'))).toHaveLength(1);
});
