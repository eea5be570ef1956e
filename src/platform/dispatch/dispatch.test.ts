import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type SmtpStub, startSmtpStub } from '../../../test/support/smtp-stub.ts';
import { type TestSealer, testSealer } from '../../../test/support/sealer.ts';
import { type TestTown, testTown } from '../../../test/support/town.ts';
import { instantOf } from '../../town/day.ts';
import { done, refuse } from '../../town/outcome.ts';
import { perform } from '../act/act.ts';
import { systemActor } from '../act/actor.ts';
import { type Chores, startChores } from '../chores/chore-worker.ts';
import { TRIES } from '../chores/patience.ts';
import { LEASE_MS, parkedChores } from '../chores/store.ts';
import type { Town } from '../town.ts';
import type { DispatchAdapter } from './adapter.ts';
import type { Channel } from './channel.ts';
import { dispatchChore } from './dispatch-chore.ts';
import { dispatchesAbout, type DispatchLine } from './dispatches-about.ts';
import { enqueueDispatch, type NewDispatch } from './enqueue-dispatch.ts';
import { smtpAdapter } from './smtp.ts';
import { tryAgain } from './try-again.ts';
import { channelWords, dispatchErrorWords, dispatchWords } from './words.ts';

const ABOUT = 'request:SQ-2026-0012';
const TO = 'canary-zhang.san@example.com';
const FROM = { name: '港口镇政务公开办', address: 'gk@gangkou.example.gov.cn' };

let stub: SmtpStub;
let mail: DispatchAdapter;
let base: TestTown;
let town: Town;
let sealer: TestSealer;
let logged: string[];
const started: Chores[] = [];

beforeAll(async () => {
  stub = await startSmtpStub();
  const server = { host: '127.0.0.1', port: stub.port, implicitTls: false, startTls: false, account: null, from: FROM };
  mail = smtpAdapter(server, 2_000);
});
afterAll(() => stub.close());
beforeEach(async () => {
  stub.behave({});
  base = await testTown();
  sealer = testSealer();
  logged = [];
  // What the real log would write: a fault with its stack.
  const note = (fields: object, message: string): void => {
    const plain = (v: unknown): unknown => (v instanceof Error ? [v.stack, v.cause, { ...v }] : v);
    logged.push(JSON.stringify([message, Object.entries(fields).map(([k, v]) => [k, plain(v)])]));
  };
  town = { ...base, dispatchChannels: new Set<Channel>(['mail']), log: { info: note, warn: note, error: note } };
});
afterEach(async () => {
  await Promise.all(started.splice(0).map((w) => w.stop()));
});

const given = (more: Partial<NewDispatch> = {}): NewDispatch => ({
  about: ABOUT,
  channel: 'mail',
  to: TO,
  keyId: 'case-12',
  subject: '您的申请有了进展（回执 SQ-2026-0012）',
  body: '请凭回执在网站上查询。\n',
  ...more,
});

async function ask(more: Partial<NewDispatch> = {}, times = 1): Promise<void> {
  const outcome = await perform(town, systemActor, 'request.answer', async (act) => {
    for (let i = 0; i < times; i++) await enqueueDispatch(act, sealer, given(more));
    return done(null);
  });
  expect(outcome.ok).toBe(true);
}

async function work(adapters: readonly DispatchAdapter[] = [mail]): Promise<void> {
  const chores = [dispatchChore(adapters, () => sealer)];
  started.push(await startChores(town, { chores, timetable: [] }, { pollMs: 10 }));
}

const about = (): Promise<DispatchLine[]> => dispatchesAbout(town.db, ABOUT);

/** Turns the clock on to the next try, once nothing runs and nothing is due: a running one has a lease from now. */
async function turnOn(): Promise<void> {
  const { rows } = await sql<{
    at: string;
  }>`select run_at as at from platform_chores where state = 'waiting' order by run_at`.execute(town.db);
  const waits = rows.map((r) => Date.parse(r.at) - Date.parse(base.clock.now()));
  const [next = 0] = waits;
  if (next > 0 && !waits.includes(LEASE_MS)) base.clock.set(instantOf(Date.parse(base.clock.now()) + next));
}

async function until(states: readonly string[]): Promise<DispatchLine[]> {
  await untilAll((lines) => expect(lines.map((d) => d.state)).toEqual(states));
  return about();
}

async function untilAll(see: (lines: DispatchLine[]) => void): Promise<void> {
  const look = async (): Promise<void> => {
    await turnOn();
    see(await about());
  };
  await vi.waitFor(look, { timeout: 20_000, interval: 10 });
}

async function rowsOf(table: string): Promise<string> {
  const { rows } = await sql<{ row: string }>`select row_to_json(t)::text as row from ${sql.table(table)} t`.execute(town.db);
  return rows.map((r) => r.row).join('\n');
}

