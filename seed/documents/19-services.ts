// 行政审批与政务服务事项: the list, guides, the service card, and every quarter what windows and agents handled.
import { figure, round2, villages, withTotal } from '../figures.ts';
import { windows } from '../organs.ts';
import { doc, rowsText } from '../markup.ts';
import { staff } from '../staff.ts';
import type { SeedCell, SeedDocument } from '../types.ts';

const quarters = [
  [
    '2025-Q4',
    '2025年第四季度',
    '2026-01-15 10:30',
    '城乡居民医保集中参保带来综合受理窗口办件高峰，12月第一周平均等候 19 分钟，已增设临时窗口。',
  ],
  ['2026-Q1', '2026年第一季度', '2026-04-16 09:40', '春节前后返乡人员集中办理社会保障卡和生育登记，代办点周末轮值 4 次。'],
  [
    '2026-Q2',
    '2026年第二季度',
    '2026-07-15 15:30',
    '周六预约服务开设后办理 312 件，占同期的 8%。一件宅基地申请因相邻纠纷超过承诺时限 3 个工作日，已向申请人说明原因。',
  ],
  [
    '2026-Q3',
    '2026年第三季度',
    '2026-10-21 10:00',
    '九个代办点设备全部到位，高拍仪直传减少往返；“好差评”收到差评 2 件，实名回访率百分之百。',
  ],
] as const;

function quarterly([key, name, published, remark]: (typeof quarters)[number]): SeedDocument {
  const hall = withTotal(
    windows.map((w): SeedCell[] => {
      const handled = figure(`${w.name}${key}`, 260, 920);
      return [w.name, handled, Math.round(handled * 0.72), handled - Math.round(handled * 0.72)];
    }),
  );
  const agents = withTotal(
    villages.map((v): SeedCell[] => {
      const handled = figure(`${v.code}${key}代办`, 58, 126);
      return [v.name, staff.find((s) => s.key === `${v.code}-agent`)?.name ?? '', handled, figure(`${v.code}${key}上门`, 6, 22)];
    }),
  );
  return doc({
    key: `caseload-${key}`,
    item: '19',
    organ: 'service-centre',
    title: `政务服务中心窗口和代办点办件情况（${name}）`,
    genre: '统计',
    created: published.slice(0, 10),
    published,
    period: key,
    keywords: '办件量 窗口 代办点 代办员 好差评',
    summary: `${name}六个窗口办件 ${hall.at(-1)?.[1]} 件，九个代办点代办 ${agents.at(-1)?.[2]} 件，按时办结率和差评办理情况。`,
    text: `
    一、窗口办件
    表：六个窗口办件情况（件）
    ${rowsText([['窗口', '办件', '即办件', '承诺件'], ...hall])}
    承诺件按时办结率 ${round2(99.2 + figure(key, 0, 7) / 10)}%，承诺时限比法定时限平均压缩 58%。
    二、代办点办件
    表：九个代办点代办情况（件）
    ${rowsText([['村（社区）', '代办员', '代办', '上门'], ...agents])}
    代办全程不收费，法定收费由申请人自行缴纳并取得票据。
    三、评价和改进
    ${remark}
    四、办理结果查询
    个人办理结果凭受理单号在大厅自助终端或者代办点查询。许可类结果在作出后 7 个工作日内公开。投诉电话 0563-4000119、0563-4000110。
    `,
  });
}

