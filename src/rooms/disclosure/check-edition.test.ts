// What is checked of a draft as it stands in the tables: here, attachments as they were handed in.
import { beforeAll, expect, test } from 'vitest';
import { goodXlsx } from '../../../test/support/foreign-files.ts';
import { granted } from '../../../test/support/people.ts';
import { draft, edition, publishingTown, type PublishingTown } from '../../../test/support/publishing.ts';
import { perform } from '../../platform/act/act.ts';
import { systemActor } from '../../platform/act/actor.ts';
import { today } from '../../platform/clock.ts';
import { done } from '../../town/outcome.ts';
import { checkEdition } from './check-edition.ts';
import { recordFile, takeUpload } from './take-upload.ts';

let w: PublishingTown;
beforeAll(async () => {
  w = await publishingTown();
});

/** The findings about attachments of a draft with this one file. */
async function attached(bytes: Buffer): Promise<string[]> {
  const upload = { field: 'files', name: '发放名单.xlsx', bytes };
  const taken = granted(await takeUpload(w.town, upload as never));
  await perform(w.town, systemActor, 'test', async (act) => {
    await recordFile(act, taken);
    return done(null);
  });
  const id = await draft(w, { attachments: [taken.ref] });
  const e = await edition(w, id);
  const findings = await checkEdition(
    w.town.db,
    w.town.files,
    e,
    { id: e.documentId, itemCode: '05' } as never,
    today(w.town.clock),
  );
  return findings.filter((f) => f.rule.startsWith('attach')).map((f) => `${f.rule} ${f.explain}`);
}

test('a workbook with a hidden sheet is stopped and the sheet is named', async () => {
  const bytes = await goodXlsx((book) => {
    book.addWorksheet('底稿', { state: 'veryHidden' }).addRow(['未公布的数字']);
  });
  expect(await attached(bytes)).toEqual([expect.stringMatching(/^attachment-hidden .*隐藏的工作表：底稿/)]);
});

test('a workbook with nothing unseen passes, although its author was removed', async () => {
  expect(await attached(await goodXlsx())).toEqual([expect.stringContaining('attachments-readable')]);
});
