// The life of a report: figures entered, text bound, checked, signed, published, corrected; what is refused first.
import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { owesReport } from '../../../test/support/annual-report.ts';
import { codesOf, granted } from '../../../test/support/people.ts';
import { decideAs, handIn, pass, type PublishingTown, publishingTown, publishNow } from '../../../test/support/publishing.ts';
import { perform } from '../../platform/act/act.ts';
import type { Actor } from '../../platform/act/actor.ts';
import { instant } from '../../town/day.ts';
import type { DocumentId, EditionId } from '../../town/ids.ts';
import {
  blankDraft,
  documentById,
  editionById,
  releaseNow,
  saveDraft,
  startCorrection,
  textHash,
  withdraw,
} from '../disclosure/door.ts';
import { dismissFinding } from './dismiss-finding.ts';
import { enterFigures } from './enter-figures.ts';
import { entryHistory } from './entry-store.ts';
import { applicantColumns, resultKeys } from './tables.ts';
import { judgeReport } from './judge.ts';
import { figureSources as allSources } from './own-sources.ts';
import { publicReport } from './reads.ts';
import { signReport } from './sign-report.ts';
import { latestText } from './store.ts';
import { beginAnother, beginText, saveText } from './write-text.ts';

/** A town that keeps its requests on paper: their tables are entered by hand, and can then fail to add up. */
const figureSources = allSources.filter((s) => s.name !== '信息公开申请');

let w: PublishingTown;
let writer: Actor;

beforeEach(async () => {
  w = await publishingTown();
  writer = w.people.actors.drafter;
  await owesReport(w);
});

const year = 2025;
const enter = (values: Record<string, string>, more: { source?: string; replace?: boolean; by?: Actor; year?: number } = {}) =>
  perform(w.town, more.by ?? writer, 'test', (act) =>
    enterFigures(act, figureSources, {
      fiscalYear: more.year ?? year,
      values: new Map(Object.entries(values)),
      source: more.source ?? '台账',
      replace: more.replace ?? false,
    }),
  );
const begin = (fiscalYear = year, by = writer) => perform(w.town, by, 'test', (act) => beginText(act, fiscalYear));
const save = (texts: Record<string, string>, revision = 1, changeNote = '') =>
  perform(w.town, writer, 'test', (act) =>
    saveText(act, { fiscalYear: year, revision, texts: new Map(Object.entries(texts)), changeNote }),
  );
const sign = (revision: number, seenSimilar = false) =>
  perform(w.town, writer, 'test', (act) => signReport(act, figureSources, { fiscalYear: year, revision, seenSimilar }));
const judged = async () =>
  (await judgeReport(w.town.db, figureSources, { fiscalYear: year, today: w.town.clock.now().slice(0, 10) as never, unit: '' }))!;

/** A whole Table 3 of one request that was granted, and the rest. */
function tables(received = 1): Record<string, string> {
  const cells = ['received', 'carriedIn', ...resultKeys('30'), 'carriedOut'].flatMap((row) =>
    applicantColumns.map((c): [string, string] => [`table3.${row}.${c.key}`, '0']),
  );
  const remedies = ['review', 'direct', 'afterReview'].flatMap((row) =>
    ['upheld', 'corrected', 'other', 'pending'].map((c): [string, string] => [`table4.${row}.${c}`, '0']),
  );
  return {
    ...Object.fromEntries([...cells, ...remedies]),
    'table3.received.natural': String(received),
    'table3.granted.natural': '1',
    'table2.rules.made': '0',
    'table2.rules.repealed': '0',
    'table2.rules.inForce': '0',
    'table2.licences.decisions': '83',
    'table2.penalties.decisions': '7',
    'table2.coercion.decisions': '0',
    'table2.fees.amount': '0.1234',
  };
}

const texts = {
  lead: '统计期限自2025年1月1日至12月31日。',
  overview: '镇里办了培训【培训总次数】次，公开目录【公开目录】项。',
  problems: '有的稿件写得太短，已经退回重写。',
  other: '没有收取信息处理费。',
};

