// 重点工作与大事实事: what was promised for the year, and every quarter how far it got.
import { doc, rowsText } from '../markup.ts';
import type { SeedCell, SeedDocument } from '../types.ts';

interface Promise2026 {
  name: string;
  organ: string;
  target: string;
  /** Per cent done at the end of Q1, Q2, Q3. */
  progress: readonly [number, number, number];
  state: readonly [string, string, string];
}

const promises: readonly Promise2026[] = [
  {
    name: '西街道路改造续建',
    organ: '规建办',
    target: '4月底通车',
    progress: [85, 100, 100],
    state: ['管线迁移完成，沥青待铺', '5月12日通车，比计划晚12天', '质保期巡查'],
  },
  {
    name: '镇区新增停车位',
    organ: '规建办',
    target: '180个',
    progress: [20, 55, 90],
    state: ['完成选址和用地协调', '老汽车站98个投用', '第二处64个投用，余18个'],
  },
  {
    name: '云岭村引水工程',
    organ: '农办',
    target: '6月底通水',
    progress: [30, 85, 100],
    state: ['完成一事一议表决', '主管铺设完成', '7月22日通水，比计划晚22天'],
  },
  {
    name: '农村户厕问题整改',
    organ: '农办',
    target: '86座',
    progress: [35, 100, 100],
    state: ['完成30座', '完成86座', '复查合格86座'],
  },
  {
    name: '生活污水纳管',
    organ: '规建办',
    target: '430户',
    progress: [12, 46, 78],
    state: ['完成52户', '完成198户', '完成335户'],
  },
  {
    name: '高标准农田建设',
    organ: '农办',
    target: '2100亩',
    progress: [15, 40, 70],
    state: ['完成招标', '土地平整过半', '渠道完成七成'],
  },
  {
    name: '镇卫生院改造',
    organ: '规建办',
    target: '主体封顶',
    progress: [5, 15, 30],
    state: ['初步设计批复', '图审通过', '完成招标准备'],
  },
  {
    name: '村代办点设备更新',
    organ: '政务服务中心',
    target: '9个点',
    progress: [0, 67, 100],
    state: ['完成采购需求', '6个点到位', '9个点全部到位'],
  },
  {
    name: '独居老人安全监测设备',
    organ: '民政办',
    target: '260户',
    progress: [38, 77, 100],
    state: ['安装99户', '安装200户', '安装260户'],
  },
  {
    name: '地质灾害点避险搬迁',
    organ: '自规所',
    target: '12户',
    progress: [25, 50, 75],
    state: ['签约3户', '签约6户', '签约9户，入住5户'],
  },
];

const quarters = [
  {
    key: '2026-Q1',
    name: '2026年第一季度',
    published: '2026-04-17 10:00',
    note: '云岭村引水和卫生院改造进度偏慢：前者等待表决，后者等待初步设计批复，均已明确时间表。',
  },
  {
    key: '2026-Q2',
    name: '2026年上半年',
    published: '2026-07-17 09:30',
    note: '西街道路改造比计划晚 12 天通车，原因是燃气管线二次迁移；已扣减施工单位当期计量款 2%。',
  },
  {
    key: '2026-Q3',
    name: '2026年前三季度',
    published: '2026-10-23 15:00',
    note: '卫生院改造年内主体封顶的目标难以完成，拟调整为完成基础工程，已报镇人大主席团说明，调整情况在12月公布。',
  },
] as const;

function progress(q: (typeof quarters)[number], n: 0 | 1 | 2): SeedDocument {
  const rows: SeedCell[][] = promises.map((p, i) => [i + 1, p.name, p.organ, p.target, p.state[n], `${p.progress[n]}%`]);
  const finished = promises.filter((p) => p.progress[n] === 100).length;
  return doc({
    key: `key-work-${q.key}`,
    item: '09',
    organ: 'office',
    title: `港口镇十件实事和重点工作进度（${q.name}）`,
    genre: '通报',
    created: q.published.slice(0, 10),
    published: q.published,
    period: q.key,
    keywords: '十件实事 重点工作 进度 督查',
    summary: `${q.name}十件实事完成 ${finished} 件，列出每件的责任单位、进度和没有按计划推进的原因。`,
    text: `
    党政办督查人员对十件实事逐件到现场核实，进度以现场和支付凭证为准，现公布如下。
    一、任务、责任单位和进度
    表：十件实事进度
    ${rowsText([['序号', '任务', '责任单位', '目标', '现状', '进度'], ...rows])}
    二、没有按计划推进的原因
    ${q.note}
    三、代表建议办理
    ${['31 件代表建议已答复 12 件，其中采纳 9 件、说明原因 3 件。', '31 件代表建议全部答复，采纳 24 件，列入计划 4 件，说明原因 3 件。', '对承诺列入计划的 4 件建议回访，2 件已经完成，2 件按计划推进。'][n]}
    四、监督
    进度与现场不符的，请拨打党政办督查电话 0563-4000101，或者在门户网站“反映问题”栏目留言，五个工作日内核实答复。
    `,
  });
}

