import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { codesOf, granted, samplePerson, actorFor } from '../../../test/support/people.ts';
import {
  decideAs,
  draft,
  edition,
  handIn,
  pass,
  publishingTown,
  publishNow,
  sampleDraft,
  type PublishingTown,
} from '../../../test/support/publishing.ts';
import { perform } from '../../platform/act/act.ts';
import type { Actor } from '../../platform/act/actor.ts';
import { verifyAudit } from '../../platform/act/audit.ts';
import { bodyFromText } from '../../town/body.ts';
import { day, instant } from '../../town/day.ts';
import { dutyById, registerFormation } from '../catalogue/door.ts';
import { awaitingSecondLook, secondLook } from '../review/door.ts';
import { checkEdition } from './check-edition.ts';
import { startCorrection } from './correct.ts';
import { dismiss } from './dismiss.ts';
import { markValidity, withdraw } from './end.ts';
import { documentByIndexNo, documentById, editionsOf, publishedCount, relatedOf, withdrawalOf } from './reads.ts';
import { cancelRelease, releaseAt, releaseNow, runRelease } from './release.ts';
import { saveDraft } from './save-draft.ts';
import { search } from './search.ts';
import { setLinks } from './link.ts';
import { startDraft } from './start-draft.ts';
import { submit } from './submit.ts';
import { forceThrough } from './take-step.ts';

