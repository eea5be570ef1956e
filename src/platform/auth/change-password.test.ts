import { beforeAll, describe, expect, test } from 'vitest';
import { type AuthTown, authTown, must, newAddress, type Person } from '../../../test/support/auth-town.ts';
import type { Outcome } from '../../town/outcome.ts';
import { perform } from '../act/act.ts';
import { systemActor } from '../act/actor.ts';
import type { Visitor } from '../http/visitor.ts';
import { changePassword } from './change-password.ts';
import { changeAuthSettings } from './settings.ts';

const codesOf = (outcome: Outcome<unknown>) => (outcome.ok ? [] : outcome.refusals.map((r) => r.code));

describe('changing one’s password', () => {
  let a: AuthTown;
  beforeAll(async () => {
    a = await authTown();
  });

  const change = (town: AuthTown, visitor: Visitor, current: string, password: string) =>
    changePassword(town.town, visitor, { current, password, repeat: password, address: '' });

  test('needs the current one, says everything that is wrong, and ends the session at the fifth wrong answer', async () => {
    const person = await a.person('drafter');
    const { token, visitor } = await a.visitor(person);
    expect(codesOf(await change(a, visitor, 'wrong', 'short'))).toEqual(['wrong-current', 'password-too-short']);
    for (let i = 0; i < 3; i++) await change(a, visitor, 'wrong', 'lantern-harbour-74');
    expect(codesOf(await change(a, visitor, 'wrong', 'lantern-harbour-74'))).toEqual(['session-ended']);
    expect(await a.look(token)).toBeNull();
  });

  test('to the same one is refused', async () => {
    const person = await a.person('drafter');
    const { visitor } = await a.visitor(person);
    expect(codesOf(await change(a, visitor, person.password, person.password))).toEqual(['password-reused']);
  });

  test('ends all other sessions and gives this one a new token', async () => {
    const person = await a.person('drafter');
    const other = await a.visitor(person);
    const { token, visitor } = await a.visitor(person);
    const progress = must(await change(a, visitor, person.password, 'lantern-harbour-74'));
    expect(await a.look(other.token)).toBeNull();
    expect(await a.look(token)).toBeNull();
    expect((await a.look(progress.token))?.session.stage).toBe('full');
    expect((await a.signIn(person, { address: newAddress() })).ok).toBe(false);
    expect((await a.signIn({ ...person, password: 'lantern-harbour-74' }, { address: newAddress() })).ok).toBe(true);
  });

  describe('under the 等保 profile', () => {
    let b: AuthTown;
    let person: Person;
    beforeAll(async () => {
      b = await authTown();
      person = await b.person('drafter');
      must(
        await perform(b.town, systemActor, 'test', (act) =>
          changeAuthSettings(act, { idleMinutes: 15, passwordProfile: 'djbh' }),
        ),
      );
    });

    test('none of the five before may come back, the sixth may', async () => {
      const numbered = (n: number) => `Lantern-harbour-7${n}`;
      let current = person.password;
      for (let n = 0; n < 6; n++) {
        const { visitor } = await b.visitor({ ...person, password: current });
        must(await change(b, visitor, current, numbered(n)));
        current = numbered(n);
        b.pass(60);
      }
      const { visitor } = await b.visitor({ ...person, password: current });
      for (let n = 0; n < 6; n++) expect(codesOf(await change(b, visitor, current, numbered(n)))).toEqual(['password-reused']);
      must(await change(b, visitor, current, numbered(6)));
      const next = await b.visitor({ ...person, password: numbered(6) });
      must(await change(b, next.visitor, numbered(6), numbered(0)));
      person = { ...person, password: numbered(0) };
    });

    test('after 90 days nothing opens before a new one is set', async () => {
      b.pass(89 * 86_400);
      expect(must(await b.signIn(person)).step).toBeNull();
      b.pass(86_400);
      const { token, step } = must(await b.signIn(person));
      expect(step).toBe('new-password');
      const visitor = (await b.look(token))!;
      expect(visitor.session.stage).toBe('password');
      const progress = must(await change(b, visitor, person.password, 'Quiet-river-stones-31'));
      expect((await b.look(progress.token))?.session.stage).toBe('full');
    });
  });
});
