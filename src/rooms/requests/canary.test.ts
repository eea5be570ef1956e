// Whatever an applicant writes about themselves, and whatever is written about them, is a word that stands nowhere else; the request
// goes through everything that can be done with one, by its own pages; and after each step the word is looked for wherever a word can
// stand in the open: every column of every table, the log, addresses, files byte for byte, every public page.
//
// Not sealed, and so without a canary here: titles, reasons for lateness and grounds for not listing (public, refused when they name
// somebody), titles of suggestions and what was decided on them (public by their purpose), numbers of vouchers and of cases at other
// organs with what the office did about them (records of the office, kept when the person is forgotten).
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codesOf, granted, samplePeople } from '../../../test/support/people.ts';
import { answer, applicantActor, doing, handled, type RequestTown } from '../../../test/support/requests.ts';
import { CODE } from '../../../test/support/publishing.ts';
import type { Who } from '../../../test/support/sample-sessions.ts';
import { testClock } from '../../../test/support/stand-ins.ts';
import { engineKind } from '../../../test/support/town.ts';
import { type WholeTown, wholeTown } from '../../../test/support/whole-town.ts';
import { inventedId } from '../../../seed/invented-ids.ts';
import { perform } from '../../platform/act/act.ts';
import { systemActor } from '../../platform/act/actor.ts';
import { startChores } from '../../platform/chores/chore-worker.ts';
import type { DispatchAdapter } from '../../platform/dispatch/adapter.ts';
import { dispatchChore } from '../../platform/dispatch/dispatch-chore.ts';
import { sheetBytes } from '../../platform/http/sheet.ts';
import { createTown, openInstallation, openTown } from '../../platform/installation.ts';
import { press } from '../../platform/paper/paper-press.ts';
import type { Log } from '../../platform/town.ts';
import { policies } from '../../web/policy.ts';
import { changeOrgan } from '../people/door.ts';
import { addFiles } from './add-files.ts';
import { requestCounts } from './counts.ts';
import { deeds } from './deeds.ts';
import { destroyKeyChore, eraseRequest } from './erase.ts';
import { archiveRequest } from './finish.ts';
import type { RequestId } from './info-request.ts';
import { requestsRoom } from './room.ts';
import { leaveMessage } from './texts.ts';

/** Two characters no other text of ours has: words that are cut up for an index still show them. */
const BIRD = '鸀鳿';
const words: string[] = [];
const canary = (what: string): string => {
  words.push(what);
  return `${BIRD}${what}`;
};
const idNumbers = [inventedId(401), inventedId(402), inventedId(403)] as const;
const telephones = ['13955510401', '13955510402', '13955510403'] as const;
const emails = ['pelican401@example.org', 'pelican402@example.org', 'pelican403@example.org'] as const;

/** Plain, in bytes of base64 wherever they begin, in hexadecimal, in addresses, in JSON. */
function guises(plain: string): string[] {
  const bytes = Buffer.from(plain);
  const base64 = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .slice(shift === 0 ? 0 : shift + 1, -4)
      .replace(/=+$/, ''),
  );
  return [
    plain,
    ...base64.filter((b) => b.length >= 7),
    bytes.toString('hex'),
    encodeURIComponent(plain),
    JSON.stringify(plain).slice(1, -1),
    [...plain].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
  ];
}

