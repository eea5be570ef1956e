// What the public reads of a document that is no longer what it was: withdrawn, or corrected.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { granted } from '../../../../test/support/people.ts';
import { draft, edition, pass, publishingTown, type PublishingTown, publishNow } from '../../../../test/support/publishing.ts';
import { serveRoom, type ServedRoom } from '../../../../test/support/serve-room.ts';
import { perform } from '../../../platform/act/act.ts';
import type { DocumentId, EditionId } from '../../../town/ids.ts';
import { abandonDraft, startCorrection } from '../correct.ts';
import { withdraw } from '../end.ts';
import { disclosureRoom } from '../room.ts';
import { saveDraft } from '../save-draft.ts';

let w: PublishingTown;
let served: ServedRoom;
beforeAll(async () => {
  w = await publishingTown();
  served = await serveRoom(w.town, w.people, disclosureRoom);
});
afterAll(() => served.app.close());

async function published(): Promise<{ documentId: DocumentId; indexNo: string }> {
  const id = await draft(w);
  await pass(w, id);
  const { indexNo } = granted(await publishNow(w, id));
  return { documentId: (await edition(w, id)).documentId, indexNo };
}

async function correction(id: DocumentId): Promise<EditionId> {
  return granted(await perform(w.town, w.people.actors.drafter, 'test', (act) => startCorrection(act, id))).editionId;
}

describe('a withdrawn document', () => {
  test('gives reason and statute first and across the sheet, then its frame, and leads to the other withdrawn ones', async () => {
    const { documentId, indexNo } = await published();
    granted(
      await perform(w.town, w.people.actors['openness-office'], 'test', (act) =>
        withdraw(act, documentId, '附件含个人信息', 'personal'),
      ),
    );
    const { body } = await served.get(`/documents/${indexNo}`);
    const facts = /<dl class="meta">(.*?)<\/dl>/s.exec(body)![1]!;
    expect([...facts.matchAll(/<dt>([^<]+)</g)].map((m) => m[1])).toEqual([
      '撤回原因',
      '撤回依据',
      '撤回时间',
      '撤回经办',
      '发布日期',
      '发布机构',
      '索引号',
      '公开目录',
      '公开存证',
    ]);
    expect(facts.match(/class="wide"/g)).toHaveLength(3);
    expect(facts).toContain('个人信息保护（《个人信息保护法》第47条）');
    expect(body).not.toContain('#47');
    expect(body).toContain('href="/withdrawals"');
  });
});

describe('a correction', () => {
  test('that follows one given up is compared with what the public was shown, not with the draft nobody saw', async () => {
    const { documentId, indexNo } = await published();
    const givenUp = await correction(documentId);
    granted(await perform(w.town, w.people.actors.drafter, 'test', (act) => abandonDraft(act, givenUp)));
    const id = await correction(documentId);
    const now = await edition(w, id);
    expect(now.number).toBe(3);
    granted(
      await perform(w.town, w.people.actors.drafter, 'test', (act) =>
        saveDraft(act, id, now.revision, { ...now, changeNote: '金额更正' }),
      ),
    );
    await pass(w, id);
    granted(await publishNow(w, id));
    const page = await served.get(`/documents/${indexNo}/editions/3/changes`);
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain(`href="/documents/${indexNo}/editions/1"`);
    expect((await served.get(`/documents/${indexNo}/editions/2`)).statusCode).toBe(404);
    expect((await served.get(`/documents/${indexNo}/editions/1/changes`)).statusCode).toBe(404);
  });
});
