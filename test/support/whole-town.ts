// The whole program over a small town: one person for every role with a real session, papers in every state, one example
// address for every route. Requests are answered in the process, each from a network address of its own.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LightMyRequestResponse } from 'fastify';
import { sql } from 'kysely';
import type { Config } from '../../src/config.ts';
import { buildProgram } from '../../src/main.ts';
import { type Actor, perform, systemActor } from '../../src/platform/act/act.ts';
import { startSession } from '../../src/platform/auth/sessions.ts';
import { hashToken } from '../../src/platform/auth/tokens.ts';
import { sheetBytes } from '../../src/platform/http/sheet.ts';
import type { Installation } from '../../src/platform/installation.ts';
import { registerFormation, withhold } from '../../src/rooms/catalogue/door.ts';
import { recordFile, startCorrection, startDraft, takeUpload, withdraw } from '../../src/rooms/disclosure/door.ts';
import { addPost, createOrgan, formGroup, proposeRole, setDeputy, setLeader } from '../../src/rooms/people/door.ts';
import { bodyFromText } from '../../src/town/body.ts';
import { day } from '../../src/town/day.ts';
import type { DocumentId, EditionId } from '../../src/town/ids.ts';
import { done } from '../../src/town/outcome.ts';
import { type Role, roles } from '../../src/town/roles.ts';
import { policies } from '../../src/web/policy.ts';
import { granted, sampleOrgan, samplePerson } from './people.ts';
import { decideAs, handIn, pass, publishingTown, publishNow, type PublishingTown, sampleDraft } from './publishing.ts';
import { pixel } from './editor-page.ts';

/** Stands in every text field of a draft of the finance office and nowhere else. */
export const CANARY = '鸬鹚密语未公开';

export type Who = Role | 'nobody' | 'other-drafter' | 'other-head' | 'disabled' | 'expired' | 'half-way' | 'unknown-token';
export const everybody: readonly Who[] = [
  'nobody',
  ...roles,
  'other-drafter',
  'other-head',
  'disabled',
  'expired',
  'half-way',
  'unknown-token',
];

export interface Form {
  fields?: Readonly<Record<string, string>>;
  token?: string | null;
  headers?: Readonly<Record<string, string>>;
  payload?: string | Buffer;
}

export interface WholeTown {
  w: PublishingTown;
  installation: Installation;
  config: Config;
  app: Awaited<ReturnType<typeof buildProgram>>['app'];
  /** `GET /console/drafts/:id` → `/console/drafts/019…`, of the finance office where organs differ. */
  example(route: string): string;
  get(url: string, as?: Who, headers?: Readonly<Record<string, string>>): Promise<LightMyRequestResponse>;
  post(url: string, as?: Who, form?: Form): Promise<LightMyRequestResponse>;
  /** The form token the person's own session has. */
  csrf(as: Who): string;
  /** Digest of every row of the town and of its accounts, the audit chain left out. */
  digest(): Promise<string>;
  audits(): Promise<{ seq: number; verb: string; subject: string | null; account: string | null }[]>;
  stop(): Promise<void>;
}

const HOST = '127.0.0.1:8787';

async function someDocuments(w: PublishingTown): Promise<
  Record<'draft' | 'inReview' | 'published' | 'withdrawn', string> & {
    file: string;
    image: string;
    documentId: string;
    indexNo: string;
    withdrawnNo: string;
  }