/** The address is in no row of any table, and in no line of the log. */
async function expectNoTrace(of = TO): Promise<void> {
  const { rows } = await sql<{ name: string }>`select tablename as name from pg_tables where schemaname = ${town.schema}`.execute(
    town.db,
  );
  expect(rows.length).toBeGreaterThan(20);
  for (const { name } of rows.filter((r) => !r.name.startsWith('migration'))) expect(await rowsOf(name), name).not.toContain(of);
  expect(logged.join('\n')).not.toContain(of);
}

describe('a dispatch that does not go', () => {
  test('because its act was refused, or broke, has never been', async () => {
    await work();
    const before = stub.connections.ever;
    await perform(town, systemActor, 'request.answer', async (act) => {
      await enqueueDispatch(act, sealer, given());
      return refuse({ code: 'no' });
    });
    const broken = perform(town, systemActor, 'request.answer', async (act) => {
      await enqueueDispatch(act, sealer, given());
      throw new Error('lost');
    });
    await expect(broken).rejects.toThrow('lost');
    await new Promise((r) => setTimeout(r, 100));
    expect(await about()).toEqual([]);
    expect(await rowsOf('platform_chores')).not.toContain('dispatch.send');
    expect(stub.connections.ever).toBe(before);
  });

  test('because nobody has set the channel up says so at once, keeps no address and asks for no work', async () => {
    await ask({ channel: 'sms', to: '13900000000' });
    const [line] = await about();
    expect(line).toMatchObject({ channel: 'sms', state: 'not-configured', tries: 0, sentAt: null });
    expect(await rowsOf('platform_chores')).toBe('');
    expect(JSON.parse(await rowsOf('platform_dispatches'))).toMatchObject({ to_sealed: null });
    await expectNoTrace('13900000000');
  });

  test('because the channel is gone since says so too', async () => {
    await ask();
    await work([]);
    const [line] = await until(['not-configured']);
    expect(line?.tries).toBe(1);
    expect(JSON.parse(await rowsOf('platform_dispatches'))).toMatchObject({ to_sealed: null });
  });

  test('because the address is none holds up no act, and meets no server', async () => {
    const before = stub.connections.ever;
    for (const to of ['', '回执', `${TO}\r\nBcc: other@example.org`, `${TO},other@example.org`]) await ask({ to });
    await work();
    const lines = await until(['failed', 'failed', 'failed', 'failed']);
    expect(lines.map((l) => dispatchWords(l))).toEqual(Array(4).fill('没有发出：填写的地址不能用'));
    expect(stub.connections.ever).toBe(before);
    await expectNoTrace();
  });

  test('because its text breaks the contract is a fault of the program', async () => {
    const odd = [
      { subject: '' },
      { subject: 'a\r\nBcc: x@example.org' },
      { subject: 'a\u2028b' },
      { body: 'a\0b' },
      { body: 'a\rb' },
      { body: `寄给 ${TO}` },
    ];
    for (const more of odd)
      await expect(
        perform(town, systemActor, 'request.answer', async (act) => {
          await enqueueDispatch(act, sealer, given(more));
          return done(null);
        }),
      ).rejects.toThrow(RangeError);
    expect(await about()).toEqual([]);
  });

  test('because its key was destroyed has failed, without another try', async () => {
    await ask();
    sealer.destroy('case-12');
    const before = stub.connections.ever;
    await work();
    const [line] = await until(['failed']);
    expect(line).toMatchObject({ tries: 1, lastError: 'address-erased', sentAt: null });
    expect(dispatchWords(line!)).toBe('没有发出：联系方式已按规定销毁');
    base.clock.set('2026-12-24T00:00:00Z');
    await new Promise((r) => setTimeout(r, 100));
    expect((await about())[0]?.tries).toBe(1);
    expect(stub.connections.ever).toBe(before);
    expect(await parkedChores(town.db)).toEqual([]);
  });

  test('because the server knows no such mailbox has failed, and is nobody’s work', async () => {
    stub.behave({ say: { RCPT: '550 5.1.1 <%> no such user' } });
    await ask();
    await work();
    const [line] = await until(['failed']);
    expect(line).toMatchObject({ tries: 1, lastError: 'address-refused 550 5.1.1' });
    expect(await parkedChores(town.db)).toEqual([]);
    await expectNoTrace();
  });

  test('at the eighth try is parked, with the reason and without the address', async () => {
    stub.behave({ say: { RCPT: '451 4.3.0 <%> try later' } });
    const before = stub.heard.filter((l) => l.startsWith('RCPT')).length;
    await ask();
    await work();
    const [line] = await until(['parked']);
    expect(line).toMatchObject({ tries: TRIES, lastError: 'refused 451 4.3.0' });
    expect(stub.heard.filter((l) => l.startsWith('RCPT')).length - before).toBe(TRIES);
    expect(dispatchWords(line!)).toMatch(/不再自动重试/);
    expect(dispatchErrorWords(line!.lastError!)).toBe('对方服务器没有接受（451 4.3.0）');
    expect(await parkedChores(town.db)).toMatchObject([{ lastError: 'DispatchFault: dispatch not sent: refused 451 4.3.0' }]);
    expect(logged.length).toBe(TRIES);
    await expectNoTrace();
    // Somebody says so, and the server is well again.
    stub.behave({});
    const again = await perform(town, systemActor, 'test', async (act) => done(await tryAgain(act, ABOUT)));
    expect(again).toEqual(done(1));
    await until(['sent']);
    expect(await perform(town, systemActor, 'test', async (act) => done(await tryAgain(act, ABOUT)))).toEqual(done(0));
  });

  test('because a process died at every try is parked all the same', async () => {
    await ask();
    await sql`update platform_dispatches set state = 'sending'`.execute(town.db);
    await sql`update platform_chores set attempts = ${TRIES}`.execute(town.db);
    await work();
    await until(['parked']);
  });

  test('because an adapter is broken leaks nothing of what it says', async () => {
    await ask();
    const fault = Object.assign(new TypeError(`cannot send to ${TO}`, { cause: new Error(TO) }), { recipient: TO });
    await work([{ channel: 'mail', send: () => Promise.reject(fault) }]);
    const [line] = await until(['parked']);
    expect(line?.lastError).toBe('unexpected TypeError');
    await expectNoTrace();
  });

  test('because the vault is broken is tried again, and the fault is logged as it is', async () => {
    await ask();
    const open = sealer.open;
    sealer.open = () => Promise.reject(new Error('vault on fire'));
    await work();
    await vi.waitFor(async () => expect((await about())[0]).toMatchObject({ state: 'queued', lastError: 'unexpected Error' }));
    expect(dispatchWords((await about())[0]!)).toBe('还没有发出，会再试');
    expect(logged.join('')).toContain('vault on fire');
    sealer.open = open;
    await until(['sent']);
  });
});

