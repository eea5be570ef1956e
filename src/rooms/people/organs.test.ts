// Organs as promises: what the law makes public is never missing, addresses never point elsewhere, nothing disappears.
import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { codesOf, granted, sampleOrgan, samplePeople, type SamplePeople, samplePerson } from '../../../test/support/people.ts';
import { testTown, type TestTown } from '../../../test/support/town.ts';
import { perform } from '../../platform/act/act.ts';
import { day } from '../../town/day.ts';
import { changeOrgan, closeOrgan, createOrgan, leaveStaff, listOrgans, organByCode, organTree, townOrgan } from './door.ts';
import { type Organ, organFactsRefusals, treeOf } from './organ.ts';
import { historyOf } from './read-events.ts';
import type { Role } from '../../town/roles.ts';
import type { OrganId } from '../../town/ids.ts';

const today = day('2026-11-23');

describe('an organ', () => {
  let town: TestTown;
  let people: SamplePeople;
  beforeAll(async () => {
    town = await testTown();
    people = await samplePeople(town);
  });
  const create = (input: Parameters<typeof createOrgan>[1], by: Role = 'system-admin') =>
    perform(town, people.actors[by], 'create-organ', (act) => createOrgan(act, input));
  const change = (input: Parameters<typeof changeOrgan>[1], by: Role = 'system-admin') =>
    perform(town, people.actors[by], 'change-organ', (act) => changeOrgan(act, input));
  const close = (organ: Organ, on = today, note = '并入党政办公室', by: Role = 'system-admin') =>
    perform(town, people.actors[by], 'close-organ', (act) => closeOrgan(act, { id: organ.id, on, note }));

  test('is created, changed in name or closed by the system administrator only', async () => {
    for (const by of (Object.keys(people.actors) as Role[]).filter((r) => r !== 'system-admin')) {
      expect(codesOf(await create(sampleOrgan('econ', 'department', people.town), by)), by).toEqual(['not-allowed']);
      expect(codesOf(await change({ id: people.finance.id, name: '财政局' }, by)), by).toEqual(['not-allowed']);
      expect(codesOf(await close(people.finance, today, '撤销', by)), by).toEqual(['not-allowed']);
    }
  });

  test('is refused with everything that is missing at once, each with its field, the six facts with their law', async () => {
    const empty = { functions: [], address: '', hours: '', telephone: '', headName: '', headPost: '' };
    const outcome = await create({ ...sampleOrgan('Bad Code', 'department', null), ...empty, name: '', creditCode: '123' });
    expect(codesOf(outcome)).toEqual([
      'organ-code-shape',
      'organ-name',
      'organ-credit-code',
      'organ-functions',
      'organ-address',
      'organ-hours',
      'organ-telephone',
      'organ-head',
      'organ-parent-required',
    ]);
    expect(outcome.ok ? [] : outcome.refusals.filter((r) => r.law === '条例2019#20').map((r) => r.field)).toEqual([
      'functions',
      'address',
      'hours',
      'telephone',
      'headName',
    ]);
  });

  test('is refused as a second town, under itself, under a stranger, or under a page’s own address', async () => {
    expect(codesOf(await create(sampleOrgan('town-two', 'town', null)))).toEqual(['organ-second-town']);
    expect(codesOf(await change({ id: people.office.id, parentId: people.office.id }))).toEqual(['organ-parent-circle']);
    const below = granted(await create(sampleOrgan('archive', 'department', people.office, '档案室')));
    expect(codesOf(await change({ id: people.office.id, parentId: below.id }))).toEqual(['organ-parent-circle']);
    expect(codesOf(await change({ id: below.id, parentId: '-' as OrganId }))).toEqual(['organ-parent-unknown']);
    expect(codesOf(await create(sampleOrgan('leaders', 'department', people.town)))).toEqual(['organ-code-shape']);
  });

  test('is not closed while anybody works in it or anything stands under it, nor on a future day, nor without a word', async () => {
    const parent = granted(await create(sampleOrgan('water', 'department', people.town, '水利站')));
    granted(await create(sampleOrgan('pump', 'department', parent, '泵站')));
    const person = await samplePerson(town, parent, '蒋样例', []);
    town.clock.set('2026-11-24T01:30:00Z');
    expect(codesOf(await close(parent, day('2026-11-25'), ''))).toEqual([
      'organ-closing-day',
      'organ-closing-note',
      'organ-has-staff',
      'organ-has-children',
    ]);
    const tomorrow = day('2026-11-24');
    const left = await perform(town, people.actors['system-admin'], 'leave', (act) =>
      leaveStaff(act, { staffId: person.id, on: tomorrow, reason: '调出' }),
    );
    granted(left);
    expect(codesOf(await close(parent, tomorrow))).toEqual(['organ-has-children']);
    const pump = (await organByCode(town.db, 'pump')) as Organ;
    granted(await close(pump, tomorrow));
    granted(await close(parent, tomorrow));
    expect(codesOf(await close(parent, tomorrow))).toEqual(['organ-closed']);
    expect(codesOf(await change({ id: parent.id, hours: '全天' }))).toEqual(['organ-closed']);
  });

  test('keeps its code to itself even after it is closed, and its page stays', async () => {
    expect(codesOf(await create(sampleOrgan('water', 'department', people.town, '水利所')))).toEqual(['organ-code-taken']);
    expect((await organByCode(town.db, 'water'))?.closedNote).toBe('并入党政办公室');
    expect((await listOrgans(town.db)).map((o) => o.code)).not.toContain('water');
    expect((await listOrgans(town.db, { includeClosed: true })).map((o) => o.code)).toContain('water');
  });

  test('is not overwritten by somebody who had an older version on the screen', async () => {
    const seen = (await organByCode(town.db, 'finance')) as Organ;
    granted(await change({ id: seen.id, revision: seen.revision, hours: '工作日 9:00—17:00' }));
    expect(codesOf(await change({ id: seen.id, revision: seen.revision, hours: '全天' }))).toEqual(['organ-changed-meanwhile']);
  });

  test('has its public facts kept by the openness office, visible at once, with what was before', async () => {
    const version = town.publicVersion.current();
    const after = granted(await change({ id: people.finance.id, telephone: '0563-4000999' }, 'openness-office'));
    expect(after.telephone).toBe('0563-4000999');
    expect(town.publicVersion.current()).toBe(version + 1);
    const [event] = await historyOf(town.db, `organ:${people.finance.id}`);
    expect(event).toMatchObject({
      what: 'organ-changed',
      who: '政务公开办样例',
      before: { telephone: '0563-4000123' },
      after: { telephone: '0563-4000999' },
    });
  });

  test('may be without fax and mail, but never has a wrong one', async () => {
    expect(await organByCode(town.db, 'finance')).toMatchObject({ fax: '', mail: '' });
    const id = people.finance.id;
    for (const fax of ['没有', '12', 'gongkai@gangkou.example'])
      expect(codesOf(await change({ id, fax }, 'openness-office')), fax).toEqual(['organ-fax']);
    const wrong = [
      'gongkai',
      'a@b',
      'a b@gangkou.example',
      '公开@gangkou.example',
      '.a@gangkou.example',
      'a@-b.example',
      'a@@b.example',
    ];
    for (const mail of [...wrong, 'a@gangkou.example, b@gangkou.example', `${'a'.repeat(100)}@gangkou.example`])
      expect(codesOf(await change({ id, mail }, 'openness-office')), mail).toEqual(['organ-mail']);
    const both = await create({ ...sampleOrgan('faxless', 'department', people.town), fax: '0', mail: '@' });
    expect(codesOf(both)).toEqual(['organ-fax', 'organ-mail']);
    granted(await change({ id, fax: '0563-4000100', mail: 'Caizheng.01@mail.gangkou.example' }, 'openness-office'));
    expect(await organByCode(town.db, 'finance')).toMatchObject({
      fax: '0563-4000100',
      mail: 'Caizheng.01@mail.gangkou.example',
    });
    granted(await change({ id, fax: '', mail: '' }, 'openness-office'));
    expect(await organByCode(town.db, 'finance')).toMatchObject({ fax: '', mail: '' });
  });

  test('takes a credit code however it was typed and stores it in capitals', async () => {
    const input = { ...sampleOrgan('gangxi', 'village', people.town, '港西村'), creditCode: ' 1134 1899 9999 0001 1f ' };
    expect(granted(await create(input)).creditCode).toBe('11341899999900011F');
  });

  test('with hostile text in every field is stored and told as plain text', async () => {
    const hostile = `'"><script>alert(1)</script>; drop table people_organs --`;
    granted(await create({ ...sampleOrgan('hostile', 'department', people.town, hostile.slice(0, 60)), address: hostile }));
    expect((await organByCode(town.db, 'hostile'))?.address).toBe(hostile);
    expect(await organByCode(town.db, hostile)).toBeNull();
    const { rows } = await sql<{ n: number }>`select count(*) as n from people_organs`.execute(town.db);
    expect(rows[0]!.n).toBeGreaterThan(4);
  });

  test('stands in the tree under its parent, every open one exactly once', async () => {
    const tree = await organTree(town.db);
    const count = (nodes: typeof tree): number => nodes.reduce((n, o) => n + 1 + count(o.children as typeof tree), 0);
    expect(count(tree)).toBe((await listOrgans(town.db)).length);
    expect(tree[0]?.code).toBe('town');
    expect((await townOrgan(town.db))?.id).toBe(people.town.id);
  });
});

describe('the tree of any organs', () => {
  test('holds each of them exactly once, also when a parent is left out', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30), { maxLength: 30 }), (parents) => {
        const organs = parents.map(
          (p, i) => ({ id: `o${i}`, parentId: p < i ? `o${p}` : p === i ? null : 'gone' }) as unknown as Organ,
        );
        const ids = (nodes: readonly { id: string; children: readonly unknown[] }[]): string[] =>
          nodes.flatMap((n) => [n.id, ...ids(n.children as typeof nodes)]);
        expect(ids(treeOf(organs)).sort()).toEqual(organs.map((o) => o.id as string).sort());
      }),
    );
  });
});

describe('the six facts of an organ', () => {
  test('are judged quickly whatever is typed', () => {
    const long = '（'.repeat(50_000);
    const refusals = organFactsRefusals({
      functions: [long],
      address: long,
      hours: long,
      telephone: `0${'-'.repeat(50_000)}x`,
      fax: `0${'-'.repeat(50_000)}x`,
      mail: `${'a.'.repeat(50_000)}@${'a.'.repeat(50_000)}`,
      headName: long,
      headPost: long,
    });
    expect(refusals.length).toBeGreaterThan(0);
  });
});
