// The town government, its departments and centres, and the nine villages and communities.
// The villages, the school and two units have credit codes of their own; every other organ publishes under the town's.
import type { SeedOrgan } from './types.ts';

const OFFICE_HOURS = '周一至周五 8:30—11:30，14:30—17:30（法定节假日除外）';
const HALL_HOURS = '周一至周五 8:30—12:00，14:00—17:30；周六上午 9:00—11:30 预约服务（法定节假日除外）';
const SEAT = '宁国市港口镇振兴路 18 号镇政府办公楼';
const HALL = '宁国市港口镇振兴路 20 号镇政务服务中心';

type Row = readonly [
  code: string,
  name: string,
  shortName: string,
  creditCode: string | null,
  room: string,
  telephone: string,
  head: string,
  headPost: string,
  functions: string,
];

const departments: readonly Row[] = [
  [
    'office',
    '党政办公室',
    '党政办',
    null,
    '三楼 301 室',
    '101',
    '陈示范',
    '主任',
    '负责机关日常运转、会议组织、公文处理、督查督办和值班。|挂政务公开办公室牌子，承担镇政务服务和政务公开领导小组办公室的日常工作，编制公开指南和目录，办理政府信息公开申请，编制年度报告。|组织公开前的保密审查和预审备案，管理 12345 工单和网民留言的交办。|管理机关印章、档案和后勤事务。',
  ],
  [
    'finance',
    '财政所',
    '财政所',
    null,
    '二楼 203 室',
    '102',
    '周试用',
    '所长',
    '编制和执行镇级预算、决算，管理国有资产和专项资金。|通过惠农补贴“一卡通”系统发放各项补贴，并组织发放前的村级公示。|负责行政事业性收费和罚没收入的收缴管理，监督村级债权债务。|承担民生工程的资金调度和绩效评价。',
  ],
  [
    'economy',
    '经济发展办公室',
    '经发办',
    null,
    '四楼 402 室',
    '103',
    '徐示例',
    '主任',
    '拟订镇国民经济和社会发展计划，开展统计调查，发布统计信息。|服务镇工业集中区企业，联系项目报批和要素保障。|指导商贸流通、乡村旅游和电子商务。',
  ],
  [
    'planning',
    '规划建设办公室',
    '规建办',
    null,
    '四楼 405 室',
    '104',
    '胡范例',
    '主任',
    '组织编制和实施镇村规划，管理镇区市政设施和农村公路。|承担政府投资项目的前期、招标申请、施工和竣工验收工作。|负责国有土地上房屋征收补偿的现场工作和农村危房改造对象核实。',
  ],
  [
    'agriculture',
    '农业农村办公室',
    '农办',
    null,
    '四楼 408 室',
    '105',
    '谢示范',
    '主任',
    '贯彻农业农村政策，指导粮食生产、农田水利和动植物疫病防控。|受理农村宅基地申请，牵头联审联办和动工、砌基、竣工“三到场”。|指导承包地经营权流转、农村集体资产和村级财务管理。|承担高标准农田、小型水利设施的建设和管护监督。',
  ],
  [
    'land',
    '自然资源所',
    '自规所',
    null,
    '振兴路 26 号一楼',
    '106',
    '唐模拟',
    '所长',
    '承担土地征收的现状调查、预公告张贴和补偿登记的现场工作。|负责乡村建设规划许可的受托审查、耕地保护巡查和地质灾害群测群防。|受理自然资源和林业事项的咨询与转报。',
  ],
  [
    'civil-affairs',
    '民政办公室',
    '民政办',
    null,
    '镇政务服务中心二楼 205 室',
    '107',
    '于示例',
    '主任',
    '受理和审核最低生活保障、特困供养、临时救助、残疾人两项补贴申请。|组织社会救助的入户调查、民主评议和公示。|管理救灾物资和社会捐赠款物的接收、发放和公开。|负责养老服务、殡葬和地名管理。',
  ],
  [
    'social-security',
    '社会保障所',
    '社保所',
    null,
    '镇政务服务中心一楼 103 室',
    '108',
    '程范例',
    '所长',
    '办理城乡居民养老保险参保、待遇领取和社会保障卡业务。|承担就业登记、失业登记、公益性岗位和职业培训工作。|受理劳动保障监察投诉，参与劳动争议调解。',
  ],
  [
    'party-building',
    '党建工作办公室',
    '党建办',
    null,
    '三楼 306 室',
    '109',
    '袁演示',
    '主任',
    '承担组织、宣传、统战和机构编制工作。|办理干部任用的任前公示和任免手续，组织人员招录和机构改革中的岗位选拔。|指导村（社区）党组织建设和后备干部培养。',
  ],
  [
    'discipline',
    '纪检监察室',
    '纪监室',
    null,
    '三楼 310 室',
    '110',
    '许模拟',
    '主任',
    '监督检查机关效能和作风，受理效能投诉和检举控告。|对政务公开中的不公开、假公开、不及时公开等行为进行核查并提出问责建议。|联系各村（社区）村务监督委员会，跟踪审计发现问题的整改。',
  ],
  [
    'enforcement',
    '综合行政执法队',
    '执法队',
    null,
    '振兴路 26 号二楼',
    '111',
    '沈试用',
    '队长',
    '依据省政府赋权决定，以镇政府名义行使城镇管理、农村建房、农业等方面的行政处罚权。|组织日常巡查和“双随机、一公开”抽查，公示执法人员、依据、程序和结果。|执行行政执法全过程记录制度，编制年度执法报告。',
  ],
  [
    'justice',
    '司法所',
    '司法所',
    null,
    '振兴路 26 号三楼',
    '112',
    '彭示例',
    '所长',
    '承担重大行政决策、行政规范性文件和重大执法决定的合法性审查。|指导人民调解，开展法治宣传，转递法律援助申请。|组织规范性文件的清理，标注失效和废止情况。',
  ],
  [
    'emergency',
    '应急管理办公室',
    '应急办',
    null,
    '二楼 208 室',
    '113',
    '苏示范',
    '主任',
    '编制和修订突发事件应急预案，组织演练和值班备勤。|发布预警信息，统计灾情，协调防汛抗旱、森林防火和地质灾害避险。|开展安全生产检查，公布隐患和整改结果。',
  ],
  [
    'health',
    '卫生健康办公室',
    '卫健办',
    null,
    '镇政务服务中心二楼 207 室',
    '114',
    '蒋模拟',
    '主任',
    '办理生育登记，审核计划生育家庭奖励扶助和特别扶助对象。|组织公共卫生和家庭医生签约服务，协助开展传染病防控。|承担城乡居民基本医疗保险参保动员和医疗救助受理。',
  ],
  [
    'school',
    '中心学校',
    '中心校',
    '12341899999901014W',
    '宁国市港口镇育才路 6 号',
    '115',
    '贾范例',
    '校长',
    '组织镇内义务教育学校和公办幼儿园的教学与管理。|公布收费项目、标准和依据，办理入学报名和学生资助。|负责学校食堂、校车和校园安全的日常监管。',
  ],
  [
    'environment',
    '生态环保（城建）办公室',
    '城建办',
    null,
    '四楼 410 室',
    '116',
    '魏示范',
    '主任',
    '组织农村人居环境整治，每月对九个村（社区）检查评分并公布名次。|管理镇区保洁、生活垃圾收运和生活污水处理设施。|受理环境投诉，配合开展污染源巡查和河长制工作。',
  ],
  [
    'petition-centre',
    '综治维稳信访中心',
    '信访中心',
    null,
    '宁国市港口镇振兴路 22 号一楼',
    '117',
    '叶试用',
    '主任',
    '登记、受理、转送和督办信访事项，安排领导干部接访。|牵头矛盾纠纷排查和多元化解，协调公安、司法、村（社区）联动。|公布信访渠道、办理程序和查询方式。',
  ],
  [
    'tender-centre',
    '招投标中心',
    '招标中心',
    null,
    '镇政务服务中心三楼 302 室',
    '118',
    '余示例',
    '主任',
    '组织限额以下工程、货物和服务的招标采购，发布公告、候选人公示和结果。|协助业主单位办理进入市公共资源交易中心的项目。|受理异议，保管招标采购档案，跟踪合同签订和履约验收。',
  ],
  [
    'service-centre',
    '政务服务中心（为民服务代办中心）',
    '政务中心',
    '12341899999901022P',
    '一楼大厅',
    '119',
    '杜范例',
    '主任',
    '管理政务服务大厅的六个窗口，编制和更新办事指南、承诺时限。|指导九个村（社区）代办点和代办员，统一制发便民服务卡。|组织“好差评”回访，按月通报办件量和按时办结率。',
  ],
  [
    'job-platform',
    '就业信息服务平台',
    '就业平台',
    null,
    '一楼 105 室',
    '120',
    '夏示范',
    '负责人',
    '采集和核实用工单位的招聘信息，发布岗位并撤下过期岗位。|举办招聘活动，为求职登记人员推荐岗位。|统计登记求职、成功推荐和岗位空缺情况。',
  ],
  [
    'veterans',
    '退役军人服务站',
    '军人站',
    '12341899999901030J',
    '二楼 209 室',
    '121',
    '汪模拟',
    '站长',
    '采集退役军人和其他优抚对象信息，办理优待证受理。|核实优抚补助发放名册，走访慰问困难退役军人。|提供就业推荐、政策咨询和权益维护服务。',
  ],
];

