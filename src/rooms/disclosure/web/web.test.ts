// The room's pages over HTTP: what a withdrawn or late document says, the record with every step's outcome, the text with
// what was found marked in it, and a village agent at the desk.
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { actorFor, granted, samplePerson } from '../../../../test/support/people.ts';
import {
  decideAs,
  draft,
  edition,
  handIn,
  pass,
  publishingTown,
  type PublishingTown,
  publishNow,
  sampleDraft,
} from '../../../../test/support/publishing.ts';
import { serveRoom, type ServedRoom } from '../../../../test/support/serve-room.ts';
import { perform } from '../../../platform/act/act.ts';
import { bodyFromText } from '../../../town/body.ts';
import { day } from '../../../town/day.ts';
import type { Role } from '../../../town/roles.ts';
import { markValidity, withdraw } from '../end.ts';
import { secondLook } from '../../review/door.ts';
import { disclosureRoom } from '../room.ts';
import { startDraft } from '../start-draft.ts';
import { forceThrough } from '../take-step.ts';

let w: PublishingTown;
let served: ServedRoom;
beforeAll(async () => {
  w = await publishingTown();
  served = await serveRoom(w.town, w.people, disclosureRoom);
});
afterAll(() => served.app.close());

const plain = (html: string): string => html.replace(/<[^>]+>/g, '').replace(/\s+/g, ' ');

async function published(more: Parameters<typeof draft>[1] = {}): Promise<{ id: string; indexNo: string }> {
  const id = await draft(w, more);
  await pass(w, id);
  const { indexNo } = granted(await publishNow(w, id));
  return { id: (await edition(w, id)).documentId, indexNo };
}

describe('a draft whose text was signed elsewhere', () => {
  test('shows it and asks for the rest; another title or text is refused with the page to change it on', async () => {
    const start = {
      itemCode: '05',
      organId: w.people.finance.id,
      dutyId: null,
      draft: sampleDraft({ title: '签署过的<标题>', body: bodyFromText('签署过的话。') }),
      textFrom: { name: '2025年度报告', href: '/somewhere/2025' },
    };
    const { drafter } = w.people.actors;
    const { editionId } = granted(await perform(w.town, drafter, 'test', (act) => startDraft(act, start)));
    const to = `/console/drafts/${editionId}`;
    const refused = await served.post(`${to}/save`, 'drafter', { revision: '1', title: '改掉的标题', genre: '通知' });
    expect(refused.statusCode).toBe(422);
    expect(plain(refused.body)).toContain(
      '标题和正文来自已签署的“2025年度报告”，不能在这里改。请打开“2025年度报告”修改，重新签署。',
    );
    expect(
      (await served.post(`${to}/autosave`, 'drafter', { revision: '1', body: JSON.stringify(bodyFromText('改掉的话。')) }))
        .statusCode,
    ).toBe(422);
    const page = (await served.get(to, 'drafter')).body;
    expect(page).toContain('签署过的&lt;标题>');
    expect(page).toContain('href="/somewhere/2025"');
    for (const gone of ['name="title"', 'name="body"', 'editor.js', '从 Word 导入']) expect(page).not.toContain(gone);
    const e = await edition(w, editionId);
    const fields = { revision: '1', genre: e.genre, topic: e.topic, createdOn: e.createdOn ?? '', summary: '改过的概述。' };
    expect((await served.post(`${to}/save`, 'drafter', fields)).statusCode).toBe(303);
    const saved = await edition(w, editionId);
    expect([saved.title, saved.summary]).toEqual([e.title, '改过的概述。']);
  });
});

