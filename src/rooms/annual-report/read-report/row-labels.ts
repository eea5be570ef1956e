// Finds the row of a form that a stretch of text ends with: labels break across lines, carry notes in brackets, stand behind
// the headings of their group. A row a town added for itself ends like none of them, or begins with words of its own.
import { columnsOf, type Row, type TableForm } from '../tables.ts';
import { bare } from './plain.ts';

/** Other wordings of a label that mean the same row. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  normative: ['规范性文件', '行政规范性文件'],
  services: ['其他对外管理服务事项', '其他管理服务事项'],
  procurement: ['政府集中采购', '政府采购'],
  received: ['本年新收政府信息公开申请数量', '本年新收政府信息公开申请', '本年度新收政府信息公开申请数量'],
  carriedIn: ['上年结转政府信息公开申请数量', '上年结转政府信息公开申请', '上年度结转政府信息公开申请数量'],
  carriedOut: ['结转下年度继续办理', '结转下年继续办理', '结转下一年度继续办理', '结转至下年度继续办理'],
  adminQuery: ['属于行政查询事项', '属于行政事项查询'],
  otherwise: ['其他处理', '其他'],
};

/** What may stand before a label in the same cell: numbers, clauses, names of groups and of columns. */
const BEFORE = new RegExp(
  `^(?:第二十条第?\\(?[一二三四五六七八九]\\)?项|信息内容|第?三?本年度?办理结果|不予公开|无法提供|不予处理|其他处理|行政诉讼|行政复议|` +
    `本列数据的?勾稽关系为?第一项加第二项之和等于第三项加第四项之和|申请人情况|法人或其他组织|自然人|商业企业|科研机构|社会公益组织|法律服务机构|` +
    `本年新?制[发作]件?数量?|本年废止件数|现行有效件数|本年新公开数量|对外公开总数量|上一年项目数量|本年增减|本年?处理决定数量|` +
    `采购项目数量|采购总金额|本年收费金额(?:单位万?元)?|总计|\\([一二三四五六七八]\\)|[一二三四五六七]|\\d|\\(\\)|[()])*$`,
);

interface Label {
  row: Row;
  /** Bare, without number and notes. */
  words: string;
}

const numberless = (label: string): string =>
  bare(label.replace(/^[一二三四]、|^（[一二三四五六七]）|^\d\./, '').replace(/（.*）$/, ''));

export interface LabelReader {
  form: TableForm;
  /** The row a text run ends with, given as its cells one by one; null when it ends with anything else. */
  rowAtEnd(cells: readonly string[]): Row | null;
}

function withoutNotes(text: string): string {
  let said = text;
  for (let next = said.replace(/\([^()]*\)?$/, ''); next !== said; next = said.replace(/\([^()]*\)?$/, '')) {
    // （一） at the end is a clause's number, not a note.
    if (/\([一二三四五六七八九]?\)?$/.test(said)) break;
    said = next;
  }
  return said;
}

/** One for each form; `otherwise` is a row of its own only where the form makes it one. */
export function labelReader(form: TableForm): LabelReader {
  const labels: Label[] = form.rows
    .flatMap((row) => {
      const own = numberless(row.label);
      const aliases = row.key === 'otherwise' ? [own] : (ALIASES[row.key] ?? []);
      return [...new Set([own, ...aliases])].map((words) => ({ row, words }));
    })
    .sort((a, b) => b.words.length - a.words.length);
  return {
    form,
    rowAtEnd(cells) {
      const pieces = cells
        .slice(-60)
        .map(bare)
        .filter((c) => c !== '');
      const text = withoutNotes(pieces.join(''));
      const found = labels.find(({ words }) => text.endsWith(words) && startsThere(pieces, text.length - words.length, text));
      return found?.row ?? null;
    },
  };
}

/** A label begins where a cell begins, or behind words that stand before labels. */
function startsThere(pieces: readonly string[], at: number, text: string): boolean {
  let begin = 0;
  for (const piece of pieces) {
    if (begin + piece.length > at) break;
    begin += piece.length;
  }
  return BEFORE.test(text.slice(Math.min(begin, at), at));
}

/** How many numbers a row has. */
export function widthOf(form: TableForm, row: Row): number {
  return columnsOf(form, row).length;
}
