// 经过: who did what and when, with the outcome and the opinion of every step of review. The record of a document shows
// its whole life, the review page one edition's passage.
import type { VNode } from 'preact';
import { type Instant, isoShanghai, shortTime } from '../../../../town/day.ts';
import { decisionNames, type ReviewEvent, type StepName, stepNames } from '../../../review/door.ts';
import type { DocumentEventKind } from '../../document.ts';
import type { DocumentEvent } from '../../reads.ts';

export interface TimelineLine {
  id: string;
  at: Instant;
  what: string;
  /** The step of review it was done at; empty for the author's own deeds. */
  step: string;
  who: string;
  /** Result, opinion, reason: whatever was said. */
  said: string;
}

const eventNames: Readonly<Record<DocumentEventKind, string>> = {
  drafted: '拟稿',
  submitted: '送审',
  decided: '审查',
  scheduled: '定时',
  published: '发布',
  corrected: '更正发布',
  validity: '有效性',
  withdrawn: '撤回',
  erased: '清除内容',
  'not-public': '不主动公开',
  abandoned: '作废',
  imported: '导入',
  dismissed: '检查说明',
};

/** Outside the chain: the step such an event stands at is nobody's decision on that step. */
const offTheChain: readonly ReviewEvent['decision'][] = ['submit', 'force', 'second-look'];

export function reviewLine(e: ReviewEvent): TimelineLine {
  return {
    id: e.id,
    at: e.at,
    what: decisionNames[e.decision],
    step: Object.hasOwn(stepNames, e.step) && !offTheChain.includes(e.decision) ? stepNames[e.step as StepName] : '',
    who: e.staffName,
    said: [e.result, e.opinion].filter(Boolean).join('；'),
  };
}

/** Review says with its outcome what these only say happened. */
const toldByReview: readonly DocumentEventKind[] = ['submitted', 'decided'];

function saidOf(e: DocumentEvent): string {
  const timed = e.kind === 'scheduled' && /^\d{4}-\d{2}-\d{2}T/.test(e.note);
  return timed ? `定于 ${shortTime(e.note as Instant)} 发布` : e.note;
}

/** Ids begin with the time they were made at, which parts acts of one moment on a clock that stands still. */
const keyOf = (l: TimelineLine): string => `${l.at} ${l.id}`;

/** @param reviews of each edition by its number, which is named where there is more than one. */
export function documentLines(
  events: readonly DocumentEvent[],
  reviews: readonly { number: number; events: readonly ReviewEvent[] }[],
): TimelineLine[] {
  const many = reviews.length > 1;
  const steps = reviews.flatMap(({ number, events: taken }) =>
    taken.map((e) => {
      const line = reviewLine(e);
      return many ? { ...line, step: `第 ${number} 版${line.step}` } : line;
    }),
  );
  const others = events
    .filter((e) => !toldByReview.includes(e.kind))
    .map((e): TimelineLine => ({ id: e.id, at: e.at, what: eventNames[e.kind], step: '', who: e.staffName, said: saidOf(e) }));
  return [...others, ...steps].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

export function Timeline({ lines }: { lines: readonly TimelineLine[] }): VNode {
  return (
    <ol class="timeline">
      {lines.map((l) => (
        <li key={l.id}>
          <time datetime={isoShanghai(l.at)}>{shortTime(l.at)}</time>
          <div>
            <b>{l.what}</b>
            {l.step !== '' && `　${l.step}`}　{l.who}
            {l.said !== '' && <p class="small break">{l.said}</p>}
          </div>
        </li>
      ))}
    </ol>
  );
}
