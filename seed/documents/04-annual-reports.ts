// 年度报告 2019—2025: each in the form of its year (60号 for 2019 and 2020, 30号 since), tables that satisfy R1–R6.
import { doc, rowsText } from '../markup.ts';
import type { SeedCell, SeedDocument } from '../types.ts';

/** Applicants: 自然人, 商业企业, 科研机构, 社会公益组织, 法律服务机构, 其他. */
export const applicantColumns = ['自然人', '商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他'] as const;
type Counts = readonly number[];

/** The 21 result rows of table 3 in order; FY2019–2020 know only one row under （六）. */
export const resultRows: readonly (readonly [key: string, label: string])[] = [
  ['open', '（一）予以公开'],
  ['partial', '（二）部分公开（区分处理的，只计这一情形，不计其他情形）'],
  ['secret', '（三）不予公开 1.属于国家秘密'],
  ['forbidden', '（三）不予公开 2.其他法律行政法规禁止公开'],
  ['safety', '（三）不予公开 3.危及“三安全一稳定”'],
  ['third', '（三）不予公开 4.保护第三方合法权益'],
  ['internal', '（三）不予公开 5.属于三类内部事务信息'],
  ['process', '（三）不予公开 6.属于四类过程性信息'],
  ['case', '（三）不予公开 7.属于行政执法案卷'],
  ['query', '（三）不予公开 8.属于行政查询事项'],
  ['nothold', '（四）无法提供 1.本机关不掌握相关政府信息'],
  ['make', '（四）无法提供 2.没有现成信息需要另行制作'],
  ['unclear', '（四）无法提供 3.补正后申请内容仍不明确'],
  ['petition', '（五）不予处理 1.信访举报投诉类申请'],
  ['repeat', '（五）不予处理 2.重复申请'],
  ['publication', '（五）不予处理 3.要求提供公开出版物'],
  ['excessive', '（五）不予处理 4.无正当理由大量反复申请'],
  ['confirm', '（五）不予处理 5.要求行政机关确认或重新出具已获取信息'],
  ['uncorrected', '（六）其他处理 1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请'],
  ['unpaid', '（六）其他处理 2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请'],
  ['other', '（六）其他处理 3.其他'],
];

export interface YearFacts {
  year: number;
  docNo: string;
  created: string;
  published: string;
  /** 本年新制作(制发)、废止、现行有效 of 行政规范性文件 */
  rules: readonly [number, number, number];
  licences: readonly [before: number, change: number, decided: number];
  penalties: number;
  fees: number;
  purchases: readonly [number, number];
  received: Counts;
  carried: Counts;
  results: Readonly<Record<string, Counts>>;
  left: Counts;
  /** 维持、纠正、其他、尚未审结 */
  review: readonly [number, number, number, number];
  /** 主动公开、依申请、信息管理、平台、监督保障 */
  story: readonly [string, string, string, string, string];
  problems: string;
  others: string;
}

const none: Counts = [0, 0, 0, 0, 0, 0];

