// Words that are often written wrongly in township documents. error: stops publication (wrong names of regions and institutions,
// plain slips that change the sense); suggest: a better form. To add one, add a line: the search needs nothing else.

export interface WordingEntry {
  wrong: string;
  right: string;
  level: 'error' | 'suggest';
  /** Longer words in which it is right. */
  except?: readonly string[];
  /** Only wrong directly in front of one of these. */
  followedBy?: readonly string[];
  /** A name that was right in documents written before this day. */
  since?: string;
  why?: string;
}

const error = (wrong: string, right: string, more: Partial<WordingEntry> = {}): WordingEntry => ({
  wrong,
  right,
  level: 'error',
  ...more,
});
const suggest = (wrong: string, right: string, more: Partial<WordingEntry> = {}): WordingEntry => ({
  wrong,
  right,
  level: 'suggest',
  ...more,
});

const regionNames: readonly WordingEntry[] = [
  error('台湾国', '台湾地区', { except: ['台湾国民党', '台湾国际'] }),
  error('台湾政府', '台湾当局'),
  error('台湾总统', '台湾地区领导人'),
  error('中国和台湾', '大陆和台湾', { except: ['中国和台湾海峡'] }),
  error('中国与台湾', '大陆与台湾', { except: ['中国与台湾海峡'] }),
  error('中国和香港', '内地和香港'),
  error('中国与香港', '内地与香港'),
  error('中国及香港', '内地及香港'),
  error('中国和澳门', '内地和澳门'),
  error('大陆和香港', '内地和香港'),
  error('大陆与香港', '内地与香港'),
  error('港澳台等国家', '港澳台地区'),
  error('港澳台国家', '港澳台地区'),
  error('香港、澳门、台湾等国家', '香港、澳门、台湾等地区'),
  error('台湾、香港等国家', '台湾、香港等地区'),
  error('港澳台等国', '港澳台等地区', { except: ['港澳台等国家', '港澳台等国内'] }),
  error('新疆省', '新疆维吾尔自治区', { except: ['新疆省级', '新疆省际'] }),
  error('西藏省', '西藏自治区', { except: ['西藏省级'] }),
  error('广西省', '广西壮族自治区', { except: ['广西省级', '广西省际'] }),
  error('宁夏省', '宁夏回族自治区', { except: ['宁夏省级'] }),
  error('内蒙古省', '内蒙古自治区', { except: ['内蒙古省级'] }),
  error('新疆自治区', '新疆维吾尔自治区'),
  error('广西自治区', '广西壮族自治区'),
  error('宁夏自治区', '宁夏回族自治区'),
  error('重庆省', '重庆市'),
  error('满清', '清朝', { why: '不使用带有贬义的称谓。' }),
  suggest('两岸三地', '海峡两岸和香港、澳门'),
  suggest('内蒙', '内蒙古', { except: ['内蒙古'] }),
];

const institutionNames: readonly WordingEntry[] = [
  error('中华人民共合国', '中华人民共和国'),
  error('人民政俯', '人民政府'),
  error('镇人民镇府', '镇人民政府'),
  error('政府信息公开条列', '政府信息公开条例'),
  error('村名委员会', '村民委员会'),
  error('村民委员委', '村民委员会'),
  error('残废人', '残疾人', { why: '残疾人保障法的用语是“残疾人”。' }),
  suggest('法人代表', '法定代表人', { why: '民法典的用语是“法定代表人”。' }),
  suggest('环保局', '生态环境局', { since: '2019-04-01', why: '机构已改革更名。' }),
  suggest('国土资源局', '自然资源局', { since: '2019-04-01', why: '机构已改革更名。' }),
  suggest('国土所', '自然资源所', { except: ['国土所有', '国土所属'], since: '2019-04-01', why: '机构已改革更名。' }),
  suggest('卫计委', '卫生健康委', { since: '2019-04-01', why: '机构已改革更名。' }),
  suggest('工商局', '市场监督管理局', { since: '2019-04-01', why: '机构已改革更名。' }),
  suggest('《信访条例》', '《信访工作条例》', { since: '2022-05-01', why: '《信访条例》已由《信访工作条例》取代。' }),
  ...['合同法', '物权法', '担保法', '婚姻法', '继承法', '侵权责任法'].flatMap((law) =>
    [`《${law}》`, `《中华人民共和国${law}》`].map((name) =>
      suggest(name, '《民法典》', { since: '2021-01-01', why: '已由民法典取代。' }),
    ),
  ),
];

const noticeWords = ['招聘', '寻人', '招领', '遗失', '征集', '征稿', '招生', '招租', '拍卖', '停水', '停电', '搬迁'];
/** What follows when a date is meant: 截至 now, against 截止 as a closing time. */
const datesMeant = [
  '目前',
  '现在',
  '今年',
  '去年',
  '上月',
  '本月',
  '月底',
  '年底',
  '20',
  '19',
  '１',
  '２',
  '到目前',
  '至目前',
  '当前',
  '日前',
  '昨日',
  '今日',
  '发稿',
];

