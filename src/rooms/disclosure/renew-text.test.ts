// A text that was signed elsewhere in the program: changed here by nobody, taken anew from where it was signed.
import { beforeAll, describe, expect, test } from 'vitest';
import { codesOf, granted } from '../../../test/support/people.ts';
import {
  decideAs,
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
import { bodyFromText } from '../../town/body.ts';
import type { EditionId } from '../../town/ids.ts';
import { startCorrection } from './correct.ts';
import { contentHash, type Draft, textHash } from './document.ts';
import { maskDraft } from './mask-draft.ts';
import { documentById } from './reads.ts';
import { renewText } from './renew-text.ts';
import { saveDraft } from './save-draft.ts';
import { startDraft } from './start-draft.ts';

let w: PublishingTown;
beforeAll(async () => {
  w = await publishingTown();
});
const from = { name: '2025年度报告', href: '/somewhere/2025' };
const drafter = () => w.people.actors.drafter;
const office = () => w.people.actors['openness-office'];

async function bound(more: Partial<Draft> = {}): Promise<EditionId> {
  const start = { itemCode: '05', organId: w.people.finance.id, dutyId: null, draft: sampleDraft(more), textFrom: from };
  return granted(await perform(w.town, drafter(), 'test', (act) => startDraft(act, start))).editionId;
}

async function save(id: EditionId, change: Partial<Draft>, by = drafter()) {
  const e = await edition(w, id);
  return perform(w.town, by, 'test', (act) => saveDraft(act, id, e.revision, { ...e, ...change }));
}

const words = (text: string) => {
  const { title, body, summary, keywords, createdOn, changeNote } = sampleDraft({ body: bodyFromText(text) });
  return { title, body, summary, keywords, createdOn, changeNote };
};
const renew = (id: EditionId, text: string, by: Actor = drafter(), where = from) =>
  perform(w.town, by, 'test', (act) => renewText(act, id, { ...words(text), changeNote: '重新签署。' }, where));

describe('what was signed elsewhere is not changed here', () => {
  test('neither its title nor its text, before review or in it', async () => {
    const id = await bound();
    for (const change of [{ title: '另一个标题' }, { body: bodyFromText('另一段话。') }])
      expect(codesOf(await save(id, change))).toEqual(['text-from-elsewhere']);
    granted(await handIn(w, id));
    expect(codesOf(await save(id, { title: '另一个标题' }))).toEqual(['text-from-elsewhere']);
    expect((await edition(w, id)).state).toBe('in-review');
  });

  test('nor masked', async () => {
    const id = await bound({ body: bodyFromText('张样例，联系电话13800000000。') });
    const { revision } = await edition(w, id);
    expect(codesOf(await perform(w.town, drafter(), 'test', (act) => maskDraft(act, id, revision)))).toEqual([
      'text-from-elsewhere',
    ]);
  });

  test('nor corrected, once it is public, except from where it was signed', async () => {
    const id = await bound();
    await pass(w, id);
    const { documentId } = granted(await publishNow(w, id));
    const correct = (where?: typeof from) => perform(w.town, office(), 'test', (act) => startCorrection(act, documentId, where));
    expect(codesOf(await correct())).toEqual(['text-from-elsewhere']);
    expect(codesOf(await correct({ ...from, href: '/elsewhere' }))).toEqual(['text-from-elsewhere']);
    const { editionId } = granted(await correct(from));
    expect(codesOf(await save(editionId, { title: '另一个标题' }, office()))).toEqual(['text-from-elsewhere']);
  });

  test('nor renewed by another room, by a stranger, or when it is public', async () => {
    const id = await bound();
    expect(codesOf(await renew(id, '新的。', drafter(), { ...from, href: '/elsewhere' }))).toEqual(['text-from-elsewhere']);
    expect(codesOf(await renew(id, '新的。', w.people.actors.supervisor))).toEqual(['not-yours']);
    await pass(w, id);
    granted(await publishNow(w, id));
    expect(codesOf(await renew(id, '新的。'))).toEqual(['not-editable']);
  });
});

test('what stands beside the text may be written here', async () => {
  const id = await bound();
  granted(await save(id, { summary: '改过的概述。', docNo: '港政〔2026〕1号', keywords: ['年报'] }));
  const e = await edition(w, id);
  expect([e.summary, e.docNo]).toEqual(['改过的概述。', '港政〔2026〕1号']);
  await pass(w, id);
  granted(await publishNow(w, id));
});

test('a text signed again takes the place of the draft’s, voids what reviewers said, and its signer is no reviewer', async () => {
  const id = await bound({ docNo: '港政〔2026〕2号' });
  granted(await handIn(w, id));
  granted(await decideAs(w, w.people.actors['department-head'], id));
  const before = await edition(w, id);
  expect(granted(await renew(id, '重新签署的话。', office())).reset).toBe(true);
  const after = await edition(w, id);
  expect(textHash(after)).not.toBe(textHash(before));
  expect([after.state, after.docNo, after.authorId]).toEqual(['drafting', '港政〔2026〕2号', office().staffId]);
  expect((await documentById(w.town.db, after.documentId))?.textFrom).toEqual(from);
});

test('an edition is hashed by what its author wrote, however it came into being', async () => {
  const id = await bound();
  await pass(w, id);
  const { documentId } = granted(await publishNow(w, id));
  const { editionId } = granted(await perform(w.town, office(), 'test', (act) => startCorrection(act, documentId, from)));
  const [first, second] = [await edition(w, id), await edition(w, editionId)];
  expect(second.contentHash).toBe(first.contentHash);
  expect(contentHash(second)).toBe(second.contentHash);
});
