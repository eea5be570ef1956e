// The reports the town's own records make: what is entered by hand with its source, and the text with its bound figures. Invented.
import { years } from './documents/04-annual-reports.ts';

export interface SeedEntries {
  source: string;
  /** By figure. */
  values: Readonly<Record<string, string>>;
}

export interface SeedReport {
  fiscalYear: number;
  entries: readonly SeedEntries[];
  /** By section; 【】 is bound to a figure. */
  sections: Readonly<Record<string, string>>;
  /** Remarks that are right as they stand, by rule, with the reason. */
  dismissals?: Readonly<Record<string, string>>;
}

const report2013: SeedReport = {
  fiscalYear: 2013,
  entries: [
    {
      source: '2013年政务公开培训签到表和市行政服务中心指导记录',
      values: { trainingsByCity: '1', trainingsTown: '2', trainingsVillage: '1' },
    },
    { source: '2014年政务服务中心设置方案', values: { centres: '2', platforms: '1', windows: '6' } },
    { source: '党政办2013年督查台账', values: { inspections: '2', commended: '3', rectifications: '7', ordered: '2' } },
  ],
  sections: {
    lead: '这份报告依照《中华人民共和国政府信息公开条例》编写，说明港口镇2013年公开了什么、怎样公开、还差什么。统计期限自2013年1月1日起至12月31日止。有疑问请与镇党政办公室联系，电话 0563-4000101。',
    overview: `
镇里设立政务服务和政务公开领导小组，办公室设在党政办，每个部门指定专人承担公开，进度按月汇总。
办公室订立日常管理和公开前保密审查制度，材料先审后发。依照条例编成政务公开目录，分类列出【公开目录】项，部门照目录公开，群众照目录查找。工作经费列入镇财政预算。
镇设为民服务代办中心，村（社区）设代办点【代办点】个，就近受理审批和便民事项。各村在办公场所显眼处设公开栏和办事指南，代办员姓名和便民服务卡发到户。
全年培训和指导【培训总次数】次：市行政服务中心指导【上级指导培训次数】次，镇集中培训【镇集中培训次数】次，到村（社区）单独辅导【村（社区）培训次数】次，讲清该公开什么、怎样填报。
党政办对部门和村（社区）检查【督查次数】次，表扬【表扬单位】个单位，提出整改意见【整改意见】条，责令改正【责令改正】件。`,
    proactive: `
公开的重点是民生工程、机关效能、劳动社保、房屋拆迁、土地征用、学校收费和农村环境整治；镇里定下的大事实事办到哪一步、执法结果、行政事业性收费也列入公开。
形式以政务公开栏、公示栏为主，需要周知的登在报纸上。干部任用、招标采购、安顺房产拍卖、体制改革选拔都做过公示；重大事项先经党委会、镇长办公会或者专题会议讨论。
这一年还没有逐条登记公开台账，按类别的数量无从统计；从2014年起逐条登记。`,
    requests: '收到政府信息公开申请【收到申请】件，答复【答复申请】件，其中不予公开【不予公开答复】件。',
    fees: '收取与政府信息公开有关的费用【收取费用】元，没有减免事项。',
    remedies: '因政府信息公开申请行政复议【行政复议】件，提起行政诉讼【行政诉讼】件。',
    problems: `
查出四个问题：有的部门负责人要推一下才动一下；有的公开只求有个样子；有的把上级文件原样搬来，没有本镇情况；有的信息过了时效才贴出来。
改进从四方面做：主要领导负总责，公开工作不断线；改善村（社区）查阅条件，机构职能全部上网；主动公开的一件不漏，依申请公开的按期答复，推行预审备案，建立公开档案；建立督办检查制度，考核结果通报全镇。`,
    other:
      '2014年，作为发达镇行政管理体制改革试点，镇里建成新的政务服务大厅，按“中心、平台、窗口”设置：中心【政务服务中心所设中心】个，就业信息服务平台【政务服务中心所设平台】个，服务窗口【服务窗口】个。',
  },
};

function report2025(): SeedReport {
  const facts = years.find((y) => y.year === 2025);
  if (!facts) throw new Error('the seed has no facts of 2025');
  return {
    fiscalYear: 2025,
    entries: [
      {
        source: '综合行政执法队和政务服务中心2025年办件台账',
        values: {
          'table2.rules.made': '0',
          'table2.rules.repealed': '0',
          'table2.rules.inForce': '0',
          'table2.licences.decisions': String(facts.licences[2]),
          'table2.penalties.decisions': String(facts.penalties),
          'table2.coercion.decisions': '0',
          'table2.fees.amount': String(facts.fees),
        },
      },
      {
        source: '2025年政务公开培训签到表',
        values: { trainingsByCity: '1', trainingsTown: '2', trainingsVillage: '2', trainees: '186' },
      },
      {
        source: '党政办2025年督查考核台账',
        values: { inspections: '3', commended: '3', rectifications: '16', ordered: '1', visits: '214' },
      },
    ],
    sections: {
      lead: '本报告依据《中华人民共和国政府信息公开条例》和国务院办公厅规定的格式编制，统计期限自2025年1月1日至12月31日。电子版可在本站“年度报告”下载。有疑问请联系镇党政办公室：宁国市港口镇振兴路 18 号，邮编 242300，电话 0563-4000101。',
      overview: `
（一）主动公开
本站2025年10月起逐件登记，到年底主动公开【主动公开政府信息】条，经村（社区）公示栏同步张贴【公开·经村（社区）公示栏】条。惠农补贴、村级债务、低保名单、环境评分、执法结果按固定周期公开，公开目录【公开目录】项逐项落实到人和日期；了结公开任务【了结公开任务】件，其中逾期【逾期公开任务】件，页面写明晚了几天。
（二）依申请公开
新收申请【本年新收政府信息公开申请数量·总计】件，内容集中在征地补偿、补贴面积和宅基地；办结【办理结果总计】件，12月下旬收到的转入下年。没有延期，没有收费。多人申请过的补贴分组面积已转为主动公开。
（三）政府信息管理
制定行政规范性文件【行政规范性文件·本年制发件数】件，年底现行有效【行政规范性文件·现行有效件数】件，全部标注有效性，可以下载。公开前逐件作保密审查，一事一审。
（四）政府信息公开平台建设
信息集中在市政府网站统一平台的镇栏目，镇级不另建网站。代办点【代办点】个，公开栏上印二维码，直达本村页面；查阅点接待【查阅点接待】人次。长辈版字号加大，老手机也能打开。
（五）监督保障
培训【培训总次数】次，【培训人次】人次参加。突击检查【督查次数】次，提出整改意见【整改意见】条，复查销号；责令改正【责令改正】件，通报表扬【表扬单位】个村（社区）。工作考核计入部门年度考核；社会评议发放问卷，意见逐条回复；没有责任追究情形。`,
      proactive: '',
      requests: '',
      remedies: '',
      problems: `
主要问题：汇总类信息容易晚，逾期集中在这里；个别部门负责人很少过问；村级公开栏的张贴照片不全。
改进：2026年起到期前七日提醒，逾期在网站首页显示；部门负责人每季度核签一次本部门目录；张贴照片由代办员当天上传。`,
      other: '没有收取信息处理费。',
    },
    dismissals: {
      R6: '上年的 9 件按镇司法所的文件目录统计。本站2025年10月起逐件登记，本年只数本站登记的；其余的现行文件列入2026年清理，清理后公布目录。',
    },
  };
}

export const seedReports: Readonly<Record<string, SeedReport>> = {
  'annual-report-2013': report2013,
  'annual-report-2025': report2025(),
};
