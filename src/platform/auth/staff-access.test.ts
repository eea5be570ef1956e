import { expect, test } from 'vitest';
import { authTown, must } from '../../../test/support/auth-town.ts';
import type { AccountId } from '../../town/ids.ts';
import { newId } from '../../town/ids.ts';
import { perform } from '../act/act.ts';
import { systemActor } from '../act/actor.ts';
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

test('an account is stopped, put back and freed of a lost telephone, never one’s own and never twice', async () => {
  const a = await authTown();
  const access = staffAccess;
  const person = await a.person('principal');
  const id = person.accountId;
  const admin = await a.person('security-admin');
  const actor = { ...systemActor, kind: 'staff' as const, accountId: admin.accountId, roles: ['security-admin' as const] };
  for (const deed of [access.disable, access.enable, access.resetSecondFactor]) {
    const own = await perform(a.town, actor, 'test', (act) => deed(act, admin.accountId, '试一试'));
    expect(own.ok ? [] : own.refusals.map((r) => r.code)).toEqual(['own-account']);
    const nobody = await perform(a.town, actor, 'test', (act) => deed(act, newId<AccountId>(), '试一试'));
    expect(nobody.ok ? [] : nobody.refusals.map((r) => r.code)).toEqual(['account-unknown']);
  }
  expect((await perform(a.town, actor, 'test', (act) => access.enable(act, id, '在用'))).ok).toBe(false);
  expect(await access.accountState(a.town, newId<AccountId>())).toBeNull();
  expect(await access.accountState(a.town, id)).toEqual({ username: person.username, disabled: false, secondFactor: true });

  const drafter = await a.person('drafter');
  const { token } = await a.visitor(drafter);
  must(await perform(a.town, actor, 'test', (act) => access.disable(act, drafter.accountId, '手机被盗')));
  expect(await a.look(token)).toBeNull();
  expect((await a.signIn(drafter)).ok).toBe(false);
  expect(await access.accountState(a.town, drafter.accountId)).toMatchObject({ disabled: true });
  expect((await perform(a.town, actor, 'test', (act) => access.disable(act, drafter.accountId, '再来'))).ok).toBe(false);
  must(await perform(a.town, actor, 'test', (act) => access.enable(act, drafter.accountId, '找回')));
  expect((await a.signIn(drafter)).ok).toBe(true);

  must(await perform(a.town, actor, 'test', (act) => access.resetSecondFactor(act, id, '手机遗失')));
  expect(await access.accountState(a.town, id)).toMatchObject({ secondFactor: false });
  expect(must(await a.signIn(person)).step).toBe('enrol');
});