const sought = [...new Set([BIRD.slice(0, 1), BIRD.slice(1), ...[BIRD, ...idNumbers, ...telephones, ...emails].flatMap(guises)])];
const pattern = sought.map((s) => s.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|');
const seen = (text: string): string[] => sought.filter((s) => text.includes(s));

const before = process.env.TMPDIR;
/** Everything that is written to disk by the program under test lies below it. */
const folder = mkdtempSync(join(tmpdir(), 'gongkai-canary-'));
const heard: string[] = [];
const listen = (fields: object, message: string): void =>
  void heard.push(
    JSON.stringify([message, fields], (_k, v: unknown) =>
      v instanceof Error ? `${v.stack} ${v.message} ${JSON.stringify(v)}` : v,
    ),
  );
const log: Log = { info: listen, warn: listen, error: listen };
let whole: WholeTown;
let tables: { name: string; isShared: boolean }[];
/** Addresses of redirects and cookies that the pages set. */
const told: string[] = [];

beforeAll(async () => {
  process.env.TMPDIR = folder;
  whole = await wholeTown();
  // The same town the pages are served from.
  Object.assign(whole.w.town, { log, dispatchChannels: new Set(['mail', 'sms']) });
  const { town } = whole.w;
  const { rows } = await sql<{ name: string; isShared: boolean }>`select tablename as name, schemaname = 'gongkai' as "isShared"
    from pg_tables where schemaname in (${town.schema}, 'gongkai')`.execute(town.engine.owner(town.schema));
  tables = rows;
}, 300_000);

afterAll(async () => {
  await whole?.stop();
  if (before === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = before;
  rmSync(folder, { recursive: true, force: true });
});

async function inTables(isShared: boolean): Promise<string[]> {
  const { town } = whole.w;
  const parts = tables
    .filter((t) => t.isShared === isShared)
    .map(
      (t) => sql`(select ${t.name}::text as name, x::text as row from ${sql.table(t.name)} x where x::text ~ ${pattern} limit 1)`,
    );
  const { rows } = await sql<{ name: string; row: string }>`${sql.join(parts, sql` union all `)}`.execute(
    isShared ? town.shared : town.db,
  );
  return rows.map((r) => `table ${r.name}: ${seen(r.row)}`);
}

async function inTheOpen(): Promise<string[]> {
  const found = [...(await inTables(false)), ...(await inTables(true))];
  for (const line of heard) if (seen(line).length > 0) found.push(`log: ${line.slice(0, 300)}`);
  for (const t of told) if (seen(t).length > 0) found.push(`address: ${t}`);
  return found;
}

function filesWith(root: string): string[] {
  const bytes = sought.map((s) => Buffer.from(s));
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(root, path)).isFile())
    .flatMap((path) => {
      const content = readFileSync(join(root, path));
      const within = sought.filter((s, i) => content.includes(bytes[i]!) || path.includes(s));
      return within.length > 0 ? [`file ${path}: ${within}`] : [];
    });
}

type Answered = Awaited<ReturnType<WholeTown['get']>>;
type Given = Readonly<Record<string, string>>;

function keep(reply: Answered): Answered {
  told.push(String(reply.headers.location ?? ''), JSON.stringify(reply.headers['set-cookie'] ?? ''));
  return reply;
}

function multipart(fields: Given, files: readonly { field: string; name: string; bytes: Uint8Array }[]) {
  const head = (name: string, more = ''): string => `--b\r\ncontent-disposition: form-data; name="${name}"${more}\r\n\r\n`;
  const payload = Buffer.concat([
    ...Object.entries(fields).map(([n, v]) => Buffer.from(`${head(n)}${v}\r\n`)),
    ...files.flatMap((f) => [Buffer.from(head(f.field, `; filename="${f.name}"`)), Buffer.from(f.bytes), Buffer.from('\r\n')]),
    Buffer.from('--b--\r\n'),
  ]);
  return { payload, headers: { 'content-type': 'multipart/form-data; boundary=b' } };
}

const tokenIn = (page: Answered): string => /name="_token" value="([^"]+)"/.exec(page.body)![1]!;
const hidden = (page: Answered, name: string): string => new RegExp(`name="${name}" value="([^"]+)"`).exec(page.body)![1]!;

/** A form anybody may send. */
async function publicly(url: string, fields: Given, files: Parameters<typeof multipart>[1] = []): Promise<Answered> {
  const page = await whole.get('/requests/new');
  const filled = { formKey: hidden(page, 'formKey'), ...fields, _token: tokenIn(page) };
  return keep(
    await whole.post(url, 'nobody', files.length > 0 ? multipart(filled, files) : { fields: filled, token: filled._token }),
  );
}

/** Sent and done; anything else shows what the page says is wrong. */
async function desk(url: string, as: Who, fields: Given, files: Parameters<typeof multipart>[1] = []): Promise<string> {
  const form = files.length > 0 ? multipart({ ...fields, _token: whole.csrf(as) }, files) : { fields };
  const reply = keep(await whole.post(url, as, form));
  if (reply.statusCode !== 303)
    throw new Error(`${JSON.stringify(fields)}: ${reply.statusCode} ${reply.body.replace(/<[^>]+>/g, ' ').slice(0, 900)}`);
  return String(reply.headers.location);
}