describe('a publication', () => {
  let w: PublishingTown;
  beforeAll(async () => {
    w = await publishingTown();
  });
  const actors = () => w.people.actors;

  test('of an unfinished text is refused with everything that is missing, at once', async () => {
    const id = await draft(w, { title: '', summary: '', createdOn: null, body: bodyFromText(''), genre: '不是体裁' });
    expect(codesOf(await handIn(w, id))).toEqual(
      expect.arrayContaining(['title-needed', 'summary-needed', 'created-needed', 'body-needed', 'genre-unknown']),
    );
  });

  test('without a finished review is refused', async () => {
    const id = await draft(w);
    expect(codesOf(await publishNow(w, id))).toEqual(['not-approved']);
    granted(await handIn(w, id));
    expect(codesOf(await publishNow(w, id))).toEqual(['not-approved']);
    expect(await publishedCount(w.town.db, { itemCode: '05' })).toBe(0);
  });

  test('is never reviewed by its author, nor twice by one person, nor by another department’s head, nor by the wrong post', async () => {
    const both = await samplePerson(w.town, w.people.finance, '王两职', ['drafter', 'department-head', 'secrecy-reviewer']);
    const writer = actorFor(both, ['drafter', 'department-head', 'secrecy-reviewer']);
    const own = await draft(w, {}, writer);
    granted(await perform(w.town, writer, 'test', (act) => submit(act, own, 1)));
    expect(codesOf(await decideAs(w, writer, own))).toEqual(['own-work']);

    const id = await draft(w);
    granted(await handIn(w, id));
    expect(codesOf(await decideAs(w, actors().principal, id))).toContain('wrong-role');
    const foreign = await samplePerson(w.town, w.people.office, '李外部', ['department-head']);
    expect(codesOf(await decideAs(w, actorFor(foreign, ['department-head']), id))).toEqual(['other-department']);
    granted(await decideAs(w, writer, id));
    expect(codesOf(await decideAs(w, writer, id, { secrecy: '可以公开' }))).toEqual(['same-person-twice']);
  });

  test('needs a secrecy result, and reasons for anything but yes', async () => {
    const id = await draft(w);
    granted(await handIn(w, id));
    granted(await decideAs(w, actors()['department-head'], id));
    const secrecy = actors()['secrecy-reviewer'];
    expect(codesOf(await decideAs(w, secrecy, id))).toEqual(['result-needed']);
    expect(codesOf(await decideAs(w, secrecy, id, { secrecy: '不予公开', opinion: '' }))).toEqual([
      'opinion-needed',
      'ground-needed',
    ]);
    granted(await decideAs(w, secrecy, id, { secrecy: '不能确定', opinion: '请上级定。' }));
    expect((await edition(w, id)).state).toBe('in-review');
    granted(await decideAs(w, secrecy, id, { secrecy: '不予公开', ground: '工作秘密', opinion: '属于工作秘密。' }));
    expect((await edition(w, id)).state).toBe('not-public');
  });

  test('found to be for the asking ends its duty with a notice that says so', async () => {
    const formed = { itemCode: '05', organId: w.people.finance.id, createdOn: day('2026-11-16'), subject: '只供申请的样例' };
    const duty = granted(await perform(w.town, actors()['openness-office'], 'test', (act) => registerFormation(act, formed)));
    const started = await perform(w.town, actors().drafter, 'test', (act) =>
      startDraft(act, { itemCode: '05', organId: w.people.finance.id, dutyId: duty.id, draft: sampleDraft() }),
    );
    const id = granted(started).editionId;
    granted(await handIn(w, id));
    granted(await decideAs(w, actors()['department-head'], id));
    const result = { secrecy: '依申请公开', ground: '个人隐私', opinion: '涉及申请人家庭情况。' } as const;
    granted(await decideAs(w, actors()['secrecy-reviewer'], id, result));
    const ended = await dutyById(w.town.db, duty.id);
    expect([ended?.state, ended?.note]).toEqual(['withheld', '本件不主动公开，可以依申请公开。涉及申请人家庭情况。']);
  });

  test('edited after approval goes back to the first step', async () => {
    const id = await draft(w);
    await pass(w, id);
    const approved = await edition(w, id);
    expect(approved.state).toBe('approved');
    const saved = granted(
      await perform(w.town, actors().drafter, 'test', (act) =>
        saveDraft(act, id, approved.revision, { ...approved, title: `${approved.title}（改）` }),
      ),
    );
    expect(saved.reset).toBe(true);
    expect(codesOf(await publishNow(w, id))).toEqual(['not-approved']);
    granted(await handIn(w, id));
    expect(codesOf(await decideAs(w, actors().principal, id))).toContain('wrong-role');
  });

  test('sent back with remarks returns to the author', async () => {
    const id = await draft(w);
    granted(await handIn(w, id));
    expect(codesOf(await decideAs(w, actors()['department-head'], id, { decision: 'send-back', opinion: ' ' }))).toEqual([
      'opinion-needed',
    ]);
    granted(await decideAs(w, actors()['department-head'], id, { decision: 'send-back', opinion: '请补充监督电话。' }));
    expect((await edition(w, id)).state).toBe('drafting');
  });

  test('decided on a text that has changed meanwhile is refused', async () => {
    const id = await draft(w);
    granted(await handIn(w, id));
    const outcome = await decideAs(w, actors()['department-head'], id, { contentHash: '0'.repeat(64) });
    expect(codesOf(outcome)).toContain('content-changed');
  });

  test('saved from two windows keeps the first and tells the second', async () => {
    const id = await draft(w);
    const e = await edition(w, id);
    granted(await perform(w.town, actors().drafter, 'test', (act) => saveDraft(act, id, e.revision, { ...e, title: '甲窗口' })));
    expect(
      codesOf(
        await perform(w.town, actors().drafter, 'test', (act) => saveDraft(act, id, e.revision, { ...e, title: '乙窗口' })),
      ),
    ).toEqual(['revision-conflict']);
    expect((await edition(w, id)).title).toBe('甲窗口');
  });

  test('cannot be written or seen by another organ’s drafter', async () => {
    const id = await draft(w);
    const e = await edition(w, id);
    const stranger = actorFor(await samplePerson(w.town, w.people.village, '赵邻村', ['drafter']), ['drafter']);
    expect(codesOf(await perform(w.town, stranger, 'test', (act) => saveDraft(act, id, e.revision, e)))).toEqual(['not-yours']);
    expect(
      codesOf(
        await perform(w.town, stranger, 'test', (act) =>
          dismiss(act, { editionId: id, fingerprint: 'x', reason: 'xx', ground: '' }),
        ),
      ),
    ).toEqual(['not-found']);
  });

  test('with a resident’s number is stopped until somebody else than the author releases it with a ground', async () => {
    const id = await draft(w, {
      body: bodyFromText(
        '现将救助对象公布如下，接受群众监督，公示期七天。\n张样例，联系电话13800000000，月救助金六百一十二元，由镇民政办按月发放。\n监督电话0563-4000123。',
      ),
    });
    granted(await handIn(w, id));
    granted(await decideAs(w, actors()['department-head'], id));
    const blocked = await decideAs(w, actors()['secrecy-reviewer'], id, { secrecy: '可以公开' });
    expect(codesOf(blocked)).toEqual(['checks-stop']);
    const e = await edition(w, id);
    const document = (await documentById(w.town.db, e.documentId))!;
    const [finding] = (await checkEdition(w.town.db, w.town.files, e, document, day('2026-11-23'))).filter((f) => f.blocks);
    expect(finding?.excerpt).not.toContain('13800000000');
    const release = (by: Actor, ground: string, reason = '本人书面同意公开联系方式') =>
      perform(w.town, by, 'test', (act) => dismiss(act, { editionId: id, fingerprint: finding!.fingerprint, reason, ground }));
    expect(codesOf(await release(actors().drafter, 'consent'))).toEqual(['dismissal-second-person']);
    expect(codesOf(await release(actors()['secrecy-reviewer'], ''))).toEqual(['dismissal-ground-needed']);
    expect(codesOf(await release(actors()['secrecy-reviewer'], 'consent', ''))).toEqual(['dismissal-reason-needed']);
    granted(await release(actors()['secrecy-reviewer'], 'consent'));
    granted(await decideAs(w, actors()['secrecy-reviewer'], id, { secrecy: '可以公开' }));
  });

  test('appears with number, search, duty and event in one act, and not before', async () => {
    const id = await draft(w, { title: '关于龙舟竞渡补贴办法的通知' });
    await pass(w, id);
    expect(
      (await search(w.town.db, '龙舟竞渡', { organId: null, itemCode: null, year: null, validity: null }, 1, 10)).total,
    ).toBe(0);
    const version = w.town.publicVersion.current();
    const { indexNo } = granted(await publishNow(w, id));
    expect(indexNo).toMatch(/^11341899999900011F\/202611-\d{5}$/);
    expect(w.town.publicVersion.current()).toBeGreaterThan(version);
    const hits = await search(w.town.db, '龙舟竞渡', { organId: null, itemCode: null, year: null, validity: null }, 1, 10);
    expect(hits.hits.map((h) => h.indexNo)).toEqual([indexNo]);
    const duty = await sql<{
      state: string;
      index_no: string;
    }>`select state, index_no from catalogue_duties where index_no = ${indexNo}`.execute(w.town.db);
    expect(duty.rows).toEqual([{ state: 'published', index_no: indexNo }]);
  });

  test('at a time is published then, once, and not when it was taken back', async () => {
    const [kept, cancelled] = [await draft(w), await draft(w)];
    for (const id of [kept, cancelled]) await pass(w, id);
    const office = actors()['openness-office'];
    expect(
      codesOf(await perform(w.town, office, 'test', (act) => releaseAt(act, kept, instant('2026-11-23T01:00:00Z')))),
    ).toEqual(['release-past']);
    const at = instant('2026-11-23T04:00:00Z');
    for (const id of [kept, cancelled]) granted(await perform(w.town, office, 'test', (act) => releaseAt(act, id, at)));
    granted(await perform(w.town, office, 'test', (act) => cancelRelease(act, cancelled)));
    w.town.clock.set('2026-11-23T04:00:01Z');
    for (const id of [kept, cancelled, kept]) await runRelease(w.town, { editionId: id, at });
    w.town.clock.set('2026-11-23T05:00:00Z');
    expect((await edition(w, kept)).state).toBe('published');
    expect((await edition(w, cancelled)).state).toBe('approved');
  });

  test('is corrected by a new edition with a compulsory note; both stay', async () => {
    const id = await draft(w);
    await pass(w, id);
    const { documentId, indexNo } = granted(await publishNow(w, id));
    const made = granted(await perform(w.town, actors().drafter, 'test', (act) => startCorrection(act, documentId)));
    expect(codesOf(await perform(w.town, actors().drafter, 'test', (act) => startCorrection(act, documentId)))).toEqual([
      'already-correcting',
    ]);
    expect(codesOf(await handIn(w, made.editionId))).toContain('change-note-needed');
    const e = await edition(w, made.editionId);
    granted(
      await perform(w.town, actors().drafter, 'test', (act) =>
        saveDraft(act, e.id, e.revision, { ...e, title: `${e.title}（更正）`, changeNote: '补正标题。' }),
      ),
    );
    await pass(w, e.id);
    expect(granted(await publishNow(w, e.id)).indexNo).toBe(indexNo);
    expect((await editionsOf(w.town.db, documentId)).map((x) => [x.number, x.state])).toEqual([
      [1, 'superseded'],
      [2, 'published'],
    ]);
  });

  test('is withdrawn with who, why and ground; search forgets it, its duty is owed again', async () => {
    const id = await draft(w, { title: '关于貔貅石雕迁移的通告' });
    await pass(w, id);
    const { documentId, indexNo } = granted(await publishNow(w, id));
    const office = actors()['openness-office'];
    expect(codesOf(await perform(w.town, actors().drafter, 'test', (act) => withdraw(act, documentId, '误', 'wrong')))).toEqual([
      'not-office',
    ]);
    expect(codesOf(await perform(w.town, office, 'test', (act) => withdraw(act, documentId, ' ', 'none')))).toEqual([
      'withdrawal-why-needed',
      'withdrawal-ground-needed',
    ]);
    granted(await perform(w.town, office, 'test', (act) => withdraw(act, documentId, '图纸有误，将重新发布。', 'wrong')));
    expect((await documentByIndexNo(w.town.db, indexNo))?.state).toBe('withdrawn');
    expect(await withdrawalOf(w.town.db, documentId)).toMatchObject({ why: '图纸有误，将重新发布。' });
    expect(
      (await search(w.town.db, '貔貅石雕', { organId: null, itemCode: null, year: null, validity: null }, 1, 10)).total,
    ).toBe(0);
    const duty = await sql<{
      n: number;
    }>`select count(*) as n from catalogue_duties where subject like '%貔貅%' and state = 'open'`.execute(w.town.db);
    expect(duty.rows[0]!.n).toBe(1);
  });

  test('out of force stays on line and says since when and why', async () => {
    const id = await draft(w);
    await pass(w, id);
    const { documentId } = granted(await publishNow(w, id));
    const office = actors()['openness-office'];
    expect(codesOf(await perform(w.town, office, 'test', (act) => markValidity(act, documentId, '废止', null, '')))).toEqual([
      'validity-date-needed',
    ]);
    granted(
      await perform(w.town, office, 'test', (act) => markValidity(act, documentId, '废止', day('2026-12-01'), '由新办法代替。')),
    );
    expect(await edition(w, id)).toMatchObject({ validity: '废止', repealedOn: '2026-12-01', state: 'published' });
  });

  test('linked to what it interprets is found from both sides; unknown numbers are named', async () => {
    const [rule, explained] = [await draft(w), await draft(w)];
    for (const id of [rule, explained]) await pass(w, id);
    const a = granted(await publishNow(w, rule));
    const b = granted(await publishNow(w, explained));
    const unknown = await perform(w.town, actors().drafter, 'test', (act) =>
      setLinks(act, b.documentId, { interprets: '没有/这个号', supersedes: '' }),
    );
    expect(codesOf(unknown)).toEqual(['link-unknown']);
    granted(
      await perform(w.town, actors().drafter, 'test', (act) =>
        setLinks(act, b.documentId, { interprets: a.indexNo, supersedes: '' }),
      ),
    );
    expect(await relatedOf(w.town.db, a.documentId)).toMatchObject([{ outward: false, kind: 'interprets', indexNo: b.indexNo }]);
    expect(await relatedOf(w.town.db, b.documentId)).toMatchObject([{ outward: true, kind: 'interprets', indexNo: a.indexNo }]);
  });

  test('forced is the office head’s alone, flagged, and waits for another leader’s look', async () => {
    const id = await draft(w);
    granted(await handIn(w, id));
    const { contentHash } = await edition(w, id);
    const go = (by: Actor) =>
      perform(w.town, by, 'test', (act) => forceThrough(act, id, contentHash, '强降雨红色预警，须立即告知。'));
    expect(codesOf(await go(actors()['openness-office']))).toContain('not-office-head');
    const held = ['openness-office', 'department-head'] as const;
    const head = actorFor(await samplePerson(w.town, w.people.office, '周主任', held), held);
    granted(await go(head));
    granted(await publishNow(w, id));
    expect((await awaitingSecondLook(w.town.db)).map((r) => r.edition_id)).toContain(id);
    expect(codesOf(await perform(w.town, head, 'test', (act) => secondLook(act, id, '无误。')))).toEqual(
      expect.arrayContaining(['wrong-role']),
    );
    granted(await perform(w.town, actors().principal, 'test', (act) => secondLook(act, id, '情况属实，处置得当。')));
    expect((await awaitingSecondLook(w.town.db)).map((r) => r.edition_id)).not.toContain(id);
  });

  test('by 64 publishers at once gives 64 numbers without a gap, and an unbroken audit chain', async () => {
    const ids = [];
    for (let i = 0; i < 64; i++) {
      const id = await draft(w, sampleDraft({ createdOn: day('2026-11-20') }));
      await sql`update disclosure_editions set state = 'approved' where id = ${id}`.execute(w.town.db);
      const { contentHash } = await edition(w, id);
      await sql`insert into review_reviews (id, edition_id, item_code, organ_id, author_id, content_hash, steps, step_index, state, opened_at, step_since, step_due_on)
        values (${id}, ${id}, '05', ${w.people.finance.id}, 'x', ${contentHash}, '[]'::jsonb, 0, 'passed', now(), now(), '2026-11-23')`.execute(
        w.town.db,
      );
      ids.push(id);
    }
    w.town.clock.set('2026-12-01T02:00:00Z');
    // Every eighth also fails after it took its number: a refused act must not leave a gap.
    const results = await Promise.all(
      ids.map((id, i) =>
        i % 8 === 7
          ? perform(w.town, actors()['openness-office'], 'test', async (act) => {
              await releaseNow(act, id);
              throw new Error('power cut');
            }).catch(() => null)
          : publishNow(w, id),
      ),
    );
    const numbers = results
      .filter((r) => r !== null)
      .map((r) => granted(r as never as Awaited<ReturnType<typeof publishNow>>).indexNo);
    const serials = numbers.map((n) => Number(n.slice(-5))).sort((a, b) => a - b);
    expect(serials).toEqual(Array.from({ length: 56 }, (_, i) => i + 1));
    expect((await verifyAudit(w.town.db)).brokenAt).toBeNull();
  });
});
