// Somebody takes a post in a leadership group or its office, and leaves it, by dates.
import type { Act } from '../../platform/act/act.ts';
import { addDays, type Day } from '../../town/day.ts';
import { newId, type OrganId } from '../../town/ids.ts';
import { done, type Outcome, type Refusal, refuse } from '../../town/outcome.ts';
import { mayAct, tellsPublic } from './authority.ts';
import { type GroupId, type GroupPart, type LeadershipCode, type Post, type PostId, singlePosts } from './leadership.ts';
import { allGroups } from './read-leadership.ts';
import { organById } from './read-organs.ts';
import { overlap } from './role-rules.ts';
import { insertPost, lockPeople, markPostEnded, note } from './store.ts';

export interface NewPost {
  groupId: GroupId;
  part: GroupPart;
  post: string;
  name: string;
  work: string;
  duty: string;
  organId?: OrganId | null;
  sort: number;
  /** First day of the group when left out. */
  from?: Day;
  /** Last day of the group when left out. */
  to?: Day | null;
}

export async function addPost(act: Act, input: NewPost): Promise<Outcome<Post, LeadershipCode>> {
  if (!mayAct(act, tellsPublic)) return refuse({ code: 'not-allowed' });
  await lockPeople(act);
  const group = (await allGroups(act.db)).find((g) => g.id === input.groupId);
  if (!group) return refuse({ code: 'group-unknown' });
  const span = { from: input.from ?? group.from, to: input.to === undefined ? group.to : input.to };
  const organId = input.organId ?? null;
  const refusals: Refusal<LeadershipCode>[] = [];
  if (input.part !== 'group' && input.part !== 'office') refusals.push({ code: 'post-part', field: 'part' });
  if (input.post.trim() === '' || input.post.length > 30) refusals.push({ code: 'post-title', field: 'post' });
  if (input.name.trim() === '' || input.name.length > 40) refusals.push({ code: 'post-name', field: 'name' });
  if (input.work.length > 100) refusals.push({ code: 'post-work', field: 'work' });
  if (input.duty.length > 300) refusals.push({ code: 'post-duty', field: 'duty' });
  if (!Number.isSafeInteger(input.sort) || input.sort < 0 || input.sort > 99_999)
    refusals.push({ code: 'post-sort', field: 'sort' });
  if (organId !== null && !(await organById(act.db, organId))) refusals.push({ code: 'post-organ', field: 'organId' });
  const outside = span.from < group.from || (group.to !== null && (span.to === null || span.to > group.to));
  if (outside || (span.to !== null && span.to < span.from))
    refusals.push({ code: 'post-dates', field: 'from', facts: { from: group.from } });
  if (singlePosts.includes(input.post.trim())) {
    const other = group.posts.find((p) => p.part === input.part && p.post === input.post.trim() && overlap(p, span));
    if (other) refusals.push({ code: 'post-second-head', field: 'post', facts: { post: other.post, name: other.name } });
  }
  if (refusals.length > 0) return { ok: false, refusals };
  const post: Post = {
    id: newId(),
    groupId: group.id,
    part: input.part,
    post: input.post.trim(),
    name: input.name.trim(),
    work: input.work.trim(),
    duty: input.duty.trim(),
    organId,
    sort: input.sort,
    ...span,
  };
  await insertPost(act, post);
  await note(act, 'post-added', `group:${group.id}`, null, post);
  act.publicChanged();
  return done(post);
}

/** `to` is the last day the post is held. */
export async function endPost(act: Act, input: { postId: PostId; to: Day }): Promise<Outcome<Post, LeadershipCode>> {
  if (!mayAct(act, tellsPublic)) return refuse({ code: 'not-allowed' });
  await lockPeople(act);
  const post = (await allGroups(act.db)).flatMap((g) => g.posts).find((p) => p.id === input.postId);
  if (!post) return refuse({ code: 'post-unknown' });
  if (post.to !== null && post.to <= input.to) return refuse({ code: 'post-ended', facts: { day: post.to } });
  if (input.to < post.from || input.to > addDays(act.today, 366))
    return refuse({ code: 'post-dates', field: 'to', facts: { from: post.from } });
  const after: Post = { ...post, to: input.to };
  await markPostEnded(act, post.id, input.to);
  await note(act, 'post-ended', `group:${post.groupId}`, post, after);
  act.publicChanged();
  return done(after);
}
