// A paper as long and as full of tables as an annual report, for tests and for measuring.
import type { Paper, PaperBlock, PaperCell, PaperTable } from '../../src/platform/paper/paper.ts';
import { type Row, tableForms } from '../../src/rooms/annual-report/tables.ts';
import { day } from '../../src/town/day.ts';

const forms = tableForms('30');
const form = (id: string) => forms.find((f) => f.id === id)!;
const label = (text: string, more: Partial<PaperCell> = {}): PaperCell => ({ text, head: true, ...more });
const number = (n: number): PaperCell => ({ text: String(n), align: 'center' });

/** Table 3: three columns of labels, merged as the form prints them, and seven of numbers. */
export function table3(): PaperTable {
  const { rows, columns } = form('table3');
  const head = [
    [
      label('（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）', { colSpan: 3, rowSpan: 3, align: 'left' }),
      label('申请人情况', { colSpan: 7 }),
    ],
    [label('自然人', { rowSpan: 2 }), label('法人或其他组织', { colSpan: 5 }), label('总计', { rowSpan: 2 })],
    columns.slice(1, 6).map((c) => label(c.label)),
  ];
  const begins = (row: Row, level: number): boolean =>
    row.under[level] !== undefined && rows.find((r) => r.under[level] === row.under[level]) === row;
  const spanned = (row: Row, level: number): number => rows.filter((r) => r.under[level] === row.under[level]).length;
  const body = rows.map((row, i) => [
    ...[0, 1].filter((l) => begins(row, l)).map((l) => label(row.under[l]!, { rowSpan: spanned(row, l), align: 'left' })),
    label(row.label, { colSpan: 3 - row.under.length, align: 'left' }),
    ...columns.map((_, j) => number((i * 7 + j) % 12)),
  ]);
  return {
    kind: 'table',
    columns: [8, 12, 31, 7, 7, 7, 7, 7, 7, 7],
    rows: [...head, ...body],
    headRows: 3,
    size: 'tiny',
    together: true,
  };
}

export function table2(): PaperTable {
  const { rows } = form('table2');
  const blocks = [...new Set(rows.map((r) => r.under[0]!))];
  return {
    kind: 'table',
    columns: [1, 1, 1, 1],
    rows: blocks.flatMap((block) => {
      const own = rows.filter((r) => r.under[0] === block);
      const columns = own[0]!.columns ?? [];
      const last = (i: number): Partial<PaperCell> => (i === columns.length - 1 ? { colSpan: 4 - columns.length } : {});
      return [
        [label(block, { colSpan: 4 })],
        [label('信息内容'), ...columns.map((c, i) => label(c.label, last(i)))],
        ...own.map((r) => [label(r.label), ...columns.map((_, i) => ({ ...number(i), ...last(i) }))]),
      ];
    }),
    headRows: 0,
    size: 'small',
  };
}

export function table4(): PaperTable {
  const { columns } = form('table4');
  const five = columns.map((c) => label(c.label));
  return {
    kind: 'table',
    columns: Array.from({ length: 15 }, () => 1),
    rows: [
      [label('行政复议', { colSpan: 5, rowSpan: 2 }), label('行政诉讼', { colSpan: 10 })],
      [label('未经复议直接起诉', { colSpan: 5 }), label('复议后起诉', { colSpan: 5 })],
      [...five, ...five, ...five],
      Array.from({ length: 15 }, () => number(0)),
    ],
    headRows: 3,
    size: 'tiny',
  };
}

const sentence =
  '2025年，港口镇认真贯彻落实《中华人民共和国政府信息公开条例》，坚持以公开为常态、不公开为例外，全年主动公开政府信息326条，其中“重点领域信息”118条，办结率100%。';
const heading = (level: 1 | 2 | 3 | 4, text: string): PaperBlock => ({ kind: 'heading', level, text });
const paragraph = (times: number): PaperBlock => ({ kind: 'paragraph', text: sentence.repeat(times) });

/** `length` of 7 gives twelve pages. */
export function reportPaper(length: number): Paper {
  const part = (n: string, title: string): PaperBlock[] => [heading(2, `（${n}）${title}`), paragraph(3), paragraph(length)];
  return {
    title: '港口镇人民政府2025年政府信息公开工作年度报告',
    organ: '港口镇人民政府',
    docNo: null,
    lead: [
      '根据《中华人民共和国政府信息公开条例》和《中华人民共和国政府信息公开工作年度报告格式》要求，编制本报告。本报告所列数据的统计期限自2025年1月1日起至12月31日止。报告电子版可在本镇公开网站（https://www.example.gov.cn/gangkou/）下载。如有疑问，请与港口镇党政办公室联系（地址：港口镇人民路1号；邮编：242300；电话：0563-0000000；电子邮箱：gk@example.gov.cn）。',
    ],
    blocks: [
      heading(1, '一、总体情况'),
      ...part('一', '主动公开'),
      heading(3, '1.公开内容'),
      paragraph(2),
      heading(4, '（1）财政资金'),
      paragraph(2),
      ...part('二', '依申请公开'),
      ...part('三', '政府信息管理'),
      ...part('四', '政府信息公开平台建设'),
      ...part('五', '监督保障'),
      heading(1, '二、主动公开政府信息情况'),
      table2(),
      heading(1, '三、收到和处理政府信息公开申请情况'),
      table3(),
      heading(1, '四、政府信息公开行政复议、行政诉讼情况'),
      table4(),
      heading(1, '五、存在的主要问题及改进情况'),
      paragraph(4),
      heading(1, '六、其他需要报告的事项'),
      { kind: 'paragraph', text: '本年度未收取信息处理费。' },
    ],
    signature: { organ: '港口镇人民政府', on: day('2026-01-20') },
    note: '（此件公开发布）',
    header: 'plain',
  };
}
