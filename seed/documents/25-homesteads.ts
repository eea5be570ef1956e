// 宅基地与农村建房审批: conditions and procedure, and the monthly list of what was approved.
// February 2026 is a nil return; October 2026 is not out yet and due on 27 November.
import { day, isWeekend } from '../../src/town/day.ts';
import { figure, masked, villages, withTotal } from '../figures.ts';
import { doc, rowsText } from '../markup.ts';
import type { SeedCell, SeedDocument } from '../types.ts';

const months: readonly (readonly [month: string, published: string, count: number, remark: string, created?: string])[] = [
  ['2025-10', '2025-11-18 10:00', 6, '退回补正 2 件，原因是四至与相邻户未签字确认。'],
  ['2025-11', '2025-12-16 15:20', 5, '不予批准 1 件：申请人名下已有一处宅基地且未退出。'],
  ['2025-12', '2026-01-20 09:40', 4, '冬季施工不便，申请量减少。'],
  ['2026-01', '2026-02-26 10:30', 3, '春节前集中验收 2025 年批准的房屋 11 户，超面积 1 户已责令改正。'],
  ['2026-03', '2026-04-20 16:00', 8, '返乡建房申请集中，联审联办平均用时 11 个工作日。'],
  ['2026-04', '2026-05-21 09:30', 9, '地质灾害易发区 2 户按要求附具安全选址意见。'],
  ['2026-05', '2026-06-22 10:10', 7, '退回补正 1 件，补正后次月办结。'],
  ['2026-06', '2026-07-20 14:40', 5, '汛期暂停靠山切坡的开工，批准书有效期顺延由本人书面申请。'],
  ['2026-07', '2026-08-19 09:20', 4, '“三到场”抽查照片齐全率百分之百。'],
  ['2026-08', '2026-10-14 10:45', 6, '因系统切换核对面积，本月结果晚于期限公开。', '2026-09-10'],
  ['2026-09', '2026-10-27 11:10', 7, '石滩村集中安置点完成放样，后续申请共用一套规划图则。'],
];

/** Holidays on weekdays between the third and the twenty-seventh, in the months above. */
const HOLIDAYS = new Set([
  '2025-10-03',
  '2025-10-06',
  '2025-10-07',
  '2025-10-08',
  '2026-04-06',
  '2026-05-04',
  '2026-05-05',
  '2026-06-19',
  '2026-09-25',
]);

/** Days of the month's first 27 on which the office decides. */
function officeDays(month: string): number[] {
  return Array.from({ length: 25 }, (_, i) => i + 3).filter((n) => {
    const d = day(`${month}-${String(n).padStart(2, '0')}`);
    return !isWeekend(d) && !HOLIDAYS.has(d);
  });
}

function approvals([month, published, count, remark, created]: (typeof months)[number], index: number): SeedDocument {
  const year = month.slice(0, 4);
  const m = Number(month.slice(5));
  const name = `${year}年${m}月`;
  const before = months.slice(0, index).filter((x) => x[0].startsWith(year));
  const start = (year === '2025' ? 68 : 0) + before.reduce((sum, x) => sum + x[2], 0);
  const days = officeDays(month);
  const rows = Array.from({ length: count }, (_, i): SeedCell[] => {
    const seed = `${month}宅${i}`;
    const rural = villages.slice(2);
    const v = rural[figure(`${seed}村`, 0, rural.length - 1)]!;
    const plot = figure(`${seed}地`, 88, 160);
    return [
      v.name,
      `${masked(seed)}（${figure(`${seed}组`, 1, v.groups)} 组）`,
      figure(`${seed}类`, 0, 2) === 0 ? '异地新建' : '原址翻建',
      plot,
      Math.round(plot * 0.9) * 2,
      `港宅批〔${year}〕${start + i + 1}号`,
      `${m}月${days[Math.floor((i * days.length) / count)]}日`,
    ];
  });
  const table = withTotal(rows);
  return doc({
    key: `homestead-${month}`,
    item: '25',
    organ: 'agriculture',
    title: `港口镇农村宅基地审批结果（${name}）`,
    genre: '公示',
    created: created ?? published.slice(0, 10),
    published,
    period: month,
    keywords: `宅基地 农村建房 审批结果 ${name}`,
    summary: `${name}批准农村宅基地 ${count} 户、${table.at(-1)?.[3]} 平方米，公布村、类型、面积和批准书文号。`,
    text: `
    ${name}港口镇人民政府批准农村宅基地 ${count} 户。单户结果已在作出后 7 个工作日内张贴在各村公示栏，现按月汇总公开。
    一、审批结果
    表：${name}批准情况
    ${rowsText([['村', '申请人', '类型', '宅基地面积（平方米）', '建筑面积（平方米）', '批准书文号', '批准日期'], ...table])}
    二、办理情况
    ${remark}
    三、公示和监督
    每户申请都先经村民小组讨论，在组内公示七天，再由村民委员会审查。对结果有疑问的，请到镇政务服务中心农业农村窗口或者国土规建窗口查询，电话 0563-4000105、0563-4000106。
    `,
  });
}

const guide = doc({
  key: 'homestead-guide-2026',
  item: '25',
  organ: 'agriculture',
  title: '农村宅基地申请条件和联审联办程序（2026年版）',
  genre: '指南',
  created: '2026-03-04',
  published: '2026-03-11 09:00',
  effectiveOn: '2026-03-15',
  keywords: '宅基地 申请条件 联审联办 三到场 乡村建设规划许可证',
  summary: '谁能申请、要交什么、怎么审、多久办结、三到场怎么做，以及代办点和窗口的联系方式。',
  text: `
  农村村民一户只能拥有一处宅基地。为了让村民少跑路，镇政府把宅基地批准和乡村建设规划许可合并受理、联合踏勘。
  一、申请条件
  - 没有宅基地，或者现有面积明显低于标准，确需新建、分户的；
  - 因灾、避险、集体公益事业或者规划调整需要搬迁的；
  - 原房屋危旧，需要原址翻建的。
  出卖、出租、赠与住宅后再申请的，不予批准。每户宅基地面积不超过 160 平方米，利用荒山荒地的以市有关规定为准。
  二、申请材料
  宅基地和建房申请表、家庭户口信息、原有宅基地证明、相邻户签字的四至草图。身份信息由窗口核验，不需要复印件。
  三、办理程序
  表：环节和时限
  | 环节 | 谁来办 | 时限 |
  | 村民小组讨论、组内公示 | 村民小组 | 公示 7 天，不计入办理时限 |
  | 村级审查 | 村民委员会 | 3 个工作日 |
  | 受理和联合踏勘（申请到场） | 农办、自然资源所、规建办 | 5 个工作日 |
  | 审核和批准 | 镇人民政府 | 5 个工作日 |
  | 发放批准书和规划许可证 | 农业农村窗口 | 2 个工作日 |
  镇级环节承诺 12 个工作日，法定 20 个工作日。
  四、开工和验收
  批准后丈量放样到场、开工砌基到场、竣工验收到场，每次留影像。超面积的，先改正后验收。
  五、在哪里办
  各村代办点代办员可以代交材料和代领证书，三个工作日内送到镇政务服务中心。大厅 4 号国土规建窗口、5 号农业农村窗口，电话 0563-4000106、0563-4000105。监督电话 0563-4000110。
  `,
});

export const homesteadDocuments: readonly SeedDocument[] = [guide, ...months.map(approvals)];
