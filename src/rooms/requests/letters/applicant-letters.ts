// What the applicant is told on the way to an answer: put it right, give reasons, wait longer, somebody is being asked, pay.
// None of these can be challenged by itself, so none names a remedy, save a refusal to rectify.
import { longDay } from '../../../town/day.ts';
import { FEE_WITHIN, requestLimits } from '../clock.ts';
import { letterKinds } from './kinds.ts';
import type { LetterFacts } from './letter-facts.ts';
import type { LetterText } from './letter-text.ts';
import { remedyParagraph } from './remedy-paragraph.ts';
import { statute } from './statute.ts';
import {
  aboutRequest,
  ended,
  helpSentence,
  letterTo,
  line,
  linesOf,
  numbered,
  quoted,
  reasoned,
  unended,
  yuan,
  you,
} from './wording.ts';

const is2007 = (f: LetterFacts): boolean => f.regulation === '条例2007';

export function correctionNotice(f: LetterFacts): LetterText {
  const { what, period } = f.correction!;
  const who = you(f);
  const law = is2007(f) ? statute('条例2007#21', '第（四）项') : statute('条例2019#30');
  const items = linesOf(what).map(ended);
  return letterTo(f, letterKinds['correction-notice'].name, f.applicant.name, [
    `${aboutRequest(f)}经审查，申请内容不明确，本机关还不能据此查找。根据${law}的规定，请${who}补正以下事项：`,
    ...numbered(items),
    `请${who}自收到本告知书之日起${period}个工作日内，把补正的内容当面递交、寄送或者通过原来的申请渠道提交给${line(f.house.office)}，并注明申请编号${line(f.request.number)}。`,
    is2007(f)
      ? '答复期限自本机关收到补正的申请之日起计算。'
      : `答复期限自本机关收到补正的申请之日起计算。无正当理由逾期不补正的，视为放弃申请，本机关不再处理该申请；有正当理由不能按期补正的，请及时告知。`,
    helpSentence(f),
  ]);
}

/** Under 条例2007 reasons are those of art. 13: for what own need the information is wanted. */
export function reasonsNotice(f: LetterFacts): LetterText {
  const { ground, period } = f.reasons!;
  const who = you(f);
  const within = `请${who}自收到本告知书之日起${period}个工作日内，向${line(f.house.office)}书面说明理由；书写有困难的，可以口头说明，由工作人员记录。`;
  const paragraphs = is2007(f)
    ? [
        `${aboutRequest(f)}根据${statute('条例2007#13')}的规定，公民、法人或者其他组织根据自身生产、生活、科研等特殊需要，可以申请获取政府信息。请${who}说明与所申请信息有关的特殊需要。`,
        ...reasoned('要求说明的原因', ground),
        within,
      ]
    : [
        `${aboutRequest(f)}${who}申请公开政府信息的数量、频次明显超过合理范围。根据${statute('条例2019#35')}的规定，请${who}说明理由。`,
        ...reasoned('具体情况', ground),
        within,
        `本机关认为理由不合理的，将告知${who}不予处理；认为理由合理，但是不能在规定的期限内答复的，将确定延迟答复的合理期限并告知${who}。`,
      ];
  return letterTo(f, letterKinds['reasons-notice'].name, f.applicant.name, [...paragraphs, helpSentence(f)]);
}

/** 延期 (once, approved), or 延迟答复 for who asks much and with reason. */
export function extensionNotice(f: LetterFacts): LetterText {
  const who = you(f);
  const { answer } = requestLimits[f.regulation];
  const law = is2007(f) ? statute('条例2007#24', '第二款') : statute('条例2019#33', '第二款');
  const paragraphs =
    f.postponement && !is2007(f)
      ? [
          `${aboutRequest(f)}${who}说明的理由，本机关认为合理；但是申请的数量较大，本机关不能在规定的期限内答复。根据${statute('条例2019#35')}的规定，本机关确定延迟答复，最迟于${longDay(f.postponement.until)}答复${who}。`,
          ...reasoned('延迟答复的原因', f.postponement.reason),
        ]
      : [
          `${aboutRequest(f)}该申请应当在${answer}个工作日内答复，因故不能按期办结。根据${law}的规定，经本机关政府信息公开工作机构负责人同意，答复期限延长${f.extension!.days}个工作日，本机关最迟于${longDay(f.extension!.newDue)}答复${who}。`,
          ...reasoned('延期的理由', f.extension!.reason),
        ];
  return letterTo(f, letterKinds['extension-notice'].name, f.applicant.name, [
    ...paragraphs,
    `因此给${who}带来不便，请予谅解。本机关会抓紧办理，提前办结的，提前答复。`,
  ]);
}