interface Sent {
  number: string;
  code: string;
  id: RequestId;
}

async function apply(n: 0 | 1 | 2, more: Given = {}, files: Parameters<typeof multipart>[1] = []): Promise<Sent> {
  const who = String.fromCharCode(0x7532 + n);
  const page = await publicly(
    '/requests',
    {
      kind: 'natural',
      name: canary(`${who}名`),
      idNumber: idNumbers[n],
      telephone: telephones[n],
      email: emails[n],
      fax: canary(`${who}传真`),
      postcode: canary(`${who}邮编`),
      address: canary(`${who}住址`),
      help: canary(`${who}困难`),
      content: canary(`${who}想知道的一件要紧事情`),
      purpose: canary(`${who}用途`),
      carrier: 'paper',
      obtaining: 'post',
      ...more,
    },
    files,
  );
  expect(page.body).toContain('申请已提交');
  const number = hidden(page, 'number');
  const { rows } = await sql<{ id: RequestId }>`select id from requests_requests where number = ${number}`.execute(
    whole.w.town.db,
  );
  return { number, code: hidden(page, 'code'), id: rows[0]!.id };
}

/** What cannot be sent, with the address in what it says. */
const down = (channel: 'mail' | 'sms'): DispatchAdapter => ({
  channel,
  send: async ({ to, subject }) => Promise.reject(new Error(`550 no such user ${to}: ${subject}`)),
});

async function background(): Promise<void> {
  const chores = [...requestsRoom.chores, dispatchChore([down('mail'), down('sms')], (t) => t.vault)];
  const running = await startChores(whole.w.town, { chores, timetable: [] }, { pollMs: 10 });
  await new Promise((r) => setTimeout(r, 1_500));
  await running.stop();
}

const today = '2026-11-23';

/** The long way of one request; `done` is called after each step. */
async function everything(a: Sent, done: (step: string) => Promise<void>): Promise<void> {
  const at = `/console/requests/${a.id}`;
  const office = 'openness-office';
  const receipt = { number: a.number, code: a.code };
  const step = async (deed: string, as: Who, fields: Given = {}, files: Parameters<typeof multipart>[1] = []): Promise<void> => {
    await desk(at, as, { deed, ...fields }, files);
    await done(deed);
  };
  const own = async (to: string, fields: Given, says: string): Promise<void> => {
    const page = await publicly(`/requests/progress/${to}`, { ...receipt, ...fields });
    expect([to, page.statusCode, page.body.includes(says)]).toEqual([to, 200, true]);
    await done(to);
  };
  const letter = async (kind: string): Promise<void> => {
    const where = await desk(`${at}/letters/new`, office, { kind });
    const shown = await whole.get(where, office);
    const text = canary(`文书${kind}正文`);
    await desk(where, office, { revision: '1', title: '样例文书', salutation: canary(`文书${kind}主送`), text });
    expect(shown.body).toContain(BIRD);
    expect((await whole.get(`${where}/letter.docx`, office)).statusCode).toBe(200);
    await step('sign-letter', office, { letter: where.split('/').at(-1)! });
  };
  const { finance, office: hall } = whole.w.people;
  expect(hall.id).not.toBe(finance.id);
  await step('confirm', office, { on: today });
  await step('title', office, { title: '样例村危房改造补助评审结果' });
  await step('assign', office, { organ: finance.id, handler: whole.w.people.staff.drafter.id });
  await step('watch', 'drafter', { watching: 'on' });
  await letter('receipt');
  await step('ask-correction', office, { what: canary('要补什么'), period: '15' });
  await letter('correction-notice');
  await step('notice-received', office, { on: today });
  await own('correction', { correction: canary('补正内容') }, '补正已收到');
  await own('messages', { text: canary('申请人留言') }, '留言已送达');
  await step('message', office, { text: canary('答复留言') });
  await step('note', 'drafter', { text: canary('内部记事') });
  await step('file', 'drafter', {}, [{ field: 'found', name: `${canary('查到的')}.xlsx`, bytes: await table('查到的内容') }]);
  await mask(a.id);
  await done('masking');
  const handed = await publicly('/requests/progress/files', receipt, [
    { field: 'files', name: `${canary('后来交的')}.xlsx`, bytes: await table('后来交的内容') },
  ]);
  expect(handed.body).toContain('材料已收下');
  await done('files handed in');
  await step('consult', 'drafter', { whom: 'third-party', on: today, name: canary('第三方姓名') });
  const { rows } = await sql<{ letter: string }>`select facts ->> 'letter' as letter from requests_events
    where request_id = ${a.id} and kind = 'consulted'`.execute(whole.w.town.db);
  await letter('third-party-consultation');
  await step('letter-received', 'drafter', { letter: rows[0]!.letter, on: today });
  await step('record-opinion', 'drafter', { letter: rows[0]!.letter, on: today, opinion: 'agrees', text: canary('第三方意见') });
  await step('ask-reasons', office);
  await step('record-reasons', office, { on: today, text: canary('说明的理由'), reasonable: 'yes' });
  await step('ask-extension', 'drafter', { days: '20', reason: canary('延期理由') });
  await step('decide-extension', 'principal', { granted: 'yes' });
  await step('propose-answer', 'drafter', { code: 'C1', explanation: `${canary('先前的答复理由')}，依据规定不能提供。` });
  await step('send-back-answer', 'principal', { why: canary('退回意见') });
  const said = {
    explanation: `${canary('答复理由')}，依据规定不能提供。`,
    where: canary('在哪里'),
    publicInterest: canary('公共利益'),
  };
  await step('propose-answer', 'drafter', { code: 'C1', rightOrgan: canary('正确机关'), earlier: canary('以前文号'), ...said });
  await step('sign-answer', 'principal');
  await letter('answer');
  await step('deliver', office, { delivery: 'in-person', on: today }, [
    { field: 'proof', name: `${canary('签收单')}.xlsx`, bytes: await table('签收内容') },
  ]);
  await own('suggestions', { title: '危房改造评审结果定期公开' }, '建议已提交');
  await step('suggest', office, { title: '危房改造评审结果' });
  await step('unlist', office, { ground: '列出会让人认出申请人' });
  await step('unlist', office, { ground: '' });
  await step('archive', office);
  await step('remedy', office, { kind: 'review', openedOn: today, organ: '县人民政府', reference: '〔2026〕9号' });
}