const money: readonly WordingEntry[] = [
  error('帐户', '账户'),
  error('帐号', '账号'),
  error('帐单', '账单'),
  error('帐目', '账目'),
  error('帐本', '账本'),
  error('转帐', '转账'),
  error('对帐', '对账'),
  error('记帐', '记账'),
  error('欠帐', '欠账'),
  error('到帐', '到账'),
  error('拔款', '拨款'),
  error('拔付', '拨付'),
  error('划拔', '划拨'),
  error('补帖', '补贴'),
  error('津帖', '津贴'),
  error('低押', '抵押', { except: ['低押金'] }),
  error('截流资金', '截留资金'),
  error('截流挪用', '截留挪用'),
  error('选拨', '选拔'),
  error('海拨', '海拔'),
];

const slips: readonly WordingEntry[] = [
  ...noticeWords.map((w) => error(`${w}启示`, `${w}启事`, { why: '“启事”是告知公众的文书；“启示”是启发。' })),
  suggest('截止', '截至', {
    followedBy: datesMeant,
    except: [
      '报名截止',
      '申报截止',
      '投标截止',
      '登记截止',
      '缴费截止',
      '征集截止',
      '受理截止',
      '提交截止',
      '递交截止',
      '公示截止',
      '办理截止',
      '参保截止',
    ],
    why: '表示统计到某一时间用“截至”；“截止”用于期限届满。',
  }),
  suggest('其它', '其他', { why: '公文中统一用“其他”。' }),
  error('既使', '即使', { except: ['既使用', '既使得'] }),
  error('布署', '部署', { except: ['公布署名', '发布署名', '宣布署理'] }),
  error('按装', '安装', { except: ['按装机', '按装修', '按装配', '按装载', '按装备'] }),
  error('折迁', '拆迁'),
  error('折除', '拆除'),
  error('侯选人', '候选人', { except: ['诸侯选人'] }),
  error('气侯', '气候'),
  error('竟标', '竞标'),
  error('竟争', '竞争', { except: ['究竟争', '毕竟争'] }),
  error('竟聘', '竞聘'),
  error('竟拍', '竞拍'),
  error('亨受', '享受'),
  error('己经', '已经', { except: ['自己经', '知己经'] }),
  error('自已', '自己', { followedBy: ['的', '动', '负', '承', '申', '选', '决'] }),
  error('扶恤', '抚恤'),
  error('瞻养', '赡养'),
  error('抚贫', '扶贫'),
  error('修茸', '修葺'),
  error('座落', '坐落', { except: ['一座落', '座座落'] }),
  error('防碍', '妨碍'),
  error('幅射', '辐射'),
  error('渡假', '度假'),
  error('松驰', '松弛'),
  error('震憾', '震撼'),
  error('暴光', '曝光', { except: ['伽马暴光', '风暴光', '沙尘暴光'] }),
  error('通迅', '通讯'),
  error('再接再励', '再接再厉'),
  error('一如继往', '一如既往'),
  error('按步就班', '按部就班'),
  error('迫不急待', '迫不及待'),
  error('重蹈复辙', '重蹈覆辙'),
  error('穿流不息', '川流不息'),
  error('走头无路', '走投无路'),
  error('反应情况', '反映情况'),
  error('反应问题', '反映问题'),
  error('反应意见', '反映意见'),
  error('分辩率', '分辨率'),
  error('辩别', '辨别'),
  error('登陆', '登录', {
    followedBy: ['网站', '网址', '平台', '系统', '网上', '皖事通', '官网', 'http', 'www', '微信', 'APP', '公众号', '小程序'],
  }),
  error('权利清单', '权力清单'),
  error('权力义务', '权利义务'),
  error('权力和义务', '权利和义务'),
  suggest('复盖', '覆盖', { except: ['恢复盖', '重复盖', '修复盖', '批复盖', '答复盖', '回复盖'] }),
  suggest('好象', '好像', { except: ['良好象', '美好象', '友好象'] }),
  suggest('签定', '签订', { except: ['签定点', '签定位', '标签定'] }),
  suggest('做为', '作为', { except: ['做为民', '做为了', '做为农'] }),
  suggest('部份', '部分', { except: ['全部份额', '各部份额'] }),
  suggest('成份', '成分', { except: ['成份额', '分成份', '成份制'] }),
  suggest('水份', '水分'),
  suggest('过份', '过分', { except: ['超过份', '经过份'] }),
  suggest('身分', '身份', { except: ['自身分', '本身分', '全身分', '终身分', '单身分'] }),
  suggest('交待', '交代', { except: ['提交待', '移交待', '成交待', '递交待', '上交待', '转交待', '报交待'] }),
  suggest('精减', '精简', { except: ['精减退职', '精减职工', '精减下放'], why: '“精减退职老职工”是专称，不在此列。' }),
  suggest('涉及到', '涉及'),
  suggest('大约左右', '大约'),
  suggest('凯旋归来', '凯旋'),
];

export const wordingList: readonly WordingEntry[] = [...regionNames, ...institutionNames, ...money, ...slips];
