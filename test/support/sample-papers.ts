import { owesReport, publishedReport } from './annual-report.ts';
import { sql } from 'kysely';
import { perform } from '../../src/platform/act/act.ts';
import { type Actor, systemActor } from '../../src/platform/act/actor.ts';
import { sheetBytes } from '../../src/platform/http/sheet.ts';
import { defineItem, itemByCode, registerFormation, withhold } from '../../src/rooms/catalogue/door.ts';
import { recordFile, startCorrection, startDraft, takeUpload, withdraw } from '../../src/rooms/disclosure/door.ts';
import { linesOf } from '../../src/rooms/intake/batches.ts';
import { addFiles, handIn as handInFiles, openBatch } from '../../src/rooms/intake/open-batch.ts';
import { runBatch } from '../../src/rooms/intake/run-batch.ts';
import { addPost, formGroup, proposeRole, setDeputy, setLeader } from '../../src/rooms/people/door.ts';
import { bodyFromText } from '../../src/town/body.ts';
import { day } from '../../src/town/day.ts';
import type { DocumentId, EditionId } from '../../src/town/ids.ts';
import { done } from '../../src/town/outcome.ts';
import { granted } from './people.ts';
import { decideAs, handIn, pass, publishNow, type PublishingTown, sampleDraft } from './publishing.ts';
import { pixel } from './editor-page.ts';
import { addForeignReport } from '../../src/rooms/annual-report/foreign-reports.ts';
import { type SampleRequests, sampleRequests } from './sample-requests.ts';

/** Stands in every text field of a draft of the finance office and nowhere else. */
export const CANARY = '鸬鹚密语未公开';

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

export interface Samples {
  /** `GET /console/drafts/:id` → `/console/drafts/019…`. */
  example(route: string): string;
  requests: SampleRequests;
}

export async function examples(w: PublishingTown): Promise<Samples> {
  const { town, people } = w;
  const papers = await someDocuments(w);
  const requests = await sampleRequests(w);
  const act = async <T>(work: Parameters<typeof perform<T, string>>[3]): Promise<T> =>
    granted(await perform(town, systemActor, 'test', work));
  // Items the portal's standing pages point at.
  const like = await itemByCode(town.db, '05');
  if (like)
    await act((a) => defineItem(a, { ...like, code: '03', cadences: [], villageCadences: [], openedOn: day('2026-01-01') }));
  await owesReport(w);
  await publishedReport(w, 2014);
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
  const handedIn = granted(
    await handInFiles(
      town,
      [{ field: 'files', name: '样例.txt', bytes: Buffer.from('关于样例的通知\n各村：现将有关事项通知如下。') }],
      null,
    ),
  );
  const opener = people.actors['openness-office'];
  const batchId = granted(await perform(town, opener, 'test', (a) => openBatch(a, { item: null, organ: null })));
  granted(await perform(town, opener, 'test', (a) => addFiles(a, batchId, handedIn)));
  await runBatch(town, { batchId });
  const [line] = await linesOf(town.db, batchId);
  const { rows: sessions } = await sql<{
    id: string;
  }>`select s.id from gongkai.sessions s join gongkai.accounts a on a.id = s.account_id
    where a.town = ${town.slug} order by s.id limit 1`.execute(town.shared);
  const [series, serial] = papers.indexNo.split('/') as [string, string];
  const foreign = granted(
    await perform(town, opener, 'test', (a) =>
      addForeignReport(a, { unit: '样例镇', fiscalYear: 2013, sentences: ['样例镇认真做好政府信息公开工作。'] }, ''),
    ),
  );
  const byArea: readonly [RegExp, Readonly<Record<string, string>>][] = [
    [/\/annual-reports\/others\//, { id: foreign }],
    [/\/annual-reports\//, { year: '2014', figure: 'trainingsTown' }],
    [/ \/console\/requests\/suggestions\//, { id: requests.suggestion }],
    [/ \/console\/requests\//, { id: requests.receipts.handling.id, letter: requests.letter, file: requests.file }],
    [/ \/console\/reviews\//, { id: papers.inReview }],
    [/ \/console\/documents\//, { id: papers.documentId }],
    [/ \/console\/drafts\//, { id: papers.draft, sha: papers.file }],
    [/ \/console\/staff\//, { id: people.staff.window.id, grant: grant.id, deputy: deputy.id }],
    [/ \/console\/leaders\//, { id: leader.id }],
    [/ \/organs\/leaders\//, { id: leader.id }],
    [/ \/console\/leading-group\//, { id: group.id, post: post.id }],
    [/ \/console\/organs\//, { id: people.finance.id }],
    [/ \/console\/duties\//, { id: duty.id }],
    [/ \/console\/import\//, { id: batchId, file: line?.id ?? '' }],
    [/ \/console\/account\/sessions\//, { id: sessions[0]?.id ?? '' }],
    [/ \/console\/invitations\//, { token: 'A'.repeat(43) }],
    [/(catalogue|kiosk\/items)\/:code/, { code: '05', dutyId: withheld.id }],
    [/documents\/:code\/:serial/, { code: series, serial, n: '1' }],
    [/organs\/:code/, { code: 'finance' }],
    [/ \/files\//, { sha: papers.file, name: 'a.xlsx' }],
    [/ \/images\//, { sha: papers.image }],
    [/ \/assets\//, { file: 'site.css' }],
  ];
  const example = (route: string): string => {
    const values = byArea.find(([area]) => area.test(route))?.[1] ?? {};
    return route.slice(route.indexOf(' ') + 1).replace(/:(\w+)/g, (whole, name: string) => {
      const value = values[name];
      if (value === undefined) throw new Error(`no example for ${whole} in ${route}; name one in test/support/whole-town.ts`);
      return encodeURIComponent(value);
    });
  };
  return { example, requests };
}
