import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type AuthTown, authTown, must, newAddress } from '../../../test/support/auth-town.ts';
import { newId } from '../../town/ids.ts';
import { perform } from '../act/act.ts';
import { systemActor } from '../act/actor.ts';
import { holder } from './account.ts';
import { disableAccount, enableAccount } from './accounts.ts';
import { confirmIdentity } from './confirm.ts';
import { disableDormant, forgetEnded } from './timetable.ts';
import { giveSecondFactor } from './second-factor.ts';
import { endSession, isFresh, livingSessions } from './sessions.ts';
import { changeAuthSettings } from './settings.ts';
import { signOut } from './sign-out.ts';
import { newToken } from './tokens.ts';
import { codeAt } from './totp.ts';

const MINUTE = 60;
const HOUR = 3600;

describe('a session', () => {
  let a: AuthTown;
  beforeAll(async () => {
    a = await authTown();
  });
  beforeEach(() => a.town.clock.set('2026-11-23T01:30:00Z'));

  test('is nobody’s under a token that was never given, or is no token at all', async () => {
    for (const token of ['', 'x', newToken(), `${newToken()}=`, "' or 1=1", '港口']) expect(await a.look(token)).toBeNull();
  });

  test('leaves its token nowhere in the database', async () => {
    const { token } = await a.visitor(await a.person('drafter'));
    const { rows } = await sql<{ row: string }>`select s::text as row from gongkai.sessions s`.execute(a.town.shared);
    expect(rows.some((r) => r.row.includes(token))).toBe(false);
  });

  test('ends after 15 minutes without a click', async () => {
    const { token } = await a.visitor(await a.person('drafter'));
    a.pass(15 * MINUTE - 1);
    expect(await a.look(token)).not.toBeNull();
    a.pass(15 * MINUTE - 1);
    expect(await a.look(token)).not.toBeNull();
    a.pass(15 * MINUTE);
    expect(await a.look(token)).toBeNull();
  });

  test('ends after eight hours, however busy', async () => {
    const { token } = await a.visitor(await a.person('drafter'));
    for (let passed = 0; passed < 8 * HOUR - 10 * MINUTE; passed += 10 * MINUTE) {
      expect(await a.look(token)).not.toBeNull();
      a.pass(10 * MINUTE);
    }
    expect(await a.look(token)).not.toBeNull();
    a.pass(10 * MINUTE - 1);
    expect(await a.look(token)).not.toBeNull();
    a.pass(1);
    expect(await a.look(token)).toBeNull();
  });

  test('writes down that it was seen at most twice a minute', async () => {
    const { token, visitor } = await a.visitor(await a.person('drafter'));
    const seen = async () =>
      (
        await sql<{
          at: string;
        }>`select seen_at as at from gongkai.sessions where token_hash = ${visitor.session.tokenHash}`.execute(a.town.shared)
      ).rows[0]!.at;
    const first = await seen();
    a.pass(29);
    await a.look(token);
    expect(await seen()).toBe(first);
    a.pass(1);
    await a.look(token);
    expect(await seen()).toBe(a.town.clock.now());
  });

  test('lives as long as the town chose, from the next click on, between 5 and 60 minutes', async () => {
    const b = await authTown();
    const set = (idleMinutes: number) =>
      perform(b.town, systemActor, 'test', (act) => changeAuthSettings(act, { idleMinutes, passwordProfile: 'standard' }));
    for (const bad of [4, 61, 7.5, Number.NaN]) expect((await set(bad)).ok).toBe(false);
    const { token } = await b.visitor(await b.person('drafter'));
    must(await set(5));
    b.pass(5 * MINUTE);
    expect(await b.look(token)).toBeNull();
  });

  test('stops when its account is disabled, at the next click, and does not come back with it', async () => {
    const person = await a.person('drafter');
    const { token } = await a.visitor(person);
    must(await perform(a.town, systemActor, 'test', (act) => disableAccount(act, person.accountId, '离岗')));
    expect(await a.look(token)).toBeNull();
    expect((await a.signIn(person, { address: newAddress() })).ok).toBe(false);
    must(await perform(a.town, systemActor, 'test', (act) => enableAccount(act, person.accountId, '复岗')));
    expect(await a.look(token)).toBeNull();
    expect((await a.signIn(person)).ok).toBe(true);
  });

  test('stops when its holder leaves service or gets other roles', async () => {
    const person = await a.person('drafter');
    const first = await a.visitor(person);
    a.setRoles(person, ['drafter', 'window']);
    expect(await a.look(first.token)).toBeNull();
    a.setRoles(person, ['drafter']);
    expect(await a.look(first.token)).toBeNull();
  });

  test('does not depend on the order in which roles are told', async () => {
    const person = await a.person('drafter', 'window');
    const { token } = await a.visitor(person);
    a.setRoles(person, ['window', 'drafter', 'window']);
    expect(await a.look(token)).not.toBeNull();
  });

  test('is over at once after signing out', async () => {
    const { token, visitor } = await a.visitor(await a.person('drafter'));
    await signOut(a.town, visitor, '127.0.0.1');
    expect(await a.look(token)).toBeNull();
  });

  test.each(['system-admin', 'security-admin', 'audit-admin'] as const)(
    'of the %s is the only one: the latest full sign-in ends the others',
    async (role) => {
      const person = await a.person(role);
      const signInFully = async () => {
        a.pass(30);
        const { visitor } = await a.visitor(person);
        return must(
          await giveSecondFactor(a.town, visitor, { code: codeAt(person.secret!, a.town.clock.now()), address: newAddress() }),
        ).token;
      };
      const first = await signInFully();
      expect((await a.look(first))?.session.stage).toBe('full');
      // The password alone does not throw the administrator out.
      const half = await a.visitor(person);
      expect(await a.look(first)).not.toBeNull();
      const second = await signInFully();
      expect(await a.look(first)).toBeNull();
      expect(await a.look(half.token)).toBeNull();
      expect(await a.look(second)).not.toBeNull();
    },
  );

  test('of anybody else may be one of several', async () => {
    const person = await a.person('drafter');
    const one = await a.visitor(person);
    const two = await a.visitor(person);
    expect(await a.look(one.token)).not.toBeNull();
    const lines = await livingSessions(a.town, a.town.clock.now(), 15, person.accountId);
    expect(lines.map((l) => l.tokenHash).sort()).toEqual([one.visitor.session.tokenHash, two.visitor.session.tokenHash].sort());
    expect(lines[0]!.device).toBe('Firefox，Windows');
  });

  test('can be ended by its holder and the security administrator of the town, by nobody else', async () => {
    const person = await a.person('drafter');
    const { token } = await a.visitor(person);
    const id = (await livingSessions(a.town, a.town.clock.now(), 15, person.accountId))[0]!.id;
    const other = await a.person('drafter');
    const b = await authTown();
    const attempts = [
      perform(a.town, holder(other.accountId, other.staff, ''), 'end-session', (act) => endSession(act, id)),
      perform(b.town, { ...holder(other.accountId, other.staff, ''), roles: ['security-admin'] }, 'end-session', (act) =>
        endSession(act, id),
      ),
      perform(a.town, holder(person.accountId, person.staff, ''), 'end-session', (act) => endSession(act, newId())),
      perform(a.town, holder(person.accountId, person.staff, ''), 'end-session', (act) => endSession(act, "x'")),
    ];
    for (const attempt of attempts) expect((await attempt).ok).toBe(false);
    expect(await a.look(token)).not.toBeNull();
    must(
      await perform(a.town, { ...holder(other.accountId, other.staff, ''), roles: ['security-admin'] }, 'end-session', (act) =>
        endSession(act, id),
      ),
    );
    expect(await a.look(token)).toBeNull();
  });

  test('is fresh for a quarter of an hour; proving again gives a new token and the old one is dead', async () => {
    const person = await a.person('drafter');
    const { token, visitor } = await a.visitor(person);
    expect(isFresh(visitor.session, a.town.clock.now())).toBe(true);
    a.pass(10 * MINUTE);
    await a.look(token);
    a.pass(5 * MINUTE);
    expect(isFresh(visitor.session, a.town.clock.now())).toBe(false);
    expect((await confirmIdentity(a.town, visitor, { password: 'wrong', code: '', address: '' })).ok).toBe(false);
    const confirmed = must(await confirmIdentity(a.town, visitor, { password: person.password, code: '', address: '' }));
    expect(await a.look(token)).toBeNull();
    const now = await a.look(confirmed.token);
    expect(isFresh(now!.session, a.town.clock.now())).toBe(true);
    expect(now!.session.csrf).toBe(visitor.session.csrf);
  });

  test('ends after five wrong proofs in it, without locking the account', async () => {
    const person = await a.person('drafter');
    const { token, visitor } = await a.visitor(person);
    for (let i = 0; i < 4; i++) await confirmIdentity(a.town, visitor, { password: 'wrong', code: '', address: '' });
    expect(await a.look(token)).not.toBeNull();
    const fifth = await confirmIdentity(a.town, visitor, { password: 'wrong', code: '', address: '' });
    expect(fifth.ok ? '' : fifth.refusals[0]!.code).toBe('session-ended');
    expect(await a.look(token)).toBeNull();
    expect((await a.signIn(person)).ok).toBe(true);
  });

  test('and what else has run out is forgotten; accounts unused for 90 days are disabled only under the 等保 profile', async () => {
    const b = await authTown();
    const person = await b.person('drafter');
    await b.visitor(person);
    b.pass(90 * 24 * HOUR + 1);
    await forgetEnded(b.town);
    const { rows } = await sql`select 1 from gongkai.sessions where account_id = ${person.accountId}`.execute(b.town.shared);
    expect(rows).toEqual([]);
    expect(await disableDormant(b.town)).toBe(0);
    must(
      await perform(b.town, systemActor, 'test', (act) => changeAuthSettings(act, { idleMinutes: 15, passwordProfile: 'djbh' })),
    );
    expect(await disableDormant(b.town)).toBe(1);
    expect((await b.signIn(person)).ok).toBe(false);
  });
});

test('tokens are never given twice', () => {
  const seen = new Set(Array.from({ length: 100_000 }, newToken));
  expect(seen.size).toBe(100_000);
  for (const token of [...seen].slice(0, 100)) expect(Buffer.from(token, 'base64url').length).toBe(32);
});
