// Leaders and leadership groups as of a day, and all there ever were.
import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../platform/db/engine.ts';
import type { Day } from '../../town/day.ts';
import { type Group, type GroupId, holdsOn, type Leader, type LeaderId, type Post } from './leadership.ts';

type LeaderRow = Omit<Leader, 'posts'> & { posts: string };

async function selectLeaders(db: Db, where: RawBuilder<unknown>): Promise<Leader[]> {
  const { rows } =
    await sql<LeaderRow>`select id, name, posts, division, in_charge as "inCharge", cv, telephone, office_hours as "officeHours",
      photo, sort, valid_from as "from", valid_to as "to", revision
    from people_leaders where ${where} order by sort, valid_from, id`.execute(db);
  return rows.map((r) => ({ ...r, posts: r.posts.split('\n').filter((p) => p !== '') }));
}

/** Those in office on a day, in order of rank. */
export function leaders(db: Db, day: Day): Promise<Leader[]> {
  return selectLeaders(db, sql`valid_from <= ${day}::date and (valid_to is null or valid_to >= ${day}::date)`);
}

/** All there ever were. */
export function allLeaders(db: Db): Promise<Leader[]> {
  return selectLeaders(db, sql`true`);
}

export async function leaderById(db: Db, id: LeaderId): Promise<Leader | null> {
  return (await selectLeaders(db, sql`id = ${id}`))[0] ?? null;
}

async function selectPosts(db: Db): Promise<Post[]> {
  const { rows } = await sql<Post>`select id, group_id as "groupId", part, post, name, work, duty, organ_id as "organId", sort,
      valid_from as "from", valid_to as "to"
    from people_posts order by part, sort, valid_from, id`.execute(db);
  return rows;
}

/** Every composition, newest first, each with every post it ever had. */
export async function allGroups(db: Db): Promise<Group[]> {
  const { rows } = await sql<
    Omit<Group, 'posts'>
  >`select id, name, office_name as "officeName", office_organ_id as "officeOrganId", basis,
      valid_from as "from", valid_to as "to"
    from people_groups order by valid_from desc, id desc`.execute(db);
  const posts = await selectPosts(db);
  return rows.map((g) => ({ ...g, posts: posts.filter((p) => p.groupId === g.id) }));
}

export async function groupById(db: Db, id: GroupId): Promise<Group | null> {
  return (await allGroups(db)).find((g) => g.id === id) ?? null;
}

/** The compositions in force on a day, with the posts held that day. */
export async function groupsOn(db: Db, day: Day): Promise<Group[]> {
  const all = await allGroups(db);
  return all.filter((g) => holdsOn(g, day)).map((g) => ({ ...g, posts: g.posts.filter((p) => holdsOn(p, day)) }));
}