describe('a dispatch', () => {
  test('goes after the commit, is seen to have gone, and its address is forgotten', async () => {
    await ask();
    expect(await about()).toMatchObject([{ channel: 'mail', state: 'queued', tries: 0, sentAt: null }]);
    expect(JSON.parse(await rowsOf('platform_dispatches')).to_sealed).toMatch(/^[\w+/]+=*$/);
    const before = stub.mails.length;
    await work();
    const [line] = await until(['sent']);
    expect(line).toMatchObject({ tries: 1, lastError: null });
    expect(line!.sentAt).not.toBeNull();
    expect(stub.mails.slice(before)).toMatchObject([{ to: TO, from: FROM.address }]);
    expect(JSON.parse(await rowsOf('platform_dispatches'))).toMatchObject({
      to_sealed: null,
      provider_id: `<${line!.id}@gangkou.example.gov.cn>`,
    });
    expect(Object.keys(line!).sort()).toEqual(['channel', 'createdAt', 'id', 'lastError', 'sentAt', 'state', 'tries']);
    expect(`${channelWords[line!.channel]}：${dispatchWords(line!)}`).toBe('电子邮件：已发出，不等于已经收到');
    await expectNoTrace();
  });

  test('whose server took it and dropped is sent again under the same id, so that its effect is one', async () => {
    const before = stub.mails.length;
    stub.behave({ dropsAfterMessage: true });
    await ask({}, 20);
    await work();
    await untilAll((lines) => expect(lines.every((d) => d.tries >= 2)).toBe(true));
    stub.behave({});
    await until(Array(20).fill('sent'));
    const taken = stub.mails.slice(before);
    const ids = taken.map((m) => m.headers.get('message-id')?.[0]);
    expect(taken.length).toBeGreaterThanOrEqual(40);
    expect(new Set(ids).size).toBe(20);
    for (const id of new Set(ids))
      expect(new Set(taken.filter((m) => m.headers.get('message-id')?.[0] === id).map((m) => m.source)).size).toBe(1);
    expect(new Set(ids)).toEqual(new Set((await about()).map((d) => `<${d.id}@gangkou.example.gov.cn>`)));
    await expectNoTrace();
  });

  test('that was sent is not sent again when its chore comes back', async () => {
    await ask();
    const chore = dispatchChore([mail], () => sealer);
    const before = stub.mails.length;
    const [{ id }] = (await about()) as [DispatchLine];
    await chore.run(town, {}, id);
    await chore.run(town, {}, id);
    expect(stub.mails.length - before).toBe(1);
    await chore.run(town, {}, 'an id nobody knows');
    expect(stub.mails.length - before).toBe(1);
  });

  test('lies sealed at its own place: put into another row it opens nothing', async () => {
    await ask({}, 2);
    await sql`update platform_dispatches set to_sealed = (select min(to_sealed) from platform_dispatches)`.execute(town.db);
    const before = stub.mails.length;
    await work();
    await vi.waitFor(async () => expect((await about()).map((d) => d.state).sort()).toEqual(['queued', 'sent']));
    expect(stub.mails.length - before).toBe(1);
  });

  test('of another matter is not shown', async () => {
    await ask({ about: 'request:SQ-2026-0013' });
    expect(await about()).toEqual([]);
  });
});
