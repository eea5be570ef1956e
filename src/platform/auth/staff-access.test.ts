import { expect, test } from 'vitest';
import { authTown, must } from '../../../test/support/auth-town.ts';
import { perform, systemActor } from '../act/act.ts';
import { openInvitation } from './invitations.ts';
import { staffAccess } from './staff-access.ts';

test('the administration of staff invites, invites again, signs out and ends access', async () => {
  const a = await authTown();
  const access = staffAccess;
  const purpose = async (path: string) => (await openInvitation(a.deps, a.town, path.split('/').at(-1)!))?.purpose;
  const taken = await perform(a.town, systemActor, 'test', (act) => access.invite(act, 'X'));
  expect(taken.ok ? '' : access.accountWords(taken.refusals[0]!)).toContain('用户名为 3 到 32 个字符');

  const name = `u${Math.random().toString(36).slice(2, 12)}`;
  const first = must(await perform(a.town, systemActor, 'test', (act) => access.invite(act, name)));
  expect(await purpose(first.path)).toBe('invitation');
  const second = must(await perform(a.town, systemActor, 'test', (act) => access.inviteAgain(act, first.accountId)));
  expect(await purpose(first.path)).toBeUndefined();
  expect(await purpose(second.path)).toBe('invitation');

  const person = await a.person('drafter');
  const reset = must(await perform(a.town, systemActor, 'test', (act) => access.inviteAgain(act, person.accountId)));
  expect(await purpose(reset.path)).toBe('reset');
  const { token } = await a.visitor(person);
  await perform(a.town, systemActor, 'test', async (act) => ({
    ok: true,
    value: await access.endSessions(act, person.accountId),
  }));
  expect(await a.look(token)).toBeNull();
  await perform(a.town, systemActor, 'test', async (act) => ({
    ok: true,
    value: await access.endAccess(act, person.accountId, '调离'),
  }));
  expect((await a.signIn(person)).ok).toBe(false);
});
