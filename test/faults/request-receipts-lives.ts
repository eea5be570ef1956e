// A town in a process of its own that takes applications over real connections and is killed again and again, while the connections
// break as well and mail and SMS are down. Whoever applied remembers what was shown; afterwards every code must open its request, and
// every form sent again must be one request.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { createLedger } from '../../src/ledger/create-ledger.ts';
import { perform } from '../../src/platform/act/act.ts';
import { systemActor } from '../../src/platform/act/actor.ts';
import { issueFormToken } from '../../src/platform/http/form-token.ts';
import { createTown, openInstallation, openTown, type TownRow } from '../../src/platform/installation.ts';
import { changeOrgan } from '../../src/rooms/people/door.ts';
import { newFormKey } from '../../src/rooms/requests/door.ts';
import { instantOf } from '../../src/town/day.ts';
import { type BrokenBuild, brokenBuild, type Change } from '../support/broken-build.ts';
import { type Child, child } from '../support/child.ts';
import { numbers } from '../support/older-directory.ts';
import { granted, type SamplePeople, samplePeople } from '../support/people.ts';
import { CODE } from '../support/publishing.ts';
import { quietLog, TEST_ORIGIN } from '../support/stand-ins.ts';
import { engineKind } from '../support/town.ts';
import { type Applicant, apply, type Break, opens, type Shown } from './request-receipts-client.ts';

const SECRET = Buffer.alloc(32, 7);
const HANDS = 6;

/** Says `committed n.` between the commit and the answer of an application, and holds it back there when asked to. */
const program = `
  import { startLedger } from source('ledger/start-ledger.ts');
  import { perform } from source('platform/act/act.ts');
  import { startChores } from source('platform/chores/chore-worker.ts');
  import { dispatchChore } from source('platform/dispatch/dispatch-chore.ts');
  import { allows } from source('platform/http/policy.ts');
  import { text } from source('platform/http/reply.ts');
  import { buildServer } from source('platform/http/server.ts');
  import { openInstallation, openTown } from source('platform/installation.ts');
  import { confirmReceipt } from source('rooms/requests/door.ts');
  import { requestsRoom } from source('rooms/requests/room.ts');
  import { policies } from source('web/policy.ts');
  import { sql } from ours('kysely');
  const { config, row, office, hold } = JSON.parse(process.env.RUN);
  const quiet = { info() {}, warn() {}, error() {} };
  console.log('begins.');
  const installation = await openInstallation(config, quiet);
  const opened = await openTown(installation, row);
  let committed = 0;
  const ledger = { ...opened.ledger, covered: async (size) => {
    console.log('committed ' + ++committed + '.');
    if (committed === hold) await new Promise(() => {});
    return opened.ledger.covered(size);
  } };
  const town = { ...opened, ledger, dispatchChannels: new Set(['mail', 'sms']) };
  await startLedger(town, { folder: town.ledgerFolder, covered: [] });
  const mine = new Set(requestsRoom.routes.map((r) => r.method + ' ' + r.path));
  const app = await buildServer({
    town,
    site: { publicUrl: 'http://127.0.0.1', secureCookies: false, marks: [], version: 'test', asset: (n) => n, publicNav: [], consoleNav: [] },
    routes: requestsRoom.routes,
    policies: Object.fromEntries(Object.entries(policies).filter(([name]) => mine.has(name))),
    sessionCookie: 's', visitorOf: async () => null, denied: async () => {}, allows, isFresh: () => true,
    errors: { forbidden: () => text('no', undefined, 403), notFound: () => text('none', undefined, 404),
      fault: (_c, id) => text('fault ' + id, undefined, 500), refused: (_c, status, why) => text(why, undefined, status) },
    secret: Buffer.alloc(32, 7), hosts: [], trustedProxies: ['127.0.0.1/8'],
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const down = (channel) => ({ channel, send: async () => { throw new Error('connect ECONNREFUSED'); } });
  await startChores(town, { chores: [dispatchChore([down('mail'), down('sms')], (t) => t.vault)], timetable: [] }, { alone: true });
  console.log('serves ' + app.server.address().port + '.');
  // The office confirms what has come in, and tells applicants by ways that are down.
  for (;;) {
    const { rows } = await sql\`select id from requests_requests where state = 'unconfirmed' limit 3\`.execute(town.db);
    for (const { id } of rows) await perform(town, office, 'test', (act) => confirmReceipt(act, id, act.today));
    await new Promise((r) => setTimeout(r, 150));
  }`;