export const years: readonly YearFacts[] = [
  {
    year: 2019,
    docNo: '港政〔2020〕2号',
    created: '2020-01-19',
    published: '2020-01-21 15:30',
    rules: [2, 0, 5],
    licences: [3, 0, 74],
    penalties: 0,
    fees: 0,
    purchases: [6, 152.79],
    received: [5, 0, 0, 0, 0, 0],
    carried: none,
    results: { open: [3, 0, 0, 0, 0, 0], nothold: [1, 0, 0, 0, 0, 0], petition: [1, 0, 0, 0, 0, 0] },
    left: none,
    review: [0, 0, 0, 0],
    story: [
      '新修订的条例5月15日施行后，对三十三项目录重新核对依据，全年公开 642 条，其中财政和补贴类占三成。',
      '受理申请 5 件，按新的二十个工作日期限登记和计时，全部在期限内答复。',
      '指定机要保密员逐项审查，全年审查 655 条，退回修改 13 条。',
      '镇栏目并入市政府网站统一平台，原镇级网站关闭并完成数据迁移。',
      '党政办每半年检查一次九个村（社区）公开栏，对两个村提出整改意见，均已改正。',
    ],
    problems: '新条例取消了“特殊需要”条件，有的窗口仍向群众询问用途；已组织窗口人员学习并更换申请表。',
    others: '没有其他需要报告的事项。',
  },
  {
    year: 2020,
    docNo: '港政〔2021〕1号',
    created: '2021-01-22',
    published: '2021-01-26 10:10',
    rules: [1, 0, 6],
    licences: [3, 1, 69],
    penalties: 0,
    fees: 0,
    purchases: [8, 203.4],
    received: [6, 1, 0, 0, 0, 0],
    carried: none,
    results: { open: [3, 1, 0, 0, 0, 0], partial: [1, 0, 0, 0, 0, 0], nothold: [1, 0, 0, 0, 0, 0] },
    left: [1, 0, 0, 0, 0, 0],
    review: [0, 0, 0, 0],
    story: [
      '公开 718 条。疫情期间每天两次公布卡点、核酸采样点和物资发放安排，7月汛期公布避险安置和捐赠款物使用情况。',
      '受理申请 7 件，办结 6 件，1 件因12月底收到转入下年。',
      '对 2008 年以来的 41 份文件清理，6 份继续有效，全文上网。',
      '代办点开通微信群 9 个，公开内容同步推送到群。',
      '把公开工作列入村（社区）年度考核，占 4 分。',
    ],
    problems: '防汛和捐赠信息发布较多，但汇总滞后；改为每周五公布一次累计数。',
    others: '没有收取信息处理费。',
  },
  {
    year: 2021,
    docNo: '港政〔2022〕2号',
    created: '2022-01-17',
    published: '2022-01-20 09:40',
    rules: [2, 1, 7],
    licences: [4, 0, 71],
    penalties: 12,
    fees: 0,
    purchases: [0, 0],
    received: [7, 1, 0, 0, 0, 0],
    carried: [1, 0, 0, 0, 0, 0],
    results: {
      open: [4, 1, 0, 0, 0, 0],
      partial: [1, 0, 0, 0, 0, 0],
      nothold: [1, 0, 0, 0, 0, 0],
      make: [1, 0, 0, 0, 0, 0],
      repeat: [1, 0, 0, 0, 0, 0],
    },
    left: none,
    review: [0, 0, 0, 0],
    story: [
      '公开 803 条，首次公布乡镇赋权执法事项和裁量基准，编制 26 个试点领域的标准目录。',
      '新收申请 8 件，上年结转 1 件，全部办结，平均用时 9.6 个工作日。',
      '规范性文件改为带有效性标注的统一格式，公开 7 件现行有效文件。',
      '政务服务大厅设查阅点，配备电脑和打印机各 1 台，全年接待查阅 132 人次。',
      '社会评议发放问卷 300 份，满意率 94%；没有责任追究情形。',
    ],
    problems: '部门重形式轻内容，3 条公示只有标题和一句话；已补充要素并在例会上通报。',
    others: '没有收取信息处理费。',
  },
  {
    year: 2022,
    docNo: '港政〔2023〕1号',
    created: '2023-01-12',
    published: '2023-01-16 16:00',
    rules: [2, 0, 9],
    licences: [4, 0, 88],
    penalties: 35,
    fees: 0,
    purchases: [0, 0],
    received: [8, 0, 0, 0, 1, 0],
    carried: none,
    results: { open: [4, 0, 0, 0, 1, 0], partial: [1, 0, 0, 0, 0, 0], third: [1, 0, 0, 0, 0, 0], nothold: [1, 0, 0, 0, 0, 0] },
    left: [1, 0, 0, 0, 0, 0],
    review: [0, 0, 0, 0],
    story: [
      '公开 864 条，试行《农村人居环境长效管护办法》并同步解读，公布评分 12 期。',
      '新收申请 9 件，征求第三方意见 1 次，第三方说明理由后不予公开。',
      '建立公开前审查登记簿，一事一审，全年登记 871 条。',
      '长辈版页面上线，字号和对比度经老年大学学员试用后调整两次。',
      '开展突击检查 2 次，抽查 6 个村（社区），发现 4 个问题，均复查销号。',
    ],
    problems: '村级公开栏张贴不及时，两个村晚贴超过半个月；明确代办员为张贴责任人并留照片。',
    others: '没有收取信息处理费。',
  },
  {
    year: 2023,
    docNo: '港政〔2024〕1号',
    created: '2024-01-15',
    published: '2024-01-18 09:30',
    rules: [1, 2, 8],
    licences: [4, 0, 93],
    penalties: 52,
    fees: 0,
    purchases: [0, 0],
    received: [9, 1, 0, 0, 0, 1],
    carried: [1, 0, 0, 0, 0, 0],
    results: {
      open: [5, 1, 0, 0, 0, 1],
      partial: [1, 0, 0, 0, 0, 0],
      process: [1, 0, 0, 0, 0, 0],
      nothold: [1, 0, 0, 0, 0, 0],
      uncorrected: [1, 0, 0, 0, 0, 0],
    },
    left: [1, 0, 0, 0, 0, 0],
    review: [1, 0, 0, 0],
    story: [
      '公开 921 条，其中双塘村高标准农田从立项到验收公开 11 条，形成一个项目一条线。',
      '新收申请 11 件，发出补正告知 2 件，1 人逾期未补正。',
      '清理文件 14 件，废止 2 件，在原页面标注并说明由哪份文件替代。',
      '调整领导小组成员，建立部门信息员名单 21 人、代办员 9 人。',
      '政务公开在部门考核中权重提高到 5 分，2 个部门被扣分并约谈。',
    ],
    problems: '答复文书说理不够，1 件复议案件虽维持但被指出引用条款不全；统一文书模板并由司法所核稿。',
    others: '没有收取信息处理费。',
  },
  {
    year: 2024,
    docNo: '港政〔2025〕1号',
    created: '2025-01-14',
    published: '2025-01-17 10:50',
    rules: [1, 0, 9],
    licences: [4, 0, 86],
    penalties: 64,
    fees: 0,
    purchases: [0, 0],
    received: [10, 1, 0, 0, 1, 0],
    carried: [1, 0, 0, 0, 0, 0],
    results: {
      open: [6, 1, 0, 0, 0, 0],
      partial: [1, 0, 0, 0, 1, 0],
      third: [1, 0, 0, 0, 0, 0],
      nothold: [2, 0, 0, 0, 0, 0],
      petition: [1, 0, 0, 0, 0, 0],
    },
    left: none,
    review: [1, 0, 0, 0],
    story: [
      '公开 1003 条，惠农补贴明细首次按村按季上网，全年 36 份。',
      '新收申请 12 件，上年结转 1 件，全部办结；保密法修订施行后重新培训审查人员。',
      '编制公开要素表，三十三项逐项列明必须写清的内容，作为发布前核对依据。',
      '九个代办点配备查询平板，群众可以现场查阅和打印。',
      '社会评议满意率 95.6%，通报表扬 3 个村，约谈 1 个部门负责人。',
    ],
    problems: '少数稿件照搬上级文件，没有结合本镇实际；对相似度高的稿件退回重写，全年退回 9 篇。',
    others: '没有收取信息处理费。',
  },
  {
    year: 2025,
    docNo: '港政〔2026〕2号',
    created: '2026-01-20',
    published: '2026-01-23 09:30',
    rules: [2, 1, 10],
    licences: [4, 0, 83],
    penalties: 78,
    fees: 0,
    purchases: [0, 0],
    received: [11, 2, 0, 1, 0, 0],
    carried: none,
    results: {
      open: [6, 1, 0, 1, 0, 0],
      partial: [2, 0, 0, 0, 0, 0],
      case: [1, 0, 0, 0, 0, 0],
      nothold: [1, 1, 0, 0, 0, 0],
    },
    left: [1, 0, 0, 0, 0, 0],
    review: [0, 0, 0, 0],
    story: [
      '全年主动公开 1086 条，其中财政财务 268 条、民生保障 342 条、权力运行 187 条、公共资源 96 条、其他 193 条。惠农补贴、村级债务、低保名单、环境评分、执法结果五类按固定周期公开，九个村（社区）的补贴明细按季上网 36 份。全年逾期 7 项，均在页面标明晚了几天和原因；更正 5 条、撤回 1 条，都保留说明。',
      '新收申请 14 件，其中当面 5 件、信函 2 件、互联网 7 件，内容集中在征地补偿、补贴面积和宅基地。办结 13 件，1 件因12月下旬收到转入2026年；平均答复 6.4 个工作日，没有延期，没有收费。发出补正告知 1 件，征求第三方意见 1 次。对多人申请的补贴分组面积转为主动公开。',
      '制定行政规范性文件 2 件、废止 1 件，现行有效 10 件，全部标注有效性并可下载。公开前逐项保密审查 1098 条，其中处理后公开 41 条（遮蔽姓名、去掉住址）、不予公开 7 条、退回重写 5 条。对 2023 年以来不予公开的 11 条重新评估，1 条转为公开。',
      '信息集中在市政府网站统一平台的镇栏目公开，镇级不另建网站。村级公开栏统一更新 9 处，栏上印二维码，可直达本村公开页面；政务服务大厅查阅点接待 214 人次，代办点平板查询 1630 次。长辈版字号加大，朗读覆盖全部新发布文件。',
      '培训 5 次 186 人次，其中市级指导 1 次、镇集中 2 次、村（社区）辅导 2 次。突击检查 3 次，抽签确定点位，发现问题 16 个，全部复查销号。工作考核占部门年度考核 5%，责令改正 1 个村，通报表扬 3 个村（社区）。社会评议发放问卷 450 份，满意率 96.1%。责任追究 0 人。',
    ],
    problems:
      '主要问题：一是逾期 7 项，集中在汇总类信息；二是个别部门主要负责人很少过问；三是村级公开照片不全。改进措施：2026年起目录逐项落实到人和日期，到期前七日提醒，逾期在门户首页显示；部门负责人每季度至少核签一次本部门目录。',
    others: '没有收取信息处理费。镇级政务公开经费支出 34.2 万元，用于公开栏更新、查阅点维护和培训。',
  },
];