> {
  const { town, people } = w;
  const table = await sheetBytes('表', [{ title: '项目', width: 10 }], [['样例']]);
  const upload = async (name: string, bytes: Uint8Array) => granted(await takeUpload(town, { field: 'attachment', name, bytes }));
  const openTable = await upload('公开附表.xlsx', table);
  const secretTable = await upload(`${CANARY}附表.xlsx`, await sheetBytes('表', [{ title: CANARY, width: 10 }], [[CANARY]]));
  const picture = await upload('图.png', pixel);
  const start = async (
    more: Parameters<typeof sampleDraft>[0],
    by: Actor,
  ): Promise<{ documentId: DocumentId; editionId: EditionId }> =>
    granted(
      await perform(town, by, 'test', async (act) => {
        for (const t of [openTable, secretTable, picture]) await recordFile(act, t);
        return startDraft(act, { itemCode: '05', organId: people.finance.id, dutyId: null, draft: sampleDraft(more) });
      }),
    );
  const { drafter } = people.actors;
  const image = { type: 'image' as const, attrs: { file: picture.ref.sha256, alt: '公示栏' } };
  const withPicture = sampleDraft().body;
  const published = await start(
    { attachments: [openTable.ref], body: { ...withPicture, content: [...withPicture.content, image] } },
    drafter,
  );
  await pass(w, published.editionId);
  const { indexNo } = granted(await publishNow(w, published.editionId));
  const correction = granted(await perform(town, drafter, 'test', (act) => startCorrection(act, published.documentId)));
  await perform(town, drafter, 'test', async (act) => {
    await sql`update disclosure_editions set change_note = '金额更正' where id = ${correction.editionId}`.execute(act.db);
    return done(null);
  });
  await pass(w, correction.editionId);
  granted(await publishNow(w, correction.editionId));
  const gone = await start({}, drafter);
  await pass(w, gone.editionId);
  const goneNo = granted(await publishNow(w, gone.editionId)).indexNo;
  granted(
    await perform(town, people.actors['openness-office'], 'test', (act) =>
      withdraw(act, gone.documentId, '误公开了联系方式', 'personal'),
    ),
  );
  const secret = {
    title: `${CANARY}标题`,
    docNo: `${CANARY}文号`,
    sourceUnit: `${CANARY}来源`,
    summary: `${CANARY}概述，说明事项。`,
    keywords: [CANARY],
    body: bodyFromText(`${CANARY}正文第一段。\n正文第二段，${CANARY}。`),
    attachments: [secretTable.ref],
  };
  const draft = await start(secret, drafter);
  const inReview = await start({ ...secret, title: `${CANARY}在审标题` }, drafter);
  granted(await handIn(w, inReview.editionId));
  granted(await decideAs(w, people.actors['department-head'], inReview.editionId, { opinion: `${CANARY}意见` }));
  return {
    draft: draft.editionId,
    inReview: inReview.editionId,
    published: published.editionId,
    withdrawn: gone.editionId,
    file: secretTable.ref.sha256,
    image: picture.ref.sha256,
    documentId: published.documentId,
    indexNo,
    withdrawnNo: goneNo,
  };
}

