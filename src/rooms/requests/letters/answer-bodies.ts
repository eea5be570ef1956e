// What each answer says between "现答复如下" and the remedies: what it is, on which article, why, and what the applicant can do next.
import type { Day } from '../../../town/day.ts';
import { longDay } from '../../../town/day.ts';
import type { AnswerCode } from '../answers.ts';
import { answerLaw, withholdingLaw } from './answer-law.ts';
import type { AnswerFacts, LetterFacts } from './letter-facts.ts';
import { statute } from './statute.ts';
import { ended, helpSentence, line, linesOf, numbered, reasoned, says, unended, you } from './wording.ts';

interface Telling {
  facts: LetterFacts;
  a: AnswerFacts;
  /** 您 or 贵单位. */
  who: string;
  law: string;
}

type Body = (t: Telling) => string[];

const PETITIONS_SINCE = '2022-05-01' as Day;

export function isNotOurs(a: Pick<AnswerFacts, 'notHeld' | 'rightOrgan'>): boolean {
  return a.notHeld === 'not-ours' || (a.notHeld === undefined && says(a.rightOrgan?.name));
}

/** Throws RangeError where the Regulation of the time knows no such answer. */
export function answerBody(code: AnswerCode, facts: LetterFacts, a: AnswerFacts): string[] {
  const law = answerLaw(code, facts.regulation, isNotOurs(a));
  if (law === null) throw new RangeError(`${facts.regulation} knows no answer ${code}`);
  return bodies[code]({ facts, a, who: you(facts), law });
}

const why = (t: Telling, head = '理由'): string[] => reasoned(head, t.a.explanation);

/** 不予公开: whose ground is `what`. */
function refusal(what: string, more: (t: Telling) => string[] = () => []): Body {
  return (t) => [
    `经审查，${t.who}申请公开的信息${what}。根据${t.law}的规定，本机关决定不予公开。`,
    ...why(t, '不予公开的理由'),
    ...more(t),
  ];
}

const otherLaw = (t: Telling): string[] => (says(t.a.otherLaw) ? [`所依据的规定还有：${ended(line(t.a.otherLaw))}`] : []);

function thirdParty(t: Telling): string[] {
  const said = {
    'refuses-with-ground': '第三方不同意公开，本机关认为其理由合理',
    'refuses-without-ground': '第三方不同意公开',
    silent: '第三方逾期未提出意见，本机关依法进行了审查',
    agrees: '第三方提出了意见，本机关依法进行了审查',
  } as const;
  const opinion = t.a.thirdPartyOpinion;
  return [
    `本机关已经书面征求第三方的意见。${opinion ? `${said[opinion]}。` : ''}经审查，公开该信息会损害第三方的合法权益，不公开不会对公共利益造成重大影响。`,
  ];
}

/** Why it goes out in spite of a third party's refusal (条例2019#32, 条例2007#23). */
function publicInterest(t: Telling): string[] {
  if (!says(t.a.publicInterest)) return [];
  const law = statute(t.facts.regulation === '条例2019' ? '条例2019#32' : '条例2007#23');
  return [
    `该信息涉及第三方的权益，第三方不同意公开。本机关认为，不公开可能会对公共利益造成重大影响，根据${law}的规定，决定予以公开。`,
    ...reasoned('公共利益上的理由是', t.a.publicInterest),
  ];
}

function places(t: Telling): string[] {
  const found = (t.a.places ?? [])
    .map((p) => [line(p.title), line(p.address)].filter((s) => s !== ''))
    .filter((p) => p.length > 0)
    .map((p) => ended(p.join('，见 ')));
  return numbered([...new Set([...found, ...linesOf(t.a.where).map(ended)])]);
}

const how = (t: Telling, head: string): string[] => reasoned(head, t.a.where);

function given(t: Telling): string[] {
  const count = (t.a.attachments ?? []).filter(says).length;
  return [...(count > 0 ? [`本机关提供的信息见附件，共${count}份。`] : []), ...how(t, '获取该信息的方式、途径和时间')];
}

const earlier = (t: Telling): string => {
  const e = t.a.earlier;
  if (!e || !says(e.number)) return '';
  return `${e.on ? `于${longDay(e.on)}` : ''}以${line(e.number)}`;
};

