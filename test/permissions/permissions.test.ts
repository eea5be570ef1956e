// Every route the router knows, asked by everybody who can ask: nobody, each role, a colleague of another organ, a disabled
// account, an expired session. What is refused leaves one line in the audit chain and changes nothing.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildProgram } from '../../src/main.ts';
import type { Policy } from '../../src/platform/http/policy.ts';
import { type Role, roles } from '../../src/town/roles.ts';
import { policies } from '../../src/web/policy.ts';
import { type Deed, type DeedName, deeds } from '../../src/rooms/requests/deeds.ts';
import { unzipped } from '../support/unzipped.ts';
import { CANARY } from '../support/sample-papers.ts';
import { applicantCanaries, REQUEST_CANARY, sampleStates } from '../support/sample-requests.ts';
import { everybody, type Who } from '../support/sample-sessions.ts';
import { routesOf, type WholeTown, wholeTown } from '../support/whole-town.ts';
import { applicantsDeeds, expected, expectedDeeds, residentsForms } from './expected.ts';

let it: WholeTown;
let all: readonly string[];
beforeAll(async () => {
  it = await wholeTown();
  all = routesOf(it.app);
}, 120_000);
afterAll(() => it?.stop());

const strangers: readonly Who[] = ['nobody', 'disabled', 'expired', 'unknown-token'];

function roleOf(who: Who): Role | null {
  if (who === 'other-drafter') return 'drafter';
  if (who === 'other-head') return 'department-head';
  return (roles as readonly string[]).includes(who) ? (who as Role) : null;
}

/** What the policy table says, spelled again so that the server's own reading of it is not its witness. */
function verdict(policy: Policy, who: Who): 'open' | 'sign-in' | 'no' {
  if (policy === 'public' || policy === 'signing-in') return 'open';
  const role = roleOf(who);
  if (role === null) return 'sign-in';
  return policy === 'staff' || policy.roles.includes(role) ? 'open' : 'no';
}

type Answer = Awaited<ReturnType<WholeTown['get']>>;

/** Which of these words an answer holds, headers and the parts of office files included. */
function heldIn(answer: Answer, canaries: readonly string[]): string[] {
  const zipped = answer.rawPayload.subarray(0, 2).toString() === 'PK';
  const text = `${JSON.stringify(answer.headers)} ${zipped ? unzipped(answer.rawPayload) : answer.body}`;
  return canaries.filter((c) => [c, encodeURIComponent(c), JSON.stringify(c).slice(1, -1)].some((form) => text.includes(form)));
}

const isPost = (route: string): boolean => route.startsWith('POST ');

async function lastSeq(): Promise<number> {
  return (await it.audits()).at(-1)?.seq ?? 0;
}

describe('the policy table', () => {
  test('a route without a line in it keeps the program from starting', async () => {
    const { 'POST /console/chains': _dropped, ...rest } = policies;
    await expect(buildProgram(it.installation, it.w.town, it.config, { table: rest })).rejects.toThrow(
      'no policy for route: POST /console/chains',
    );
    const { 'GET /api/v1/organs': _api, ...noApi } = policies;
    await expect(buildProgram(it.installation, it.w.town, it.config, { table: noApi })).rejects.toThrow(
      'no policy for route: GET /api/v1/organs',
    );
  });

  test('a line without a route keeps the program from starting', async () => {
    const more = { ...policies, 'GET /console/nowhere': 'public' as const };
    const { app, disk } = await buildProgram(it.installation, it.w.town, it.config, { table: more });
    await expect(app.ready()).rejects.toThrow('policies without a route: GET /console/nowhere');
    disk.stop();
  });

  test('of what writes only the forms of applicants are public, and the console never is', () => {
    const open = all.filter((r) => policies[r] === 'public' && (isPost(r) || r.includes(' /console')));
    expect(open).toEqual(residentsForms);
  });

  test('says of deeds on a request who does what matters most, and what an applicant may do', () => {
    for (const [name, by] of Object.entries(expectedDeeds)) expect(deeds[name as DeedName].by, name).toEqual(by);
    const theirs = Object.entries<Deed>(deeds).filter(([, d]) => d.by.includes('applicant'));
    expect(theirs.map(([name]) => name).sort()).toEqual([...applicantsDeeds].sort());
  });

  test('signing in is the only thing the half-signed-in may do', () => {
    expect(all.filter((r) => policies[r] === 'signing-in')).toEqual([
      'GET /console/invitations/:token',
      'GET /console/new-password',
      'GET /console/second-factor',
      'GET /console/sign-in',
      'POST /console/demo-sign-in',
      'POST /console/invitations/:token',
      'POST /console/new-password',
      'POST /console/second-factor',
      'POST /console/sign-in',
      'POST /console/sign-out',
    ]);
  });

  test('says for what matters most exactly what was written down by hand', () => {
    for (const [route, who] of Object.entries(expected)) {
      const policy = policies[route];
      expect(typeof policy === 'object' ? [...policy.roles].sort() : policy, route).toEqual([...who].sort());
    }
  });

  test('no administrator of the system, of security or of audit publishes, reviews or drafts', () => {
    const may = (role: Role, route: string): boolean => verdict(policies[route]!, role) === 'open';
    const papers = all.filter((r) => /\/console\/(drafts|reviews|documents|chains|catalogue|duties|requests)/.test(r));
    expect(papers.length).toBeGreaterThan(25);
    for (const role of ['system-admin', 'security-admin', 'audit-admin'] as const)
      expect(papers.filter((r) => may(role, r))).toEqual([]);
  });
});