const sum = (c: Counts): number => c.reduce((a, b) => a + b, 0);
const row = (label: string, c: Counts): SeedCell[] => [label, ...c, sum(c)];

export function table3(f: YearFacts): SeedCell[][] {
  const kinds = f.year <= 2020 ? resultRows.filter(([k]) => k !== 'uncorrected' && k !== 'unpaid') : resultRows;
  const results = kinds.map(([key, label]) =>
    row(f.year <= 2020 && key === 'other' ? '（六）其他处理' : label, f.results[key] ?? none),
  );
  const total = none.map((_, i) => Object.values(f.results).reduce((n, c) => n + (c[i] ?? 0), 0));
  return [
    row('一、本年新收政府信息公开申请数量', f.received),
    row('二、上年结转政府信息公开申请数量', f.carried),
    ...results.map(([label, ...cells]): SeedCell[] => [`三、本年度办理结果 ${label}`, ...cells]),
    row('三、本年度办理结果 （七）总计', total),
    row('四、结转下年度继续办理', f.left),
  ];
}

function table2(f: YearFacts): string {
  if (f.year <= 2020) {
    return `
    表：第二十条第（一）项
    | 信息内容 | 本年新制作数量 | 本年新公开数量 | 对外公开总数量 |
    | 规章 | 0 | 0 | 0 |
    | 规范性文件 | ${f.rules[0]} | ${f.rules[0]} | ${f.rules[2]} |
    表：第二十条第（五）项、第（六）项
    | 信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量 |
    | 行政许可 | ${f.licences[0]} | ${f.licences[1]} | ${f.licences[2]} |
    | 其他对外管理服务事项 | 86 | 0 | 11320 |
    | 行政处罚 | 0 | 0 | ${f.penalties} |
    | 行政强制 | 0 | 0 | 0 |
    表：第二十条第（八）项、第（九）项
    | 信息内容 | 数量 | 本年增/减或采购总金额 |
    | 行政事业性收费（项目数量） | 0 | 0 |
    | 政府集中采购（项目数量、万元） | ${f.purchases[0]} | ${f.purchases[1]} |`;
  }
  return `
    表：第二十条第（一）项
    | 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
    | 规章 | 0 | 0 | 0 |
    | 行政规范性文件 | ${f.rules.join(' | ')} |
    表：第二十条第（五）项、第（六）项
    | 信息内容 | 本年处理决定数量 |
    | 行政许可 | ${f.licences[2]} |
    | 行政处罚 | ${f.penalties} |
    | 行政强制 | 0 |
    表：第二十条第（八）项
    | 信息内容 | 本年收费金额（单位：万元） |
    | 行政事业性收费 | ${f.fees} |`;
}

