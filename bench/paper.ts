// An annual report of twelve pages with its three tables as PDF and Word file, each time another one, since the compiler remembers what it
// set before. Besides, how long the thread that answers requests stood still for it.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Paper } from '../src/platform/paper/paper.ts';
import { paperDocx } from '../src/platform/paper/paper-docx.ts';
import { paperPdf } from '../src/platform/paper/paper-pdf.ts';
import { closePapers } from '../src/platform/paper/paper-press.ts';
import { readPdf } from '../src/platform/files/pdf.ts';
import { reportPaper } from '../test/support/report-paper.ts';
import { atMost, none, quantile, type Row, rounded } from './row.ts';

const ROUNDS = 30;
const LENGTH = 7;

/** A report in which every text and every number is another one. */
function otherReport(round: number): Paper {
  const paper = reportPaper(LENGTH);
  const other = (text: string): string => text.replaceAll('2025', String(2025 + round));
  return {
    ...paper,
    blocks: paper.blocks.map((b) => {
      if (b.kind === 'page-break') return b;
      if (b.kind !== 'table') return { ...b, text: other(b.text) };
      return { ...b, rows: b.rows.map((r) => r.map((c) => (c.head ? c : { ...c, text: `${Number(c.text) + round}` }))) };
    }),
  };
}

async function timed(make: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await make();
  return performance.now() - began;
}

export async function paper(): Promise<Row[]> {
  try {
    const cold = await timed(() => paperPdf(otherReport(0)));
    await timed(() => paperDocx(otherReport(0)));
    const pdf: number[] = [];
    const docx: number[] = [];
    let wrong = 0;
    const still = monitorEventLoopDelay({ resolution: 1 });
    still.enable();
    for (let round = 1; round <= ROUNDS; round++) {
      const made = otherReport(round);
      pdf.push(await timed(() => paperPdf(made)));
      docx.push(await timed(() => paperDocx(made)));
    }
    still.disable();
    for (const round of [1, ROUNDS]) {
      const read = await readPdf(Buffer.from(await paperPdf(otherReport(round))));
      if (!read.ok || read.value.pages !== 12 || !read.value.text.includes(String(2025 + round))) wrong++;
    }
    return [
      atMost(`年报 12 页三张表生成 PDF，第 95 百分位（首次 ${rounded(cold)} 毫秒）`, quantile(pdf, 0.95), 300, '毫秒'),
      atMost('同一年报生成 Word 文件，第 95 百分位', quantile(docx, 0.95), 1000, '毫秒'),
      atMost('其间应答请求的线程最长停顿', still.max / 1e6, 50, '毫秒'),
      none('其中页数或内容不对的', wrong, '件'),
    ];
  } finally {
    await closePapers();
  }
}
