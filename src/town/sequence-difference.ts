// Shortest edit script between two sequences (Myers 1986), with a ceiling on effort for hostile input.

export interface Step {
  readonly kind: 'same' | 'removed' | 'added';
  /** Half-open range in the earlier sequence (same, removed) or the later one (added). */
  readonly from: number;
  readonly to: number;
  /** For `same`: where the run begins in the later sequence. */
  readonly laterFrom?: number;
}

/** Beyond this many differences the middle is given as removed and added whole: right, only less readable. */
const MOST_EDITS = 1_500;

export function sequenceDifference(earlier: readonly string[], later: readonly string[]): readonly Step[] {
  let start = 0;
  while (start < earlier.length && start < later.length && earlier[start] === later[start]) start++;
  let tail = 0;
  while (
    tail < earlier.length - start &&
    tail < later.length - start &&
    earlier[earlier.length - 1 - tail] === later[later.length - 1 - tail]
  )
    tail++;
  const steps: Step[] = [];
  const push = (kind: Step['kind'], from: number, to: number, laterFrom?: number): void => {
    if (to > from) steps.push(kind === 'same' ? { kind, from, to, laterFrom: laterFrom! } : { kind, from, to });
  };
  push('same', 0, start, 0);
  for (const [kind, from, to, laterFrom] of middle(earlier, later, start, earlier.length - tail, later.length - tail))
    push(kind, from, to, laterFrom);
  push('same', earlier.length - tail, earlier.length, later.length - tail);
  return steps;
}

type Run = [Step['kind'], number, number, number];

function middle(a: readonly string[], b: readonly string[], start: number, endA: number, endB: number): readonly Run[] {
  const n = endA - start;
  const m = endB - start;
  const whole: readonly Run[] = [
    ['removed', start, endA, start],
    ['added', start, endB, start],
  ];
  if (n === 0 || m === 0) return whole;
  const most = Math.min(n + m, MOST_EDITS);
  const size = most + 1;
  const reach = new Int32Array(2 * size + 1);
  const trace: Int32Array[] = [];
  for (let d = 0; d <= most; d++) {
    trace.push(reach.slice(size - d - 1, size + d + 2));
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && reach[size + k - 1]! < reach[size + k + 1]!);
      let x = down ? reach[size + k + 1]! : reach[size + k - 1]! + 1;
      let y = x - k;
      while (x < n && y < m && a[start + x] === b[start + y]) {
        x++;
        y++;
      }
      reach[size + k] = x;
      if (x >= n && y >= m) return backtrack(trace, d, n, m, start);
    }
  }
  return whole;
}

function backtrack(trace: readonly Int32Array[], edits: number, n: number, m: number, start: number): readonly Run[] {
  const runs: Run[] = [];
  const add = (kind: Step['kind'], at: number, laterAt: number): void => {
    const last = runs.at(-1);
    const first = kind === 'added' ? laterAt : at;
    if (last && last[0] === kind && last[1] === first + 1) {
      last[1] = first;
      last[3] = laterAt;
    } else runs.push([kind, first, first + 1, laterAt]);
  };
  let x = n;
  let y = m;
  for (let d = edits; d > 0; d--) {
    const reach = trace[d]!;
    const at = (k: number): number => reach[k + d + 1]!;
    const k = x - y;
    const down = k === -d || (k !== d && at(k - 1) < at(k + 1));
    const fromX = down ? at(k + 1) : at(k - 1);
    const startX = down ? fromX : fromX + 1;
    while (x > startX) add('same', start + --x, start + --y);
    if (down) add('added', start + x, start + --y);
    else add('removed', start + --x, start + y);
  }
  while (x > 0 && y > 0) add('same', start + --x, start + --y);
  return runs.reverse();
}