const HALL_ROOMS = new Set(['tender-centre', 'service-centre', 'job-platform', 'veterans']);
const CENTRES = new Set(['petition-centre', 'tender-centre', 'service-centre', 'job-platform', 'veterans']);

function place(code: string, room: string): string {
  if (room.startsWith('宁国市')) return room;
  if (room.startsWith('振兴路')) return `宁国市港口镇${room}`;
  if (room.startsWith('镇政务服务中心')) return `${HALL}${room.slice('镇政务服务中心'.length)}`;
  return `${HALL_ROOMS.has(code) ? HALL : SEAT}${room}`;
}

type VillageRow = readonly [code: string, name: string, creditCode: string, address: string, head: string, functions: string];

const villageRows: readonly VillageRow[] = [
  ['gangxi', '港西社区', '543418999999020173', '西街 35 号', '任示范', '辖西街、河沿等 14 个居民小组，是镇政府驻地社区。'],
  [
    'gangdong',
    '港东社区',
    '54341899999902025X',
    '东兴路 12 号',
    '范试用',
    '辖东兴路、车站等 12 个居民小组，镇工业集中区在辖区内。',
  ],
  ['shanmen', '山门村', '54341899999902033Q', '山门村部组', '石示例', '辖 23 个村民组，以山核桃和毛竹为主要产业。'],
  ['shitan', '石滩村', '54341899999902041K', '石滩村中滩组', '姚范例', '辖 20 个村民组，沿河有 4 公里堤防。'],
  ['fenglin', '枫林村', '5434189999990205XB', '枫林村上枫组', '廖模拟', '辖 18 个村民组，山林面积占全村七成。'],
  ['qingxi', '清溪村', '54341899999902068B', '清溪村溪口组', '熊示范', '辖 19 个村民组，有小（二）型水库一座。'],
  ['qiaotou', '桥头村', '543418999999020766', '桥头村老街组', '陆演示', '辖 21 个村民组，是全镇主要的水稻种植村。'],
  ['yunling', '云岭村', '543418999999020841', '云岭村岭下组', '孔试用', '辖 16 个村民组，海拔最高，三个组为地质灾害监测点。'],
  ['shuangtang', '双塘村', '54341899999902092U', '双塘村大塘组', '崔示例', '辖 17 个村民组，2023 年起建设高标准农田 1,850 亩。'],
];