describe('a document', () => {
  test('withdrawn warns instead of reporting success', async () => {
    const { id, indexNo } = await published();
    granted(
      await perform(w.town, w.people.actors['openness-office'], 'test', (act) =>
        withdraw(act, id as never, '附件含个人信息', 'personal'),
      ),
    );
    const page = await served.get(`/documents/${indexNo}`);
    expect(page.statusCode).toBe(410);
    expect(page.body).toContain('<p class="notice warn">这份文件已经撤回');
  });

  test('published after its day says how many days late, in the words of the catalogue', async () => {
    const { indexNo } = await published({ createdOn: day('2026-08-03') });
    const page = await served.get(`/documents/${indexNo}`);
    expect(plain(page.body)).toMatch(/迟 \d+ 天公开/);
    expect(plain(page.body)).not.toContain('逾期');
  });
});

describe('a document out of force', () => {
  test('says so on its page, since when and on what basis', async () => {
    const { id, indexNo } = await published();
    const office = w.people.actors['openness-office'];
    granted(
      await perform(w.town, office, 'test', (act) =>
        markValidity(act, id as never, '废止', day('2026-12-01'), '由样例办法代替。'),
      ),
    );
    const page = await served.get(`/documents/${indexNo}`);
    expect(plain(page.body)).toContain('这份文件已废止（自 2026-12-01 起）：由样例办法代替。保留在此供查考。');
  });
});

describe('the record of a document', () => {
  test('shows nothing for an address that asks for a word no table has', async () => {
    const { id } = await published();
    const page = await served.get(`/console/documents/${id}?done=constructor`, 'openness-office');
    expect(page.statusCode).toBe(200);
    expect(page.body).not.toContain('native code');
    expect(page.body).not.toContain('class="notice"');
  });

  test('says of every step whether it passed or was sent back, with what result and what opinion', async () => {
    const { actors } = w.people;
    const id = await draft(w);
    granted(await handIn(w, id));
    granted(await decideAs(w, actors['department-head'], id, { decision: 'send-back', opinion: '请补充<监督电话>。' }));
    await pass(w, id);
    granted(await publishNow(w, id));
    const { documentId } = await edition(w, id);
    const page = await served.get(`/console/documents/${documentId}`, 'openness-office');
    const timeline = /<ol class="timeline">(.*?)<\/ol>/s.exec(page.body)![1]!;
    const lines = timeline.split('</li>').map(plain);
    const first = (...parts: string[]): number => lines.findIndex((l) => parts.every((p) => l.includes(p)));
    const order = [
      first('送审'),
      first('退回修改', '部门负责人审核', '请补充&lt;监督电话>。'),
      first('通过', '部门负责人审核', '同意。'),
      first('通过', '保密审查', '可以公开；同意。'),
      first('通过', '预审备案', '主动公开；同意。'),
      first('通过', '签发', '同意。'),
      first('发布'),
    ];
    expect(order.every((n) => n >= 0)).toBe(true);
    expect([...order].sort((a, b) => a - b)).toEqual(order);
    expect(lines.some((l) => l.includes('审查　') && !l.includes('保密审查'))).toBe(false);
  });
});

describe('a draft that is back with its author', () => {
  test('has nothing passed on its line, and shows the remarks only until it is handed in again', async () => {
    const { actors } = w.people;
    const id = await draft(w);
    granted(await handIn(w, id));
    granted(await decideAs(w, actors['department-head'], id, {}));
    const passed = async (): Promise<number> =>
      [
        .../<ol class="steps"[^>]*>(.*?)<\/ol>/s
          .exec((await served.get(`/console/reviews/${id}`, 'drafter')).body)![1]!
          .matchAll(/class="done"/g),
      ].length;
    const remarks = async (): Promise<boolean> =>
      (await served.get(`/console/drafts/${id}`, 'drafter')).body.includes('退回意见');
    expect(await passed()).toBe(2);
    granted(await decideAs(w, actors['secrecy-reviewer'], id, { decision: 'send-back', opinion: '请删去一句。' }));
    expect(await passed()).toBe(0);
    expect(await remarks()).toBe(true);
    granted(await handIn(w, id));
    expect(await passed()).toBe(1);
    expect(await remarks()).toBe(false);
  });

  test('is in the downloaded list with the step and its day, as on the page', async () => {
    const id = await draft(w, { title: '下载清单里的样例稿件' });
    granted(await handIn(w, id));
    const answer = await served.get('/console/drafts/export.xlsx', 'drafter');
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(answer.rawPayload as unknown as ArrayBuffer);
    const rows: string[][] = [];
    book.worksheets[0]!.eachRow((row) => rows.push((row.values as unknown[]).slice(1).map(String)));
    const at = (title: string): number => rows[0]!.indexOf(title);
    const row = rows.find((r) => r[0] === '下载清单里的样例稿件')!;
    expect(row[at('环节')]).toBe('部门负责人审核');
    expect(row[at('环节到期日')]).toMatch(/^\d{4}-\d\d-\d\d$/);
  });
});

