// Who leads the town and how they divide the work (领导信息与分工), and the leadership group with its office (领导小组及办公室).
import type { Day } from '../../town/day.ts';
import type { Id, OrganId } from '../../town/ids.ts';

export type LeaderId = Id<'leader'>;
export type GroupId = Id<'group'>;
export type PostId = Id<'post'>;

export interface Leader {
  id: LeaderId;
  name: string;
  posts: readonly string[];
  /** 分工 */
  division: string;
  inCharge: readonly OrganId[];
  cv: string;
  telephone: string;
  /** 接待日 */
  officeHours: string;
  /** Digest of the photograph in the file store. */
  photo: string | null;
  sort: number;
  from: Day;
  /** Last day in office. */
  to: Day | null;
  revision: number;
}

export type GroupPart = 'group' | 'office';

export interface Post {
  id: PostId;
  groupId: GroupId;
  part: GroupPart;
  /** 组长, 副组长, 成员, 办公室主任 … */
  post: string;
  name: string;
  /** What the person is otherwise. */
  work: string;
  duty: string;
  organId: OrganId | null;
  sort: number;
  from: Day;
  to: Day | null;
}

/** One composition of a group, on the ground of one notice. */
export interface Group {
  id: GroupId;
  name: string;
  officeName: string;
  officeOrganId: OrganId | null;
  /** 文号 of the notice that forms it. */
  basis: string;
  from: Day;
  to: Day | null;
  posts: readonly Post[];
}

export type LeadershipCode =
  | 'not-allowed'
  | 'leader-unknown'
  | 'leader-name'
  | 'leader-posts'
  | 'leader-division'
  | 'leader-cv'
  | 'leader-telephone'
  | 'leader-office-hours'
  | 'leader-organ'
  | 'leader-photo'
  | 'leader-sort'
  | 'leader-dates'
  | 'leader-ended'
  | 'leader-changed-meanwhile'
  | 'group-unknown'
  | 'group-name'
  | 'group-office-name'
  | 'group-basis'
  | 'group-organ'
  | 'group-dates'
  | 'group-overlaps'
  | 'group-ended'
  | 'post-unknown'
  | 'post-title'
  | 'post-name'
  | 'post-work'
  | 'post-duty'
  | 'post-part'
  | 'post-organ'
  | 'post-sort'
  | 'post-dates'
  | 'post-ended'
  | 'post-second-head';

/** Whether something with first and last day holds on a day. */
export function holdsOn(span: { from: Day; to: Day | null }, day: Day): boolean {
  return span.from <= day && (span.to === null || span.to >= day);
}

/** 组长 and 办公室主任 are one person at a time. */
export const singlePosts: readonly string[] = ['组长', '办公室主任'];
