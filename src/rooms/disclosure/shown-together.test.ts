// What waited for the ledger is shown in batches: each document as if it were alone. And who waits in vain is told at once.
import { beforeAll, describe, expect, test } from 'vitest';
import { granted } from '../../../test/support/people.ts';
import { draft, edition, pass, publishingTown, publishNow, type PublishingTown } from '../../../test/support/publishing.ts';
import { startLedger } from '../../ledger/start-ledger.ts';
import { perform } from '../../platform/act/act.ts';
import { ledgerBell } from '../../platform/ledger-bell.ts';
import { day } from '../../town/day.ts';
import type { EditionId } from '../../town/ids.ts';
import { dutyById, registerFormation } from '../catalogue/door.ts';
import { startCorrection } from './correct.ts';
import { showCovered } from './publish.ts';
import { documentById, editionsOf } from './reads.ts';
import { saveDraft } from './save-draft.ts';
import { search } from './search.ts';

let w: PublishingTown;
beforeAll(async () => {
  w = await publishingTown();
  await w.town.running!.stop();
});

const rare = `桥${'𠮷'.repeat(140)}`;

async function released(title: string): Promise<EditionId> {
  const id = await draft(w, { title, summary: `${title.slice(0, 20)}的概述` });
  await pass(w, id);
  granted(await publishNow(w, id));
  return id;
}

describe('documents that waited together', () => {
  test('are all shown by one round, each with a duty, a place in search and a state of its own', async () => {
    const owed = granted(
      await perform(w.town, w.people.actors['openness-office'], 'test', (act) =>
        registerFormation(act, {
          itemCode: '05',
          organId: w.people.finance.id,
          createdOn: day('2026-11-16'),
          subject: '关于禁渔期的通告',
        }),
      ),
    );
    const titles = ['关于禁渔期的通告', '关于防汛值守的通告', '关于防汛值守的通告', rare];
    const ids: EditionId[] = [];
    for (const title of titles) ids.push(await released(title));
    const waiting = await Promise.all(ids.map((id) => edition(w, id)));
    expect(waiting.map((e) => e.state)).toEqual(titles.map(() => 'released'));

    const ledger = await startLedger(w.town, { folder: w.town.ledgerFolder, covered: [showCovered] });
    await ledger.settle();
    await ledger.stop();
    const documents = await Promise.all(waiting.map((e) => documentById(w.town.db, e.documentId)));
    expect(documents.map((d) => [d!.state, d!.currentEditionId])).toEqual(ids.map((id) => ['published', id]));
    const duties = await Promise.all(documents.map((d) => dutyById(w.town.db, d!.dutyId!)));
    expect(new Set(duties.map((d) => d!.id)).size).toBe(titles.length);
    expect(duties.map((d) => [d!.state, d!.documentId])).toEqual(documents.map((d) => ['published', d!.id]));
    expect(documents[0]!.dutyId).toBe(owed.id);
    const everywhere = { organId: null, itemCode: null, year: null, validity: null };
    for (const [i, d] of documents.entries()) {
      const { hits } = await search(w.town.db, i === 3 ? d!.indexNo! : titles[i]!, everywhere, 1, 10);
      expect(hits.map((h) => h.indexNo)).toContain(d!.indexNo);
    }
  });

  test('are shown one after the other where they are editions of one document', async () => {
    const start = () => startLedger(w.town, { folder: w.town.ledgerFolder, covered: [showCovered] });
    const first = await start();
    const document = (await edition(w, await released('关于路灯维修的通告'))).documentId;
    await first.stop();
    let last: EditionId | null = null;
    // A correction of what the public reads, while the one before still waits.
    for (const telephone of ['0563-4000124', '0563-4000125']) {
      const by = w.people.actors.drafter;
      const { editionId } = granted(await perform(w.town, by, 'test', (act) => startCorrection(act, document)));
      const e = await edition(w, editionId);
      const said = { ...e, changeNote: `更正联系电话为${telephone}。` };
      granted(await perform(w.town, by, 'test', (act) => saveDraft(act, editionId, e.revision, said)));
      await pass(w, editionId);
      granted(await publishNow(w, editionId));
      last = editionId;
    }
    const second = await start();
    await second.settle();
    await second.stop();
    expect((await editionsOf(w.town.db, document)).map((e) => [e.number, e.state])).toEqual([
      [1, 'superseded'],
      [2, 'superseded'],
      [3, 'published'],
    ]);
    expect((await documentById(w.town.db, document))!.currentEditionId).toBe(last);
  });
});

describe('a publisher', () => {
  test('is not kept waiting while the ledger signs nothing', async () => {
    const patient = { ...w, town: { ...w.town, ledger: ledgerBell(3_600_000) } };
    const ledger = await startLedger(patient.town, { folder: w.town.ledgerFolder, covered: [showCovered] });
    const now = w.town.clock.now();
    const ready = await draft(w, { title: '关于校车线路的公告' });
    await pass(w, ready);
    w.town.clock.set('2026-10-24T01:30:00Z');
    granted(await publishNow(patient, ready));
    expect(ledger.standing().refusal?.code).toBe('clock-behind');
    expect((await edition(w, ready)).state).toBe('released');
    w.town.clock.set(now);
    expect((await ledger.settle())?.ok).toBe(true);
    expect((await edition(w, ready)).state).toBe('published');
    await ledger.stop();
  });
});
