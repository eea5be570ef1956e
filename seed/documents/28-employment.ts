// 劳动就业与社会保险: vacancies and job seekers each quarter, fairs, insurance, wages recovered.
import { figure, round2, withTotal } from '../figures.ts';
import { doc, rowsText } from '../markup.ts';
import type { SeedCell, SeedDocument } from '../types.ts';

const TRADES = ['电子装配', '服装缝纫', '机械加工', '仓储物流', '餐饮家政', '农业园区'] as const;

const quarters = [
  ['2025-Q4', '2025年第四季度', '2026-01-13 10:10', '年底用工收缩，服装缝纫岗位减少，返乡人员登记增加。'],
  ['2026-Q1', '2026年第一季度', '2026-04-13 09:50', '春风行动招聘会2月26日举办，现场达成意向 214 人。'],
  ['2026-Q2', '2026年第二季度', '2026-07-13 10:40', '高校毕业生登记 38 人，已就业 29 人；撤下过期岗位 17 个。'],
  ['2026-Q3', '2026年第三季度', '2026-10-16 11:00', '标准厂房两家企业投产，电子装配岗位缺口 60 余人，平台每周更新两次。'],
] as const;

function quarterly([key, name, published, remark]: (typeof quarters)[number]): SeedDocument {
  const rows = withTotal(
    TRADES.map((t): SeedCell[] => {
      const posts = figure(`${t}${key}岗`, 42, 160);
      const seekers = figure(`${t}${key}求`, 30, 140);
      return [t, posts, seekers, Math.min(posts, Math.round(seekers * 0.6))];
    }),
  );
  const [, posts, seekers, placed] = rows.at(-1) ?? [];
  return doc({
    key: `vacancies-${key}`,
    item: '28',
    organ: 'job-platform',
    title: `就业信息服务平台岗位供求情况（${name}）`,
    genre: '统计',
    created: published.slice(0, 10),
    published,
    period: key,
    keywords: '就业 招聘 岗位 求职 供求',
    summary: `${name}平台发布岗位 ${posts} 个，登记求职 ${seekers} 人，推荐成功 ${placed} 人，求人倍率 ${round2(Number(posts) / Number(seekers))}。`,
    text: `
    一、岗位供求
    表：${name}分行业供求（个、人）
    ${rowsText([['行业', '岗位', '登记求职', '推荐成功'], ...rows])}
    求人倍率 ${round2(Number(posts) / Number(seekers))}，推荐成功率 ${round2((Number(placed) / Number(seekers)) * 100)}%。
    二、岗位核实
    平台对每个岗位核实用工单位、工资和工作地点，收到虚假招聘线索当日撤下。求职登记和推荐不收任何费用。
    三、本期情况
    ${remark}
    四、在哪里找工作
    政务服务中心一楼 105 室、九个代办点平板和村广播均可查询，电话 0563-4000120。
    `,
  });
}

export const employmentDocuments: readonly SeedDocument[] = [
  ...quarters.map(quarterly),
  doc({
    key: 'job-fair-2026-11',
    item: '28',
    organ: 'job-platform',
    title: '2026年秋季招聘会公告',
    genre: '公告',
    created: '2026-11-16',
    published: '2026-11-17 10:00',
    keywords: '招聘会 岗位 秋季',
    summary: '11 月 28 日在政务服务中心广场举办，16 家用工单位、342 个岗位，列出部分岗位和工资。',
    text: `
    港口镇2026年秋季招聘会定于2026年11月28日（星期六）9:00—11:30 在政务服务中心广场举行，免费入场，不收任何费用。
    表：部分岗位
    | 用工单位 | 岗位 | 人数 | 月工资（元） | 要求 |
    | 宁国虚拟电子有限公司 | 装配工 | 40 | 4800至6200 | 18至50岁 |
    | 宣城演示服饰有限公司 | 缝纫工 | 30 | 5000至7000 | 熟练优先 |
    | 宁国样例包装有限公司 | 叉车工 | 6 | 5200至6000 | 持证 |
    | 港口镇示范农业园 | 采摘分拣 | 25 | 每日150 | 不限 |
    | 山门村乡村旅游合作社 | 民宿管家 | 4 | 3800至4500 | 女性优先的表述已删除 |
    现场设劳动维权、社保咨询和技能培训报名台。云岭、枫林两村 8:00 发车接送，请向代办员登记。遇雨改在大厅一楼。电话 0563-4000120。
    `,
    corrected: {
      at: '2026-11-18T09:40:00+08:00',
      note: '“民宿管家”岗位的要求一栏误留审稿批注，更正为“不限性别”。',
      bodyChange: { before: '女性优先的表述已删除', after: '不限性别' },
    },
  }),
  doc({
    key: 'pension-2026',
    item: '28',
    organ: 'social-security',
    title: '城乡居民养老保险参保缴费和待遇情况（2026年前三季度）',
    genre: '统计',
    created: '2026-10-14',
    published: '2026-11-17 15:40',
    keywords: '养老保险 参保 缴费 待遇',
    summary: '参保 15086 人、领取待遇 6879 人，公布缴费档次、政府补贴和认证方式；公开晚于期限。',
    text: `
    一、参保和缴费
    截至9月30日参保 15086 人，其中本年缴费 7412 人，平均缴费 862 元。
    表：缴费档次和政府补贴
    | 缴费档次（元/年） | 政府补贴（元） | 人数 |
    | 200至400 | 40 | 1986 |
    | 500至1000 | 80 | 3842 |
    | 1500至3000 | 120 | 1368 |
    | 4000以上 | 200 | 216 |
    | 合计 | | 7412 |
    困难群体 692 人由政府按最低档次代缴。
    二、待遇
    领取待遇 6879 人，月人均 186 元，基础养老金为 165 元。每月15日前发放。
    三、资格认证
    可以手机自助认证，也可以由代办员上门协助。80 岁以上老人优先上门，全年不定期，不再要求集中排队。
    四、说明
    因与市级系统核对人数，本信息公开晚于形成后 20 个工作日。咨询电话 0563-4000108。
    `,
  }),
  doc({
    key: 'wages-2026',
    item: '28',
    organ: 'social-security',
    title: '2026年上半年劳动维权和欠薪处理情况',
    genre: '统计',
    created: '2026-07-09',
    published: '2026-07-23 10:50',
    keywords: '欠薪 劳动维权 调解',
    summary: '受理投诉 21 件，追回工资 37.8 万元，涉及 58 人，公布投诉渠道和办理时限。',
    text: `
    上半年受理劳动争议和欠薪投诉 21 件，办结 20 件，移送市劳动监察 1 件，追回工资 37.8 万元，涉及 58 人。
    表：按类型统计
    | 类型 | 件数 | 人数 | 金额（万元） |
    | 建筑工程欠薪 | 9 | 34 | 24.6 |
    | 企业欠薪 | 7 | 18 | 9.8 |
    | 零星用工 | 5 | 6 | 3.4 |
    | 合计 | 21 | 58 | 37.8 |
    政府投资项目全部设立农民工工资专户，没有发生政府项目欠薪。投诉渠道：社会保障窗口、电话 0563-4000108、代办点。一般投诉五个工作日内作出是否受理的答复。
    `,
  }),
];