const OUTCOMES = ['结果维持', '结果纠正', '其他结果', '尚未审结', '总计'] as const;

function report(f: YearFacts): SeedDocument {
  const received = sum(f.received);
  const carried = sum(f.carried);
  const [kept, undone, other, open] = f.review;
  const reviews = [kept, undone, other, open, kept + undone + other + open];
  return doc({
    key: `annual-report-${f.year}`,
    item: '04',
    organ: 'town',
    title: `港口镇人民政府${f.year}年政府信息公开工作年度报告`,
    docNo: f.docNo,
    genre: '年报',
    created: f.created,
    published: f.published,
    period: String(f.year),
    keywords: `政府信息公开 年度报告 年报 ${f.year}年`,
    summary: `${f.year}年主动公开、依申请公开、复议诉讼情况和问题改进，新收申请 ${received} 件。`,
    text: `
    本报告依据《中华人民共和国政府信息公开条例》和国务院办公厅规定的格式编制，统计期限自${f.year}年1月1日至12月31日。电子版可在市政府网站港口镇栏目下载。有疑问请联系镇党政办公室：宁国市港口镇振兴路 18 号，邮编 242300，电话 0563-4000101。
    一、总体情况
    （一）主动公开
    ${f.story[0]}
    （二）依申请公开
    ${f.story[1]}
    （三）政府信息管理
    ${f.story[2]}
    （四）政府信息公开平台建设
    ${f.story[3]}
    （五）监督保障
    ${f.story[4]}
    二、主动公开政府信息情况
    ${table2(f)}
    三、收到和处理政府信息公开申请情况
    本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和。新收 ${received} 件，上年结转 ${carried} 件。
    表：收到和处理政府信息公开申请情况
    ${rowsText([['申请人情况', ...applicantColumns, '总计'], ...table3(f)])}
    四、政府信息公开行政复议、行政诉讼情况
    表：行政复议、行政诉讼
    ${rowsText([
      ['类别', ...OUTCOMES],
      ['行政复议', ...reviews],
      ['行政诉讼 未经复议直接起诉', 0, 0, 0, 0, 0],
      ['行政诉讼 复议后起诉', 0, 0, 0, 0, 0],
    ])}
    五、存在的主要问题及改进情况
    ${f.problems}
    六、其他需要报告的事项
    ${f.others}
    `,
  });
}

export const annualReports: readonly SeedDocument[] = years.map(report);