function department(row: Row, index: number): SeedOrgan {
  const [code, name, shortName, creditCode, room, telephone, head, headPost, functions] = row;
  return {
    code,
    name,
    shortName,
    kind: CENTRES.has(code) ? 'centre' : 'department',
    parent: 'town',
    creditCode,
    functions: functions.split('|'),
    address: place(code, room),
    hours: CENTRES.has(code) && code !== 'petition-centre' ? HALL_HOURS : OFFICE_HOURS,
    telephone: `0563-4000${telephone}`,
    ...(code === 'office' ? { fax: '0563-4000199', mail: 'gongkai@gangkou.example' } : {}),
    head,
    headPost,
    sort: 10 + index * 10,
  };
}

function village(row: VillageRow, index: number): SeedOrgan {
  const [code, name, creditCode, address, head, about] = row;
  const committee = name.endsWith('社区') ? '居民委员会' : '村民委员会';
  return {
    code,
    name,
    shortName: name,
    kind: 'village',
    parent: 'town',
    creditCode,
    functions: [
      about,
      `${committee}按季公开村务，财务收支和补贴发放在村务公开栏张贴并留存照片。`,
      '设为民服务代办点一处，由代办员受理社会救助、社保、建房等事项，三个工作日内送到镇政务服务中心。',
    ],
    address: `宁国市港口镇${address}，党群服务中心`,
    hours: '周一至周日 8:30—11:30，14:30—17:00（周末和节假日由值班人员接待）',
    telephone: `0563-4000${201 + index}`,
    head,
    headPost: '党组织书记、主任',
    sort: 500 + index * 10,
  };
}

export const organs: readonly SeedOrgan[] = [
  {
    code: 'town',
    name: '港口镇人民政府',
    shortName: '镇政府',
    kind: 'town',
    parent: null,
    creditCode: '11341899999900011F',
    functions: [
      '执行本级人民代表大会的决议和上级国家行政机关的决定、命令，管理本行政区域内的经济、教育、卫生、财政、民政、司法行政等工作。',
      '保护社会主义的全民所有的财产和劳动群众集体所有的财产，维护社会秩序，保障公民的人身权利、民主权利和其他权利。',
      '组织镇村规划实施、公共设施建设、生态环境保护和农村人居环境整治。',
      '依法公开政府信息，设政务服务中心，下有两个中心、一个平台和六个服务窗口，在九个村（社区）设代办点。',
    ],
    address: SEAT,
    hours: OFFICE_HOURS,
    telephone: '0563-4000001',
    fax: '0563-4000100',
    mail: 'gangkou@gangkou.example',
    head: '林样例',
    headPost: '镇长',
    sort: 0,
  },
  ...departments.map(department),
  ...villageRows.map(village),
];

export const villageCodes: readonly string[] = villageRows.map((v) => v[0]);

/** The six windows of the hall. */
export const windows: readonly { number: number; name: string; organ: string }[] = [
  { number: 1, name: '综合受理窗口', organ: 'service-centre' },
  { number: 2, name: '民政窗口', organ: 'civil-affairs' },
  { number: 3, name: '社会保障窗口', organ: 'social-security' },
  { number: 4, name: '国土规建窗口', organ: 'land' },
  { number: 5, name: '农业农村窗口', organ: 'agriculture' },
  { number: 6, name: '卫健医保窗口', organ: 'health' },
];
