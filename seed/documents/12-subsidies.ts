// 专项资金与惠农补贴: every village every quarter, and the town's summary of the same figures.
import { figure, masked, round2, villages, withTotal, type VillageFacts } from '../figures.ts';
import { doc, rowsText } from '../markup.ts';
import { staff } from '../staff.ts';
import type { SeedCell, SeedDocument } from '../types.ts';

interface Scheme {
  name: string;
  /** 元每亩 */
  rate: number;
  /** Share of the village's farmland, in per cent. */
  share: readonly [number, number];
  policy: string;
}

interface Quarter {
  key: string;
  name: string;
  schemes: readonly Scheme[];
  /** 发放前公示, at least seven days */
  shown: string;
  paid: string;
  created: string;
  /** Publication by village, in the order of the village list. */
  published: readonly string[];
  summary: string;
  remark: string;
}

const quarters: readonly Quarter[] = [
  {
    key: '2025-Q4',
    name: '2025年第四季度',
    schemes: [
      { name: '稻谷补贴', rate: 42.6, share: [55, 72], policy: '按当年稻谷实际种植面积核发，撂荒和改种其他作物的面积不计' },
      {
        name: '生态公益林补偿',
        rate: 15,
        share: [30, 90],
        policy: '按区划落界的集体和个人公益林面积核发，管护费由村集体统一列支',
      },
    ],
    shown: '2025年11月24日至12月1日',
    paid: '2025年12月15日',
    created: '2025-12-31',
    published: ['01-08', '01-09', '01-12', '01-12', '01-15', '01-16', '01-09', '01-22', '01-14'],
    summary: '2026-01-23 10:05',
    remark: '桥头村两户重复登记的稻谷面积在公示中被指出，核减后发放。',
  },
  {
    key: '2026-Q1',
    name: '2026年第一季度',
    schemes: [
      { name: '油菜扩种补助', rate: 40, share: [18, 32], policy: '对利用冬闲田新扩种油菜的农户和经营主体给予一次性补助' },
      {
        name: '农业保险保费补贴',
        rate: 9.6,
        share: [40, 60],
        policy: '油菜、小麦保险保费由财政承担八成，直接结算给承保机构，本表列享受面积',
      },
    ],
    shown: '2026年3月9日至3月16日',
    paid: '2026年3月24日',
    created: '2026-03-31',
    published: ['04-08', '04-08', '04-10', '04-13', '04-14', '04-16', '04-09', '05-08', '04-15'],
    summary: '2026-04-22 09:40',
    remark: '云岭村的明细因村务公开栏改造推迟张贴，网站公开晚于期限。',
  },
  {
    key: '2026-Q2',
    name: '2026年第二季度',
    schemes: [
      {
        name: '耕地地力保护补贴',
        rate: 92.5,
        share: [88, 97],
        policy: '按二轮承包确权面积核发，已作为设施农业用地或者征收的面积不计',
      },
      { name: '农机购置与应用补贴', rate: 6.5, share: [10, 20], policy: '按购机发票和机具核验结果核发，本表折算为作业面积' },
    ],
    shown: '2026年5月18日至5月25日',
    paid: '2026年6月8日',
    created: '2026-06-30',
    published: ['07-07', '07-08', '07-08', '07-10', '07-13', '07-14', '07-07', '07-16', '07-15'],
    summary: '2026-07-21 15:10',
    remark: '双塘村高标准农田复垦新增面积 36 亩，自本年起纳入耕地地力保护补贴。',
  },
  {
    key: '2026-Q3',
    name: '2026年第三季度',
    schemes: [
      {
        name: '实际种粮农民一次性补贴',
        rate: 28.4,
        share: [58, 76],
        policy: '按早稻、中稻实际种植面积核发，流转土地由实际种植者领取',
      },
      {
        name: '病虫害统防统治补助',
        rate: 12,
        share: [25, 40],
        policy: '对参加统防统治的面积给予补助，作业合同和作业轨迹由农办抽查',
      },
    ],
    shown: '2026年8月31日至9月7日',
    paid: '2026年9月21日',
    created: '2026-09-30',
    published: ['10-15', '11-10', '10-16', '10-19', '10-20', '10-21', '10-15', '10-23', '10-22'],
    summary: '2026-10-29 16:20',
    remark: '港东社区的明细因流转合同复核推迟，11月10日才公开，社区已在栏内说明原因。',
  },
];

