// 政府信息公开情况统计表, the sheet that went with the reports on 2014 to 2018: its indicators in order.
export interface SheetIndicator {
  key: string;
  label: string;
  unit: string;
  /** 0: a heading figure; deeper ones are parts of it. */
  depth: 0 | 1 | 2;
  /** Set before its first indicator. */
  heading?: string;
}

export function sheetApplies(fiscalYear: number): boolean {
  return fiscalYear >= 2014 && fiscalYear <= 2018;
}

type Line = readonly [key: string, label: string, unit: string, depth: 0 | 1 | 2];

const parts: readonly (readonly [heading: string, lines: readonly Line[]])[] = [
  [
    '一、主动公开情况',
    [
      ['published', '主动公开政府信息数', '条', 0],
      ['normativePublished', '主动公开规范性文件数', '条', 1],
      ['normativeMade', '制发规范性文件总数', '件', 1],
      ['byGazette', '政府公报公开政府信息数', '条', 1],
      ['byWebsite', '政府网站公开政府信息数', '条', 1],
      ['byMicroblog', '政务微博公开政府信息数', '条', 1],
      ['byWechat', '政务微信公开政府信息数', '条', 1],
      ['byOther', '其他方式公开政府信息数', '条', 1],
    ],
  ],
  [
    '二、回应解读情况',
    [
      ['responses', '回应公众关注热点或重大舆情数', '次', 0],
      ['pressConferences', '参加或举办新闻发布会总次数', '次', 1],
      ['pressByPrincipal', '主要负责同志参加新闻发布会次数', '次', 2],
      ['interviews', '政府网站在线访谈次数', '次', 1],
      ['interviewsByPrincipal', '主要负责同志参加政府网站在线访谈次数', '次', 2],
      ['interpretations', '政策解读稿件发布数', '篇', 1],
      ['socialResponses', '微博微信回应事件数', '次', 1],
      ['otherResponses', '其他方式回应事件数', '次', 1],
    ],
  ],
  [
    '三、依申请公开情况',
    [
      ['received', '收到申请数', '件', 0],
      ['receivedInPerson', '当面申请数', '件', 1],
      ['receivedByFax', '传真申请数', '件', 1],
      ['receivedOnline', '网络申请数', '件', 1],
      ['receivedByPost', '信函申请数', '件', 1],
      ['closed', '申请办结数', '件', 0],
      ['closedInTime', '按时办结数', '件', 1],
      ['closedExtended', '延期办结数', '件', 1],
      ['answered', '申请答复数', '件', 0],
      ['alreadyPublic', '属于已主动公开范围数', '件', 1],
      ['granted', '同意公开答复数', '件', 1],
      ['partial', '同意部分公开答复数', '件', 1],
      ['refused', '不同意公开答复数', '件', 1],
      ['refusedStateSecret', '涉及国家秘密', '件', 2],
      ['refusedTradeSecret', '涉及商业秘密', '件', 2],
      ['refusedPrivacy', '涉及个人隐私', '件', 2],
      ['refusedSafety', '危及国家安全、公共安全、经济安全和社会稳定', '件', 2],
      ['refusedNotInformation', '不是《条例》所指政府信息', '件', 2],
      ['refusedOther', '法律法规规定的其他情形', '件', 2],
      ['notOurs', '不属于本行政机关公开数', '件', 1],
      ['notExisting', '申请信息不存在数', '件', 1],
      ['toBeCorrected', '告知作出更改补充数', '件', 1],
      ['otherWays', '告知通过其他途径办理数', '件', 1],
    ],
  ],
  [
    '四、行政复议数量',
    [
      ['reviewUpheld', '维持具体行政行为数', '件', 1],
      ['reviewCorrected', '行政复议被依法纠错数', '件', 1],
      ['reviewOther', '行政复议其他情形数', '件', 1],
    ],
  ],
  [
    '五、行政诉讼数量',
    [
      ['suitUpheld', '维持具体行政行为或者驳回原告诉讼请求数', '件', 1],
      ['suitCorrected', '行政诉讼被依法纠错数', '件', 1],
      ['suitOther', '行政诉讼其他情形数', '件', 1],
    ],
  ],
  ['六、举报投诉数量', [['complaints', '举报投诉数量', '件', 0]]],
  ['七、依申请公开信息收取的费用', [['fees', '依申请公开信息收取的费用', '万元', 0]]],
  [
    '八、机构建设和保障经费情况',
    [
      ['offices', '政府信息公开工作专门机构数', '个', 0],
      ['readingPlaces', '设置政府信息公开查阅点数', '个', 0],
      ['staff', '从事政府信息公开工作人员数', '人', 0],
      ['staffFullTime', '专职人员数', '人', 1],
      ['staffPartTime', '兼职人员数', '人', 1],
      ['budget', '政府信息公开专项经费', '万元', 0],
    ],
  ],
  [
    '九、政府信息公开会议和培训情况',
    [
      ['meetings', '召开政府信息公开工作会议或专题会议数', '次', 0],
      ['trainings', '举办各类培训班数', '次', 0],
      ['trained', '接受培训人员数', '人次', 0],
    ],
  ],
];

export const sheetIndicators: readonly SheetIndicator[] = parts.flatMap(([heading, lines]) =>
  lines.map(([key, label, unit, depth], i) => ({ key: `sheet.${key}`, label, unit, depth, ...(i === 0 ? { heading } : {}) })),
);
