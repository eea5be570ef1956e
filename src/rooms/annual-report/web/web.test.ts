// The room's pages over HTTP: who is let in, what is refused and kept, what people see.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { owesReport } from '../../../../test/support/annual-report.ts';
import { granted } from '../../../../test/support/people.ts';
import { pass, type PublishingTown, publishingTown, publishNow } from '../../../../test/support/publishing.ts';
import { serveRoom, type ServedRoom } from '../../../../test/support/serve-room.ts';
import { annualReportRoom } from '../room.ts';
import { latestText } from '../store.ts';

let w: PublishingTown;
let served: ServedRoom;
const desk = '/console/annual-reports/2014';

beforeAll(async () => {
  w = await publishingTown();
  await owesReport(w);
  served = await serveRoom(w.town, w.people, annualReportRoom);
});
afterAll(() => served.app.close());

describe('nobody is let in who has no business there', () => {
  test.each([desk, `${desk}/figures`, '/console/annual-reports'])('%s', async (url) => {
    expect((await served.get(url)).statusCode).toBe(303);
    expect((await served.get(url, 'audit-admin')).statusCode).toBe(403);
  });

  test('leaders look and change nothing', async () => {
    expect((await served.get(desk, 'principal')).statusCode).toBe(200);
    expect((await served.post(desk, 'principal', {})).statusCode).toBe(403);
  });
});

describe('addresses of nothing are nothing', () => {
  test.each([
    '/annual-reports/2014',
    '/annual-reports/1999',
    '/annual-reports/abcd',
    '/annual-reports/2014/report.pdf',
    '/annual-reports/2014/figures/published',
  ])('%s', async (url) => {
    expect((await served.get(url)).statusCode).toBe(404);
  });

  test.each(['/console/annual-reports/2007', `${desk}/figures/nothing`, '/console/annual-reports/20145'])('%s', async (url) => {
    expect((await served.get(url, 'openness-office')).statusCode).toBe(404);
  });
});

test('what is typed wrong stands in the form again with its sentence, and nothing is saved', async () => {
  const fields = { group: 'training', 'figure-trainingsTown': '两次', 'figure-trainees': '186', 'source-training': '签到表<b>' };
  const { statusCode, body } = await served.post(`${desk}/figures`, 'drafter', fields);
  expect(statusCode).toBe(422);
  expect(body).toContain('“镇集中培训次数”要填 0 或正整数，您填的是“两次”。');
  expect(body).toContain('value="186"');
  expect(body).toContain('签到表&lt;b>');
  expect((await served.get(`${desk}/figures`, 'drafter')).body).not.toContain('value="186"');
});

test('a year from its first figure to its public page with everything behind it', async () => {
  const by = 'drafter' as const;
  expect((await served.post(desk, by, {})).statusCode).toBe(303);
  const figures = {
    'figure-trainingsTown': '2',
    'figure-sheet.published': '312',
    'figure-sheet.budget': '34.2',
  };
  expect(
    (await served.post(`${desk}/figures`, by, { ...figures, group: 'training', 'source-training': '<台账>' })).statusCode,
  ).toBe(303);
  const saved = await served.post(`${desk}/text`, by, {
    revision: '1',
    'section-overview': '集中培训【镇集中培训次数】次，检查 7 次。<script>',
    'section-proactive': '全年公开【主动公开政府信息数】条。',
    'section-requests': '收到【收到申请】件。',
    'section-fees': '没有收费。',
    'section-remedies': '没有复议和诉讼。',
    'section-problems': '有的晚了。',
    'section-other': '没有。',
  });
  expect(saved.statusCode).toBe(303);
  const page = (await served.get(desk, by)).body;
  expect(page).toContain('href="/console/annual-reports/2014/figures/trainingsTown"');
  expect(page).toContain('<mark title="没有记录作依据的数字">7</mark>');
  expect(page).not.toContain('<script>。');
  expect(page).toContain('政府信息公开情况统计表');
  expect((await served.get(`${desk}/figures/trainingsTown`, by)).body).toContain('来源：&lt;台账>');

  const stale = await served.post(`${desk}/text`, by, { revision: '1', 'section-lead': '另一个窗口写的' });
  expect(stale.statusCode).toBe(422);
  expect(stale.body).toContain('另一个窗口写的');

  expect((await served.post(`${desk}/signing`, by, { revision: '2' })).headers.location).toContain('done=signed');
  expect((await served.get('/annual-reports/2014')).statusCode).toBe(404);
  const { editionId } = (await latestText(w.town.db, 2014))!;
  await pass(w, editionId!);
  granted(await publishNow(w, editionId!));

  const shown = (await served.get('/annual-reports/2014')).body;
  expect(shown).toContain('2014年度政府信息公开工作年度报告');
  expect(shown).toContain('<a href="/annual-reports/2014/figures/trainingsTown" title="镇集中培训次数">2</a>');
  expect(shown).toContain('34.2');
  expect((await served.get('/annual-reports/2014/figures/sheet.published')).body).toContain('312');
  // What is entered later went through no review: it is for the desk alone.
  const later = { 'figure-trainingsTown': '77', replace: '1', group: 'training', 'source-training': '后来的台账' };
  expect((await served.post(`${desk}/figures`, by, later)).statusCode).toBe(303);
  for (const figure of ['trainingsTown', 'trainings']) {
    const { body } = await served.get(`/annual-reports/2014/figures/${figure}`);
    expect(body).not.toMatch(/77|后来的台账/);
  }
  expect((await served.get('/annual-reports/2014/figures/trainingsTown')).body).toContain('来源：&lt;台账>');
  const json = JSON.parse((await served.get('/annual-reports/2014/report.json')).body) as {
    frozen: { era: string };
    sha256: string;
  };
  expect([json.frozen.era, json.sha256.length]).toEqual(['2007', 64]);
  for (const [kind, head] of [
    ['pdf', '%PDF'],
    ['docx', 'PK'],
    ['xlsx', 'PK'],
  ]) {
    const file = await served.get(`/annual-reports/2014/report.${kind}`);
    expect([kind, file.statusCode, file.rawPayload.subarray(0, head!.length).toString('latin1')]).toEqual([kind, 200, head]);
  }
});
