// What guessing programs try first: words that are taken out of a password before asking how much of it is its own.

/** Whole words and keyboard walks, lower case. Years, runs (`1234`, `abcd`) and repeats are found by rule, not by list. */
const common = `
password passwd passw0rd passwort pass word secret login signin welcome admin administrator root system sysadmin manager
operator supervisor master guest user users test tester testing demo default changeme change temp temporary public private
internet computer server database oracle mysql windows microsoft office google apple huawei xiaomi tencent weixin wechat
alipay taobao baidu iloveyou loveyou love lovely baby angel princess prince queen king dragon tiger monkey panda phoenix
sunshine summer winter spring autumn flower shadow superman batman spiderman pokemon naruto starwars football baseball
basketball soccer hockey michael jordan jennifer jessica charlie daniel thomas robert andrew matthew ashley nicole
letmein trustno access freedom whatever killer hunter ranger soccer maggie ginger pepper cookie cheese orange banana
lucky happy money rich hello goodbye nothing something forever family friend friends security secure safety
qwertyuiop qwerty qwert asdfghjkl asdfgh asdf zxcvbnm zxcvbn zxcv qazwsxedc qazwsx qaz wsx edc rfv tgb qweasdzxc qweasd
qweqwe asdasd zxczxc 1qaz2wsx3edc 1qaz2wsx 1qaz zaq12wsx zaq1 2wsx 3edc 4rfv 1q2w3e4r5t 1q2w3e4r 1q2w3e q1w2e3r4 q1w2e3
!@#$%^&*()_+ !@#$%^&* !@#$%^ !@#$% !@#$ !qaz@wsx !qaz @wsx p@ssw0rd p@ssword
abc123 a1b2c3d4 a1b2c3 aabbcc aa123 abc xyz
5201314 1314520 1314521 520520 521521 147258369 147258 159357 159753 741852963 741852 963852741 123321 112233 123123 321321
woaini woaiwojia wodemima mima nihao zhongguo china beijing shanghai guangzhou shenzhen nanjing hangzhou hefei
wangyi zhangwei liuyang xiaoming laoshi pengyou baobao laopo laogong tiankong yangguang xingfu kuaile pingan jixiang
`;

/** Words of the trade and of the place, pinyin and characters. */
const local = `
gongkai zhengwugongkai zhengwu zwgk zwgkw zwgkb zwfw xinxigongkai xinxi gkw zhengfu renmin renminzhengfu dangzheng dangzhengban
dangwei bangongshi bangong bgs dzb zhen zhenzhengfu xiang xiangzhen jiedao cun shequ shi xian xianzhengfu fuwu fuwuzhongxin
zhongxin mishu tongzhi guanli guanliyuan gly yonghu ceshi gongwuyuan gongzuo
gangkou gangkouzhen gkz ningguo xuancheng anhui
政务公开 信息公开 依申请公开 政务 公开 党政办 办公室 人民政府 政府 人民 政务服务 便民服务 服务 中心 港口镇 港口 宁国 宣城 安徽
镇 乡 街道 村 社区 市 县 省 密码 管理员 管理 用户 测试 工作 系统 安全 审计 中国 你好 我爱你 年 月 日
`;

/** Longest first, so that a long word is not left in crumbs by a short one. */
export const blockedWords: readonly string[] = [...new Set(`${common} ${local}`.split(/\s+/).filter((w) => w !== ''))].sort(
  (a, b) => b.length - a.length,
);
