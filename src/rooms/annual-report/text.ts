// The text of a report while it is written: sections of its form, in which 【名称】 stands for a figure. A claim bound that way
// follows its records; a number typed by hand is found and marked.
import type { Era } from './era.ts';
import type { TableId } from './tables.ts';

export interface Section {
  id: string;
  text: string;
}

export interface SectionForm {
  id: string;
  /** As printed; empty for what stands before the first part. */
  title: string;
  /** What belongs here, for whoever writes. */
  hint: string;
  table: TableId | null;
}

const form = (id: string, title: string, hint: string, table: TableId | null = null): SectionForm => ({ id, title, hint, table });

const LEAD = form('lead', '', '编制依据、统计期限（1月1日至12月31日）、电子版网址和联系方式。');

const sectionForms: Readonly<Record<'2007' | 'tables', readonly SectionForm[]>> = {
  '2007': [
    LEAD,
    form('overview', '一、概述', '机构和责任、制度、培训、平台和载体、督查考核。'),
    form('proactive', '二、主动公开政府信息的情况', '全年公开多少条，按类别和形式各多少。'),
    form('requests', '三、依申请公开政府信息和不予公开政府信息的情况', '收到多少件、怎样答复、不予公开多少件；没有也要写明。'),
    form('fees', '四、政府信息公开的收费及减免情况', '收取和减免多少；没有收费也要写明。'),
    form('remedies', '五、因政府信息公开申请行政复议、提起行政诉讼的情况', '各多少件、结果如何；没有也要写明。'),
    form('problems', '六、存在的主要问题及改进情况', '写本镇今年自己的问题，不写年年都能用的话。'),
    form('other', '七、其他需要报告的事项', '下一年打算做的事、需要说明的事。'),
  ],
  tables: [
    LEAD,
    form(
      'overview',
      '一、总体情况',
      '主动公开、依申请公开、政府信息管理、平台建设、监督保障（工作考核、社会评议、责任追究结果），五个方面一个不少。',
    ),
    form('proactive', '二、主动公开政府信息情况', '表格由记录填写；需要说明的写在表格前。', 'table2'),
    form('requests', '三、收到和处理政府信息公开申请情况', '表格由记录填写；需要说明的写在表格前。', 'table3'),
    form('remedies', '四、政府信息公开行政复议、行政诉讼情况', '表格由记录填写；需要说明的写在表格前。', 'table4'),
    form('problems', '五、存在的主要问题及改进情况', '写本镇今年自己的问题，以及去年的问题改得怎样。'),
    form('other', '六、其他需要报告的事项', '信息处理费收取情况（没有收取也要写明）和其他事项。'),
  ],
};

export function sectionsOf(era: Era): readonly SectionForm[] {
  return sectionForms[era === '2007' ? '2007' : 'tables'];
}

export function blankSections(era: Era): Section[] {
  return sectionsOf(era).map((s) => ({ id: s.id, text: '' }));
}

const CLAIM = /【([^【】\n]{1,60})】/g;

/** A stretch of a paragraph: plain, a figure bound to its records, or a number nobody can vouch for. */
export type Piece =
  | { kind: 'text'; text: string }
  | { kind: 'claim'; name: string; key: string; value: number | null }
  | { kind: 'unknown'; name: string }
  | { kind: 'unbound'; text: string };

export interface Named {
  key: string;
  name: string;
  value: number | null;
}

/** Numbers that count something: figures or Chinese numerals before a measure word. Years, days, law numbers are none. */
const COUNTING =
  /(?<![\d.〔（第])(\d[\d,]*(?:\.\d+)?|[一二两三四五六七八九十百千]+)\s*(?=(?:余)?(?:万元|元|条|件|个|项|次|人次|人|份|篇|家|户|场|期|处|%|％))/g;

export function piecesOf(paragraph: string, named: ReadonlyMap<string, Named>): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const m of paragraph.matchAll(CLAIM)) {
    pieces.push(...plainPieces(paragraph.slice(at, m.index)));
    const figure = named.get(m[1]!.trim());
    pieces.push(
      figure
        ? { kind: 'claim', name: figure.name, key: figure.key, value: figure.value }
        : { kind: 'unknown', name: m[1]!.trim() },
    );
    at = m.index + m[0].length;
  }
  return [...pieces, ...plainPieces(paragraph.slice(at))];
}

function plainPieces(text: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const m of text.matchAll(COUNTING)) {
    if (m.index > at) pieces.push({ kind: 'text', text: text.slice(at, m.index) });
    pieces.push({ kind: 'unbound', text: m[1]! });
    at = m.index + m[1]!.length;
  }
  if (at < text.length) pieces.push({ kind: 'text', text: text.slice(at) });
  return pieces;
}

export function paragraphsOf(text: string): string[] {
  return text
    .split('\n')
    .map((p) => p.trim())
    .filter((p) => p !== '');
}

/** As it will be printed; a claim without a value stays as it was typed, so that nobody can overlook it. */
export function printedPiece(piece: Piece): string {
  if (piece.kind === 'claim') return piece.value === null ? `【${piece.name}】` : formatFigure(piece.value);
  return piece.kind === 'unknown' ? `【${piece.name}】` : piece.text;
}

/** At most six decimals, none that are zero. */
export function formatFigure(value: number): string {
  return String(Math.round(value * 1e6) / 1e6);
}
