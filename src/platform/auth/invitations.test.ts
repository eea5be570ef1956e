import { beforeAll, describe, expect, test } from 'vitest';
import { type AuthTown, authTown, must, newAddress } from '../../../test/support/auth-town.ts';
import type { Outcome } from '../../town/outcome.ts';
import { perform } from '../act/act.ts';
import { systemActor } from '../act/actor.ts';
import { createAccount, createDemoAccount, disableAccount } from './accounts.ts';
import { demoPeople, demoSignIn } from './demo.ts';
import { acceptInvitation, inviteFirstAdministrator, issueInvitation, openInvitation } from './invitations.ts';

const codesOf = (outcome: Outcome<unknown>) => (outcome.ok ? [] : outcome.refusals.map((r) => r.code));
const unique = () => `u${Math.random().toString(36).slice(2, 12)}`;
const browser = { address: '127.0.0.1', userAgent: '', oldToken: null };

describe('an invitation', () => {
  let a: AuthTown;
  beforeAll(async () => {
    a = await authTown();
  });

  const invite = async (accountId: Parameters<typeof issueInvitation>[1]) =>
    must(await perform(a.town, systemActor, 'test', (act) => issueInvitation(act, accountId, 'reset')))
      .path.split('/')
      .at(-1)!;
  const accept = (token: string, password = 'lantern-harbour-74') =>
    acceptInvitation(a.deps, a.town, { token, password, repeat: password, code: '', address: '' });

  test('is good once, even for two at the same moment', async () => {
    const { accountId } = await a.person('drafter');
    const token = await invite(accountId);
    const results = await Promise.all([accept(token), accept(token)]);
    expect(results.filter((r) => r.ok)).toHaveLength(1);
    expect(codesOf(await accept(token))).toEqual(['invitation-over']);
    expect(await openInvitation(a.deps, a.town, token)).toBeNull();
  });

  test('is good for 24 hours, and looking at it does not use it up', async () => {
    const { accountId } = await a.person('drafter');
    const token = await invite(accountId);
    a.pass(24 * 3600 - 1);
    expect(await openInvitation(a.deps, a.town, token)).not.toBeNull();
    expect(await openInvitation(a.deps, a.town, token)).not.toBeNull();
    a.pass(1);
    expect(codesOf(await accept(token))).toEqual(['invitation-over']);
  });

  test('dies with a newer one, with its account, and is unknown to another town', async () => {
    const one = await a.person('drafter');
    const old = await invite(one.accountId);
    const newer = await invite(one.accountId);
    expect(codesOf(await accept(old))).toEqual(['invitation-over']);
    const b = await authTown();
    b.town.clock.set(a.town.clock.now());
    expect(await openInvitation(b.deps, b.town, newer)).toBeNull();
    must(await perform(a.town, systemActor, 'test', (act) => disableAccount(act, one.accountId, '离岗')));
    expect(codesOf(await accept(newer))).toEqual(['invitation-over']);
  });

  test('refuses a weak password and stays good', async () => {
    const { accountId } = await a.person('drafter');
    const token = await invite(accountId);
    expect(codesOf(await accept(token, 'Gongkai@2026'))).toEqual(['password-guessable']);
    expect((await accept(token)).ok).toBe(true);
  });

  test('ends every session of the account, frees it from a lock, and signs nobody in', async () => {
    const person = await a.person('drafter');
    const { token } = await a.visitor(person);
    const address = newAddress();
    for (let i = 0; i < 5; i++) await a.signIn({ username: person.username, password: 'not the password' }, { address });
    must(await accept(await invite(person.accountId)));
    expect(await a.look(token)).toBeNull();
    expect((await a.signIn(person, { address: newAddress() })).ok).toBe(false);
    expect((await a.signIn({ username: person.username, password: 'lantern-harbour-74' }, { address: newAddress() })).ok).toBe(
      true,
    );
  });
});

describe('a new town', () => {
  test('has no account at all; its first administrator comes in by a link, which may be sent again until somebody used one', async () => {
    const b = await authTown();
    const name = unique();
    const invite = (username = name) => perform(b.town, systemActor, 'test', (act) => inviteFirstAdministrator(act, username));
    const first = must(await invite());
    const second = must(await invite());
    expect(second.accountId).toBe(first.accountId);
    const tokenOf = (path: string) => path.split('/').at(-1)!;
    expect(await openInvitation(b.deps, b.town, tokenOf(first.path))).toBeNull();
    must(
      await acceptInvitation(b.deps, b.town, {
        token: tokenOf(second.path),
        password: 'lantern-harbour-74',
        repeat: 'lantern-harbour-74',
        code: '',
        address: '',
      }),
    );
    expect(codesOf(await invite())).toEqual(['already-administered']);
    expect(codesOf(await invite(unique()))).toEqual(['already-administered']);
  });

  test('takes usernames of one plain shape, each once', async () => {
    const b = await authTown();
    const create = (username: string) => perform(b.town, systemActor, 'test', (act) => createAccount(act, username));
    for (const bad of ['', 'ab', '9abc', 'a..b', '.abc', 'abc-', 'a b c', '王样例', `a${'b'.repeat(32)}`, "a'; drop", 'аdmin']) {
      expect(codesOf(await create(bad)), bad).toEqual(['username-shape']);
    }
    const name = unique();
    must(await create(name));
    expect(codesOf(await create(` ${name.toUpperCase()} `))).toEqual(['username-taken']);
  });

  test('outside demonstration mode makes no demonstration account and signs nobody in by one click', async () => {
    const b = await authTown();
    const person = await b.person('drafter');
    await expect(perform(b.town, systemActor, 'test', (act) => createDemoAccount(act, unique()))).rejects.toThrow();
    expect(codesOf(await demoSignIn(b.deps, b.town, person.accountId, browser))).toEqual(['no-such-person']);
    expect(await demoPeople(b.deps, b.town, '2026-11-23' as never)).toEqual([]);
  });

  test('in demonstration mode signs in by one click those made for it, nobody else', async () => {
    const b = await authTown({ demo: true });
    const demo = await b.demoPerson('principal');
    const real = await b.person('principal');
    expect(codesOf(await demoSignIn(b.deps, b.town, real.accountId, browser))).toEqual(['no-such-person']);
    expect(codesOf(await demoSignIn(b.deps, b.town, "'", browser))).toEqual(['no-such-person']);
    const progress = must(await demoSignIn(b.deps, b.town, demo.accountId, browser));
    expect((await b.look(progress.token))?.session.stage).toBe('full');
    expect((await b.signIn(demo)).ok).toBe(false);
  });
});