describe('figures by hand are refused', () => {
  test.each([
    [{ trainingsTown: '-1' }, ['figure-value']],
    [{ trainingsTown: '1.5' }, ['figure-value']],
    [{ trainingsTown: '两次' }, ['figure-value']],
    [{ trainingsTown: '99999999999999' }, ['figure-value']],
    [{ 'table2.fees.amount': '0.1234567' }, ['figure-value']],
    [{ nothing: '1' }, ['figure-unknown']],
    [{ published: '1' }, ['figure-counted']],
    [{ 'table3.received.total': '1' }, ['figure-counted']],
    [{ trainingsTown: 'x', trainees: 'y' }, ['figure-value', 'figure-value']],
    [{}, ['figures-none']],
  ] as [Record<string, string>, string[]][])('%j', async (values, codes) => {
    expect(codesOf(await enter(values))).toEqual(codes);
    expect((await sql`select 1 from annual_report_entries`.execute(w.town.db)).rows).toEqual([]);
  });

  test('without a source, for a year there is none of, by somebody else', async () => {
    expect(codesOf(await enter({ trainingsTown: '1' }, { source: ' ' }))).toEqual(['source-missing']);
    expect(codesOf(await enter({ trainingsTown: '1' }, { source: 'x'.repeat(201) }))).toEqual(['source-long']);
    for (const y of [2007, 2027, 0]) expect(codesOf(await enter({ trainingsTown: '1' }, { year: y }))).toEqual(['year-unknown']);
    expect(codesOf(await enter({ trainingsTown: '1' }, { by: w.people.actors.supervisor }))).toEqual(['not-allowed']);
  });

  test('over what somebody has entered, unless it is meant; both values stay', async () => {
    granted(await enter({ trainingsTown: '２，０００' }));
    expect(codesOf(await enter({ trainingsTown: '3' }))).toEqual(['figure-taken']);
    expect(codesOf(await enter({ trainingsTown: '2000' }))).toEqual(['figures-none']);
    granted(await enter({ trainingsTown: '3' }, { replace: true, source: '签到表' }));
    const history = await entryHistory(w.town.db, year, 'trainingsTown');
    expect(history.map((e) => [e.value, e.source, e.endedAt !== null])).toEqual([
      [3, '签到表', false],
      [2000, '台账', true],
    ]);
    granted(await enter({ trainingsTown: '' }, { replace: true }));
    expect((await judged()).figures.all.get('trainingsTown')?.value).toBeNull();
  });
});

describe('a text', () => {
  test('is begun once, and not for a year to come', async () => {
    expect(codesOf(await begin(2030))).toEqual(['year-unknown']);
    expect(codesOf(await begin(year, w.people.actors.supervisor))).toEqual(['not-allowed']);
    granted(await begin());
    expect(codesOf(await begin())).toEqual(['text-exists']);
  });

  test('is not saved over another’s, nor endless; nothing of what was typed is half kept', async () => {
    expect(codesOf(await save(texts))).toEqual(['text-none']);
    granted(await begin());
    granted(await save(texts));
    expect(codesOf(await save({ overview: '另一个窗口' }))).toEqual(['text-changed-meanwhile']);
    expect(codesOf(await save({ lead: 'ok', overview: '字'.repeat(20_001) }, 2))).toEqual(['text-long']);
    expect((await latestText(w.town.db, year))?.sections.find((s) => s.id === 'lead')?.text).toBe(texts.lead);
  });
});

describe('signing is refused', () => {
  beforeEach(async () => {
    granted(await begin());
  });

  test('while claims have no figure, names are unknown, parts are missing', async () => {
    granted(await save({ ...texts, problems: '', overview: '【培训总次数】次，【没有的】条' }));
    const codes = codesOf(await sign(2));
    expect(codes).toContain('claim-unknown');
    expect(codes).toContain('claim-empty');
    expect(codes).toContain('check-failed');
    expect((await latestText(w.town.db, year))?.state).toBe('writing');
  });

  test('while sums do not add up, and that cannot be answered away', async () => {
    granted(await enter({ ...tables(2), trainingsTown: '2' }));
    granted(await save(texts));
    const refused = await sign(2);
    // In the column of persons, and in that of all.
    expect(codesOf(refused)).toEqual(['check-failed', 'check-failed']);
    const finding = (await judged()).findings.find((f) => f.blocks)!;
    expect([finding.rule, finding.status]).toEqual(['R1', 'FAIL']);
    const dismissed = await perform(w.town, writer, 'test', (act) =>
      dismissFinding(act, figureSources, { fiscalYear: year, fingerprint: finding.fingerprint, reason: '登记簿就是这样' }),
    );
    expect(codesOf(dismissed)).toEqual(['finding-arithmetic']);
  });

  test('before the year is over', async () => {
    granted(await perform(w.town, writer, 'test', (act) => beginText(act, 2026)));
    const outcome = await perform(w.town, writer, 'test', (act) =>
      signReport(act, figureSources, { fiscalYear: 2026, revision: 1, seenSimilar: false }),
    );
    expect(codesOf(outcome)).toContain('year-running');
  });
});

