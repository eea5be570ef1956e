// The report this program began with, imported without help. It is not ours to copy, so it is read where it lies.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { granted } from '../../../test/support/people.ts';
import { intakeTown } from '../../../test/support/intake-town.ts';
import { serveRoom } from '../../../test/support/serve-room.ts';
import { projectRoot } from '../../platform/project.ts';
import { dutyById } from '../catalogue/door.ts';
import { documentById, documentPath, editionById, timelinessOf } from '../disclosure/door.ts';
import { disclosureRoom } from '../disclosure/room.ts';
import { gather } from './gather.ts';
import { importSet } from './import-set.ts';

const report = ((): string | null => {
  for (let at = projectRoot; dirname(at) !== at; at = dirname(at)) {
    const path = join(dirname(at), 'shared', 'mission', 'seed-annual-report-2013.txt');
    if (existsSync(path)) return path;
  }
  return null;
})();

describe.skipIf(report === null)('the 2013 annual report of this town', { timeout: 60_000 }, () => {
  it('is found out without help, filed under item 04, 57 days late, marked as imported; and never twice', async () => {
    const { town, people, importer } = await intakeTown();
    const set = granted(await gather(report!));
    const options = { choices: { item: null, organ: null }, via: '测试', dryRun: false, release: null };

    const rehearsal = granted(await importSet(town, importer, set, { ...options, dryRun: true }));
    expect(rehearsal.lines[0]).toMatchObject({ state: 'ready', indexNo: null });

    const { lines } = granted(await importSet(town, importer, set, options));
    const line = lines[0]!;
    expect(line.found.why).toEqual([]);
    expect(line).toMatchObject({
      state: 'imported',
      found: {
        title: '宁国市港口镇人民政府2013年度政府信息公开工作年度报告',
        publishedOn: '2014-05-27',
        createdOn: '2014-05-27',
        source: '港口镇人民政府',
        genre: '年报',
        itemCode: '04',
        organId: people.town.id,
        chapters: 8,
      },
    });
    expect(line.indexNo).toMatch(/^11341899999900011F\/201405-00001$/);

    const document = (await documentById(town.db, line.documentId!))!;
    const edition = (await editionById(town.db, document.currentEditionId!))!;
    expect(document.importedAt).toBe(town.clock.now());
    expect(edition.claimedOn).toBe('2014-05-27');
    expect(edition.summary.length).toBeGreaterThan(10);
    const late = await timelinessOf({ town }, document, edition);
    expect(late).toMatchObject({ due: '2014-03-31', daysLate: 57 });
    expect(await dutyById(town.db, document.dutyId!)).toMatchObject({
      state: 'published',
      dueOn: '2014-03-31',
      endedOn: '2014-05-27',
      periodKey: '2013',
    });

    const { get } = await serveRoom(town, people, disclosureRoom);
    const page = await get(documentPath(line.indexNo!));
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('导入');
    expect(page.body).toContain('2014-05-27 00:00');
    expect(page.body).toContain('2026-11-23 导入本站');
    expect(page.body).toContain('迟 57 天公开');
    expect(page.body.match(/<h\d id="s\d"/g)).toHaveLength(8);

    const again = granted(await importSet(town, importer, granted(await gather(report!)), options));
    expect(again.lines[0]).toMatchObject({ state: 'skipped', indexNo: line.indexNo, documentId: line.documentId });
    expect(again.lines[0]!.found.why.join()).toContain(line.indexNo);
  });
});
