// What the reader of the record sees of the things deeds were done to: names of what is public, never a draft's content.
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { granted } from '../../../test/support/people.ts';
import { draft, edition, pass, publishingTown, type PublishingTown, publishNow } from '../../../test/support/publishing.ts';
import { serveRoom, type ServedRoom } from '../../../test/support/serve-room.ts';
import { perform } from '../../platform/act/act.ts';
import { registerFormation } from '../../rooms/catalogue/door.ts';
import { withdraw } from '../../rooms/disclosure/door.ts';
import { day } from '../../town/day.ts';
import { done } from '../../town/outcome.ts';
import { auditRoutes } from './routes.ts';

let w: PublishingTown;
let served: ServedRoom;
beforeAll(async () => {
  w = await publishingTown();
  served = await serveRoom(w.town, w.people, { routes: auditRoutes, consoleNav: [] });
});
afterAll(() => served.app.close());

/** The cell of one deed: subject, name, id; details left out. */
async function subjectCell(verb: string): Promise<string> {
  const body = (await served.get(`/console/audit?verb=${verb}`, 'audit-admin')).body;
  return /data-label="对象和内容">(.*?)<details>/s.exec(body)?.[1] ?? '';
}

async function deed(verb: string, subject: string): Promise<string> {
  const act = perform(w.town, w.people.actors.drafter, verb, async (a) => {
    a.record(subject, {});
    return done(null);
  });
  granted(await act);
  return subjectCell(verb);
}

describe('the subjects of deeds', () => {
  test('of a draft show whose it is and under which item, and nothing that is written in it', async () => {
    const id = await draft(w, { title: '还没有公开的样例标题' });
    const { documentId } = await edition(w, id);
    for (const [verb, subject] of [
      ['see-edition', `edition:${id}`],
      ['see-document', `document:${documentId}`],
    ] as const) {
      const cell = await deed(verb, subject);
      expect(cell).toContain('财政所 05 规范性文');
      expect(cell).toContain(subject.split(':')[1]);
      expect(cell).not.toContain('还没有公开的样例标题');
      expect(cell).not.toContain('href');
    }
  });

  test('of a public document show its title and lead to it; once withdrawn the title goes, the way stays', async () => {
    const id = await draft(w, { title: '已经公开的样例标题' });
    await pass(w, id);
    const { indexNo } = granted(await publishNow(w, id));
    const { documentId } = await edition(w, id);
    expect(await deed('see-public', `edition:${id}`)).toContain(`<a href="/documents/${indexNo}">已经公开的样例标题</a>`);
    expect(await deed('see-public-document', `document:${documentId}`)).toContain('已经公开的样例标题');
    const office = w.people.actors['openness-office'];
    granted(await perform(w.town, office, 'test', (act) => withdraw(act, documentId, '内容有误，需要核对', 'wrong')));
    const cell = await subjectCell('see-public');
    expect(cell).not.toContain('已经公开的样例标题');
    expect(cell).toContain(`/documents/${indexNo}`);
  });

  test('of duties, items, people and organs are named, with a link only where the audit administrator may look', async () => {
    const formed = { itemCode: '05', organId: w.people.finance.id, createdOn: day('2026-11-02'), subject: '样例任务' };
    const office = w.people.actors['openness-office'];
    granted(await perform(w.town, office, 'test', (act) => registerFormation(act, formed)));
    const { rows } = await sql<{ id: string }>`select id from catalogue_duties where subject = '样例任务'`.execute(w.town.db);
    const duty = await deed('see-duty', `duty:${rows[0]!.id}`);
    expect(duty).toContain('样例任务（财政所）');
    expect(duty).not.toContain('href');
    expect(await deed('see-item', 'item:05')).toContain('<a href="/catalogue/05">05 规范性文</a>');
    expect(await deed('see-chain', 'chain:*')).toContain('审查流程 通用流程');
    const person = w.people.staff.drafter;
    for (const subject of [`staff:${person.id}`, `account:${person.accountId}`])
      expect(await deed(`see-${subject.split(':')[0]}`, subject)).toContain(`<a href="/console/staff/${person.id}">`);
    const { finance } = w.people;
    expect(await deed('see-organ', `organ:${finance.id}`)).toContain(`<a href="/console/organs/${finance.id}">财政所</a>`);
  });

  test('that are not there, or are nothing of ours, stay as they are written', async () => {
    expect(await deed('see-nothing', 'document:01j00000000000000000000000')).toContain('文件 01j00000000000000000000000');
    expect(await deed('see-odd', "duty:'--")).toContain('应公开任务');
    expect(await deed('see-route', 'route:GET /console/audit')).toContain('地址 GET /console/audit');
  });
});