test('a remark that is right as it stands is answered once, and stays answered', async () => {
  granted(await begin());
  granted(await enter({ ...tables(), trainingsTown: '2' }));
  granted(await save(texts));
  const late = async () => (await judged()).findings.find((f) => f.rule === 'R12')!;
  expect((await late()).status).toBe('FAIL');
  const answer = (reason: string, fingerprint: string) =>
    perform(w.town, writer, 'test', (act) => dismissFinding(act, figureSources, { fiscalYear: year, fingerprint, reason }));
  expect(codesOf(await answer('是', (await late()).fingerprint))).toEqual(['reason-missing']);
  expect(codesOf(await answer('系统上线晚，补编', 'gone'))).toEqual(['finding-gone']);
  granted(await answer('系统上线晚，补编', (await late()).fingerprint));
  w.town.clock.set(instant('2026-11-30T02:00:00Z'));
  expect((await late()).dismissal?.reason).toBe('系统上线晚，补编');
});

async function throughReview(id: EditionId): Promise<void> {
  await pass(w, id);
  granted(await publishNow(w, id));
}

test('signed it is frozen, goes through review, is public as signed, and is corrected by another edition', async () => {
  granted(await begin());
  granted(await enter({ ...tables(), trainingsTown: '2' }));
  granted(await save(texts));
  const signed = granted(await sign(2));
  expect(codesOf(await save({ lead: 'x' }, 2))).toEqual(['text-signed']);
  expect(codesOf(await sign(2))).toEqual(['text-signed']);
  const correction = () => perform(w.town, writer, 'test', (act) => beginAnother(act, year));
  expect(await publicReport(w.town.db, year)).toBeNull();
  await throughReview(signed.editionId);

  const shown = (await publicReport(w.town.db, year))!;
  expect(shown.asSigned).toBe(true);
  expect(shown.text.frozen?.sections[1]?.paragraphs[0]?.text).toBe('镇里办了培训2次，公开目录0项。');
  // Records move on, what was signed does not.
  granted(await enter({ trainingsTown: '5' }, { replace: true }));
  expect((await publicReport(w.town.db, year))?.text.frozen?.figures.find((f) => f.key === 'trainingsTown')?.value).toBe(2);

  granted(await correction());
  expect(codesOf(await correction())).toEqual(['text-not-signed']);
  const revision = (await latestText(w.town.db, year))!.revision;
  expect(codesOf(await sign(revision))).toEqual(['change-note']);
  granted(await save(texts, revision, '培训次数漏计三次，已补。'));
  const second = granted(await sign(revision + 1));
  expect(second.documentId).toBe(signed.documentId);
  expect((await publicReport(w.town.db, year))?.text.number).toBe(1);
  await throughReview(second.editionId);
  const corrected = (await publicReport(w.town.db, year))!;
  expect([corrected.text.number, corrected.asSigned]).toEqual([2, true]);
  expect(corrected.text.frozen?.sections[1]?.paragraphs[0]?.text).toBe('镇里办了培训5次，公开目录0项。');
});

