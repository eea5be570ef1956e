// Worklines that come from duties and drafts. A duty whose draft is under way is one line, with the step the draft is at.
import { dutiesOf, type Duty, dutyTitle, myDuties, shown } from '../../rooms/catalogue/door.ts';
import { type DeskLine, deskLines, editionStateNames } from '../../rooms/disclosure/door.ts';
import { reviewsOf, stepNames } from '../../rooms/review/door.ts';
import { shortTime } from '../../town/day.ts';
import type { OrganId } from '../../town/ids.ts';
import { draftingRoles } from '../../town/roles.ts';
import { publishingDue, type Surroundings } from './review-work.ts';
import type { WorkLine } from './work.ts';

const UNDER_WAY = ['drafting', 'in-review', 'approved', 'scheduled', 'released'] as const;
const MOST = 500;

export interface DutyScope {
  /** Whose open duties are listed; null for nobody's. */
  organId: OrganId | null;
  /** Every organ's overdue duties and proposals besides. */
  everyOverdue: boolean;
  /** May open drafts: those who may not are led to the duty. */
  drafts: boolean;
}

interface Draft extends DeskLine {
  step: string;
  sentBack: boolean;
}

/** Drafts under way with the step each is at. */
async function draftsOf(s: Surroundings, organId: OrganId | null): Promise<Draft[]> {
  const { lines } = await deskLines(s.db, { organId, states: UNDER_WAY }, MOST);
  const reviews = await reviewsOf(
    s.db,
    lines.map((l) => l.editionId),
  );
  return lines.map((line) => {
    const review = reviews.get(line.editionId);
    const at = review ? stepNames[review.steps[review.step_index]?.step ?? 'department'] : '';
    const sentBack = line.state === 'drafting' && review?.state === 'sent-back';
    let step: string = editionStateNames[line.state];
    if (sentBack) step = `${at}退回`;
    else if (line.state === 'drafting' && review?.state === 'reset') step = '已修改，待重新送审';
    else if (line.state === 'in-review' && review) step = at;
    else if (line.state === 'scheduled' && line.releaseAt) step = `定时 ${shortTime(line.releaseAt)} 发布`;
    return { ...line, step, sentBack };
  });
}

function draftHref(draft: Draft): string {
  return draft.state === 'drafting' ? `/console/drafts/${draft.editionId}` : `/console/reviews/${draft.editionId}`;
}

export async function dutyWork(s: Surroundings, scope: DutyScope): Promise<WorkLine[]> {
  const own = scope.organId ? await myDuties(s.db, scope.organId) : [];
  const paging = { page: 1, pageSize: MOST };
  const overdue = scope.everyOverdue ? (await dutiesOf(s.db, { state: 'overdue', today: s.today }, paging)).duties : [];
  const proposed = scope.everyOverdue ? (await dutiesOf(s.db, { state: 'proposed' }, paging)).duties : [];
  const drafts = await draftsOf(s, scope.everyOverdue ? null : scope.organId);
  const byDuty = new Map(drafts.flatMap((d) => (d.dutyId ? [[d.dutyId, d] as const] : [])));
  const duties = new Map([...overdue, ...own].map((d) => [d.id, d]));
  for (const duty of proposed) duties.delete(duty.id);
  return [
    ...[...duties.values()].map((duty) => dutyLine(s, duty, byDuty.get(duty.id), scope.drafts)),
    ...proposed.map((duty) => proposalLine(s, duty)),
    ...(scope.drafts
      ? drafts.filter((d) => isMine(s, d) && !(d.dutyId && duties.has(d.dutyId))).map((d) => draftLine(s, d))
      : []),
  ];
}

/** Mine to write: what I began, and what was sent back to my organ while I draft for it. */
function isMine(s: Surroundings, draft: Draft): boolean {
  if (draft.state !== 'drafting') return false;
  if (draft.authorId === s.actor.staffId) return true;
  return draft.sentBack && draft.organId === s.actor.organId && s.actor.roles.some((role) => draftingRoles.includes(role));
}

function dueOf(s: Surroundings, duty: Duty): WorkLine['due'] {
  const said = shown(duty, s.calendar, s.today);
  // The trace says itself that it is provisional; saying it on the tag too would say it twice.
  return { on: duty.dueOn, tag: { tone: said.tone, text: said.text }, steps: said.explanation, provisional: false };
}

function dutyLine(s: Surroundings, duty: Duty, draft: Draft | undefined, mayOpenDrafts: boolean): WorkLine {
  const proposed = duty.proposedGround === null ? '' : `，已建议不予公开（${duty.proposedGround}），待政务公开办决定`;
  return {
    key: `duty ${duty.id}`,
    title: `${duty.itemCode} ${duty.itemShortName}：${dutyTitle(duty)}`,
    href: draft && mayOpenDrafts ? draftHref(draft) : `/console/duties/${duty.id}`,
    note: `应于 ${duty.dueOn} 前公开${proposed}`,
    kind: '应公开',
    organ: s.organs.get(duty.organId) ?? '',
    step: draft?.step ?? '未拟稿',
    due: dueOf(s, duty),
  };
}

function proposalLine(s: Surroundings, duty: Duty): WorkLine {
  return {
    key: `proposal ${duty.id}`,
    title: `${duty.itemCode} ${duty.itemShortName}：${dutyTitle(duty)}`,
    href: `/console/duties/${duty.id}`,
    note: `建议不予公开：${duty.proposedGround}`,
    kind: '不予公开',
    organ: s.organs.get(duty.organId) ?? '',
    step: '待政务公开办决定',
    due: dueOf(s, duty),
  };
}

function draftLine(s: Surroundings, draft: Draft): WorkLine {
  return {
    key: `draft ${draft.editionId}`,
    title: draft.title || '未命名稿件',
    href: draftHref(draft),
    note: `${draft.itemCode} ${s.items.get(draft.itemCode) ?? ''} · ${shortTime(draft.updatedAt)} 保存`,
    kind: '拟稿',
    organ: s.organs.get(draft.organId) ?? '',
    step: draft.step,
    due: publishingDue(s, draft),
  };
}
