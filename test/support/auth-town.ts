// A town with people who can sign in, for tests of accounts and sessions. Everything is set up through the real verbs.
import { randomBytes, randomInt } from 'node:crypto';
import { perform } from '../../src/platform/act/act.ts';
import { systemActor } from '../../src/platform/act/actor.ts';
import type { AuthDeps } from '../../src/platform/auth/account.ts';
import { createAccount, createDemoAccount } from '../../src/platform/auth/accounts.ts';
import { acceptInvitation, issueInvitation, openInvitation } from '../../src/platform/auth/invitations.ts';
import type { Browser, Progress } from '../../src/platform/auth/progress.ts';
import { signIn } from '../../src/platform/auth/sign-in.ts';
import { codeAt } from '../../src/platform/auth/totp.ts';
import { visitorOf } from '../../src/platform/auth/visitor-of.ts';
import type { StaffIdentity, Visitor } from '../../src/platform/http/visitor.ts';
import { instantOf } from '../../src/town/day.ts';
import { type AccountId, newId } from '../../src/town/ids.ts';
import type { Outcome } from '../../src/town/outcome.ts';
import type { Role } from '../../src/town/roles.ts';
import { type TestTown, testTown } from './town.ts';

export interface Person {
  accountId: AccountId;
  username: string;
  password: string;
  /** Secret of the telephone, where the role made one necessary. */
  secret: string | null;
  staff: StaffIdentity;
}

export interface AuthTown {
  town: TestTown;
  deps: AuthDeps;
  /** Moves the clock. */
  pass(seconds: number): void;
  person(...roles: Role[]): Promise<Person>;
  demoPerson(...roles: Role[]): Promise<Person>;
  setRoles(person: Person, roles: readonly Role[]): void;
  signIn(person: { username: string; password: string }, from?: Partial<Browser>): Promise<Outcome<Progress>>;
  /** Signs in and returns the visitor; fails the test when that is refused. */
  visitor(person: Person, from?: Partial<Browser>): Promise<{ token: string; visitor: Visitor }>;
  look(token: string): Promise<Visitor | null>;
}

/** An address nobody else in this test run has. */
export function newAddress(): string {
  return `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`;
}

export function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`refused: ${outcome.refusals.map((r) => r.code).join(', ')}`);
  return outcome.value;
}

export async function authTown(options: { at?: string; demo?: boolean } = {}): Promise<AuthTown> {
  const plain = await testTown({ at: options.at ?? '2026-11-23T01:30:00Z', slug: `s${randomBytes(8).toString('hex')}` });
  const town: TestTown = { ...plain, demo: options.demo ?? false };
  const people = new Map<string, StaffIdentity>();
  const deps: AuthDeps = { identify: async (_town, id) => people.get(id) ?? null, secret: randomBytes(32) };
  const address = newAddress();

  const identity = (roles: readonly Role[]): StaffIdentity => ({
    id: newId(),
    name: '王样例',
    organId: newId(),
    organName: '党政办',
    roles,
    standsInFor: [],
  });
  const result: AuthTown = {
    town,
    deps,
    pass(seconds) {
      town.clock.set(instantOf(Date.parse(town.clock.now()) + seconds * 1000));
    },
    async person(...roles) {
      const username = `u${randomBytes(6).toString('hex')}`;
      const password = `maple-${randomBytes(6).toString('hex')}-truck`;
      const staff = identity(roles);
      const issued = must(
        await perform(town, systemActor, 'test', async (act) => {
          const made = await createAccount(act, username);
          return made.ok ? issueInvitation(act, made.value, 'invitation') : made;
        }),
      );
      people.set(issued.accountId, staff);
      const token = issued.path.split('/').at(-1)!;
      const secret = (await openInvitation(deps, town, token))!.secret;
      const code = secret === null ? '' : codeAt(secret, town.clock.now());
      must(await acceptInvitation(deps, town, { token, password, repeat: password, code, address }));
      // The code above is used up; the next sign-in needs the next one.
      if (secret !== null) result.pass(30);
      return { accountId: issued.accountId, username, password, secret, staff };
    },
    async demoPerson(...roles) {
      const username = `d${randomBytes(6).toString('hex')}`;
      const accountId = must(await perform(town, systemActor, 'test', (act) => createDemoAccount(act, username)));
      const staff = identity(roles);
      people.set(accountId, staff);
      return { accountId, username, password: '', secret: null, staff };
    },
    setRoles(person, roles) {
      people.set(person.accountId, { ...person.staff, roles });
    },
    signIn: (person, from = {}) =>
      signIn(deps, town, {
        username: person.username,
        password: person.password,
        address,
        userAgent: 'Firefox/140 Windows',
        oldToken: null,
        ...from,
      }),
    async visitor(person, from) {
      const { token } = must(await result.signIn(person, from));
      const visitor = await result.look(token);
      if (!visitor) throw new Error('signed in, yet nobody is there');
      return { token, visitor };
    },
    look: (token) => visitorOf(deps, town, token, town.clock.now()),
  };
  return result;
}