describe.each(everybody)('asked by %s', (who) => {
  const known = !strangers.includes(who);

  test('every page is shown to those it is for, and to nobody else', async () => {
    const before = await it.digest();
    const from = await lastSeq();
    const wrong: string[] = [];
    const refusals: string[] = [];
    for (const route of all.filter((r) => !isPost(r))) {
      const want = verdict(policies[route]!, who);
      const answer = await it.get(it.example(route), who);
      const toSignIn = answer.statusCode === 303 && String(answer.headers.location).startsWith('/console/sign-in');
      const entrance = policies[route] === 'signing-in';
      const got = answer.statusCode === 403 ? 'no' : toSignIn && !entrance ? 'sign-in' : 'open';
      if (got !== want || answer.statusCode >= 500) wrong.push(`${route}: ${answer.statusCode}, ${want} expected`);
      if (want === 'no') refusals.push(`route:${route}`);
    }
    expect(wrong).toEqual([]);
    const rows = (await it.audits()).filter((a) => a.seq > from);
    expect(rows.filter((a) => a.verb === 'denied').map((a) => a.subject)).toEqual(refusals);
    expect(rows.every((a) => a.account !== null)).toBe(true);
    // Reading the record is itself on record, and so is handing a document's whole life over and looking at what an applicant
    // wrote; no other reading is. Those whose request it is not see nothing and leave no such row.
    const others = new Set(rows.filter((a) => a.verb !== 'denied').map((a) => `${a.verb} ${a.subject?.split(':')[0]}`));
    const read: Partial<Record<Who, readonly string[]>> = {
      'audit-admin': ['audit.read audit', 'audit.export audit'],
      'openness-office': ['disclosure.archive document', 'requests.export request', 'requests.look request'],
      drafter: ['requests.look request'],
      'department-head': ['requests.look request'],
      'deputy-leader': ['requests.look request'],
      principal: ['requests.look request'],
    };
    expect([...others].sort()).toEqual([...(read[who] ?? [])].sort());
    expect(await it.digest()).toBe(before);
  });

  test('every form is refused to those it is not for, once on record, and nothing changes', async () => {
    const before = await it.digest();
    const from = await lastSeq();
    const wrong: string[] = [];
    const refusals: string[] = [];
    for (const route of all.filter(isPost)) {
      const want = verdict(policies[route]!, who);
      // A token of somebody else: those the form is for come as far as the token and no further, so nothing is done.
      const answer = await it.post(it.example(route), who, { token: 'somebody-else', fields: { reason: '试一试' } });
      const status = { open: 403, no: 403, 'sign-in': 401 }[want];
      if (answer.statusCode !== status) wrong.push(`${route}: ${answer.statusCode}, ${status} expected`);
      if (known) refusals.push(want === 'open' ? `route:${route} (form token)` : `route:${route}`);
    }
    expect(wrong).toEqual([]);
    const rows = (await it.audits()).filter((a) => a.seq > from);
    expect(rows.map((a) => a.subject)).toEqual(refusals);
    expect(await it.digest()).toBe(before);
  });
});