/** What was found goes out with a passage hidden; the passage stands in the form only. */
async function mask(id: RequestId): Promise<void> {
  const at = `/console/requests/${id}`;
  const passage = canary('要遮盖的一句');
  const paper = { organ: '样例机关', docNo: null, salutation: null, signature: null, note: null, header: 'plain' as const };
  const blocks = [{ kind: 'paragraph' as const, text: `评议结果如下：${passage}，其余从略。` }];
  const bytes = await press('docx', { ...paper, title: '样例评议表', blocks });
  await desk(at, 'drafter', { deed: 'file' }, [{ field: 'found', name: `${canary('评议表')}.docx`, bytes }]);
  const { rows } = await sql<{ file: string }>`select id as file from requests_files
    where request_id = ${id} and kind = 'docx' and purpose = 'found'`.execute(whole.w.town.db);
  await desk(`${at}/files/${rows[0]!.file}/masking`, 'drafter', { passages: passage, ground: '个人隐私' });
}

function table(what: string): Promise<Uint8Array> {
  return sheetBytes('表', [{ title: canary(what), width: 10 }], [[canary(`${what}一格`)]]);
}

/** Every page and file that anybody may read. */
async function publicPages(): Promise<string[]> {
  const found: string[] = [];
  const routes = Object.entries(policies).flatMap(([route, policy]) =>
    policy === 'public' && route.startsWith('GET ') ? [route] : [],
  );
  const asked = [
    ...routes.map((r) => whole.example(r)),
    '/requests/log?result=unavailable',
    '/search?q=危房改造',
    '/requests?q=危房改造',
  ];
  for (const url of asked) {
    const reply = keep(await whole.get(url));
    const hit = seen(`${reply.body}${reply.rawPayload.toString('latin1')}${JSON.stringify(reply.headers)}`);
    if (hit.length > 0) found.push(`${url}: ${hit}`);
  }
  expect(routes.length).toBeGreaterThan(30);
  return found;
}

