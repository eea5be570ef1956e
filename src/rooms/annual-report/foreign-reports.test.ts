// Reports of other towns: read from a file, compared sentence by sentence, one for each unit and year.
import { beforeAll, describe, expect, test } from 'vitest';
import { codesOf, granted, type SamplePeople, samplePeople } from '../../../test/support/people.ts';
import { type TestTown, testTown } from '../../../test/support/town.ts';
import { perform } from '../../platform/act/act.ts';
import type { Role } from '../../town/roles.ts';
import {
  addForeignReport,
  foreignReports,
  type ForeignReportId,
  foreignTexts,
  readForeignReport,
  removeForeignReport,
} from './foreign-reports.ts';
import { similarSentences } from './similar.ts';

let town: TestTown;
let people: SamplePeople;
beforeAll(async () => {
  town = await testTown();
  people = await samplePeople(town);
}, 60_000);

const told = '镇党政办公室负责全镇政府信息公开工作，设公开栏三处，每季度更新一次。';
const report = `样例镇人民政府2013年政府信息公开年度报告\n\n一、概述\n${told}\n全年主动公开政府信息120条。\n`;
const file = (text: string, name = '报告.txt') => ({ name, bytes: Buffer.from(text) });
const by = (role: Role, work: Parameters<typeof perform<unknown, string>>[3]) => perform(town, people.actors[role], 'test', work);

describe('refused', () => {
  test('what is no report, in the words of whoever reads reports', async () => {
    expect(codesOf(await readForeignReport(file('关于放假的通知')))).toEqual(['unread-no-report']);
    expect(codesOf(await readForeignReport(file('', '空.txt')))).toEqual(['unread-empty']);
  });

  test('from whoever does not write reports, without a unit, of our own', async () => {
    const read = granted(await readForeignReport(file(report)));
    expect(codesOf(await by('supervisor', (act) => addForeignReport(act, read, '')))).toEqual(['not-allowed']);
    const office = (named: string, unit: string | null) =>
      by('openness-office', (act) => addForeignReport(act, { ...read, unit }, named));
    expect(codesOf(await office(' ', null))).toEqual(['unit-missing']);
    expect(codesOf(await office('镇'.repeat(61), null))).toEqual(['unit-long']);
    expect(codesOf(await office(people.town.name, null))).toEqual(['unit-own']);
    expect(await foreignReports(town.db)).toEqual([]);
    const nobodys = '00000000000000000000000000' as ForeignReportId;
    expect(codesOf(await by('openness-office', (act) => removeForeignReport(act, nobodys)))).toEqual(['foreign-gone']);
  });
});

test('a sentence that only changed its figures is found in it; handed in again it is one; removed it is compared no more', async () => {
  const read = granted(await readForeignReport(file(report)));
  expect(read.fiscalYear).toBe(2013);
  const ours = told.replace('三', '五');
  expect(similarSentences(ours, await foreignTexts(town.db))).toEqual([]);
  const add = () => by('openness-office', (act) => addForeignReport(act, read, ''));
  granted(await add());
  granted(await add());
  const [kept, ...more] = await foreignReports(town.db);
  expect(more).toEqual([]);
  expect(kept).toMatchObject({ fiscalYear: 2013, unit: expect.stringContaining('样例镇') });
  expect(similarSentences(ours, await foreignTexts(town.db))).toEqual([
    { sentence: ours, other: told, in: `${kept!.unit}2013年度报告`, similarity: 1 },
  ]);
  granted(await by('openness-office', (act) => removeForeignReport(act, kept!.id)));
  expect(similarSentences(ours, await foreignTexts(town.db))).toEqual([]);
});
