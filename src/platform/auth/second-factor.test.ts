import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { type AuthTown, authTown, must, newAddress, type Person } from '../../../test/support/auth-town.ts';
import { type Instant, instantOf } from '../../town/day.ts';
import type { Outcome } from '../../town/outcome.ts';
import { roles } from '../../town/roles.ts';
import { perform } from '../act/act.ts';
import { systemActor } from '../act/actor.ts';
import { resetSecondFactor } from './accounts.ts';
import { makeBackupCodes } from './backup-codes.ts';
import { confirmIdentity } from './confirm.ts';
import { issueInvitation, acceptInvitation, openInvitation } from './invitations.ts';
import { enrol, giveSecondFactor } from './second-factor.ts';
import { mustHaveSecondFactor, nextStep } from './steps.ts';
import { codeAt, offeredSecret, stepOf } from './totp.ts';

const codesOf = (outcome: Outcome<unknown>) => (outcome.ok ? [] : outcome.refusals.map((r) => r.code));

describe('the second factor', () => {
  let a: AuthTown;
  beforeAll(async () => {
    a = await authTown();
  });

  const code = (person: Person, seconds = 0): string =>
    codeAt(person.secret!, instantOf(Date.parse(a.town.clock.now()) + seconds * 1000) as Instant);
  const give = async (person: Person, text: string) => {
    const { visitor, token } = await a.visitor(person);
    return { outcome: await giveSecondFactor(a.town, visitor, { code: text, address: newAddress() }), token };
  };
  const full = async (person: Person) => {
    a.pass(30);
    return (await a.look(must((await give(person, code(person))).outcome).token))!;
  };

  test('is asked of those who approve, lead or administer, outside demonstrations', () => {
    expect(roles.filter((r) => mustHaveSecondFactor([r], false))).toEqual([
      'department-head',
      'openness-office',
      'deputy-leader',
      'principal',
      'system-admin',
      'security-admin',
      'audit-admin',
    ]);
    expect(mustHaveSecondFactor(roles, true)).toBe(false);
  });

  test('once set up is asked for in every role and in demonstrations too', () => {
    expect(nextStep({ hasTotp: true, secondFactorGiven: false, roles: ['drafter'], demoTown: true, passwordExpired: true })).toBe(
      'second-factor',
    );
  });

  test('takes six digits of this half minute or its neighbours, nothing else', () => {
    const secret = offeredSecret(Buffer.alloc(32, 7), 'somebody');
    const at = '2026-11-23T01:30:10.000Z' as Instant;
    const near = (s: number) => codeAt(secret, instantOf(Date.parse(at) + s * 1000));
    expect([-30, 0, 30].map((s) => stepOf(secret, near(s), at)! - stepOf(secret, near(0), at)!)).toEqual([-1, 0, 1]);
    for (const bad of [near(-60), near(60), '', '12345', '1234567', 'abcdef', `${near(0)}0`, '١٢٣٤٥٦'])
      expect(stepOf(secret, bad, at)).toBeNull();
  });

  test('is missing after the password alone: the session opens nothing', async () => {
    const { visitor } = await a.visitor(await a.person('principal'));
    expect(visitor.session.stage).toBe('password');
  });

  test('makes the session full under a new token, and the half-open one is dead', async () => {
    const person = await a.person('openness-office');
    const { outcome, token } = await give(person, code(person));
    expect((await a.look(must(outcome).token))?.session.stage).toBe('full');
    expect(await a.look(token)).toBeNull();
  });

  test('is good once: the same code again, or one from before it, fails', async () => {
    const person = await a.person('principal');
    const now = code(person);
    const before = code(person, -30);
    must((await give(person, now)).outcome);
    expect(codesOf((await give(person, now)).outcome)).toEqual(['wrong-code']);
    expect(codesOf((await give(person, before)).outcome)).toEqual(['wrong-code']);
    a.pass(30);
    expect((await give(person, code(person))).outcome.ok).toBe(true);
  });

  test('given twice at the same moment is good once', async () => {
    const person = await a.person('principal');
    const now = code(person);
    const results = await Promise.all([give(person, now), give(person, now), give(person, now)]);
    expect(results.filter((r) => r.outcome.ok)).toHaveLength(1);
  });

  test('cannot be guessed: five wrong codes lock the account and end the half-open session, and the password alone clears nothing', async () => {
    const person = await a.person('principal');
    for (let i = 0; i < 4; i++) expect(codesOf((await give(person, '000000')).outcome)).toEqual(['wrong-code']);
    const fifth = await give(person, '000000');
    expect(codesOf(fifth.outcome)).toEqual(['session-ended']);
    expect(await a.look(fifth.token)).toBeNull();
    expect((await a.signIn(person, { address: newAddress() })).ok).toBe(false);
  });

  test('is not accepted in a half-open session while the account is locked', async () => {
    const person = await a.person('principal');
    const { visitor } = await a.visitor(person);
    for (let i = 0; i < 5; i++)
      await a.signIn({ username: person.username, password: 'not the password' }, { address: newAddress() });
    expect(codesOf(await giveSecondFactor(a.town, visitor, { code: code(person), address: newAddress() }))).toEqual([
      'session-ended',
    ]);
  });

  test('cannot be replaced by whoever has the password only', async () => {
    const person = await a.person('principal');
    const { visitor } = await a.visitor(person);
    const secret = offeredSecret(a.deps.secret, visitor.session.tokenHash);
    expect(codesOf(await enrol(a.deps, a.town, visitor, { code: codeAt(secret, a.town.clock.now()), address: '' }))).toEqual([
      'session-ended',
    ]);
  });

  test('is not replaced by a password reset', async () => {
    const person = await a.person('principal');
    const issued = must(await perform(a.town, systemActor, 'test', (act) => issueInvitation(act, person.accountId, 'reset')));
    const token = issued.path.split('/').at(-1)!;
    expect((await openInvitation(a.deps, a.town, token))!.secret).toBeNull();
    must(
      await acceptInvitation(a.deps, a.town, {
        token,
        password: 'lantern-harbour-74',
        repeat: 'lantern-harbour-74',
        code: '',
        address: '',
      }),
    );
    const signedIn = must(
      await a.signIn({ username: person.username, password: 'lantern-harbour-74' }, { address: newAddress() }),
    );
    expect(signedIn.step).toBe('second-factor');
  });

  test('lost with the telephone is set up anew at the next sign-in, after somebody else has reset it', async () => {
    const person = await a.person('principal');
    const session = await full(person);
    must(await perform(a.town, systemActor, 'test', (act) => resetSecondFactor(act, person.accountId, '手机遗失')));
    expect(
      await a.town.shared
        .transaction()
        .execute(
          async (tx) =>
            (await sql`select 1 from gongkai.sessions where token_hash = ${session.session.tokenHash}`.execute(tx)).rows,
        ),
    ).toEqual([]);
    const signedIn = must(await a.signIn(person, { address: newAddress() }));
    expect(signedIn.step).toBe('enrol');
    const visitor = (await a.look(signedIn.token))!;
    expect(codesOf(await enrol(a.deps, a.town, visitor, { code: '000000', address: '' }))).toEqual(['wrong-code']);
    const secret = offeredSecret(a.deps.secret, visitor.session.tokenHash);
    const now = codeAt(secret, a.town.clock.now());
    const progress = must(await enrol(a.deps, a.town, visitor, { code: now, address: '' }));
    expect(progress.step).toBeNull();
    // The code that set it up is used up.
    const next = (await a.look(must(await a.signIn(person, { address: newAddress() })).token))!;
    expect(codesOf(await giveSecondFactor(a.town, next, { code: now, address: newAddress() }))).toEqual(['wrong-code']);
  });

  test('has eight backup codes, each good once, none readable in the database; new ones kill the old', async () => {
    const person = await a.person('principal');
    const visitor = await full(person);
    const codes = must(await makeBackupCodes(a.town, visitor, ''));
    expect(new Set(codes).size).toBe(8);
    const { rows } = await sql<{
      row: string;
    }>`select b::text as row from gongkai.backup_codes b where account_id = ${person.accountId}`.execute(a.town.shared);
    for (const each of codes)
      expect(rows.some((r) => r.row.toUpperCase().includes(each.replaceAll('-', '')) || r.row.includes(each))).toBe(false);
    const typed = codes[0]!.toLowerCase().replaceAll('-', ' ');
    expect((await give(person, typed)).outcome.ok).toBe(true);
    expect(codesOf((await give(person, codes[0]!)).outcome)).toEqual(['wrong-code']);
    must(await makeBackupCodes(a.town, visitor, ''));
    expect(codesOf((await give(person, codes[1]!)).outcome)).toEqual(['wrong-code']);
  });

  test('of one person does not serve another', async () => {
    const one = await a.person('principal');
    const other = await a.person('principal');
    const codes = must(await makeBackupCodes(a.town, await full(one), ''));
    expect(codesOf((await give(other, codes[0]!)).outcome)).toEqual(['wrong-code']);
  });

  test('is part of proving again who one is', async () => {
    const person = await a.person('principal');
    const visitor = await full(person);
    a.pass(16 * 60);
    expect(codesOf(await makeBackupCodes(a.town, visitor, ''))).toEqual(['not-fresh']);
    expect(codesOf(await confirmIdentity(a.town, visitor, { password: person.password, code: '', address: '' }))).toEqual([
      'wrong-proof',
    ]);
    expect((await confirmIdentity(a.town, visitor, { password: person.password, code: code(person), address: '' })).ok).toBe(
      true,
    );
  });
});
