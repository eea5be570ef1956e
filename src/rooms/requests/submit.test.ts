// I2, the quick part: a request is never lost once its code was shown. The connection breaks at any point, the answer is lost after
// the commit, any statement fails, the same form comes again and again and all at once, and mail and SMS are down throughout. The long
// loop, with the process dying, is test/faults/request-receipts.faults.ts.
import type { AddressInfo } from 'node:net';
import { type KyselyPlugin, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apply, type Applicant, type Break, formOf, opens, post, shownIn } from '../../../test/faults/request-receipts-client.ts';
import { pixel } from '../../../test/support/editor-page.ts';
import { granted } from '../../../test/support/people.ts';
import { doing, type RequestTown, requestTown, sampleApplication, send } from '../../../test/support/requests.ts';
import { serveRoom, type ServedRoom } from '../../../test/support/serve-room.ts';
import { linesOf } from '../../platform/act/outbox.ts';
import { type Chores, startChores } from '../../platform/chores/chore-worker.ts';
import type { DispatchAdapter } from '../../platform/dispatch/adapter.ts';
import { dispatchChore } from '../../platform/dispatch/dispatch-chore.ts';
import { issueFormToken } from '../../platform/http/form-token.ts';
import type { Town } from '../../platform/town.ts';
import { confirmReceipt } from './begin-handling.ts';
import type { RequestId } from './info-request.ts';
import { requestsRoom } from './room.ts';
import { newFormKey, submitRequest } from './submit.ts';

let w: RequestTown;
let served: ServedRoom;
let chores: Chores;
let me: Applicant;
/** What the act sees of its town; a test may put something in its way. */
let inTheWay: Partial<Town> = {};

const down = (channel: 'mail' | 'sms'): DispatchAdapter => ({
  channel,
  send: async () => Promise.reject(new Error('connect ECONNREFUSED')),
});

beforeAll(async () => {
  const plain = await requestTown();
  const town = { ...plain.town, dispatchChannels: new Set(['mail', 'sms'] as const) };
  w = { ...plain, town };
  const seen = new Proxy(town, { get: (t, name) => Reflect.get(Object.hasOwn(inTheWay, name) ? inTheWay : t, name) });
  served = await serveRoom(seen, plain.people, requestsRoom);
  await served.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = served.app.server.address() as AddressInfo;
  me = { port, token: issueFormToken(Buffer.alloc(32, 7), town.clock.now()) };
  chores = await startChores(
    town,
    { chores: [dispatchChore([down('mail'), down('sms')], (t) => t.vault)], timetable: [] },
    { pollMs: 50 },
  );
}, 120_000);

afterAll(async () => {
  await chores.stop();
  await served.app.close();
});

interface Case {
  id: RequestId;
  number: string;
}

async function casesOf(formKey: string): Promise<Case[]> {
  const { rows } = await sql<Case>`select id, number from requests_requests
    where form_hash = ${w.town.vault.blindIndex('request-form', formKey)}`.execute(w.town.db);
  return rows;
}

/** Sent until it is answered, thrice at once: one case, one receipt, which opens and is what was shown before. */
async function settled(formKey: string, before: Awaited<ReturnType<typeof apply>> = null): Promise<Case> {
  const again = await Promise.all([apply(me, formKey), apply(me, formKey), apply(me, formKey)]);
  const [receipt] = again;
  expect(receipt?.code).toBeTruthy();
  for (const other of again) expect(other).toEqual(receipt);
  if (before) expect(receipt).toMatchObject(before.code === null ? { number: before.number } : before);
  expect(await opens(me, { number: receipt!.number, code: receipt!.code! })).toBe(true);
  const cases = await casesOf(formKey);
  expect(cases.map((c) => c.number)).toEqual([receipt!.number]);
  // The ledger heard of it once.
  expect((await linesOf(w.town.db, receipt!.number)).map((l) => l.type)).toEqual(['request-received']);
  return cases[0]!;
}

const breaks: Break[] = [
  ...[0, 0.05, 0.3, 0.6, 0.9, 0.999].map((share) => ({ at: 'sending', share }) as const),
  ...[0, 2, 5, 10, 20, 40, 80].map((ms) => ({ at: 'waiting', ms }) as const),
  ...[1, 17, 200, 2_000, 4_000, 5_000, 6_000].map((bytes) => ({ at: 'receiving', bytes }) as const),
];

