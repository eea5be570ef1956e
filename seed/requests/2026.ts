// 2026, what has ended: every kind of answer a township gives, and every way there.
import { answered, collect, posted } from './course.ts';
import type { SeedRequest } from './types.ts';

export const requests2026: readonly SeedRequest[] = [
  {
    key: '2026-01',
    from: 'sun',
    via: 'internet',
    at: '2026-01-12 19:10',
    title: '港东社区2025年第四季度惠农补贴明细',
    organ: 'finance',
    wish: '申请公开港东社区 2025 年第四季度惠农补贴发放明细。',
    course: [answered('A1', 2, { where: '本站“惠农补贴”一项，《港东社区2025年第四季度惠农补贴发放明细》，可以下载表格' })],
  },
  {
    key: '2026-02',
    from: 'green',
    via: 'internet',
    at: '2026-01-26 10:30',
    title: '一起建材堆场扬尘处罚的案卷材料',
    organ: 'enforcement',
    wish: '申请公开工业路建材堆场扬尘一案的立案审批表、调查笔录、检测记录和处罚决定书。',
    more: { carrier: 'e-mail', obtaining: 'e-mail' },
    course: [
      answered(
        'B7',
        8,
        {
          explanation:
            '申请的立案审批表、调查笔录和检测记录属于行政执法案卷信息。处罚决定书已在本站“行政执法”一项公开，可以自行查阅、下载。',
        },
        { by: 'e-mail' },
      ),
    ],
  },
  {
    key: '2026-03',
    from: 'qian',
    via: 'counter',
    at: '2026-02-25 09:20',
    title: '山门村2025年村级财务收支和工程支出',
    organ: 'agriculture',
    wish: '申请公开山门村 2025 年村级财务收支明细，其中村道硬化工程的合同、结算和付款。',
    course: [answered('A2', 6, collect('山门村 2025 年财务收支公开表、村道硬化合同和结算单复印件共 17 页'))],
  },
  {
    key: '2026-04',
    from: 'university',
    via: 'e-mail',
    at: '2026-03-02 15:40',
    title: '住户抽样调查的原始问卷',
    organ: 'economy',
    wish: '为研究农户收入结构，申请公开 2024 年住户收支抽样调查在本镇的原始问卷和分户数据。',
    more: { carrier: 'e-mail', obtaining: 'e-mail' },
    course: [
      answered(
        'B2',
        9,
        {
          explanation:
            '原始问卷能够识别单个调查对象的身份，《中华人民共和国统计法》规定这类资料不得对外提供、泄露，不得用于统计以外的目的。全镇汇总数已在统计公报中公开。',
        },
        { by: 'e-mail' },
      ),
    ],
  },
  {
    key: '2026-05',
    from: 'huo',
    via: 'oral',
    at: '2026-03-09 10:05',
    title: '高龄津贴和残疾人补贴2026年标准',
    organ: 'civil-affairs',
    wish: '申请公开 2026 年高龄津贴、残疾人两项补贴的标准、发放日期和办理地点。',
    more: { help: '视力障碍，请把答复念给本人听，并用大字打印一份。' },
    course: [
      answered('A2', 1, { where: '标准文件和发放日历当场念给申请人听，并交给大字打印件一份' }, { out: 1, by: 'on-the-spot' }),
    ],
  },
  {
    key: '2026-06',
    from: 'lawyers',
    via: 'signed-mail',
    at: '2026-03-16 11:00',
    title: '东兴路拓宽一处房屋的征收补偿协议',
    organ: 'planning',
    wish: '受托代理，申请公开东兴路拓宽项目东兴路 29 号房屋的征收补偿协议文本和评估报告。',
    more: { obtaining: 'post' },
    course: [
      { do: 'consult', day: 3, name: '东兴路 29 号房屋所有权人', arrived: 5 },
      { do: 'opinion', day: 10, opinion: 'agrees', text: '同意提供协议和评估报告，用于分家析产。' },
      answered('A2', 12, posted('征收补偿协议和评估报告复印件共 14 页'), { by: 'post' }),
    ],
  },
  {
    key: '2026-07',
    from: 'guan',
    via: 'internet',
    at: '2026-03-23 22:40',
    title: '加压泵站和供水管网的安全防护图',
    organ: 'planning',
    wish: '申请公开镇区加压泵站和供水管网的安全防护施工图，包括监控位置。',
    course: [
      answered('B3', 7, {
        explanation: '图纸标明供水设施的薄弱点和监控位置，公开后可能危及公共安全。项目的批准、投资、施工单位和验收结果照常公开。',
      }),
    ],
  },
  {
    key: '2026-08',
    from: 'lou',
    via: 'internet',
    at: '2026-04-07 20:15',
    title: '干部值班安排和内部考核打分',
    organ: 'office',
    wish: '申请公开镇干部 2026 年第一季度的值班安排表和内部考核打分。',
    course: [
      answered('B5', 6, {
        explanation:
          '值班安排和内部考核打分属于人事管理和内部工作流程方面的信息，对外部不产生影响。年度考核的结果按干部管理规定公示。',
      }),
    ],
  },
  {
    key: '2026-09',
    from: 'xiong',
    via: 'internet',
    at: '2026-04-13 21:30',
    title: '港云公路规划线位比选讨论稿',
    organ: 'planning',
    wish: '申请公开港云公路云岭段规划线位的比选讨论稿和专家意见。',
    course: [
      answered('B6', 8, {
        explanation:
          '线位比选仍在进行，讨论稿和专家意见是过程稿、讨论记录，没有对外产生效力。线位确定后，批准文件和线位图在本站“建设项目”一项公开。',
      }),
    ],
  },
  {
    key: '2026-10',
    from: 'cen',
    via: 'counter',
    at: '2026-04-20 14:40',
    title: '房屋不动产登记资料',
    organ: 'land',
    wish: '申请公开石滩村坝下组本人老屋的不动产登记簿和原始登记资料。',
    mandate: {
      name: '授权委托书.docx',
      text: `
      授权委托书
      委托人岑样例因行动不便，委托岑示范代为提出政府信息公开申请、领取答复。委托期限自签名之日起三个月。`,
    },
    course: [
      answered('B8', 4, {
        explanation: '不动产登记资料的查询，《不动产登记暂行条例》有特别规定：权利人、利害关系人可以向不动产登记机构查询、复制。',
        where: '宁国市不动产登记中心窗口，持本人身份证件和权属证明；行动不便的，可以由受托人持委托书查询',
      }),
    ],
  },
  {
    key: '2026-11',
    from: 'building',
    via: 'internet',
    at: '2026-04-27 10:50',
    title: '桥头村高标准农田项目竣工图和结算资料',
    organ: 'agriculture',
    wish: '申请公开桥头村 2025 年高标准农田建设项目的全套竣工图、结算书和变更签证。',
    course: [
      { do: 'ask-fee', day: 4, pages: 136 },
      { do: 'pay', day: 7, receipt: '非税电子票据样例 0001' },
      answered('A2', 12, {
        where: '全套竣工图、结算书和变更签证复印件共 136 页，持缴费票据到镇政务公开办公室（振兴路 18 号镇政府三楼 301 室）领取',
      }),
    ],
  },
  {
    key: '2026-12',
    from: 'pang',
    via: 'internet',
    at: '2026-05-11 23:10',
    title: '2016—2025年镇政府全部合同',
    organ: 'finance',
    wish: '申请公开 2016 年至 2025 年镇政府签订的全部合同，纸质复印，一份不少。',
    course: [
      { do: 'ask-fee', day: 6, pages: 180 },
      { do: 'abandon', day: 30 },
    ],
  },
  {
    key: '2026-13',
    from: 'min',
    via: 'fax',
    at: '2026-05-18 09:15',
    title: '村卫生室药品集中采购价格',
    organ: 'health',
    wish: '申请公开枫林村卫生室 2025 年药品集中采购的品种和价格。',
    course: [
      answered('C1', 4, {
        explanation: '药品集中采购由市医疗保障部门组织，本机关没有制作，也没有从其他机关获取并保存。',
        rightOrgan: '宁国市医疗保障局',
      }),
    ],
  },
  {
    key: '2026-14',
    from: 'university',
    via: 'internet',
    at: '2026-06-01 16:20',
    title: '2016—2025年分户补贴累计汇总',
    organ: 'finance',
    wish: '申请公开 2016—2025 年全镇每户惠农补贴的十年累计数，并按收入分组汇总。',
    more: { carrier: 'e-mail', obtaining: 'e-mail' },
    course: [
      answered(
        'C2',
        7,
        {
          explanation: '补贴按年、按项目分别发放和保存，没有按户累计、按收入分组的现成数据，提供它需要重新收集、加工和分析。',
          where: '2022 年第四季度以来各村（社区）按季发放明细，在本站“惠农补贴”一项，可以下载表格自行汇总',
        },
        { by: 'e-mail' },
      ),
    ],
  },
  {
    key: '2026-15',
    from: 'he',
    via: 'plain-mail',
    at: '2026-06-08 10:00',
    title: '石滩村土地情况',
    organ: 'land',
    wish: '请公开石滩村土地的情况。',
    course: [
      { do: 'ask-correction', day: 3, what: '请写明要哪一类信息（征收、承包、宅基地、流转）、哪一年、哪个组，或者文件的名称。' },
      { do: 'correct', day: 8, text: '就是跟土地有关的都要，历年的。' },
      answered('C3', 13, {
        explanation: '补正后仍没有写明信息的类别、年份和名称，不能据此确定要查找哪些文件。',
      }),
    ],
  },
  {
    key: '2026-16',
    from: 'xi',
    via: 'internet',
    at: '2026-06-15 21:45',
    title: '要求处理一起山场纠纷',
    organ: 'petition-centre',
    wish: '请公开你们什么时候处理我家与邻组的山场纠纷，为什么一直拖着，请给个说法。',
    unlisted: '列出会让人认出申请人',
    course: [
      answered('D1', 5, {
        explanation: '申请要求的是对山场纠纷作出处理和解释，不是请求提供已经制作或者获取的政府信息。该事项已转镇综治中心登记。',
      }),
    ],
  },
  {
    key: '2026-17',
    from: 'qian',
    via: 'internet',
    at: '2026-06-22 20:05',
    title: '山门村2025年村级财务收支（再次申请）',
    organ: 'agriculture',
    wish: '申请公开山门村 2025 年村级财务收支明细和村道硬化工程的合同、结算、付款。',
    course: [
      answered(
        'D2',
        3,
        { explanation: '申请的内容与今年 2 月的申请相同，那次申请已经提供全部材料。', earlier: '{earlier}' },
        { earlier: '2026-03' },
      ),
    ],
  },
  {
    key: '2026-18',
    from: 'owners',
    via: 'counter',
    at: '2026-07-06 09:40',
    title: '2025年统计年鉴',
    organ: 'economy',
    wish: '申请提供 2025 年市统计年鉴一本，用于小区物业收费测算。',
    course: [
      answered('D3', 2, {
        explanation: '统计年鉴是公开发行的出版物。',
        where: '统计年鉴由市统计部门公开发行，可以购买；镇政务服务中心查阅点有一本，可以当场查阅、复印',
      }),
    ],
  },
  {
    key: '2026-19',
    from: 'pang',
    via: 'internet',
    at: '2026-07-13 22:00',
    title: '各部门每日工作记录',
    organ: 'office',
    wish: '申请公开全部 21 个部门 2026 年上半年每一天的工作记录、用车记录和用餐记录。',
    course: [
      { do: 'ask-reasons', day: 3, note: '本件要求21个部门181天的三类记录，合计一万余份' },
      { do: 'reasons', day: 8, text: '我就是都要，没有别的理由，也不缩小范围。', reasonable: false },
      answered('D4', 12, {
        explanation:
          '要求 21 个部门 181 天的三类记录，合计一万余份，明显超过合理范围；说明的理由不能解释为什么需要逐日的全部记录，也不愿意缩小范围。',
      }),
    ],
  },
  {
    key: '2026-20',
    from: 'niu',
    via: 'counter',
    at: '2026-07-20 10:30',
    title: '要求在已取得的补偿表上盖章确认',
    organ: 'agriculture',
    wish: '请在我已经取得的清溪村上组占地补偿表复印件上盖章，确认与原件一致。',
    course: [
      answered('D5', 3, {
        explanation:
          '补偿表已经在“村务公开栏”和本站公开并由申请人取得，盖章确认不是提供政府信息。需要证明的，可以到镇档案室申请复印档案并加盖档案证明章。',
      }),
    ],
  },
  {
    key: '2026-21',
    from: 'lou',
    via: 'internet',
    at: '2026-07-27 19:20',
    title: '枫林村工程项目情况',
    organ: 'planning',
    wish: '公开一下枫林村的工程。',
    course: [
      { do: 'ask-correction', day: 2, what: '请写明哪一个工程、哪一年，要立项、招标、合同、验收还是付款。' },
      { do: 'abandon', day: 20 },
    ],
  },
  {
    key: '2026-22',
    from: 'jiang',
    via: 'internet',
    at: '2026-08-10 18:35',
    title: '清溪村2026年上半年债权债务情况',
    organ: 'finance',
    wish: '申请公开清溪村 2026 年上半年村级债权债务情况。',
    course: [
      { do: 'reply', day: 2, text: '您要的内容已在本站“债权债务”一项公开：《清溪村2026年上半年村级债权债务公开表》。' },
      { do: 'withdraw', day: 3, text: '在网站上看到了，撤回申请。' },
    ],
  },
  {
    key: '2026-23',
    from: 'ni',
    via: 'internet',
    at: '2026-08-17 20:50',
    title: '桥头村2026年危房改造评审记录',
    organ: 'planning',
    wish: '申请公开桥头村 2026 年农村危房改造的评审记录、鉴定等级和没有通过的原因。',
    course: [
      { do: 'note', day: 3, text: '评审记录第 2 页有家庭收入和疾病，须遮盖后提供。' },
      answered(
        'A3',
        9,
        {
          ...collect('评审记录和鉴定等级表'),
          explanation:
            '评审记录中申请户的收入和疾病情况属于个人隐私，公开会损害其合法权益，予以遮盖；鉴定等级、评审结果和理由公开。',
        },
        {
          release: {
            name: '桥头村2026年危房改造评审记录.docx',
            text: `
            桥头村 2026 年农村危房改造评审记录
            评审小组 5 人，全部到会。
            | 申请户 | 鉴定等级 | 家庭情况 | 结果 |
            | 倪样例 | C 级 | 样例收入情况一 | 通过，修缮加固 |
            | 霍模拟 | D 级 | 样例疾病情况二 | 通过，拆除重建 |
            | 纪模拟 | B 级 | 样例收入情况三 | 不通过，房屋不属于危房 |`,
            hide: ['样例收入情况一', '样例疾病情况二', '样例收入情况三'],
            ground: '个人隐私',
          },
        },
      ),
      { do: 'message', day: 13, text: '材料收到，谢谢。请问对等级有意见向谁提？' },
      { do: 'reply', day: 14, text: '可以在公示期内向镇规划建设办公室书面提出，联系电话 0563-4000104。' },
    ],
  },
  {
    key: '2026-24',
    from: 'wu',
    via: 'counter',
    at: '2026-08-24 15:15',
    title: '东兴路拓宽一户房屋的装修补偿清单',
    organ: 'planning',
    wish: '申请公开东兴路 33 号房屋的装修补偿清单、搬迁奖励和停产停业损失计算。',
    course: [
      { do: 'consult', day: 2, name: '东兴路 33 号房屋所有权人', arrived: 4 },
      {
        do: 'opinion',
        day: 9,
        opinion: 'refuses-with-ground',
        text: '停产停业损失里有店里的营业额和进货价，是商业秘密，不同意。',
      },
      answered('B4', 12, {
        explanation:
          '清单中的停产停业损失按第三方的营业额、进货价计算，属于商业秘密，第三方书面不同意公开并说明了理由。分户补偿总额已经公布，不公开清单不会对公共利益造成重大影响。',
      }),
    ],
  },
  {
    key: '2026-25',
    from: 'legalAid',
    via: 'internet',
    at: '2026-09-01 10:10',
    title: '东兴路拓宽项目评估机构选定记录',
    organ: 'planning',
    wish: '申请公开东兴路拓宽房屋征收评估机构的报名材料、投票记录和服务合同。',
    course: [
      { do: 'consult', day: 2, name: '评估机构', arrived: 3 },
      { do: 'silent', day: 19 },
      answered('A2', 21, collect('评估机构报名材料、投票记录和服务合同复印件共 21 页')),
    ],
  },
  {
    key: '2026-26',
    from: 'shu',
    via: 'internet',
    at: '2026-09-08 19:00',
    title: '东兴路拓宽房屋征收分户评估依据',
    organ: 'planning',
    wish: '申请公开东兴路拓宽项目分户评估采用的参照案例、基准价和修正系数。',
    course: [
      {
        do: 'ask-extension',
        day: 15,
        days: 15,
        reason: '参照案例分散在三个项目的档案里，评估机构正在整理，二十个工作日内不能完成。',
      },
      { do: 'grant-extension', day: 15 },
      answered('A2', 29, collect('评估参照案例表、基准价和修正系数说明复印件共 33 页')),
    ],
  },
  {
    key: '2026-27',
    from: 'ji',
    via: 'signed-mail',
    at: '2026-09-21 10:00',
    title: '桥头村2025年高标准农田建设项目验收情况',
    organ: 'agriculture',
    wish: '申请公开 2025 年高标准农田建设项目的分村工程量表、验收意见和管护协议，主要想看桥头村的。',
    more: { obtaining: 'post' },
    course: [answered('A2', 8, posted('验收意见、分村工程量表和管护协议复印件共 16 页'), { by: 'post' })],
  },
  {
    key: '2026-28',
    from: 'yu',
    via: 'internet',
    at: '2026-10-12 20:40',
    title: '双塘村2025年高标准农田建设项目分村工程量',
    organ: 'agriculture',
    wish: '申请公开 2025 年高标准农田建设项目的分村工程量表、验收意见和管护协议，主要想看双塘村的。',
    course: [answered('A2', 6, collect('双塘村分村工程量表、验收意见和管护责任书复印件'))],
  },
  {
    key: '2026-29',
    from: 'zhan',
    via: 'internet',
    at: '2026-10-19 21:10',
    title: '2025年高标准农田建设项目分村工程量和验收情况',
    organ: 'agriculture',
    wish: '申请公开 2025 年高标准农田建设项目的分村工程量表、验收意见和管护协议，主要想看云岭村的。',
    course: [answered('A2', 7, collect('云岭村工程量表、验收意见和尾工清单复印件'))],
  },
];
