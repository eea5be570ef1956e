// A small town as the public sees it: organs, the catalogue, some documents, one corrected, one withdrawn, one that is only
// a draft. Served with its portal as the program serves it.
import type { FastifyInstance } from 'fastify';
import { errorPages } from '../../src/web/error-pages.tsx';
import { perform } from '../../src/platform/act/act.ts';
import { systemActor } from '../../src/platform/act/actor.ts';
import { buildAssets } from '../../src/platform/http/assets.ts';
import { allows } from '../../src/platform/http/policy.ts';
import { text } from '../../src/platform/http/reply.ts';
import type { Route, Site } from '../../src/platform/http/route.ts';
import { buildServer } from '../../src/platform/http/server.ts';
import { defineItem, registerFormation } from '../../src/rooms/catalogue/door.ts';
import { catalogueRoom } from '../../src/rooms/catalogue/room.ts';
import {
  blankDraft,
  type Draft,
  editionById,
  insertDocument,
  insertEdition,
  lockEdition,
  publishEdition,
  startCorrection,
  saveDraft,
  withdraw,
} from '../../src/rooms/disclosure/door.ts';
import { disclosureRoom } from '../../src/rooms/disclosure/room.ts';
import { changeOrgan, formGroup } from '../../src/rooms/people/door.ts';
import { publicRoutes } from '../../src/rooms/people/web/public-routes.ts';
import { type Block, type Body, bodyFromText } from '../../src/town/body.ts';
import { dayOf, day, instant } from '../../src/town/day.ts';
import type { DocumentId, OrganId } from '../../src/town/ids.ts';
import { requestsRoom } from '../../src/rooms/requests/room.ts';
import { ledgerRoutes } from '../../src/web/ledger/routes.tsx';
import { logRoutes } from '../../src/web/ledger/log-server.ts';
import { policies } from '../../src/web/policy.ts';
import { publicNav } from '../../src/web/portal/nav.ts';
import { organDocuments } from '../../src/web/portal/organ-documents.tsx';
import { portalRoutes } from '../../src/web/portal/routes.ts';
import { verifyRoutes } from '../../src/web/verify/routes.tsx';
import { items } from '../../seed/items.ts';
import { granted, type SamplePeople, samplePeople } from './people.ts';
import { type TestTown, testTown } from './town.ts';

/** Words that stand in drafts and in withdrawn texts only: the public must meet them nowhere. */
export const DRAFT_CANARY = '鹬蚌相争未公开';
export const WITHDRAWN_CANARY = '貔貅撤回之文';

export interface PublicTown {
  town: TestTown;
  people: SamplePeople;
  /** Index numbers by what the document is. */
  numbers: Readonly<Record<'report' | 'notice' | 'corrected' | 'withdrawn' | 'linked', string>>;
}

export interface NewDocument {
  itemCode: string;
  organId: OrganId;
  title: string;
  text?: string;
  body?: Body;
  genre?: string;
  /** When it was published; left out for now. */
  at?: string;
  createdOn?: string;
  docNo?: string;
}

function draftOf(d: NewDocument, at: string): Draft {
  return {
    ...blankDraft,
    title: d.title,
    genre: d.genre ?? '通知',
    docNo: d.docNo ?? '',
    summary: `${d.title}的概述`,
    createdOn: day(d.createdOn ?? dayOf(instant(at))),
    body: d.body ?? bodyFromText(d.text ?? '样例正文第一段。\n样例正文第二段。'),
  };
}

/** Publishes through the real door, past the review that is not what these tests are about. */
export async function publish(
  town: TestTown,
  people: SamplePeople,
  d: NewDocument,
): Promise<{ id: DocumentId; indexNo: string }> {
  const at = instant(d.at ?? town.clock.now());
  const author = people.staff.drafter.id;
  return granted(
    await perform(town, people.actors['openness-office'], 'test-publish', async (act) => {
      const id = await insertDocument(act, { organId: d.organId, itemCode: d.itemCode, dutyId: null, authorId: author });
      const editionId = await insertEdition(act, id, 1, author, draftOf(d, at));
      const found = await lockEdition(act.db, editionId);
      if (!found) throw new Error('the draft just made is gone');
      const done = await publishEdition(act, found.edition, found.document, { at });
      return done.ok ? { ok: true as const, value: { id, indexNo: done.value.indexNo } } : done;
    }),
  );
}

