// 社会救助: the monthly list of minimum living allowances, by village, with who came in and who left.
import { figure, masked, round2, villages, withTotal } from '../figures.ts';
import { doc, rowsText } from '../markup.ts';
import type { SeedCell, SeedDocument } from '../types.ts';

/** Month, day it was made, time it was published, and what was particular about it. */
const months: readonly (readonly [month: string, created: string, published: string, remark: string])[] = [
  ['2025-10', '2025-10-14', '2025-10-15 09:30', '第四季度动态复核开始，民政窗口和九个代办点同时接受家庭情况变化报告。'],
  ['2025-11', '2025-11-12', '2025-11-13 10:00', '两户因家庭成员稳定就业主动申请退出，按规定给予三个月渐退期。'],
  ['2025-12', '2025-12-11', '2025-12-12 09:20', '寒潮期间对 37 户分散供养和独居低保老人逐户走访，加发取暖物资。'],
  ['2026-01', '2026-01-13', '2026-01-14 15:00', '本月起执行新的补助水平测算办法，各户金额按家庭收入重新核定。'],
  [
    '2026-02',
    '2026-02-10',
    '2026-02-11 09:10',
    '春节前提前发放，2月12日前全部到账，并按每人 60 元发放一次性生活补贴，补贴不计入下表。',
  ],
  ['2026-03', '2026-03-12', '2026-03-13 10:25', '对外出务工家庭的收入通过信息核对平台复核，停发 2 户。'],
  ['2026-04', '2026-04-14', '2026-04-15 09:40', '全镇低保年度复核结束，入户率百分之百。'],
  ['2026-05', '2026-05-13', '2026-05-14 16:10', '石滩村一户因火灾致困，先行临时救助后纳入低保。'],
  ['2026-06', '2026-06-10', '2026-06-11 09:35', '中考、高考结束后，对低保家庭在读学生名单与中心学校核对。'],
  ['2026-07', '2026-07-10', '2026-07-13 11:00', '自本月起提高补助标准，月人均补助水平比上半年增加约 25 元。'],
  ['2026-08', '2026-08-12', '2026-08-13 09:15', '高温期间代办员每周上门一次，收到求助 6 件，均在两日内办结。'],
  ['2026-09', '2026-09-10', '2026-09-11 10:50', '开学前把低保家庭学生名单转中心学校，直接减免相应费用，不需另交证明。'],
  ['2026-10', '2026-10-14', '2026-10-15 09:30', '对连续三个月用电明显异常的 4 户入户核查，3 户情况属实，1 户停发。'],
  ['2026-11', '2026-11-12', '2026-11-13 09:25', '第四季度动态复核已完成七个村（社区），港东社区、桥头村月底前完成。'],
];

const BASE: Readonly<Record<string, number>> = {
  gangxi: 46,
  gangdong: 38,
  shanmen: 52,
  shitan: 49,
  fenglin: 44,
  qingxi: 43,
  qiaotou: 51,
  yunling: 47,
  shuangtang: 39,
};

const REASONS = ['因病支出', '主要劳动力残疾', '意外事故', '子女在读且无稳定收入'] as const;
const EXITS = ['稳定就业，收入超过标准', '家庭成员去世', '主动退出', '核对发现财产超过规定'] as const;

/** Households on the list of a village, moved on month by month. */
function households(village: string, month: number): number {
  let n = BASE[village] ?? 40;
  for (let i = 1; i <= month; i++) n += joined(village, i) - left(village, i);
  return n;
}
const joined = (village: string, month: number): number => (figure(`${village}进${month}`, 0, 9) < 4 ? 1 : 0);
const left = (village: string, month: number): number => (figure(`${village}出${month}`, 0, 9) < 4 ? 1 : 0);

function allowance(index: number): SeedDocument {
  const [month, created, published, remark] = months[index]!;
  const name = `${month.slice(0, 4)}年${Number(month.slice(5))}月`;
  const level = month >= '2026-07' ? 545 : month >= '2026-01' ? 520 : 505;
  const rows = villages.map((v): SeedCell[] => {
    const h = households(v.code, index);
    const persons = Math.round(h * (figure(`${v.code}人`, 155, 185) / 100));
    const amount = round2(persons * (level + figure(`${v.code}额`, -20, 20)));
    return [v.name, h, persons, amount];
  });
  const table = withTotal(rows);
  const [, allHouseholds, allPersons, allAmount] = table.at(-1) ?? [];
  const came = villages.filter((v) => index > 0 && joined(v.code, index) === 1);
  const gone = villages.filter((v) => index > 0 && left(v.code, index) === 1);
  const cameRows = came.map((v, i): SeedCell[] => {
    const persons = figure(`${v.code}${month}口`, 1, 3);
    return [
      i + 1,
      v.name,
      masked(`${v.code}${month}新`),
      persons,
      persons * (level + figure(`${v.code}${month}新额`, 10, 90)),
      REASONS[figure(`${v.code}${month}因`, 0, 3)]!,
    ];
  });
  const goneRows = gone.map((v, i): SeedCell[] => [
    i + 1,
    v.name,
    masked(`${v.code}${month}退`),
    EXITS[figure(`${v.code}${month}退因`, 0, 3)]!,
  ]);
  const changes = [
    cameRows.length > 0
      ? `表：新增家庭\n${rowsText([['序号', '村（社区）', '户主', '保障人数', '月保障金（元）', '原因'], ...cameRows])}`
      : '本月没有新增家庭。',
    goneRows.length > 0
      ? `表：退出家庭\n${rowsText([['序号', '村（社区）', '户主', '退出原因'], ...goneRows])}`
      : '本月没有退出家庭。',
  ].join('\n');
  return doc({
    key: `allowance-${month}`,
    item: '27',
    organ: 'civil-affairs',
    title: `城乡居民最低生活保障对象和金额（${name}）`,
    genre: '公示',
    created,
    published,
    period: month,
    keywords: '低保 最低生活保障 社会救助 名单',
    summary: `${name}全镇低保 ${allHouseholds} 户 ${allPersons} 人，发放 ${allAmount} 元，新增 ${cameRows.length} 户、退出 ${goneRows.length} 户。`,
    text: `
    根据《社会救助暂行办法》和审核确认结果，现公布${name}港口镇城乡居民最低生活保障情况。名单只写村（社区）、户主（中间一字遮蔽）、人数和金额，未成年人不单独公布。
    一、保障人数和金额
    表：${name}分村（社区）低保情况
    ${rowsText([['村（社区）', '户数', '人数', '当月金额（元）'], ...table])}
    二、本月变动
    ${changes}
    三、有关说明
    ${remark}
    申请低保可以到镇政务服务中心民政窗口，也可以交给村（社区）代办点的代办员，代办不收费。审核公示为 7 天，公示期满后 10 个工作日内作出确认决定，不予确认的在 3 个工作日内书面告知理由。
    四、监督
    认为有人应保未保或者不应享受的，请拨打民政办公室 0563-4000107 或者纪检监察室 0563-4000110，举报人信息依法保密。
    `,
  });
}

export const allowanceDocuments: readonly SeedDocument[] = months.map((_, i) => allowance(i));
