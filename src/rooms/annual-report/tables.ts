// The three tables of a report as each form has them: rows and columns by key, with the labels the form prescribes.
import type { Era } from './era.ts';

export type TableId = 'table2' | 'table3' | 'table4';

export interface Column {
  key: string;
  label: string;
}

export interface Row {
  key: string;
  /** As the form prints it, numbering included. */
  label: string;
  /** Headings above it, the widest first. */
  under: readonly string[];
  /** Columns the row has; null: all of its table. Table 2 has other ones in each block. */
  columns: readonly Column[] | null;
}

export interface TableForm {
  id: TableId;
  title: string;
  columns: readonly Column[];
  rows: readonly Row[];
}

/** One number by row and column; null where it could not be read or was never entered. */
export type Cells = Readonly<Record<string, Readonly<Record<string, number | null>>>>;

const column = (key: string, label: string): Column => ({ key, label });
const clause = (n: string): string => `第二十条第（${n}）项`;

const made = [column('made', '本年制发件数'), column('repealed', '本年废止件数'), column('inForce', '现行有效件数')];
const decisions = [column('decisions', '本年处理决定数量')];
const published60 = [
  column('made', '本年新制作数量'),
  column('disclosed', '本年新公开数量'),
  column('disclosedTotal', '对外公开总数量'),
];
const powers60 = [column('former', '上一年项目数量'), column('change', '本年增/减'), column('decisions', '处理决定数量')];
const fees60 = [column('former', '上一年项目数量'), column('change', '本年增/减')];
const procurement60 = [column('count', '采购项目数量'), column('amount', '采购总金额')];

const distinct = (rows: readonly Row[]): Column[] => {
  const all = new Map<string, Column>();
  for (const r of rows) for (const c of r.columns ?? []) if (!all.has(c.key)) all.set(c.key, c);
  return [...all.values()];
};

const row2 = (n: string, key: string, label: string, columns: readonly Column[]): Row => ({
  key,
  label,
  under: [clause(n)],
  columns,
});

const rows2: Readonly<Record<'60' | '30', readonly Row[]>> = {
  '60': [
    row2('一', 'rules', '规章', published60),
    row2('一', 'normative', '规范性文件', published60),
    row2('五', 'licences', '行政许可', powers60),
    row2('五', 'services', '其他对外管理服务事项', powers60),
    row2('六', 'penalties', '行政处罚', powers60),
    row2('六', 'coercion', '行政强制', powers60),
    row2('八', 'fees', '行政事业性收费', fees60),
    row2('九', 'procurement', '政府集中采购', procurement60),
  ],
  '30': [
    row2('一', 'rules', '规章', made),
    row2('一', 'normative', '行政规范性文件', made),
    row2('五', 'licences', '行政许可', decisions),
    row2('六', 'penalties', '行政处罚', decisions),
    row2('六', 'coercion', '行政强制', decisions),
    row2('八', 'fees', '行政事业性收费', [column('amount', '本年收费金额（单位：万元）')]),
  ],
};

/** Who asked: the classes of Table 3. */
export const applicantColumns: readonly Column[] = [
  column('natural', '自然人'),
  column('business', '商业企业'),
  column('research', '科研机构'),
  column('charity', '社会公益组织'),
  column('legal', '法律服务机构'),
  column('other', '其他'),
];

const RESULTS = '三、本年度办理结果';
const row3 = (key: string, label: string, ...under: string[]): Row => ({ key, label, under, columns: null });
const grouped = (head: string, rows: readonly (readonly [string, string])[]): Row[] =>
  rows.map(([key, label], i) => row3(key, `${i + 1}.${label}`, RESULTS, head));

const resultRows: readonly Row[] = [
  row3('granted', '（一）予以公开', RESULTS),
  row3('partial', '（二）部分公开（区分处理的，只计这一情形，不计其他情形）', RESULTS),
  ...grouped('（三）不予公开', [
    ['stateSecret', '属于国家秘密'],
    ['forbidden', '其他法律行政法规禁止公开'],
    ['threeSafeties', '危及“三安全一稳定”'],
    ['thirdParty', '保护第三方合法权益'],
    ['internal', '属于三类内部事务信息'],
    ['process', '属于四类过程性信息'],
    ['enforcement', '属于行政执法案卷'],
    ['adminQuery', '属于行政查询事项'],
  ]),
  ...grouped('（四）无法提供', [
    ['notHeld', '本机关不掌握相关政府信息'],
    ['notReady', '没有现成信息需要另行制作'],
    ['unclear', '补正后申请内容仍不明确'],
  ]),
  ...grouped('（五）不予处理', [
    ['petition', '信访举报投诉类申请'],
    ['repeated', '重复申请'],
    ['publication', '要求提供公开出版物'],
    ['excessive', '无正当理由大量反复申请'],
    ['confirm', '要求行政机关确认或重新出具已获取信息'],
  ]),
];

const otherRows: Readonly<Record<'60' | '30', readonly Row[]>> = {
  '60': [row3('otherwise', '（六）其他处理', RESULTS)],
  '30': grouped('（六）其他处理', [
    ['notCorrected', '申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请'],
    ['feeUnpaid', '申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请'],
    ['otherwise', '其他'],
  ]),
};

/** Results that are counted, one of them for each answer: what R2 adds up. */
export function resultKeys(era: '60' | '30'): readonly string[] {
  return [...resultRows, ...otherRows[era]].map((r) => r.key);
}

const remedyColumns: readonly Column[] = [
  column('upheld', '结果维持'),
  column('corrected', '结果纠正'),
  column('other', '其他结果'),
  column('pending', '尚未审结'),
  column('total', '总计'),
];

/** The forms of a report's tables; none before 2019. */
export function tableForms(era: Era): readonly TableForm[] {
  if (era === '2007') return [];
  return [
    { id: 'table2', title: '主动公开政府信息情况', columns: distinct(rows2[era]), rows: rows2[era] },
    {
      id: 'table3',
      title: '收到和处理政府信息公开申请情况',
      columns: [...applicantColumns, column('total', '总计')],
      rows: [
        row3('received', '一、本年新收政府信息公开申请数量'),
        row3('carriedIn', '二、上年结转政府信息公开申请数量'),
        ...resultRows,
        ...otherRows[era],
        row3('handled', '（七）总计', RESULTS),
        row3('carriedOut', '四、结转下年度继续办理'),
      ],
    },
    {
      id: 'table4',
      title: '政府信息公开行政复议、行政诉讼情况',
      columns: remedyColumns,
      rows: [
        { key: 'review', label: '行政复议', under: [], columns: null },
        { key: 'direct', label: '未经复议直接起诉', under: ['行政诉讼'], columns: null },
        { key: 'afterReview', label: '复议后起诉', under: ['行政诉讼'], columns: null },
      ],
    },
  ];
}

export function columnsOf(form: TableForm, row: Row): readonly Column[] {
  return row.columns ?? form.columns;
}

/** `新收（自然人）`: how findings name a cell. */
export function cellName(form: TableForm, row: Row, columnKey: string): string {
  const label = columnsOf(form, row).find((c) => c.key === columnKey)?.label ?? columnKey;
  return `${row.label.replace(/^[一二三四]、|^（[一二三四五六七]）|^\d\./, '').replace(/（.*）$/, '')}·${label}`;
}

/** Every cell of a form, null. */
export function emptyCells(form: TableForm): Record<string, Record<string, number | null>> {
  return Object.fromEntries(form.rows.map((r) => [r.key, Object.fromEntries(columnsOf(form, r).map((c) => [c.key, null]))]));
}