export async function publicTown(): Promise<PublicTown> {
  const town = await testTown({ at: '2026-11-23T01:30:00Z' });
  const people = await samplePeople(town);
  const office = people.actors['openness-office'];
  granted(
    await perform(town, systemActor, 'test', async (act) =>
      changeOrgan(act, { id: people.town.id, creditCode: '11341899999900011F' }),
    ),
  );
  granted(
    await perform(town, office, 'test', (act) =>
      formGroup(act, {
        name: '政务公开领导小组',
        officeName: '政务公开办公室',
        officeOrganId: people.office.id,
        basis: '港政〔2026〕1号',
        from: day('2026-01-01'),
      }),
    ),
  );
  for (const i of items) {
    granted(
      await perform(town, systemActor, 'test', (act) =>
        defineItem(act, {
          code: i.code,
          category: i.category,
          name: i.name,
          shortName: i.short,
          elements: i.elements,
          organId: people.office.id,
          coOrganIds: [],
          basis: i.basis,
          limits: i.limits,
          limitText: i.limitText,
          cadences: [],
          villageCadences: [],
          channels: i.channels,
          audience: i.audience,
          mode: i.mode,
          level: i.level,
          notes: i.notes,
          openedOn: day('2025-10-01'),
        }),
      ),
    );
  }
  // 应公开: one overdue, one due within the week.
  for (const [itemCode, createdOn] of [
    ['11', '2026-10-12'],
    ['30', '2026-10-30'],
  ] as const) {
    granted(
      await perform(town, office, 'test', (act) =>
        registerFormation(act, { itemCode, organId: people.finance.id, createdOn: day(createdOn), subject: '待公开的样例事项' }),
      ),
    );
  }
  const o = people.office.id;
  for (let n = 1; n <= 12; n++) {
    await publish(town, people, {
      itemCode: '05',
      organId: o,
      title: `样例通知第${n}号`,
      at: `2026-09-${String(n).padStart(2, '0')}T02:00:00Z`,
    });
  }
  const report = await publish(town, people, {
    itemCode: '04',
    organId: o,
    title: '港口镇2025年政府信息公开工作年度报告',
    genre: '年报',
    at: '2026-01-20T02:00:00Z',
    createdOn: '2026-01-18',
  });
  await publish(town, people, {
    itemCode: '04',
    organId: o,
    title: '港口镇2023年政府信息公开工作年度报告',
    genre: '年报',
    at: '2024-02-20T02:00:00Z',
    createdOn: '2024-02-18',
  });
  await publish(town, people, { itemCode: '03', organId: o, title: '港口镇信息公开审查制度', at: '2026-03-02T02:00:00Z' });
  const notice = await publish(town, people, {
    itemCode: '17',
    organId: o,
    title: '拟任职样例公示',
    genre: '公示',
    at: '2026-11-19T02:00:00Z',
    text: '拟任人选王样例。\n公示期：2026年11月19日至2026年11月25日（共5个工作日）。',
  });
  await publish(town, people, {
    itemCode: '17',
    organId: o,
    title: '已经期满的样例公示',
    genre: '公示',
    at: '2026-10-10T02:00:00Z',
    text: '公示期：2026年10月10日至2026年10月16日。',
  });
  const corrected = await publish(town, people, {
    itemCode: '12',
    organId: people.village.id,
    title: '山门村补贴发放明细',
    at: '2026-10-08T02:00:00Z',
    text: '耕地地力保护补贴合计 1200 元。',
  });
  await correct(town, people, corrected.id, '耕地地力保护补贴合计 1260 元。', '2026-11-10T03:00:00Z');
  const linked = await publish(town, people, {
    itemCode: '06',
    organId: o,
    title: '带链接和长表的样例解读',
    genre: '解读',
    at: '2026-11-20T02:00:00Z',
    body: linkedBody(),
  });
  const gone = await publish(town, people, {
    itemCode: '27',
    organId: o,
    title: '临时救助样例名单',
    at: '2026-05-06T02:00:00Z',
    text: WITHDRAWN_CANARY,
  });
  granted(await perform(town, office, 'test', (act) => withdraw(act, gone.id, '误将联系方式一并公布', 'personal')));
  await perform(town, people.actors.drafter, 'test', async (act) => {
    const id = await insertDocument(act, {
      organId: people.finance.id,
      itemCode: '11',
      dutyId: null,
      authorId: people.staff.drafter.id,
    });
    await insertEdition(
      act,
      id,
      1,
      people.staff.drafter.id,
      draftOf(
        {
          itemCode: '11',
          organId: people.finance.id,
          title: `${DRAFT_CANARY}标题`,
          text: `${DRAFT_CANARY}正文`,
          docNo: DRAFT_CANARY,
          genre: '公示',
        },
        act.at,
      ),
    );
    return { ok: true, value: null };
  });
  return {
    town,
    people,
    numbers: {
      report: report.indexNo,
      notice: notice.indexNo,
      corrected: corrected.indexNo,
      withdrawn: gone.indexNo,
      linked: linked.indexNo,
    },
  };
}