async function examples(w: PublishingTown): Promise<(route: string) => string> {
  const { town, people } = w;
  const papers = await someDocuments(w);
  const act = async <T>(work: Parameters<typeof perform<T, string>>[3]): Promise<T> =>
    granted(await perform(town, systemActor, 'test', work));
  const duty = await act((a) =>
    registerFormation(a, {
      itemCode: '05',
      organId: people.finance.id,
      createdOn: day('2026-10-12'),
      subject: '待公开的样例事项',
    }),
  );
  const withheld = await act((a) =>
    registerFormation(a, {
      itemCode: '27',
      organId: people.finance.id,
      createdOn: day('2026-10-12'),
      subject: '不公开的样例事项',
    }),
  );
  granted(
    await perform(town, people.actors['openness-office'], 'test', (a) =>
      withhold(a, withheld.id, { ground: '个人隐私', explanation: '名单含未成年人个人隐私，公开会损害其权益。' }),
    ),
  );
  const leader = await act((a) =>
    setLeader(a, {
      name: '赵示范',
      posts: ['镇长'],
      division: '主持镇政府全面工作。',
      inCharge: [people.office.id],
      cv: '',
      telephone: '0563-4000123',
      officeHours: '每周一上午',
      photo: null,
      sort: 10,
      from: day('2026-01-05'),
    }),
  );
  const group = await act((a) =>
    formGroup(a, {
      name: '政务公开领导小组',
      officeName: '政务公开办公室',
      officeOrganId: people.office.id,
      basis: '港政〔2026〕1号',
      from: day('2026-01-01'),
    }),
  );
  const post = await act((a) =>
    addPost(a, { groupId: group.id, part: 'group', post: '组长', name: '赵示范', work: '镇长', duty: '统一领导', sort: 10 }),
  );
  const grant = await act((a) => proposeRole(a, { staffId: people.staff.window.id, role: 'agent' }));
  const deputy = await act((a) =>
    setDeputy(a, {
      staffId: people.staff.window.id,
      standsInFor: people.staff.agent.id,
      role: 'agent',
      from: day('2026-12-01'),
      to: day('2026-12-20'),
      reason: '外出培训',
    }),
  );
  const { rows: sessions } = await sql<{
    id: string;
  }>`select s.id from gongkai.sessions s join gongkai.accounts a on a.id = s.account_id
    where a.town = ${town.slug} order by s.id limit 1`.execute(town.shared);
  const [series, serial] = papers.indexNo.split('/') as [string, string];
  const byArea: readonly [RegExp, Readonly<Record<string, string>>][] = [
    [/ \/console\/reviews\//, { id: papers.inReview }],
    [/ \/console\/documents\//, { id: papers.documentId }],
    [/ \/console\/drafts\//, { id: papers.draft, sha: papers.file }],
    [/ \/console\/staff\//, { id: people.staff.window.id, grant: grant.id, deputy: deputy.id }],
    [/ \/console\/leaders\//, { id: leader.id }],
    [/ \/organs\/leaders\//, { id: leader.id }],
    [/ \/console\/leading-group\//, { id: group.id, post: post.id }],
    [/ \/console\/organs\//, { id: people.finance.id }],
    [/ \/console\/duties\//, { id: duty.id }],
    [/ \/console\/account\/sessions\//, { id: sessions[0]?.id ?? '' }],
    [/ \/console\/invitations\//, { token: 'A'.repeat(43) }],
    [/(catalogue|kiosk\/items)\/:code/, { code: '05', dutyId: withheld.id }],
    [/documents\/:code\/:serial/, { code: series, serial, n: '1' }],
    [/organs\/:code/, { code: 'finance' }],
    [/ \/files\//, { sha: papers.file, name: 'a.xlsx' }],
    [/ \/images\//, { sha: papers.image }],
    [/ \/assets\//, { file: 'site.css' }],
  ];
  return (route) => {
    const values = byArea.find(([area]) => area.test(route))?.[1] ?? {};
    return route.slice(route.indexOf(' ') + 1).replace(/:(\w+)/g, (whole, name: string) => {
      const value = values[name];
      if (value === undefined) throw new Error(`no example for ${whole} in ${route}; name one in test/support/whole-town.ts`);
      return encodeURIComponent(value);
    });
  };
}

interface SessionOf {
  token: string;
  csrf: string;
}

async function signedIn(w: PublishingTown): Promise<Map<Who, SessionOf>> {
  const { town, people } = w;
  const farm = granted(
    await perform(town, systemActor, 'test', (act) =>
      createOrgan(act, sampleOrgan('farm', 'department', people.town, '农业农村站')),
    ),
  );
  const otherStaff = await samplePerson(town, farm, '陈旁科', ['drafter']);
  const otherHead = await samplePerson(town, farm, '吴旁站', ['department-head']);
  const extra = async (name: string) => samplePerson(town, people.finance, name, ['drafter']);
  const holders: [Who, { accountId: string | null; roles: readonly Role[] }][] = [
    ...roles.map((r): [Who, { accountId: string | null; roles: readonly Role[] }] => [
      r,
      { accountId: people.staff[r].accountId, roles: [r] },
    ]),
    ['other-drafter', { accountId: otherStaff.accountId, roles: ['drafter'] }],
    ['other-head', { accountId: otherHead.accountId, roles: ['department-head'] }],
    ['disabled', { accountId: (await extra('钱停用')).accountId, roles: ['drafter'] }],
    ['expired', { accountId: (await extra('孙过期')).accountId, roles: ['drafter'] }],
    ['half-way', { accountId: (await extra('周半途')).accountId, roles: ['drafter'] }],
  ];
  const sessions = new Map<Who, SessionOf>();
  for (const [who, { accountId, roles: held }] of holders) {
    const token = granted(
      await perform(town, systemActor, 'test', async (act) => {
        await sql`insert into gongkai.accounts (id, town, username, created_at)
          values (${accountId}, ${town.slug}, ${`${town.slug}-${who}`}, ${act.at})`.execute(act.db);
        const stage = who === 'half-way' ? 'password' : 'full';
        return done(
          await startSession(act, {
            accountId: accountId as Parameters<typeof startSession>[1]['accountId'],
            stage,
            roles: held,
            address: '127.0.0.1',
            userAgent: 'test',
            oldToken: null,
          }),
        );
      }),
    );
    const { rows } = await sql<{
      csrf: string;
    }>`select csrf from gongkai.sessions where token_hash = ${hashToken(token)}`.execute(town.shared);
    sessions.set(who, { token, csrf: rows[0]?.csrf ?? '' });
    if (who === 'disabled')
      await sql`update gongkai.accounts set disabled_at = ${town.clock.now()} where id = ${accountId}`.execute(town.shared);
    if (who === 'expired')
      await sql`update gongkai.sessions set created_at = '2026-11-22T01:00:00Z', seen_at = '2026-11-22T01:00:00Z'
        where token_hash = ${hashToken(token)}`.execute(town.shared);
  }
  sessions.set('unknown-token', { token: 'x'.repeat(43), csrf: 'x' });
  return sessions;
}

export async function wholeTown(): Promise<WholeTown> {
  const w = await publishingTown();
  const { town } = w;
  const sessions = await signedIn(w);
  const example = await examples(w);
  const data = mkdtempSync(join(tmpdir(), 'gongkai-whole-'));
  const installation: Installation = {
    engine: town.engine,
    data,
    shared: town.shared,
    clock: town.clock,
    log: town.log,
    async close() {},
  };
  const config: Config = {
    host: '127.0.0.1',
    port: 8787,
    data,
    databaseUrl: null,
    connections: 4,
    publicUrl: `http://${HOST}`,
    hosts: [],
    trustedProxies: [],
    town: null,
    secret: 's'.repeat(40),
  };
  const { app, disk } = await buildProgram(installation, town, config);
  await app.ready();
  let caller = 0;
  const from = (): string => `10.${(++caller >> 16) & 255}.${(caller >> 8) & 255}.${caller & 255}`;
  const cookies = (as: Who): Record<string, string> => {
    const session = sessions.get(as);
    return session ? { gongkai: session.token } : {};
  };
  const csrf = (as: Who): string => sessions.get(as)?.csrf ?? '';
  const { rows: named } = await sql<{ name: string }>`select tablename as name from pg_tables where schemaname = ${town.schema}
    and tablename <> 'platform_audit' order by tablename`.execute(town.engine.owner(town.schema));
  return {
    w,
    installation,
    config,
    app,
    example,
    csrf,
    get: (url, as = 'nobody', headers = {}) =>
      app.inject({ method: 'GET', url, remoteAddress: from(), headers: { host: HOST, ...headers }, cookies: cookies(as) }),
    post(url, as = 'nobody', form = {}) {
      const token = form.token === undefined ? csrf(as) : form.token;
      const body = new URLSearchParams({ ...(token === null ? {} : { _token: token }), ...form.fields });
      return app.inject({
        method: 'POST',
        url,
        remoteAddress: from(),
        cookies: cookies(as),
        headers: { host: HOST, 'content-type': 'application/x-www-form-urlencoded', ...form.headers },
        payload: form.payload ?? body.toString(),
      });
    },
    async digest() {
      const parts: string[] = [];
      for (const { name } of named) {
        // The head of the audit chain moves with every record of a refusal; the public version beside it must not.
        const row = name === 'platform_heads' ? sql`t.public_version::text` : sql`t::text`;
        const { rows } = await sql<{
          d: string | null;
        }>`select md5(string_agg(${row}, '|' order by ${row})) as d from ${sql.table(name)} t`.execute(town.db);
        parts.push(`${name}:${rows[0]?.d}`);
      }
      for (const name of ['accounts', 'sessions', 'invitations', 'backup_codes', 'sign_in_networks']) {
        const { rows } = await sql<{
          d: string | null;
        }>`select md5(string_agg(t::text, '|' order by t::text)) as d from ${sql.table(name)} t`.execute(town.shared);
        parts.push(`${name}:${rows[0]?.d}`);
      }
      return parts.join('\n');
    },
    async audits() {
      const { rows } = await sql<{ seq: number; verb: string; subject: string | null; account: string | null }>`
        select seq, verb, subject, account_id as account from platform_audit order by seq`.execute(town.db);
      return rows;
    },
    async stop() {
      disk.stop();
      await app.close();
    },
  };
}

/** Every method and address the router answers, told by the router. */
export function routesOf(app: WholeTown['app']): string[] {
  const found: string[] = [];
  const above: string[] = [];
  for (const line of app.printRoutes({ commonPrefix: false, includeHooks: false }).split('\n')) {
    const m = /^([│ ]*)[├└]── (\S*) ?(?:\(([A-Z, ]+)\))?/.exec(line);
    if (!m) continue;
    const depth = (m[1] as string).length / 4;
    above.length = depth;
    above.push(m[2] as string);
    for (const method of (m[3] ?? '').split(', '))
      if (method !== '' && method !== 'HEAD') found.push(`${method} ${above.join('')}`);
  }
  return [...new Set(found)].sort();
}

export function policyRoutes(): string[] {
  return Object.keys(policies).sort();
}
