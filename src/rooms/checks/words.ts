// The sentence people read for each rule. A rule without words does not compile.
import type { Facts, FindingRule } from './finding.ts';

interface FindingWords {
  title: (f: Facts) => string;
  explain: (f: Facts) => string;
  law?: string;
}

const privacy = '条例2019#15';
const sensitive = '个人信息保护法#28';
/** Numbers in the text are masked here; a file is put right where it was made. */
const mask = (f: Facts): string => {
  const how = String(f.label).startsWith('附件') ? '请在原文件里处理后重新上传' : '请点“遮蔽”处理后公开';
  return `${how}；确需保留的，由另一人写明依据后放行。`;
};
const times = (f: Facts) => `${f.label} ${f.count} 处`;

const words: Record<FindingRule, FindingWords> = {
  'resident-id': { title: (f) => `身份证号 ${f.count} 处`, explain: (f) => `在${f.label}。${mask(f)}`, law: privacy },
  mobile: {
    title: (f) => `手机号 ${f.count} 处`,
    explain: (f) => `在${f.label}。对外联系请改用办公电话；属个人的，${mask(f)}`,
    law: privacy,
  },
  'bank-card': { title: (f) => `银行卡号 ${f.count} 处`, explain: (f) => `在${f.label}。${mask(f)}`, law: privacy },
  'resident-id-suspect': {
    title: (f) => `疑似身份证号 ${f.count} 处`,
    explain: (f) => `在${f.label}。校验位不符，可能是笔误，仍会指向真实的人；请核对后遮蔽。`,
    law: privacy,
  },
  'bank-account': {
    title: (f) => `账号 ${f.count} 处`,
    explain: (f) => `在${f.label}。单位收款账户可以公开，个人账号请遮蔽。`,
    law: privacy,
  },
  email: {
    title: (f) => `电子邮箱 ${f.count} 处`,
    explain: (f) => `在${f.label}。请确认是单位邮箱，不是个人邮箱。`,
    law: privacy,
  },
  plate: {
    title: (f) => `车牌号 ${f.count} 处`,
    explain: (f) => `在${f.label}。私家车号牌请遮蔽；公务车辆处置公告等可保留。`,
    law: privacy,
  },
  passport: { title: (f) => `护照或通行证号 ${f.count} 处`, explain: (f) => `在${f.label}。请遮蔽。`, law: privacy },
  'home-address': {
    title: (f) => `家庭住址 ${f.count} 处`,
    explain: (f) => `在${f.label}。公示到村（社区）即可，门牌号请遮蔽。`,
    law: privacy,
  },
  minor: {
    title: (f) => `可能涉及未成年人 ${f.count} 处`,
    explain: (f) => `在${f.label}。不满十四周岁的个人信息属敏感信息，名单公示不列未成年人。`,
    law: sensitive,
  },
  health: {
    title: (f) => `可能涉及个人病情 ${f.count} 处`,
    explain: (f) => `在${f.label}。病情、残疾等级属敏感个人信息，公示时不写具体病名。`,
    law: sensitive,
  },
  'personal-none': { title: () => '未发现个人信息', explain: (f) => `已查 ${f.count} 处文字：标题、正文、表格、附件、文件名。` },
  'elements-missing': {
    title: (f) => `要素可能缺 ${f.count} 项`,
    explain: (f) => `“${f.item}”应公开的内容中，未找到：${f.missing}。按关键词判断，写法不同的请核对后说明。`,
    law: '条例2019#20',
  },
  'elements-complete': {
    title: () => '要素齐全',
    explain: (f) => `按关键词判断，${f.present}均能找到；写得对不对、全不全，请读原文。`,
  },
  'body-empty': { title: () => '正文为空', explain: () => '没有正文，也没有可下载的附件，公众看不到任何内容。' },
  'body-placeholder': { title: () => '正文是占位文字', explain: () => '正文还没有写，请补上实际内容。' },
  'body-one-line': {
    title: () => '正文过短',
    explain: (f) => `正文只有 ${f.count} 个字，未超出标题所述。请写明办什么、依据什么、找谁。`,
  },
  'body-only-attachment': {
    title: () => '内容只在附件里',
    explain: () => '请在正文写出要点，让手机和读屏用户不必下载也能看懂。',
  },
  'body-substantial': { title: () => '正文完整', explain: (f) => `正文 ${f.count} 字。` },
  'link-dead': { title: () => '链接打不开', explain: () => '请改正或删去，公布后即为错链。' },
  'link-inward': {
    title: () => '链接公众打不开',
    explain: () => '指向内部网络、本机文件或不能打开的地址，请改成公开地址或上传为附件。',
  },
  'link-unchecked': { title: (f) => `${f.count} 个链接尚未核验`, explain: () => '请自行点开确认。' },
  'links-alive': { title: () => '链接有效', explain: (f) => `${f.count} 个链接均可打开。` },
  'attachment-unreadable': { title: () => '附件打不开', explain: (f) => `${f.problem}。请重新上传。` },
  'attachment-hidden': {
    title: () => '附件里有看不见的内容',
    explain: (f) => `${f.what}。公开后任何人都能取出。请在原文件里删除后重新上传；确认可以公开的，说明理由后放行。`,
  },
  'attachment-absent': { title: () => '提到附件但未上传', explain: () => '正文写有附件，请上传，或改正文。' },
  'attachments-readable': { title: () => '附件可读', explain: (f) => `${f.count} 个附件均可打开。` },
  'created-missing': { title: () => '未填生成日期', explain: () => '公开时限从生成之日起算，请填写。', law: '条例2019#26' },
  'created-in-future': { title: () => '生成日期晚于今天', explain: (f) => `生成日期 ${f.first}，今天是 ${f.second}。` },
  'effective-before-created': {
    title: () => '生效早于生成日期',
    explain: (f) => `${f.first}生效，${f.second}才生成。确需溯及既往的，请在正文写明施行日期。`,
  },
  'repealed-before-effective': { title: () => '废止早于生效', explain: (f) => `${f.first}废止，${f.second}才生效。` },
  'repealed-before-created': { title: () => '废止早于生成日期', explain: (f) => `${f.first}废止，${f.second}才生成。` },
  'docno-year': { title: () => '文号年份与生成日期不符', explain: (f) => `文号为 ${f.first} 年，生成日期是 ${f.second}。` },
  'docno-form': { title: () => '文号格式', explain: (f) => `建议写作“${f.right}”。` },
  'date-impossible': { title: (f) => `没有这一天：${f.first}`, explain: () => '请核对日期。' },
  'period-reversed': { title: () => '起止日期颠倒', explain: (f) => `从 ${f.first} 到 ${f.second}，终点早于起点。` },
  'dates-in-order': { title: () => '日期相符', explain: (f) => `${f.created}生成，生成、生效、废止的次序无误。` },
  'same-document': {
    title: () => '已有相同的文件',
    explain: (f) => `与〔${f.indexNo}〕《${f.title}》标题相同，内容 ${f.percent}% 一致。如为更正，请在原文件上修订。`,
  },
  'similar-document': {
    title: (f) => `与已公开文件相似 ${f.percent}%`,
    explain: (f) => `〔${f.indexNo}〕《${f.title}》。请逐句对照，确认不是重复公开。`,
  },
  'no-similar': { title: () => '未见重复', explain: () => '与已公开文件没有大段相同。' },
  'wording-error': { title: (f) => `“${f.wrong}”应为“${f.right}”`, explain: (f) => `${times(f)}。${f.why}` },
  'wording-suggest': { title: (f) => `“${f.wrong}”建议改为“${f.right}”`, explain: (f) => `${times(f)}。${f.why}` },
  'wording-clean': { title: () => '用词无误', explain: (f) => `对照 ${f.count} 条常见错词，未发现问题。` },
};

export function sentenceOf(rule: FindingRule, facts: Facts): { title: string; explain: string; law?: string } {
  const { title, explain, law } = words[rule];
  return { title: title(facts), explain: explain(facts), law };
}