async function correct(town: TestTown, people: SamplePeople, id: DocumentId, replaced: string, at: string): Promise<void> {
  const office = people.actors['openness-office'];
  const started = granted(await perform(town, office, 'test', (act) => startCorrection(act, id)));
  const edition = (await editionById(town.db, started.editionId))!;
  const draft: Draft = { ...edition, body: bodyFromText(replaced), changeNote: '金额更正' };
  granted(await perform(town, office, 'test', (act) => saveDraft(act, started.editionId, edition.revision, draft)));
  granted(
    await perform(town, office, 'test', async (act) => {
      const found = (await lockEdition(act.db, started.editionId))!;
      return publishEdition(act, found.edition, found.document, { at: instant(at) });
    }),
  );
}

function linkedBody(): Body {
  const cell = (type: 'tableHeader' | 'tableCell', t: string) => ({
    type,
    attrs: { colspan: 1, rowspan: 1 },
    content: [{ type: 'paragraph' as const, content: [{ type: 'text' as const, text: t }] }],
  });
  const rows = Array.from({ length: 25 }, (_, i) => ({
    type: 'tableRow' as const,
    content: [cell('tableCell', `第${i + 1}组`), cell('tableCell', String(i * 10))],
  }));
  const content: Block[] = [
    { type: 'heading', attrs: { level: 1 }, content: [{ type: 'text', text: '一、怎么查' }] },
    {
      type: 'paragraph',
      content: [
        { type: 'text', text: '外面的网站', marks: [{ type: 'link', attrs: { href: 'https://example.gov.cn/policy' } }] },
      ],
    },
    {
      type: 'table',
      content: [{ type: 'tableRow', content: [cell('tableHeader', '组别'), cell('tableHeader', '数量')] }, ...rows],
    },
    { type: 'heading', attrs: { level: 1 }, content: [{ type: 'text', text: '二、结尾' }] },
    { type: 'paragraph', content: [{ type: 'text', text: '结尾的话。' }] },
  ];
  return { type: 'doc', content };
}

/** The routes the public can reach, of the rooms and the portal. */
export const publicSiteRoutes: readonly Route[] = [
  ...catalogueRoom({ recomputers: [] }).routes,
  ...disclosureRoom.routes,
  ...requestsRoom.routes,
  ...publicRoutes({ organDocuments }),
  ...portalRoutes,
].filter((r) => r.method === 'GET' && policies[`GET ${r.path}`] === 'public');

export async function publicSite(): Promise<Site> {
  const assets = await buildAssets();
  return {
    publicUrl: 'http://127.0.0.1:8787',
    secureCookies: false,
    marks: [],
    version: 'test',
    asset: assets.url,
    publicNav,
    consoleNav: [],
  };
}

export async function servePublic(town: TestTown): Promise<FastifyInstance> {
  const assets = await buildAssets();
  const routes = [...publicSiteRoutes, ...ledgerRoutes, ...logRoutes, ...verifyRoutes, ...assets.routes];
  const mine = new Set(routes.map((r) => `${r.method} ${r.path}`));
  return buildServer({
    town,
    site: await publicSite(),
    routes,
    policies: Object.fromEntries(Object.entries(policies).filter(([name]) => mine.has(name))),
    sessionCookie: 's',
    visitorOf: async () => null,
    denied: async () => {},
    allows,
    isFresh: () => true,
    errors: {
      forbidden: () => text('无权', undefined, 403),
      notFound: errorPages.notFound,
      fault: (_ctx, id) => text(`故障 ${id}`, undefined, 500),
      refused: (_ctx, status, sentence) => text(sentence, undefined, status),
    },
    early: [assets],
    secret: Buffer.alloc(32, 7),
    hosts: [],
    trustedProxies: [],
  });
}
