// 2025: fourteen came in, thirteen ended, one of late December went over into the next year, as the report on the year says.
import { answered, collect, mailed, posted } from './course.ts';
import type { SeedRequest } from './types.ts';

export const requests2025: readonly SeedRequest[] = [
  {
    key: '2025-01',
    from: 'she',
    via: 'counter',
    at: '2025-01-13 09:45',
    title: '港西社区北街组2024年耕地地力保护补贴面积',
    organ: 'finance',
    wish: '申请公开港西社区北街组 2024 年耕地地力保护补贴的分户面积和金额。',
    course: [
      answered('A1', 2, { where: '市政府网站港口镇栏目“惠农补贴”，《港西社区2024年第四季度惠农补贴发放明细》，按村民组排列' }),
    ],
  },
  {
    key: '2025-02',
    from: 'wei',
    via: 'internet',
    at: '2025-02-17 20:31',
    title: '港西社区北街组2022—2024年补贴面积变化',
    organ: 'finance',
    wish: '申请公开港西社区北街组 2022 年、2023 年、2024 年三年耕地地力保护补贴的分组面积核定表。',
    course: [answered('A2', 5, collect('北街组三年补贴面积核定表复印件'))],
    erasedOn: '2026-06-15',
  },
  {
    key: '2025-03',
    from: 'ling',
    via: 'counter',
    at: '2025-03-03 10:25',
    title: '工业集中区二期用地征地补偿费到户情况',
    organ: 'land',
    wish: '申请公开工业集中区二期用地涉及港西社区工业路片的征地补偿费到户表和丈量表。',
    course: [
      answered(
        'A3',
        8,
        {
          ...collect('征地补偿费到户表和丈量表'),
          explanation:
            '到户表中其他农户的收款账号和身份证号属于个人隐私，公开会损害其合法权益，予以遮盖；户主、面积、标准和金额公开。',
        },
        {
          release: {
            name: '工业集中区二期征地补偿费到户表.docx',
            text: `
            工业集中区二期用地征地补偿费到户表（工业路片）
            | 户主 | 面积（亩） | 补偿标准（元/亩） | 金额（元） | 收款账号 |
            | 凌示例 | 1.20 | 43600 | 52320 | 样例账号庚 |
            | 温样例 | 0.85 | 43600 | 37060 | 样例账号辛 |
            | 佘样例 | 0.60 | 43600 | 26160 | 样例账号壬 |`,
            hide: ['样例账号辛', '样例账号壬'],
            ground: '个人隐私',
          },
          sentBack: '请说明遮盖的是哪些内容，未遮盖的面积和金额要保留。',
        },
      ),
    ],
  },
  {
    key: '2025-04',
    from: 'building',
    via: 'internet',
    at: '2025-03-24 15:08',
    title: '工业集中区二期用地征地批准和供地情况',
    organ: 'land',
    wish: '申请公开工业集中区二期用地的征地批准文号、征地补偿安置方案和已供地块的面积、用途。',
    course: [answered('A2', 6, collect('征地批准文件、补偿安置方案和供地情况表复印件共 8 页'))],
  },
  {
    key: '2025-05',
    from: 'wen',
    via: 'signed-mail',
    at: '2025-04-14 10:10',
    title: '港西社区南街组征地补偿安置方案和听证材料',
    organ: 'land',
    wish: '申请公开港西社区南街组征地补偿安置方案公告、听证告知书及送达回证。',
    more: { obtaining: 'post' },
    course: [answered('A2', 8, posted('方案公告、听证告知书和送达回证复印件共 13 页'), { by: 'post' })],
  },
  {
    key: '2025-06',
    from: 'mi',
    via: 'internet',
    at: '2025-05-12 19:55',
    title: '港东社区2024年宅基地审批结果',
    organ: 'agriculture',
    wish: '请公开宅基地审批的情况。',
    course: [
      { do: 'ask-correction', day: 2, what: '请写明哪个村（社区）、哪一年，要审批结果还是某一户的批准文件。' },
      { do: 'correct', day: 4, text: '港东社区 2024 年批准的宅基地：户数、面积、位置。' },
      answered('A2', 8, collect('港东社区 2024 年宅基地审批结果汇总表复印件')),
    ],
  },
  {
    key: '2025-07',
    from: 'green',
    via: 'internet',
    at: '2025-06-09 11:40',
    title: '2024年农药包装废弃物回收数量和补贴',
    organ: 'agriculture',
    wish: '申请公开 2024 年全镇农药包装废弃物回收数量、回收点位置和回收补贴支出。',
    more: { carrier: 'e-mail', obtaining: 'e-mail' },
    course: [answered('A2', 6, mailed('回收数量和补贴支出表、回收点名单'), { by: 'e-mail' })],
  },
  {
    key: '2025-08',
    from: 'lan',
    via: 'counter',
    at: '2025-06-23 15:20',
    title: '清溪村一起占用耕地建房的处罚案卷',
    organ: 'enforcement',
    wish: '申请公开清溪村下组占用耕地建房一案的全部案卷，包括询问笔录和现场照片。',
    course: [
      answered('B7', 7, {
        explanation:
          '申请的询问笔录、现场照片属于行政执法案卷中的调查材料。该案的处罚决定书已按规定在“行政执法”栏目公开，可以自行查阅。',
      }),
    ],
  },
  {
    key: '2025-09',
    from: 'mo',
    via: 'internet',
    at: '2025-07-14 20:20',
    title: '清溪村中组2025年稻谷补贴分组面积',
    organ: 'finance',
    wish: '申请公开清溪村中组 2025 年稻谷生产者补贴的分组面积和公示照片。',
    more: { carrier: 'e-mail', obtaining: 'e-mail' },
    course: [
      answered('A2', 4, mailed('中组补贴分组面积表和公示照片'), { by: 'e-mail' }),
      { do: 'message', day: 6, text: '收到了。别的组也有人想看，能不能都放到网上？' },
      { do: 'reply', day: 7, text: '自下一季度起，补贴明细按村民组排列，每季在“惠农补贴”栏目公开。' },
    ],
  },
  {
    key: '2025-10',
    from: 'tea',
    via: 'counter',
    at: '2025-08-11 09:30',
    title: '云岭村茶园用地规划调整方案',
    organ: 'land',
    wish: '申请公开云岭村下岭片茶园和加工用地在国土空间规划中的调整方案和图件。',
    course: [
      answered('C1', 5, {
        explanation: '乡镇国土空间规划的调整方案由市自然资源和规划部门编制、报批，本机关没有制作，也没有保存送审图件。',
        rightOrgan: '宁国市自然资源和规划局',
      }),
    ],
  },
  {
    key: '2025-11',
    from: 'yan',
    via: 'internet',
    at: '2025-09-08 21:00',
    title: '枫林村岗上组一处宅基地的审批材料',
    organ: 'agriculture',
    wish: '申请公开我家西侧邻户 2024 年建房的宅基地批准书和申请表。',
    course: [
      { do: 'consult', day: 2, name: '邻户户主', arrived: 2 },
      { do: 'opinion', day: 5, opinion: 'agrees', text: '批准书和面积可以看，身份证号和家里人的情况请遮住。' },
      answered(
        'A3',
        8,
        {
          ...collect('宅基地批准书和申请表'),
          explanation: '申请表中的身份证号和家庭成员健康情况属于个人隐私，按第三方的意见予以遮盖，批准面积、位置和四至公开。',
        },
        {
          release: {
            name: '枫林村岗上组宅基地申请表.docx',
            text: `
            农村宅基地和建房（规划许可）申请表（节录）
            | 项目 | 内容 |
            | 批准面积 | 120 平方米 |
            | 四至 | 东至组路，西至水沟，南至自留地，北至山边 |
            | 证件号码 | 样例证件号码一 |
            | 家庭情况 | 样例健康情况一 |`,
            hide: ['样例证件号码一', '样例健康情况一'],
            ground: '个人隐私',
          },
        },
      ),
    ],
  },
  {
    key: '2025-12',
    from: 'zhan',
    via: 'counter',
    at: '2025-09-22 14:35',
    title: '云岭村下岭组1998年山林划界协议',
    organ: 'land',
    wish: '申请公开云岭村下岭组与邻村 1998 年的山林划界协议和见证人名单。',
    course: [
      answered('C1', 9, {
        explanation: '检索了镇档案室 1996—2000 年林业、司法类案卷目录和林权登记簿，没有查到该协议。',
      }),
    ],
  },
  {
    key: '2025-13',
    from: 'xi',
    via: 'plain-mail',
    at: '2025-10-20 10:30',
    title: '云岭村上岭组引水工程占地补偿和征地预存款',
    organ: 'agriculture',
    wish: '申请公开云岭村上岭组引水工程占用山场的补偿标准、补偿到户情况和征地预存款的使用。',
    course: [
      { do: 'message', day: 14, text: '信寄出快一个月了，什么时候能答复？' },
      { do: 'reply', day: 15, text: '正在核对到户数，最迟本月 17 日答复。' },
      answered('A2', 22, collect('补偿标准、到户汇总表和预存款使用说明复印件'), {
        out: 23,
        late: '原承办人调离时没有移交这件申请，发现时已临近期限，核对到户数又用去三天。已经建立交接清单。',
      }),
    ],
  },
  {
    key: '2025-14',
    from: 'tu',
    via: 'internet',
    at: '2025-12-22 18:20',
    title: '山门村2025年设施农业临时用地批准和补偿',
    organ: 'land',
    wish: '申请公开山门村 2025 年设施农业和临时用地的批准面积、期限和占地补偿标准。',
    course: [answered('A2', 12, collect('临时用地批准情况表和补偿标准文件复印件'))],
  },
];