function absent(t: Telling): string[] {
  const other = t.a.rightOrgan;
  return [
    `经检索，本机关没有找到${t.who}申请公开的信息。根据${t.law}的规定，现告知${t.who}：该政府信息不存在。`,
    ...why(t, '检索情况和理由'),
    ...(other && says(other.name) ? [`${t.who}可以向${rightOrgan(other)}了解有关情况。`] : []),
  ];
}

const rightOrgan = (o: { name: string; contact: string }): string =>
  `${line(o.name)}${says(o.contact) ? `（联系方式：${unended(line(o.contact))}）` : ''}`;

function notOurs(t: Telling): string[] {
  const other = t.a.rightOrgan;
  return [
    `经审查，${t.who}申请公开的信息不属于本机关负责公开。根据${t.law}的规定，现告知${t.who}并说明理由。`,
    ...why(t),
    other && says(other.name)
      ? `负责公开该信息的行政机关是${rightOrgan(other)}，${t.who}可以向其提出申请。`
      : '本机关目前不能确定负责公开该信息的行政机关。',
  ];
}

/** Where what is really a petition belongs. */
function petitionChannels(t: Telling): string[] {
  const rule = t.facts.signedOn >= PETITIONS_SINCE ? statute('信访工作条例') : '《信访条例》';
  const { organ, address, telephone } = t.facts.house;
  if (says(t.a.where))
    return [`${t.who}反映的诉求，可以依照${rule}等规定，通过下列渠道提出：`, ...numbered(linesOf(t.a.where).map(ended))];
  const ways = [
    `到${line(organ)}信访接待场所当面提出`,
    `写信寄到${says(address) ? line(address) : line(organ)}`,
    `拨打${says(telephone) ? `${line(telephone)}或者` : ''}12345政务服务便民热线`,
    '登录国家信访局网站的网上信访平台',
  ];
  return [`${t.who}反映的诉求，可以依照${rule}等规定，通过信访渠道提出：${ways.join('，或者')}。`];
}

const again = (t: Telling): string => `${t.who}如仍需要该信息，可以随时重新提出申请。${helpSentence(t.facts)}`;

