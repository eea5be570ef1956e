// The public pages of this room, over HTTP.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { granted, sampleOrgan, samplePeople, type SamplePeople } from '../../../../test/support/people.ts';
import { serveRoom, type ServedRoom } from '../../../../test/support/serve-room.ts';
import { testTown, type TestTown } from '../../../../test/support/town.ts';
import { perform } from '../../../platform/act/act.ts';
import { systemActor } from '../../../platform/act/actor.ts';
import { staffAccess } from '../../../platform/auth/staff-access.ts';
import { day } from '../../../town/day.ts';
import { addPost, closeOrgan, createOrgan, formGroup, setLeader } from '../door.ts';
import { peopleRoom } from '../room.ts';

let town: TestTown;
let people: SamplePeople;
let served: ServedRoom;
const get: ServedRoom['get'] = (url, as) => served.get(url, as);
beforeAll(async () => {
  town = await testTown();
  people = await samplePeople(town);
  served = await serveRoom(town, people, peopleRoom(staffAccess));
});
afterAll(() => served.app.close());

describe('the public', () => {
  test('finds nothing at an organ that never was, whatever is put into the address', async () => {
    for (const code of ['nobody', '..%2f..%2fetc', '%00', "'--", 'x'.repeat(390)]) {
      const page = await get(`/organs/${code}`);
      expect(page.statusCode, code).toBe(404);
    }
    expect((await get('/organs/leaders/-/photo')).statusCode).toBe(404);
  });

  test('reads every organ with its telephone and hours, and one organ with all the law names', async () => {
    const all = (await get('/organs')).body;
    for (const name of ['港口镇人民政府', '财政所', '山门村']) expect(all).toContain(name);
    expect(all).toContain('tel:05634000123');
    const page = await get('/organs/finance');
    expect(page.statusCode).toBe(200);
    for (const fact of ['承担样例工作。', '样例路 1 号', '工作日 8:30—17:30', '0563-4000123', '赵示范'])
      expect(page.body).toContain(fact);
    expect(page.body).not.toContain('<script src');
  });

  test('still reads the page of a closed organ, with when and why', async () => {
    const input = { ...sampleOrgan('old-station', 'department', people.town, '广播站'), openedOn: day('2020-01-01') };
    const old = granted(await perform(town, systemActor, 'create', (act) => createOrgan(act, input)));
    const closing = { id: old.id, on: day('2026-11-20'), note: '职能并入党政办公室。' };
    granted(await perform(town, systemActor, 'close', (act) => closeOrgan(act, closing)));
    const page = await get('/organs/old-station');
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('2026年11月20日撤销');
    expect(page.body).toContain('职能并入党政办公室。');
    expect((await get('/organs')).body).not.toContain('广播站');
  });

  test('reads who leads, what each is in charge of, and who sat in the leadership group before', async () => {
    await perform(town, systemActor, 'leader', (act) =>
      setLeader(act, {
        name: '林样例',
        posts: ['镇长'],
        division: '主持镇政府全面工作。',
        inCharge: [people.finance.id],
        cv: '',
        telephone: '0563-4000001',
        officeHours: '每月 5 日',
        photo: null,
        sort: 1,
        from: day('2026-01-05'),
      }),
    );
    const leaders = (await get('/organs/leaders')).body;
    expect(leaders).toContain('主持镇政府全面工作。');
    expect(leaders).toContain('/organs/finance');
    const base = { name: '政务公开领导小组', officeName: '领导小组办公室', officeOrganId: people.office.id };
    const old = granted(
      await perform(town, systemActor, 'group', (act) =>
        formGroup(act, { ...base, basis: '港政办〔2023〕6号', from: day('2023-03-01'), to: day('2025-12-31') }),
      ),
    );
    const member = { part: 'group' as const, post: '组长', work: '时任镇长', duty: '', sort: 1 };
    granted(await perform(town, systemActor, 'post', (act) => addPost(act, { ...member, groupId: old.id, name: '宋旧例' })));
    const page = (await get('/organs/leading-group')).body;
    expect(page).toContain('目前没有在任的领导小组');
    expect(page).toContain('宋旧例');
    expect(page).toContain('港政办〔2023〕6号');
  });
});