export const serviceDocuments: readonly SeedDocument[] = [
  doc({
    key: 'service-list-2026',
    item: '19',
    organ: 'service-centre',
    title: '港口镇政务服务事项清单和承诺时限（2026年版）',
    genre: '清单',
    created: '2026-02-26',
    published: '2026-03-12 10:00',
    effectiveOn: '2026-03-15',
    keywords: '事项清单 承诺时限 窗口 即办件',
    summary: '常办事项的受理窗口、法定或规定时限、承诺时限和可否由代办点代办。',
    text: `
    本清单列出常办事项。承诺时限以受理为起点，按工作日计算，公示、评议时间不计入；超过承诺时限的，窗口应当主动说明。
    表：常办事项
    | 事项 | 窗口 | 法定或规定（工作日） | 承诺（工作日） | 可代办 |
    | 最低生活保障审核 | 民政 | 30 | 25 | 是 |
    | 特困人员认定 | 民政 | 25 | 15 | 是 |
    | 临时救助（小额） | 民政 | 15 | 6 | 是 |
    | 残疾人两项补贴初审 | 民政 | 10 | 7 | 是 |
    | 老年人优待证 | 民政 | 30 | 10 | 是 |
    | 生育登记 | 卫健医保 | 即办 | 即办 | 是 |
    | 城乡居民养老保险参保 | 社会保障 | 3 | 即办 | 是 |
    | 养老保险待遇领取登记 | 社会保障 | 15 | 5 | 是 |
    | 就业、失业登记 | 社会保障 | 10 | 即办 | 是 |
    | 城乡居民医保参保 | 卫健医保 | 即办 | 即办 | 是 |
    | 医疗救助 | 卫健医保 | 30 | 15 | 是 |
    | 农村宅基地批准 | 农业农村 | 20 | 12 | 是 |
    | 乡村建设规划许可（受托） | 国土规建 | 20 | 12 | 是 |
    | 林木采伐许可（受托） | 国土规建 | 20 | 5 | 是 |
    | 土地经营权流转备案 | 农业农村 | 20 | 10 | 是 |
    | 退役军人登记 | 综合受理 | 10 | 5 | 否 |
    窗口号：1 综合受理，2 民政，3 社会保障，4 国土规建，5 农业农村，6 卫健医保。咨询电话 0563-4000119。
    `,
  }),
  doc({
    key: 'agent-card-2026',
    item: '19',
    organ: 'service-centre',
    title: '村（社区）代办点、代办员和便民服务卡（2026年版）',
    genre: '其他',
    created: '2026-03-02',
    published: '2026-03-09 09:30',
    effectiveOn: '2026-03-15',
    keywords: '代办点 代办员 便民服务卡 AB岗',
    summary: '九个代办点的地址、代办员、B 岗、电话和代办流程，便民服务卡随户发放。',
    text: `
    每个村（社区）设一个代办点，代办员公示姓名和电话，外出时由相邻村代办员替岗。
    一、代办点和代办员
    表：代办点名单
    ${rowsText([
      ['代办点', '代办员', '替岗代办员', '电话'],
      ...villages.map((v, i): SeedCell[] => {
        const agent = (code: string) => staff.find((s) => s.key === `${code}-agent`);
        const other = villages[i % 2 === 0 ? (i + 1) % villages.length : i - 1]!;
        return [v.name, agent(v.code)?.name ?? '', agent(other.code)?.name ?? '', agent(v.code)?.telephone ?? ''];
      }),
    ])}
    二、代办流程
    委托、受理、办理、送达、归档、上报、回访七步。委托自愿，填写委托书并核验双方证件；材料三个工作日内送到镇政务服务中心，紧急的当天送；办结后两日内送达，五日内电话回访。
    三、便民服务卡
    服务卡正面是代办员和六个窗口电话，背面是常办事项材料清单和二维码。3月底前由代办员发到每户，发放有签收，漏发的请拨 0563-4000119。
    四、不能代办的
    需要本人签字、采集指纹或者参加考试的事项不能代办；代办员不得收取任何费用和礼品。
    `,
  }),
  doc({
    key: 'licence-results-2026-10',
    item: '19',
    organ: 'land',
    title: '乡村建设规划许可和林木采伐许可办理结果（2026年10月）',
    genre: '公示',
    created: '2026-11-03',
    published: '2026-11-10 10:20',
    keywords: '行政许可 办理结果 林木采伐 规划许可',
    summary: '10 月受托办理乡村建设规划许可 3 件、林木采伐许可 4 件，公布许可内容和日期。',
    text: `
    自然资源所受委托办理的行政许可结果公布如下，决定均于10月下旬至11月初作出。
    表：许可结果
    | 类别 | 许可文号 | 申请人 | 内容 | 决定日期 |
    | 乡村建设规划许可 | 乡字第341899202600151号 | 林*例 | 桥头村 7 组，占地 108 平方米 | 10月30日 |
    | 乡村建设规划许可 | 乡字第341899202600152号 | 宋*范 | 双塘村 3 组，占地 120 平方米 | 11月2日 |
    | 乡村建设规划许可 | 乡字第341899202600153号 | 郭*样 | 清溪村 11 组，占地 96 平方米 | 11月2日 |
    | 林木采伐许可 | 样林采字〔2026〕第87号 | 胡*演 | 枫林村，毛竹 320 株 | 10月30日 |
    | 林木采伐许可 | 样林采字〔2026〕第88号 | 高*试 | 云岭村，杉木 18 立方米 | 10月30日 |
    | 林木采伐许可 | 样林采字〔2026〕第89号 | 梁*用 | 枫林村，杉木 22 立方米 | 11月3日 |
    | 林木采伐许可 | 样林采字〔2026〕第90号 | 唐*拟 | 山门村，杂木 6 立方米 | 11月3日 |
    采伐后应当在次年更新造林季节完成更新。相关人员不服的，可以依法申请行政复议或者提起诉讼。
    `,
  }),
  ...quarters.map(quarterly),
];