const bodies: Readonly<Record<AnswerCode, Body>> = {
  A1: (t) => [
    `经核查，${t.who}申请公开的信息，本机关已经主动公开。根据${t.law}的规定，现将获取该信息的方式、途径告知如下：`,
    ...places(t),
    `上网查阅不方便的，可以到${line(t.facts.house.office)}查阅，工作人员会协助查找、打印。`,
  ],
  A2: (t) => [
    `经审查，${t.who}申请公开的信息可以公开。根据${t.law}的规定，本机关决定予以公开。`,
    ...given(t),
    ...publicInterest(t),
  ],
  A3: (t) => [
    `经审查，${t.who}申请公开的信息中含有不应当公开的内容，但是能够作区分处理。根据${t.law}的规定，本机关向${t.who}提供可以公开的内容，并对不予公开的内容说明理由。`,
    ...given(t),
    ...((t.a.attachments ?? []).some(says) ? ['附件中遮盖之处是不予公开的内容，没有遮盖的内容与原件一致。'] : []),
    ...reasoned('不予公开的内容及理由', t.a.explanation),
    ...((t.a.withheldAs ?? []).length > 0 && withholdingLaw(t.a.withheldAs!, t.facts.regulation) !== ''
      ? [`对上述内容不予公开，依据的是${withholdingLaw(t.a.withheldAs!, t.facts.regulation)}的规定。`]
      : []),
    ...otherLaw(t),
    ...publicInterest(t),
  ],
  B1: refusal('依法确定为国家秘密', otherLaw),
  B2: refusal('属于法律、行政法规禁止公开的政府信息', otherLaw),
  B3: refusal('公开后可能危及国家安全、公共安全、经济安全、社会稳定', otherLaw),
  B4: refusal('涉及商业秘密、个人隐私等，公开会对第三方的合法权益造成损害', (t) => [...thirdParty(t), ...otherLaw(t)]),
  B5: refusal('属于本机关人事管理、后勤管理、内部工作流程等方面的内部事务信息', otherLaw),
  B6: refusal('属于本机关在履行行政管理职能过程中形成的讨论记录、过程稿、磋商信函、请示报告等过程性信息', otherLaw),
  B7: refusal('属于行政执法案卷信息', otherLaw),
  B8: (t) => [
    `经审查，${t.who}申请公开的信息，有关法律、行政法规对其查询、获取有特别规定。根据${t.law}的规定，请${t.who}依照有关法律、行政法规的规定办理，本机关不按政府信息公开申请提供。`,
    ...(says(t.a.otherLaw) ? [`有关的规定是：${ended(line(t.a.otherLaw))}`] : []),
    ...why(t),
    ...how(t, '查询的地点和方式'),
  ],
  C1: (t) => (isNotOurs(t.a) ? notOurs(t) : absent(t)),
  C2: (t) => [
    `经审查，本机关没有${t.who}申请公开的现成信息；要提供该信息，需要对现有政府信息进行加工、分析或者另行制作。根据${t.law}的规定，本机关提供的应当是已经制作或者获取的政府信息，该信息无法提供。`,
    ...why(t),
    ...how(t, '与此有关的现有信息，可以这样获取'),
  ],
  C3: (t) => [
    `${t.who}的申请内容不明确，本机关已经告知${t.who}补正。${t.who}补正后，申请内容仍不明确，本机关不能据此查找。根据${t.law}的规定，现告知${t.who}无法提供。`,
    ...why(t, '申请内容仍不明确之处'),
    `${t.who}可以写明信息的名称、文号或者便于查询的其他特征，重新提出申请。${helpSentence(t.facts)}`,
  ],
  D1: (t) => [
    `经审查，${t.who}是以政府信息公开申请的形式进行信访、投诉、举报等活动。根据${t.law}的规定，本机关不作为政府信息公开申请处理。`,
    ...why(t),
    ...petitionChannels(t),
  ],
  D2: (t) => [
    `经核查，${t.who}此前申请公开过相同的政府信息，本机关已经${earlier(t)}作出答复。根据${t.law}的规定，本机关不再重复处理。`,
    ...why(t),
    `${t.who}没有收到或者遗失上次答复的，可以与${line(t.facts.house.office)}联系。`,
  ],
  D3: (t) => [
    `经审查，${t.who}要求提供的是政府公报、报刊、书籍等公开出版物。根据${t.law}的规定，本机关不作为政府信息公开申请处理，现将获取的途径告知如下：`,
    ...places(t),
    ...why(t),
  ],
  D4: (t) => [
    `${t.who}申请公开政府信息的数量、频次明显超过合理范围，本机关已经要求${t.who}说明理由。经审查，${t.who}的理由不合理。根据${t.law}的规定，现告知${t.who}：本机关对该申请不予处理。`,
    ...why(t, '认为理由不合理的原因'),
  ],
  D5: (t) => [
    `经审查，${t.who}要求的是对已经获取的政府信息予以确认或者重新出具${earlier(t) === '' ? '' : `；该信息本机关已经${earlier(t)}作出答复`}。政府信息公开申请，是请求行政机关提供政府信息；确认或者重新出具已经获取的信息，不属于这样的请求。根据${t.law}的规定，现告知${t.who}：本机关对该申请不予处理。`,
    ...why(t),
  ],
  E1: (t) => {
    const c = t.facts.correction!;
    return [
      `${t.who}的申请内容不明确。本机关于${longDay(c.sentOn!)}发出补正告知书${says(c.number) ? `（${line(c.number)}）` : ''}，请${t.who}在${c.period}个工作日内补正。${t.who}没有在期限内补正，也没有说明正当理由。根据${t.law}的规定，视为${t.who}放弃申请，本机关不再处理该申请。`,
      ...reasoned('需要说明的情况', t.a.explanation),
      again(t),
    ];
  },
  E2: (t) => {
    const f = t.facts.fee!;
    return [
      `${t.who}于${longDay(f.receivedOn!)}收到本机关的收费通知书${says(f.number) ? `（${line(f.number)}）` : ''}，没有在期限内缴纳信息处理费。根据${t.law}的规定，视为${t.who}放弃申请，本机关不再处理该申请。`,
      ...reasoned('需要说明的情况', t.a.explanation),
      again(t),
    ];
  },
  E3: (t) => [`根据${t.law}的规定，现将对${t.who}申请的处理结果告知如下。`, ...linesOf(t.a.explanation).map(ended)],
};
