import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AuthTown, authTown, must, newAddress, type Person } from '../../../test/support/auth-town.ts';
import { perform } from '../../platform/act/act.ts';
import { systemActor } from '../../platform/act/actor.ts';
import { disableAccount } from '../../platform/auth/accounts.ts';
import { issueInvitation } from '../../platform/auth/invitations.ts';
import { isFresh, sessionCookieName } from '../../platform/auth/sessions.ts';
import { changeAuthSettings, readAuthSettings } from '../../platform/auth/settings.ts';
import { codeAt } from '../../platform/auth/totp.ts';
import { visitorOf } from '../../platform/auth/visitor-of.ts';
import { allows } from '../../platform/http/policy.ts';
import { text } from '../../platform/http/reply.ts';
import { buildServer } from '../../platform/http/server.ts';
import { policies } from '../policy.ts';
import { authRoutes } from './routes.ts';

const HOST = 'town.example';

async function serve(a: AuthTown): Promise<FastifyInstance> {
  const routes = authRoutes(a.deps);
  const names = routes.map((r) => `${r.method} ${r.path}`);
  const site = {
    publicUrl: `http://${HOST}`,
    secureCookies: false,
    marks: [],
    version: 'test',
    asset: (name: string) => `/assets/${name}`,
    publicNav: [],
    consoleNav: [],
  };
  const said = (word: string) => () => text(word);
  return buildServer({
    town: a.town,
    site,
    routes,
    policies: Object.fromEntries(names.map((name) => [name, policies[name]!])),
    sessionCookie: sessionCookieName(false),
    visitorOf: (token, at) => visitorOf(a.deps, a.town, token, at),
    denied: async () => {},
    allows,
    isFresh: (visitor, at) => isFresh(visitor.session, at),
    errors: {
      forbidden: () => text('forbidden', undefined, 403),
      notFound: said('nothing'),
      fault: (_c, id) => text(id, undefined, 500),
      refused: (_c, status, s) => text(s, undefined, status),
    },
    secret: randomBytes(32),
    hosts: [],
    trustedProxies: [],
  });
}

/** A browser as far as these tests need one: one cookie, one address, the token of the last form seen. */
function browserOf(app: FastifyInstance) {
  let cookie = '';
  let token = '';
  const remoteAddress = newAddress();
  const take = (reply: Awaited<ReturnType<typeof app.inject>>) => {
    const set = reply.cookies.find((c) => c.name === 'gongkai');
    if (set) cookie = set.value;
    token = /name="_token" value="([^"]*)"/.exec(reply.body)?.[1] ?? token;
    return { status: reply.statusCode, to: reply.headers.location ?? null, body: reply.body, cookie: set };
  };
  const headers = () => ({
    host: HOST,
    'user-agent': 'Chrome/140 Windows',
    ...(cookie === '' ? {} : { cookie: `gongkai=${cookie}` }),
  });
  return {
    get: async (url: string) => take(await app.inject({ method: 'GET', url, headers: headers(), remoteAddress })),
    post: async (url: string, fields: Record<string, string>) =>
      take(
        await app.inject({
          method: 'POST',
          url,
          headers: { ...headers(), 'content-type': 'application/x-www-form-urlencoded' },
          payload: new URLSearchParams({ _token: token, ...fields }).toString(),
          remoteAddress,
        }),
      ),
    cookie: () => cookie,
    setCookie: (value: string) => {
      cookie = value;
    },
  };
}

