// Letters to somebody whose rights the information touches. None says who asks: that is the applicant's own business.
import { letterKinds } from './kinds.ts';
import type { LetterFacts } from './letter-facts.ts';
import type { LetterText } from './letter-text.ts';
import { remedyParagraph } from './remedy-paragraph.ts';
import { statute } from './statute.ts';
import { aboutRequestUnnamed, letterTo, line, linesOf, quoted, reasoned, titled } from './wording.ts';

const lawOf = (f: LetterFacts): string => statute(f.regulation === '条例2007' ? '条例2007#23' : '条例2019#32');
const youOf = (f: LetterFacts): string => (f.thirdParty!.isPerson ? '您' : '贵单位');

export function thirdPartyConsultation(f: LetterFacts): LetterText {
  const t = f.thirdParty!;
  const who = youOf(f);
  const silence =
    f.regulation === '条例2007'
      ? `${who}不同意公开的，本机关不予公开，但是认为不公开可能对公共利益造成重大影响的除外。请务必书面回复；没有回复的，本机关将依法审查。`
      : `${who}不同意公开且有合理理由的，本机关不予公开；但是不公开可能会对公共利益造成重大影响的，本机关可以决定公开，并书面告知${who}。逾期未提出意见的，由本机关依照条例的规定决定是否公开。`;
  return letterTo(f, letterKinds['third-party-consultation'].name, t.name, [
    `${aboutRequestUnnamed(f)}其中涉及${who}的信息为：${quoted(t.what)}。`,
    ...reasoned('征求意见的原因', t.why),
    `根据${lawOf(f)}的规定，现书面征求${who}的意见。请${who}自收到本征求意见书之日起${t.period}个工作日内，填写所附的征求意见确认函，说明是否同意公开；不同意公开的，请说明理由，并尽可能附上依据。`,
    silence,
    `为保护申请人的个人信息，本征求意见书不写明申请人。${who}收到的内容也请妥善保管。`,
  ]);
}

/** Filled in and signed by the third party. */
export function thirdPartyConfirmation(f: LetterFacts): LetterText {
  const t = f.thirdParty!;
  const label = (text: string) => ({ text, head: true });
  const wide = (text: string) => ({ text, colSpan: 3 });
  return {
    title: titled(f, letterKinds['third-party-confirmation'].name),
    salutation: '',
    paragraphs: [
      `请于收到征求意见书之日起${t.period}个工作日内填写，签名或者盖章后交回${line(f.house.office)}${line(f.house.address) === '' ? '' : `（${line(f.house.address)}）`}。`,
      '不同意公开的，请写明理由；只同意公开一部分的，请写明哪些内容不同意公开。',
    ],
    table: {
      after: 0,
      columns: [1.5, 2.2, 1.2, 2.2],
      size: 'normal',
      rows: [
        [label('申请编号'), wide(line(f.request.number))],
        [label('第三方'), { text: line(t.name) }, label('联系电话'), { text: '' }],
        [label('征求意见的信息'), wide(linesOf(t.what).join('\n'))],
        [label('意见'), wide('□同意公开\n□同意公开一部分\n□不同意公开')],
        [label('理由和依据'), wide('\n\n\n\n')],
        [label('签名或者盖章'), { text: '\n' }, label('日期'), { text: '' }],
      ],
    },
  };
}

/** It is disclosed in spite of a refusal (条例2019#32): what, and why. */
export function disclosureNotice(f: LetterFacts): LetterText {
  const t = f.thirdParty!;
  const who = youOf(f);
  return letterTo(f, letterKinds['disclosure-notice'].name, t.name, [
    `${aboutRequestUnnamed(f)}就其中涉及${who}的信息，本机关书面征求过${who}的意见，${who}不同意公开。`,
    `经审查，本机关认为，不公开该信息可能会对公共利益造成重大影响。根据${lawOf(f)}的规定，本机关决定予以公开，现将决定公开的内容和理由告知${who}。`,
    ...reasoned('决定公开的内容', t.what),
    ...reasoned('理由', t.publicInterest),
    remedyParagraph(f, { letter: '本告知书', reviewFirst: false, who }),
  ]);
}
