// What a report has to say: the six contents of 条例2007#32, or the six parts of the form since 2019.
import type { Era } from './era.ts';

export interface LegalContent {
  /** Stable: printed as JSON. */
  id: ContentId;
  title: string;
}

export type ContentId = 'overview' | 'proactive' | 'requests' | 'fees' | 'remedies' | 'problems' | 'other';

const contents2007: readonly LegalContent[] = [
  { id: 'proactive', title: '主动公开政府信息的情况' },
  { id: 'requests', title: '依申请公开政府信息和不予公开政府信息的情况' },
  { id: 'fees', title: '政府信息公开的收费及减免情况' },
  { id: 'remedies', title: '因政府信息公开申请行政复议、提起行政诉讼的情况' },
  { id: 'problems', title: '存在的主要问题及改进情况' },
  { id: 'other', title: '其他需要报告的事项' },
];

const partsSince2019: readonly LegalContent[] = [
  { id: 'overview', title: '总体情况' },
  { id: 'proactive', title: '主动公开政府信息情况' },
  { id: 'requests', title: '收到和处理政府信息公开申请情况' },
  { id: 'remedies', title: '政府信息公开行政复议、行政诉讼情况' },
  { id: 'problems', title: '存在的主要问题及改进情况' },
  { id: 'other', title: '其他需要报告的事项' },
];

/** In the order they are demanded. */
export function contentsOf(era: Era): readonly LegalContent[] {
  return era === '2007' ? contents2007 : partsSince2019;
}
