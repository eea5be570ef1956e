// Review's states and refusals in the words people read.
import type { RefusalWords } from '../../kit/problem-summary/part.tsx';
import type { ReviewDecision, ReviewRefusal, ReviewState } from './chain.ts';

export const reviewWords: RefusalWords<ReviewRefusal> = {
  'own-work': () => '这是您自己拟的稿，须由别人审查。',
  'same-person-twice': () => '您已经审过这一稿的另一个环节，同一稿的各环节须由不同的人办理。',
  'wrong-role': (f) => `“${f.step}”这一环节不由您的岗位办理。`,
  'other-department': () => '部门负责人只审核本部门的稿件。',
  'not-open': () => '这一稿现在不在审查中，可能刚刚被别人办理或退回。请刷新待办。',
  'content-changed': () => '稿件在您打开之后被修改过，请刷新后重新阅读再作决定。',
  'opinion-needed': () => '请写明意见。退回、不公开和上报都要说明理由。',
  'result-needed': () => '请选择保密审查结果。',
  'ground-needed': () => '请选择不公开的法定依据。',
  'filing-scope-needed': () => '请写明公开范围，例如“全文公开”。',
  'filing-channels-needed': () => '请至少选择一个公开渠道。',
  'filing-attribute-needed': () => '请选择公开属性。',
  'not-office-head': () => '先行发布只能由政务公开办负责人决定。',
  'second-look-own': () => '先行发布的复核须由作出决定的人和拟稿人以外的领导办理。',
  'second-look-done': () => '这一件已经复核过了。',
  'second-look-not-forced': () => '这一件不是先行发布，不需要复核。',
  'chain-empty': () => '审查流程不能为空。',
  'chain-needs-secrecy': () => '每一件信息公开前都必须经过保密审查，流程中不能没有这一环节。',
  'chain-needs-signing': () => '流程中必须有签发环节。',
  'chain-step-twice': () => '同一环节在流程中只能出现一次。',
  'chain-days': () => '每个环节的时限应为 1 到 30 个工作日。',
};

/** What somebody did at a step, as the record of a review says it. */
export const decisionNames: Readonly<Record<ReviewDecision, string>> = {
  submit: '送审',
  pass: '通过',
  'sent-back': '退回修改',
  referred: '上报',
  refused: '不主动公开',
  force: '先行发布',
  'second-look': '复核',
  reset: '修改后重审',
};

export const reviewStateNames: Readonly<Record<ReviewState, string>> = {
  open: '审查中',
  referred: '已上报，等待上级答复',
  passed: '审查通过',
  'sent-back': '已退回修改',
  refused: '审定不主动公开',
  reset: '稿件已修改，重新审查',
};