export const keyWorkDocuments: readonly SeedDocument[] = [
  doc({
    key: 'key-work-2025-Q4',
    item: '09',
    organ: 'office',
    title: '港口镇2025年十件实事完成情况',
    genre: '通报',
    created: '2026-01-12',
    published: '2026-01-19 10:40',
    period: '2025-Q4',
    keywords: '十件实事 完成情况 2025年',
    summary: '2025 年十件实事完成九件，西街道路改造跨年；公布每件的投入和受益范围。',
    text: `
    2025年镇政府向镇人民代表大会承诺的十件实事，完成九件、跨年一件，现公布结果。
    一、任务和完成情况
    表：2025年十件实事
    | 序号 | 任务 | 责任单位 | 投入（万元） | 结果 |
    | 1 | 农村公路提质改造 8.6 公里 | 规建办 | 387 | 完成 |
    | 2 | 污水管网二期 5.1 公里 | 规建办 | 1260 | 完成 |
    | 3 | 西街道路改造 | 规建办 | 462 | 跨年，完成 72% |
    | 4 | 户厕问题整改 112 座 | 农办 | 44.8 | 完成 |
    | 5 | 中心幼儿园装修 | 中心学校 | 136 | 完成 |
    | 6 | 老年食堂 3 处 | 民政办 | 54 | 完成 |
    | 7 | 村级公开栏统一更新 9 处 | 党政办 | 10.8 | 完成 |
    | 8 | 小型水库除险加固 1 座 | 农办 | 218 | 完成 |
    | 9 | 镇区路灯改造 146 盏 | 规建办 | 43.8 | 完成 |
    | 10 | 困难家庭危房改造 14 户 | 规建办 | 36.4 | 完成 |
    | 合计 | | | 2652.8 | |
    二、未完成的原因
    西街道路改造遇到燃气、通信两类管线迁移，产权单位施工窗口期在12月，因此跨年。续建列入2026年十件实事第一项。
    三、群众评价
    代办员入户发放评价表 450 份，收回 438 份。满意率最高的是老年食堂（97.5%），最低的是西街道路改造（71.2%）。
    `,
  }),
  doc({
    key: 'key-work-list-2026',
    item: '09',
    organ: 'office',
    title: '关于印发《港口镇2026年十件实事责任分解》的通知',
    docNo: '港政办〔2026〕5号',
    genre: '通知',
    created: '2026-01-26',
    published: '2026-02-04 09:20',
    effectiveOn: '2026-01-26',
    keywords: '十件实事 责任分解 2026年',
    summary: '十件实事的目标、责任单位、分管领导、投入和完成时间。',
    text: `
    各村（社区），镇直各单位：
    镇第十八届人民代表大会第七次会议票决产生的2026年十件实事，现分解如下。
    一、责任分解
    表：2026年十件实事
    ${rowsText([['序号', '任务', '责任单位', '目标'], ...promises.map((p, i) => [i + 1, p.name, p.organ, p.target])])}
    二、票决情况
    候选项目 13 项，到会代表 58 人，按得票多少取前十项。未入选的三项是集镇夜市棚改造、村级图书室扩建、河滨步道二期，转入储备库。
    三、督查和公开
    党政办每季度核实一次，次季度首月公布进度。责任单位不得以“正常推进”代替具体进度。连续两个季度滞后的，由镇长约谈责任单位负责人。
    `,
  }),
  ...quarters.map((q, i) => progress(q, i as 0 | 1 | 2)),
];