interface Form {
  key: string;
  /** What was shown of it so far. */
  shown: Shown | null;
  /** A number whose code did not come through. */
  number: string | null;
  /** Lives after which its code was asked for and opened. */
  opened: boolean;
}

export interface ReceiptRun {
  lives: number;
  forms: number;
  /** Forms whose code was shown before a death or a break; the others were sent again until it was. */
  shownAtOnce: number;
  sent: number;
  killedBetween: number;
  wrongs: readonly string[];
}

export interface Death {
  /**
   * Counted from when it serves, or from when a code is shown for the first time in this life. A number: the so many-th application is
   * held between its commit and its answer, and the death comes there.
   */
  from: 'serving' | 'shown' | number;
  ms: number;
}

/** Where a connection breaks, drawn from twenty points. */
function drawn(next: () => number): Break {
  const i = Math.floor(next() * 30);
  if (i < 6) return { at: 'sending', share: [0, 0.05, 0.3, 0.6, 0.9, 0.999][i]! };
  if (i < 13) return { at: 'waiting', ms: [0, 2, 5, 10, 20, 40, 80][i - 6]! };
  if (i < 20) return { at: 'receiving', bytes: [1, 17, 200, 2_000, 4_000, 5_000, 6_000][i - 13]! };
  return null;
}

export class ReceiptLives {
  readonly #folder = mkdtempSync(join(tmpdir(), 'gongkai-receipts-'));
  readonly #config: { data: string; databaseUrl: string | null; connections: number };
  readonly #build: BrokenBuild | null;
  readonly #next: () => number;
  readonly #forms: Form[] = [];
  readonly #wrongs: string[] = [];
  #row!: TownRow;
  #people!: SamplePeople;
  #lives = 0;
  #sent = 0;
  #shownAtOnce = 0;
  #killedBetween = 0;
  #onShown = (): void => {};

  constructor(changes: readonly Change[], seed: number) {
    const databaseUrl = engineKind === 'postgres' ? (process.env.TEST_DATABASE_URL ?? null) : null;
    this.#config = { data: join(this.#folder, 'data'), databaseUrl, connections: 16 };
    this.#build = changes.length > 0 ? brokenBuild(changes) : null;
    this.#next = numbers(seed);
  }

