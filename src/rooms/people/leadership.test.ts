// Leaders and the leadership group as promises: who, since when, on which ground; former ones stay.
import { beforeAll, describe, expect, test } from 'vitest';
import { codesOf, granted, samplePeople, type SamplePeople } from '../../../test/support/people.ts';
import { testTown, type TestTown } from '../../../test/support/town.ts';
import { perform } from '../../platform/act/act.ts';
import { systemActor } from '../../platform/act/actor.ts';
import { day } from '../../town/day.ts';
import type { Role } from '../../town/roles.ts';
import { addPost, allGroups, endGroup, endLeader, endPost, formGroup, groupsOn, leaders, setLeader } from './door.ts';
import type { LeaderInput } from './set-leader.ts';
import type { NewPost } from './add-post.ts';
import type { NewGroup } from './form-group.ts';

let town: TestTown;
let people: SamplePeople;
beforeAll(async () => {
  town = await testTown();
  people = await samplePeople(town);
});

describe('the leadership group', () => {
  const groupInput = (from: string, basis = '港政办〔2026〕1号'): NewGroup => ({
    name: '政务公开领导小组',
    officeName: '领导小组办公室',
    officeOrganId: people.office.id,
    basis,
    from: day(from),
  });
  const form = (input: NewGroup, by: Role = 'openness-office') =>
    perform(town, people.actors[by], 'form-group', (act) => formGroup(act, input));
  const post = (input: NewPost) => perform(town, people.actors['openness-office'], 'add-post', (act) => addPost(act, input));

  test('is formed by nobody but the openness office, and not without a ground', async () => {
    expect(codesOf(await form(groupInput('2023-03-01'), 'system-admin'))).toEqual(['not-allowed']);
    expect(codesOf(await form({ ...groupInput('2023-03-01'), basis: ' ', name: '' }))).toEqual(['group-name', 'group-basis']);
  });

  test('does not stand twice on one day; the next one may end the present one the day before', async () => {
    const old = granted(await form(groupInput('2023-03-01', '港政办〔2023〕6号')));
    granted(await post({ groupId: old.id, part: 'group', post: '组长', name: '宋旧例', work: '镇长', duty: '', sort: 10 }));
    expect(codesOf(await form(groupInput('2026-01-05')))).toEqual(['group-overlaps']);
    const next = granted(await form({ ...groupInput('2026-01-05'), replacePresent: true }));
    const all = await allGroups(town.db);
    expect(all.map((g) => [g.id, g.to])).toEqual([
      [next.id, null],
      [old.id, '2026-01-04'],
    ]);
    expect(all[1]?.posts[0]?.to).toBe('2026-01-04');
    expect((await groupsOn(town.db, day('2025-06-01')))[0]?.posts[0]?.name).toBe('宋旧例');
    expect((await groupsOn(town.db, day('2026-01-05')))[0]?.id).toBe(next.id);
  });

  test('has one head at a time, members only within its days, and shows who sits in it on any day', async () => {
    const [group] = await groupsOn(town.db, day('2026-11-23'));
    const base = { groupId: group!.id, part: 'group' as const, work: '镇长', duty: '负总责', sort: 10 };
    const head = granted(await post({ ...base, post: '组长', name: '林样例' }));
    expect(codesOf(await post({ ...base, post: '组长', name: '高示范' }))).toEqual(['post-second-head']);
    expect(codesOf(await post({ ...base, post: '成员', name: '周样例', from: day('2025-01-01') }))).toEqual(['post-dates']);
    expect(codesOf(await post({ ...base, post: '', name: '', sort: -1 }))).toEqual(['post-title', 'post-name', 'post-sort']);
    granted(
      await perform(town, people.actors['openness-office'], 'end-post', (act) =>
        endPost(act, { postId: head.id, to: day('2026-06-30') }),
      ),
    );
    granted(await post({ ...base, post: '组长', name: '高示范', from: day('2026-07-01') }));
    const headOn = async (d: string) => (await groupsOn(town.db, day(d)))[0]?.posts.map((p) => p.name);
    expect(await headOn('2026-06-30')).toEqual(['林样例']);
    expect(await headOn('2026-07-01')).toEqual(['高示范']);
    const end = (to: string) =>
      perform(town, people.actors['openness-office'], 'end-group', (act) => endGroup(act, { groupId: group!.id, to: day(to) }));
    expect(codesOf(await end('2025-12-31'))).toEqual(['group-dates']);
    granted(await end('2026-12-31'));
    expect(codesOf(await end('2026-12-31'))).toEqual(['group-ended']);
  });
});

describe('a leader', () => {
  const input = (): LeaderInput => ({
    name: '林样例',
    posts: ['党委副书记', '镇长'],
    division: '主持镇政府全面工作。',
    inCharge: [people.finance.id],
    cv: '',
    telephone: '0563-4000001',
    officeHours: '每月 5 日',
    photo: null,
    sort: 2,
    from: day('2026-01-05'),
  });
  const set = (given: LeaderInput, by: Role = 'openness-office') =>
    perform(town, people.actors[by], 'set-leader', (act) => setLeader(act, given));

  test('is refused without division, telephone or post, with a photograph nobody stored, or by another office', async () => {
    expect(codesOf(await set({ ...input(), posts: [' '], division: '', telephone: 'x', photo: 'f'.repeat(64) }))).toEqual([
      'leader-posts',
      'leader-division',
      'leader-telephone',
      'leader-photo',
    ]);
    expect(codesOf(await set(input(), 'system-admin'))).toEqual(['not-allowed']);
  });

  test('is told to the public at once, from the first to the last day in office, and kept afterwards', async () => {
    const version = town.publicVersion.current();
    const leader = granted(await set(input()));
    expect(town.publicVersion.current()).toBe(version + 1);
    const changed = granted(await set({ ...input(), id: leader.id, revision: 1, division: '主持全面工作，负责财政、审计。' }));
    expect(changed.revision).toBe(2);
    expect(codesOf(await set({ ...input(), id: leader.id, revision: 1 }))).toEqual(['leader-changed-meanwhile']);
    granted(await perform(town, systemActor, 'end', (act) => endLeader(act, { leaderId: leader.id, to: day('2026-11-30') })));
    expect((await leaders(town.db, day('2026-11-30'))).map((l) => l.name)).toEqual(['林样例']);
    expect(await leaders(town.db, day('2026-12-01'))).toEqual([]);
    expect(await leaders(town.db, day('2026-01-04'))).toEqual([]);
  });
});
