// 领导信息与分工: a leader takes office, their division of work changes, they leave office. Former ones are kept.
import type { Act } from '../../platform/act/act.ts';
import { addDays, type Day } from '../../town/day.ts';
import { newId, type OrganId } from '../../town/ids.ts';
import { done, type Outcome, type Refusal, refuse } from '../../town/outcome.ts';
import { mayAct, tellsPublic } from './authority.ts';
import type { Leader, LeaderId, LeadershipCode } from './leadership.ts';
import { isTelephone } from './organ.ts';
import { leaderById } from './read-leadership.ts';
import { listOrgans } from './read-organs.ts';
import { insertLeader, lockPeople, markLeaderEnded, note, updateLeader } from './store.ts';

export interface LeaderInput {
  /** Left out for somebody who takes office. */
  id?: LeaderId;
  /** The revision that was on the screen. */
  revision?: number;
  name: string;
  posts: readonly string[];
  division: string;
  inCharge: readonly OrganId[];
  cv: string;
  telephone: string;
  officeHours: string;
  /** Digest of a photograph already in the file store. */
  photo: string | null;
  sort: number;
  from: Day;
}

const LAW = '条例2019#20';

export async function setLeader(act: Act, input: LeaderInput): Promise<Outcome<Leader, LeadershipCode>> {
  if (!mayAct(act, tellsPublic)) return refuse({ code: 'not-allowed' });
  await lockPeople(act);
  const before = input.id === undefined ? null : await leaderById(act.db, input.id);
  if (input.id !== undefined && before === null) return refuse({ code: 'leader-unknown' });
  if (before?.to != null && before.to < act.today) return refuse({ code: 'leader-ended', facts: { day: before.to } });
  if (before && input.revision !== undefined && input.revision !== before.revision)
    return refuse({ code: 'leader-changed-meanwhile' });
  const posts = input.posts.map((p) => p.trim()).filter((p) => p !== '');
  const refusals = leaderRefusals(input, posts);
  const known = new Set((await listOrgans(act.db, { includeClosed: true })).map((o) => o.id));
  if (input.inCharge.some((id) => !known.has(id))) refusals.push({ code: 'leader-organ', field: 'inCharge' });
  if (input.photo !== null && !act.town.files.has(input.photo)) refusals.push({ code: 'leader-photo', field: 'photo' });
  const last = before?.to ?? null;
  if (input.from > addDays(act.today, 366) || (last !== null && input.from > last))
    refusals.push({ code: 'leader-dates', field: 'from' });
  if (refusals.length > 0) return { ok: false, refusals };
  const leader: Leader = {
    id: before?.id ?? newId(),
    name: input.name.trim(),
    posts,
    division: input.division.trim(),
    inCharge: [...new Set(input.inCharge)],
    cv: input.cv.trim(),
    telephone: input.telephone,
    officeHours: input.officeHours.trim(),
    photo: input.photo,
    sort: input.sort,
    from: input.from,
    to: last,
    revision: (before?.revision ?? 0) + 1,
  };
  if (before) await updateLeader(act, leader);
  else await insertLeader(act, leader);
  await note(act, before ? 'leader-changed' : 'leader-set', `leader:${leader.id}`, before, leader);
  act.publicChanged();
  return done(leader);
}

function leaderRefusals(l: LeaderInput, posts: readonly string[]): Refusal<LeadershipCode>[] {
  const found: Refusal<LeadershipCode>[] = [];
  if (l.name.trim() === '' || l.name.length > 40) found.push({ code: 'leader-name', field: 'name', law: LAW });
  if (posts.length === 0 || posts.length > 6 || posts.some((p) => p.length > 40))
    found.push({ code: 'leader-posts', field: 'posts', law: LAW });
  if (l.division.trim() === '' || l.division.length > 1000) found.push({ code: 'leader-division', field: 'division', law: LAW });
  if (l.cv.length > 4000) found.push({ code: 'leader-cv', field: 'cv' });
  if (!isTelephone(l.telephone)) found.push({ code: 'leader-telephone', field: 'telephone', law: LAW });
  if (l.officeHours.length > 100) found.push({ code: 'leader-office-hours', field: 'officeHours' });
  if (!Number.isSafeInteger(l.sort) || l.sort < 0 || l.sort > 99_999) found.push({ code: 'leader-sort', field: 'sort' });
  return found;
}

/** `to` is the last day in office. */
export async function endLeader(act: Act, input: { leaderId: LeaderId; to: Day }): Promise<Outcome<Leader, LeadershipCode>> {
  if (!mayAct(act, tellsPublic)) return refuse({ code: 'not-allowed' });
  await lockPeople(act);
  const before = await leaderById(act.db, input.leaderId);
  if (!before) return refuse({ code: 'leader-unknown' });
  if (before.to !== null && before.to <= input.to) return refuse({ code: 'leader-ended', facts: { day: before.to } });
  if (input.to < before.from || input.to > addDays(act.today, 366)) return refuse({ code: 'leader-dates', field: 'to' });
  const after: Leader = { ...before, to: input.to, revision: before.revision + 1 };
  await markLeaderEnded(act, before.id, input.to);
  await note(act, 'leader-ended', `leader:${before.id}`, before, after);
  act.publicChanged();
  return done(after);
}