describe('signed and handed over', () => {
  let editionId: EditionId;
  let documentId: DocumentId;
  const another = () => perform(w.town, writer, 'test', (act) => beginAnother(act, year));
  const signAgain = async (change: Record<string, string>, changeNote = '') => {
    const { revision } = (await latestText(w.town.db, year))!;
    granted(await save({ ...texts, ...change }, revision, changeNote));
    return sign(revision + 1);
  };

  beforeEach(async () => {
    granted(await begin());
    granted(await enter({ ...tables(), trainingsTown: '2' }));
    granted(await save(texts));
    ({ editionId, documentId } = granted(await sign(2)));
  });

  test('neither title nor text of the draft is edited in disclosure, and the sentence says where', async () => {
    const e = (await editionById(w.town.db, editionId))!;
    for (const change of [{ title: '另一个标题' }, { body: blankDraft.body }]) {
      const outcome = await perform(w.town, writer, 'test', (act) => saveDraft(act, editionId, e.revision, { ...e, ...change }));
      expect(codesOf(outcome)).toEqual(['text-from-elsewhere']);
      expect(outcome.ok ? {} : outcome.refusals[0]?.facts).toEqual({ name: '2025年度报告' });
    }
    granted(
      await perform(w.town, writer, 'test', (act) => saveDraft(act, editionId, e.revision, { ...e, summary: '改过的概述。' })),
    );
    await throughReview(editionId);
    expect((await publicReport(w.town.db, year))?.asSigned).toBe(true);
    const office = w.people.actors['openness-office'];
    expect(codesOf(await perform(w.town, office, 'test', (act) => startCorrection(act, documentId)))).toEqual([
      'text-from-elsewhere',
    ]);
  });

  test('a text that is not what was signed is not shown as the report', async () => {
    await throughReview(editionId);
    await sql`update disclosure_editions set title = '另一个标题' where id = ${editionId}`.execute(w.town.db);
    expect((await publicReport(w.town.db, year))?.asSigned).toBe(false);
  });

  test('sent back it is written anew, signed again, and the same draft says the new text', async () => {
    granted(await handIn(w, editionId));
    granted(
      await decideAs(w, w.people.actors['department-head'], editionId, { decision: 'send-back', opinion: '问题写得太少。' }),
    );
    granted(await another());
    expect(codesOf(await another())).toEqual(['text-not-signed']);
    const second = granted(await signAgain({ problems: '有的稿件写得太短，有的太晚，已经退回重写。' }));
    expect([second.documentId, second.editionId]).toEqual([documentId, editionId]);
    const e = (await editionById(w.town.db, editionId))!;
    expect([e.state, JSON.stringify(e.body).includes('有的太晚')]).toEqual(['drafting', true]);
    await throughReview(editionId);
    const shown = (await publicReport(w.town.db, year))!;
    expect([shown.text.number, shown.asSigned]).toEqual([2, true]);
    expect(shown.text.editionHash).toBe(textHash(e));
  });

  test('signed again while it was reviewed, every opinion is asked for anew', async () => {
    granted(await handIn(w, editionId));
    granted(await decideAs(w, w.people.actors['department-head'], editionId));
    granted(await another());
    granted(await signAgain({ problems: '有的稿件写得太短，有的太晚。' }));
    expect((await editionById(w.town.db, editionId))?.state).toBe('drafting');
  });

  test('a correction on its way takes what is signed after it, and says what was changed', async () => {
    await throughReview(editionId);
    granted(await another());
    const second = granted(await signAgain({ problems: '有的太晚。' }, '补写了问题。'));
    granted(await another());
    expect(codesOf(await signAgain({ problems: '有的太晚，有的太短。' }))).toEqual(['change-note']);
    const third = granted(await signAgain({ problems: '有的太晚，有的太短。' }, '补写了两个问题。'));
    expect(third.editionId).toBe(second.editionId);
    expect((await publicReport(w.town.db, year))?.text.number).toBe(1);
    await throughReview(third.editionId);
    expect((await publicReport(w.town.db, year))?.text.number).toBe(3);
  });

  test('while it waits for the ledger nothing else is begun', async () => {
    await pass(w, editionId);
    await w.town.running!.stop();
    granted(await perform(w.town, w.people.actors['openness-office'], 'test', (act) => releaseNow(act, editionId)));
    expect((await editionById(w.town.db, editionId))?.state).toBe('released');
    expect(codesOf(await another())).toEqual(['not-published']);
  });

  test('withdrawn it is followed by another document', async () => {
    await throughReview(editionId);
    const office = w.people.actors['openness-office'];
    granted(await perform(w.town, office, 'test', (act) => withdraw(act, documentId, '数字有误', 'wrong')));
    granted(await another());
    const second = granted(await signAgain({ problems: '有的太晚。' }));
    expect(second.documentId).not.toBe(documentId);
    expect((await documentById(w.town.db, second.documentId))?.state).toBe('draft');
    await throughReview(second.editionId);
    expect((await publicReport(w.town.db, year))?.asSigned).toBe(true);
  });
});
