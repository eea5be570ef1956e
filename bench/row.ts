// One line of the table: what was measured against what we promise. A missed target is a line that says so, not a failure.
export interface Row {
  what: string;
  measured: string;
  limit: string;
  /** Measured by limit; for a peer measured in the same run, ours by theirs; null where there is nothing to divide by. */
  ratio: number | null;
  met: boolean;
}

export function rounded(n: number): string {
  return n >= 100 ? String(Math.round(n)) : n >= 10 ? n.toFixed(1) : n.toFixed(2);
}

export function atMost(what: string, value: number, limit: number, unit: string): Row {
  return { what, measured: `${rounded(value)} ${unit}`, limit: `≤ ${limit} ${unit}`, ratio: value / limit, met: value <= limit };
}

export function atLeast(what: string, value: number, limit: number, unit: string): Row {
  return { what, measured: `${rounded(value)} ${unit}`, limit: `≥ ${limit} ${unit}`, ratio: value / limit, met: value >= limit };
}

/** What must not happen at all. */
export function none(what: string, count: number, unit: string): Row {
  return { what, measured: `${count} ${unit}`, limit: `0 ${unit}`, ratio: null, met: count === 0 };
}

/** The value that a share of all values does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new Error('nothing was measured');
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] as number;
}

/** Columns a text takes on a terminal: Chinese takes two. */
function widthOf(text: string): number {
  let width = 0;
  for (const c of text) width += /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]/.test(c) ? 2 : 1;
  return width;
}

export function table(rows: readonly Row[]): string {
  const lines = [
    ['测什么', '测得', '限值或对照', '比值', '结论'],
    ...rows.map((r) => [r.what, r.measured, r.limit, r.ratio?.toFixed(2) ?? '—', r.met ? '达到' : '未达']),
  ];
  const widths = lines[0]!.map((_, i) => Math.max(...lines.map((l) => widthOf(l[i]!))));
  const line = (cells: readonly string[]): string =>
    cells
      .map((c, i) => c + ' '.repeat(widths[i]! - widthOf(c)))
      .join('  ')
      .trimEnd();
  return [line(lines[0]!), widths.map((w) => '─'.repeat(w)).join('  '), ...lines.slice(1).map(line)].join('\n');
}