test('a request goes through everything, and not a word of it stands in the open; erased, it opens for nobody', async () => {
  const wrong = new Set<string>();
  const look = async (step: string): Promise<void> => {
    for (const f of await inTheOpen()) wrong.add(`${step}: ${f}`);
    expect([...wrong]).toEqual([]);
  };
  const papers = [
    { field: 'mandate', name: `${canary('委托书')}.xlsx`, bytes: await table('委托内容') },
    { field: 'identity', name: `${canary('身份证')}.xlsx`, bytes: await table('证件内容') },
    { field: 'files', name: `${canary('附件')}.xlsx`, bytes: await table('附件内容') },
  ];
  const agent = { agentName: canary('代理人'), agentId: idNumbers[2], agentTelephone: telephones[2] };
  const a = await apply(0, agent, papers);
  await look('submit');
  await everything(a, look);
  const office = 'openness-office';
  const b = await apply(1);
  const atB = `/console/requests/${b.id}`;
  await desk(atB, office, { deed: 'confirm', on: today });
  await desk(atB, office, { deed: 'title', title: '样例村土地流转合同备案清单' });
  await desk(atB, office, { deed: 'ask-fee', basis: 'pages', pages: '109', receivedOn: today });
  await desk(atB, office, { deed: 'waive-fee', because: canary('免收理由') });
  await look('waive-fee');
  const gone = await publicly('/requests/progress/withdrawal', { number: b.number, code: b.code, why: canary('撤回理由') });
  expect(gone.body).toContain('申请已撤回');
  // Refused with everything typed given back, and nothing kept of it.
  const refused = await publicly('/requests', { name: canary('没有写全的名'), content: '' });
  expect([refused.statusCode, refused.body.includes(BIRD)]).toEqual([422, true]);
  await background();
  await look('mail and messages that do not go out');
  const dispatched = await sql<{
    n: number;
  }>`select count(*)::int as n from platform_dispatches where about = ${`request:${a.number}`} and tries > 0`.execute(
    whole.w.town.db,
  );
  expect(dispatched.rows[0]!.n).toBeGreaterThan(3);

  // Every deed there is was done, but for those that write days and numbers only.
  const { rows: did } = await sql<{
    deed: string;
  }>`select distinct entry::jsonb -> 'detail' ->> 'deed' as deed from platform_audit
    where subject in (${`request:${a.number}`}, ${`request:${b.number}`})`.execute(whole.w.town.db);
  const left = Object.keys(deeds).filter((d) => !did.some((x) => x.deed === d));
  expect(left).toEqual(['postpone', 'record-payment', 'abandon', 'resend', 'erase']);

  // It is all there for who may read it.
  const shown = await whole.get(`/console/requests/${a.id}`, office);
  for (const what of [
    '甲名',
    '甲住址',
    '补正内容',
    '第三方姓名',
    '第三方意见',
    '延期理由',
    '退回意见',
    '内部记事',
    '查到的.xlsx',
  ])
    expect([what, shown.body.includes(`${BIRD}${what}`)]).toEqual([what, true]);
  const copy = await whole.get(`/console/requests/${a.id}/personal.json`, office);
  expect(copy.body).toContain(`${BIRD}代理人`);
  for (const url of [
    '/console/requests',
    '/console/requests?which=all',
    '/console/requests/export.xlsx?which=all',
    '/console/requests/suggestions',
    '/console',
  ])
    expect([url, seen((await whole.get(url, office)).body)]).toEqual([url, []]);
  await look('read by staff');
  expect(await publicPages()).toEqual([]);
  expect(filesWith(folder)).toEqual([]);

  const counted = [...(await requestCounts(whole.w.town.db, 2026))].sort();
  const again = await whole.post(`/console/requests/${a.id}`, office, { fields: { deed: 'erase' } });
  expect([again.statusCode, again.body.includes('复议')]).toEqual([422, true]);
  const { rows } = await sql<{ id: string }>`select id from requests_remedies where request_id = ${a.id}`.execute(
    whole.w.town.db,
  );
  await desk(`/console/requests/${a.id}`, office, {
    deed: 'remedy',
    remedy: rows[0]!.id,
    result: 'upheld',
    endedOn: today,
    whatWasDone: '维持。',
  });
  await desk(`/console/requests/${a.id}`, office, { deed: 'erase' });
  await background();
  await look('erase');
  expect(await publicPages()).toEqual([]);
  expect(filesWith(folder)).toEqual([]);
  const empty = await whole.get(`/console/requests/${a.id}`, office);
  expect([empty.statusCode, seen(empty.body), empty.body.includes('已于 2026-11-23 销毁')]).toEqual([200, [], true]);
  expect(seen((await whole.get(`/console/requests/${a.id}/personal.json`, office)).body)).toEqual([]);
  const theirs = await publicly('/requests/progress', { number: a.number, code: a.code });
  expect([theirs.statusCode, seen(theirs.body)]).toEqual([200, []]);
  expect(theirs.body.replace(/\s+/g, '')).toMatch(/您的个人信息、往来和材料已于2026年11月23日销毁/);
  expect([...(await requestCounts(whole.w.town.db, 2026))].sort()).toEqual(counted);
  // The other one is still theirs.
  expect((await publicly('/requests/progress', { number: b.number, code: b.code })).body).toContain(`${BIRD}撤回理由`);
  expect(new Set(words).size).toBe(words.length);
  expect(words.length).toBeGreaterThan(50);
}, 300_000);

