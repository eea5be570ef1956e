// How somebody may challenge a letter, by the law of the day it bears. What only prepares an answer (补正, 延期, 征求意见) and a fee
// notice cannot be challenged by itself and says nothing of this.
import type { Day } from '../../../town/day.ts';
import { REVIEW_FIRST_SINCE } from '../answers.ts';
import type { LetterFacts } from './letter-facts.ts';
import { statute, statutes } from './statute.ts';
import { line } from './wording.ts';

/** 行政诉讼法 as amended in 2014 is in force since this day; before it, three months to sue. */
const SIX_MONTHS_SINCE = '2015-05-01' as Day;

/** `letter`: 本答复书, 本告知书. `reviewFirst`: see answers.ts. `who`: 您, 贵单位. */
export function remedyParagraph(
  { signedOn, remedies }: Pick<LetterFacts, 'signedOn' | 'remedies'>,
  { letter, reviewFirst, who }: { letter: string; reviewFirst: boolean; who: string },
): string {
  const [organ, court] = [line(remedies.reviewOrgan), line(remedies.court)];
  const unhappy = `${who}如对${letter}不服，`;
  if (reviewFirst)
    return (
      `${unhappy}应当先申请行政复议：根据${statutes('行政复议法#20', ['行政复议法#23', '第一款第（四）项'])}的规定，` +
      `自收到${letter}之日起60日内向${organ}提出。对行政复议决定仍不服，或者复议机关逾期不作决定的，` +
      `根据${statute('行政诉讼法#45')}的规定，自收到复议决定书之日起或者复议期限届满之日起15日内，可以向${court}提起行政诉讼。`
    );
  const months = signedOn < SIX_MONTHS_SINCE ? '3个月' : '6个月';
  const today = signedOn >= REVIEW_FIRST_SINCE ? `根据${statute('行政复议法#20')}、${statute('行政诉讼法#46')}的规定，` : '';
  return (
    `${unhappy}${today}可以自收到${letter}之日起60日内向${organ}申请行政复议，` +
    `也可以自收到${letter}之日起${months}内直接向${court}提起行政诉讼。`
  );
}