describe('a form', () => {
  const allowed = (route: string): Who => {
    const policy = policies[route]!;
    return typeof policy === 'object' ? (policy.roles[0] as Role) : policy === 'staff' ? 'drafter' : 'nobody';
  };

  test('without a token, or with another person’s, is refused whoever sends it', async () => {
    const before = await it.digest();
    const wrong: string[] = [];
    for (const route of all.filter(isPost)) {
      const who = allowed(route);
      for (const token of [null, '', it.csrf(who === 'window' ? 'agent' : 'window')]) {
        const answer = await it.post(it.example(route), who, { token });
        if (answer.statusCode !== 403)
          wrong.push(`${route} with ${token === null ? 'no token' : 'a foreign one'}: ${answer.statusCode}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(await it.digest()).toBe(before);
  });

  test('sent from another site is refused although the token is right', async () => {
    const before = await it.digest();
    const wrong: string[] = [];
    for (const route of all.filter(isPost)) {
      const foreign: readonly Record<string, string>[] = [
        { origin: 'https://evil.example' },
        { origin: 'null' },
        { 'sec-fetch-site': 'cross-site' },
      ];
      for (const headers of foreign) {
        const answer = await it.post(it.example(route), allowed(route), { headers });
        if (answer.statusCode !== 403) wrong.push(`${route} ${JSON.stringify(headers)}: ${answer.statusCode}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(await it.digest()).toBe(before);
  });
});

/** A request in every state, and all that belongs to the one with a letter and a file. */
function pathsOfRequests(): readonly string[] {
  const { receipts, letter, file } = it.requests;
  const own = ['/personal.json', `/letters/${letter}`, `/letters/${letter}/letter.docx`, `/letters/${letter}/letter.pdf`];
  const of = [...own, '/letters/new', `/files/${file}`, `/files/${file}/masking`];
  return [
    ...sampleStates.map((state) => `/console/requests/${receipts[state].id}`),
    ...of.map((path) => `/console/requests/${receipts.handling.id}${path}`),
  ];
}

describe('two organs', () => {
  const asked = [REQUEST_CANARY, ...applicantCanaries];
  const holds = (answer: Answer): boolean => heldIn(answer, [CANARY]).length > 0;
  /** What may reach whom nowhere. The window takes requests in and hands answers out; see below. */
  const hidden: readonly (readonly [Who, readonly string[]])[] = [
    ...(['other-drafter', 'other-head', 'agent', 'nobody', 'system-admin', 'security-admin'] as const).map(
      (who) => [who, [CANARY, ...asked]] as const,
    ),
    ['window', [CANARY]],
    ...(['secrecy-reviewer', 'supervisor', 'audit-admin'] as const).map((who) => [who, asked] as const),
  ];

  test('the one that writes a draft sees it, and so do those whose step it is', async () => {
    expect(holds(await it.get(it.example('GET /console/drafts/:id'), 'drafter'))).toBe(true);
    expect(holds(await it.get(it.example('GET /console/reviews/:id'), 'secrecy-reviewer'))).toBe(true);
    expect(holds(await it.get('/console/drafts/export.xlsx', 'drafter'))).toBe(true);
    expect(holds(await it.get(it.example('GET /console/drafts/:id/files/:sha'), 'drafter'))).toBe(true);
  });

  test.each(hidden)(
    'no word of it, nor of who asks the other for what, reaches %s at any address',
    async (who, canaries) => {
      const told: string[] = [];
      const organ = it.w.people.finance.id;
      const look = async (url: string, isOwn = true): Promise<void> => {
        const answer = await it.get(url, who);
        const found = heldIn(answer, canaries);
        if (found.length > 0 || (!isOwn && answer.statusCode === 200))
          told.push(`${url}: ${answer.statusCode} ${found.join(' ')}`);
      };
      for (const route of all.filter((r) => !isPost(r))) {
        await look(it.example(route));
        await look(`${it.example(route)}?organ=${organ}&state=drafting&all=1&scope=all&which=all&kind=natural`);
      }
      if (canaries.includes(CANARY))
        for (const name of ['drafts', 'reviews'])
          for (const id of ['GET /console/drafts/:id', 'GET /console/reviews/:id'].map((r) => it.example(r).split('/').at(-1)))
            await look(`/console/${name}/${id}`, false);
      if (canaries.includes(REQUEST_CANARY)) for (const url of pathsOfRequests()) await look(url, false);
      expect(told).toEqual([]);
    },
    60_000,
  );

  test.each(['other-drafter', 'other-head', 'agent'] as const)('%s changes nothing of the other’s by any form', async (who) => {
    const before = await it.digest();
    const told: string[] = [];
    const own = /\/console\/(account|confirm|sign-|second-factor|new-password|invitations|demo-)/;
    const organ = it.w.people.finance.id;
    const duty = it.example('GET /console/duties/:id').split('/').at(-1) ?? '';
    const fields = {
      organ,
      organId: organ,
      duty,
      dutyId: duty,
      item: '05',
      revision: '1',
      title: '别的单位改的标题',
      summary: '别的单位改的概述',
      bodyText: '别的单位改的正文',
      opinion: '同意。',
      decision: 'pass',
      explanation: '本期没有发生这一类事项。',
      reason: '本期没有发生这一类事项。',
      note: '本期没有发生这一类事项。',
      ground: '个人隐私',
    };
    for (const route of all.filter((r) => isPost(r) && !own.test(r) && verdict(policies[r]!, who) === 'open')) {
      const answer = await it.post(it.example(route), who, { fields });
      if (holds(answer)) told.push(route);
      if (answer.statusCode >= 500) told.push(`${route}: ${answer.statusCode}`);
      expect(await it.digest(), route).toBe(before);
    }
    expect(told).toEqual([]);
  });
});

describe('a request for information', () => {
  const canaries = [REQUEST_CANARY, ...applicantCanaries];
  const seen = (answer: Answer): string[] => heldIn(answer, canaries);

  test('is seen whole by those whose it is: who handles it, their head, the office and the leaders', async () => {
    for (const who of ['drafter', 'department-head', 'openness-office', 'deputy-leader', 'principal'] as const)
      expect(seen(await it.get(it.example('GET /console/requests/:id'), who)), who).toEqual(canaries);
    const { example } = it;
    for (const [route, found] of [
      ['GET /console/requests/:id/personal.json', canaries],
      ['GET /console/requests/:id/files/:file', [REQUEST_CANARY, applicantCanaries[2]]],
      ['GET /console/requests/:id/letters/:letter', [REQUEST_CANARY, applicantCanaries[0]]],
      ['GET /console/requests/:id/letters/:letter/letter.docx', [REQUEST_CANARY, applicantCanaries[0]]],
      ['GET /console/requests/suggestions', [REQUEST_CANARY]],
      ['GET /console/requests/export.xlsx', [REQUEST_CANARY]],
    ] as const)
      expect(seen(await it.get(example(route), 'openness-office')), route).toEqual(found);
  });

  test('is seen at the window while it comes in or goes out, and not while it is worked on', async () => {
    const { receipts } = it.requests;
    const open = [];
    for (const state of sampleStates) {
      const answer = await it.get(`/console/requests/${receipts[state].id}`, 'window');
      if (answer.statusCode === 200) open.push(state);
      else expect([answer.statusCode, seen(answer)], state).toEqual([404, []]);
    }
    expect(open).toEqual(['unconfirmed', 'received', 'correcting', 'fee', 'signed']);
  });

  test.each(['other-drafter', 'other-head', 'window'] as const)(
    'that is not theirs is not changed by %s, whatever the deed',
    async (who) => {
      const before = await it.digest();
      const { receipts, letter, file } = it.requests;
      const { id } = receipts.handling;
      const fields = {
        title: '别人拟的事由',
        text: '别人写的',
        on: '2026-11-23',
        organ: it.w.people.finance.id,
        kind: 'receipt',
        letter,
      };
      const told: string[] = [];
      const forms: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
        ...Object.keys(deeds).map((deed) => [`/console/requests/${id}`, { ...fields, deed }] as const),
        [`/console/requests/${id}/letters/new`, fields],
        [`/console/requests/${id}/letters/${letter}`, { ...fields, revision: '1' }],
        [`/console/requests/${id}/files/${file}/masking`, { passages: '正文', ground: '个人隐私' }],
      ];
      for (const [url, sent] of forms) {
        const answer = await it.post(url, who, { fields: sent });
        if (answer.statusCode !== 404 || seen(answer).length > 0) told.push(`${url} ${sent.deed ?? ''}: ${answer.statusCode}`);
      }
      expect(told).toEqual([]);
      expect(await it.digest()).toBe(before);
    },
  );

  test('opens to its own receipt, and to no other number or code', async () => {
    const { receipts } = it.requests;
    const token = /name="_token" value="([^"]+)"/.exec((await it.get('/requests/progress')).body)?.[1] ?? '';
    const ask = (number: string, code: string) => it.post('/requests/progress', 'nobody', { token, fields: { number, code } });
    const { number, code } = receipts.handling;
    for (const [n, c] of [
      [number, receipts.answered.code],
      [receipts.answered.number, code],
      ['SQ-2026-9999', code],
    ] as const) {
      const answer = await ask(n, c);
      expect([answer.statusCode, seen(answer)]).toEqual([422, []]);
    }
    const own = await ask(number, code);
    expect(own.statusCode).toBe(200);
    expect(own.body).toContain(`${REQUEST_CANARY}留言`);
    // Notes inside the office, drafts of letters, what was found and not released are not the applicant's.
    for (const inside of [`${REQUEST_CANARY}记事`, `${REQUEST_CANARY}.docx`, '接收回执']) expect(own.body).not.toContain(inside);
  });
});
