import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { type AuthTown, authTown, must, newAddress, type Person } from '../../../test/support/auth-town.ts';
import type { Outcome } from '../../town/outcome.ts';
import { perform } from '../act/act.ts';
import { systemActor } from '../act/actor.ts';
import { disableAccount } from './accounts.ts';
import { NETWORK_FAILURES } from './lockout.ts';

const codesOf = (outcome: Outcome<unknown>) => (outcome.ok ? [] : outcome.refusals.map((r) => r.code));

describe('signing in', () => {
  let a: AuthTown;
  beforeAll(async () => {
    a = await authTown();
  });

  const wrong = (person: { username: string }, times: number, address = newAddress()) =>
    Array.from({ length: times }).reduce<Promise<unknown>>(
      (before) => before.then(() => a.signIn({ username: person.username, password: 'not the password' }, { address })),
      Promise.resolve(),
    );

  test('answers the same for an unknown name, a wrong password, a locked, a disabled and a half-made account', async () => {
    const known = await a.person('drafter');
    const locked = await a.person('drafter');
    const disabled = await a.person('drafter');
    await wrong(locked, 5);
    await perform(a.town, systemActor, 'test', (act) => disableAccount(act, disabled.accountId, '离岗'));
    const attempts = [
      { username: 'nobody.here', password: known.password },
      { username: known.username, password: `${known.password}x` },
      { username: known.username, password: `${known.password}${'x'.repeat(200)}` },
      locked,
      disabled,
      { username: `${'x'.repeat(300)}' or 1=1 --`, password: '' },
    ];
    for (const attempt of attempts)
      expect(await a.signIn(attempt, { address: newAddress() })).toEqual({
        ok: false,
        refusals: [{ code: 'wrong-credentials' }],
      });
  });

  test('takes as long for an unknown name as for a known one', async () => {
    const known = await a.person('drafter');
    const rounds = 40;
    const times: [number[], number[]] = [[], []];
    for (let i = 0; i < rounds; i++) {
      for (const which of [i % 2, 1 - (i % 2)] as const) {
        // The lock is kept away so that every guess at the known name is a real one.
        await sql`update gongkai.accounts set failed_attempts = 0 where id = ${known.accountId}`.execute(a.town.shared);
        const username = which === 0 ? known.username : `nobody-${i}`;
        const start = performance.now();
        await a.signIn({ username, password: `guess number ${i}` }, { address: newAddress() });
        times[which]!.push(performance.now() - start);
      }
    }
    const middle = (list: number[]) => [...list].sort((x, y) => x - y)[rounds / 2]!;
    expect(Math.abs(middle(times[0]) - middle(times[1]))).toBeLessThan(10);
  });

  test('is still possible after four wrong answers, and not after five', async () => {
    const four = await a.person('drafter');
    const five = await a.person('drafter');
    await wrong(four, 4);
    await wrong(five, 5);
    expect((await a.signIn(four, { address: newAddress() })).ok).toBe(true);
    expect(codesOf(await a.signIn(five, { address: newAddress() }))).toEqual(['wrong-credentials']);
  });

  test('comes back fifteen minutes after the fifth wrong answer, whatever was tried in between, and counts anew', async () => {
    const person = await a.person('drafter');
    await wrong(person, 5);
    a.pass(14 * 60 + 59);
    expect((await a.signIn(person, { address: newAddress() })).ok).toBe(false);
    await wrong(person, 3);
    a.pass(1);
    await wrong(person, 4);
    expect((await a.signIn(person, { address: newAddress() })).ok).toBe(true);
  });

  test('starts the count anew once finished', async () => {
    const person = await a.person('drafter');
    await wrong(person, 4);
    must(await a.signIn(person, { address: newAddress() }));
    await wrong(person, 4);
    expect((await a.signIn(person, { address: newAddress() })).ok).toBe(true);
  });

  test('guessed at from outside does not disturb the holder who is signed in', async () => {
    const person = await a.person('drafter');
    const { token } = await a.visitor(person);
    await wrong(person, 20);
    expect(await a.look(token)).not.toBeNull();
  });

  test('guesses made all at once count one by one', async () => {
    const person = await a.person('drafter');
    const address = newAddress();
    await Promise.all(
      Array.from({ length: 12 }, () => a.signIn({ username: person.username, password: 'not the password' }, { address })),
    );
    expect((await a.signIn(person, { address: newAddress() })).ok).toBe(false);
  });

  test('with one guess on each of many accounts is stopped by network, while others come in', async () => {
    const person = await a.person('drafter');
    const address = newAddress();
    for (let i = 0; i < NETWORK_FAILURES; i++) {
      expect(codesOf(await a.signIn({ username: `victim-${i}`, password: 'maple-guess-truck' }, { address }))).toEqual([
        'wrong-credentials',
      ]);
    }
    expect(codesOf(await a.signIn({ username: 'victim-next', password: 'maple-guess-truck' }, { address }))).toEqual([
      'network-waits',
    ]);
    expect(codesOf(await a.signIn(person, { address }))).toEqual(['network-waits']);
    expect((await a.signIn(person, { address: newAddress() })).ok).toBe(true);
    a.pass(15 * 60);
    expect((await a.signIn(person, { address })).ok).toBe(true);
  });

  test('never continues a token that was in the browser before', async () => {
    const thief = await a.person('drafter');
    const victim = await a.person('drafter');
    const planted = (await a.visitor(thief)).token;
    const { token } = must(await a.signIn(victim, { oldToken: planted }));
    expect(token).not.toBe(planted);
    expect(await a.look(planted)).toBeNull();
    expect((await a.look(token))?.session.accountId).toBe(victim.accountId);
    const again = must(await a.signIn(victim, { oldToken: token }));
    expect(await a.look(token)).toBeNull();
    expect(await a.look(again.token)).not.toBeNull();
  });

  test('after running out keeps the form token of the page still open, for the same person only', async () => {
    const person = await a.person('drafter');
    const other = await a.person('drafter');
    const first = await a.visitor(person);
    a.pass(16 * 60);
    expect(await a.look(first.token)).toBeNull();
    const second = await a.visitor(person, { oldToken: first.token });
    expect(second.visitor.session.csrf).toBe(first.visitor.session.csrf);
    const third = await a.visitor(other, { oldToken: second.token });
    expect(third.visitor.session.csrf).not.toBe(first.visitor.session.csrf);
  });

  test('is on record, done or failed, without the password and with names cut short', async () => {
    const person = await a.person('drafter');
    await a.signIn({ username: 'x'.repeat(500), password: 'secret-maple-words' }, { address: newAddress() });
    await wrong(person, 1);
    must(await a.signIn(person));
    const { rows } = await sql<{ entry: string; actor_kind: string }>`
      select entry, actor_kind from platform_audit where verb = 'sign-in' order by seq desc limit 3`.execute(a.town.db);
    expect(rows.map((r) => r.actor_kind)).toEqual(['staff', 'system', 'system']);
    expect(rows[0]!.entry).toContain('"result":"done"');
    expect(rows[1]!.entry).toContain('"reason":"password"');
    expect(rows[2]!.entry).toContain('"reason":"unknown"');
    expect(rows[2]!.entry).not.toContain('x'.repeat(65));
    for (const row of rows) expect(row.entry).not.toMatch(/secret-maple-words|not the password/);
  });

  test('in another town’s pages is not possible with an account of this one', async () => {
    const person: Person = await a.person('drafter');
    const b = await authTown();
    expect(codesOf(await b.signIn(person))).toEqual(['wrong-credentials']);
    const { token } = await a.visitor(person);
    b.town.clock.set(a.town.clock.now());
    expect(await b.look(token)).toBeNull();
  });
});
