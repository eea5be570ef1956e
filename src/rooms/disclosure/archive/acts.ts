// acts.jsonl: one line for each thing that was done with a document, in the order of time. Codes as they are stored, and beside
// them the words the town's own pages use.
import { canonicalJson } from '../../../town/canonical-json.ts';
import { decisionNames, type StepName, stepNames } from '../../review/door.ts';
import { documentLines } from '../web/pages/timeline.tsx';
import type { Life } from './life.ts';

interface Act {
  at: string;
  kind: 'event' | 'review' | 'withdrawal' | 'duty' | 'ledger' | 'audit';
  /** Parts acts of one moment. */
  key: string;
  said: object;
}

function events(life: Life): Act[] {
  return life.events.map((e) => ({
    at: e.at,
    kind: 'event',
    key: e.id,
    said: {
      id: e.id,
      what: e.kind,
      name: documentLines([e], [])[0]?.what ?? '',
      edition: e.edition,
      note: e.note,
      who: e.staffName,
    },
  }));
}

function steps(life: Life): Act[] {
  return life.editions.flatMap((edition) =>
    edition.reviewEvents.map((e) => ({
      at: e.at,
      kind: 'review' as const,
      key: e.id,
      said: {
        id: e.id,
        edition: edition.number,
        step: e.step,
        stepName: Object.hasOwn(stepNames, e.step) ? stepNames[e.step as StepName] : '',
        decision: e.decision,
        decisionName: decisionNames[e.decision],
        result: e.result,
        opinion: e.opinion,
        who: e.staffName,
      },
    })),
  );
}

function withdrawal(life: Life): Act[] {
  const w = life.withdrawal;
  return w ? [{ at: w.at, kind: 'withdrawal', key: '', said: { who: w.byName, why: w.why, ground: w.ground } }] : [];
}

function dutyActs(life: Life): Act[] {
  const { duty } = life;
  return (duty?.history ?? []).map((h) => ({
    at: h.at,
    kind: 'duty',
    key: h.id,
    said: { id: h.id, duty: duty?.duty.id, what: h.what, who: h.who, detail: h.detail },
  }));
}

function entries(life: Life): Act[] {
  return [...life.lines, ...(life.duty?.lines ?? [])].map((l) => ({
    at: l.at,
    kind: 'ledger',
    key: String(l.idx).padStart(16, '0'),
    said: { index: l.idx, type: l.type, subject: l.subject, entry: l.entry },
  }));
}

/** `hash` is SHA-256 over `before` and `entry`: each row can be computed alone, and found in the town's chain by its number. */
function auditRows(life: Life): Act[] {
  return life.audit.map((r) => ({
    at: r.at,
    kind: 'audit',
    key: String(r.seq).padStart(16, '0'),
    said: { seq: r.seq, verb: r.verb, subject: r.subject, before: r.before, entry: r.entry, hash: r.hash },
  }));
}

export function actsText(life: Life): string {
  const acts = [events, steps, withdrawal, dutyActs, entries, auditRows].flatMap((of) => of(life));
  const ordered = acts.map((act, i) => ({ act, i }));
  ordered.sort(
    (a, b) => compare(a.act.at, b.act.at) || compare(a.act.kind, b.act.kind) || compare(a.act.key, b.act.key) || a.i - b.i,
  );
  return ordered.map(({ act: { at, kind, said } }) => `${canonicalJson({ at, kind, ...said })}\n`).join('');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