test('a word in the open is found, whatever it is put into', async () => {
  const { town } = whole.w;
  await sql`insert into requests_watchers (request_id, staff_id) values ('x', ${`${BIRD}漏`})`.execute(town.db);
  await perform(town, systemActor, 'test', async (act) => {
    act.record('request:x', { telephone: telephones[0] });
    await act.enqueue('test.nobody', Buffer.from(`x ${emails[1]}`).toString('base64'), {});
    return { ok: true, value: null };
  });
  log.warn({ fault: new Error(`no ${idNumbers[1]}`) }, 'away');
  const found = (await inTheOpen()).join('\n');
  for (const where of ['requests_watchers', 'platform_audit', 'platform_chores', 'log:']) expect(found).toContain(where);
});

test.runIf(engineKind === 'embedded')(
  'not a byte of it lies in the data directory, before and after it is erased',
  async () => {
    const data = mkdtempSync(join(folder, 'data-'));
    const installation = await openInstallation({ data, databaseUrl: null, connections: 4 }, log);
    const row = await createTown(installation, { slug: 'canary', name: '港口镇', demo: false });
    const opened = await openTown(installation, row);
    const town = { ...opened, clock: testClock(), engine: installation.engine, running: null };
    const people = await samplePeople(town);
    granted(await perform(town, systemActor, 'test', (act) => changeOrgan(act, { id: people.town.id, creditCode: CODE })));
    const w: RequestTown = { town, people };
    const office = people.actors['openness-office'];
    const bytes = Buffer.from(`%PDF-1.4 ${BIRD}内容 ${idNumbers[0]}`);
    const draft = {
      name: `${BIRD}名`,
      idNumber: idNumbers[0],
      telephone: telephones[0],
      email: emails[0],
      content: `${BIRD}想知道的一件事情`,
    };
    const { id } = await handled(w, { draft, files: [{ purpose: 'identity', name: `${BIRD}证.pdf`, kind: 'pdf', bytes }] });
    granted(await doing(w, applicantActor, (act) => leaveMessage(act, id, `${BIRD}留言`)));
    granted(
      await doing(w, office, (act) => addFiles(act, id, [{ purpose: 'found', name: `${BIRD}查到.pdf`, kind: 'pdf', bytes }])),
    );
    await answer(w, id, 'C1', { explanation: `${BIRD}答复理由，依据规定不能提供。` });
    granted(await doing(w, office, (act) => archiveRequest(act, id)));
    expect(filesWith(data)).toEqual([]);
    granted(await doing(w, office, (act) => eraseRequest(act, id)));
    expect(codesOf(await doing(w, office, (act) => eraseRequest(act, id)))).toEqual(['erased']);
    const keys = await sql<{ keyId: string }>`select key_id as "keyId" from requests_requests where id = ${id}`.execute(town.db);
    await destroyKeyChore.run(town, keys.rows[0]!, id);
    await installation.close();
    expect(filesWith(data)).toEqual([]);
    expect(readdirSync(data, { recursive: true }).length).toBeGreaterThan(50);
  },
  120_000,
);
