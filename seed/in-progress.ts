// What lies on the desks when the demonstration opens: drafts at every step, one sent back, one with a number that must not
// go out, one waiting for its hour.
import { doc } from './markup.ts';
import type { SeedDocument } from './types.ts';

export interface SeedDraft {
  document: SeedDocument;
  /** How far it has come. */
  upTo: 'drafted' | 'handed-in' | 'headed' | 'examined' | 'filed' | 'signed';
  /** The department head sends it back with this. */
  sentBack?: string;
  /** Signed, and to be published at this hour. */
  releaseAt?: string;
}

export const drafts: readonly SeedDraft[] = [
  {
    upTo: 'filed',
    document: doc({
      key: 'draft-cadre-appointed-2026-10',
      item: '17',
      organ: 'party-building',
      title: '关于吕演示等同志职务任免的通知',
      genre: '通知',
      docNo: '港政〔2026〕41号',
      created: '2026-10-30',
      published: '2026-11-18 15:00',
      keywords: '职务任免 干部',
      summary: '公布 2 名同志的任职和 1 名同志的免职决定。',
      text: `
      各村（社区），镇直各部门：
      经 2026 年 10 月 30 日镇党委会议研究，任前公示 5 个工作日无异议，决定：
      一、任职
      吕演示同志任港口镇综合行政执法队副队长，试用期一年。
      卢样例同志任港口镇应急管理办公室副主任，试用期一年。
      二、免职
      免去夏示范同志的就业信息服务平台副主任职务，另有任用。
      对以上任免有疑问的，可以向党建工作办公室了解，电话 0563-4000109。
      `,
    }),
  },
  {
    upTo: 'headed',
    document: doc({
      key: 'draft-efficiency-2026-10',
      item: '22',
      organ: 'discipline',
      title: '10月机关效能暗访通报',
      genre: '通报',
      created: '2026-10-30',
      published: '2026-11-19 16:00',
      keywords: '机关效能 暗访',
      summary: '10 月暗访 6 个窗口和 9 个村（社区）的情况、问题和整改时限。',
      text: `
      10 月 12 日至 28 日，镇纪检监察室会同党政办公室对 6 个服务窗口和 9 个村（社区）便民服务点进行暗访，共 31 次。
      一、总的情况
      窗口按时开门、有人值守的 29 次，占 93.5%；一次性告知材料齐全的 27 次，占 87.1%。
      二、发现的问题
      1 个窗口上午 8:50 仍未开启叫号；2 个村的代办员外出未留替岗人电话；1 份办事指南的收费依据已经废止。
      群众来电反映替岗人联系不上的，记录号码 13800000000，已回访。
      三、整改要求
      有关单位在 2026 年 11 月 20 日前书面反馈整改情况，纪检监察室 11 月底复查。监督电话 0563-4000110。
      `,
    }),
  },
  {
    upTo: 'handed-in',
    document: doc({
      key: 'draft-homestead-2026-10',
      item: '25',
      organ: 'agriculture',
      period: '2026-10',
      title: '宅基地审批结果（2026年10月）',
      genre: '公示',
      created: '2026-11-05',
      published: '2026-11-20 10:30',
      audience: '特定群体',
      keywords: '宅基地 审批结果 10月',
      summary: '10 月批准农村宅基地 3 户、不予批准 1 户的村组、面积和理由。',
      text: `
      2026 年 10 月受理农村宅基地申请 5 件，上月结转 1 件，批准 3 件，不予批准 1 件，其余 2 件在组内公示。
      表：审批结果
      | 村（社区） | 申请人 | 类型 | 批准面积（平方米） | 结果 |
      | 山门村 | 王*例 | 原址翻建 | 120 | 批准 |
      | 枫林村 | 张*范 | 原址翻建 | 115 | 批准 |
      | 清溪村 | 刘*样 | 新建 | 140 | 批准 |
      | 石滩村 | 陈*用 | 新建 | 0 | 不予批准 |
      不予批准的理由是拟用地块在地质灾害隐患点避让范围内，依据《土地管理法》第六十二条和村庄规划。
      办理条件、程序见办事指南，咨询和异议请拨农业农村办公室 0563-4000105，自公布之日起 7 天内提出。
      `,
    }),
  },
  {
    upTo: 'handed-in',
    sentBack: '缺 9 个村（社区）的得分表，只有结论没有依据，请补上各项分值后再报。',
    document: doc({
      key: 'draft-environment-2026-11',
      item: '30',
      organ: 'environment',
      period: '2026-11',
      title: '农村环境卫生检查评分（2026年11月）',
      genre: '通报',
      created: '2026-11-17',
      published: '2026-11-20 17:10',
      keywords: '环境卫生 检查评分 11月',
      summary: '11 月对 9 个村（社区）环境卫生检查的总体情况。',
      text: `
      11 月 10 日至 14 日，镇生态环保（城建）办公室会同各村网格员对 9 个村（社区）环境卫生进行了检查。
      总体看，主干道保洁好于上月，房前屋后杂物堆放仍是失分最多的一项。
      各村（社区）要对照问题清单在 11 月 25 日前整改到位，咨询电话 0563-4000115。
      `,
    }),
  },
  {
    upTo: 'drafted',
    document: doc({
      key: 'draft-transfer-2026-Q3',
      item: '26',
      organ: 'agriculture',
      title: '农村承包地经营权流转合同备案情况（2026年第三季度）',
      genre: '统计',
      created: '2026-11-02',
      published: '2026-11-20 11:20',
      keywords: '土地流转 合同备案',
      summary: '三季度备案流转合同 17 份、面积 862.5 亩的分村情况。',
      text: `
      2026 年 7 月至 9 月，全镇备案农村承包地经营权流转合同 17 份，涉及农户 143 户、面积 862.5 亩，其中工商资本租赁 1 份 210 亩，已按规定审查。
      表：分村备案情况
      | 村（社区） | 合同（份） | 农户（户） | 面积（亩） |
      | 山门村 | 5 | 41 | 246.3 |
      | 清溪村 | 4 | 36 | 201.7 |
      | 枫林村 | 3 | 28 | 163.5 |
      | 云岭村 | 5 | 38 | 251.0 |
      | 合计 | 17 | 143 | 862.5 |
      `,
    }),
  },
  {
    upTo: 'signed',
    releaseAt: '2026-12-01T09:00:00+08:00',
    document: doc({
      key: 'draft-fire-season-2026',
      item: '32',
      organ: 'emergency',
      title: '关于2026年冬季森林防火期野外用火管理的通告',
      genre: '通告',
      docNo: '港政〔2026〕42号',
      created: '2026-11-19',
      published: '2026-11-20 17:30',
      keywords: '森林防火 野外用火',
      summary: '自 12 月 1 日起进入冬季森林防火期，野外用火的禁止、审批和举报办法。',
      text: `
      为做好冬季森林防火工作，依据《森林防火条例》，现就野外用火管理通告如下：
      一、防火期
      2026 年 12 月 1 日至 2027 年 2 月 28 日为本镇冬季森林防火期。
      二、禁止行为
      林区内禁止吸烟、烧荒、烧秸秆、燃放烟花爆竹、上坟烧纸。
      三、确需用火的
      应当经镇应急管理办公室批准，并有专人看守、备好灭火器材。
      四、举报和报警
      发现火情请立即拨打 12119 或者镇值班电话 0563-4000112。举报经查实的，给予奖励。
      `,
    }),
  },
];
