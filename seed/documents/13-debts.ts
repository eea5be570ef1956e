// 债权债务与筹资筹劳: each village each half-year, the town's own, and one levy decided by vote.
import { figure, round2, villages, withTotal, type VillageFacts } from '../figures.ts';
import { doc, rowsText } from '../markup.ts';
import { staff } from '../staff.ts';
import type { SeedCell, SeedDocument } from '../types.ts';

interface Half {
  key: string;
  name: string;
  end: string;
  created: string;
  published: readonly string[];
  town: string;
}

const halves: readonly Half[] = [
  {
    key: '2025-H2',
    name: '2025年下半年',
    end: '2025年12月31日',
    created: '2026-01-09',
    published: ['01-16', '01-16', '01-19', '01-20', '01-21', '01-22', '01-19', '01-26', '01-23'],
    town: '2026-01-27 10:30',
  },
  {
    key: '2026-H1',
    name: '2026年上半年',
    end: '2026年6月30日',
    created: '2026-07-09',
    published: ['07-15', '07-15', '07-16', '08-06', '07-17', '07-20', '07-16', '07-23', '07-21'],
    town: '2026-07-24 09:15',
  },
];

/** 万元 at the end of a half-year; the next half-year starts from it. */
function row(v: VillageFacts, half: number, name: string, max: number): [string, number, number, number, number] {
  const opening = half === 0 ? figure(`${v.code}${name}`, 20, max) / 10 : row(v, half - 1, name, max)[4];
  const more = figure(`${v.code}${name}${half}增`, 0, Math.max(4, Math.floor(max / 8))) / 10;
  const less = Math.min(round2(opening + more), figure(`${v.code}${name}${half}减`, 4, Math.max(8, Math.floor(max / 5))) / 10);
  return [name, round2(opening), more, less, round2(opening + more - less)];
}

const CLAIMS = [
  ['应收土地流转服务费', 60],
  ['应收集体厂房租金', 140],
] as const;
const DEBTS = [
  ['应付道路硬化工程款', 320],
  ['应付水利维修工程款', 160],
  ['应付村级零星用工款', 40],
] as const;

const WAYS: Readonly<Record<string, string>> = {
  gangxi: '以农贸市场摊位租金逐年偿还工程款',
  gangdong: '以标准厂房租金优先偿还到期工程款',
  shanmen: '以山核桃林地流转服务费和光伏收益偿还',
  shitan: '向市交通部门争取村道补助后一次付清尾款',
  fenglin: '以毛竹林经营权入股分红逐年偿还',
  qingxi: '以水面发包收入偿还水利维修欠款',
  qiaotou: '以烘干中心租金和增减挂钩补助偿还',
  yunling: '申请一事一议奖补，压减村级非生产性开支',
  shuangtang: '以高标准农田新增耕地指标收益偿还',
};

function villageDocument(v: VillageFacts, h: Half, half: number, index: number): SeedDocument {
  const claims = withTotal(CLAIMS.map(([n, max]) => row(v, half, n, max)));
  const debts = withTotal(DEBTS.map(([n, max]) => row(v, half, n, max)));
  const head = ['项目', '期初余额', '本期增加', '本期减少', '期末余额'];
  const agent = staff.find((s) => s.key === `${v.code}-agent`);
  return doc({
    key: `debts-${v.code}-${h.key}`,
    item: '13',
    organ: v.code,
    title: `${v.name}${h.name}村级债权债务公开表`,
    genre: '公示',
    created: h.created,
    published: `2026-${h.published[index]} ${String(9 + (index % 2)).padStart(2, '0')}:${15 + index * 4}`,
    period: h.key,
    cadence: 'village-debts',
    keywords: `村级债务 债权 村务公开 ${v.name}`,
    summary: `截至${h.end}，${v.name}债权 ${claims.at(-1)?.[4]} 万元、债务 ${debts.at(-1)?.[4]} 万元，没有新的筹资筹劳。`,
    text: `
    截至${h.end}，${v.name}的债权债务经村务监督委员会核对，现予公开。金额单位为万元。
    一、债权
    表：${v.name}债权情况
    ${rowsText([head, ...claims])}
    二、债务余额
    表：${v.name}债务情况
    ${rowsText([head, ...debts])}
    三、化解办法
    ${WAYS[v.code]}。本期已偿还 ${debts.at(-1)?.[3]} 万元，没有以集体资产为他人担保，没有向个人有息借款。
    四、筹资筹劳
    本期没有开展新的筹资筹劳。以往一事一议项目的结余和用工已在上一期公开。
    五、怎么核对
    凭证和合同由镇农村财务代理点保管，村民可以请代办员${agent?.name}（电话 ${agent?.telephone}）预约查阅；不服答复的，可以向镇农业农村办公室（0563-4000105）反映。
    `,
  });
}

const townRows: Readonly<Record<string, readonly (readonly [string, number, number, number])[]>> = {
  '2025-H2': [
    ['西街棚户区配套道路工程款', 486.2, 0, 120],
    ['污水管网二期工程款', 312.5, 64.8, 90],
    ['中心幼儿园装修尾款', 47.6, 0, 47.6],
    ['镇区亮化维护合同款', 18.4, 12, 18.4],
  ],
  '2026-H1': [
    ['西街棚户区配套道路工程款', 366.2, 0, 80],
    ['污水管网二期工程款', 287.3, 0, 100],
    ['中心幼儿园装修尾款', 0, 0, 0],
    ['镇区亮化维护合同款', 12, 12, 12],
  ],
};