/** Somebody else is being asked; who it is stays untold. */
export function consultationNotice(f: LetterFacts): LetterText {
  const { whom, sentOn } = f.consultation!;
  const who = you(f);
  const clock = is2007(f) ? statute('条例2007#24', '第三款') : statute('条例2019#33', '第三款');
  const period = is2007(f) ? '' : '被征求意见的一方应当自收到征求意见书之日起15个工作日内提出意见。';
  const third = `公开${who}申请的信息可能损害第三方的合法权益。根据${statute(is2007(f) ? '条例2007#23' : '条例2019#32')}的规定，本机关已于${longDay(sentOn)}书面征求第三方的意见。${period}`;
  const maker = `${who}申请公开的信息由本机关与其他行政机关共同制作。根据${statute(is2007(f) ? '条例2007#7' : '条例2019#34')}的规定，本机关已于${longDay(sentOn)}征求有关行政机关的意见。${period}`;
  const counted =
    is2007(f) && whom === 'co-maker' ? '答复期限照常计算。' : `根据${clock}的规定，征求意见所需时间不计算在答复期限内。`;
  return letterTo(f, letterKinds['consultation-notice'].name, f.applicant.name, [
    `${aboutRequest(f)}${whom === 'third-party' ? third : maker}`,
    `${counted}收到意见或者期限届满后，本机关会及时作出答复。`,
  ]);
}

/** What 国办函〔2020〕109号 asks for, by number of applications in a month or by pages. */
const standards = {
  items:
    '收费标准（按件）：同一申请人一个自然月内累计申请10件以下（含10件）的，不收费；11件至30件（含30件）的部分，每件100元；31件以上的部分，以10件为一档，每增加一档，每件增加100元。',
  pages:
    '收费标准（按量）：30页以下（含30页）的，不收费；31页至100页（含100页）的部分，每页10元；101页至200页（含200页）的部分，每页20元；201页以上的部分，每页40元。',
} as const;

export function feeNotice(f: LetterFacts): LetterText {
  const fee = f.fee!;
  const who = you(f);
  const costs = fee.basis === 'cost';
  const name = costs ? '政府信息公开收费通知书' : letterKinds['fee-notice'].name;
  const ground = costs
    ? `根据${statute('条例2007#27')}的规定，行政机关依申请提供政府信息，可以收取检索、复制、邮寄等成本费用。现通知${who}缴纳成本费用${yuan(fee.amount)}。`
    : `${who}申请公开政府信息的数量、频次明显超过合理范围。根据${statute('条例2019#42', '第一款')}和${statute('国办函〔2020〕109号')}的规定，本机关决定收取信息处理费${yuan(fee.amount)}。`;
  const before = [`${aboutRequest(f)}${ground}`, ...(fee.basis === 'cost' ? [] : [standards[fee.basis]]), '金额计算如下：'];
  const after = costs
    ? [...reasoned('缴纳方式', fee.howToPay), `经济确有困难的，可以根据${statute('条例2007#28')}的规定申请减免。`]
    : [
        ...reasoned('缴纳方式', fee.howToPay),
        `请${who}自收到本通知书次日起${FEE_WITHIN}日内缴纳。逾期未缴纳的，视为放弃申请，本机关不再处理该申请。${who}缴纳后，答复期限自缴费的次日起重新计算。`,
        `${who}不再需要该信息的，可以在缴费期限内撤回申请。所收费用全额上缴国库。`,
      ];
  const lines = fee.lines.filter((l) => line(l.what) !== '');
  const letter = letterTo(f, name, f.applicant.name, [...before, ...after]);
  return {
    ...letter,
    table: {
      after: before.length,
      columns: [3, 1],
      size: 'normal',
      rows: [
        [
          { text: '计费项目', head: true },
          { text: '金额', head: true },
        ],
        ...lines.map((l) => [{ text: line(l.what) }, { text: yuan(l.amount), align: 'right' as const }]),
        [
          { text: '合计', head: true },
          { text: yuan(fee.amount), align: 'right' as const },
        ],
      ],
    },
  };
}

/** Records of somebody's own that are wrong (条例2019#41, before it 条例2007#25). */
export function rectificationNotice(f: LetterFacts): LetterText {
  const r = f.rectification!;
  const who = you(f);
  const { number, receivedOn, submittedOn } = f.request;
  const law = statute(is2007(f) ? '条例2007#25' : '条例2019#41');
  const about = `本机关于${longDay(receivedOn ?? submittedOn)}收到${who}要求更正政府信息的申请（申请编号：${line(number)}），要求更正的信息为：${quoted(r.what)}。`;
  const outcome = {
    corrected: [`经审核，情况属实。根据${law}的规定，本机关已予以更正。`, ...reasoned('更正的内容', r.explanation)],
    refused: [`经审核，根据${law}的规定，本机关决定不予更正。`, ...reasoned('理由', r.explanation)],
    transferred: [
      `经审核，该事项不属于本机关职能范围。根据${law}的规定，本机关已将${who}的申请转送${unended(line(r.organ))}处理，请${who}与其联系。`,
      ...reasoned('说明', r.explanation),
    ],
  }[r.outcome];
  const remedy = r.outcome === 'refused' ? [remedyParagraph(f, { letter: '本告知书', reviewFirst: false, who })] : [];
  return letterTo(f, letterKinds['rectification-notice'].name, f.applicant.name, [about, ...outcome, ...remedy]);
}