describe('what can be done with a text', () => {
  test('stands above it, for those who may do it, and passing comes before sending back', async () => {
    const id = await draft(w);
    granted(await handIn(w, id));
    const page = async (as: Role): Promise<string> => (await served.get(`/console/reviews/${id}`, as)).body;
    const head = await page('department-head');
    const bar = /<div class="decisions".*?<\/div>/s.exec(head)![0];
    expect(head.indexOf('class="decisions"')).toBeLessThan(head.indexOf('class="review"'));
    expect([...bar.matchAll(/<button[^>]* form="decide"[^>]*value="([^"]+)"/g)].map((m) => m[1])).toEqual(['pass', 'send-back']);
    expect(head).toContain('<form id="decide" method="post"');
    expect(await page('secrecy-reviewer')).not.toContain('form="decide"');
    granted(await decideAs(w, w.people.actors['department-head'], id));
    const secrecy = await page('secrecy-reviewer');
    expect(secrecy).toMatch(/提交审查结果.*href="#field-secrecy".*退回修改/s);
    expect(secrecy).toContain('id="field-secrecy"');
    expect(await page('department-head')).not.toContain('form="decide"');
  });
});

describe('a forced release', () => {
  test('shows the steps it skipped as skipped, and the second look as nobody’s signature', async () => {
    const id = await draft(w);
    granted(await handIn(w, id));
    granted(await decideAs(w, w.people.actors['department-head'], id));
    const held = ['openness-office', 'department-head'] as const;
    const head = actorFor(await samplePerson(w.town, w.people.office, '周主任', held), held);
    const { contentHash } = await edition(w, id);
    granted(await perform(w.town, head, 'test', (act) => forceThrough(act, id, contentHash, '强降雨红色预警')));
    granted(await publishNow(w, id));
    granted(await perform(w.town, w.people.actors.principal, 'test', (act) => secondLook(act, id, '处置得当')));
    const body = (await served.get(`/console/reviews/${id}`, 'openness-office')).body;
    const steps = /<ol class="steps".*?<\/ol>/s.exec(body)![0];
    expect([...steps.matchAll(/<li class="(\w+)"/g)].map((m) => m[1])).toEqual([
      'done',
      'done',
      'skipped',
      'skipped',
      'skipped',
      'done',
    ]);
    const timeline = /<ol class="timeline".*?<\/ol>/s.exec(body)![0].replace(/<[^>]+>/g, '');
    expect(timeline).toContain('先行发布　周主任');
    expect(timeline).toMatch(/复核　主要领导/);
    expect(timeline).not.toContain('签发');
  });
});

describe('the chains as a workbook', () => {
  test('have a line for every step of every item, and those of one item when that is asked for', async () => {
    const rows = async (query: string): Promise<string[][]> => {
      const answer = await served.get(`/console/chains/export.xlsx${query}`, 'openness-office');
      const book = new ExcelJS.Workbook();
      await book.xlsx.load(answer.rawPayload as unknown as ArrayBuffer);
      const found: string[][] = [];
      book.worksheets[0]!.eachRow((row) => found.push((row.values as unknown[]).slice(1).map(String)));
      return found.slice(1);
    };
    const one = await rows('?item=27');
    expect(one.map((r) => [r[0], r[4], r[5]])).toEqual([
      ['27', '部门负责人审核', '部门负责人'],
      ['27', '保密审查', '保密审查员'],
      ['27', '预审备案', '政务公开办'],
      ['27', '签发', '分管领导、主要领导'],
    ]);
    expect((await rows('')).length).toBeGreaterThan(one.length);
    expect(await rows('?item=constructor')).toEqual([]);
    expect((await served.get('/console/chains/export.xlsx', 'drafter')).statusCode).toBe(403);
  });
});

describe('the text beside the check column', () => {
  const text = '各村：\n<b>低保对象</b>联系人王样例，手机13800138000，请核对。\n本通知自发布之日起执行，各村认真组织落实。';

  test('marks each number found where it stands, names its kind, and is reached from the finding', async () => {
    const id = await draft(w, { title: '联系13900139000的通知', body: bodyFromText(text) });
    const { body } = await served.get(`/console/reviews/${id}`, 'drafter');
    const ids = [...body.matchAll(/<mark class="pii" id="(found-[^"]+)"/g)].map((m) => m[1]!);
    expect(ids.length).toBeGreaterThanOrEqual(2);
    for (const found of ids) expect(body).toContain(`href="#${found}"`);
    for (const [, led] of body.matchAll(/href="#(found-[^"]+)"/g)) expect(ids).toContain(led);
    expect(body).toMatch(
      /&lt;b&gt;低保对象&lt;\/b&gt;[^<]*<mark class="pii"[^>]*><span class="sr-only">（手机号）<\/span>13800138000<\/mark>/,
    );
    expect(body).toMatch(/联系<mark class="pii"[^>]*><span class="sr-only">（手机号）<\/span>13900139000<\/mark>的通知/);
  });

  test('is not marked where the public reads it', async () => {
    const { indexNo } = await published();
    expect((await served.get(`/documents/${indexNo}`)).body).not.toContain('<mark');
  });
});

describe('a draft that is not finished', () => {
  test('is saved and checked all the same; the browser does not hold it back', async () => {
    const id = await draft(w, { title: '', createdOn: null, summary: '' });
    const page = await served.get(`/console/drafts/${id}`, 'drafter');
    expect(page.body).toMatch(/<button type="submit" formnovalidate>保存并检查/);
    const { revision } = await edition(w, id);
    const saved = await served.post(`/console/drafts/${id}/save`, 'drafter', { revision: String(revision), title: '只有标题' });
    expect(saved.headers.location).toBe(`/console/drafts/${id}?done=saved`);
  });
});

describe('a village agent', () => {
  const begin = (organ: string) => served.post('/console/drafts/new', 'agent', { item: '05', organ });

  test('may not draft for another organ, nor read or change what it writes', async () => {
    expect((await begin(w.people.finance.id)).statusCode).toBe(422);
    const foreign = await draft(w);
    expect((await served.get(`/console/drafts/${foreign}`, 'agent')).statusCode).toBe(404);
    expect((await served.get(`/console/reviews/${foreign}`, 'agent')).statusCode).toBe(404);
    expect((await served.post(`/console/drafts/${foreign}/abandon`, 'agent', {})).statusCode).toBe(404);
  });

  test('never reviews, the own work least of all', async () => {
    const answer = await begin(w.people.village.id);
    const id = /drafts\/([^/?]+)/.exec(String(answer.headers.location))![1]!;
    expect((await served.post(`/console/reviews/${id}/decide`, 'agent', { decision: 'pass' })).statusCode).toBe(403);
  });

  test('drafts for the own village, and is offered to', async () => {
    expect((await served.get('/console/drafts', 'agent')).body).toContain('href="/console/drafts/new"');
    const form = (await served.get('/console/drafts/new', 'agent')).body;
    expect(form).toContain(w.people.village.id);
    expect(form).not.toContain(w.people.finance.id);
    const answer = await begin(w.people.village.id);
    expect(answer.statusCode).toBe(303);
    const page = await served.get(String(answer.headers.location), 'agent');
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('送审');
  });
});