  async prepare(): Promise<void> {
    const installation = await openInstallation(this.#config, quietLog);
    const slug = `r${process.pid}x${Date.now().toString(36)}`;
    this.#row = await createTown(installation, { slug, name: '港口镇', demo: false });
    const town = await openTown(installation, this.#row);
    this.#people = await samplePeople(town);
    const hall = { id: this.#people.town.id, creditCode: CODE };
    granted(await perform(town, systemActor, 'test', (act) => changeOrgan(act, hall)));
    mkdirSync(join(this.#config.data, 'ledger'), { recursive: true });
    granted(await createLedger(town, town.ledgerFolder, TEST_ORIGIN));
    await installation.close();
  }

  async #start(hold: number): Promise<{ started: Child; me: Applicant }> {
    const run = { config: this.#config, row: this.#row, office: this.#people.actors['openness-office'], hold };
    const started = child(program, { RUN: JSON.stringify(run) }, this.#build?.root);
    await started.says('serves ');
    await new Promise((r) => setTimeout(r, 5));
    const port = Number(/serves (\d+)\./.exec(started.said())![1]);
    return { started, me: { port, token: issueFormToken(SECRET, instantOf(Date.now())) } };
  }

  async #submit(me: Applicant, form: Form, cut: Break): Promise<void> {
    this.#sent++;
    const seen = await apply(me, form.key, cut);
    if (!seen) return;
    const { number, code } = seen;
    if (form.number !== null && form.number !== number) this.#wrongs.push(`${form.number}, then ${number} for one form`);
    form.number = number;
    if (code === null) return;
    if (form.shown && form.shown.code !== code) this.#wrongs.push(`${number}: another code for one form`);
    form.shown ??= { number, code };
    this.#onShown();
  }

  async #check(me: Applicant, forms: readonly Form[]): Promise<void> {
    await inHands(forms, async (form) => {
      if (!form.shown) return;
      if (await opens(me, form.shown)) form.opened = true;
      else this.#wrongs.push(`lost: the code of ${form.shown.number} was shown and does not open`);
    });
  }

  /** Applications sent so far, broken ones included. */
  get sent(): number {
    return this.#sent;
  }

  async life({ from, ms }: Death): Promise<void> {
    const hold = typeof from === 'number' ? from : 0;
    const { started, me } = await this.#start(hold);
    this.#lives++;
    const unknown = this.#forms.filter((f) => !f.shown);
    const unasked = this.#forms.filter((f) => f.shown && !f.opened);
    let over = false;
    const hand = async (): Promise<void> => {
      while (!over) {
        // Some come back to a form they never got an answer for, from several windows.
        const old = unknown[Math.floor(this.#next() * unknown.length * 4)];
        const form = old ?? { key: newFormKey(), shown: null, number: null, opened: false };
        if (!old) this.#forms.push(form);
        const windows = this.#next() < 0.2 ? 3 : 1;
        await Promise.all(Array.from({ length: windows }, () => this.#submit(me, form, drawn(this.#next))));
      }
    };
    const death = async (): Promise<void> => {
      if (hold > 0) await started.says(`committed ${hold}.`);
      if (from === 'shown') await new Promise<void>((r) => (this.#onShown = r));
      await new Promise((r) => setTimeout(r, ms));
      started.process.kill('SIGKILL');
      over = true;
    };
    const before = this.#forms.length;
    await this.#check(me, unasked);
    await Promise.all([death(), ...Array.from({ length: HANDS }, hand)]);
    await started.ended;
    if (hold > 0) this.#killedBetween++;
    this.#shownAtOnce += this.#forms.slice(before).filter((f) => f.shown).length;
  }

  /** Everybody comes once more; then the records are counted. */
  async judge(): Promise<ReceiptRun> {
    const { started, me } = await this.#start(0);
    try {
      await this.#check(
        me,
        this.#forms.filter((f) => !f.opened),
      );
      await inHands(this.#forms, async (form) => {
        const windows = form.shown ? 1 : 2;
        await Promise.all(Array.from({ length: windows }, () => this.#submit(me, form, null)));
        if (!form.shown) this.#wrongs.push('a form sent again got no receipt');
      });
      await this.#check(me, this.#forms);
    } finally {
      started.process.kill('SIGKILL');
      await started.ended;
    }
    await this.#count();
    const { length: forms } = this.#forms;
    return {
      lives: this.#lives,
      forms,
      shownAtOnce: this.#shownAtOnce,
      sent: this.#sent,
      killedBetween: this.#killedBetween,
      wrongs: this.#wrongs,
    };
  }

  async #count(): Promise<void> {
    const installation = await openInstallation(this.#config, quietLog);
    try {
      const town = await openTown(installation, this.#row);
      const { rows } = await sql<{
        number: string;
        hash: string;
      }>`select number, form_hash as hash from requests_requests`.execute(town.db);
      const wrong = this.#wrongs;
      const byHash = new Map(rows.map((r) => [r.hash, r.number]));
      for (const { key, shown } of this.#forms) {
        const number = byHash.get(town.vault.blindIndex('request-form', key));
        if (shown && number !== shown.number) wrong.push(`${shown.number} is ${number ?? 'nothing'} in the records`);
      }
      if (rows.length !== this.#forms.length) wrong.push(`${rows.length} requests of ${this.#forms.length} forms`);
      const last = Math.max(0, ...rows.map((r) => Number(r.number.split('-')[2])));
      if (last !== rows.length) wrong.push(`numbered to ${last}, there are ${rows.length}`);
      const told = await sql<{ n: number; subjects: number }>`select count(*)::int as n, count(distinct subject)::int as subjects
        from platform_ledger_events where type = 'request-received'`.execute(town.db);
      if (told.rows[0]!.n !== rows.length || told.rows[0]!.subjects !== rows.length)
        wrong.push(`the ledger heard of ${told.rows[0]!.n}, there are ${rows.length}`);
      const mails = await sql<{ n: number }>`select count(*)::int as n from platform_dispatches where state = 'sent'`.execute(
        town.db,
      );
      if (mails.rows[0]!.n > 0) wrong.push('something was sent by what is down');
    } finally {
      await installation.close();
    }
  }

  remove(): void {
    this.#build?.remove();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

async function inHands<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = [...all];
  const hand = async (): Promise<void> => {
    for (let one = left.pop(); one !== undefined; one = left.pop()) await work(one);
  };
  await Promise.all(Array.from({ length: HANDS }, hand));
}