describe('a connection that breaks', () => {
  test('anywhere: whatever was shown opens, and the form sent again is the same request', async () => {
    let shown = 0;
    for (const [i, cut] of breaks.entries()) {
      const formKey = newFormKey();
      const before = await apply(me, formKey, cut, i % 3 === 0 ? { name: '身份证.png', bytes: pixel } : undefined);
      if (before?.code) {
        shown++;
        expect(await opens(me, { number: before.number, code: before.code })).toBe(true);
      }
      const { id } = await settled(formKey, before);
      // Told of by mail and message that go nowhere.
      granted(await doing(w, w.people.actors['openness-office'], (act) => confirmReceipt(act, id, act.today)));
    }
    expect(shown).toBeGreaterThan(0);
    expect(shown).toBeLessThan(breaks.length);
  }, 120_000);

  test('many at once, the same form from several windows: one request', async () => {
    for (let round = 0; round < 3; round++) {
      const formKey = newFormKey();
      const cuts = [null, ...breaks.filter((_, i) => i % 3 === round)];
      const found = await Promise.all(cuts.map((cut) => apply(me, formKey, cut)));
      const codes = new Set(found.flatMap((f) => (f?.code ? [`${f.number} ${f.code}`] : [])));
      expect(codes.size).toBe(1);
      await settled(formKey, found[0]);
    }
  }, 60_000);
});

class Cut extends Error {}

/** Fails the statement of that number; counts them otherwise. */
function cutting(at: number): KyselyPlugin & { count: number } {
  const plugin = {
    count: 0,
    transformQuery({ node }: { node: Parameters<KyselyPlugin['transformQuery']>[0]['node'] }) {
      if (plugin.count++ === at) throw new Cut('no such luck');
      return node;
    },
    async transformResult({ result }: Parameters<KyselyPlugin['transformResult']>[0]) {
      return result;
    },
  };
  return plugin;
}

describe('a fault', () => {
  const during = async (way: Partial<Town>, formKey: string): Promise<string> => {
    inTheWay = way;
    try {
      return await post({ port: me.port, path: '/requests', fields: formOf(me.token, formKey), break: null });
    } finally {
      inTheWay = {};
    }
  };

  test('at any statement: no code is shown, nothing is kept, and the form sent again goes through', async () => {
    const counted = cutting(-1);
    await during({ db: w.town.db.withPlugin(counted) }, newFormKey());
    expect(counted.count).toBe(7);
    for (let at = 0; at < counted.count; at++) {
      const formKey = newFormKey();
      const page = await during({ db: w.town.db.withPlugin(cutting(at)) }, formKey);
      // The last one is after the commit: what the page itself asks for.
      expect([at, shownIn(page), page.slice(9, 12)]).toEqual([at, null, '500']);
      expect(await casesOf(formKey)).toEqual([]);
      await settled(formKey);
    }
    // Numbers of what failed were given back: none is missing.
    const { rows } = await sql<{ n: number; last: number }>`select count(*)::int as n,
      max(substring(number from 9)::int) as last from requests_requests`.execute(w.town.db);
    expect(rows[0]!.last).toBe(rows[0]!.n);
  }, 120_000);

  test('after the commit: the answer is lost, the request is not', async () => {
    const formKey = newFormKey();
    const covered = async (): Promise<boolean> => {
      throw new Cut('died');
    };
    const page = await during({ ledger: { ...w.town.ledger, covered } }, formKey);
    expect([shownIn(page), page.slice(9, 12)]).toEqual([null, '500']);
    expect(await casesOf(formKey)).toHaveLength(1);
    await settled(formKey);
  });

  test('of the key disk, the file store or the ledger’s patience: a code is shown only where the case is', async () => {
    const broken = async (): Promise<never> => {
      throw new Cut('no space left');
    };
    const { vault, ledger } = w.town;
    for (const way of [{ vault: { ...vault, newKey: broken } }, { vault: { ...vault, seal: broken } }]) {
      const formKey = newFormKey();
      expect(shownIn(await during(way, formKey))).toBeNull();
      expect(await casesOf(formKey)).toEqual([]);
      await settled(formKey);
    }
    // Nobody signs: the receipt is given all the same, for the request is kept.
    const formKey = newFormKey();
    const shown = shownIn(await during({ ledger: { ...ledger, covered: async () => false } }, formKey));
    expect(shown?.code).toBeTruthy();
    await settled(formKey, shown);
  });

  test('in the act of a colleague who enters it takes its number back with it', async () => {
    const formKey = newFormKey();
    await expect(
      doing(w, w.people.actors.window, async (act) => {
        const given = {
          draft: sampleApplication(),
          channel: 'counter',
          submittedOn: act.today,
          formKey,
          files: [],
          title: '',
        } as const;
        granted(await submitRequest(act, given));
        throw new Cut('the power went');
      }),
    ).rejects.toThrow(Cut);
    expect(await casesOf(formKey)).toEqual([]);
    const receipt = granted(await send(w, { formKey, channel: 'counter' }));
    expect(receipt).toMatchObject({ isNew: true, receivedOn: receipt.submittedOn });
    expect(granted(await send(w, { formKey, channel: 'counter' }))).toEqual({ ...receipt, isNew: false });
  });
});

test('mail and SMS were down all the while, and that is all that is said of them', async () => {
  const { rows } = await sql<{ state: string; n: number }>`select state, count(*)::int as n from platform_dispatches
    group by state order by n desc`.execute(w.town.db);
  expect(rows.reduce((all, r) => all + r.n, 0)).toBeGreaterThanOrEqual(breaks.length * 2);
  expect(rows.map((r) => r.state)).not.toContain('sent');
});