describe('the pages of signing in', () => {
  let a: AuthTown;
  let app: FastifyInstance;
  beforeAll(async () => {
    a = await authTown();
    app = await serve(a);
  });
  afterAll(() => app.close());

  const enter = async (person: Person) => {
    const b = browserOf(app);
    await b.get('/console/sign-in');
    await b.post('/console/sign-in', { username: person.username, password: person.password });
    return b;
  };
  const enterFully = async (person: Person) => {
    const b = await enter(person);
    await b.get('/console/second-factor');
    a.pass(30);
    await b.post('/console/second-factor', { code: codeAt(person.secret!, a.town.clock.now()) });
    return b;
  };

  test('send nobody in without a session, and bring back afterwards to the page that was asked for', async () => {
    const person = await a.person('drafter');
    const b = browserOf(app);
    const first = await b.get('/console/account');
    expect(first).toMatchObject({ status: 303, to: '/console/sign-in?next=%2Fconsole%2Faccount' });
    await b.get(first.to as string);
    const done = await b.post('/console/sign-in', {
      username: person.username,
      password: person.password,
      next: '/console/account',
    });
    expect(done).toMatchObject({ status: 303, to: '/console/account' });
    expect(done.cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
    expect((await b.get('/console/account')).body).toContain('正在登录的设备');
  });

  test('show the form again after a wrong password: name kept, password not, 422', async () => {
    const b = browserOf(app);
    await b.get('/console/sign-in');
    const reply = await b.post('/console/sign-in', { username: 'some.body', password: 'not-the-password' });
    expect(reply.status).toBe(422);
    expect(reply.body).toContain('value="some.body"');
    expect(reply.body).toContain('用户名或密码不正确');
    expect(reply.body).not.toContain('not-the-password');
    expect(b.cookie()).toBe('');
  });

  test('answer an unknown name and a known one with the same page', async () => {
    const person = await a.person('drafter');
    const bodies = [];
    for (const username of [person.username, `u${'0'.repeat(person.username.length - 1)}`]) {
      const b = browserOf(app);
      await b.get('/console/sign-in');
      const reply = await b.post('/console/sign-in', { username, password: 'not-the-password' });
      bodies.push(reply.body.replaceAll(username, 'NAME').replace(/name="_token" value="[^"]*"/g, ''));
    }
    expect(bodies[0]).toBe(bodies[1]);
  });

  test.each(['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)'])(
    'lead out of the site to nowhere: %s',
    async (next) => {
      const person = await a.person('drafter');
      const b = browserOf(app);
      await b.get(`/console/sign-in?next=${encodeURIComponent(next)}`);
      expect((await b.post('/console/sign-in', { username: person.username, password: person.password, next })).to).toBe(
        '/console',
      );
    },
  );

  test('do nothing without the form’s token', async () => {
    const person = await a.person('drafter');
    const b = browserOf(app);
    const reply = await b.post('/console/sign-in', { username: person.username, password: person.password, _token: 'x' });
    expect(reply.status).toBe(403);
    expect(b.cookie()).toBe('');
  });

  test('let a half-open session see the second factor only', async () => {
    const person = await a.person('principal');
    const b = await enter(person);
    expect((await b.get('/console/account')).to).toBe('/console/sign-in?next=%2Fconsole%2Faccount');
    expect((await b.get('/console/sign-in?next=%2Fconsole%2Faccount')).to).toBe(
      '/console/second-factor?next=%2Fconsole%2Faccount',
    );
    expect((await b.post('/console/account/password', { current: person.password })).status).toBe(401);
    expect((await b.get('/console/second-factor?next=%2Fconsole%2Faccount')).body).toContain('动态验证码');
    const half = b.cookie();
    expect((await b.post('/console/second-factor', { code: '000000' })).status).toBe(422);
    const done = await b.post('/console/second-factor', {
      code: codeAt(person.secret!, a.town.clock.now()),
      next: '/console/account',
    });
    expect(done.to).toBe('/console/account');
    expect((await b.get('/console/account')).status).toBe(200);
    b.setCookie(half);
    expect((await b.get('/console/account')).status).toBe(303);
  });

  test('set a telephone up where the role has become one that needs it, then offer backup codes', async () => {
    const person = await a.person('drafter');
    a.setRoles(person, ['principal']);
    const b = await enter(person);
    const offer = await b.get('/console/second-factor');
    expect(offer.body).toContain('<svg');
    const secret = /密钥为 <code>([^<]+)</.exec(offer.body)![1]!.replaceAll(' ', '');
    const done = await b.post('/console/second-factor', { code: codeAt(secret, a.town.clock.now()) });
    expect(done.to).toBe('/console/account/backup-codes?next=%2Fconsole');
    await b.get(done.to as string);
    const codes = await b.post('/console/account/backup-codes', { next: '/console' });
    expect(codes.body.match(/<code>[0-9A-Z]{4}(-[0-9A-Z]{4}){3}<\/code>/g)).toHaveLength(8);
    expect((await b.get('/console/account/backup-codes')).body).toContain('还有 8 个可用');
  });

  test('sign out: the cookie is removed, and the old one opens nothing', async () => {
    const b = await enter(await a.person('drafter'));
    const old = b.cookie();
    await b.get('/console/account');
    const reply = await b.post('/console/sign-out', {});
    expect(reply).toMatchObject({ status: 303, to: '/console/sign-in?state=out' });
    expect(b.cookie()).toBe('');
    b.setCookie(old);
    expect((await b.get('/console/account')).status).toBe(303);
  });

  test('throw a disabled account out at its next click', async () => {
    const person = await a.person('drafter');
    const b = await enter(person);
    expect((await b.get('/console/account')).status).toBe(200);
    must(await perform(a.town, systemActor, 'test', (act) => disableAccount(act, person.accountId, '离岗')));
    expect((await b.get('/console/account')).status).toBe(303);
    expect((await b.post('/console/account/password', {})).status).toBe(401);
  });

  test('list one’s sessions and end another of one’s own; a stranger’s is not there', async () => {
    const person = await a.person('drafter');
    const lost = await enter(person);
    const b = await enter(person);
    const stranger = await enter(await a.person('drafter'));
    const page = await b.get('/console/account');
    expect(page.body).toContain('共 2 处');
    const action = /action="(\/console\/account\/sessions\/[^"]+)"/.exec(page.body)![1]!;
    await stranger.get('/console/account');
    expect((await stranger.post(action, {})).status).toBe(404);
    expect((await lost.get('/console/account')).status).toBe(200);
    expect((await b.post(action, {})).to).toBe('/console/account?done=ended');
    expect((await lost.get('/console/account')).status).toBe(303);
    expect((await b.post('/console/account/sessions/%27/end', {})).status).toBe(404);
  });

  test('let the security administrator, and only them, see and end everybody’s sessions', async () => {
    const victim = await a.person('drafter');
    const open = await enter(victim);
    expect((await open.get('/console/sessions')).status).toBe(403);
    const admin = await enterFully(await a.person('security-admin'));
    const page = await admin.get(`/console/sessions?q=${victim.username}`);
    expect(page.body.replace(/<[^>]+>/g, '')).toContain('共 1 处登录');
    expect((await open.get('/console/sessions/export.xlsx')).status).toBe(403);
    expect((await admin.get(`/console/sessions/export.xlsx?q=${victim.username}`)).status).toBe(200);
    const action = /action="(\/console\/account\/sessions\/[^"]+)"/.exec(page.body)![1]!;
    expect((await admin.post(action, { from: 'sessions' })).to).toBe('/console/sessions?done=ended');
    expect((await open.get('/console/account')).status).toBe(303);
    expect((await admin.get('/console/sessions?q=%E6%97%A0%E6%AD%A4%E4%BA%BA')).body).toContain('没有符合条件的登录');
  });

  test('let the security administrator, and only them, choose idle time and password profile, once they proved who they are', async () => {
    const open = await enter(await a.person('drafter'));
    expect((await open.get('/console/settings')).status).toBe(403);
    await open.get('/console/account');
    expect((await open.post('/console/settings', { idleMinutes: '30', passwordProfile: 'djbh' })).status).toBe(403);
    const admin = await enterFully(await a.person('security-admin'));
    expect((await admin.get('/console/settings')).body).toMatch(/现行：15 分钟无操作退出[\s\S]*value="standard" checked/);
    for (const idleMinutes of ['4', '61', '', '1e1', '15.5', '-5', '999999', '十五']) {
      const bad = await admin.post('/console/settings', { idleMinutes, passwordProfile: 'djbh' });
      expect(bad.status, idleMinutes).toBe(422);
      expect(bad.body).toContain('应为 5 到 60 分钟的整数');
      if (idleMinutes !== '') expect(bad.body).toContain(`value="${idleMinutes}"`);
      expect(bad.body).toMatch(/value="djbh" checked/);
    }
    const both = await admin.post('/console/settings', { idleMinutes: '0', passwordProfile: '<b>' });
    expect(both.body).toMatch(/5 到 60 分钟的整数[\s\S]*请选择密码要求/);
    expect(await readAuthSettings(a.town.db)).toEqual({ idleMinutes: 15, passwordProfile: 'standard' });

    expect((await admin.post('/console/settings', { idleMinutes: '30', passwordProfile: 'djbh' })).to).toBe(
      '/console/settings?done=saved',
    );
    expect((await admin.get('/console/settings?done=saved')).body).toMatch(/已保存[\s\S]*现行：30 分钟无操作退出/);
    expect(await readAuthSettings(a.town.db)).toEqual({ idleMinutes: 30, passwordProfile: 'djbh' });
    const { rows } = await sql<{ entry: string }>`select entry from platform_audit where verb = 'change-auth-settings'`.execute(
      a.town.db,
    );
    expect(rows.map((r) => JSON.parse(r.entry).detail)).toEqual([
      { before: { idleMinutes: 15, passwordProfile: 'standard' }, after: { idleMinutes: 30, passwordProfile: 'djbh' } },
    ]);
    a.pass(16 * 60);
    const stale = await admin.post('/console/settings', { idleMinutes: '15', passwordProfile: 'standard' });
    expect(stale).toMatchObject({ status: 403, body: expect.stringContaining('再次确认身份') });
    expect((await readAuthSettings(a.town.db)).idleMinutes).toBe(30);
    must(
      await perform(a.town, systemActor, 'test', (act) =>
        changeAuthSettings(act, { idleMinutes: 15, passwordProfile: 'standard' }),
      ),
    );
  });

  test('change the password and keep this browser signed in', async () => {
    const person = await a.person('drafter');
    const b = await enter(person);
    await b.get('/console/account');
    const bad = await b.post('/console/account/password', { current: person.password, password: 'Gongkai@2026', repeat: 'x' });
    expect(bad.status).toBe(422);
    expect(bad.body).toMatch(/太容易猜到[\s\S]*两次输入的密码不一致/);
    const done = await b.post('/console/account/password', {
      current: person.password,
      password: '  lantern harbour 74  ',
      repeat: '  lantern harbour 74  ',
    });
    expect(done.to).toBe('/console/account?done=password');
    expect((await b.get('/console/account?done=password')).body).toContain('密码已修改');
    // Blanks at the ends are part of it.
    expect((await a.signIn({ ...person, password: 'lantern harbour 74' }, { address: newAddress() })).ok).toBe(false);
    expect((await a.signIn({ ...person, password: '  lantern harbour 74  ' }, { address: newAddress() })).ok).toBe(true);
  });

  test('ask again who it is before replacing the telephone, once the proof is old', async () => {
    const person = await a.person('drafter');
    const b = await enter(person);
    a.pass(14 * 60);
    await b.get('/console/account');
    a.pass(2 * 60);
    expect((await b.get('/console/account/second-factor')).to).toBe('/console/confirm?next=%2Fconsole%2Faccount%2Fsecond-factor');
    await b.get('/console/confirm?next=%2Fconsole%2Faccount%2Fsecond-factor');
    expect((await b.post('/console/confirm', { password: 'wrong', next: '/console/account/second-factor' })).status).toBe(422);
    const old = b.cookie();
    expect((await b.post('/console/confirm', { password: person.password, next: '/console/account/second-factor' })).to).toBe(
      '/console/account/second-factor',
    );
    expect(b.cookie()).not.toBe(old);
    expect((await b.get('/console/account/second-factor')).body).toContain('<svg');
  });

  test('take an invitation once: password and telephone in one form, then the usual way in', async () => {
    const person = await a.person('principal');
    await sql`update gongkai.accounts set totp_secret = null where id = ${person.accountId}`.execute(a.town.shared);
    const { path } = must(
      await perform(a.town, systemActor, 'test', (act) => issueInvitation(act, person.accountId, 'invitation')),
    );
    const b = browserOf(app);
    const page = await b.get(path);
    expect(page.status).toBe(200);
    const secret = /密钥为 <code>([^<]+)</.exec(page.body)![1]!.replaceAll(' ', '');
    const fields = { password: 'lantern-harbour-74', repeat: 'lantern-harbour-74' };
    expect((await b.post(path, { ...fields, code: '000000' })).status).toBe(422);
    expect((await b.post(path, { ...fields, code: codeAt(secret, a.town.clock.now()) })).to).toBe(
      '/console/sign-in?state=password-set',
    );
    expect((await b.get(path)).status).toBe(410);
    expect((await b.post(path, fields)).status).toBe(410);
    await b.get('/console/sign-in');
    const signedIn = await b.post('/console/sign-in', { username: person.username, password: 'lantern-harbour-74' });
    expect(signedIn.to).toBe('/console/second-factor');
  });

  test('have no one-click way in outside demonstrations', async () => {
    const b = browserOf(app);
    const page = await b.get('/console/sign-in');
    expect(page.body).not.toContain('demo-sign-in');
    expect((await b.post('/console/demo-sign-in', { account: (await a.person('drafter')).accountId })).status).toBe(404);
    expect(b.cookie()).toBe('');
  });

  test('in a demonstration list every role with a sentence and let in by one click', async () => {
    const demo = await authTown({ demo: true });
    const demoApp = await serve(demo);
    const person = await demo.demoPerson('principal', 'openness-office');
    const b = browserOf(demoApp);
    const page = await b.get('/console/sign-in');
    expect(page.body.match(/<dt>/g)).toHaveLength(12);
    expect((await b.post('/console/demo-sign-in', { account: person.accountId })).to).toBe('/console');
    expect((await b.get('/console/account')).status).toBe(200);
    await b.get('/console/confirm');
    expect((await b.post('/console/confirm', { next: '/console/account' })).to).toBe('/console/account');
    await demoApp.close();
  });
});

test('the cookie over HTTPS carries the prefix that pins it to this host', () => {
  expect(sessionCookieName(true)).toBe('__Host-gongkai');
  expect(sessionCookieName(false)).toBe('gongkai');
});