interface GroupRow {
  group: number;
  households: number;
  areas: readonly number[];
  amounts: readonly number[];
}

/** Per group of villagers: households paid, area and amount of each scheme. */
function groupRows(v: VillageFacts, q: Quarter): GroupRow[] {
  return Array.from({ length: v.groups }, (_, i) => {
    const seed = `${v.code}${q.key}${i}`;
    const areas = q.schemes.map((s, n) => {
      const share = figure(`${v.code}${q.key}${n}`, s.share[0], s.share[1]);
      const spread = figure(`${seed}${n}`, 80, 120) / 100;
      return round2(Math.round((v.land / v.groups) * (share / 100) * spread * 10) / 10);
    });
    const households = Math.round((v.households / v.groups) * (figure(`${seed}户`, 52, 78) / 100));
    return { group: i + 1, households, areas, amounts: areas.map((a, n) => round2(a * (q.schemes[n]?.rate ?? 0))) };
  });
}

function sum(numbers: readonly number[]): number {
  return round2(numbers.reduce((a, b) => a + b, 0));
}

function schemeRows(v: VillageFacts, q: Quarter): { households: number; areas: number[]; amounts: number[]; total: number } {
  const rows = groupRows(v, q);
  const areas = q.schemes.map((_, n) => sum(rows.map((r) => r.areas[n] ?? 0)));
  const amounts = q.schemes.map((_, n) => sum(rows.map((r) => r.amounts[n] ?? 0)));
  return { households: sum(rows.map((r) => r.households)), areas, amounts, total: sum(amounts) };
}

/** The ten largest recipients of the first scheme, together well under its whole; smaller ones hang on the village board. */
function largeRecipients(v: VillageFacts, q: Quarter): SeedCell[][] {
  const scheme = q.schemes[0]!;
  const whole = schemeRows(v, q).areas[0] ?? 0;
  const weights = Array.from({ length: 10 }, (_, i) => figure(`${v.code}${q.key}大户${i}`, 20, 60));
  return weights
    .sort((a, b) => b - a)
    .map((weight, i) => {
      const area = round2(Math.round((whole * weight) / 150) / 10);
      const group = `${figure(`${v.code}${q.key}组${i}`, 1, v.groups)} 组`;
      return [i + 1, group, masked(`${v.code}${q.key}${i}大户`), area, scheme.rate, round2(area * scheme.rate)];
    });
}

