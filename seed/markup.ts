// Seed documents are written as plain lines and become blocks here, so that the data files read like the documents.
import { day, longDay } from '../src/town/day.ts';
import { drafterOf } from './staff.ts';
import type { SeedAttachment, SeedBlock, SeedCell, SeedDocument, SeedFulfilment } from './types.ts';
import { items } from './items.ts';
import { organs } from './organs.ts';

const HEADING = /^([一二三四五六七八九十]+、|第[一二三四五六七八九十]+章 )[^。；]{1,40}$/;
const SUBHEADING = /^（[一二三四五六七八九十]+）[^。；]{1,30}$/;

function cells(line: string): SeedCell[] {
  return line
    .slice(1, line.endsWith('|') ? -1 : undefined)
    .split('|')
    .map((c) => c.trim())
    .map((c) => (c !== '' && String(Number(c)) === c ? Number(c) : c));
}

/** One line is one block: `一、` headings, `（一）` subheadings, `| a | b |` rows, `- ` list items, `表：` captions, else paragraphs. */
export function blocks(text: string): SeedBlock[] {
  const out: SeedBlock[] = [];
  let caption: string | null = null;
  let rows: SeedCell[][] = [];
  let list: string[] = [];
  const flush = () => {
    if (rows.length > 0) out.push({ kind: 'table', caption, head: (rows[0] ?? []).map(String), rows: rows.slice(1) });
    if (list.length > 0) out.push({ kind: 'list', items: list });
    if (rows.length > 0) caption = null;
    rows = [];
    list = [];
  };
  for (const raw of text.split('\n')) {
    const line = raw.trim();
    if (line.startsWith('|')) {
      rows.push(cells(line));
      continue;
    }
    if (line.startsWith('- ')) {
      list.push(line.slice(2));
      continue;
    }
    flush();
    if (line === '') continue;
    if (line.startsWith('表：')) caption = line.slice(2);
    else if (HEADING.test(line)) out.push({ kind: 'heading', level: 1, text: line });
    else if (SUBHEADING.test(line)) out.push({ kind: 'heading', level: 2, text: line });
    else out.push(line);
  }
  flush();
  return out;
}

/** Rows as `| a | b |` lines, for tables whose figures are computed. */
export function rowsText(rows: readonly (readonly SeedCell[])[]): string {
  return rows.map((r) => `| ${r.join(' | ')} |`).join('\n');
}

/** `2026-11-23 10:20` in Shanghai. */
export function at(text: string): string {
  return `${text.slice(0, 10)}T${text.slice(11)}:00+08:00`;
}

const topics: Readonly<Record<string, string>> = {
  '11': '财政、金融、审计',
  '12': '财政、金融、审计',
  '13': '财政、金融、审计',
  '14': '国民经济管理、国有资产监管',
  '15': '国民经济管理、国有资产监管',
  '16': '城乡建设、环境保护',
  '17': '劳动、人事、监察',
  '18': '劳动、人事、监察',
  '20': '公安、安全、司法',
  '21': '财政、金融、审计',
  '22': '劳动、人事、监察',
  '23': '国土资源、能源',
  '24': '城乡建设、环境保护',
  '25': '国土资源、能源',
  '26': '农业、林业、水利',
  '27': '民政、扶贫、救灾',
  '28': '劳动、人事、监察',
  '29': '科技、教育',
  '30': '城乡建设、环境保护',
  '31': '卫生、体育',
  '32': '市场监管、安全生产监管',
};

export type Draft = Pick<SeedDocument, 'key' | 'item' | 'organ' | 'title' | 'genre' | 'summary'> &
  Partial<
    Pick<
      SeedDocument,
      | 'topic'
      | 'effectiveOn'
      | 'audience'
      | 'docNo'
      | 'author'
      | 'interprets'
      | 'supersedes'
      | 'corrected'
      | 'withdrawn'
      | 'validity'
    >
  > & {
    created: string;
    /** `2026-11-23 10:20` */
    published: string;
    /** Separated by blanks. */
    keywords: string;
    text: string;
    attachments?: readonly SeedAttachment[];
    /** Period and cadence; the cadence may be left out when the item has only one of that rhythm. Default: formation. */
    period?: string;
    cadence?: string;
    /** Key of the withdrawn document whose duty this one answers. */
    resumes?: string;
    /** Print name and date under the text. Default: when there is a document number. */
    signed?: boolean;
  };

function fulfilment(d: Draft): SeedFulfilment {
  const organ = d.organ === 'town' ? 'office' : d.organ;
  if (!d.period || d.period === 'formation') return { organ, period: 'formation', resumes: d.resumes };
  const item = items.find((i) => i.code === d.item);
  const cadence = d.cadence ?? [...(item?.cadences ?? []), ...(item?.villageCadences ?? [])][0]?.key;
  if (!cadence) throw new Error(`seed ${d.key}: item ${d.item} has no cadence for ${d.period}`);
  return { organ, period: d.period, cadence };
}

/** A document from its draft, defaults filled in. */
export function doc(d: Draft): SeedDocument {
  const { created, published, keywords, text, period: _p, cadence: _c, resumes: _r, signed, ...rest } = d;
  const docNo = d.docNo ?? null;
  const organ = organs.find((o) => o.code === d.organ);
  if (!organ) throw new Error(`seed ${d.key}: no organ ${d.organ}`);
  const body = blocks(text);
  if (signed ?? docNo !== null) {
    const office = docNo?.startsWith('港政办') ? '港口镇党政办公室' : null;
    const issuer = docNo?.startsWith('港政〔') ? '港口镇人民政府' : (office ?? organ.name);
    body.push({ kind: 'sign', organ: issuer, date: longDay(day(created)) });
  }
  return {
    ...rest,
    docNo,
    topic: d.topic ?? topics[d.item] ?? '综合政务',
    createdOn: created,
    publishedAt: at(published),
    effectiveOn: d.effectiveOn ?? null,
    keywords: keywords.split(' '),
    audience: d.audience ?? '全社会',
    body,
    attachments: d.attachments ?? [],
    author: d.author ?? drafterOf(d.organ),
    fulfils: fulfilment(d),
  };
}