function townDocument(h: Half, half: number): SeedDocument {
  const own = withTotal((townRows[h.key] ?? []).map(([n, a, b, c]) => [n, a, b, c, round2(a + b - c)]));
  const byVillage = withTotal(
    villages.map((v) => {
      const debts = withTotal(DEBTS.map(([n, max]) => row(v, half, n, max))).at(-1) ?? [];
      return [v.name, debts[1] ?? 0, debts[2] ?? 0, debts[3] ?? 0, debts[4] ?? 0] as SeedCell[];
    }),
  );
  return doc({
    key: `debts-town-${h.key}`,
    item: '13',
    organ: 'finance',
    title: `港口镇${h.name}债权债务情况`,
    genre: '公示',
    created: h.created,
    published: h.town,
    period: h.key,
    cadence: 'debts',
    keywords: '政府债务 村级债务 化解 财政所',
    summary: `镇级应付款 ${own.at(-1)?.[4]} 万元，九个村（社区）债务合计 ${byVillage.at(-1)?.[4]} 万元，附化解安排。`,
    text: `
    镇级和村级债权债务${h.name}的情况如下，单位为万元。镇政府没有政府债券以外的举债，也没有为企业提供担保。
    一、镇级债务余额
    表：镇级应付工程款和合同款
    ${rowsText([['项目', '期初余额', '本期增加', '本期减少', '期末余额'], ...own])}
    二、村级债务余额
    表：九个村（社区）债务汇总
    ${rowsText([['村（社区）', '期初余额', '本期增加', '本期减少', '期末余额'], ...byVillage])}
    三、化解安排
    镇级工程款按合同节点和决算审计结果支付，2028 年底前付清。村级债务实行一村一策，新增五万元以上支出须先说明资金来源，没有来源的不予立项。
    四、筹资筹劳
    本期全镇没有批准新的筹资筹劳方案。云岭村上岭组引水工程的筹资方案已于表决后单独公开。
    咨询电话：财政所 0563-4000102，农业农村办公室 0563-4000105。
    `,
  });
}

const levy = doc({
  key: 'levy-yunling-2026',
  item: '13',
  organ: 'yunling',
  title: '云岭村上岭组引水工程一事一议筹资筹劳方案',
  genre: '方案',
  created: '2026-03-18',
  published: '2026-03-24 10:40',
  keywords: '一事一议 筹资筹劳 引水工程 云岭村',
  summary: '上岭组 62 户 171 人表决同意每人筹资 20 元、每个劳动力出工 3 个，用于引水管道更新。',
  text: `
  云岭村上岭组的引水管道建于 1998 年，漏损严重，枯水期每天停水四小时以上。村民委员会提出更新方案，经村民会议表决通过，报镇政府审核同意，现予公开。
  一、工程内容
  更换引水主管 1.8 公里，新建 20 立方米蓄水池一座，入户水表 62 只。预算 16.4 万元。
  二、资金来源
  表：资金来源（万元）
  | 来源 | 金额 | 说明 |
  | 农村公益事业财政奖补 | 9.80 | 市财政奖补，按进度拨付 |
  | 村集体自筹 | 6.258 | 光伏电站收益 |
  | 村民筹资 | 0.342 | 171 人，每人 20 元 |
  | 合计 | 16.40 | |
  三、筹劳
  全组劳动力 88 人，每人出工 3 个，合计 264 个工，用于开沟回填。年满 60 周岁、在校学生和残疾人不计。不愿出工的，由本人自愿以资代劳，每工 120 元，不得强制。
  四、表决情况
  2026年3月14日召开村民会议，应到户代表 62 人，实到 55 人，同意 52 人，反对 2 人，弃权 1 人。反对意见是工期影响春茶采摘，已把开工日期推迟到5月10日。
  五、使用和公开
  筹资由镇农村财务代理点专户核算，用工记录每旬张贴一次，完工后一个月内公布决算。监督电话：村务监督委员会 0563-4000208，镇农业农村办公室 0563-4000105。
  `,
});

const levyUse = doc({
  key: 'levy-yunling-2026-use',
  item: '13',
  organ: 'yunling',
  title: '云岭村上岭组引水工程筹资筹劳使用情况',
  genre: '公示',
  created: '2026-08-12',
  published: '2026-08-20 09:20',
  keywords: '一事一议 决算 引水工程 云岭村',
  summary: '引水工程实际支出 16.12 万元，结余 0.28 万元退还村集体；实际用工 259 个，公布明细。',
  text: `
  上岭组引水工程于2026年5月10日开工，7月22日完工通水，现将筹资筹劳的使用情况公布如下。
  一、资金使用
  表：支出明细（万元）
  | 支出项目 | 金额 |
  | 管材和管件 | 7.36 |
  | 蓄水池施工 | 4.85 |
  | 入户水表和安装 | 1.49 |
  | 机械台班 | 1.82 |
  | 水质检测和设计 | 0.60 |
  | 合计 | 16.12 |
  预算 16.40 万元，结余 0.28 万元，由村集体收回，用于管道日常维修。
  二、用工情况
  计划用工 264 个，实际用工 259 个。有 5 个工因雨天调整为机械作业，不再补派。没有人以资代劳。
  三、验收和管护
  镇农业农村办公室、村务监督委员会和三名村民代表于7月28日共同验收，水质检测合格。管护由上岭组推选的两名管水员负责，每户每月缴维修费 2 元，账目每季度张贴。
  `,
});

export const debtDocuments: readonly SeedDocument[] = [
  ...halves.flatMap((h, half) => [...villages.map((v, i) => villageDocument(v, h, half, i)), townDocument(h, half)]),
  levy,
  levyUse,
];