function villageDocument(v: VillageFacts, q: Quarter, index: number): SeedDocument {
  const t = schemeRows(v, q);
  const agent = staff.find((s) => s.key === `${v.code}-agent`);
  const [first, second] = q.schemes;
  const year = q.key === '2025-Q4' ? '2026' : q.key.slice(0, 4);
  const board = v.name.endsWith('社区') ? '居务公开栏' : '村务公开栏';
  return doc({
    key: `subsidy-${v.code}-${q.key}`,
    item: '12',
    organ: v.code,
    title: `${v.name}${q.name}惠农补贴发放明细`,
    genre: '公示',
    created: q.created,
    published: `${year}-${q.published[index]} ${String(9 + (index % 3)).padStart(2, '0')}:${10 + index * 5}`,
    period: q.key,
    cadence: 'village-payments',
    keywords: `惠农补贴 一卡通 ${first?.name} ${v.name}`,
    summary: `${v.name}${q.name}发放${first?.name}、${second?.name}共 ${t.total} 元，涉及 ${t.households} 户。`,
    text: `
    ${v.name}${q.name}的惠农补贴已经通过“一卡通”发到户，现把政策、标准、面积和金额公开如下，欢迎村民逐户核对。
    一、补贴政策和标准
    - ${first?.name}：每亩 ${first?.rate} 元。${first?.policy}。
    - ${second?.name}：每亩 ${second?.rate} 元。${second?.policy}。
    二、发放对象和金额
    本季度共有 ${t.households} 户享受补贴，合计 ${t.total} 元，${q.paid}到账。
    表：补贴种类、面积和金额
    ${rowsText([
      ['补贴种类', '面积（亩）', '标准（元/亩）', '金额（元）'],
      ...withTotal(
        q.schemes.map((s, n) => [s.name, t.areas[n] ?? 0, s.rate, t.amounts[n] ?? 0]),
        [2],
      ),
    ])}
    三、${first?.name}面积较大的十户
    全部农户的明细张贴在${board}和各组公示点，网站公布面积较大的十户，姓名中间一字已遮蔽。
    ${rowsText([['序号', '组别', '姓名', '面积（亩）', '标准（元/亩）', '金额（元）'], ...largeRecipients(v, q)])}
    四、公示和核对
    发放前于${q.shown}在${board}和组公示点张贴公示八天，期间的异议已经当面答复并记录。
    对面积、金额有疑问的，可以到${v.name}代办点找代办员${agent?.name}（电话 ${agent?.telephone}）查底册，也可以拨打镇财政所电话 0563-4000102 或者镇纪检监察室电话 0563-4000110。
    `,
    attachments: [
      {
        name: `${v.name}${q.name}惠农补贴分组汇总.xlsx`,
        rows: [
          [
            '组别',
            '户数',
            `${first?.name}面积（亩）`,
            `${first?.name}金额（元）`,
            `${second?.name}面积（亩）`,
            `${second?.name}金额（元）`,
          ],
          ...withTotal(
            groupRows(v, q).map((r) => [
              `${r.group} 组`,
              r.households,
              r.areas[0] ?? 0,
              r.amounts[0] ?? 0,
              r.areas[1] ?? 0,
              r.amounts[1] ?? 0,
            ]),
          ),
        ],
      },
    ],
  });
}

function townDocument(q: Quarter): SeedDocument {
  const rows = villages.map((v) => {
    const t = schemeRows(v, q);
    return [v.name, t.households, t.areas[0] ?? 0, t.amounts[0] ?? 0, t.areas[1] ?? 0, t.amounts[1] ?? 0, t.total] as SeedCell[];
  });
  const table = withTotal(rows);
  const total = table.at(-1)?.[6];
  const [first, second] = q.schemes;
  const head = [
    '村（社区）',
    '户数',
    `${first?.name}面积（亩）`,
    `${first?.name}金额（元）`,
    `${second?.name}面积（亩）`,
    `${second?.name}金额（元）`,
    '金额合计（元）',
  ];
  return doc({
    key: `subsidy-town-${q.key}`,
    item: '12',
    organ: 'finance',
    title: `港口镇${q.name}惠农补贴“一卡通”发放汇总`,
    genre: '统计',
    created: q.summary.slice(0, 10),
    published: q.summary,
    period: q.key,
    cadence: 'payments',
    keywords: '惠农补贴 一卡通 发放汇总 财政所',
    summary: `九个村（社区）${q.name}发放惠农补贴合计 ${total} 元，按村列出户数、面积和金额。`,
    text: `
    镇财政所把九个村（社区）${q.name}的惠农补贴发放情况汇总如下，与各村公开的明细逐项一致。
    一、政策和标准
    - ${first?.name}：每亩 ${first?.rate} 元。${first?.policy}。
    - ${second?.name}：每亩 ${second?.rate} 元。${second?.policy}。
    二、发放对象和金额
    表：分村（社区）发放情况
    ${rowsText([head, ...table])}
    三、公示、发放和核查
    各村（社区）于${q.shown}在公开栏公示，${q.paid}由“一卡通”系统统一打卡。${q.remark}
    农办和财政所抽查 ${figure(q.key, 26, 45)} 户，账卡面积一致。查询电话：财政所 0563-4000102；监督电话：纪检监察室 0563-4000110。
    `,
    attachments: [{ name: `港口镇${q.name}惠农补贴发放汇总.xlsx`, rows: [head, ...table] }],
  });
}

export const subsidyDocuments: readonly SeedDocument[] = quarters.flatMap((q) => [
  ...villages.map((v, i) => villageDocument(v, q, i)),
  townDocument(q),
]);
